"""What a measurement yields: rows of figures with their goals, as Markdown and as JSON, on a machine that is named."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

ENGINES = ("click", "pyoxigraph", "pyshacl", "pyyaml", "rdflib", "shacl")


class Scale(NamedTuple):
    """How much is measured: numbers of files, of statements in the consensus, of rounds; seconds for a question."""

    compared: int = 0  # files of the building race; 0 is all of the curators'
    files: tuple[int, ...] = (200, 2_000, 20_000)
    statements: tuple[int, ...] = (100_000, 1_000_000)
    rounds: int = 7
    pairs: int = 21
    limit: float = 120.0


class Row(NamedTuple):
    """A figure of ours and of a peer, as people read them; ``factor`` and ``goal`` are numbers, None where not set.

    A goal with ``most`` is a limit from above, one without it from below.
    """

    figure: str
    ours: str
    peer: str = ""
    factor: float | None = None
    goal: float | None = None
    most: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None or self.factor is None:
            return None
        return self.factor <= self.goal if self.most else self.factor >= self.goal


class Section(NamedTuple):
    """A table: what was measured and how to repeat it (``about``), what was compared before, and the rows."""

    name: str
    about: str
    compared: str
    rows: list[Row]


def machine() -> dict[str, Any]:
    """Where and when figures were taken."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "processor": model,
        "memory": f"{memory:.0f} GiB",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ENGINES},
    }


def as_json(section: Section) -> dict[str, Any]:
    """A section as bench.json keeps it."""
    rows = [{**row._asdict(), "reached": row.reached} for row in section.rows]
    return {"about": section.about, "compared": section.compared, "rows": rows, "machine": machine()}


def markdown(name: str, section: dict[str, Any]) -> str:
    """A section as people read it: the paragraph, the table, the machine."""
    head = ["| figure | ours | peer | ratio | goal |", "|---|--:|--:|--:|--:|"]
    lines = [_line(row) for row in section["rows"]]
    at = section["machine"]
    versions = ", ".join(f"{engine} {number}" for engine, number in at["versions"].items())
    place = f"{at['date']}, {at['cores']} cores ({at['processor']}), {at['memory']}, Python {at['python']}, {versions}."
    about = f"{section['about']} `python -m bench {name}` repeats it."
    parts = [f"## {name}", about, section["compared"], "\n".join([*head, *lines]), f"Measured: {place}"]
    return "\n\n".join(parts) + "\n"


def _line(row: dict[str, Any]) -> str:
    factor = "" if row["factor"] is None else f"{row['factor']:.2f}" if row["most"] else f"{row['factor']:.1f}"
    goal = "" if row["goal"] is None else f"{'≤' if row['most'] else '≥'} {row['goal']:g}"
    missed = " (missed)" if row["reached"] is False else ""
    return f"| {row['figure']} | {row['ours']} | {row['peer']} | {factor} | {goal}{missed} |"

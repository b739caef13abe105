"""What a measurement yields: rows of figures with their goals, as Markdown and as JSON, on a machine that is named."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

ENGINES = ("click", "oxigraph", "pyoxigraph", "pyshacl", "pyyaml", "rdflib", "shacl")
_HEAD = ("| figure | ours | peer | ratio | goal |", "|---|--:|--:|--:|--:|")


class Scale(NamedTuple):
    """How much is measured: numbers of files, of statements in the consensus (0 is the real graph), of things in a
    network, of rounds; seconds for a question, the formats of exports, the engines that are asked."""

    compared: int = 0  # files of the building race; 0 is all of the curators'
    files: tuple[int, ...] = (200, 2_000, 20_000)
    statements: tuple[int, ...] = (0, 100_000, 1_000_000)
    things: tuple[int, ...] = (1_000, 10_000, 100_000)
    seen: tuple[int, int] = (2_000, 10_000)  # things of the networks in pages: shown, and pushed about
    rounds: int = 7
    pairs: int = 21
    limit: float = 120.0
    formats: tuple[str, ...] = ("turtle", "ntriples", "nquads", "trig")
    engines: tuple[str, ...] = ("memory", "disk", "server", "rdflib", "virtuoso", "jena")


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


class Grid(NamedTuple):
    """A further table, as people read it."""

    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


class Section(NamedTuple):
    """A table: what was measured and how to repeat it (``about``), what was compared before, and the rows.

    ``figures`` by size are kept as they are, for a later run that measures other sizes.
    """

    name: str
    about: str
    compared: str
    rows: list[Row]
    grids: tuple[Grid, ...] = ()
    figures: dict[str, Any] | None = None


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


def sized(statements: str) -> str:
    """A size in words."""
    return "the real graph" if statements == "0" else f"{int(statements):,} statements"


def earlier(build: Path, name: str) -> dict[str, Any]:
    """The figures by size that were kept of a section."""
    path = build / "bench.json"
    saved = json.loads(path.read_bytes()) if path.exists() else {}
    return saved.get(name, {}).get("figures") or {}


def as_json(section: Section) -> dict[str, Any]:
    """A section as bench.json keeps it."""
    rows = [{**row._asdict(), "reached": row.reached} for row in section.rows]
    grids = [grid._asdict() for grid in section.grids]
    kept = {"about": section.about, "compared": section.compared, "rows": rows, "grids": grids}
    return {**kept, "figures": section.figures, "machine": machine()}


def markdown(name: str, section: dict[str, Any]) -> str:
    """A section as people read it: the paragraph, the table, the machine."""
    lines = [_line(row) for row in section["rows"]]
    grids = [text for grid in section.get("grids", []) for text in (f"### {grid['title']}", _grid(grid))]
    at = section["machine"]
    versions = ", ".join(f"{engine} {number}" for engine, number in at["versions"].items())
    place = f"{at['date']}, {at['cores']} cores ({at['processor']}), {at['memory']}, Python {at['python']}, {versions}."
    about = f"{section['about']} `python -m bench {name}` repeats it."
    parts = [f"## {name}", about, section["compared"], "\n".join([*_HEAD, *lines]), *grids, f"Measured: {place}"]
    return "\n\n".join(parts) + "\n"


def _grid(grid: dict[str, Any]) -> str:
    lines = [grid["head"], ["---", *["--:"] * (len(grid["head"]) - 1)], *grid["lines"]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _line(row: dict[str, Any]) -> str:
    factor = "" if row["factor"] is None else f"{row['factor']:.2f}" if row["most"] else f"{row['factor']:.1f}"
    goal = "" if row["goal"] is None else f"{'≤' if row['most'] else '≥'} {row['goal']:g}"
    missed = " (missed)" if row["reached"] is False else ""
    return f"| {row['figure']} | {row['ours']} | {row['peer']} | {factor} | {goal}{missed} |"

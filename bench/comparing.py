"""What the times of the questions say: tables by size, means against each engine, growth from size to size."""

import itertools
import statistics
from collections.abc import Iterator
from typing import Any, NamedTuple

from bench.measure import ratio
from bench.report import Grid, Row, Section, sized

ABOUT = (
    "Every question of `queries/` with the default values of its parameters, each engine in a process of its own:"
    " SPARQL in, rows of Python values out. Oxigraph's own server (`oxigraph serve-read-only`, its store filled by"
    " `oxigraph load`), Virtuoso and Jena (TDB2) are asked over HTTP, on one connection; their answers are fetched as"
    " JSON and parsed. rdflib answers with its own engine from a Dataset in memory. Over a million statements only"
    " ours and Oxigraph's server take part. A figure is the median of up to five runs of a question, ratios are"
    " medians over rounds in which all engines took turns. What an engine has not answered in time is marked so and"
    " left out of its means; so is what Virtuoso or Jena cannot answer, or answers otherwise; both run with little"
    " memory, as the tests start them. `--statements N` measures one size (0 is the real graph) and leaves the"
    " figures of the others as they are."
)
NAMES = {
    "memory": "in memory",
    "disk": "from disk",
    "server": "Oxigraph's server",
    "rdflib": "rdflib",
    "virtuoso": "Virtuoso",
    "jena": "Jena",
}
_GOALS = {("disk", "rdflib", "100000"): 11.0, ("disk", "rdflib", "1000000"): 11.0}
_GOALS |= {("memory", "rdflib", "100000"): 35.0, ("memory", "rdflib", "1000000"): 25.0}
_AMPLE = 1.5  # times as steep as what is returned: trees of ten times the entries are deeper, and leave the caches
_COPIED = 1_000_000  # statements; a graph of so many is copies of the whole real one, so that larger ones are its like
_EXPLAINED: dict[str, str] = {}


class Measured(NamedTuple):
    """A question: its rows, how much it ``returned``, and the seconds by engine, a figure a round.

    ``parsed`` are rdflib's seconds for the question parsed beforehand; ``failed`` tells why an engine has no figures.
    """

    name: str
    rows: int
    returned: float
    seconds: dict[str, list[float]]
    parsed: list[float]
    failed: dict[str, str]


def told(figures: dict[str, Any], limit: float) -> Section:
    """The section from the figures of all sizes."""
    sizes = {size: figures[size] for size in sorted(figures, key=int)}
    found = {size: [Measured(**one) for one in known["questions"]] for size, known in sizes.items()}
    rows = [row for size in sizes for row in means(size, found[size])]
    tables = [_by_engine(size, found[size], sizes[size]["loaded"], limit) for size in sizes]
    for small, large in list(itertools.pairwise(size for size in sizes if int(size) >= _COPIED))[-1:]:
        steep, table = growth((small, found[small]), (large, found[large]))
        rows.append(steep)
        tables.append(table)
    compared = [
        f"{len(found[size])} questions, {sum(one.rows for one in found[size]):,} rows, over {known['about']}"
        for size, known in sizes.items()
    ]
    agreed = f"All engines gave the same answers: {'; '.join(compared)}."
    return Section("questions", ABOUT, agreed, rows, tuple(tables), figures)


def means(size: str, measured: list[Measured]) -> Iterator[Row]:
    """The geometric means of the ratios, over the questions that both engines finished."""
    for peer in [name for name in NAMES if name not in ("memory", "disk")]:
        for ours in ("memory", "disk"):
            both = [one.seconds for one in measured if one.seconds.get(peer) and one.seconds.get(ours)]
            if not both:
                continue
            figure = f"{sized(size)}: {len(both)} of {len(measured)} questions, {NAMES[ours]}, to {NAMES[peer]}"
            if (ours, peer) == ("disk", "server"):
                mean = statistics.geometric_mean(ratio(one[ours], one[peer]) for one in both)
                yield Row(figure, "", "", mean, 1.1, most=True)
            else:
                mean = statistics.geometric_mean(ratio(one[peer], one[ours]) for one in both)
                goal = 2.5 if (ours, peer) == ("memory", "server") else _GOALS.get((ours, peer, size))
                yield Row(figure, "", "", mean, goal)
    if finished := [one for one in measured if one.parsed]:
        mean = statistics.geometric_mean(ratio(one.parsed, one.seconds["memory"]) for one in finished)
        yield Row(f"{sized(size)}: in memory, if rdflib alone had parsed the questions beforehand", "", "", mean)


def growth(small: tuple[str, list[Measured]], large: tuple[str, list[Measured]]) -> tuple[Row, Grid]:
    """How the times grow, beside what is returned; the row counts questions that are too steep without a reason."""
    before = {one.name: one for one in small[1]}
    lines, steep = [], 0
    for one in large[1]:
        old = before.get(one.name)
        if old is None or not old.seconds.get("disk") or not one.seconds.get("disk"):
            continue
        more = one.returned / old.returned if old.returned else 1.0
        times = [statistics.median(one.seconds[e]) / statistics.median(old.seconds[e]) for e in ("memory", "disk")]
        why = _EXPLAINED.get(one.name, "not explained") if max(times) > _AMPLE * max(more, 1.0) else ""
        steep += why == "not explained"
        rows = f"{old.rows:,} → {one.rows:,}"
        lines.append((one.name, rows, f"{more:.1f}", *(f"{time:.1f}" for time in times), why))
    title = f"From {sized(small[0])} to {sized(large[0])}"
    head = ("question", "rows", "returned, times", "in memory, times", "from disk, times", "steeper than linear")
    figure = f"{title}: questions that grow steeper than what they return, not explained"
    goal = Row(figure, f"{steep}", "", steep, 0.0, most=True)
    return goal, Grid(f"{title}: growth (what is returned is rows, or what is counted)", head, tuple(lines))


def _by_engine(size: str, measured: list[Measured], loaded: dict[str, float], limit: float) -> Grid:
    engines = [name for name in NAMES if any(name in one.seconds or name in one.failed for one in measured)]
    lines = [(one.name, f"{one.rows:,}", *(_cell(one, engine, limit) for engine in engines)) for one in measured]
    filled = [f"{loaded[engine]:.1f} s" if engine in loaded else "" for engine in engines]
    head = ("question", "rows", *(NAMES[engine] for engine in engines))
    return Grid(f"{sized(size)}, milliseconds", head, (*lines, ("(filling it)", "", *filled)))


def _cell(one: Measured, engine: str, limit: float) -> str:
    why = one.failed.get(engine)
    if why:
        return f"over {limit:g} s" if why == "late" else why
    return f"{statistics.median(one.seconds[engine]) * 1e3:,.1f}" if one.seconds.get(engine) else ""

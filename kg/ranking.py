"""Who stands where in a network by a measure, and how far that hangs on a single source.

A centrality out of gathered reports is only as sure as its sources: here it is computed again without each of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from kg import columns, projection
from kg.errors import KGError
from kg.measures import MEASURES
from kg.projection import Row
from kg.tables import Iri, Table, Value


class Standing(NamedTuple):
    """A thing (an IRI), its figure and its rank (equal figures, equal ranks).

    With one source left out at a time: its ``best`` and ``worst`` rank, its ``low`` and ``high`` figure, and the source
    (an IRI) without which it falls most.
    """

    thing: str
    figure: float
    rank: int
    best: int
    worst: int
    low: float
    high: float
    source: str | None


def standings(rows: list[Row], measure: str, *, directed: bool = False) -> list[Standing]:
    """All things of a network in the order of a measure, with what single sources do to them; KGError for a measure
    that there is not."""
    if measure not in MEASURES:
        raise KGError("rank", f"there is no measure {measure!r}", f"write {', '.join(MEASURES)}")
    whole = figures(rows, measure, directed=directed)
    without = {source: figures(rest, measure, directed=directed) for source, rest in left_out(rows)}
    ranks = _ranks(whole)
    others = {source: _ranks(found) for source, found in without.items()}
    return [
        _standing((thing, whole[thing], ranks[thing]), without, others)
        for thing in sorted(whole, key=lambda thing: (ranks[thing], thing))
    ]


def figures(rows: list[Row], measure: str, *, directed: bool = False) -> dict[str, float]:
    """The figure of each thing that has a tie, rounded to nine digits."""
    network = columns.of_ties(projection.ties(rows, directed=directed), directed=directed)
    found = MEASURES[measure](network)
    return {thing: float(f"{figure:.9g}") for thing, figure in zip(network.names, found, strict=True)}


def left_out(rows: Iterable[Row]) -> Iterable[tuple[str, list[Row]]]:
    """Each source that alone states something, and the rows that the others state."""
    said: dict[Row, set[str]] = defaultdict(set)
    for row in rows:
        said[row._replace(source="")].add(row.source)
    alone = {source for sources in said.values() if len(sources) == 1 for source in sources}
    for source in sorted(alone):
        yield source, [row for row, sources in said.items() if sources != {source}]


def _ranks(found: dict[str, float]) -> dict[str, int]:
    falling = np.sort([-figure for figure in found.values()])
    places = np.searchsorted(falling, [-figure for figure in found.values()]) + 1
    return dict(zip(found, places.tolist(), strict=True))


def _standing(
    now: tuple[str, float, int], without: dict[str, dict[str, float]], ranks: dict[str, dict[str, int]]
) -> Standing:
    """Without the source of its only tie a thing has no figure: 0 then, and the rank after all others."""
    thing, figure, rank = now
    others = {source: ranks[source].get(thing, len(found) + 1) for source, found in without.items()}
    left = [found.get(thing, 0.0) for found in without.values()]
    worst = max(others, key=lambda source: (others[source], source), default=None)
    deepest = max(others.values(), default=rank)
    return Standing(
        thing,
        figure,
        rank,
        min([rank, *others.values()]),
        max(rank, deepest),
        min([figure, *left]),
        max([figure, *left]),
        worst if deepest > rank else None,
    )


def table(found: Iterable[Standing]) -> Table:
    """Standings as rows: things and sources as IRIs, so that they can be named."""
    rows: list[tuple[Value, ...]] = [
        (one.rank, Iri(one.thing), one.figure, one.best, one.worst, one.low, one.high, one.source and Iri(one.source))
        for one in found
    ]
    return Table(["rank", "thing", "figure", "best", "worst", "low", "high", "falls_most_without"], rows)

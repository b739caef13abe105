"""How a network grew: year by year its things and ties, those that are new and those that were lost."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from kg import projection
from kg.projection import Ints, Row
from kg.tables import Table, Value


class Span(NamedTuple):
    """Years of which a network is made, the first and the last taken in."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


class Year(NamedTuple):
    """A network as it was at the end of a year: how many things and ties, and of the ties how many had not been there
    a year before (``new``), or had been and were gone (``lost``)."""

    year: int
    things: int
    ties: int
    new: int
    lost: int


def years(rows: Iterable[Row], window: int | None = None, *, directed: bool = False) -> list[Year]:
    """Every year from the first to the last; ties are those of all facts so far, or of the last ``window`` years.

    Facts without a year are left out.
    """
    dated = [(row.year, row) for row in rows if row.year is not None]
    if not dated:
        return []
    order, everybody = sorted({year for year, _ in dated}), _places(row for _, row in dated)
    found, before = [], np.empty(0, np.int64)
    for span in spans(Span(order[0], order[-1]), 1, window):
        here = [row for year, row in dated if span.first <= year <= span.last]
        pairs = _pairs(here, everybody, directed=directed)
        things = len(np.unique(np.divmod(pairs, len(everybody))))
        new, lost = np.setdiff1d(pairs, before), np.setdiff1d(before, pairs)
        found.append(Year(span.last, things, len(pairs), len(new), len(lost)))
        before = pairs
    return found


def spans(whole: Span, step: int, window: int | None = None) -> list[Span]:
    """The spans that end every ``step`` years, the last of them with the whole: each of the last ``window`` years, or
    of all so far, and none before the whole begins."""
    ends = reversed(range(whole.last, whole.first - 1, -step))
    return [Span(whole.first if window is None else max(whole.first, end - window + 1), end) for end in ends]


def _places(rows: Iterable[Row]) -> dict[str, int]:
    names = {name for row in rows for name in (row.node, row.other) if name is not None}
    return {name: place for place, name in enumerate(sorted(names))}


def _pairs(rows: list[Row], everybody: dict[str, int], *, directed: bool) -> Ints:
    """The ties as one number each, the same in every year."""
    ties = projection.ties(rows, directed=directed)
    place = np.array([everybody[name] for name in ties.nodes], dtype=np.int64)
    ends = place[ties.ends]
    return ends[:, 0] * len(everybody) + ends[:, 1]


def table(found: Iterable[Year]) -> Table:
    """Years as rows."""
    rows: list[tuple[Value, ...]] = [tuple(year) for year in found]
    return Table(list(Year._fields), rows)

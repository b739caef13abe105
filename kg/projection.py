"""Ties between things that share a fact, counted in columns: a query engine takes eighty times as long to pair them.

A row says that a thing has part in a fact (a library in a congress), or that one thing is tied to another by a fact
(a member to its union). From rows come pairs, and from the pairs of one two things their tie.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.errors import KGError

Ints = NDArray[np.int64]
Small = NDArray[np.int32]  # half the memory: of ten million statements come forty million pairs
Floats = NDArray[np.float64]

UNDATED = -(2**15)  # stands for a year that nobody knows
_LATER = -UNDATED
_NOBODY = -1  # where a row has no other end
BITS = 63  # of a whole number in which both ends and the fact of a pair find room
BLOCK = 1_000_000  # pairs that are made at once


class Row(NamedTuple):
    """A thing has part in a fact, in a year, as a source says; with ``other``, it is tied to that thing by the fact."""

    node: str
    fact: str
    source: str
    year: int | None
    other: str | None = None


class Ties(NamedTuple):
    """The ties of a network in columns, in the order of their ends; ends and facts are places in ``nodes``, ``facts``.

    ``weight`` counts the facts of a tie. ``share`` adds up 1/(n-1) for each of them, n being the number of things that
    have part in the fact: a library gives as much in a congress of 400, to all together, as in a meeting of two.
    ``first`` and ``last`` are years or ``UNDATED``. The facts of tie t are ``behind[starts[t]:starts[t + 1]]``.
    ``alone`` facts have one thing only and make no tie.
    """

    nodes: list[str]
    facts: list[str]
    ends: Small
    weight: Ints
    share: Floats
    first: Small
    last: Small
    starts: Ints
    behind: Small
    alone: int

    def only(self, kept: NDArray[np.bool_]) -> "Ties":
        """The same with the ties that are marked; nodes and facts keep their places."""
        lengths = np.diff(self.starts)[kept]
        behind = self.behind[np.repeat(kept, np.diff(self.starts))]
        columns = {name: getattr(self, name)[kept] for name in ("ends", "weight", "share", "first", "last")}
        return self._replace(**columns, starts=np.concatenate([[0], np.cumsum(lengths)]), behind=behind)


class _Size(NamedTuple):
    """How many things and facts there are: what makes one number of a source, a target and a fact, and again three."""

    nodes: int
    facts: int

    def number(self, source: Ints, target: Ints, fact: Ints) -> Ints:
        """Lines in the order of these numbers are in the order of source, target and fact."""
        return (source * self.nodes + target) * self.facts + fact


class _Lines(NamedTuple):
    """One line for each two things and each fact that ties them, in order of their ``number``; ``share`` is by fact."""

    number: Ints
    share: Floats
    first: Small
    last: Small


def ties(rows: Iterable[Row], *, directed: bool = False) -> Ties:
    """The ties that rows make; rows said by several sources count once, and no thing is tied to itself.

    Rows with another end tie it, whatever others there are; a tie without direction has the smaller name first.
    """
    rows = list(rows)
    nodes = _numbered(name for row in rows for name in (row.node, row.other) if name is not None)
    facts = _numbered(row.fact for row in rows)
    size = _fitting(_Size(len(nodes), len(facts)))
    table = _columns(rows, nodes, facts)
    sharing = table[:, 4] == _NOBODY
    members = _once(table[sharing])
    sizes = np.bincount(members[:, 1], minlength=len(facts))
    lines = _joined(_paired(members, sizes, size), _tied(table[~sharing], size, directed=directed))
    return _grouped(lines, list(nodes), list(facts), int((sizes == 1).sum()))


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _fitting(size: _Size) -> _Size:
    if size.nodes**2 * size.facts >= 1 << BITS:
        raise KGError("network", f"{size.nodes:,} things and {size.facts:,} facts are too many", "choose fewer years")
    return size


def _columns(rows: Sequence[Row], nodes: dict[str, int], facts: dict[str, int]) -> Ints:
    """Columns node, fact, first year, last year, other; unknown years so that they lose each comparison."""
    table = np.empty((len(rows), 5), np.int64)
    table[:, 0] = [nodes[row.node] for row in rows]
    table[:, 1] = [facts[row.fact] for row in rows]
    table[:, 2] = [_LATER if row.year is None else row.year for row in rows]
    table[:, 3] = [UNDATED if row.year is None else row.year for row in rows]
    table[:, 4] = [_NOBODY if row.other is None else nodes[row.other] for row in rows]
    return table


def _once(table: Ints) -> Ints:
    """One line for each node, other end and fact, with the first and the last of its years, in order of the facts."""
    order = np.lexsort((table[:, 4], table[:, 0], table[:, 1]))
    table = table[order]
    starts = _starts(table[:, [0, 1, 4]])
    table[starts, 2] = np.minimum.reduceat(table[:, 2], starts)
    table[starts, 3] = np.maximum.reduceat(table[:, 3], starts)
    return table[starts]


def _starts(sorted_lines: Ints) -> Ints:
    """Where a new group begins in lines that lie in order."""
    if not len(sorted_lines):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], np.any(sorted_lines[1:] != sorted_lines[:-1], axis=1)]))


def _tied(table: Ints, size: _Size, *, directed: bool) -> _Lines:
    table = table[table[:, 0] != table[:, 4]]
    if not directed:
        table[:, [0, 4]] = np.sort(table[:, [0, 4]], axis=1)
    table = _once(table)
    number = size.number(table[:, 0], table[:, 4], table[:, 1])
    order = np.argsort(number)
    years = table[order][:, 2:4].astype(np.int32)
    return _Lines(number[order], np.ones(size.facts), years[:, 0], years[:, 1])


def _paired(members: Ints, sizes: Ints, size: _Size) -> _Lines:
    """Every two members of every fact."""
    number = np.empty((sizes * (sizes - 1) // 2).sum(), np.int64)
    done = 0
    for made in _numbers(members, sizes, size):
        number[done : done + made.size] = made.ravel()
        done += made.size
    number.sort()
    return _Lines(number, 1 / np.maximum(sizes - 1, 1), *_years(members, sizes, number, size))


def _numbers(members: Ints, sizes: Ints, size: _Size) -> Iterator[Ints]:
    """The numbers of the pairs, a block at a time; many facts of one size are paired at once."""
    node, begins = np.ascontiguousarray(members[:, 0]), np.cumsum(sizes) - sizes
    for many in np.unique(sizes[sizes > 1]):
        one, other = np.triu_indices(many, 1)
        facts = np.flatnonzero(sizes == many)
        for block in np.array_split(facts, -(-len(facts) * len(one) // BLOCK)):
            at = begins[block][:, None]
            yield size.number(node[at + one], node[at + other], block[:, None])


def _years(members: Ints, sizes: Ints, number: Ints, size: _Size) -> tuple[Small, Small]:
    """The first and the last year of each line: those of its fact, or where its members differ, of these two."""
    shared = np.flatnonzero(sizes)
    begins = (np.cumsum(sizes) - sizes)[shared]
    low, high = members[:, 2].astype(np.int32), members[:, 3].astype(np.int32)
    first, last, differ = np.empty(size.facts, np.int32), np.empty(size.facts, np.int32), np.zeros(size.facts, np.bool_)
    first[shared], last[shared] = np.minimum.reduceat(low, begins), np.maximum.reduceat(high, begins)
    differ[shared] = first[shared] != np.maximum.reduceat(low, begins)
    differ[shared] |= last[shared] != np.minimum.reduceat(high, begins)
    fact = _remainder(number, size.facts)
    firsts, lasts = first[fact], last[fact]
    if differ.any():
        at = np.flatnonzero(differ[fact])
        ends = np.divmod(number[at] // size.facts, size.nodes)
        known = members[:, 1] * size.nodes + members[:, 0]
        one, other = (np.searchsorted(known, fact[at] * np.int64(size.nodes) + end) for end in ends)
        firsts[at] = np.minimum(low[one], low[other])
        lasts[at] = np.maximum(high[one], high[other])
    return firsts, lasts


def _joined(shared: _Lines, tied: _Lines) -> _Lines:
    """Both in order, neither copied where there is only one; a fact is shared, or ties by itself."""
    if not len(shared.number) or not len(tied.number):
        return shared if len(shared.number) else tied
    number = np.append(shared.number, tied.number)
    order = np.argsort(number)
    first, last = np.append(shared.first, tied.first)[order], np.append(shared.last, tied.last)[order]
    return _Lines(number[order], shared.share, first, last)


def _remainder(number: Ints, divisor: int) -> Small:
    found = np.empty(len(number), np.int32)
    np.remainder(number, divisor, out=found, casting="unsafe")  # each is less than the divisor, a count of things
    return found


def _grouped(lines: _Lines, nodes: list[str], facts: list[str], alone: int) -> Ties:
    tie, behind = lines.number // max(len(facts), 1), _remainder(lines.number, max(len(facts), 1))
    starts = np.flatnonzero(np.concatenate([np.ones(min(len(tie), 1), np.bool_), tie[1:] != tie[:-1]]))
    tie = tie[starts]
    ends = np.empty((len(tie), 2), np.int32)
    np.floor_divide(tie, max(len(nodes), 1), out=ends[:, 0], casting="unsafe")
    np.remainder(tie, max(len(nodes), 1), out=ends[:, 1], casting="unsafe")
    del tie
    first = np.minimum.reduceat(lines.first, starts)
    return Ties(
        nodes,
        facts,
        ends,
        np.diff(starts, append=len(behind)),
        np.add.reduceat(lines.share[behind], starts),
        np.where(first == _LATER, UNDATED, first).astype(np.int32),
        np.maximum.reduceat(lines.last, starts),
        np.append(starts, len(behind)),
        behind,
        alone,
    )

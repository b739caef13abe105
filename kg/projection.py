"""Ties between things that share a fact, counted in columns: a query engine takes eighty times as long to pair them.

A row says that a thing has part in a fact (a library in a congress), or that one thing is tied to another by a fact
(a member to its union). From rows come pairs, and from the pairs of one two things their tie.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.errors import KGError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

UNDATED = -(2**15)  # stands for a year that nobody knows
_LATER = -UNDATED
BITS = 63  # of a whole number in which both ends and the fact of a pair find room


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
    ends: Ints
    weight: Ints
    share: Floats
    first: Ints
    last: Ints
    starts: Ints
    behind: Ints
    alone: int

    def only(self, kept: NDArray[np.bool_]) -> "Ties":
        """The same with the ties that are marked; nodes and facts keep their places."""
        lengths = np.diff(self.starts)[kept]
        behind = self.behind[np.repeat(kept, np.diff(self.starts))]
        columns = {name: getattr(self, name)[kept] for name in ("ends", "weight", "share", "first", "last")}
        return self._replace(**columns, starts=np.concatenate([[0], np.cumsum(lengths)]), behind=behind)


class _Pairs(NamedTuple):
    """One line for each two things and each fact that ties them."""

    source: Ints
    target: Ints
    fact: Ints
    share: Floats
    first: Ints
    last: Ints


def ties(rows: Iterable[Row], *, directed: bool = False) -> Ties:
    """The ties that rows make; rows said by several sources count once, and no thing is tied to itself.

    Where rows have another end, ties go between the two; a tie without direction has the smaller name first.
    """
    rows = list(rows)
    nodes = _numbered(name for row in rows for name in (row.node, row.other) if name is not None)
    facts = _numbered(row.fact for row in rows)
    if rows and rows[0].other is not None:
        pairs, alone = _tied(_columns(rows, nodes, facts), directed=directed), 0
    else:
        members = _once(_columns(rows, nodes, facts))
        sizes = np.bincount(members[:, 1], minlength=len(facts))
        pairs, alone = _paired(members, sizes), int((sizes == 1).sum())
    return _grouped(pairs, list(nodes), list(facts), alone)


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _columns(rows: Sequence[Row], nodes: dict[str, int], facts: dict[str, int]) -> Ints:
    """Columns node, fact, first year, last year, other; unknown years so that they lose each comparison."""
    table = np.empty((len(rows), 5), np.int64)
    table[:, 0] = [nodes[row.node] for row in rows]
    table[:, 1] = [facts[row.fact] for row in rows]
    table[:, 2] = [_LATER if row.year is None else row.year for row in rows]
    table[:, 3] = [UNDATED if row.year is None else row.year for row in rows]
    table[:, 4] = [0 if row.other is None else nodes[row.other] for row in rows]
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


def _paired(members: Ints, sizes: Ints) -> _Pairs:
    """Every two members of every fact; facts of one size are paired at once."""
    begins = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    lefts, rights = [begins[:0]], [begins[:0]]
    for size in np.unique(sizes[sizes > 1]):
        one, other = np.triu_indices(size, 1)
        at = begins[sizes == size][:, None]
        lefts.append((at + one).ravel())
        rights.append((at + other).ravel())
    left, right = np.concatenate(lefts), np.concatenate(rights)
    node, fact, first, last = (np.ascontiguousarray(members[:, column]) for column in range(4))
    share = 1 / np.maximum(sizes - 1, 1)
    return _Pairs(
        node[left],
        node[right],
        fact[left],
        share[fact[left]],
        np.minimum(first[left], first[right]),
        np.maximum(last[left], last[right]),
    )


def _tied(table: Ints, *, directed: bool) -> _Pairs:
    table = table[table[:, 0] != table[:, 4]]
    if not directed:
        table[:, [0, 4]] = np.sort(table[:, [0, 4]], axis=1)
    table = _once(table)
    return _Pairs(table[:, 0], table[:, 4], table[:, 1], np.ones(len(table)), table[:, 2], table[:, 3])


def _grouped(pairs: _Pairs, nodes: list[str], facts: list[str], alone: int) -> Ties:
    if len(nodes) ** 2 * len(facts) >= 1 << BITS:
        raise KGError("network", f"{len(nodes):,} things and {len(facts):,} facts are too many", "choose fewer years")
    tie = pairs.source * len(nodes) + pairs.target
    order = np.argsort(tie * len(facts) + pairs.fact)  # one number for all three: ten times quicker than by columns
    tie = tie[order]
    starts = np.flatnonzero(np.diff(tie, prepend=-1))
    first = np.minimum.reduceat(pairs.first[order], starts)
    return Ties(
        nodes,
        facts,
        np.column_stack(np.divmod(tie[starts], max(len(nodes), 1))),
        np.diff(starts, append=len(tie)),
        np.add.reduceat(pairs.share[order], starts),
        np.where(first == _LATER, UNDATED, first),
        np.maximum.reduceat(pairs.last[order], starts),
        np.append(starts, len(tie)),
        pairs.fact[order],
        alone,
    )

"""Who may stay where an earlier picture had them, and where the others begin.

A picture that looks another way after each release is a new one to learn; so a thing keeps its place as long as it has
the same partners.
"""

from collections.abc import Hashable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from kg import forces
from kg.columns import Floats
from kg.forces import Bonds

if TYPE_CHECKING:
    import networkx as nx

Node = TypeVar("Node", bound=Hashable)

SCALES = np.geomspace(0.1, 4, 25)  # mean lengths of a tie, in the measure of forces, of which one is that of a picture
BESIDE = 0.5  # of the mean length of a tie: how far a new thing begins from the middle of its partners


class Earlier(NamedTuple):
    """Where a thing was, and the mark of the partners that it had then (:func:`partners`)."""

    x: float
    y: float
    partners: str


def partners(graph: "nx.Graph[Any]") -> dict[Any, str]:
    """For each thing a mark that changes when a partner comes or goes."""
    with_whom: dict[Any, set[str]] = {node: set() for node in graph}
    for one, other in graph.edges:
        if one != other:
            with_whom[one].add(str(other))
            with_whom[other].add(str(one))
    return {node: sha256("\n".join(sorted(names)).encode()).hexdigest()[:12] for node, names in with_whom.items()}


def recalled(
    nodes: Sequence[Node], marks: Mapping[Node, str], earlier: Mapping[Node, Earlier]
) -> tuple[Floats, Floats]:
    """For each node its earlier place, not-a-number where it had none, and whether (1 or 0) it stays there."""
    found = [earlier.get(node) for node in nodes]
    before = np.array([(np.nan, np.nan) if one is None else (one.x, one.y) for one in found]).reshape(-1, 2)
    still = [one is not None and one.partners == marks[node] for node, one in zip(nodes, found, strict=True)]
    return before, np.array(still, dtype=np.float64)


def moved(before: Floats, ties: Bonds, still: Floats) -> Floats:
    """The places of all, when those who stay have theirs and the others have found balance among them."""
    if still.all():
        return before
    length = _length(before, ties)
    points = _begun(before, ties, length * BESIDE)
    field = forces.Grid()

    def unrest(scale: float) -> float:
        steps = forces.balance(points / length * scale, ties, field)
        return round(float(np.sqrt((steps * steps).sum(axis=1)).mean()) / scale, 9)

    unit = length / min(SCALES.tolist(), key=unrest)
    found = forces.relaxed(points / unit, ties, field, 1 - still) * unit
    return np.asarray(np.where(still[:, None] > 0, before, found))


def _length(before: Floats, ties: Bonds) -> float:
    """The mean length of the ties whose ends have both an earlier place, or 100."""
    way = before[ties.source] - before[ties.target]
    lengths = np.sqrt((way * way).sum(axis=1))
    lengths = lengths[~np.isnan(lengths)]
    return (float(lengths.mean()) if len(lengths) else 0.0) or 100.0


def _begun(before: Floats, ties: Bonds, beside: float) -> Floats:
    """Earlier places, and for new things places beside the middle of the partners that have one already."""
    points, size = before.copy(), len(before)
    ends, others = np.concatenate([ties.source, ties.target]), np.concatenate([ties.target, ties.source])
    strength = np.tile(ties.strength, 2)
    while (lost := np.isnan(points[:, 0])).any():
        leads = lost[ends] & ~lost[others]
        total = np.bincount(ends[leads], strength[leads], size)
        reached = np.flatnonzero(total)
        for axis in (0, 1):
            middle = np.bincount(ends[leads], strength[leads] * points[others[leads], axis], size)[reached]
            turn = reached * forces.GOLDEN + axis * np.pi / 2
            points[reached, axis] = middle / total[reached] + beside * np.sin(turn)
    return points

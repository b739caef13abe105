"""Which ties of a network somebody wants to see: the strong, those beyond chance, those around one thing."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg import backbone
from kg.projection import Ties

Marks = NDArray[np.bool_]


class Selection(NamedTuple):
    """Ties of ``least`` facts or more, whose significance (``kg.backbone``) is below ``beyond``; of these, those among
    the things at most ``hops`` ties away from the thing ``around`` (an IRI)."""

    least: int = 1
    beyond: float | None = None
    around: str | None = None
    hops: int = 1


EVERYTHING = Selection()


def selected(selection: Selection, ties: Ties, *, directed: bool = False) -> Marks:
    """For each tie whether it is wanted; none where the thing in the middle has no tie."""
    wanted: Marks = ties.weight >= selection.least
    if selection.beyond is not None:
        wanted &= backbone.significance(ties, directed=directed) < selection.beyond
    if selection.around is not None:
        wanted &= _near(selection.around, selection.hops, ties, wanted)
    return wanted


def _near(middle: str, hops: int, ties: Ties, wanted: Marks) -> Marks:
    reached = np.array([name == middle for name in ties.nodes], dtype=bool)
    ends = ties.ends[wanted]
    for _ in range(hops):
        reached[ends[reached[ends].any(axis=1)]] = True
    return np.asarray(reached[ties.ends].all(axis=1))

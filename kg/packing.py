"""Boxes side by side on a slide: where the parts of a picture go that nothing ties together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.columns import Floats

ASPECT = 1.45  # of a slide, less its title
ALONE = 60  # boxes that are placed one by one, the largest; the others in as many trays at most


def packed(sizes: Sequence[Floats], placed: Floats | None = None) -> list[Floats]:
    """Where the near corner of each box goes; ``placed`` are boxes (near corner, far corner) that lie there already.

    Large boxes come first. Each lies where the whole stays most like a slide; the many small ones go in rows on trays,
    because to try every corner for each of a thousand would take minutes.
    """
    first, rest = list(sizes[:ALONE]), list(sizes[ALONE:])
    fill = -(-len(rest) // ALONE) or 1
    trays = [_tray(rest[at : at + fill]) for at in range(0, len(rest), fill)]
    corners = _packed([*first, *(size for size, _ in trays)], np.empty((0, 4)) if placed is None else placed)
    inside = [corner + at for corner, (_, spots) in zip(corners[len(first) :], trays, strict=True) for at in spots]
    return [*corners[: len(first)], *inside]


def _tray(sizes: Sequence[Floats]) -> tuple[Floats, list[Floats]]:
    """Boxes in rows as wide as a slide of their area: the size of the whole, and where in it each lies."""
    wide = np.sqrt(sum(float(size.prod()) for size in sizes) * ASPECT)
    spots, at, high = [], np.zeros(2), 0.0
    for size in sizes:
        if at[0] > 0 and at[0] + size[0] > wide + 1e-9:
            at, high = np.array([0.0, at[1] + high]), 0.0
        spots.append(at)
        at, high = at + size * (1, 0), max(high, float(size[1]))
    ends = np.array([spot + size for spot, size in zip(spots, sizes, strict=True)])
    return ends.max(axis=0), spots


def _packed(sizes: Sequence[Floats], placed: Floats) -> list[Floats]:
    before = len(placed)
    for size in sizes:
        spots = _spots(placed)
        ends = spots + size
        whole = np.maximum(ends, placed[:, 2:].max(axis=0, initial=0))
        cost = np.maximum(whole[:, 0], whole[:, 1] * ASPECT)
        best = np.lexsort((spots[:, 1], spots[:, 0], cost, _covered(spots, ends, placed)))[0]
        placed = np.vstack([placed, [*spots[best], *ends[best]]])
    return [box[:2] for box in placed[before:]]


def _spots(placed: Floats) -> Floats:
    """Corners where one more box can lie: beside or below each of those placed, or at the edge in line with it."""
    right, bottom = placed[:, 2], placed[:, 3]
    edge = np.zeros(len(placed))
    beside, below = placed[:, [2, 1]], placed[:, [0, 3]]
    return np.vstack([[(0.0, 0.0)], beside, below, np.column_stack([right, edge]), np.column_stack([edge, bottom])])


def _covered(spots: Floats, ends: Floats, placed: Floats) -> NDArray[np.bool_]:
    """For each box from a spot to an end, whether it would lie on one that is placed."""
    before = spots[:, None] < placed[None, :, 2:] - 1e-9
    after = ends[:, None] > placed[None, :, :2] + 1e-9
    covered: NDArray[np.bool_] = np.any(np.all(before & after, axis=2), axis=1)
    return covered

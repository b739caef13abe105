"""How tied things draw each other near: places by forces, from a start by distances; in arrays, so that it is quick.

The start is Pivot MDS (U. Brandes and C. Pich, Eigensolver Methods for Progressive Multidimensional Scaling of Large
Data, 2007), the forces those of F. Zhong et al., Force-Directed Graph Layouts Revisited: A New Force Based on the
t-Distribution, 2023: of all models tried, it keeps most partners among the nearest. Repulsion is that of a field on a
grid, by Fourier's transform. Places are rounded in every round, and no library is used that sums in another order on
more threads: what differs in the last bits dies out instead of growing.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import fft, sparse

from kg.columns import Floats, Ints

Field = Callable[[Floats], Floats]

PIVOTS = 50
TURNS = 60  # of looking for the two main axes of the start
ROUNDS = 100
BOUND = 0.5  # how strong all ties of a thing are together; a weak tie of one who has no other holds as well
NEAR, FAR = 4.0, 0.6  # pull of a tie: of two who are close, and with the distance
PACE, SWING = 0.35, 0.8  # of a step that would bring balance the part taken, and of the last movement the part kept
LONGEST, SHORTEST = 3.0, 0.05  # steps at most, in the first round and in the last
CELL, MOST_CELLS = 0.5, 512  # of the grid: its cells' width, while there are not too many on a side
BEYOND = 16  # cells beyond the last, for its sums go in a circle: who is farther away has hardly any push
PLACES = 6  # digits that are kept
GOLDEN = 2.399963  # the angle by which seeds of a sunflower follow each other: never twice in one direction


class Bonds(NamedTuple):
    """The two ends of each tie as places in an array of points, and how strongly it binds them."""

    source: Ints
    target: Ints
    strength: Floats

    def within(self, wanted: Ints, size: int) -> "Bonds":
        """The ties among some of ``size`` points, counted anew in the order wanted."""
        at = np.full(size, -1)
        at[wanted] = np.arange(len(wanted))
        source, target = at[self.source], at[self.target]
        inside = (source >= 0) & (target >= 0)
        return Bonds(source[inside], target[inside], self.strength[inside])


def bonds(source: Ints, target: Ints, share: Floats, size: int) -> Bonds:
    """Ties that bind by the root of their share in all that their ends have: who has one tie only is held by it."""
    strength = np.sqrt(np.maximum(share, 1e-9))
    total = np.bincount(source, strength, size) + np.bincount(target, strength, size)
    return Bonds(source, target, BOUND / 2 * strength * (1 / total[source] + 1 / total[target]))


def start(ties: Bonds, size: int) -> Floats:
    """Places by the number of steps to some pivots, of a network in which every thing reaches every other one."""
    matrix = sparse.coo_array((np.ones(len(ties.source)), (ties.source, ties.target)), (size, size)).tocsr()
    steps = _steps((matrix + matrix.T).tocsr(), min(PIVOTS, size))
    squares = steps * steps
    centred = (squares.mean(axis=0) + squares.mean(axis=1)[:, None] - squares.mean() - squares) / 2
    points = np.einsum("ip,pa->ia", centred, _axes(np.einsum("ip,iq->pq", centred, centred)))
    way = points[ties.source] - points[ties.target]
    points /= max(float(np.sqrt((way * way).sum(axis=1)).mean()), 1e-9) if len(way) else 1.0
    turn = np.arange(size) * GOLDEN  # who has the same distances stands apart all the same
    return np.asarray(points + 0.1 * np.column_stack([np.cos(turn), np.sin(turn)]))


def _steps(matrix: sparse.csr_array, pivots: int) -> Floats:
    """Steps from each thing to each pivot; the next pivot is always the thing farthest from those before."""
    found = np.empty((matrix.shape[0], pivots))
    least, pivot = np.full(matrix.shape[0], np.inf), int(np.argmax(np.diff(matrix.indptr)))
    for number in range(pivots):
        found[:, number] = sparse.csgraph.dijkstra(matrix, unweighted=True, indices=pivot)
        least = np.minimum(least, found[:, number])
        pivot = int(np.argmax(least))
    return found


def _axes(square: Floats) -> Floats:
    """The two leading eigenvectors, or two that span the same: by repeated multiplication, from fixed vectors."""
    size = len(square)
    scaled = square / max(float(np.abs(square).max()), 1e-300)
    first, second = np.cos(np.arange(size) * 1.7), np.sin(np.arange(size) * 2.3 + 1)
    for _ in range(TURNS):
        first, second = np.einsum("ij,j->i", scaled, first), np.einsum("ij,j->i", scaled, second)
        first /= max(float(np.sqrt((first * first).sum())), 1e-300)
        second -= first * (first * second).sum()
        second /= max(float(np.sqrt((second * second).sum())), 1e-300)
    return np.column_stack([first, second])


def relaxed(points: Floats, ties: Bonds, field: Field, free: Floats | None = None) -> Floats:
    """The points where pull and push are in balance, or after ``ROUNDS``; ``free`` (1 or 0) says which may move."""
    moving = np.ones(len(points)) if free is None else free
    last = np.zeros_like(points)
    for number in range(ROUNDS):
        heat = 1 - number / ROUNDS
        step = PACE * moving[:, None] * balance(points, ties, field) + last * SWING * (0.2 + 0.8 * heat)
        length = np.sqrt(step[:, 0] ** 2 + step[:, 1] ** 2)
        last = step / np.maximum(1, length / (LONGEST * heat + SHORTEST))[:, None]
        points = (points + last).round(PLACES)
    return points


def balance(points: Floats, ties: Bonds, field: Field) -> Floats:
    """For each point the step that would bring it into balance if the others stayed."""
    (x, y), size, push = points.T, len(points), field(points)
    across, along = x[ties.source] - x[ties.target], y[ties.source] - y[ties.target]
    pull = ties.strength * (FAR + NEAR / (1 + across * across + along * along))
    stiff = 1 + np.bincount(ties.source, pull, size) + np.bincount(ties.target, pull, size)
    for axis, way in enumerate((across * pull, along * pull)):
        push[:, axis] += np.bincount(ties.target, way, size) - np.bincount(ties.source, way, size)
    return np.asarray(push / stiff[:, None])


def among(groups: Ints) -> Field:
    """The push among the points of each group, pair by pair: for many small groups at once, which lie in order."""
    which, sizes = np.unique(groups, return_inverse=True, return_counts=True)[1:]
    begins, many = (np.cumsum(sizes) - sizes)[which], sizes[which]
    one = np.repeat(np.arange(len(groups)), many)
    other = np.arange(len(one)) + np.repeat(begins - (np.cumsum(many) - many), many)

    def push(points: Floats) -> Floats:
        way = points[one] - points[other]
        force = way / ((1 + way[:, 0] ** 2 + way[:, 1] ** 2) ** 2)[:, None]
        return np.column_stack([np.bincount(one, axis, len(points)) for axis in force.T])

    return push


class Grid:
    """The push among all points: each gives its share to the four knots around it, a convolution does the rest."""

    def __init__(self) -> None:
        self._known: tuple[tuple[int, int], float] = ((0, 0), 0.0)
        self._kernels: list[Floats] = []

    def __call__(self, points: Floats) -> Floats:
        """The push on each point."""
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        cell = CELL
        while extent.max() / cell > MOST_CELLS - 3:
            cell *= 1.25
        wide, high = (16 * int(np.ceil((side / cell + 3) / 16)) for side in extent)
        at = (points - low) / cell + 1
        knot = at.astype(np.int64)
        (right, down), first = (at - knot).T, knot[:, 0] * high + knot[:, 1]
        knots = np.stack([first, first + 1, first + high, first + high + 1])
        parts = np.stack([(1 - right) * (1 - down), (1 - right) * down, right * (1 - down), right * down])
        density = np.bincount(knots.ravel(), parts.ravel(), wide * high).reshape(wide, high)
        whole = (wide + BEYOND, high + BEYOND)
        spectrum = fft.rfft2(density, s=whole)
        pushes = [fft.irfft2(spectrum * kernel, s=whole) for kernel in self._waves(whole, cell)]
        return np.column_stack([(parts * push[:wide, :high].ravel()[knots]).sum(axis=0) for push in pushes])

    def _waves(self, shape: tuple[int, int], cell: float) -> list[Floats]:
        """The push of one point on all others, along each axis, transformed; kept while the grid stays as it is."""
        if self._known != (shape, cell):
            across, along = (cell * fft.fftfreq(side, 1 / side) for side in shape)
            weight = 1 / (1 + across[:, None] ** 2 + along**2) ** 2
            self._kernels = [fft.rfft2(weight * across[:, None]), fft.rfft2(weight * along)]
            self._known = (shape, cell)
        return self._kernels

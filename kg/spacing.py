"""Room for every symbol of a picture and for the names of the leaders: what overlaps is pushed apart."""

from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from kg.columns import Floats, Ints
from kg.forces import GOLDEN

NEAREST = 12.0  # between the edges of two symbols
NAME = ((28.0, 27.0), (72.0, 27.0), (116.0, 27.0), (160.0, 27.0))  # discs beside a symbol that keep room for its name
ROUNDS, PUSHES = 60, 8  # of looking who is near whom, and of pushing in each
MARGIN = 10.0  # beyond contact: who may meet in the pushes of a round
ENOUGH = 0.05  # of overlap that nobody sees
SMALL = 1.5  # times the median: larger discs look for their neighbours one by one
BEYOND = 1e7  # between groups, which do not push each other


class Symbols(NamedTuple):
    """Symbols that have a size (radius) and belong to groups; some are ``named`` in the picture, some are ``free``."""

    size: Floats
    group: Ints
    named: Ints
    free: Floats


class _Discs(NamedTuple):
    owner: Ints
    offset: Floats
    room: Floats
    group: Floats


def apart(points: Floats, symbols: Symbols, enough: float = ENOUGH) -> Floats:
    """The points pushed apart, a little in each round, until symbols of a group and the names beside are free.

    A name is a row of discs that move with their symbol. Symbols that are not free stay where they are.
    """
    turn = np.arange(len(points)) * GOLDEN
    points = points + 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])  # two on one spot need a direction
    discs = _discs(symbols)
    for _ in range(ROUNDS):
        pairs = _close(points, discs)
        before = points
        for _ in range(PUSHES):
            push, lack = _pushed(points, discs, pairs, symbols.free, enough)
            if not lack:
                break
            points = (points + push).round(6)
        if points is before:  # nothing that is near overlaps
            break
    return points


def _discs(symbols: Symbols) -> _Discs:
    """The discs of symbols and names, those of one size in a row."""
    every, leads = np.arange(len(symbols.size)), np.flatnonzero(symbols.named)
    owner = np.concatenate([every, *(leads for _ in NAME)])
    away = np.concatenate([np.zeros(len(every)), *(symbols.size[leads] + distance for distance, _ in NAME)])
    room = np.concatenate([symbols.size + NEAREST / 2, *(np.full(len(leads), room) for _, room in NAME)])
    return _Discs(owner, np.column_stack([away, np.zeros(len(away))]), room, symbols.group[owner] * BEYOND)


def _close(points: Floats, discs: _Discs) -> Ints:
    """Pairs of discs that overlap or soon may; each is looked for from the larger disc."""
    centres = np.column_stack([points[discs.owner] + discs.offset, discs.group])
    room = discs.room + MARGIN / 2
    bound = SMALL * float(np.median(room))
    small, large = np.flatnonzero(room <= bound), np.flatnonzero(room > bound)
    found = small[cKDTree(centres[small]).query_pairs(2 * float(room[small].max()), output_type="ndarray")]
    if len(large):
        near = cKDTree(centres).query_ball_point(centres[large], 2 * room[large])
        one, other = np.repeat(large, [len(some) for some in near]), np.concatenate([*near]).astype(np.int64)
        larger = (room[other] < room[one]) | ((room[other] == room[one]) & (other < one))
        found = np.concatenate([found, np.column_stack([one, other])[larger]])
    found = found[discs.owner[found[:, 0]] != discs.owner[found[:, 1]]]
    way = centres[found[:, 0]] - centres[found[:, 1]]
    return np.asarray(found[(way * way).sum(axis=1) < room[found].sum(axis=1) ** 2])


def _pushed(points: Floats, discs: _Discs, pairs: Ints, free: Floats, enough: float) -> tuple[Floats, float]:
    """How far each point is pushed by all that overlap with it by more than enough, and how much the worst do that can
    be pushed."""
    one, other = discs.owner[pairs].T
    way = points[one] + discs.offset[pairs[:, 0]] - points[other] - discs.offset[pairs[:, 1]]
    gap = np.sqrt((way * way).sum(axis=1))
    lack = np.maximum(0, discs.room[pairs].sum(axis=1) - gap)
    yielding = free[one] + free[other]
    lack[(yielding == 0) | (lack <= enough)] = 0
    push = way * (lack / np.maximum(gap, 1e-9) / np.maximum(yielding, 1))[:, None]
    ends = np.concatenate([one, other])
    both = np.concatenate([push * free[one][:, None], -push * free[other][:, None]])
    return np.column_stack([np.bincount(ends, axis, len(points)) for axis in both.T]), float(lack.max(initial=0))

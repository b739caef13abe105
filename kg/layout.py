"""Where each node of a network stands on paper, computed once and the same every time, so that a picture
can be cited. Browsers that let forces play never draw the same picture twice, and stall at some hundred nodes."""

from collections.abc import Hashable, Iterable, Mapping
from math import fsum, sqrt
from typing import Any, TypeAlias, TypeVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Node = TypeVar("Node", bound=Hashable)
Graph: TypeAlias = "nx.Graph[Any]"
Place = tuple[float, float]
Points = NDArray[np.float64]

SPACING = 46.0  # between the middles of two small nodes in a network of SLIDEFUL or more
SLIDEFUL = 160  # nodes that fill a slide; fewer stand wider apart, and so have room for their names
NEAREST = 12.0  # between the edges of two symbols
NAME = ((28.0, 27.0), (72.0, 27.0), (116.0, 27.0), (160.0, 27.0))  # discs beside a symbol that keep room for its name
LABEL_ROOM = (70.0, 30.0)  # kept free around a component, so that neighbours' labels do not meet
ASPECT = 1.45  # of a slide, less its title
BASE_RADIUS, RADIUS_PER_ROOT = 5.0, 2.1  # of a symbol; its area grows with the number of ties
ROUNDS = 400  # of pushing; some dozens are usual
MOST_FOR_STRESS = 400  # Kamada-Kawai takes 2 s there, 11 s at 660


def positions(graph: "nx.Graph[Node]", near: Mapping[Node, Place] | None = None) -> dict[Node, Place]:
    """A place for every node: no two overlap, those who meet often stand close, components lie side by side.

    The same graph gives the same places in whatever order its nodes and edges were added. `near`: places of a
    larger network that holds this one; what was left or on top there is so here.
    """
    tidy = _sorted(graph)
    parts = sorted(nx.connected_components(tidy), key=lambda part: (-len(part), min(map(str, part))))
    spacing = SPACING * min(2.2, max(1.0, sqrt(SLIDEFUL / max(1, len(tidy)))))
    named = _leaders(tidy)
    placed = [(part := _sorted_part(tidy, nodes), _component(part, spacing, named)) for nodes in parts]
    corners = _pack([np.ptp(points, axis=0) + 2 * np.array(LABEL_ROOM) for _, points in placed])
    found: dict[Node, Place] = {}
    for (part, points), corner in zip(placed, corners, strict=True):
        facing = points * _facing(points, [near[node] for node in part]) if near else points
        for node, (x, y) in zip(part, facing - facing.min(axis=0) + corner, strict=True):
            found[node] = (round(float(x), 1), round(float(y), 1))
    return found


def _leaders(graph: Graph) -> set[Hashable]:
    """The best connected nodes, few enough that each can always be named in the picture."""
    ranked = sorted(graph, key=lambda node: (-graph.degree[node], str(node)))
    return set(ranked[: min(10, max(3, round(len(graph) / 25)))])


def _sorted(graph: Graph) -> Graph:
    """A copy without loops in the order of names, each tie with its pull."""
    crowds: dict[str, set[Hashable]] = {}
    for source, target, tie in graph.edges(data=True):
        for fact in tie.get("facts", ()):
            crowds.setdefault(fact["event"], set()).update((source, target))
    tidy: Graph = nx.Graph()
    tidy.add_nodes_from(sorted(graph, key=str))
    for source, target in sorted((sorted(ends, key=str) for ends in graph.edges if ends[0] != ends[1]), key=str):
        tidy.add_edge(source, target, pull=_pull(graph.edges[source, target], crowds))
    return tidy


def _pull(tie: Mapping[str, Any], crowds: Mapping[str, set[Hashable]]) -> float:
    """How strongly a tie draws its ends together: a meeting of two binds closer than a congress of forty."""
    facts = tie.get("facts", ())
    return fsum(1 / (len(crowds[fact["event"]]) - 1) for fact in facts) if facts else float(tie.get("weight", 1))


def _sorted_part(tidy: Graph, nodes: set[Hashable]) -> Graph:
    """A copy in the order of the whole; a networkx view may go through its nodes in the order of a set."""
    part: Graph = nx.Graph()
    part.add_nodes_from(node for node in tidy if node in nodes)
    part.add_edges_from(edge for edge in tidy.edges(data=True) if edge[0] in nodes)
    return part


def _component(part: Graph, spacing: float, named: set[Hashable]) -> Points:
    """Places of one connected part, in the order of its nodes."""
    if len(part) == 1:
        return np.zeros((1, 2))
    start = nx.kamada_kawai_layout(part, weight=None) if len(part) <= MOST_FOR_STRESS else None
    if start is None or len(part) > 5:
        start = nx.spring_layout(part, pos=start, weight="pull", iterations=200, seed=1)
    points = _turned(np.array([start[node] for node in part], dtype=np.float64), upright=len(part) < 4)
    if len(part) > 5:
        wide, high = np.ptp(points, axis=0)
        points[:, 1] *= min(1.6, max(1.0, wide / max(high, wide / 99) / ASPECT))
    return _apart(
        points * _stretch(points, spacing),
        [BASE_RADIUS + RADIUS_PER_ROOT * sqrt(degree) for _, degree in part.degree()],
        [node in named for node in part],
    )


def _turned(points: Points, *, upright: bool) -> Points:
    """The longest axis lies flat as a slide does; of two or three nodes it stands, so that labels fit beside."""
    centred = points - points.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    axes *= np.where(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    turned: Points = centred @ axes.T
    return turned[:, ::-1] if upright else turned


def _facing(points: Points, model: list[Place]) -> Points:
    """1 or -1 for each axis: whether it must be mirrored to run as in the model."""
    centred = np.array(model) - np.mean(model, axis=0)
    return np.where((points * centred).sum(axis=0) < 0, -1.0, 1.0)


def _stretch(points: Points, spacing: float) -> float:
    """The factor that gives a typical node its spacing to the nearest other one, in a picture not too wide."""
    nearest = cKDTree(points).query(points, k=2)[0][:, 1]
    typical = float(np.median(nearest)) or 1.0
    wide = float(np.ptp(points, axis=0).max()) or 1.0
    return spacing * min(1 / typical, 2.2 * sqrt(len(points)) / wide)


def _apart(points: Points, sizes: list[float], named: list[bool]) -> Points:
    """Pushes apart what overlaps, a little in each round, until symbols and the names beside the leaders are free.

    A name is a row of discs that move with their symbol.
    """
    points = points + np.arange(len(points))[:, None] * 1e-6  # two nodes on one spot need a direction
    discs = [(at, 0.0, size + NEAREST / 2) for at, size in enumerate(sizes)]
    discs += [(at, sizes[at] + away, room) for at, leads in enumerate(named) if leads for away, room in NAME]
    owner = np.array([at for at, _, _ in discs])
    offset = np.array([(away, 0.0) for _, away, _ in discs])
    room = np.array([size for _, _, size in discs])
    for _ in range(ROUNDS):
        centres = points[owner] + offset
        pairs = cKDTree(centres).query_pairs(2 * float(room.max()), output_type="ndarray")
        pairs = pairs[owner[pairs[:, 0]] != owner[pairs[:, 1]]]
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        away = centres[pairs[:, 0]] - centres[pairs[:, 1]]
        gap = np.linalg.norm(away, axis=1)
        lack = np.maximum(0, room[pairs].sum(axis=1) - gap)
        if not lack.max(initial=0) > 0.05:
            break
        push = away * (lack / np.maximum(gap, 1e-9) * 0.5)[:, None]
        np.add.at(points, owner[pairs[:, 0]], push)
        np.add.at(points, owner[pairs[:, 1]], -push)
    return points


def _pack(boxes: Iterable[Points]) -> list[Points]:
    """Where the near corner of each box goes, in their order: there where the whole stays most like a slide."""
    placed = np.empty((0, 4))
    for size in boxes:
        spots = _spots(placed)
        ends = spots + size
        whole = np.maximum(ends, placed[:, 2:].max(axis=0, initial=0))
        cost = np.maximum(whole[:, 0], whole[:, 1] * ASPECT)
        best = np.lexsort((spots[:, 1], spots[:, 0], cost, _covered(spots, ends, placed)))[0]
        placed = np.vstack([placed, [*spots[best], *ends[best]]])
    return [box[:2] for box in placed]


def _spots(placed: Points) -> Points:
    """Corners where one more box can lie: beside or below each of those placed, or at the edge in line with it."""
    right, bottom = placed[:, 2], placed[:, 3]
    edge = np.zeros(len(placed))
    beside, below = placed[:, [2, 1]], placed[:, [0, 3]]
    return np.vstack([[(0.0, 0.0)], beside, below, np.column_stack([right, edge]), np.column_stack([edge, bottom])])


def _covered(spots: Points, ends: Points, placed: Points) -> NDArray[np.bool_]:
    """For each box from a spot to an end, whether it would lie on one that is placed."""
    before = spots[:, None] < placed[None, :, 2:] - 1e-9
    after = ends[:, None] > placed[None, :, :2] + 1e-9
    covered: NDArray[np.bool_] = np.any(np.all(before & after, axis=2), axis=1)
    return covered

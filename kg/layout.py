"""Where each node of a network stands on paper, computed once and the same every time, so that a picture
can be cited. Browsers that let forces play never draw the same picture twice, and stall at some hundred nodes."""

from collections.abc import Hashable, Iterator, Mapping
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from scipy.spatial import cKDTree

from kg import forces, staying
from kg.columns import Floats, Ints, columns
from kg.communities import component
from kg.forces import Bonds
from kg.packing import ASPECT, packed
from kg.spacing import BEYOND, Symbols, apart
from kg.staying import Earlier, partners

if TYPE_CHECKING:
    import networkx as nx

Node = TypeVar("Node", bound=Hashable)
Graph: TypeAlias = "nx.Graph[Any]"
Place = tuple[float, float]

SPACING = 46.0  # between the middles of two small nodes in a network of SLIDEFUL or more
SLIDEFUL = 160  # nodes that fill a slide; fewer stand wider apart, and so have room for their names
LABEL_ROOM = (70.0, 30.0)  # kept free around a component, so that neighbours' labels do not meet
BASE_RADIUS, RADIUS_PER_ROOT = 5.0, 2.1  # of a symbol; its area grows with the number of ties
CROWDED = 4.0  # overlap (of the room between symbols) for which those give way, too, who could stay
FEW = 40  # things of a component whose repulsion is counted pair by pair


class _Network(NamedTuple):
    """A network without directions: how its ties bind, their number at each node, and the component of each node."""

    ties: Bonds
    degree: Floats
    group: Ints

    def spacing(self) -> float:
        """Between the middles of two small nodes."""
        return SPACING * min(2.2, max(1.0, sqrt(SLIDEFUL / max(1, len(self.degree)))))

    def part(self, wanted: Ints) -> "_Network":
        """Some whole components."""
        return _Network(self.ties.within(wanted, len(self.degree)), self.degree[wanted], self.group[wanted])

    def symbols(self, free: Floats) -> Symbols:
        """Symbols that grow with the ties; the best connected have room for names, as many as a picture can hold."""
        size = len(self.degree)
        named = np.zeros(size, np.int64)
        named[np.lexsort((np.arange(size), -self.degree))[: min(10, max(3, round(size / 25)))]] = 1
        return Symbols(BASE_RADIUS + RADIUS_PER_ROOT * np.sqrt(self.degree), self.group, named, free)


def positions(
    graph: "nx.Graph[Node]",
    near: Mapping[Node, Place] | None = None,
    earlier: Mapping[Node, Earlier] | None = None,
) -> dict[Node, Place]:
    """A place for every node: no two overlap, those who meet often stand close, components lie side by side.

    The same graph gives the same places in whatever order its nodes and edges were added. `near`: places of a
    larger network that holds this one; what was left or on top there is so here. `earlier`: of an earlier state of this
    network; who has the partners of then stays there, others move, and new ones come to theirs.
    """
    nodes, network = _read(graph)
    groups = _groups(network.group)
    if earlier and any(node in earlier for node in nodes):
        return _told(nodes, _resumed(network, *staying.recalled(nodes, partners(graph), earlier)))
    model = np.array([(near or {}).get(node, (np.nan, np.nan)) for node in nodes]).reshape(-1, 2)
    return _told(nodes, _side_by_side(_spread(network, model), groups))


def _resumed(network: _Network, before: Floats, still: Floats) -> Floats:
    """Components that have an earlier place go on from there, all on one sheet; the others find room beside them."""
    old = np.isin(network.group, network.group[~np.isnan(before[:, 0])])
    here = np.flatnonzero(old)
    known, points = network.part(here), np.zeros_like(before)
    dodging = known.symbols(1 - still[here])._replace(group=np.zeros_like(here))  # all components, too
    points[here] = apart(staying.moved(before[here], known.ties, still[here]), dodging)
    points[here] = apart(points[here], known.symbols(np.ones(len(here))), enough=CROWDED)
    new = np.flatnonzero(~old)
    if len(new):
        points[new] = _spread(network.part(new), np.full((len(new), 2), np.nan))
    groups = _groups(network.group)
    placed = np.array([_box(points[group]) for group in groups if old[group[0]]])
    return _side_by_side(points, [group for group in groups if not old[group[0]]], placed)


def _read(graph: "nx.Graph[Node]") -> tuple[list[Node], _Network]:
    """The nodes in the order of their names, and the ties between them."""
    network = columns(graph).undirected()
    size = len(network.names)
    ties = forces.bonds(network.source, network.target, network.share, size)
    degree = np.bincount(np.concatenate([ties.source, ties.target]), minlength=size).astype(np.float64)
    group = component(network).astype(np.int64) if size else np.empty(0, np.int64)
    return sorted(graph, key=str), _Network(ties, degree, group)


def _told(nodes: list[Node], points: Floats) -> dict[Node, Place]:
    return {node: (x + 0.0, y + 0.0) for node, (x, y) in zip(nodes, points.round(1).tolist(), strict=True)}


def _groups(group: Ints) -> list[Ints]:
    """The nodes of each component, the largest first."""
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(group) else []


def _spread(network: _Network, model: Floats) -> Floats:
    """Each component around a middle of its own, lying flat and facing as in the model, a typical node at its spacing
    from the nearest other."""
    if not len(network.degree):
        return np.empty((0, 2))
    points = _balanced(network)
    nearest = _nearest(points, network.group)
    for group in _groups(network.group):
        if len(group) > 1:
            points[group] = _shaped(points[group], nearest[group], network.spacing())
            points[group] *= _facing(points[group], model[group])
    return apart(points, network.symbols(np.ones(len(points))))


def _balanced(network: _Network) -> Floats:
    """Places by forces, each component by itself; the small ones all at once, and those of one shape begin alike."""
    points, size = np.zeros((len(network.group), 2)), len(network.group)
    begun: dict[tuple[bytes, ...], Floats] = {}
    small = []
    for group, ties in _parts(network):
        if len(group) > FEW:
            points[group] = forces.relaxed(forces.start(ties, len(group)), ties, forces.Grid())
        elif len(group) > 1:
            shape = (ties.source.tobytes(), ties.target.tobytes())
            points[group] = begun[shape] if shape in begun else begun.setdefault(shape, forces.start(ties, len(group)))
            small.append(group)
    if small:
        few = np.concatenate(small)
        points[few] = forces.relaxed(points[few], network.ties.within(few, size), forces.among(network.group[few]))
    return points


def _parts(network: _Network) -> Iterator[tuple[Ints, Bonds]]:
    """The nodes of each component, and its ties counted in their order."""
    groups = _groups(network.group)
    place = np.empty(len(network.group), np.int64)
    for group in groups:
        place[group] = np.arange(len(group))
    home = network.group[network.ties.source]
    order = np.argsort(home, kind="stable")
    ties = [column[order] for column in network.ties]
    begins = np.searchsorted(home[order], [network.group[group[0]] for group in groups])
    source, target, strength = (np.split(column, begins[1:]) for column in (place[ties[0]], place[ties[1]], ties[2]))
    yield from zip(groups, map(Bonds, source, target, strength), strict=True)


def _nearest(points: Floats, group: Ints) -> Floats:
    """How far from each the nearest other one of its component is."""
    apart_by_group = np.column_stack([points, group * BEYOND])
    distances: Floats = cKDTree(apart_by_group).query(apart_by_group, k=2)[0][:, 1]
    return distances


def _shaped(points: Floats, nearest: Floats, spacing: float) -> Floats:
    """The longest axis lies flat as a slide does; of two or three nodes it stands, so that labels fit beside.

    The typical node has its spacing to the nearest other one, in a picture not too wide.
    """
    points = _turned(points)
    if len(points) < 4:
        points = points[:, ::-1]
    wide, high = np.ptp(points, axis=0).tolist()
    typical = float(np.median(nearest)) or 1.0
    points = points * spacing * min(1 / typical, 2.2 * sqrt(len(points)) / (max(wide, high) or 1.0))
    if len(points) > 5:
        points[:, 1] *= min(1.6, max(1.0, wide / max(high, wide / 99) / ASPECT))
    return points


def _turned(points: Floats) -> Floats:
    """The points around their middle, turned so that they reach farthest from left to right."""
    x, y = (points - points.mean(axis=0)).T
    spread = np.array([(x * x).sum() - (y * y).sum(), 2 * (x * y).sum()])
    turn = float(np.arctan2(*(spread / max(float(np.abs(spread).max()), 1e-9)).round(9)[::-1])) / 2
    cosine, sine = np.cos(turn), np.sin(turn)
    turned: Floats = np.column_stack([cosine * x + sine * y, cosine * y - sine * x])
    return turned if abs(sine) <= cosine or sine > 0 else -turned


def _facing(points: Floats, model: Floats) -> Floats:
    """1 or -1 for each axis: whether it must be mirrored to run as in the model, which may lack some (not-a-number)."""
    known = ~np.isnan(model[:, 0])
    if not known.any():
        return np.ones(2)
    points, model = points[known], model[known]
    return np.where(((points - points.mean(axis=0)) * (model - model.mean(axis=0))).sum(axis=0) < 0, -1.0, 1.0)


def _side_by_side(points: Floats, groups: list[Ints], placed: Floats | None = None) -> Floats:
    """These components beside each other, and beside boxes that are placed."""
    boxes = [_box(points[group]) for group in groups]
    corners = packed([box[2:] - box[:2] for box in boxes], placed)
    for group, box, corner in zip(groups, boxes, corners, strict=True):
        points[group] += corner - box[:2]
    return points


def _box(points: Floats) -> Floats:
    """The near and the far corner of a component, with room for labels."""
    return np.concatenate([points.min(axis=0) - LABEL_ROOM, points.max(axis=0) + LABEL_ROOM])

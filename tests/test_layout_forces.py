"""Places by forces: better than those of networkx where it counts, the same in every process, and none on another."""

import os
import subprocess
import sys
from functools import cache

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from kg import forces, packing
from kg.columns import Floats
from kg.layout import BASE_RADIUS, RADIUS_PER_ROOT, Graph, positions
from kg.picture import asked
from kg.project import Project
from kg.queries import load
from kg.selection import EVERYTHING
from kg.store import opened

PRINTED = """
import networkx as nx
from kg.layout import positions
graph = nx.disjoint_union(nx.powerlaw_cluster_graph(400, 3, 0.5, seed=1), nx.karate_club_graph())
other = nx.Graph()
other.add_nodes_from(sorted(graph, key=lambda node: hash(f"node {node}")))
other.add_edges_from(sorted(graph.edges, key=lambda ends: hash(f"tie {ends}")))
print(sorted(positions(other).items()))
"""
# A processor of 2008, for numpy (whose name for what followed has changed) and for what it calculates with.
OLD = {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX2 FMA3 AVX512F", "OPENBLAS_CORETYPE": "Nehalem"}
SIZES = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900)), max_size=150)


def largest(graph: Graph) -> Graph:
    """The largest component, without directions."""
    plain: Graph = nx.Graph(graph)
    part: Graph = nx.Graph(plain.subgraph(max(nx.connected_components(plain), key=len)))
    part.remove_edges_from([*nx.selfloop_edges(part)])
    return part


def together(graph: Graph, places: Floats) -> float:
    """Of a thing's partners, the share that is among as many things nearest to it; on average."""
    names = list(graph)
    near = cKDTree(places).query(places, k=max(many for _, many in graph.degree()) + 1)[1]
    found = []
    for at, name in enumerate(names):
        nearest = [names[n] for n in near[at] if n != at][: graph.degree[name]]
        found.append(len({*nearest} & {*graph[name]}) / graph.degree[name])
    return float(np.mean(found))


def stress(graph: Graph, places: Floats) -> float:
    """How far distances on paper are from the numbers of steps, at the best scale; 0 is perfect."""
    steps = csgraph.shortest_path(nx.to_scipy_sparse_array(graph, weight=None), unweighted=True)
    away = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    ratios = away[steps > 0] / steps[steps > 0]
    scale = ratios.sum() / (ratios**2).sum()
    return float(((scale * ratios - 1) ** 2).mean())


@cache
def network(built: Project, name: str) -> Graph:
    """The largest component of a real network, or of a made one with communities."""
    if name == "planted":
        return largest(nx.planted_partition_graph(8, 30, 0.4, 0.01, seed=1))
    return largest(asked(opened(built), load(built.queries / "networks", name), {}, EVERYTHING))


@pytest.mark.parametrize("name", ["co-participation", "memberships", "countries", "series", "planted"])
def test_partners_stand_nearer_than_networkx_places_them(built: Project, name: str) -> None:
    """More of one's partners are among one's nearest than in either of its layouts, and distances lie no more."""
    graph = network(built, name)
    found = positions(graph)
    ours = np.array([found[node] for node in graph])
    for theirs in (nx.spring_layout(graph, weight=None, seed=1), nx.forceatlas2_layout(graph, seed=1)):
        peer = np.array([theirs[node] for node in graph])
        assert together(graph, ours) > together(graph, peer)
        assert stress(graph, ours) < 1.2 * stress(graph, peer)


def test_places_are_the_same_in_every_process() -> None:
    """Whatever the order of sets, the number of threads that libraries take, and what the processor can do."""
    printed = set()
    for threads, seed, processor in (("1", "1", {}), ("2", "2", {}), ("2", "3", OLD)):
        limits = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": seed} | processor
        words = [sys.executable, "-W", "ignore", "-c", PRINTED]
        printed.add(subprocess.run(words, env=os.environ | limits, capture_output=True, check=True).stdout)
    assert len(printed) == 1
    assert printed.pop().startswith(b"[(0, (")


@pytest.mark.parametrize(
    "graph",
    [
        nx.star_graph(1500),
        nx.path_graph(600),
        nx.powerlaw_cluster_graph(3000, 5, 0.5, seed=1),
        nx.disjoint_union_all([nx.star_graph(size) for size in range(1, 50)]),
        nx.empty_graph(1500),
    ],
    ids=["star", "path", "many", "stars", "alone"],
)
def test_large_networks_of_any_shape_have_room(graph: Graph) -> None:
    """No symbol lies on another one, in whatever way the ties pull."""
    places = positions(graph)
    points = np.array([places[node] for node in graph])
    sizes = np.array([BASE_RADIUS + RADIUS_PER_ROOT * np.sqrt(degree) for _, degree in graph.degree()])
    common = np.quantile(sizes, 0.95)
    for at in np.flatnonzero(sizes > common):
        away = np.sqrt(((points - points[at]) ** 2).sum(axis=1)) - sizes - sizes[at]
        assert np.delete(away, at).min() > 5
    pairs = cKDTree(points).query_pairs(2 * common + 5, output_type="ndarray")
    away = np.sqrt(((points[pairs[:, 0]] - points[pairs[:, 1]]) ** 2).sum(axis=1)) - sizes[pairs].sum(axis=1)
    assert away.min(initial=99) > 5


def test_the_field_on_a_grid_is_that_of_pairs() -> None:
    """What the grid tells of the push among many points is within a sixth of what they do one by one."""
    points = np.random.default_rng(1).normal(0, 8, (700, 2))
    exact = forces.among(np.ones(700, np.int64))(points)
    error = np.sqrt(((forces.Grid()(points) - exact) ** 2).sum(axis=1).mean() / (exact**2).sum(axis=1).mean())
    assert error < 1 / 6


def test_who_is_apart_does_not_push() -> None:
    """Small components are placed in one go, each as if it were alone."""
    points = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 0.1], [1.5, 0.1]])
    push = forces.among(np.array([1, 1, 2, 2]))(points)
    assert push == pytest.approx(np.array([[-0.25, 0], [0.25, 0], [-0.25, 0], [0.25, 0]]))


def test_a_path_begins_as_a_line() -> None:
    """The start knows who is far from whom."""
    ends = np.arange(59)
    points = forces.start(forces.bonds(ends, ends + 1, np.ones(59), 60), 60)
    order = np.argsort(points[:, 0]).tolist()
    assert order in ([*range(60)], [*range(59, -1, -1)])


@given(SIZES)
def test_boxes_do_not_overlap(sizes: list[tuple[int, int]]) -> None:
    """The large and the many small ones beside each other."""
    boxes = [np.array(size, dtype=np.float64) for size in sorted(sizes, reverse=True)]
    corners = packing.packed(boxes)
    assert len(corners) == len(boxes)
    low = np.array(corners).reshape(-1, 2)
    high = low + np.array(boxes).reshape(-1, 2)
    beside = np.maximum(low[:, None] - high[None], low[None] - high[:, None]).max(axis=2)
    assert (beside + 1e5 * np.eye(len(boxes)) > -1e-6).all()

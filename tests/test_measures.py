"""Measures are those of networkx, on small networks of any shape and on the real ones, whatever the order of ties."""

import random
from collections.abc import Callable
from functools import cache
from typing import Any, cast

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import centrality, columns, communities, measures
from kg.layout import Graph
from kg.picture import asked
from kg.project import Project
from kg.queries import load
from kg.selection import EVERYTHING
from kg.store import opened
from tests.running import answer

ENDS = st.integers(0, 9)
TIES = st.lists(st.tuples(ENDS, ENDS, st.integers(1, 8)), max_size=30, unique_by=lambda tie: tie[:2])
NAMES = "co-participation countries memberships series themes".split()


def network(ties: list[tuple[int, int, int]], *, directed: bool = False) -> Graph:
    """Things 0 to 9 and these ties."""
    graph: Graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(10))
    graph.add_edges_from((one, other, {"share": share / 4}) for one, other, share in ties if one != other)
    return graph


def together(graph: Graph) -> Graph:
    """Without direction: ties there and back are one, with both shares."""
    if not graph.is_directed():
        return graph
    found: Graph = nx.Graph()
    found.add_nodes_from(graph)
    for one, other, tie in graph.edges(data=True):
        share = tie["share"] + (found.edges[one, other]["share"] if found.has_edge(one, other) else 0)
        found.add_edge(one, other, share=share)
    return found


def leading(graph: Graph) -> dict[Any, float]:
    """The eigenvector of the component with the largest eigenvalue, by numpy on the whole matrix."""
    found = dict.fromkeys(graph, 0.0)
    parts = [sorted(part, key=str) for part in nx.connected_components(graph)]
    spectra = [np.linalg.eigh(nx.to_numpy_array(graph, nodelist=part, weight="share")) for part in parts]
    largest = max(spectrum.eigenvalues[-1] for spectrum in spectra)
    best = [n for n, spectrum in enumerate(spectra) if spectrum.eigenvalues[-1] > largest - 1e-9]
    if largest < 1e-12 or len(best) > 1:  # nothing, or no one answer
        return {}
    vector = np.abs(spectra[best[0]].eigenvectors[:, -1])
    return found | dict(zip(parts[best[0]], map(float, vector), strict=True))


ORACLES: dict[str, Callable[[Graph], dict[Any, float]]] = {
    "degree": lambda graph: dict(graph.degree()),
    "strength": lambda graph: dict(graph.degree(weight="share")),
    "betweenness": lambda graph: nx.betweenness_centrality(together(graph)),
    "closeness": lambda graph: nx.closeness_centrality(together(graph)),
    "eigenvector": lambda graph: leading(together(graph)),
    "pagerank": lambda graph: nx.pagerank(graph, weight="share", tol=1e-15, max_iter=10_000),
    "core": lambda graph: nx.core_number(together(graph)),
    "clustering": lambda graph: cast("dict[Any, float]", nx.clustering(together(graph))),
}


def compare(graph: Graph, name: str) -> None:
    """Our figures are within 1e-9 of the oracle's."""
    in_columns = columns.columns(graph)
    ours = dict(zip(sorted(graph, key=str), measures.MEASURES[name](in_columns), strict=True))
    expected = ORACLES[name](graph)
    for thing, figure in expected.items():
        assert ours[thing] == pytest.approx(figure, abs=1e-9), (name, thing)


@pytest.mark.parametrize("name", ORACLES)
@given(ties=TIES, directed=st.booleans())
def test_small_networks(name: str, ties: list[tuple[int, int, int]], *, directed: bool) -> None:
    """With and without direction, in pieces, with things that have no tie."""
    compare(network(ties, directed=directed), name)


@cache
def real(built: Project, name: str) -> Graph:
    """A network of the real data, without places."""
    return asked(opened(built), load(built.queries / "networks", name), {}, EVERYTHING)


@pytest.mark.parametrize("measure", ORACLES)
@pytest.mark.parametrize("name", NAMES)
def test_real_networks(built: Project, name: str, measure: str) -> None:
    """The networks that users get."""
    compare(real(built, name), measure)


@pytest.mark.parametrize("name", ["co-participation", "themes", "series"])
def test_communities_are_as_good_as_louvain(built: Project, name: str) -> None:
    """Modularity is at most 0.005 below that of networkx's Louvain, and counted as networkx counts it."""
    graph = real(built, name)
    in_columns = columns.columns(graph)
    ours = communities.community(in_columns)
    parts = [{n for n, c in zip(in_columns.names, ours, strict=True) if c == label} for label in np.unique(ours)]
    counted = nx.community.modularity(graph, parts, weight="share")
    assert communities.modularity(in_columns, ours) == pytest.approx(counted, abs=1e-9)
    assert (
        counted
        > nx.community.modularity(
            graph, nx.community.louvain_communities(graph, weight="share", seed=1), weight="share"
        )
        - 0.005
    )


@given(TIES)
def test_components_are_numbered_by_size(ties: list[tuple[int, int, int]]) -> None:
    """1 is the largest; the same things are together as networkx has it."""
    graph = network(ties)
    labels = communities.component(columns.columns(graph))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    assert labels.tolist() == [next(n for n, part in enumerate(parts, 1) if thing in part) for thing in range(10)]


def test_estimated_betweenness_is_near(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every thing as a pivot it is exact; with some, all of the ten largest are right within three standard
    errors, which for the largest is small."""
    in_columns = columns.columns(real(built, "co-participation"))
    exact = centrality.betweenness(in_columns)
    monkeypatch.setattr(centrality, "SAMPLED", 10)
    figures, error = centrality.estimated(in_columns)
    assert centrality.betweenness(in_columns).tolist() == figures.tolist()
    for thing in exact.argsort()[-10:]:
        assert 0 < abs(figures[thing] - exact[thing]) < 3 * error[thing]
    assert 3 * error[exact.argmax()] < exact.max()
    monkeypatch.setattr(centrality, "PIVOTS", len(in_columns.names))
    monkeypatch.setattr(centrality, "AT_ONCE", len(in_columns.names))
    assert centrality.betweenness(in_columns) == pytest.approx(exact, abs=1e-12)


def test_an_estimate_is_called_so(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody takes it for the figure: it has another name, and its error beside it."""
    graph = real(built, "series")
    assert "betweenness" in measures.measured(graph, ["betweenness"])[min(graph)]
    monkeypatch.setattr(centrality, "SAMPLED", 10)
    monkeypatch.setattr(centrality, "PIVOTS", 20)
    monkeypatch.setattr(centrality, "AT_ONCE", 10)
    figures, error = centrality.estimated(columns.columns(graph))
    told = measures.measured(graph, ["betweenness", "degree"])
    assert [set(one) for one in told.values()] == [{"betweenness_estimate", "betweenness_error", "degree"}] * len(graph)
    assert [one["betweenness_estimate"] for one in told.values()] == pytest.approx(figures.tolist(), rel=1e-8)
    assert [one["betweenness_error"] for one in told.values()] == pytest.approx(error.tolist(), rel=1e-8)


def test_closeness_is_the_same_in_parts(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many searches go out together."""
    in_columns = columns.columns(real(built, "co-participation"))
    whole = centrality.closeness(in_columns)
    monkeypatch.setattr(centrality, "WORDS", 1)
    assert centrality.closeness(in_columns).tolist() == whole.tolist()


@given(ties=TIES, groups=st.lists(st.sampled_from(["CN", "RU", ""]), min_size=10, max_size=10), directed=st.booleans())
def test_assortativity(ties: list[tuple[int, int, int]], groups: list[str], *, directed: bool) -> None:
    """As networkx has it without those that have no group; none where there is nothing to compare."""
    graph = network(ties, directed=directed)
    nx.set_node_attributes(graph, dict(enumerate(groups)), "country")
    ours = communities.assortativity(columns.columns(graph), groups)
    undirected = together(graph)
    nx.set_node_attributes(undirected, dict(enumerate(groups)), "country")
    undirected.remove_nodes_from([thing for thing, group in enumerate(groups) if not group])
    met = {groups[end] for edge in undirected.edges for end in edge}
    if len(met) < 2:
        assert ours is None
    else:
        assert ours == pytest.approx(nx.attribute_assortativity_coefficient(undirected, "country"), abs=1e-9)


@given(TIES, st.randoms(use_true_random=False))
def test_the_order_of_ties_is_nothing(ties: list[tuple[int, int, int]], chance: random.Random) -> None:
    """Ties added in another order, ends exchanged: the same figures to the last digit."""
    mixed = [(other, one, share) if chance.random() < 0.5 else (one, other, share) for one, other, share in ties]
    chance.shuffle(mixed)
    once = {(min(tie[:2]), max(tie[:2])): tie[2] for tie in sorted(ties)}
    again = {(min(tie[:2]), max(tie[:2])): once[min(tie[:2]), max(tie[:2])] for tie in mixed}
    first, second = ([(*ends, share) for ends, share in one.items()] for one in (once, again))
    assert measures.measured(network(first)) == measures.measured(network(second))


@pytest.mark.parametrize("form", ["nodes-csv", "graphml", "json"])
def test_a_file_may_hold_them(built: Project, form: str) -> None:
    """Each thing with its figures, in the formats that hold numbers."""
    text = answer(built, "network", "series", "--format", form, "--measures", "--no-places")
    assert all(name in text for name in measures.MEASURES)
    assert "betweenness" not in answer(built, "network", "series", "--format", form, "--no-places")


def test_nothing_has_no_figures() -> None:
    """An empty network, and one without ties."""
    assert measures.measured(nx.Graph()) == {}
    alone: Graph = nx.Graph()
    alone.add_node("a", label="A")
    assert measures.measured(alone)["a"] == {
        "degree": 0,
        "strength": 0,
        "betweenness": 0,
        "closeness": 0,
        "eigenvector": 0,
        "pagerank": 1,
        "core": 0,
        "clustering": 0,
        "component": 1,
        "community": 1,
    }

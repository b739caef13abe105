"""Parts of a network: the backbone is that of the paper, what lies around a thing is found, nothing else is kept."""

import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import backbone
from kg.project import Project
from kg.projection import Row, Ties, ties
from kg.selection import Selection, selected
from tests.running import complaint, kg

STAR = [("hub", leaf, 1) for leaf in "abcdefgh"] + [("hub", "strong", 40), ("strong", "far", 1)]
NETWORKS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.integers(1, 6)).filter(lambda t: t[0] < t[1]),
    min_size=1,
    max_size=15,
    unique_by=lambda tie: tie[:2],
)


def network(weights: list[tuple[str, str, int]]) -> Ties:
    """Ties of so many facts of two things each, so that share and weight are the same."""
    rows = [
        Row(end, f"{one}-{other}-{number}", "s", None)
        for one, other, weight in weights
        for number in range(weight)
        for end in (one, other)
    ]
    return ties(rows)


def pairs(found: Ties) -> list[tuple[str, str]]:
    """The ends of each tie by name."""
    return [(found.nodes[one], found.nodes[other]) for one, other in found.ends]


@given(NETWORKS)
def test_significance_is_that_of_the_paper(weights: list[tuple[str, str, int]]) -> None:
    """(1 - w/s)^(k-1) at each end, the smaller of the two."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from(weights)
    found = network(weights)
    for (one, other), chance in zip(pairs(found), backbone.significance(found), strict=True):
        weight = graph.edges[one, other]["weight"]
        at = [(1 - weight / graph.degree(end, "weight")) ** (graph.degree(end) - 1) for end in (one, other)]
        assert chance == pytest.approx(min(at))


def test_significance_with_direction_is_of_senders_and_receivers() -> None:
    """Who sends to two, half each, sends by chance; who receives from one only, does so too."""
    rows = [Row("a", "1", "s", None, "b"), Row("a", "2", "s", None, "c"), Row("b", "3", "s", None, "a")]
    assert backbone.significance(ties(rows, directed=True), directed=True).tolist() == [0.5, 0.5, 1.0]


def test_the_backbone_keeps_what_stands_out() -> None:
    """Of a star, the one strong tie."""
    found = network(STAR)
    kept = found.only(selected(Selection(beyond=0.01), found))
    assert pairs(kept) == [("hub", "strong")]


@given(NETWORKS, st.sampled_from("abcdef"), st.integers(1, 3))
def test_around_is_the_ego_network(weights: list[tuple[str, str, int]], middle: str, hops: int) -> None:
    """As networkx has it: all ties among what is at most so many ties away; none around what has no tie."""
    found = network(weights)
    graph: nx.Graph[str] = nx.Graph([(one, other) for one, other, _ in weights])
    kept = found.only(selected(Selection(around=middle, hops=hops), found))
    expected = nx.ego_graph(graph, middle, radius=hops).edges if middle in graph else []
    assert set(pairs(kept)) == {(min(ends), max(ends)) for ends in expected}


def test_nothing_around_a_thing_is_told(mini: Project) -> None:
    """By the name that one gave; a strange year leaves nothing."""
    words = ("network", "co-participation", "--around", "library-of-lantern-isle")
    assert kg(mini, *words).exit_code == 0
    told = "network around library-of-lantern-isle: it has no tie here; name another thing, or choose more ties"
    assert complaint(mini, *words, "--since", "2098") == told


def test_around_goes_along_the_ties_that_are_left() -> None:
    """What is near by weak ties only is not near where strong ones are asked for."""
    found = network(STAR)
    kept = found.only(selected(Selection(least=2, around="hub", hops=2), found))
    assert pairs(kept) == [("hub", "strong")]


def test_everything_is_everything() -> None:
    """Without a wish all ties are kept."""
    found = network(STAR)
    assert selected(Selection(), found).all()
    assert len(found.ends) == len(list(itertools.chain(STAR)))

"""A thing stays where it was as long as its partners are the same."""

import random
from math import dist
from statistics import median

import networkx as nx
import pytest

from kg import picture
from kg.layout import Graph, Place, positions
from kg.project import Project
from kg.queries import load
from kg.selection import EVERYTHING
from kg.staying import Earlier, partners
from kg.store import opened

Places = dict[str, Place]


@pytest.fixture(scope="module")
def before(built: Project) -> Graph:
    """The real network of co-participation."""
    return picture.asked(opened(built), load(built.queries / "networks", "co-participation"), {}, EVERYTHING)


@pytest.fixture(scope="module")
def places(before: Graph) -> Places:
    """Where its things stand."""
    return positions(before)


def earlier(graph: Graph, places: Places) -> dict[str, Earlier]:
    """What is kept of a picture."""
    marks = partners(graph)
    return {node: Earlier(*places[node], marks[node]) for node in graph}


def untouched(graph: Graph, before: Graph) -> list[str]:
    """The things that have the same partners in both."""
    return [node for node in graph if node in before and set(graph[node]) == set(before[node])]


def changed(graph: Graph, *, less: int, more: int) -> Graph:
    """A copy with fewer ties and with others, by chance; who has none is gone."""
    chance, copy = random.Random(3), graph.copy()
    copy.remove_edges_from(chance.sample(sorted(graph.edges), less))
    copy.add_edges_from((*chance.sample(sorted(graph), 2), {"share": 0.5}) for _ in range(more))
    copy.remove_nodes_from([*nx.isolates(copy)])
    return copy


def test_an_unchanged_network_has_the_same_picture(before: Graph, places: Places) -> None:
    """To the last digit."""
    assert positions(before, earlier=earlier(before, places)) == places


@pytest.mark.parametrize(("less", "more"), [(5, 0), (0, 5), (5, 5)], ids=["fewer", "more", "other"])
def test_who_has_the_same_partners_stays(before: Graph, places: Places, less: int, more: int) -> None:
    """With five of a hundred ties new, gone or both: nine of ten stay exactly, none gives way by more than a hundredth
    of the picture; without what was kept, all would move by a tenth and more."""
    hundredth = before.number_of_edges() / 100
    after = changed(before, less=round(less * hundredth), more=round(more * hundredth))
    found = positions(after, earlier=earlier(before, places))
    wide = dist(*(tuple(edge(place[axis] for place in places.values()) for axis in (0, 1)) for edge in (min, max)))
    same = untouched(after, before)
    assert len(same) > 200
    moved = [dist(found[node], places[node]) for node in same]
    assert sum(way == 0 for way in moved) > 0.9 * len(same)
    assert max(moved) < wide / 100
    afresh = positions(after)
    assert median(dist(afresh[node], places[node]) for node in same) > wide / 10


def test_new_things_come_to_their_partners(before: Graph, places: Places) -> None:
    """One that meets three neighbours of one circle stands among them; two that meet each other only, beside all."""
    after = before.copy()
    middle = max(sorted(before), key=before.degree)
    circle = sorted(before[middle], key=lambda node: dist(places[node], places[middle]))[:3]
    after.add_edges_from(("new", node, {"share": 1.0}) for node in circle)
    after.add_edge("one", "other", share=1.0)
    found = positions(after, earlier=earlier(before, places))
    away = [dist(found["new"], found[node]) for node in before]
    assert sorted(away).index(min(dist(found["new"], found[node]) for node in circle)) < len(before) / 20
    assert min(dist(found[new], found[node]) for new in ("one", "other") for node in before) > 30


def test_who_has_other_partners_moves(before: Graph, places: Places) -> None:
    """A thing with one tie that leaves for the other end of the picture is found nearer to its new partner."""
    after = before.copy()
    leaf = min(node for node in before if before.degree[node] == 1 and before.degree[min(before[node])] > 5)
    (old,) = before[leaf]
    new = max(sorted(before), key=lambda node: (before.degree[node] > 10) * dist(places[node], places[leaf]))
    after.remove_edge(leaf, old)
    after.add_edge(leaf, new, share=1.0)
    found = positions(after, earlier=earlier(before, places))
    assert dist(found[leaf], found[new]) < dist(found[leaf], found[old])


def test_the_order_of_what_is_kept_changes_nothing(before: Graph, places: Places) -> None:
    """The same ties and the same places make the same picture."""
    after = changed(before, less=50, more=50)
    known = earlier(before, places)
    turned: Graph = nx.Graph()
    turned.add_nodes_from(sorted(after, reverse=True))
    turned.add_edges_from(
        (b, a, tie) for a, b, tie in sorted(after.edges(data=True), key=lambda t: t[:2], reverse=True)
    )
    assert positions(turned, earlier=dict(reversed(known.items()))) == positions(after, earlier=known)


def test_marks_tell_partners_only() -> None:
    """A tie that is told of once more moves nobody; a partner more or less does."""
    one: Graph = nx.Graph([("a", "b"), ("b", "c")])
    other: Graph = nx.Graph([("b", "a", {"share": 3.0}), ("b", "c"), ("c", "d"), ("b", "b")])
    assert [partners(one)[node] == partners(other)[node] for node in "abc"] == [True, True, False]


def test_a_part_faces_by_those_that_were_there(before: Graph, places: Places) -> None:
    """Of a model that lacks every third thing, and that is mirrored, the picture is mirrored too."""
    part: Graph = nx.Graph(before.subgraph(max(nx.connected_components(before), key=len)))
    known = {
        node: (-x, y) for number, (node, (x, y)) in enumerate(sorted(places.items())) if number % 3 and node in part
    }
    found = positions(part, near=known)
    middle = sum(found[node][0] for node in known) / len(known)
    assert sum((found[node][0] - middle) * known[node][0] for node in known) > 0
    assert positions(part, near={}) == positions(part)

"""The places of a network's nodes: the same every time, with room for each symbol, and communities that show."""

import itertools
import math
import random
from statistics import fmean

import networkx as nx
import pytest

from kg.layout import BASE_RADIUS, RADIUS_PER_ROOT, Graph, positions


def meetings(seed: int = 7) -> Graph:
    """Three circles of institutions that meet among themselves, some visits between them, and pairs apart."""
    chance = random.Random(seed)
    circles = [[f"{circle}{number:02}" for number in range(20)] for circle in "abc"]
    events = [chance.sample(circle, 5) for circle in circles for _ in range(12)]
    events += [[chance.choice(one), chance.choice(other)] for one, other in itertools.combinations(circles, 2)]
    events += [[f"apart{number}", f"too{number}"] for number in range(6)]
    graph: Graph = nx.Graph()
    for number, guests in enumerate(events):
        for ends in itertools.combinations(sorted(guests), 2):
            known = graph.edges[ends]["facts"] if graph.has_edge(*ends) else []
            graph.add_edge(*ends, weight=len(known) + 1, facts=[*known, {"event": f"event{number}"}])
    return graph


def shuffled(graph: Graph) -> Graph:
    """The same graph, put together in another order."""
    chance = random.Random(1)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    chance.shuffle(nodes)
    chance.shuffle(edges)
    other: Graph = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from((target, source, tie) for source, target, tie in edges)
    return other


def test_order_of_insertion_changes_nothing() -> None:
    """A graph built in another order has the same places."""
    graph = meetings()

    assert positions(shuffled(graph)) == positions(graph)


def test_no_two_symbols_overlap() -> None:
    """Between any two symbols there is paper, large ones among small ones included."""
    graph: Graph = nx.disjoint_union_all([meetings(), nx.complete_graph(30), nx.star_graph(90), nx.karate_club_graph()])
    places = positions(graph)
    size = {node: BASE_RADIUS + RADIUS_PER_ROOT * math.sqrt(degree) for node, degree in graph.degree()}

    gaps = [math.dist(places[a], places[b]) - size[a] - size[b] for a, b in itertools.combinations(graph, 2)]

    assert min(gaps) > 5


def test_those_who_meet_stand_together() -> None:
    """Members of one circle stand nearer to each other than to the others, by far."""
    places = positions(meetings())
    circles = [node for node in map(str, places) if node[1:].isdigit()]
    within: list[float] = []
    between: list[float] = []
    for a, b in itertools.combinations(circles, 2):
        (within if a[0] == b[0] else between).append(math.dist(places[a], places[b]))

    assert fmean(between) > 1.6 * fmean(within)


def test_what_is_not_tied_does_not_mix() -> None:
    """The boxes around two components share no point, and the whole is no wider than a slide needs."""
    graph = meetings()
    places = positions(graph)
    boxes = []
    for part in nx.connected_components(graph):
        xs, ys = zip(*(places[node] for node in part), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))

    for a, b in itertools.combinations(boxes, 2):
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
    wide = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    high = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    assert 0.7 < wide / high < 3


def test_a_part_faces_as_the_whole_does() -> None:
    """What stood to the left in the whole stands to the left where only strong ties are left."""
    graph = meetings()
    whole = positions(graph)
    mirrored = {node: (-x, -y) for node, (x, y) in whole.items()}
    part: Graph = nx.Graph(graph.subgraph(max(nx.connected_components(graph), key=len)))

    for model in (whole, mirrored):
        found = positions(part, near=model)
        for axis in (0, 1):
            middle = fmean(found[node][axis] for node in part)
            assert sum((found[node][axis] - middle) * model[node][axis] for node in part) > 0


@pytest.mark.parametrize("count", [0, 1, 2, 3, 6])
def test_the_smallest_networks_have_places(count: int) -> None:
    """No network is too small, and its nodes stand apart."""
    graph: Graph = nx.complete_graph(count)

    places = positions(graph)

    assert len(set(places.values())) == count


def test_nodes_without_ties_have_places() -> None:
    """Who met nobody is in the picture too."""
    graph: Graph = nx.Graph()
    graph.add_nodes_from("abcdefgh")

    assert len(set(positions(graph).values())) == 8

"""How two institutions are linked: the shortest and the strongest chains of meetings and agreements between them."""

import itertools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import networkx as nx
import numpy as np

from kg import networks, projection, things
from kg.engine import Engine
from kg.errors import KGError
from kg.projection import Row, Ties
from kg.queries import Query
from kg.terms import value

_REMEDY = "choose more years, or other networks (--through, see kg list networks)"
WEIGHED = 1000  # equally short chains at most that are weighed against each other


class Chain(NamedTuple):
    """Things in a row, each tied to the next; ``strength`` is 1/(1/a + 1/b + …) of the shares of its ties, so that a
    chain is weaker than its weakest tie, and the weaker the longer it is."""

    things: list[str]
    strength: float


class Chains(NamedTuple):
    """The shortest chains, the strongest of them first, and the strongest of any length; ``network`` names their ties
    and gives the facts behind (see ``kg.networks``)."""

    shortest: list[Chain]
    strongest: list[Chain]
    network: "nx.Graph[str]"


def between(
    store: Engine, ends: tuple[str, str], through: Iterable[Query], given: Mapping[str, str], most: int
) -> Chains:
    """At most so many chains of each kind between two things, named in any way, along the ties that the questions of
    networks make together; KGError where nothing links the two."""
    one, other = (value(things.find(store, "thing", end)) for end in ends)
    if one == other:
        raise KGError(f"path: {', '.join(ends)}", "is one thing", "name two")
    answer = [row for query in through for row in networks.rows(store, things.bound(store, query, given))]
    ties = projection.ties(answer)
    graph = _weighed(ties)
    for end, words in zip((one, other), ends, strict=True):
        if end not in graph:
            raise KGError(f"path: {words}", "it has no tie here", f"{_REMEDY}, or name another thing")
    if not nx.has_path(graph, one, other):
        raise KGError(f"path: {', '.join(ends)}", "nothing links the two", _REMEDY)
    short = itertools.islice(nx.all_shortest_paths(graph, one, other), WEIGHED)
    shortest = sorted((_chain(graph, way) for way in short), key=lambda chain: (-chain.strength, chain.things))[:most]
    strong = itertools.islice(nx.shortest_simple_paths(graph, one, other, weight="length"), most)
    strongest = [_chain(graph, way) for way in strong]
    return Chains(shortest, strongest, _named(store, ties, answer, [*shortest, *strongest]))


def _weighed(ties: Ties) -> "nx.Graph[str]":
    """Things and ties, a tie the longer the less it is shared."""
    graph: nx.Graph[str] = nx.Graph()
    for (one, other), share in zip(ties.ends.tolist(), ties.share.tolist(), strict=True):
        graph.add_edge(ties.nodes[one], ties.nodes[other], length=round(1 / share, 9))
    return graph


def _chain(graph: "nx.Graph[str]", way: list[str]) -> Chain:
    return Chain(way, round(1 / nx.path_weight(graph, way, "length"), 6))


def _named(store: Engine, ties: Ties, answer: list[Row], chains: list[Chain]) -> "nx.Graph[str]":
    hops = {frozenset(hop) for chain in chains for hop in itertools.pairwise(chain.things)}
    on_a_chain = [frozenset((ties.nodes[one], ties.nodes[other])) in hops for one, other in ties.ends]
    return networks.named(store, ties.only(np.array(on_a_chain)), answer)

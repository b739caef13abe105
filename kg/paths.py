"""How two institutions are linked: the shortest and the strongest chains of meetings and agreements between them."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

from kg import networks, projection, things
from kg.engine import Engine
from kg.errors import KGError
from kg.projection import Row, Ties
from kg.queries import Query
from kg.terms import value

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
    answer = [row for query in through for row in networks.rows(store, things.bound(store, query, given))]
    ties = projection.ties(answer)
    graph = _weighed(ties)
    if one == other:
        raise KGError(f"path: {one}", "is one thing", "name two")
    for end in (one, other):
        if end not in graph:
            raise KGError(f"path: {end}", "it has no tie here", "choose more years, or another thing")
    if not nx.has_path(graph, one, other):
        raise KGError(f"path: {one}, {other}", "nothing links the two", "choose more years, or other networks")
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


def told(chains: Chains) -> Iterator[str]:
    """The chains as lines of text: each step with its facts, each fact with its sources, which stand at the end."""
    marks: dict[str, str] = {}
    for title, kind in (("Shortest", chains.shortest), ("Strongest", chains.strongest)):
        for number, chain in enumerate(kind, 1):
            names = [chains.network.nodes[thing]["label"] for thing in chain.things]
            steps = f"{len(names) - 1} step{'s' * (len(names) > 2)}"
            yield f"{title} {number}: {' – '.join(names)}  ({steps}, strength {chain.strength:g})"
            for step in itertools.pairwise(chain.things):
                yield f"  {' – '.join(chains.network.nodes[thing]['label'] for thing in step)}"
                yield from (_fact(fact, marks) for fact in chains.network.edges[step]["facts"])
            yield ""
    yield from ("Sources", *(f"{mark} {said}" for said, mark in marks.items()), "")


def _fact(fact: dict[str, Any], marks: dict[str, str]) -> str:
    """One line; sources not met before get the next mark."""
    label = fact["label"].get("en") or next(iter(fact["label"].values()), fact["event"])
    stated = [f"{source['title']}. {source['url']}" for source in fact["sources"]]
    cited = "".join(marks.setdefault(said, f"[{len(marks) + 1}]") for said in stated)
    return f"    {fact['start'] or 'undated':10}  {label}  {cited}"

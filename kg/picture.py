"""A named network of the built graph, ready to be written or drawn: question, projection, positions."""

from collections.abc import Mapping
from pathlib import Path

import networkx as nx

from kg import authority, kept, layout, networks, ontology, queries, remote, things
from kg.engine import Engine
from kg.project import Project
from kg.queries import Query
from kg.selection import EVERYTHING, Selection
from kg.terms import LC, value

Part = tuple[Mapping[str, str], Selection]


def drawn(
    project: Project, name: str, given: Mapping[str, str], selection: Selection = EVERYTHING
) -> tuple["nx.Graph[str]", dict[str, str]]:
    """The network of that name, or what is wanted of it, with x and y on each node, and its title by language."""
    query = queries.load(project.queries / "networks", name)
    network = asked(remote.graph(project), query, given, selection)
    for node, (x, y) in _places(project, name, network, whole=not given and selection == EVERYTHING).items():
        network.nodes[node].update(x=x, y=y)
    return network, query.title


def _places(project: Project, name: str, network: "nx.Graph[str]", *, whole: bool) -> dict[str, layout.Place]:
    """Places that go on from those of the last release, if any are kept; of a part, they face as the whole did."""
    earlier = kept.read(project, name)
    if whole:
        return layout.positions(network, earlier=earlier)
    return layout.positions(network, near={thing: (place.x, place.y) for thing, place in earlier.items()})


def keep(project: Project, name: str) -> Path:
    """The places of a whole named network are those from which the pictures of the next release go on."""
    network, _ = drawn(project, name, {})
    return kept.write(project, name, network, {thing: (node["x"], node["y"]) for thing, node in network.nodes.items()})


def asked(graph: Engine, query: Query, given: Mapping[str, str], selection: Selection) -> "nx.Graph[str]":
    """The network of a question with its parameters; the thing in the middle may be named in any way."""
    sparql = things.bound(graph, query, given)
    if selection.around is not None:
        selection = selection._replace(around=value(things.find(graph, "thing", selection.around)))
    return networks.network(graph, sparql, selection, directed=queries.said(query, "directed") == "true")


def names(project: Project) -> dict[str, dict[str, dict[str, str]]]:
    """What a page needs to speak of types and countries: their names, by their codes and by language."""
    labels = ontology.load(project.ontology).labels
    types = {term[1:-1].removeprefix(LC): names for term, names in labels.items() if term.startswith(f"<{LC}")}
    countries = authority.load(project.data / "authority").countries
    return {"types": types, "countries": {code: {**row} for code, row in countries.items()}}

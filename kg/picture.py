"""A named network of the built graph, ready to be written or drawn: question, projection, positions."""

from collections.abc import Mapping

import networkx as nx

from kg import authority, layout, networks, ontology, queries, remote, things
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
    for node, (x, y) in layout.positions(network).items():
        network.nodes[node].update(x=x, y=y)
    return network, query.title


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

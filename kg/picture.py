"""A named network of the built graph, ready to be written or drawn: question, projection, positions."""

from collections.abc import Mapping

import networkx as nx

from kg import authority, layout, networks, ontology, queries, store, things
from kg.project import Project
from kg.terms import LC


def drawn(project: Project, name: str, given: Mapping[str, str]) -> tuple["nx.Graph[str]", dict[str, str]]:
    """The network of that name with x and y on each node, and its title by language."""
    query = queries.load(project.queries / "networks", name)
    graph = store.opened(project)
    sparql = queries.bound(query, given, lambda kind, words: things.find(graph, kind, words))
    network = networks.network(graph, sparql)
    for node, (x, y) in layout.positions(network).items():
        network.nodes[node].update(x=x, y=y)
    return network, query.title


def names(project: Project) -> dict[str, dict[str, dict[str, str]]]:
    """What a page needs to speak of types and countries: their names, by their codes and by language."""
    labels = ontology.load(project.ontology).labels
    types = {term[1:-1].removeprefix(LC): names for term, names in labels.items() if term.startswith(f"<{LC}")}
    countries = authority.load(project.data / "authority").countries
    return {"types": types, "countries": {code: {**row} for code, row in countries.items()}}

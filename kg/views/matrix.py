"""The page of a network as a matrix: a row and a column for each thing, in the order of its communities, and in each
cell how many facts tie the two."""

from collections import defaultdict
from typing import Any

import networkx as nx

from kg import measures, picture, queries, remote
from kg.picture import Part
from kg.project import Project
from kg.selection import EVERYTHING
from kg.views import sheet
from kg.views.behind import Behind

MOST = 48  # things that a picture bears; the table has all ties


def page(project: Project, name: str, part: Part = ({}, EVERYTHING)) -> str:
    """The page as HTML of the network of that name, or of a part of it; KGError where there is none."""
    query = queries.load(project.queries / "networks", name)
    graph = picture.asked(remote.graph(project), query, *part)
    found = content(graph) | {"names": picture.names(project), "how": query.description}
    return sheet.page("matrix", query.title, found)


def content(graph: "nx.Graph[str]") -> dict[str, Any]:
    """The things of a network, those of the largest community first and in it those of most facts; its ties with the
    facts behind them; the same for the same network in any order."""
    figures = measures.measured(graph, ("strength", "community")) if len(graph) else {}
    weight: dict[float, float] = defaultdict(float)
    for known in figures.values():
        weight[known["community"]] += known["strength"]
    things = sorted(
        figures,
        key=lambda thing: (
            -weight[figures[thing]["community"]],
            figures[thing]["community"],
            -figures[thing]["strength"],
            thing,
        ),
    )
    place = {thing: number for number, thing in enumerate(things)}
    behind = Behind()
    ties = [[*_ends(graph, a, b, place), behind.numbers(graph.edges[a, b]["facts"])] for a, b in _edges(graph)]
    return {
        "things": [
            {"id": thing, **_named(graph, thing), "community": int(figures[thing]["community"])} for thing in things
        ],
        "ties": ties,
        "facts": behind.facts,
        "sources": behind.sources,
        "directed": graph.is_directed(),
        "of": sheet.kind_of(things),
        "most": MOST,
    }


def _edges(graph: "nx.Graph[str]") -> list[tuple[str, str]]:
    return sorted((a, b) if graph.is_directed() or a <= b else (b, a) for a, b in graph.edges if a != b)


def _ends(graph: "nx.Graph[str]", a: str, b: str, place: dict[str, int]) -> list[int]:
    ends = [place[a], place[b]]
    return ends if graph.is_directed() else sorted(ends)


def _named(graph: "nx.Graph[str]", thing: str) -> dict[str, Any]:
    node = graph.nodes[thing]
    return {"label": node.get("labels") or {"en": node.get("label") or thing}}

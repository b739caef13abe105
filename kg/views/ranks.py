"""The page of a ranking over time: who stood where in a network at the end of each year, by one measure or another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import networkx as nx

from kg import networks, picture, queries, ranking, remote, things
from kg.errors import KGError
from kg.picture import Part
from kg.project import Project
from kg.projection import Row
from kg.selection import EVERYTHING
from kg.views import sheet
from kg.views.behind import Behind

PLACES = 12  # so many are drawn
# Word on the page -> measure, and of how many last years the facts count (None: of all so far).
RANKINGS: dict[str, tuple[str, int | None]] = {
    "strength": ("strength", None),
    "strength10": ("strength", 10),
    "degree": ("degree", None),
    "betweenness": ("betweenness", None),
    "pagerank": ("pagerank", None),
}
Standing = tuple[str, int, float]  # thing, rank (equal figures, equal ranks), figure


def page(project: Project, name: str, part: Part = ({}, EVERYTHING)) -> str:
    """The page as HTML of the network of that name.

    KGError where there is none, or where more is asked of it than its question's parameters: ranks are those among all.
    """
    given, selection = part
    if selection != EVERYTHING:
        raise KGError("ranks", "are those among all things of a network", "leave --around, --least and --beyond")
    engine, query = remote.graph(project), queries.load(project.queries / "networks", name)
    rows = networks.rows(engine, things.bound(engine, query, given))
    graph = picture.asked(engine, query, given, selection)
    found = content(rows, graph) | {"names": picture.names(project), "how": query.description}
    return sheet.page("ranks", query.title, found)


def content(rows: list[Row], graph: "nx.Graph[str]") -> dict[str, Any]:
    """For each ranking and year the first places; the things that ever had one, with the facts of each year."""
    years = sorted({row.year for row in rows if row.year is not None})
    every = range(years[0], years[-1] + 1) if years else range(0)
    found = {
        word: [first_places(_until(rows, year, window), measure, directed=graph.is_directed()) for year in every]
        for word, (measure, window) in RANKINGS.items()
    }
    named = sorted({thing for lists in found.values() for standings in lists for thing, _, _ in standings})
    number = {thing: at for at, thing in enumerate(named)}
    behind = Behind()
    acts = [_acts(graph, thing, _years(rows), behind.numbers) for thing in named]
    return {
        "things": [
            {"id": thing, "label": graph.nodes[thing]["labels"] or {"en": thing}, "acts": done}
            for thing, done in zip(named, acts, strict=True)
        ],
        "years": list(every),
        "rankings": {
            word: [[[number[thing], rank, figure] for thing, rank, figure in standings] for standings in lists]
            for word, lists in found.items()
        },
        "facts": behind.facts,
        "sources": behind.sources,
        "of": sheet.kind_of(named),
        "orders": list(RANKINGS),
        "places": PLACES,
    }


def first_places(rows: list[Row], measure: str, *, directed: bool) -> list[Standing]:
    """The things in the first places by a measure; where figures are equal, in the order of their IRIs."""
    figures = ranking.figures(rows, measure, directed=directed) if rows else {}
    ordered = sorted((-figure, thing) for thing, figure in figures.items() if figure > 0)
    return list(_ranked(ordered))[:PLACES]


def _ranked(ordered: Iterable[tuple[float, str]]) -> Iterator[Standing]:
    rank, last = 0, None
    for place, (figure, thing) in enumerate(ordered, 1):
        rank, last = (rank, last) if figure == last else (place, figure)
        yield thing, rank, -figure


def _until(rows: list[Row], year: int, window: int | None) -> list[Row]:
    return [row for row in rows if row.year and row.year <= year and (window is None or row.year > year - window)]


def _years(rows: Iterable[Row]) -> dict[str, int]:
    return {row.fact: row.year for row in rows if row.year is not None}


def _acts(
    graph: "nx.Graph[str]", thing: str, years: dict[str, int], numbers: Callable[[list[dict[str, Any]]], list[int]]
) -> dict[str, list[int]]:
    """The facts of a thing by year, those of all its ties, whichever way they go."""
    ties = [*graph.edges(thing, data=True)]
    if isinstance(graph, nx.DiGraph):
        ties += graph.in_edges(thing, data=True)
    done: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for *_, tie in ties:
        for fact in tie["facts"]:
            if fact["event"] in years:
                known = done[str(years[fact["event"]])].get(fact["event"])
                stated = {one["iri"]: one for one in [*(known or fact)["sources"], *fact["sources"]]}
                done[str(years[fact["event"]])][fact["event"]] = {
                    **fact,
                    "sources": [stated[iri] for iri in sorted(stated)],
                }
    return {year: numbers(list(facts.values())) for year, facts in sorted(done.items())}

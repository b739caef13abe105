"""A named network of the built graph, ready to be written or drawn: question, projection, positions; as a whole, in
part, or in time."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from kg import authority, kept, layout, networks, ontology, queries, remote, things
from kg.engine import Engine
from kg.errors import KGError
from kg.growth import Span, spans
from kg.opening import backbone, opening
from kg.project import Project
from kg.projection import Row
from kg.queries import Query
from kg.selection import EVERYTHING, Selection
from kg.terms import LC, value

Part = tuple[Mapping[str, str], Selection]
_YEARS = ("since", "until")


class Pace(NamedTuple):
    """A network in time: every ``step`` years, made of the facts of ``window`` years, or of all until then (None)."""

    step: int
    window: int | None = None


def drawn(
    project: Project, name: str, given: Mapping[str, str], selection: Selection = EVERYTHING
) -> tuple["nx.Graph[str]", dict[str, str]]:
    """The network of that name, or what is wanted of it, with x and y on each node, and its title by language."""
    query = queries.load(project.queries / "networks", name)
    network = asked(remote.graph(project), query, given, selection)
    earlier = kept.read(project, name)
    if given or selection != EVERYTHING:  # of a part, places face as those of the whole did
        known = {thing: (place.x, place.y) for thing, place in earlier[kept.WHOLE].items()}
        places = layout.positions(network, near=known)
    else:
        places = layout.positions(network, earlier=earlier[kept.WHOLE])
        network.graph["earlier"] = earlier
    for node, (x, y) in places.items():
        network.nodes[node].update(x=x, y=y)
    return network, query.title


def keep(project: Project, name: str) -> Path:
    """The places in a named network, and in the backbone with which its picture opens, are those from which the
    pictures of the next release go on."""
    network, _ = drawn(project, name, {})
    whole = {thing: (node["x"], node["y"]) for thing, node in network.nodes.items()}
    pictures = {kept.WHOLE: (network, whole)}
    if (chance := opening(network).get("beyond")) is not None:
        part, earlier = backbone(network, chance), network.graph["earlier"].get(kept.BACKBONE)
        pictures[kept.BACKBONE] = part, layout.positions(part, near=whole, earlier=earlier)
    return kept.write(project, name, pictures)


def asked(graph: Engine, query: Query, given: Mapping[str, str], selection: Selection) -> "nx.Graph[str]":
    """The network of a question with its parameters; the thing in the middle may be named in any way.

    KGError where that thing has no tie in it.
    """
    found = _asked(graph, query, given, _found(graph, selection))
    if selection.around is not None and not found:
        place, remedy = f"network around {selection.around}", "name another thing, or choose more ties"
        raise KGError(place, "it has no tie here", remedy)
    return found


def _found(graph: Engine, selection: Selection) -> Selection:
    """The selection with the IRI of the thing in the middle."""
    if selection.around is None:
        return selection
    return selection._replace(around=value(things.find(graph, "thing", selection.around)))


def _asked(graph: Engine, query: Query, given: Mapping[str, str], selection: Selection) -> "nx.Graph[str]":
    sparql = things.bound(graph, query, given)
    return networks.network(graph, sparql, selection, directed=queries.said(query, "directed") == "true")


def of_years(given: Mapping[str, str]) -> bool:
    """Whether somebody wants a network of some years only."""
    return any(given.get(key) for key in _YEARS)


def undated(graph: Engine, query: Query, given: Mapping[str, str]) -> int:
    """How many facts of a network have no year, so that they are in none of which years are chosen."""
    return len({row.fact for row in _of_all_years(graph, query, given) if row.year is None})


def _of_all_years(graph: Engine, query: Query, given: Mapping[str, str]) -> list[Row]:
    others = {key: text for key, text in given.items() if key not in _YEARS}
    return networks.rows(graph, things.bound(graph, query, others))


def series(
    project: Project, name: str, part: Part, pace: Pace, *, placed: bool = True
) -> Iterator[tuple[Span, "nx.Graph[str]"]]:
    """The network of that name, or what is wanted of it, in one span of years after the other; where ``placed``, each
    thing stands in all of them where it stands in the whole.

    KGError where no fact has a year, and where the thing in the middle never has a tie.
    """
    given, selection = part
    graph, query = remote.graph(project), queries.load(project.queries / "networks", name)
    cut, found = spans(_whole(graph, query, given), *pace), _found(graph, selection)
    if found.around is not None:
        asked(graph, query, given, selection)
    places = drawn(project, name, given)[0].nodes if placed else {}
    for span in cut:
        network = _asked(graph, query, {**given, **dict(zip(_YEARS, map(str, span), strict=True))}, found)
        for node in network if placed else ():
            network.nodes[node].update(x=places[node]["x"], y=places[node]["y"])
        yield span, network


def _whole(graph: Engine, query: Query, given: Mapping[str, str]) -> Span:
    """From the first to the last year of which there are facts, or of those that were given."""
    things.bound(graph, query, given)  # which refuses what is no year
    since, until = (int(given.get(key) or default) for key, default in zip(_YEARS, ("0", "9999"), strict=True))
    years = [row.year for row in _of_all_years(graph, query, given) if row.year is not None]
    if not any(since <= year <= until for year in years):
        raise KGError(
            f"network {query.name}", "no fact has a year here", "choose other years, or no --window and --step"
        )
    return Span(since or min(years), until if given.get("until") else max(years))


def names(project: Project) -> dict[str, dict[str, dict[str, str]]]:
    """What a page needs to speak of types and countries: their names, by their codes and by language."""
    labels = ontology.load(project.ontology).labels
    types = {term[1:-1].removeprefix(LC): names for term, names in labels.items() if term.startswith(f"<{LC}")}
    countries = authority.load(project.data / "authority").countries
    return {"types": types, "countries": {code: {**row} for code, row in countries.items()}}

"""What tied countries and what was held at places, each with who says so, and where on the earth these are.

A country stands in the city that is nearest to the middle of its events, so never in the sea and never on a border.
"""

import math
import operator
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import networkx as nx

from kg import networks, projection, queries, remote, things
from kg.engine import Engine
from kg.project import Project
from kg.tables import Text
from kg.terms import iri

LAYERS = {
    "delegations": ("networks", "countries"),
    "agreements": ("views", "agreements-between-countries"),
    "events": ("views", "events-at-places"),
}
_CITIES = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?city ?label ?country ?long ?lat WHERE {
  ?city a lc:City ; rdfs:label|skos:prefLabel ?label .
  OPTIONAL { ?city lc:country ?country }
  OPTIONAL { ?city geo:long ?long ; geo:lat ?lat }
}
"""
_WHERE = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
SELECT DISTINCT ?fact ?city WHERE {
  VALUES ?fact { %s }
  { ?fact lc:place ?city } UNION { ?fact lc:event/lc:place ?city } UNION { ?fact lc:signedAt/lc:place ?city }
}
ORDER BY ?fact ?city
"""
_ELSEWHERE = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
SELECT DISTINCT ?fact ?year WHERE {
  ?fact a lc:Event ; lc:status "held" .
  OPTIONAL { ?fact lc:year ?year }
  FILTER NOT EXISTS { ?fact lc:place ?city }
}
ORDER BY ?fact
"""

Point = tuple[float, float]  # longitude and latitude


class City(NamedTuple):
    """A city: its names by language, the IRI of its country, and where it is."""

    labels: dict[str, str]
    country: str
    point: Point | None


class Geography(NamedTuple):
    """All that a map shows.

    ``layers`` has the ties of each layer: ``from`` and ``to`` (IRIs) and ``facts`` (numbers of ``facts``); ``ends`` has
    ``labels``, ``type``, ``country`` (its code) and ``point`` (or None) of all that a tie names; ``facts`` and
    ``sources`` are what stands behind the ties; ``elsewhere`` has the year, or None, of each event whose city no source
    tells.
    """

    layers: dict[str, list[dict[str, Any]]]
    ends: dict[str, dict[str, Any]]
    facts: list[dict[str, Any]]
    sources: list[dict[str, str]]
    elsewhere: list[Any]


def gathered(project: Project) -> Geography:
    """The geography of the graph, the same for the same graph; KGError where a question is broken."""
    graph = remote.graph(project)
    drawn = {layer: _network(project, graph, *question) for layer, question in LAYERS.items()}
    ties = {layer: sorted(network.edges(data=True), key=lambda tie: tie[:2]) for layer, network in drawn.items()}
    cities, tables = _cities(graph), _Tables()
    at = _where(graph, {fact["event"] for some in ties.values() for *_, tie in some for fact in tie["facts"]}, cities)
    layers: dict[str, list[dict[str, Any]]] = {
        layer: [{"from": one, "to": two, "facts": [tables.fact(f, at) for f in tie["facts"]]} for one, two, tie in some]
        for layer, some in ties.items()
    }
    middles = _middles(cities, {tie["from"]: len(tie["facts"]) for tie in layers["events"]})
    known = {node: data for network in drawn.values() for node, data in network.nodes(data=True)}
    points = {city: place.point for city, place in cities.items()} | middles
    ends = {
        node: {**{key: known[node][key] for key in ("labels", "type", "country")}, "point": points.get(node)}
        for node in sorted(known)
    }
    elsewhere = [year for _, year in graph.select(_ELSEWHERE).rows]
    return Geography(layers, ends, tables.facts, tables.sources, elsewhere)


def _network(project: Project, graph: Engine, folder: str, name: str) -> "nx.Graph[str]":
    answer = networks.rows(graph, things.bound(graph, queries.load(project.queries / folder, name), {}))
    return networks.named(graph, projection.ties(answer, directed=True), answer, directed=True)


def _cities(graph: Engine) -> dict[str, City]:
    found: dict[str, City] = {}
    for city, label, country, long, lat in sorted(graph.select(_CITIES).rows, key=str):
        point = None if long is None or lat is None else (float(str(long)), float(str(lat)))
        place = found.setdefault(str(city), City({}, str(country), point))
        if isinstance(label, Text):
            place.labels.setdefault(label.language, str(label))
    return found


def _where(graph: Engine, facts: Iterable[str], cities: Mapping[str, City]) -> Mapping[str, list[dict[str, str]]]:
    """The names of the cities of each fact."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for fact, city in graph.select(_WHERE % " ".join(map(iri, sorted(facts)))).rows:
        if str(city) in cities:
            found[str(fact)].append(cities[str(city)].labels)
    return found


def _middles(cities: Mapping[str, City], held: Mapping[str, int]) -> dict[str, Point | None]:
    """For each country the city nearest to the middle of its events; without events, of all its cities."""
    countries: dict[str, list[tuple[Point, int]]] = defaultdict(list)
    for iri_of, city in sorted(cities.items()):
        if city.point:
            countries[city.country].append((city.point, held.get(iri_of, 0)))
    return {country: _middle([one for one in known if one[1]] or known) for country, known in countries.items()}


def _middle(known: list[tuple[Point, int]]) -> Point:
    weighted = [[max(n, 1) * part for part in _upright(point)] for point, n in known]
    middle = [sum(parts) for parts in zip(*weighted, strict=True)]
    return max((point for point, _ in known), key=lambda point: sum(map(operator.mul, _upright(point), middle)))


def _upright(point: Point) -> tuple[float, float, float]:
    """The point as a vector from the middle of the earth."""
    long, lat = map(math.radians, point)
    return math.cos(lat) * math.cos(long), math.cos(lat) * math.sin(long), math.sin(lat)


class _Tables:
    """Facts and sources, each written once however many ties they stand behind."""

    def __init__(self) -> None:
        self.facts: list[dict[str, Any]] = []
        self.sources: list[dict[str, str]] = []
        self._numbers: dict[tuple[str, ...], int] = {}

    def fact(self, fact: Mapping[str, Any], at: Mapping[str, list[dict[str, str]]]) -> int:
        stated = tuple(self._source(source) for source in fact["sources"])
        key = (fact["event"], *map(str, stated))
        if key not in self._numbers:
            self._numbers[key] = len(self.facts)
            same = {name: fact[name] for name in ("label", "start", "end", "year")}
            self.facts.append(
                {"id": fact["event"], **same, "places": at.get(fact["event"], []), "sources": list(stated)}
            )
        return self._numbers[key]

    def _source(self, source: dict[str, str]) -> int:
        key = (source["iri"],)
        if key not in self._numbers:
            self._numbers[key] = len(self.sources)
            self.sources.append(source)
        return self._numbers[key]

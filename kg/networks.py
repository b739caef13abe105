"""Networks out of questions: things that share a fact are tied, and a tie keeps the facts behind it and their sources.

A question in ``queries/networks`` gives rows of ``?node ?fact ?source``; pairing them here and not in SPARQL is forty
times faster, and an edge can say why it is there.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.engine import Engine
from kg.errors import KGError
from kg.tables import Text, Value
from kg.terms import iri

_ABOUT = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?key ?value WHERE {
  VALUES ?thing { %s }
  { ?thing skos:prefLabel ?value BIND ("label" AS ?key) }
  UNION { ?thing rdfs:label ?value BIND ("label" AS ?key) }
  UNION { ?thing a ?value BIND ("type" AS ?key) }
  UNION { ?thing lc:country/lc:countryCode ?value BIND ("country" AS ?key) }
  UNION { ?thing lc:place/rdfs:label ?value BIND ("place" AS ?key) }
  UNION { ?thing lc:startDate|lc:signedOn ?value BIND ("start" AS ?key) }
  UNION { ?thing lc:endDate ?value BIND ("end" AS ?key) }
  UNION { ?thing lc:year ?value BIND ("year" AS ?key) }
}
"""
_SOURCES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?title ?publisher ?published ?url WHERE {
  VALUES ?thing { %s }
  ?thing dcterms:title ?title ; schema:url ?url .
  OPTIONAL { ?thing dcterms:issued ?published }
  OPTIONAL { ?thing dcterms:publisher ?by }
  OPTIONAL { ?by rdfs:label ?label FILTER (LANG(?label) = "en") }
  BIND (COALESCE(?label, ?by) AS ?publisher)
}
"""
About = dict[str, dict[str, list[Value]]]


def network(store: Engine, sparql: str) -> "nx.Graph[str]":
    """The network that a question's rows make.

    Nodes are the things that have a tie: IRIs with ``label``, ``labels`` (by language), ``type`` and ``country``. Edges
    have ``weight`` (how many facts), ``first`` and ``last`` (years, or None) and ``facts``: for each its IRI
    (``event``), ``label`` by language, ``start``, ``end``, ``place`` and ``sources`` (iri, title, publisher,
    published, url). Order and content depend on the answer alone.
    """
    table = store.select(sparql)
    if table.columns != ["node", "fact", "source"]:
        raise KGError("network", f"the question gives {', '.join(table.columns)}", "select ?node ?fact ?source")
    shared: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node, fact, source in table.rows:
        shared[str(fact)][str(node)].add(str(source))
    nodes = sorted({node for members in shared.values() if len(members) > 1 for node in members})
    about = _about(store, [*nodes, *shared])
    sources = _sources(store, {str(row[2]) for row in table.rows})
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((node, _node(about[node])) for node in nodes)
    for fact in sorted(shared, key=lambda f: (_text(about[f], "start"), f)):
        shown = _fact(fact, about[fact])
        for one, other in itertools.combinations(sorted(shared[fact]), 2):
            stated = sorted(shared[fact][one] | shared[fact][other])
            _tie(graph, (one, other), {**shown, "sources": [sources[s] for s in stated if s in sources]}, about[fact])
    return graph


def _tie(graph: "nx.Graph[str]", pair: tuple[str, str], fact: dict[str, Any], about: dict[str, list[Value]]) -> None:
    if not graph.has_edge(*pair):
        graph.add_edge(*pair, weight=0, first=None, last=None, facts=[])
    edge = graph.edges[pair]
    edge["weight"] += 1
    edge["facts"].append(fact)
    for year in about.get("year", ()):
        edge["first"] = year if edge["first"] is None else min(edge["first"], year)
        edge["last"] = year if edge["last"] is None else max(edge["last"], year)


def _about(store: Engine, things: Iterable[str]) -> About:
    found: About = defaultdict(lambda: defaultdict(list))
    for thing, key, value in store.select(_ABOUT % " ".join(map(iri, things))).rows:
        found[str(thing)][str(key)].append(value)
    return found


def _sources(store: Engine, things: Iterable[str]) -> dict[str, dict[str, str]]:
    table = store.select(_SOURCES % " ".join(map(iri, sorted(things))))
    found: dict[str, dict[str, str]] = {}
    for row in sorted(table.rows, key=str):
        thing, *rest = ("" if value is None else str(value) for value in row)
        found.setdefault(thing, {"iri": thing, **dict(zip(table.columns[1:], rest, strict=True))})
    return found


def _node(about: dict[str, list[Value]]) -> dict[str, Any]:
    labels = _labels(about)
    kinds = sorted(str(value).rpartition("#")[2] for value in about.get("type", ()))
    special = [kind for kind in kinds if kind not in ("Institution", "Library")] or kinds
    return {
        "label": _shown(labels),
        "labels": labels,
        "type": special[0] if special else "",
        "country": _text(about, "country"),
    }


def _fact(fact: str, about: dict[str, list[Value]]) -> dict[str, Any]:
    places = ", ".join(sorted({str(value) for value in about.get("place", ())}))
    return {
        "event": fact,
        "label": _labels(about),
        "start": _text(about, "start"),
        "end": _text(about, "end"),
        "place": places,
    }


def _labels(about: dict[str, list[Value]]) -> dict[str, str]:
    return {v.language: str(v) for v in sorted(about.get("label", ()), key=str) if isinstance(v, Text)}


def _shown(labels: dict[str, str]) -> str:
    return labels.get("en") or (labels[min(labels)] if labels else "")


def _text(about: dict[str, list[Value]], key: str) -> str:
    return min((str(value) for value in about.get(key, ())), default="")

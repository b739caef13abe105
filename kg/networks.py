"""Networks out of questions: things that share a fact are tied, and a tie keeps the facts behind it and their sources.

A question in ``queries/networks`` gives rows of ``?node ?fact ?source ?year``, or of ``?node ?to ?fact ?source ?year``
where a fact ties one thing to another. ``kg.projection`` makes ties of them; here they get names and reasons.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import networkx as nx
import numpy as np

from kg import backbone, documents, projection
from kg.engine import Engine
from kg.errors import KGError
from kg.projection import UNDATED, Floats, Row, Ties
from kg.selection import EVERYTHING, Selection, selected
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
  UNION { ?thing lc:countryCode ?value BIND ("country" AS ?key) }
  UNION { ?thing lc:place ?value BIND ("place" AS ?key) }
  UNION { ?thing lc:event/lc:place ?value BIND ("place" AS ?key) }
  UNION { ?thing lc:event/lc:startDate ?value BIND ("start" AS ?key) }
  UNION { ?thing lc:startDate|lc:signedOn ?value BIND ("start" AS ?key) }
  UNION { ?thing lc:endDate ?value BIND ("end" AS ?key) }
  UNION { ?thing skos:broader ?value BIND ("broader" AS ?key) }
  UNION { ?thing lc:theme ?value BIND ("theme" AS ?key) }
  UNION { ?thing lc:event/lc:theme ?value BIND ("theme of its event" AS ?key) }
}
"""
_FORMS = (["node", "fact", "source", "year"], ["node", "to", "fact", "source", "year"])
_REMEDY = "select ?node ?fact ?source ?year, or ?node ?to ?fact ?source ?year"

NOTHING: Mapping[str, Floats] = MappingProxyType({})

About = dict[str, dict[str, list[Value]]]


def network(
    store: Engine, sparql: str, selection: Selection = EVERYTHING, *, directed: bool = False
) -> "nx.Graph[str]":
    """The network that a question's rows make, or the part of it that a selection wants.

    Nodes are the things that have a tie: IRIs with ``label``, ``labels`` (by language), ``type`` and ``country``. Edges
    have ``weight`` (how many facts), ``share`` (see ``kg.projection.Ties``), ``significance`` (in the whole network,
    see ``kg.backbone``), ``first`` and ``last`` (years, or None) and ``facts``: for each its IRI (``event``), ``label``
    by language, ``start``, ``end``, ``year`` (since which it ties the two, or None), ``place``, ``places`` (each by
    language), ``themes`` (its own, or where it has none those of its event) and ``sources`` (iri, title, publisher,
    published, url). The network itself tells of how many ``facts`` it was made, how many of them stand ``alone`` with
    one thing, and of these ``themes`` and all above them ``label`` and ``broader``. Order and content depend on the
    answer alone.
    """
    answer = rows(store, sparql)
    whole = projection.ties(answer, directed=directed)
    kept = selected(selection, whole, directed=directed)
    significance = backbone.significance(whole, directed=directed)[kept]
    return named(store, whole.only(kept), answer, {"significance": significance}, directed=directed)


def named(
    store: Engine, ties: Ties, answer: list[Row], more: Mapping[str, Floats] = NOTHING, *, directed: bool = False
) -> "nx.Graph[str]":
    """The network of these ties as :func:`network` describes it; ``answer`` holds the rows that they were made of, and
    ``more`` further figures for each tie."""
    graph: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    graph.graph.update(facts=len(ties.facts), alone=ties.alone)
    nodes = [ties.nodes[at] for at in np.unique(ties.ends)]
    facts = [ties.facts[at] for at in np.unique(ties.behind)]
    about = _about(store, [*nodes, *facts])
    about |= _about(store, sorted({str(place) for fact in facts for place in about[fact]["place"]} - set(about)))
    graph.add_nodes_from((node, _node(about[node])) for node in nodes)
    documented = documents.described(store, {row.source for row in answer})
    sources = {source: told._asdict() for source, told in documented.items()}
    stated, since = _stated(answer), _since(answer)
    for number, (ends, behind, tie) in enumerate(_each(ties)):
        tie |= {name: round(float(figures[number]), 9) for name, figures in more.items()}
        told = [
            _fact(fact, about)
            | {"year": since(ends, fact), "sources": [sources[s] for s in stated(ends, fact) if s in sources]}
            for fact in behind
        ]
        graph.add_edge(*ends, **tie, facts=sorted(told, key=lambda fact: (fact["start"], fact["event"])))
    used = {theme for *_, tie in graph.edges(data=True) for fact in tie["facts"] for theme in fact["themes"]}
    graph.graph["themes"] = _themes(store, used)
    return graph


def rows(store: Engine, sparql: str) -> list[Row]:
    """The rows of a network's question; KGError where it gives other columns."""
    table = store.select(sparql)
    if table.columns not in _FORMS:
        raise KGError("network", f"the question gives {', '.join(table.columns)}", _REMEDY)
    form = 2 if "to" in table.columns else 1
    return [
        Row(str(row[0]), str(row[form]), str(row[form + 1]), _year(row[form + 2]), str(row[1]) if form == 2 else None)
        for row in table.rows
    ]


def _year(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _stated(answer: Iterable[Row]) -> Callable[[tuple[str, str], str], list[str]]:
    """Who says that a fact ties two ends: those who speak of both, or where nobody does, those who speak of one."""
    said: dict[tuple[frozenset[str], str], set[str]] = defaultdict(set)
    for row in answer:
        said[frozenset({row.node, row.other or row.node}), row.fact].add(row.source)

    def sources(ends: tuple[str, str], fact: str) -> list[str]:
        together = said.get((frozenset(ends), fact), set())
        one, other = (said.get((frozenset({end}), fact), set()) for end in ends)
        return sorted(together | (one & other or one | other))

    return sources


def _since(answer: Iterable[Row]) -> Callable[[tuple[str, str], str], int | None]:
    """In which year a fact came to tie two ends: its first year, or where each end has its own, the later of these."""
    first: dict[tuple[frozenset[str], str], int] = {}
    for row in answer:
        if row.year is not None:
            key = frozenset({row.node, row.other or row.node}), row.fact
            first[key] = min(row.year, first.get(key, row.year))

    def since(ends: tuple[str, str], fact: str) -> int | None:
        together = first.get((frozenset(ends), fact))
        apart = (first.get((frozenset({end}), fact)) for end in ends)
        return max((year for year in apart if year is not None), default=None) if together is None else together

    return since


def _each(ties: Ties) -> Iterator[tuple[tuple[str, str], list[str], dict[str, Any]]]:
    """Each tie by name: its ends, its facts and what it counts."""
    counted = zip(*(getattr(ties, name).tolist() for name in ("ends", "weight", "share", "first", "last")), strict=True)
    for number, ((one, other), weight, share, first, last) in enumerate(counted):
        facts = [ties.facts[at] for at in ties.behind[ties.starts[number] : ties.starts[number + 1]]]
        years = {"first": None if first == UNDATED else first, "last": None if last == UNDATED else last}
        yield (ties.nodes[one], ties.nodes[other]), facts, {"weight": weight, "share": round(share, 9), **years}


def _about(store: Engine, things: list[str]) -> About:
    found: About = defaultdict(lambda: defaultdict(list))
    for thing, key, value in store.select(_ABOUT % " ".join(map(iri, things))).rows if things else ():
        found[str(thing)][str(key)].append(value)
    return found


def _themes(store: Engine, used: set[str]) -> dict[str, dict[str, Any]]:
    """Names of themes and of those above them, and what is next above each."""
    found: dict[str, dict[str, Any]] = {}
    while used:
        about = _about(store, sorted(used))
        for theme in used:
            found[theme] = {"label": _labels(about[theme]), "broader": sorted(map(str, about[theme]["broader"]))}
        used = {broader for theme in used for broader in found[theme]["broader"]} - set(found)
    return dict(sorted(found.items()))


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


def _fact(fact: str, known: About) -> dict[str, Any]:
    about = known[fact]
    themes = about.get("theme") or about.get("theme of its event") or []
    places = [_labels(known[place]) for place in sorted({str(value) for value in about["place"]})]
    return {
        "event": fact,
        "label": _labels(about),
        "start": _text(about, "start"),
        "end": _text(about, "end"),
        "place": ", ".join(sorted({_shown(labels) for labels in places})),
        "places": places,
        "themes": sorted({str(value) for value in themes}),
    }


def _labels(about: dict[str, list[Value]]) -> dict[str, str]:
    return {v.language: str(v) for v in sorted(about.get("label", ()), key=str) if isinstance(v, Text)}


def _shown(labels: dict[str, str]) -> str:
    return labels.get("en") or (labels[min(labels)] if labels else "")


def _text(about: dict[str, list[Value]], key: str) -> str:
    return min((str(value) for value in about.get(key, ())), default="")

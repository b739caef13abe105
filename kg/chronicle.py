"""What happened to a thing in time: its events, agreements, projects and memberships, each with the days that its dates
can mean and the sources that state it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from kg import dates, ontology, queries, remote, show, things
from kg.engine import Engine
from kg.ontology import Vocabulary
from kg.project import Project
from kg.tables import Iri, Text, Value
from kg.terms import ID, LC, iri, value

LANES = ("hosted", "events", "agreements", "projects", "memberships")
_ABOUT = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?key ?value WHERE {
  VALUES ?thing { %s }
  { ?thing rdfs:label|skos:prefLabel ?value BIND ("label" AS ?key) }
  UNION { ?thing a ?value BIND ("type" AS ?key) }
  UNION { ?thing lc:startDate|lc:signedOn|lc:since ?value BIND ("start" AS ?key) }
  UNION { ?thing lc:endDate|lc:until ?value BIND ("end" AS ?key) }
  UNION { ?thing lc:status ?value BIND ("status" AS ?key) }
  UNION { ?thing lc:place ?value BIND ("place" AS ?key) }
}
"""
_STATED = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
SELECT DISTINCT ?thing ?source WHERE { VALUES ?thing { %s } ?thing lc:statedIn ?source }
"""
About = dict[str, dict[str, list[Value]]]
Entry = dict[str, Any]


class Chronicle(NamedTuple):
    """A thing (an IRI), its names by language, its entries in the order of time, the sources that these point to."""

    thing: str
    names: dict[str, str]
    entries: list[Entry]
    sources: list[dict[str, str]]


def of(project: Project, words: str) -> Chronicle:
    """What is known in time of the thing that words name.

    An entry has ``id``, ``lane`` (of :data:`LANES`), ``label``, ``type``, ``status``, ``start`` and ``end`` as written,
    ``first`` and ``last`` (the days that they can mean, empty without a date), ``places``, ``others`` (roles, or who
    else is part of it) and ``sources``; names by language. KGError where words name nothing, or several things.
    """
    graph = remote.graph(project)
    thing = value(things.find(graph, "thing", words))
    query = queries.load(project.queries / "views", "timeline")
    rows = graph.select(things.bound(graph, query, {"thing": thing})).rows
    about = _about(graph, {thing, *(str(term) for row in rows for term in (row[0], row[2]) if term)})
    about |= _about(graph, {str(place) for known in about.values() for place in known.get("place", ())} - set(about))
    sources = described(graph, {str(row[3]) for row in rows})
    numbers = {source["iri"]: number for number, source in enumerate(sources)}
    entries = [_entry(fact, told, about, numbers) for fact, told in _gathered(rows).items()]
    vocabulary = ontology.load(project.ontology)
    for entry in entries:
        entry["type"] = _special(about[entry["id"]], vocabulary)
    entries.sort(key=lambda one: (one["first"] or "9999", one["id"]))
    return Chronicle(thing, _names(about[thing]), entries, sources)


def known(project: Project, things: Iterable[str]) -> tuple[dict[str, Entry], list[dict[str, str]]]:
    """Things by their IRIs as entries without lane and others, as far as the graph knows them, and their sources."""
    graph, wanted = remote.graph(project), sorted(set(things))
    stated = graph.select(_STATED % " ".join(map(iri, wanted))).rows if wanted else []
    about = _about(graph, wanted)
    about |= _about(graph, {str(place) for told in about.values() for place in told.get("place", ())} - set(about))
    sources = described(graph, {str(source) for _, source in stated} | {one for one in wanted if _is_source(one)})
    numbers, vocabulary = {source["iri"]: at for at, source in enumerate(sources)}, ontology.load(project.ontology)
    said = {(str(thing), numbers[str(source)]) for thing, source in stated if str(source) in numbers}
    return {
        thing: {
            **_told(thing, about),
            "type": _special(about[thing], vocabulary),
            "sources": sorted(number for one, number in said if one == thing),
        }
        for thing in wanted
        if thing in about and not _is_source(thing)
    }, sources


def _is_source(thing: str) -> bool:
    return thing.startswith(f"{ID}source/")


def described(graph: Engine, sources: Iterable[str]) -> list[dict[str, str]]:
    """Sources in the order of their IRIs: iri, title, publisher, published, url."""
    wanted, found = sorted(set(sources)), dict[str, dict[str, str]]()
    rows = graph.select(show.SOURCES % " ".join(map(iri, wanted))).rows if wanted else []
    for row in sorted(rows, key=lambda row: (str(row[0]), _is_foreign(row[2]), str(row))):
        texts = ("" if text is None else str(text) for text in row)
        found.setdefault(str(row[0]), dict(zip(("iri", "title", "publisher", "published", "url"), texts, strict=True)))
    return list(found.values())


def _is_foreign(label: Value) -> bool:
    return not (isinstance(label, Text) and label.language == "en")


def _gathered(rows: Iterable[tuple[Value, ...]]) -> dict[str, list[tuple[Value, ...]]]:
    found: dict[str, list[tuple[Value, ...]]] = defaultdict(list)
    for fact, *rest in rows:
        found[str(fact)].append(tuple(rest))
    return found


def _about(graph: Engine, wanted: Iterable[str]) -> About:
    found: About = defaultdict(lambda: defaultdict(list))
    for thing, key, said in graph.select(_ABOUT % " ".join(map(iri, sorted(wanted)))).rows:
        found[str(thing)][str(key)].append(said)
    return found


def _entry(fact: str, told: list[tuple[Value, ...]], about: About, numbers: dict[str, int]) -> Entry:
    """An entry stands under the first of its headings; its roles tell the others."""
    others = sorted({str(other) for _, other, _ in told if other})
    return _told(fact, about) | {
        "lane": min((str(lane) for lane, _, _ in told), key=LANES.index),
        "others": [_names(about[other]) for other in others],
        "sources": sorted({numbers[str(source)] for _, _, source in told if str(source) in numbers}),
    }


def _told(fact: str, about: About) -> Entry:
    known = about[fact]
    return {
        "id": fact,
        "label": _names(known),
        "status": _text(known, "status"),
        "start": _text(known, "start"),
        "end": _text(known, "end"),
        **_days(_text(known, "start"), _text(known, "end")),
        "places": [_names(about[str(place)]) for place in sorted(known.get("place", ()), key=str)],
    }


def _days(start: str, end: str) -> dict[str, str]:
    if not start and not end:
        return {"first": "", "last": ""}
    first, last = dates.span(start or end), dates.span(end or start)
    return {"first": first.earliest, "last": max(first.latest, last.latest)}


def _names(known: dict[str, list[Value]]) -> dict[str, str]:
    return {v.language: str(v) for v in sorted(known.get("label", ()), key=str, reverse=True) if isinstance(v, Text)}


def _text(known: dict[str, list[Value]], key: str) -> str:
    return min(map(str, known.get(key, ())), default="")


def _special(known: dict[str, list[Value]], vocabulary: Vocabulary) -> str:
    """The narrowest class, by its local name."""
    classes = sorted(str(v).removeprefix(LC) for v in known.get("type", ()) if isinstance(v, Iri))
    return max(classes, key=lambda one: len(vocabulary.supers.get(one, ())), default="")

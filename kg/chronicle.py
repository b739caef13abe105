"""What happened to a thing in time: its events, agreements, projects and memberships, each with the days that its dates
can mean and the sources that state it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kg import dates, documents, ontology, queries, remote, things
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
Row = tuple[Value, ...]


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
    rows = [row[1:] for row in _rows(project, graph, thing)]
    return next(_chronicles(project, graph, {thing: rows}))


def many(project: Project, kinds: Collection[str], most: int) -> list[Chronicle]:
    """What is known in time of the things of some kinds (institution, series …) that have the most entries, so many of
    them at most, those of most entries first. They share their sources."""
    graph, rows = remote.graph(project), defaultdict[str, list[Row]](list)
    for thing, *row in _rows(project, graph, ""):
        if str(thing).removeprefix(ID).partition("/")[0] in kinds:
            rows[str(thing)].append(tuple(row))
    first = sorted(rows, key=lambda thing: (-len({fact for fact, *_ in rows[thing]}), thing))[:most]
    return list(_chronicles(project, graph, {thing: rows[thing] for thing in first}))


def _rows(project: Project, graph: Engine, thing: str) -> list[Row]:
    """What the question answers: each row names the thing as well where it is asked of all things (the empty word)."""
    query = queries.load(project.queries / "views", "timeline")
    return graph.select(things.bound(graph, query, {"thing": thing})).rows


def _chronicles(project: Project, graph: Engine, rows: Mapping[str, list[Row]]) -> Iterator[Chronicle]:
    every = [row for some in rows.values() for row in some]
    about = _about(graph, {*rows, *(str(term) for row in every for term in (row[0], row[2]) if term)})
    about |= _about(graph, {str(place) for known in about.values() for place in known.get("place", ())} - set(about))
    sources = described(graph, {str(row[3]) for row in every})
    numbers = {source["iri"]: number for number, source in enumerate(sources)}
    vocabulary = ontology.load(project.ontology)
    for thing, some in rows.items():
        entries = [_entry(fact, told, about, numbers) for fact, told in _gathered(some).items()]
        for entry in entries:
            entry["type"] = _special(about[entry["id"]], vocabulary)
        entries.sort(key=lambda one: (one["first"] or "9999", one["id"]))
        yield Chronicle(thing, _names(about[thing]), entries, sources)


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
    return [known._asdict() for known in documents.described(graph, sources).values()]


def _gathered(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for fact, *rest in rows:
        found[str(fact)].append(tuple(rest))
    return found


def _about(graph: Engine, wanted: Iterable[str]) -> About:
    found: About = defaultdict(lambda: defaultdict(list))
    for thing, key, said in graph.select(_ABOUT % " ".join(map(iri, sorted(wanted)))).rows:
        found[str(thing)][str(key)].append(said)
    return found


def _entry(fact: str, told: list[Row], about: About, numbers: dict[str, int]) -> Entry:
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

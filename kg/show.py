"""All that is known of one thing as a page of text: fact by fact, each with the sources that state it."""

from collections import defaultdict
from collections.abc import Iterable

from kg import documents
from kg.build import DERIVED, METADATA
from kg.engine import Engine
from kg.ontology import Vocabulary
from kg.tables import Iri, Text, Value
from kg.terms import iri, short

_SAID = """
SELECT ?property ?value ?source WHERE { GRAPH ?source { %s ?property ?value } }
"""
_MENTIONED = """
SELECT ?node ?property ?source WHERE { GRAPH ?source { ?node ?property %s } }
"""
_AGREED = """
SELECT ?property ?value WHERE { %s ?property ?value }
"""
_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label WHERE { VALUES ?thing { %s } ?thing rdfs:label ?label }
"""
# Bookkeeping that a reader of the page does not need.
_HIDDEN = {"rdf:type", "rdfs:label", "lc:statedIn", "lc:earliest", "lc:latest", "lc:year"}
_FIRST = ("skos:prefLabel", "skos:altLabel", "lc:startDate", "lc:endDate", "lc:signedOn")

Facts = dict[tuple[str, Value], set[str]]


def sheet(store: Engine, term: str, vocabulary: Vocabulary) -> str:
    """The page for the thing behind a term."""
    facts, mentions = _facts(store, term), _mentions(store, term)
    agreed = {(short(iri(str(p))), v) for p, v in store.select(_AGREED % term).rows}
    if not facts:  # a theme, a country, a source: no source states it
        facts = {(p, v): set() for p, v in agreed if p not in _HIDDEN}
    things = {v for _, v in facts if isinstance(v, Iri)} | {node for _, node in mentions}
    labels = _labels(store, [term[1:-1], *map(str, things)])
    sources = sorted(
        {s for found in (facts, mentions) for stated in found.values() for s in stated if s != DERIVED[1:-1]}
    )
    marks = {source: f"[{number}]" for number, source in enumerate(sources, 1)} | {DERIVED[1:-1]: "[derived]"}
    types = sorted(_name(vocabulary, str(v)) for p, v in agreed if p == "rdf:type")
    lines = [labels.get(term[1:-1], short(term)), f"{term[1:-1]}  ({', '.join(types)})", ""]
    lines += _rows(_said(facts, agreed, (labels, vocabulary)), facts, marks)
    lines += ["", *_rows(_told(mentions, (labels, vocabulary)), mentions, marks)] if mentions else []
    return "\n".join([*lines, "", *_footnotes(store, sources, marks)]) + "\n"


def _facts(store: Engine, term: str) -> Facts:
    found: Facts = defaultdict(set)
    for p, value, source in store.select(_SAID % term).rows:
        key = short(iri(str(p)))
        if key not in _HIDDEN and source != METADATA[1:-1]:
            found[key, value].add(str(source))
    return found


def _mentions(store: Engine, term: str) -> Facts:
    found: Facts = defaultdict(set)
    for node, p, source in store.select(_MENTIONED % term).rows:
        if source != METADATA[1:-1]:
            found[short(iri(str(p))), node].add(str(source))
    return found


def _labels(store: Engine, things: Iterable[str]) -> dict[str, str]:
    """A label for each thing, the English one where there are several."""
    values = " ".join(sorted({iri(one) for one in things}))
    found: dict[str, str] = {}
    for one, label in store.select(_LABELS % values).rows:
        if str(one) not in found or (isinstance(label, Text) and label.language == "en"):
            found[str(one)] = str(label)
    return found


Names = tuple[dict[str, str], Vocabulary]


def _said(facts: Facts, agreed: set[tuple[str, Value]], names: Names) -> dict[tuple[str, Value], tuple[str, str]]:
    """For each fact the words for its property and its value; what the consensus does not hold says so."""
    labels, vocabulary = names
    shown = {}
    for p, v in facts:
        tag = f" @{v.language}" if isinstance(v, Text) else ""
        kept = (p, v) in agreed or p in ("lc:note", "lc:certainty") or ("skos:altLabel", v) in agreed
        shown[p, v] = (_property(vocabulary, p), f"{_value(labels, v)}{tag}{'' if kept else '  (not preferred)'}")
    return shown


def _told(mentions: Facts, names: Names) -> dict[tuple[str, Value], tuple[str, str]]:
    """For each node that points here the words for how, and its label."""
    labels, vocabulary = names
    return {(p, node): (f"as {_property(vocabulary, p)}", _value(labels, node)) for p, node in mentions}


def _value(labels: dict[str, str], value: Value) -> str:
    if isinstance(value, Iri):
        return f"{labels.get(value, '')} <{short(iri(value))}>".strip()
    return " ".join(str(value).split())


def _property(vocabulary: Vocabulary, key: str) -> str:
    prefix, _, local = key.partition(":")
    return {"skos:prefLabel": "name", "skos:altLabel": "other name"}.get(key) or (
        _name(vocabulary, f"https://w3id.org/libcoop/ontology#{local}") if prefix == "lc" else local
    )


def _name(vocabulary: Vocabulary, term: str) -> str:
    return vocabulary.labels.get(f"<{term}>", {}).get("en") or term.rpartition("#")[2]


def _rows(words: dict[tuple[str, Value], tuple[str, str]], facts: Facts, marks: dict[str, str]) -> list[str]:
    ranked = sorted(words, key=lambda k: (_FIRST.index(k[0]) if k[0] in _FIRST else len(_FIRST), words[k]))
    lines, last = [], ""
    for key in ranked:
        label, text = words[key]
        stated = "".join(
            marks[source]
            for source in sorted(
                facts[key], key=lambda s: int(marks[s].strip("[]") or 0) if marks[s] != "[derived]" else 0
            )
        )
        lines.append(f"  {'' if label == last else label:28} {text}  {stated}".rstrip())
        last = label
    return lines


def _footnotes(store: Engine, sources: list[str], marks: dict[str, str]) -> list[str]:
    lines = []
    known = documents.described(store, sources)
    for source in sources:
        if found := known.get(source):
            told = ", ".join(part for part in (found.publisher, found.published) if part)
            lines.append(f"{marks[source]} {found.title}. {told}. {found.url}")
    return ["Sources", *lines] if lines else []

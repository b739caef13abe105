"""How the graph uses the ontology: how often each term, and for each class one thing that shows it."""

from collections import defaultdict
from typing import NamedTuple

from kg import captions
from kg.engine import Engine
from kg.facts import key
from kg.reference import Reference, Rule
from kg.tables import Iri, Text, Value

_PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX lc: <https://w3id.org/libcoop/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CLASSES = "SELECT ?term (COUNT(?x) AS ?n) WHERE { ?x a ?term } GROUP BY ?term"
_PAIRS = "SELECT ?class ?term (COUNT(*) AS ?n) WHERE { ?x a ?class ; ?term ?o } GROUP BY ?class ?term"
_CONSENSUS = "SELECT ?term (COUNT(*) AS ?n) WHERE { ?s ?term ?o } GROUP BY ?term"
_CLAIMS = "SELECT ?term (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?term ?o } } GROUP BY ?term"
_POINTS = "VALUES ?p { lc:theme lc:role lc:attendeesQualifier lc:attendingCountriesQualifier } ?x ?p"
_BELOW = f"SELECT ?term (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {_POINTS} ?c . ?c skos:broader* ?term }} GROUP BY ?term"
# Sources of a thing; of a disagreement its claims; of what no source describes, what points to it. A register has no
# day of publication; a document shows better what a source is.
_WITNESSED = """
SELECT ?class ?x (COUNT(?witness) AS ?n) WHERE {
  ?x a ?class .
  { ?x lc:statedIn|lc:claim|^lc:country|^lc:theme|^lc:role|^lc:attendeesQualifier ?witness }
  UNION { ?x dcterms:issued ?day ; ^lc:statedIn ?witness }
} GROUP BY ?class ?x
"""
_FACTS = "SELECT ?x ?p ?o WHERE {{ VALUES ?x {{ {} }} ?x ?p ?o }}"
_PROPERTIES, _VALUES = 8, 3  # as many as a reader takes in at a glance
# Said of the example elsewhere on the page, or told by others of its properties.
_LEFT_OUT = {"rdfs:label", "skos:prefLabel", "statedIn", "earliest", "latest", "year"}


class Example(NamedTuple):
    """A thing of a class, in one language. ``facts``: property -> its first values, and how many more there are."""

    name: str
    label: str
    sources: int
    facts: dict[str, tuple[list[str], int]]


class Usage(NamedTuple):
    """Counts by the key of a term: of ``classes`` things, of properties statements in the consensus and in the claims,
    of concepts what names them or one ``below`` them; of class and property together the statements
    about things of the class. ``examples``: class -> thing, in full IRIs."""

    classes: dict[str, int]
    consensus: dict[str, int]
    claims: dict[str, int]
    below: dict[str, int]
    pairs: dict[tuple[str, str], int]
    examples: dict[str, Iri]


def of(graph: Engine) -> Usage:
    """What the graph has of each term; the example of a class is the thing that most sources speak of."""
    classes, consensus, claims, below = (_counted(graph, q) for q in (_CLASSES, _CONSENSUS, _CLAIMS, _BELOW))
    best: dict[str, tuple[int, Iri]] = {}
    for kind, thing, number in graph.select(_PREFIXES + _WITNESSED).rows:
        found = (-int(str(number)), Iri(str(thing)))
        best[key(f"<{kind}>")] = min(found, best.get(key(f"<{kind}>"), found))
    pairs = {(key(f"<{a}>"), key(f"<{b}>")): int(str(n)) for a, b, n in graph.select(_PAIRS).rows}
    return Usage(classes, consensus, claims, below, pairs, {kind: thing for kind, (_, thing) in best.items()})


def examples(graph: Engine, usage: Usage, reference: Reference, language: str) -> dict[str, Example]:
    """The examples of a usage by class, in a language; the properties as the class and those above it name them."""
    things = sorted(set(usage.examples.values()))
    table = graph.select(_FACTS.format(" ".join(f"<{thing}>" for thing in things)))
    vocabulary = {f"<{term.iri}>": term.labels for term in reference.terms.values()}
    named = captions.labelled(graph, table, language, vocabulary)
    said: dict[Value, dict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
    labels = {thing: str(row[0]) for (thing, *_), row in zip(table.rows, named.rows, strict=True)}
    for (thing, predicate, plain), (*_, shown) in zip(table.rows, named.rows, strict=True):
        said[thing][key(f"<{predicate}>")].add(plain if key(f"<{predicate}>") == "statedIn" else shown)
    found = {}
    for kind, thing in usage.examples.items():
        facts = {p: _few(said[thing][p], language) for p in _order(kind, reference) if p in said[thing]}
        told = dict(list(facts.items())[:_PROPERTIES])
        found[kind] = Example(key(f"<{thing}>"), labels[thing], len(said[thing]["statedIn"]), told)
    return found


def _order(kind: str, reference: Reference) -> list[str]:
    """The properties of a class and then of those above it, without those that an example need not show."""
    uses: dict[str, Rule] = {}
    waiting = [kind]
    for one in waiting:
        term = reference.terms.get(one)
        uses = uses | term.uses if term else uses
        waiting += term.above if term else ()
    return [p for p in uses if p not in _LEFT_OUT]


def _few(values: set[Value], language: str) -> tuple[list[str], int]:
    """The first values, those in the reader's script before others, and how many more there are.

    Of texts those in the language, where there are any.
    """
    ours = {v for v in values if isinstance(v, Text) and v.language == language}
    texts = sorted(f"{v} ({v.language})" if isinstance(v, Text) and v not in ours else str(v) for v in ours or values)
    texts.sort(key=lambda text: text.isascii() == (language == "zh"))
    return texts[:_VALUES], max(0, len(texts) - _VALUES)


def _counted(graph: Engine, query: str) -> dict[str, int]:
    return {key(f"<{term}>"): int(str(number)) for term, number in graph.select(_PREFIXES + query).rows}

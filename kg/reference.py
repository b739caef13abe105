"""What the files of the ontology say, term by term, for a reference that people read: nothing of it is written twice.

Unlike :mod:`kg.ontology`, which keeps what a build needs, this reads all: unions, shapes, alignments, reused terms.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.facts import Facts, gathered, key, members
from kg.terms import ID, LC, language, name, short, value

_OWL = "http://www.w3.org/2002/07/owl#"
_SHACL = "http://www.w3.org/ns/shacl#"
_ALIGNING = ("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:equivalentClass", "owl:equivalentProperty")
_MATCHING = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
_KINDS = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_MARKS = ("lc:singleValued", "lc:singleValuedOn", "lc:chosenTogether", "lc:derived")
# What the beginning of a pattern tells of a text.
_PATTERNS = {"^([0-9]{4}": "edtf", "^[a-z]{2,3}(-": "bcp47", "^[A-Z]{2}$": "iso3166", "^https?": "iri"}

Texts = dict[str, str]  # language -> text


class Link(NamedTuple):
    """A term of another vocabulary and how ours is related to it."""

    relation: str
    name: str
    iri: str


class Rule(NamedTuple):
    """What the checks demand of a property on the things of a class; 0 is no demand, ``wanted`` only gives a warning.

    ``values``: classes by key, or datatypes and forms by a word; ``among``: the only texts that it may have.
    """

    least: int = 0
    most: int = 0
    wanted: int = 0
    each_language: bool = False
    values: tuple[str, ...] = ()
    among: tuple[str, ...] = ()


class Term(NamedTuple):
    """A class, a property or a concept. ``key`` is its anchor: the local name, with a prefix where it is not ours.

    ``uses``: of a class, the properties of its things, of a property, the classes that it is used on.
    """

    key: str
    name: str
    iri: str
    kind: str
    labels: Texts
    definitions: Texts
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    uses: dict[str, Rule] = {}  # noqa: RUF012  never changed
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Reference(NamedTuple):
    """All terms by their keys, in the order of reading: classes and concepts as trees, properties by the alphabet."""

    about: Term
    version: str
    licence: str
    classes: dict[str, Term]
    properties: dict[str, Term]
    reused: dict[str, Term]
    schemes: dict[str, Term]
    concepts: dict[str, Term]

    @property
    def terms(self) -> dict[str, Term]:
        """Whatever has a section of its own."""
        return self.classes | self.properties | self.reused | self.concepts


def read(folder: Path) -> Reference:
    """The reference of an ontology folder; KGError where a file is broken."""
    facts = gathered(folder)
    kinds: dict[str, list[str]] = defaultdict(list)
    for term, said in facts.items():
        for kind in said.get(name("rdf:type"), ()):
            kinds[short(kind)].append(term)
    reader = _Reader(facts, _rules(facts))
    ours = [term for term in kinds["owl:Class"] if term.startswith(f"<{LC}")]
    properties = [term for kind in _KINDS for term in kinds[f"owl:{kind}"] if term.startswith(f"<{LC}")]
    foreign = [t for t in facts if name("rdfs:label") in facts[t] and not t.startswith(f"<{LC}")]
    (about,) = kinds["owl:Ontology"]
    return Reference(
        reader.term(about, "ontology", label="dcterms:title", definition="dcterms:description"),
        value(facts[about][name("owl:versionInfo")][0]),
        value(facts[about][name("dcterms:license")][0]),
        {key(term): reader.of_class(term) for term in _tree(ours, facts, "rdfs:subClassOf")},
        {key(term): reader.of_property(term) for term in sorted(set(properties), key=lambda t: (t.casefold(), t))},
        {key(term): reader.term(term, "reused", definition="skos:scopeNote") for term in foreign},
        {key(term): reader.term(term, "scheme", label="skos:prefLabel") for term in kinds["skos:ConceptScheme"]},
        {key(term): reader.concept(term) for term in _tree(kinds["skos:Concept"], facts, "skos:broader")},
    )


class _Reader:
    """The facts by subject, and for each class the rules of its properties."""

    def __init__(self, facts: Facts, rules: dict[str, dict[str, Rule]]) -> None:
        self.facts, self.rules = facts, rules

    def term(self, term: str, kind: str, label: str = "rdfs:label", definition: str = "skos:definition") -> Term:
        """What is said of every kind of term."""
        links = tuple(
            Link(relation, key(o), value(o))
            for relation in (*_ALIGNING, *_MATCHING)
            for o in self._all(term, relation)
            if not o.startswith(("_:", f"<{LC}", f"<{ID}"))
        )
        written = f"lc:{key(term)}" if term.startswith(f"<{LC}") else key(term)
        texts, defined = self._texts(term, label), self._texts(term, definition)
        return Term(key(term), written, value(term), kind, texts, defined, links=links)

    def of_class(self, term: str) -> Term:
        """A class with the properties that its own shape or their domain give its things."""
        own = dict(self.rules.get(key(term), {}))
        for subject in self.facts:
            if key(term) in self._classes(subject, "rdfs:domain"):
                own.setdefault(key(subject), Rule(values=self._classes(subject, "rdfs:range")))
        ends = [key(o) for end in ("lc:sourceEnd", "lc:targetEnd") for o in self._all(term, end)]
        above, below = self._around(term, "rdfs:subClassOf")
        return self.term(term, "class")._replace(above=above, below=below, uses=own, ends=tuple(ends))

    def of_property(self, term: str) -> Term:
        """A property with the classes that it is used on."""
        domain, reached = self._classes(term, "rdfs:domain"), self._classes(term, "rdfs:range")
        on = {kind: rules[key(term)] for kind, rules in self.rules.items() if key(term) in rules}
        above, below = self._around(term, "rdfs:subPropertyOf")
        marks = tuple(key(name(mark)) for mark in _MARKS if any(value(o) != "false" for o in self._all(term, mark)))
        opposite = [
            *self._all(term, "owl:inverseOf"),
            *(s for s in self.facts if term in self._all(s, "owl:inverseOf")),
        ]
        types = [short(kind).removeprefix("owl:") for kind in self._all(term, "rdf:type")]
        return self.term(term, next(kind for kind in _KINDS if kind in types))._replace(
            above=above,
            below=below,
            uses=on,
            domain=domain,
            range=reached or tuple(dict.fromkeys(v for rule in on.values() for v in rule.values)),
            inverse=tuple(map(key, [*opposite, *[term] * ("SymmetricProperty" in types)])),
            marks=marks,
        )

    def concept(self, term: str) -> Term:
        """A role, a qualifier or a theme with the words that source files may write for it."""
        above, below = self._around(term, "skos:broader")
        words = tuple(value(o) for o in self._all(term, "skos:altLabel"))
        found = self.term(term, "concept", label="skos:prefLabel")
        return found._replace(above=above, below=below, words=words)

    def _all(self, term: str, predicate: str) -> list[str]:
        return self.facts.get(term, {}).get(name(predicate), [])

    def _texts(self, term: str, predicate: str) -> Texts:
        return {language(o): value(o) for o in self._all(term, predicate)}

    def _classes(self, term: str, predicate: str) -> tuple[str, ...]:
        """The classes that a domain or a range names, of a union each."""
        found: list[str] = []
        for o in self._all(term, predicate):
            union = self.facts.get(o, {}).get(f"<{_OWL}unionOf>")
            found += members(union[0], self.facts) if union else [o]
        return tuple(map(key, found))

    def _around(self, term: str, predicate: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What of ours stands directly above a term, and what below."""
        above = [key(o) for o in self._all(term, predicate) if o.startswith((f"<{LC}", f"<{ID}"))]
        below = [key(s) for s in self.facts if term in self._all(s, predicate)]
        return tuple(above), tuple(below)


def _tree(terms: Iterable[str], facts: Facts, up: str) -> Iterator[str]:
    """The terms depth first, each after what it stands under, otherwise in the order of the files."""
    below: dict[str, list[str]] = defaultdict(list)
    known = dict.fromkeys(terms)
    for term in known:
        above = [o for o in facts[term].get(name(up), ()) if o in known]
        below[above[0] if above else ""].append(term)
    waiting = below[""][::-1]
    while waiting:
        term = waiting.pop()
        yield term
        waiting += below[term][::-1]


def _rules(facts: Facts) -> dict[str, dict[str, Rule]]:
    """Class -> property -> what the shape of the class demands of it."""
    found: dict[str, dict[str, Rule]] = {}
    for said in facts.values():
        for kind in said.get(f"<{_SHACL}targetClass>", ()):
            rules = found.setdefault(key(kind), {})
            for shape in said.get(f"<{_SHACL}property>", ()):
                path = key(facts[shape][f"<{_SHACL}path>"][0])
                rules[path] = _joined(rules.get(path, Rule()), _rule(facts[shape], facts))
    return found


def _rule(said: dict[str, list[str]], facts: Facts) -> Rule:
    told = {p.removeprefix(f"<{_SHACL}").removesuffix(">"): o for p, o in said.items()}
    least, most = (int(value(told.get(limit, ['"0"'])[0])) for limit in ("minCount", "maxCount"))
    warns = f"<{_SHACL}Warning>" in told.get("severity", ())
    either = [
        kind for node in told.get("or", ()) for one in members(node, facts) for kind in facts[one][f"<{_SHACL}class>"]
    ]
    values = [key(o) for o in (*told.get("class", ()), *either, *told.get("datatype", ()), *told.get("hasValue", ()))]
    values += ["iri"] if "nodeKind" in told else []
    values += [form for o in told.get("pattern", ()) for start, form in _PATTERNS.items() if value(o).startswith(start)]
    among = tuple(value(o) for node in told.get("in", ()) for o in members(node, facts))
    unique = "uniqueLang" in told
    return Rule(0 if warns else least, most, least if warns else 0, unique, tuple(dict.fromkeys(values)), among)


def _joined(a: Rule, b: Rule) -> Rule:
    """What two rules of one property demand together."""
    return Rule(
        max(a.least, b.least),
        max(a.most, b.most),
        max(a.wanted, b.wanted),
        a.each_language or b.each_language,
        tuple(dict.fromkeys(a.values + b.values)),
        a.among + b.among,
    )

"""What the reference tells is what the files of the ontology say; its counts and examples are those of the graph."""

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from kg import diagrams, reference, store, usage
from kg.project import Project
from kg.reference import Reference, Rule
from kg.terms import ID, LC
from tests.test_ontology import PROPERTIES, TERMS, declared, read

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
TYPED = {"ObjectProperty": OWL.ObjectProperty, "DatatypeProperty": OWL.DatatypeProperty}


@pytest.fixture(scope="module")
def found() -> Reference:
    """The reference of the ontology as it stands."""
    return reference.read(ONTOLOGY)


def local(terms: set[rdflib.term.Node], base: str = LC) -> set[str]:
    """The ends of IRIs of ours."""
    return {str(term).removeprefix(base) for term in terms if str(term).startswith(base)}


def test_every_term_is_there_in_its_place(found: Reference) -> None:
    """Another parser finds the same classes, properties and concepts."""
    assert set(found.classes) == local(declared(TERMS, OWL.Class))
    assert set(found.properties) == local(declared(TERMS, *PROPERTIES))
    assert set(found.concepts) == local(declared(TERMS, SKOS.Concept), ID)
    assert {term.iri for term in found.reused.values()} == {
        str(term) for term in TERMS.subjects(RDFS.label) if not str(term).startswith(LC)
    }


def test_texts_are_those_of_the_ontology(found: Reference) -> None:
    """Each term has all its labels and definitions, language by language."""
    for term in found.terms.values():
        iri = rdflib.URIRef(term.iri)
        label = SKOS.prefLabel if term.kind == "concept" else RDFS.label
        note = SKOS.scopeNote if term.kind == "reused" else SKOS.definition
        for texts, predicate in ((term.labels, label), (term.definitions, note)):
            assert texts == {str(getattr(o, "language", "")): str(o) for o in TERMS.objects(iri, predicate)}, term.key
            assert {"en", "zh"} <= set(texts), term.key


def test_every_alignment_is_told_by_a_short_name(found: Reference) -> None:
    """Each relation to another vocabulary stands with its term, by a prefix and never by a bare address."""
    alignments = read("alignments/*.ttl")
    told = {(t.iri, link.iri) for t in found.terms.values() for link in t.links}
    theirs = {(str(s), str(o)) for s, p, o in alignments if p != RDF.type and str(s).startswith((LC, ID))}
    assert theirs <= told
    assert len(theirs) > 100
    assert not [link for t in found.terms.values() for link in t.links if "//" in link.name]


def test_a_tree_is_read_from_the_top(found: Reference) -> None:
    """What stands below follows what it stands under, and is named there."""
    for terms in (found.classes, found.concepts):
        order = list(terms)
        for term in terms.values():
            assert all(order.index(one) > order.index(term.key) for one in term.below)
            assert all(term.key in terms[one].above for one in term.below)
    assert found.classes["Library"].above == ("Institution",)
    assert "theme/joint-research" in found.concepts["theme/academic-exchange"].below


@pytest.mark.parametrize(
    ("kind", "key", "rule"),
    [
        ("Event", "startDate", Rule(most=1, values=("edtf",))),
        ("Event", "status", Rule(most=1, among=("held", "planned", "postponed", "cancelled"))),
        ("Event", "venue", Rule(values=("Institution", "Building"))),
        ("Event", "skos:prefLabel", Rule(each_language=True)),
        ("Participation", "participant", Rule(least=1, most=1, values=("Person", "Institution"))),
        ("Contribution", "contributor", Rule(wanted=1, values=("Person", "Institution"))),
        ("Disagreement", "claim", Rule(least=2, values=("Claim",))),
        ("Country", "countryCode", Rule(least=1, most=1, values=("iso3166",))),
        ("Role", "skos:inScheme", Rule(values=("scheme-role",))),
        ("Source", "schema:url", Rule(least=1, most=1, values=("iri",))),
    ],
)
def test_demands_are_those_of_the_shapes(found: Reference, kind: str, key: str, rule: Rule) -> None:
    """How many, of what kind, from which words, of a warning only a wish."""
    assert found.classes[kind].uses[key] == rule


def test_domains_and_ranges_are_told_with_each_class_of_a_union(found: Reference) -> None:
    """A union is told as its members; where nothing is said of a range, the shapes say it."""
    assert found.properties["participatedIn"].domain == ("Person", "Institution")
    assert found.properties["venue"].range == ("Institution", "Building")
    assert found.properties["observed"].range == ("xsd:integer",)
    assert found.properties["preferredClaim"].above == ("claim",)
    assert (found.properties["agreement"].inverse, found.properties["signature"].inverse) == (
        ("signature",),
        ("agreement",),
    )
    assert found.properties["cooperatedWith"].inverse == ("cooperatedWith",)
    assert {k for k, t in found.properties.items() if "derived" in t.marks} == local(
        set(TERMS.subjects(rdflib.URIRef(f"{LC}derived"), rdflib.Literal("true", datatype=XSD.boolean)))
    )
    kinds = {k: t.kind for k, t in found.properties.items() if t.kind in TYPED}
    assert all((rdflib.URIRef(LC + key), RDF.type, TYPED[kind]) in TERMS for key, kind in kinds.items())


@pytest.mark.parametrize("diagram", diagrams.DIAGRAMS, ids=lambda diagram: diagram.name)
def test_a_diagram_says_nothing_but_the_ontology(found: Reference, diagram: diagrams.Diagram) -> None:
    """Each arrow leads from a class on which its property is used to what may be its value."""
    for start, key, end in diagram.sentences():
        if key == "rdfs:subClassOf":
            assert end in found.classes[start].above
            continue
        term = found.properties[key]
        classes = (start, *found.classes[start].above)
        assert {*term.domain, *term.uses} & {*classes}, key
        rules = [term.uses[one] for one in classes if one in term.uses]
        reached = {*term.range, *(kind for rule in rules for kind in rule.values)}
        things = reached & found.classes.keys()
        anything = end not in found.classes or "iri" in reached
        assert not things if anything else end in things, (start, key, end)


def test_counts_and_examples_are_those_of_the_graph(mini: Project, found: Reference) -> None:
    """Things by class, statements by property, and for a class the thing that most sources speak of."""
    graph = store.opened(mini)
    used = usage.of(graph)
    ask = f"PREFIX lc: <{LC}> SELECT "
    (events,) = graph.select(f"{ask} (COUNT(*) AS ?n) {{ ?x a lc:Event }}").rows
    (places,) = graph.select(f"{ask} (COUNT(*) AS ?n) {{ ?x a lc:Event ; lc:place ?place }}").rows
    best = graph.select(f"{ask} ?x (COUNT(?s) AS ?n) {{ ?x a lc:Event ; lc:statedIn ?s }} GROUP BY ?x ORDER BY ?n").rows
    example = usage.examples(graph, used, found, "en")["Event"]

    assert used.classes["Event"] == events[0]
    assert used.pairs["Event", "place"] == places[0]
    assert used.consensus["place"] > used.pairs["Event", "place"]
    assert example.sources == best[-1][1]
    assert (used.examples["Event"], best[-1][1]) in best
    assert example.name == used.examples["Event"].removeprefix(ID)
    assert example.facts
    assert set(example.facts) <= set(found.classes["Event"].uses)


def test_a_theme_counts_what_stands_below_it(mini: Project, found: Reference) -> None:
    """No theme has fewer things than one below it."""
    used = usage.of(store.opened(mini))
    assert sum(used.below.values()) > 0
    for term in found.concepts.values():
        assert all(used.below.get(one, 0) <= used.below.get(term.key, 0) for one in term.below)

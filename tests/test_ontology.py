"""The ontology is whole: every term is named, defined and used, every alignment is about a term of ours. Rules over
many terms give a list of the terms that break them, so that a failure names its cause."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
FILES = sorted(ONTOLOGY.rglob("*.ttl"))
LC = rdflib.Namespace("https://w3id.org/libcoop/ontology#")
LANGUAGES = ("en", "es", "fr", "ru", "zh")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
ALIGNING = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty, SKOS.closeMatch}
IN_CONTEXT = ("@id", "@reverse")

Term = rdflib.term.Node


def read(*patterns: str) -> rdflib.Graph:
    """One graph of some files of the ontology."""
    graph = rdflib.Graph()
    for pattern in patterns:
        for path in sorted(ONTOLOGY.glob(pattern)):
            graph.parse(path)
    return graph


CORE = read("libcoop.ttl")
TERMS = read("libcoop.ttl", "vocabularies/*.ttl")
SHAPES = read("shapes.ttl")


def declared(graph: rdflib.Graph, *kinds: rdflib.URIRef) -> set[Term]:
    """The terms that a graph declares to be of one of these kinds."""
    return {term for kind in kinds for term in graph.subjects(RDF.type, kind)}


def unnamed(graph: rdflib.Graph) -> Iterator[str]:
    """Our terms, roles and qualifiers that lack a label in a language, or a definition in English and Chinese."""
    ours = {term for term in declared(graph, OWL.Class, *PROPERTIES) if str(term).startswith(LC)}
    for term in ours | declared(graph, LC.Role, LC.Qualifier):
        label = RDFS.label if term in ours else SKOS.prefLabel
        for what, languages in ((label, LANGUAGES), (SKOS.definition, ("en", "zh"))):
            texts = [text for text in graph.objects(term, what) if isinstance(text, rdflib.Literal)]
            if sorted(text.language or "" for text in texts) != list(languages) or not all(map(str.strip, texts)):
                yield f"{term}: {what}"
        if not all(text.endswith((".", "。")) for text in map(str, graph.objects(term, SKOS.definition))):
            yield f"{term}: a definition is no sentence"


def in_context(context: dict[str, Any]) -> Iterator[rdflib.URIRef]:
    """The properties of other terms than ours and of ours that the keys of source files become."""
    prefixes = {key: value for key, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))}

    def of(terms: dict[str, Any]) -> Iterator[rdflib.URIRef]:
        for key, value in terms.items():
            if isinstance(value, dict) and "@context" in value:
                yield from of(value["@context"])
            elif not key.startswith("@") and key not in prefixes:
                names = [value] if isinstance(value, str) else [value[at] for at in IN_CONTEXT if at in value]
                for prefix, _, local in (text.partition(":") for text in names if not text.startswith("@")):
                    yield rdflib.URIRef(prefixes[prefix] + local)

    yield from of(context)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ONTOLOGY)))
def test_two_parsers_read_the_same(path: Path) -> None:
    """Each file is Turtle to a strict parser and to a widespread one, with as many statements."""
    strict = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    assert len({quad.triple for quad in strict}) == len(rdflib.Graph().parse(path)) > 0


def test_every_term_is_named_and_defined() -> None:
    """Labels in five languages, definitions in two."""
    assert list(unnamed(TERMS)) == []


@pytest.mark.parametrize(
    "term", [LC.Event, LC.place, LC.Poster, rdflib.URIRef("https://w3id.org/libcoop/id/role/host")]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_missing_definition_is_found(term: rdflib.URIRef, language: str) -> None:
    """The rule above looks at classes, properties, kinds and roles."""
    broken = rdflib.Graph() + TERMS
    for text in list(broken.objects(term, SKOS.definition)):
        if isinstance(text, rdflib.Literal) and text.language == language:
            broken.remove((term, SKOS.definition, text))
    assert list(unnamed(broken)) == [f"{term}: {SKOS.definition}"]


def test_a_type_is_never_a_concept() -> None:
    """What is a class or a property is no concept, and the other way round."""
    assert (
        declared(TERMS, OWL.Class, *PROPERTIES) & declared(TERMS, SKOS.Concept, LC.Theme, LC.Role, LC.Qualifier)
        == set()
    )


def test_top_kinds_are_disjoint_and_their_subclasses_are_not() -> None:
    """Every class that is below no other of ours stands in the one list of kinds that never meet."""
    below = {sub for sub, above in TERMS.subject_objects(RDFS.subClassOf) if str(above).startswith(LC)}
    tops = {term for term in declared(TERMS, OWL.Class) if str(term).startswith(LC)} - below
    (kinds,) = TERMS.objects(None, OWL.members)
    assert set(TERMS.items(kinds)) == tops
    assert list(TERMS.subject_objects(OWL.disjointWith)) == []


def test_sources_may_disagree() -> None:
    """Nothing turns two claims into a contradiction: no functional property, no cardinality, no range of values."""
    assert declared(TERMS, OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.Restriction) == set()
    assert [p for p in declared(TERMS, OWL.DatatypeProperty) if list(TERMS.objects(p, RDFS.range))] == []


def test_shared_properties_have_no_domain() -> None:
    """What several kinds share says nothing about the kind."""
    shared = "member title until since event theme place country role organizer note certainty statedIn institution"
    assert [p for p in shared.split() if list(TERMS.objects(LC[p], RDFS.domain))] == []


def test_relations_name_their_two_ends() -> None:
    """A generic network query finds both ends of each relation class, and they are relations between things."""
    ends = {
        c: [TERMS.value(c, end) for end in (LC.sourceEnd, LC.targetEnd)] for c in TERMS.subjects(LC.sourceEnd, None)
    }
    relations = "Agreement Contribution Membership Participation Position Project Signature"
    assert set(ends) == {LC[c] for c in relations.split()}
    assert {end for both in ends.values() for end in both} <= declared(CORE, OWL.ObjectProperty)


def test_every_key_is_a_declared_property_and_every_property_is_used() -> None:
    """The context speaks of declared properties; a property that no key, shape or rule uses is not kept."""
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]
    keys = set(in_context(context)) - {LC.Source}
    assert keys - declared(CORE, *PROPERTIES) == set()
    steering = {term for term in declared(CORE, OWL.AnnotationProperty) if (None, term, None) in TERMS}
    derived = set(CORE.subjects(LC.derived, rdflib.Literal(lexical_or_value=True)))
    constrained = set(SHAPES.objects(None, SH.path)) | set(SHAPES.objects(None, SH.lessThanOrEquals))
    schemes = {SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept, SKOS.closeMatch}
    assert declared(CORE, *PROPERTIES) - keys - constrained - derived - steering - schemes == set()


def test_alignments_are_about_terms_of_ours() -> None:
    """Each file relates known terms of ours to declared terms of others, and imports nothing."""
    ours = set(TERMS.subjects())
    for path in sorted(ONTOLOGY.glob("alignments/*.ttl")):
        graph = rdflib.Graph().parse(path)
        assert set(graph.predicates()) <= ALIGNING, path.name
        for term, relation, other in graph:
            if relation != RDF.type:
                assert term in ours, f"{path.name}: {term}"
            if relation not in (RDF.type, SKOS.closeMatch):
                assert (other, RDF.type, TERMS.value(term, RDF.type)) in graph, f"{path.name}: {other}"

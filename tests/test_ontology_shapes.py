"""The shapes speak: each in words, each able to find what breaks it, none about what a built graph does right, and all
of one mind with the reader of source files. The engine is pySHACL, which is strict about shapes as well."""

import re
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, XSD

from kg import dates, project
from kg.format import CHOICES

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
LC = rdflib.Namespace("https://w3id.org/libcoop/ontology#")
SHAPE = rdflib.Namespace("https://w3id.org/libcoop/shapes#")
SHAPES = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
CORE = rdflib.Graph().parse(ONTOLOGY / "libcoop.ttl")
NODES = sorted(SHAPES.subjects(RDF.type, SH.NodeShape), key=str)
RULES = sorted(SHAPES.subjects(RDF.type, SH.PropertyShape), key=str)

Term = rdflib.term.Node


def test_shapes_speak_plainly() -> None:
    """Each shape has one message; that of a rule says what is wrong and, after a colon, what to do."""
    assert [shape for shape in [*NODES, *RULES] if len(list(SHAPES.objects(shape, SH.message))) != 1] == []
    assert [rule for rule in RULES if ": " not in str(SHAPES.value(rule, SH.message))] == []
    assert {SHAPES.value(rule, SH.severity) for rule in RULES} == {SH.Violation, SH.Warning}
    assert {rule for shape in NODES for rule in SHAPES.objects(shape, SH.property)} == set(RULES)
    assert not {SH.sparql, SH.target, SH.rule, SH.js} & set(SHAPES.predicates()), "SHACL Core only"


def test_every_class_has_a_shape_and_every_rule_a_declared_property() -> None:
    """Shapes are named for their classes; none is left out, and none looks for what is not there."""
    core = {term for term in CORE.subjects(RDF.type, OWL.Class) if str(term).startswith(LC)}
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    properties = {term for kind in kinds for term in CORE.subjects(RDF.type, kind)}
    targets = dict(SHAPES.subject_objects(SH.targetClass))
    assert set(targets.values()) == core
    assert all(str(shape).removeprefix(SHAPE) == str(target).removeprefix(LC) for shape, target in targets.items())
    assert set(SHAPES.objects(None, SH.path)) <= properties | {RDFS.label}
    assert set(SHAPES.objects(None, SH["class"])) <= core


def wrong(rule: Term) -> list[tuple[Term, Term]]:
    """Statements about a thing that break a rule: none where something must be there, else a value that cannot do."""
    path = SHAPES.value(rule, SH.path)
    assert path is not None
    said = set(SHAPES.predicates(rule))
    if said & {SH.minCount, SH.hasValue}:
        return []
    if SH.lessThanOrEquals in said:
        days = [(path, "2024-02-01"), (SHAPES.value(rule, SH.lessThanOrEquals), "2024-01-31")]
        return [(p, rdflib.Literal(day, datatype=XSD.date)) for p, day in days if p is not None]
    if SH.uniqueLang in said:
        return [(path, rdflib.Literal(text, lang="en")) for text in ("One", "Two")]
    if said & {SH["class"], SH.datatype, SH.nodeKind, SH.pattern, SH["in"], SH["or"], SH.minInclusive}:
        return [(path, rdflib.Literal("neither"))]
    if SH.minLength in said and SH.maxCount not in said:
        return [(path, rdflib.Literal(""))]
    return [(path, rdflib.Literal(text)) for text in ("one", "two")]


def test_every_rule_is_able_to_complain() -> None:
    """For each class, and each rule of its shape, a thing that breaks the rule is named with the rule."""
    data, expected = rdflib.Graph(), set()
    for shape, target in SHAPES.subject_objects(SH.targetClass):
        for rule in SHAPES.objects(shape, SH.property):
            thing = rdflib.URIRef(f"https://example.org/{str(target).removeprefix(LC)}/{str(rule).removeprefix(SHAPE)}")
            data.add((thing, RDF.type, target))
            for predicate, value in wrong(rule):
                data.add((thing, predicate, value))
            expected.add((thing, rule))
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES)
    assert isinstance(report, rdflib.Graph)
    found = {(report.value(r, SH.focusNode), report.value(r, SH.sourceShape)) for r in report.subjects(SH.focusNode)}
    assert expected - found == set()
    assert SHAPE.Claim in {shape for _, shape in found}


def test_a_built_graph_breaks_no_rule(mini: project.Project) -> None:
    """What the build makes of invented sources is what the shapes ask for."""
    _, report, text = pyshacl.validate(rdflib.Graph().parse(mini.current / "kg.ttl"), shacl_graph=SHAPES)
    assert isinstance(report, rdflib.Graph)
    assert (None, SH.resultSeverity, SH.Violation) not in report, text


@pytest.mark.parametrize("form", "1994 1994-02 1994-02-28 1994? 1994-02~ 199X 1994/1996 1994-02-01/1994-03".split())
def test_shapes_and_reader_accept_a_date(form: str) -> None:
    """The forms of dates are the same to the shapes as to the reader."""
    assert dates.span(form)
    assert all(re.search(str(pattern), form) for pattern in patterns())


@pytest.mark.parametrize("form", ["94", "1994-13", "1994-00-01", "28.02.1994", "199X-01", "1994/", "May 1994", " 1994"])
def test_shapes_and_reader_refuse_a_date(form: str) -> None:
    """What is no date to the reader is none to the shapes."""
    with pytest.raises(ValueError):  # noqa: PT011 -- the value says it all
        dates.span(form)
    assert not any(re.search(str(pattern), form) for pattern in patterns())


def patterns() -> list[Term]:
    """The patterns of all rules about dates as sources give them."""
    paths = [LC.startDate, LC.endDate, LC.since, LC.until, LC.founded, LC.signedOn, DCTERMS.issued]
    found = [SHAPES.value(rule, SH.pattern) for path in paths for rule in SHAPES.subjects(SH.path, path)]
    assert len(found) == len(paths)
    return [pattern for pattern in found if pattern is not None]


@pytest.mark.parametrize(
    ("key", "path"), [("mode", LC.mode), ("status", LC.status), ("participants_known", LC.participantsKnown)]
)
def test_shapes_and_reader_offer_the_same_choice(key: str, path: rdflib.URIRef) -> None:
    """A word that the reader takes is one that the shapes take."""
    (rule,) = SHAPES.subjects(SH.path, path)
    choices = SHAPES.value(rule, SH["in"])
    assert choices is not None
    assert tuple(map(str, SHAPES.items(choices))) == CHOICES[key]

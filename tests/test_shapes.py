"""The SHACL engine finds what another engine finds: in good graphs nothing, in bad ones every fault of every rule."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, XSD, Graph, Literal, Namespace, Node, URIRef

from kg import dump, shapes
from kg.errors import KGError
from kg.project import Project
from kg.shapes import Violation

RULES = Path(__file__).parent.parent / "ontology" / "shapes.ttl"
LC = Namespace("https://w3id.org/libcoop/ontology#")
PLANTED = Namespace("https://w3id.org/libcoop/id/planted/")
Plant = Callable[[Graph, Node, Node, Node], None]


def consensus(project: Project) -> str:
    """The default graph of a build, as N-Triples."""
    return "".join(dump.lines(project, "ntriples"))


def oracle(text: str) -> list[Violation]:
    """What pySHACL finds in N-Triples, in the form of our findings."""
    data = Graph().parse(data=text, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(RULES))
    assert isinstance(report, Graph)
    return sorted(set(_violations(report)))


def _violations(report: Graph) -> Iterator[Violation]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        told = {str(p): o for p, o in report.predicate_objects(result)}
        focus, path, value, shape = (
            told[str(key)].n3() if str(key) in told else ""
            for key in (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape)
        )
        severity = str(told[str(SH.resultSeverity)]).removeprefix(str(SH))
        yield Violation(focus, path, value, str(told[str(SH.resultMessage)]), severity, shape)


def test_the_rules_are_well_formed() -> None:
    """Our engine says nothing of a rule that is none, so another judges them, by the shapes of SHACL itself."""
    assert pyshacl.validate(Graph(), shacl_graph=Graph().parse(RULES), meta_shacl=True)[0]


def test_a_rule_says_what_to_do() -> None:
    """Every rule has one message of the form 'what is wrong: what to do', and an identifier that opens its line."""
    rules = Graph().parse(RULES)
    lines = RULES.read_text("utf-8").splitlines()
    for rule in rules.subjects(RDF.type, SH.PropertyShape):
        (message,) = rules.objects(rule, SH.message)
        what, _, remedy = str(message).partition(": ")
        assert what, rule
        assert remedy, rule
        assert sum(line.startswith(f"shape:{str(rule).rpartition('#')[2]} a ") for line in lines) == 1, rule


def test_the_data_break_no_rule_for_either_engine(built: Project) -> None:
    """What our engine finds in the real graph (warnings at most), pySHACL finds."""
    text = consensus(built)
    found = shapes.violations(text, RULES)
    assert found == oracle(text)
    assert not [violation for violation in found if violation.severity == "Violation"]


def test_the_invented_data_break_the_same_rules_for_both_engines(mini: Project) -> None:
    """The same for the invented sources."""
    text = consensus(mini)
    assert shapes.violations(text, RULES) == oracle(text)


# One planted fault for each way in which each rule can be broken


def _none(graph: Graph, focus: Node, path: Node, _wanted: Node) -> None:
    graph.remove((focus, path, None))


def _too_many(graph: Graph, focus: Node, path: Node, wanted: Node) -> None:
    for number in range(int(str(wanted)) + 1):
        graph.add((focus, path, Literal(f"planted {number}")))


def _one_more(value: Callable[[str], Node]) -> Plant:
    def plant(graph: Graph, focus: Node, path: Node, wanted: Node) -> None:
        graph.add((focus, path, value(str(wanted))))

    return plant


def _two_in_english(graph: Graph, focus: Node, path: Node, _wanted: Node) -> None:
    graph.add((focus, path, Literal("planted", lang="en")))
    graph.add((focus, path, Literal("also planted", lang="en")))


def _after(graph: Graph, focus: Node, path: Node, wanted: Node) -> None:
    graph.set((focus, path, Literal("2001-01-02", datatype=XSD.date)))
    graph.set((focus, wanted, Literal("2001-01-01", datatype=XSD.date)))


def _in_both(graph: Graph, focus: Node, path: Node, wanted: Node) -> None:
    graph.add((focus, wanted, PLANTED.nothing))
    graph.add((focus, path, PLANTED.nothing))


def _neither(graph: Graph, focus: Node, _path: Node, _wanted: Node) -> None:
    graph.remove((focus, LC.valueText, None))
    graph.remove((focus, LC.valueNode, None))


PLANTS: dict[str, Plant] = {
    "class": _one_more(lambda _: PLANTED.nothing),
    "datatype": _one_more(lambda _: Literal("planted")),
    "disjoint": _in_both,
    "hasValue": _none,
    "in": _one_more(lambda _: Literal("planted")),
    "lessThanOrEquals": _after,
    "maxCount": _too_many,
    "maxInclusive": _one_more(lambda limit: Literal(int(limit) + 1)),
    "minCount": _none,
    "minInclusive": _one_more(lambda limit: Literal(int(limit) - 1)),
    "minLength": _one_more(lambda _: Literal("")),
    "nodeKind": _one_more(lambda _: Literal("planted")),
    "or": _one_more(lambda _: PLANTED.nothing),
    "pattern": _one_more(lambda _: Literal("planted, and no match")),
    "uniqueLang": _two_in_english,
    "xone": _neither,
}
NO_CONSTRAINT = {"message", "path", "property", "severity", "targetClass"}


def planted(good: Graph, rules: Graph) -> Iterator[tuple[URIRef, Node]]:
    """Plant every fault in a copy of some thing of the class that a rule speaks of; yield the copy and the rule."""
    for shape, target in sorted(rules.subject_objects(SH.targetClass), key=str):
        model = min(good.subjects(RDF.type, target), key=str, default=None)
        assert model, f"no {target} to plant faults in"
        about = list(good.predicate_objects(model))
        for rule in sorted({shape, *rules.objects(shape, SH.property)}, key=str):
            path = rules.value(rule, SH.path) or RDF.nil
            for key, wanted in sorted(rules.predicate_objects(rule), key=str):
                constraint = str(key).removeprefix(str(SH))
                if key == RDF.type or constraint in NO_CONSTRAINT:
                    continue
                copy = PLANTED["-".join([*(str(node).rpartition("#")[2] for node in (target, rule)), constraint])]
                for p, o in about:
                    good.add((copy, p, o))
                PLANTS[constraint](good, copy, path, wanted)
                yield copy, rule


def test_every_way_to_break_a_rule_is_found_by_both_engines(mini: Project) -> None:
    """A constraint without a plant fails here: it would be a rule that nobody has seen at work."""
    graph = Graph().parse(data=consensus(mini), format="nt")
    expected = list(planted(graph, Graph().parse(RULES)))
    text = "".join(sorted(graph.serialize(format="nt").splitlines(keepends=True)))
    found = shapes.violations(text, RULES)
    assert found == oracle(text)
    seen = {(violation.focus, violation.shape) for violation in found}
    assert not [(focus, rule) for focus, rule in expected if (focus.n3(), rule.n3()) not in seen]
    assert len(expected) > 200


def test_findings_come_in_the_same_order_from_a_file_and_from_a_text(mini: Project, tmp_path: Path) -> None:
    """Whatever the order of the statements."""
    graph = Graph().parse(data=consensus(mini), format="nt")
    list(planted(graph, Graph().parse(RULES)))
    lines = sorted(graph.serialize(format="nt").splitlines(keepends=True))
    (tmp_path / "planted.nt").write_text("".join(reversed(lines)), "utf-8")
    (tmp_path / "planted.ttl").write_text(graph.serialize(format="turtle"), "utf-8")
    found = shapes.violations("".join(lines), RULES)
    assert len(found) > 200
    assert (
        found == shapes.violations(tmp_path / "planted.nt", RULES) == shapes.violations(tmp_path / "planted.ttl", RULES)
    )


@pytest.mark.parametrize(
    ("rules", "words"),
    [("@prefix : <x:> . :a :b", "broken rules"), ("@prefix : <x:> . :a :b :c .", "there is no rule in it")],
)
def test_rules_that_are_none(rules: str, words: str, tmp_path: Path) -> None:
    """An engine without rules would call everything good."""
    path = tmp_path / "rules.ttl"
    path.write_text(rules, "utf-8")
    with pytest.raises(KGError, match=words) as told:
        shapes.violations("", path)
    assert str(told.value).startswith(str(path))


def test_a_broken_graph_is_an_error() -> None:
    """Not a graph without faults."""
    with pytest.raises(KGError, match="cannot be checked"):
        shapes.violations("<no triple", RULES)


def test_a_machine_without_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check says so, and does not pass."""
    monkeypatch.setitem(sys.modules, "shacl", None)
    with pytest.raises(KGError, match="no SHACL engine for this machine"):
        shapes.violations("", RULES)

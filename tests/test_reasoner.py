"""The ontology keeps its word to reasoners: HermiT, which owlready2 carries, finds it and the whole graph free of
contradiction, and finds a planted one. Dates and texts stay out: HermiT refuses xsd:date, and no term restricts them.
"""

import shutil
import subprocess
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg import project
from kg.terms import Triple, name, thing

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
TYPE = name("rdf:type")
IMPOSSIBLE = name("lc:Impossible")


class ContradictionError(Exception):
    """Nothing can be as the statements say."""


class Reasoner(NamedTuple):
    """Java, and the folder in which owlready2 keeps HermiT and Pellet."""

    java: str
    engines: Path

    def run(self, classes: str, arguments: Iterable[str]) -> str:
        """What a program says about an ontology; ContradictionError where it finds one."""
        paths = ":".join(str(self.engines / path) for path in classes.split(":"))
        command = [self.java, "-Xmx2000M", "-cp", paths, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        if "InconsistentOntologyException" in done.stderr:
            raise ContradictionError
        assert done.returncode == 0, done.stderr
        return done.stdout

    def impossible(self, document: Path) -> list[str]:
        """The classes that can have no members, as HermiT names them."""
        hermit = ["org.semanticweb.HermiT.cli.CommandLine", "-U", document.as_uri()]
        told = self.run("hermit:hermit/HermiT.jar", hermit).splitlines()
        return sorted(line.strip() for line in told[1:] if line.strip() != "owl:Nothing")

    def profile(self, document: Path) -> str:
        """The part of OWL 2 that a document keeps to, as Pellet names it."""
        told = self.run("pellet/*", ["pellet.Pellet", "info", document.as_uri()])
        return next(line.partition("=")[2].strip() for line in told.splitlines() if line.startswith("OWL Profile"))


@pytest.fixture(scope="module")
def reasoner() -> Reasoner:
    """HermiT and Pellet, where this machine can run them."""
    java, found = shutil.which("java"), find_spec("owlready2")
    if java is None:
        pytest.skip("no Java: `make tools` installs it on Debian")
    if found is None or found.origin is None:
        pytest.skip("owlready2 is not installed: `make test` brings it")
    return Reasoner(java, Path(found.origin).parent)


@lru_cache(maxsize=1)
def ontology() -> rdflib.Graph:
    """The core, the vocabularies and the alignments in one graph."""
    graph = rdflib.Graph()
    for pattern in ("libcoop.ttl", "vocabularies/*.ttl", "alignments/*.ttl"):
        for path in sorted(ONTOLOGY.glob(pattern)):
            graph.parse(path)
    return graph


def relations(statements: Iterable[Triple]) -> set[Triple]:
    """Of statements in the text of N-Triples, those that a reasoner can judge: what is of which class of the ontology,
    and what stands in which relation to what."""
    classes = {f"<{term}>" for term in ontology().subjects(RDF.type, OWL.Class)}
    properties = {f"<{term}>" for term in ontology().subjects(RDF.type, OWL.ObjectProperty)}
    return {
        (s, p, o) for s, p, o in statements if (o in classes if p == TYPE else p in properties and o.startswith("<"))
    }


def stated(graph: Path) -> set[Triple]:
    """Every statement of a file of N-Quads, in whatever graph, claims included."""
    quads = pyoxigraph.parse(path=str(graph), format=pyoxigraph.RdfFormat.N_QUADS)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def written(folder: Path, statements: Iterable[Triple]) -> Path:
    """A document that holds the ontology and some statements."""
    target = folder / "ontology.nt"
    said = "".join(f"{s} {p} {o} .\n" for s, p, o in sorted(statements))
    target.write_text(ontology().serialize(format="nt") + said, "utf-8")
    return target


def test_the_ontology_leaves_every_class_possible(reasoner: Reasoner, tmp_path: Path) -> None:
    """No class of ours is empty by definition, the alignments included."""
    assert reasoner.impossible(written(tmp_path, [])) == []


def test_an_impossible_class_is_found(reasoner: Reasoner, tmp_path: Path) -> None:
    """A class below two kinds that never meet is named."""
    planted = [(IMPOSSIBLE, TYPE, name("owl:Class"))]
    planted += [(IMPOSSIBLE, f"<{RDFS.subClassOf}>", name(above)) for above in ("lc:Congress", "lc:Building")]
    (found,) = reasoner.impossible(written(tmp_path, planted))
    assert "Impossible" in found


def test_the_graph_holds_no_contradiction(reasoner: Reasoner, tmp_path: Path, built: project.Project) -> None:
    """All relations that all sources claim, and all that follows from them, can be true together."""
    found = relations(stated(built.current / "kg.nq"))
    kinds = {o for _, p, o in found if p == TYPE}
    assert {name("lc:Congress"), name("lc:Delegation"), name("lc:Position"), name("lc:Theme")} <= kinds
    assert reasoner.impossible(written(tmp_path, found)) == []


CONTRADICTIONS: dict[str, list[Triple]] = {
    "an institution that is an event": [
        (thing("institution", "a"), TYPE, name("lc:NationalLibrary")),
        (thing("institution", "a"), TYPE, name("lc:Forum")),
    ],
    "a person who hosts an event": [
        (thing("event", "a"), name("lc:host"), thing("person", "b")),
        (thing("person", "b"), TYPE, name("lc:Person")),
    ],
    "an agreement with a project": [
        (thing("agreement", "a"), name("lc:party"), thing("project", "b")),
        (thing("project", "b"), TYPE, name("lc:Network")),
    ],
    "a series as a part of an event": [
        (thing("series", "a"), TYPE, name("lc:EventSeries")),
        (thing("series", "a"), name("lc:partOf"), thing("event", "b")),
    ],
    "a role as a theme": [
        (thing("event", "a"), name("lc:theme"), thing("role", "host")),
    ],
}


@pytest.mark.parametrize("planted", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_is_found(reasoner: Reasoner, tmp_path: Path, planted: list[Triple]) -> None:
    """Kinds that never meet are kept apart, through types and through what a relation says of its ends."""
    assert relations(planted) == set(planted)
    with pytest.raises(ContradictionError):
        reasoner.impossible(written(tmp_path, planted))


def test_a_contradiction_in_the_graph_is_found(reasoner: Reasoner, tmp_path: Path, built: project.Project) -> None:
    """One wrong type among all that the sources say does not pass."""
    found = relations(stated(built.current / "kg.nq"))
    host = min(o for _, p, o in found if p == name("lc:host"))
    with pytest.raises(ContradictionError):
        reasoner.impossible(written(tmp_path, found | {(host, TYPE, name("lc:Event"))}))


def test_what_exact_match_makes_a_concept_is_no_contradiction(reasoner: Reasoner, tmp_path: Path) -> None:
    """Software that takes whatever has a skos:exactMatch for a concept may do so with institutions and places."""
    concept = f"<{SKOS.Concept}>"
    said = [(thing("institution", "a"), TYPE, kind) for kind in (name("lc:Library"), concept)]
    said += [(thing("place", "sg"), TYPE, kind) for kind in (name("lc:City"), name("lc:Country"), concept)]
    assert reasoner.impossible(written(tmp_path, said)) == []


def test_the_graph_keeps_to_owl_2_dl(reasoner: Reasoner, tmp_path: Path, built: project.Project) -> None:
    """The ontology with the relations of the graph is an OWL 2 DL ontology."""
    found = relations(stated(built.current / "kg.nq"))
    assert reasoner.profile(written(tmp_path, found)) == "OWL 2 DL"


@pytest.mark.parametrize(
    "planted",
    [
        (thing("event", "a"), "<https://example.org/undeclared>", thing("event", "b")),
        (name("lc:place"), TYPE, name("owl:DatatypeProperty")),
    ],
    ids=["a property that is not declared", "a property of two kinds"],
)
def test_what_leaves_owl_2_dl_is_found(reasoner: Reasoner, tmp_path: Path, planted: Triple) -> None:
    """What a reasoner could not handle shows in the profile."""
    assert reasoner.profile(written(tmp_path, [planted])) == "OWL 2"

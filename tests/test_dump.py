"""Exports of the graph: every statement goes into every syntax that can hold it, and comes back out of it the same."""

import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg import dump, rdf
from kg.errors import KGError
from kg.project import Project
from kg.terms import PREFIXES, literal
from tests.writing import quad

SYNTAXES = list(rdf.FORMATS)
TRIPLES = ("turtle", "ntriples", "rdfxml")
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt11",
    "rdfxml": "xml",
    "trig": "trig",
    "nquads": "nquads",
    "jsonld": "json-ld",
}
RAPPER = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml", "nquads": "nquads"}
Quads = set[tuple[str, str, str, str]]
# rdflib's parsers use what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:rdflib", "ignore:.*is deprecated:DeprecationWarning"
)


@pytest.fixture(scope="module", params=SYNTAXES)
def syntax(request: pytest.FixtureRequest) -> str:
    """The name of a syntax."""
    return str(request.param)


def exported(project: Project, syntax: str, *, consensus_graph: bool = False) -> str:
    """The graph of a project in a syntax."""
    return dump.written(dump.lines(project, syntax, consensus_graph=consensus_graph), syntax)


def expected(project: Project, syntax: str) -> Quads:
    """The statements of ``kg.nq`` that a syntax can hold."""
    with (project.current / "kg.nq").open(encoding="utf-8") as lines:
        quads = {quad(line) for line in lines}
    return quads if syntax in dump.DATASETS else {one for one in quads if not one[3]}


def by_oxigraph(text: str, syntax: str) -> Quads:
    """The statements that Oxigraph reads."""
    found = pyoxigraph.parse(text, format=rdf.FORMATS[syntax])
    return {tuple(_term(term) for term in (q.subject, q.predicate, q.object, q.graph_name)) for q in found}  # type: ignore[misc]


def by_rdflib(text: str, syntax: str) -> Quads:
    """The statements that rdflib reads, without a change to any literal."""
    graph = rdflib.Dataset()
    graph.parse(data=text, format=RDFLIB[syntax])
    default = str(graph.default_graph.identifier)
    return {
        (_term(s), _term(p), _term(o), "" if not g or str(g) == default else _term(g)) for s, p, o, g in graph.quads()
    }


def _term(term: object) -> str:
    """A term of either library as kg.nq writes it."""
    if isinstance(term, rdflib.Literal):
        return literal(str(term), term.language or "", str(term.datatype or ""))
    if isinstance(term, pyoxigraph.Literal):
        datatype = term.datatype.value
        return literal(
            term.value, term.language or "", "" if datatype.endswith(("#string", "#langString")) else datatype
        )
    if isinstance(term, pyoxigraph.DefaultGraph):
        return ""
    return str(term) if isinstance(term, pyoxigraph.NamedNode) else f"<{term}>"


def difference(one: Quads, other: Quads) -> str:
    """The first statements that only one side has."""
    return "\n".join(
        f"{sign} {' '.join(q)}" for sign, left in (("-", one - other), ("+", other - one)) for q in sorted(left)[:5]
    )


@pytest.mark.parametrize("reader", [by_oxigraph, by_rdflib])
def test_what_is_exported_is_read_back(mini: Project, syntax: str, reader: object) -> None:
    """Two libraries read the very statements of kg.nq, odd letters and all, from each syntax."""
    assert callable(reader)
    found, wanted = reader(exported(mini, syntax), syntax), expected(mini, syntax)
    assert found == wanted, difference(wanted, found)
    assert len(wanted) > 1000


def test_no_statement_of_the_real_graph_is_lost(built: Project, syntax: str) -> None:
    """Counts in equal counts out, for the whole graph in each syntax."""
    found, wanted = by_oxigraph(exported(built, syntax), syntax), expected(built, syntax)
    assert found == wanted, difference(wanted, found)


@pytest.mark.parametrize("syntax", RAPPER)
def test_rapper_reads_what_is_exported(mini: Project, syntax: str, tmp_path: Path) -> None:
    """A third reader, which shares no code with the others, counts the same statements and complains of nothing."""
    if not shutil.which("rapper"):
        pytest.skip("rapper is not installed (make tools)")
    path = tmp_path / "export"
    path.write_text(exported(mini, syntax), "utf-8")
    command = ["rapper", "-q", "-i", RAPPER[syntax], "-o", "ntriples", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(set(done.stdout.splitlines())) == len({one[:3] for one in expected(mini, syntax)})


def test_two_runs_write_the_same_bytes(mini: Project, syntax: str) -> None:
    """Each process has its own hash seed and its own order of prefixes; the file is the same."""
    code = "import sys; from kg import dump, project; from pathlib import Path\n"
    code += "here = project.find()._replace(build=Path(sys.argv[1]))\n"
    code += "print(dump.written(dump.lines(here, sys.argv[2]), sys.argv[2]), end='')"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(mini.build), syntax],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2", "3")
    ]
    assert runs[0] == runs[1] == runs[2] == exported(mini, syntax).encode()


def test_nquads_is_the_graph_itself(mini: Project) -> None:
    """The export as N-Quads is kg.nq, byte for byte; as N-Triples it is its default graph."""
    assert exported(mini, "nquads").encode() == (mini.current / "kg.nq").read_bytes()
    assert exported(mini, "ntriples").count("\n") == len(expected(mini, "ntriples"))


@pytest.mark.parametrize(("file", "syntax"), [("kg.ttl", "turtle"), ("kg.trig", "trig")])
def test_the_files_of_a_build_hold_the_graph(built: Project, file: str, syntax: str) -> None:
    """kg.ttl holds the consensus and kg.trig everything."""
    found, wanted = by_oxigraph((built.current / file).read_text("utf-8"), syntax), expected(built, syntax)
    assert found == wanted, difference(wanted, found)


@pytest.mark.parametrize("file", ["kg.ttl", "kg.trig"])
def test_pretty_files_declare_all_prefixes_in_order(built: Project, file: str) -> None:
    """Whoever opens the file reads short names, declared at its head in the order of the alphabet."""
    lines = (built.current / file).read_text("utf-8").splitlines()
    head = [line for line in lines if line.startswith("@prefix")]
    assert head == sorted(head) == lines[: len(head)]
    assert {line.split()[1].rstrip(":") for line in head} >= set(PREFIXES)


@pytest.mark.parametrize("syntax", dump.DATASETS)
def test_the_consensus_may_have_a_graph_of_its_own(mini: Project, syntax: str) -> None:
    """For stores that query the union of all graphs: nothing is left in the default graph, and nothing lost."""
    found = by_oxigraph(exported(mini, syntax, consensus_graph=True), syntax)
    assert found == {(s, p, o, g or dump.CONSENSUS) for s, p, o, g in expected(mini, syntax)}


@pytest.mark.parametrize("syntax", TRIPLES)
def test_without_named_graphs_there_is_none_for_the_consensus(mini: Project, syntax: str) -> None:
    """Turtle has no place for a graph's name, and says so."""
    with pytest.raises(KGError, match="no named graphs"):
        exported(mini, syntax, consensus_graph=True)


@pytest.mark.parametrize("syntax", TRIPLES)
def test_claims_never_stand_as_facts(mini: Project, syntax: str) -> None:
    """A syntax without named graphs holds the consensus alone: no rejected value, no note of one source."""
    text = exported(mini, syntax)
    assert "Lys for alle" in text
    assert "by boat" not in text


def test_a_broken_graph_is_not_exported(mini: Project, tmp_path: Path) -> None:
    """A line that is no N-Quads stops the export with the file's name."""
    shutil.copytree(mini.current, tmp_path / "current")
    with (tmp_path / "current" / "kg.nq").open("a", encoding="utf-8") as file:
        file.write("<http://a> <http://b> broken .\n")
    with pytest.raises(KGError, match=r"kg\.nq"):
        exported(mini._replace(build=tmp_path), "nquads")

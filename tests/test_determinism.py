"""The same sources make the same bytes wherever, whenever and in whichever order they are read, and those bytes say
the same to every reader of RDF; ``kg.ttl`` alone says who says what."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import yaml

from kg import store
from kg.project import Project

ROOT = Path(__file__).resolve().parent.parent
ARTEFACTS = ("kg.nq", "kg.ttl", "kg.trig")
SEED = "zhejiang-library-2023-international-academic-exchange"
LC = rdflib.Namespace("https://w3id.org/libcoop/ontology#")
ID = rdflib.Namespace("https://w3id.org/libcoop/id/")
Reader = Callable[[Path, rdflib.Graph], int]
# Section of a source file -> kind of thing in the ids.
KINDS = {
    "institutions": "institution",
    "people": "person",
    "series": "series",
    "events": "event",
    "agreements": "agreement",
    "projects": "project",
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same checkout in another place, its sources in other folders, built by a process of another kind."""
    copy = tmp_path_factory.mktemp("else where")
    for folder in ("kg", "ontology", "queries", "data"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for number, path in enumerate(sorted((copy / "data" / "sources").rglob("*.yaml"), reverse=True)):
        other = copy / "data" / "sources" / f"z{number % 7}" / f"y{number % 3}"
        other.mkdir(parents=True, exist_ok=True)
        path.rename(other / path.name)
    settings = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", "import os; os.umask(0o077); from kg.cli import main; main()", "build"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("KG_", "LANG", "PYTHON"))}
    done = subprocess.run(
        command, cwd=copy, env={**environment, **settings}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return copy / "build"


@pytest.mark.parametrize("file", ARTEFACTS)
def test_other_circumstances_make_the_same_bytes(built: Project, elsewhere: Path, file: str) -> None:
    """Another folder, other collections, another order, hash seed, time zone, locale and mask of rights."""
    assert (elsewhere / file).read_bytes() == (built.current / file).read_bytes()


def test_the_manifest_names_the_same_graph(built: Project, elsewhere: Path) -> None:
    """The digest of kg.nq is the identity of the graph; what went in has the same digest too."""
    one, other = store.manifest(built), store.manifest(built._replace(build=elsewhere))
    for key in ("sha256", "inputs", "statements", "versions"):
        assert one[key] == other[key]


def test_the_graph_holds_no_blank_node_and_each_line_once(built: Project) -> None:
    """Sorted lines, each ending in a full stop: two graphs are compared by comparing files."""
    lines = (built.current / "kg.nq").read_text("utf-8").split("\n")
    assert lines.pop() == ""
    assert lines == sorted(set(lines))
    assert not [line for line in lines if not line.startswith("<") or not line.endswith(" .") or " _:" in line]


@pytest.fixture(scope="module")
def turtle(built: Project) -> rdflib.Graph:
    """kg.ttl alone, as rdflib reads it."""
    return rdflib.Graph().parse(data=(built.current / "kg.ttl").read_bytes(), format="turtle")


def in_rdflib(_path: Path, turtle: rdflib.Graph) -> int:
    """How many statements rdflib finds."""
    return len(turtle)


def in_pyoxigraph(path: Path, _turtle: rdflib.Graph) -> int:
    """How many statements Oxigraph finds."""
    return sum(1 for _ in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))


def in_rapper(path: Path, _turtle: rdflib.Graph) -> int:
    """How many statements Raptor finds."""
    if not shutil.which("rapper"):
        pytest.skip("rapper is not here: make tools")
    done = subprocess.run(["rapper", "-c", "-i", "turtle", path], capture_output=True, text=True, check=True)
    return int(done.stderr.split("returned ")[1].split()[0])


@pytest.mark.parametrize("reader", [in_rdflib, in_pyoxigraph, in_rapper])
def test_every_reader_finds_as_many_statements(built: Project, turtle: rdflib.Graph, reader: Reader) -> None:
    """As many as the default graph has lines in kg.nq, and as the manifest says."""
    quads = pyoxigraph.parse(path=str(built.current / "kg.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    expected = sum(1 for quad in quads if isinstance(quad.graph_name, pyoxigraph.DefaultGraph))
    assert reader(built.current / "kg.ttl", turtle) == expected
    assert store.manifest(built)["statements"]["default"] == expected


def things_of(source: Path) -> Iterator[rdflib.URIRef]:
    """The things that a source file describes by an id of their own."""
    content = yaml.load(source.read_text("utf-8"), Loader=yaml.CBaseLoader)
    for section, kind in KINDS.items():
        yield from (ID[f"{kind}/{key}"] for key in content.get(section, {}))


def test_each_thing_of_the_seed_says_who_states_it(built: Project, turtle: rdflib.Graph) -> None:
    """By lc:statedIn, in kg.ttl itself; the nodes that have no id of their own say it too."""
    (path,) = built.sources.rglob(f"{SEED}.yaml")
    source, things = ID[f"source/{SEED}"], set(things_of(path))
    assert {ID["event/wlic-2023"], ID["event/china-russia-library-forum-2023"]} <= things
    assert [thing for thing in things if (thing, LC.statedIn, source) not in turtle] == []
    claims = pyoxigraph.parse(path=str(built.current / "kg.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    said = {quad.subject for quad in claims if str(quad.graph_name) == f"<{source}>"}
    assert len(said) > len(things)
    assert [s for s in said if (rdflib.URIRef(s.value), LC.statedIn, source) not in turtle] == []


def test_the_days_of_the_moscow_forum_are_told_by_both_sides(turtle: rdflib.Graph) -> None:
    """24 to 26 July says the seed, 24 to 25 July say others: the start stands, and the ends name their sources."""
    forum = ID["event/china-russia-library-forum-2023"]
    assert [str(o) for o in turtle.objects(forum, LC.startDate)] == ["2023-07-24"]
    (found,) = [
        node
        for node in turtle.subjects(LC.about, forum)
        if (node, rdflib.RDF.type, LC.Disagreement) in turtle and (node, LC.onProperty, LC.endDate) in turtle
    ]
    told = {
        str(turtle.value(claim, LC.valueText)): {str(s).rpartition("/")[2] for s in turtle.objects(claim, LC.statedIn)}
        for claim in turtle.objects(found, LC.claim)
    }
    assert told["2023-07-26"] == {SEED}
    assert "ryazan-library-2023-first-russian-chinese-library-forum" in told["2023-07-25"]
    assert set(told) == {"2023-07-25", "2023-07-26"}
    (preferred,) = turtle.objects(found, LC.preferredClaim)
    assert [str(o) for o in turtle.objects(forum, LC.endDate)] == [str(turtle.value(preferred, LC.valueText))]
    assert turtle.value(found, LC.reason) is not None

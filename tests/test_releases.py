"""A release: whole, the same bytes each time, described by true counts and digests, and loadable by others' tools."""

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from rdflib.term import Node

from kg import build, description, dump, project, releases, store
from kg.project import Project
from kg.terms import LC
from tests.running import complaint, kg
from tests.writing import quad

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
HERE = rdflib.URIRef("https://w3id.org/libcoop/id/graph/libcoop")
DATE = "2031-05-28"
NEWEST = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?date { ?source a lc:Source ; dcterms:issued ?date } ORDER BY DESC(STR(?date)) LIMIT 1
"""
TOP = {
    *("kg.ttl", "kg.trig", "kg.nq.gz", "kg-consensus.nq", "void.ttl", "ro-crate-metadata.json"),
    *("SHA256SUMS", "CHANGELOG.md", "LICENSE-DATA", "ontology", "ontology.en.html", "ontology.zh.html"),
}


@pytest.fixture(scope="module")
def release(mini: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with a date; not to be changed."""
    return releases.release(mini, tmp_path_factory.mktemp("releases") / "dated", DATE)


@pytest.fixture(scope="module")
def described(release: Path) -> rdflib.Graph:
    """The description, read where it lies."""
    return rdflib.Graph().parse(release / "void.ttl", publicID=f"{release.as_uri()}/void.ttl")


def content(folder: Path) -> dict[str, bytes]:
    """Each file of a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def crate(folder: Path) -> dict[str, dict[str, Any]]:
    """The entities of the crate by their ids."""
    graph = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    found = {entity["@id"]: entity for entity in graph}
    assert len(found) == len(graph)
    return found


def number(graph: rdflib.Graph, about: Node, predicate: rdflib.URIRef) -> int:
    """The one number that a graph gives."""
    (found,) = graph.objects(about, predicate)
    return int(str(found))


def test_a_release_is_whole(mini: Project, release: Path) -> None:
    """All that is promised is there, the ontology as it stands in the project, and nothing else."""
    assert {path.name for path in release.iterdir()} == TOP
    ours = {str(p.relative_to(mini.ontology)): p.read_bytes() for p in mini.ontology.rglob("*.ttl")}
    assert content(release / "ontology") == ours
    assert (release / "CHANGELOG.md").read_bytes() == (mini.ontology.parent / "CHANGELOG.md").read_bytes()
    assert list(release.parent.iterdir()) == [release]


def test_the_graph_is_the_build(mini: Project, release: Path) -> None:
    """Turtle and TriG are the files of the build, the packed N-Quads its graph, byte for byte."""
    assert gzip.decompress((release / "kg.nq.gz").read_bytes()) == (mini.current / "kg.nq").read_bytes()
    for file in ("kg.ttl", "kg.trig"):
        assert (release / file).read_bytes() == (mini.current / file).read_bytes()


def test_the_packed_graph_names_no_time_and_no_file(release: Path) -> None:
    """The head of the gzip file holds neither (RFC 1952: flags, and four bytes of time)."""
    head = (release / "kg.nq.gz").read_bytes()[:8]
    assert head[:3] == b"\x1f\x8b\x08"
    assert head[3:] == bytes(5)


def test_the_consensus_graph_holds_all(mini: Project, release: Path) -> None:
    """Nothing is in the default graph, nothing lost, and the lines are sorted and unique."""
    lines = (release / "kg-consensus.nq").read_text("utf-8").splitlines(keepends=True)
    assert lines == sorted(set(lines))
    with (mini.current / "kg.nq").open(encoding="utf-8") as file:
        whole = [quad(line) for line in file]
    assert {quad(line) for line in lines} == {(s, p, o, g or dump.CONSENSUS) for s, p, o, g in whole}


def test_each_run_writes_the_same_bytes(mini: Project, tmp_path: Path) -> None:
    """Processes with other hash seeds make the same release, file for file; its date is that of the newest source."""
    code = "import sys; from pathlib import Path; from kg import project, releases\n"
    code += "releases.release(project.find(sys.argv[1], sys.argv[2]), Path(sys.argv[3]))"
    for seed in ("1", "2"):
        words = [sys.executable, "-c", code, str(mini.data), str(mini.build), str(tmp_path / seed)]
        subprocess.run(words, check=True, env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"})
    one, other = content(tmp_path / "1"), content(tmp_path / "2")
    assert one == other
    text = one["void.ttl"].decode()
    issued = rdflib.Graph().parse(data=text, publicID="file:///").value(HERE, rdflib.DCTERMS.issued)
    (newest,) = store.opened(mini).select(NEWEST).rows[0]
    assert str(issued) == newest
    assert crate(tmp_path / "1")["./"]["datePublished"] == newest


def test_sha256sum_finds_all_well(release: Path, tmp_path: Path) -> None:
    """The foreign program agrees with every digest, every other file has one, and a changed byte is found."""
    sums = (release / "SHA256SUMS").read_text("utf-8").splitlines()
    assert {line.split("  ", 1)[1] for line in sums} == {*content(release)} - {"SHA256SUMS"}
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not installed")
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=release, check=False).returncode == 0
    spoilt = shutil.copytree(release, tmp_path / "spoilt")
    (spoilt / "kg.ttl").write_bytes((release / "kg.ttl").read_bytes()[:-1])
    assert subprocess.run(command, cwd=spoilt, check=False, capture_output=True).returncode == 1


def test_counts_are_those_of_the_graph(mini: Project, described: rdflib.Graph) -> None:
    """The numbers by class and by property, and in all, are what a query of the consensus counts."""
    engine = store.opened(mini)
    for kind, unit, counted in (
        ("class", VOID.entities, "SELECT ?of (COUNT(*) AS ?n) { ?x a ?of } GROUP BY ?of"),
        ("property", VOID.triples, "SELECT ?of (COUNT(*) AS ?n) { ?x ?of ?y } GROUP BY ?of"),
    ):
        told = {
            str(described.value(part, VOID[kind])): number(described, part, unit)
            for part in described.objects(HERE, VOID[f"{kind}Partition"])
        }
        assert told == {str(of): n for of, n in engine.select(counted).rows}
        assert f"{LC}Meeting" in told or kind == "property"
    whole = engine.select("SELECT (COUNT(DISTINCT ?x) AS ?s) (COUNT(*) AS ?n) { ?x ?p ?y }").rows[0]
    predicates = (VOID.distinctSubjects, VOID.triples)
    assert tuple(number(described, HERE, p) for p in predicates) == whole


def test_the_description_names_the_dataset(mini: Project, described: rdflib.Graph) -> None:
    """Title in two languages, licence, the day that was given, and the digest that is the graph's identity."""
    titles = {t.language for t in described.objects(HERE, rdflib.DCTERMS.title) if isinstance(t, rdflib.Literal)}
    assert titles == {"en", "zh"}
    assert described.value(HERE, rdflib.DCTERMS.license) == rdflib.URIRef(description.LICENCE)
    assert described.value(HERE, rdflib.DCTERMS.issued) == rdflib.Literal(DATE, datatype=rdflib.XSD.date)
    identity = f"sha256:{hashlib.sha256((mini.current / 'kg.nq').read_bytes()).hexdigest()}"
    assert str(described.value(HERE, rdflib.DCTERMS.identifier)) == identity


def test_the_description_leads_to_the_files(release: Path, described: rdflib.Graph) -> None:
    """Each distribution is a file beside the description, with its size and its digest."""
    found = Counter[str]()
    for one in described.objects(HERE, DCAT.distribution):
        address = str(described.value(one, DCAT.downloadURL, any=False))
        path = release / address.removeprefix(f"{release.as_uri()}/")
        digest = described.value(described.value(one, SPDX.checksum), SPDX.checksumValue)
        assert digest is not None
        assert str(digest) == hashlib.sha256(path.read_bytes()).hexdigest()
        assert str(described.value(one, DCAT.byteSize)) == str(path.stat().st_size)
        assert (HERE, VOID.dataDump, rdflib.URIRef(address)) in described
        found[path.name] += 1
    assert found == Counter(["kg.ttl", "kg.trig", "kg.nq.gz", "kg-consensus.nq"])


def test_the_description_is_turtle_to_others(release: Path, described: rdflib.Graph) -> None:
    """A second reader finds as many statements."""
    base = f"{release.as_uri()}/void.ttl"
    read = pyoxigraph.parse(path=str(release / "void.ttl"), format=pyoxigraph.RdfFormat.TURTLE, base_iri=base)
    assert len({*read}) == len(described)


def test_the_crate_is_one(release: Path) -> None:
    """What RO-Crate 1.1 requires of the descriptor and of the root: types, name, description, licence and day."""
    entities = crate(release)
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root["@type"] == "Dataset"
    assert root["datePublished"] == DATE
    assert root["license"]["@id"] in entities
    assert all(isinstance(root[key], str) and root[key] for key in ("name", "description", "version", "identifier"))


def test_the_crate_describes_each_file(release: Path) -> None:
    """Every file but the crate's own is a part, told once, with its size and a type."""
    entities, files = crate(release), content(release)
    parts = [part["@id"] for part in entities["./"]["hasPart"]]
    assert sorted(parts) == sorted(files.keys() - {"ro-crate-metadata.json"})
    for part in parts:
        about = entities[part]
        assert about["@type"] == "File"
        assert about["name"]
        assert "/" in about["encodingFormat"]
        assert part == "SHA256SUMS" or about["contentSize"] == str(len(files[part]))


def test_without_any_date_one_is_asked_for(mini: Project, tmp_path: Path) -> None:
    """A graph whose sources have no date gets none that nobody gave."""
    source = tmp_path / "data" / "sources" / "plain.yaml"
    source.parent.mkdir(parents=True)
    (tmp_path / "data" / "authority").mkdir()
    shutil.copyfile(mini.data / "authority" / "countries.csv", tmp_path / "data" / "authority" / "countries.csv")
    source.write_text("source:\n  url: https://example.org/\n  title: Plain\n  publisher: Nobody\n  language: en\n")
    found = project.find(data=str(tmp_path / "data"))
    build.build(found)
    assert "--date" in complaint(found, "release", "-o", str(tmp_path / "new"))
    releases.release(found, tmp_path / "dated", DATE)
    assert crate(tmp_path / "dated")["./"]["datePublished"] == DATE


def test_the_command_makes_a_folder_and_names_it(mini: Project, tmp_path: Path) -> None:
    """Standard output stays empty; what can be mended is one line."""
    folder = tmp_path / "new"
    done = kg(mini, "release", "-o", str(folder))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [str(folder)]
    assert "is there already" in complaint(mini, "release", "-o", str(folder))

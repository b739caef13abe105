"""The tables of coverage: each has its form, two engines agree on it, and what goes into the graph is counted once."""

import csv
import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg import coverage, store
from kg.project import Project, find
from kg.tables import Iri, Text
from kg.terms import short
from tests.tallying import GAPS, TABLES, rows, total
from tests.writing import quad

NAMES = [one.name for one in TABLES]
Quad = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def quads(mini: Project) -> list[Quad]:
    """The statements of the invented sources, as they stand in ``kg.nq``."""
    with (mini.current / "kg.nq").open(encoding="utf-8") as lines:
        return [quad(line) for line in lines]


@pytest.fixture(scope="module")
def peer(mini: Project) -> rdflib.Dataset:
    """The same in another engine."""
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=(mini.current / "kg.nq").read_text("utf-8"), format="nquads")
    return dataset


def files(project: Project) -> list[Path]:
    """All source files."""
    return sorted(project.sources.rglob("*.yaml"))


def kind(term: str) -> str:
    """The kind of one of our things; nothing for the default graph."""
    return short(term).partition("/")[0] if term else ""


@pytest.mark.parametrize("name", NAMES)
def test_header(name: str) -> None:
    """Two titles, a sentence that says what is counted or missing, a place in the order, and which of the two it is."""
    text = coverage.table(find(), name).sparql
    said = dict(re.findall(r"^#\+ (\w+): (.+)$", text, re.MULTILINE))
    assert list(said)[:4] == ["title", "description", "order", "shows"]
    assert list(json.loads(said["title"])) == ["en", "zh"]
    assert re.search("[一-鿿]", json.loads(said["title"])["zh"])
    assert said["description"].endswith(".")
    assert said["shows"] in ("numbers", "gaps")
    assert said.get("summary", "no") == "no"


@pytest.mark.parametrize("name", NAMES)
def test_form(name: str) -> None:
    """A screenful with an order at its end, after which rows can be left out; no prefix too many."""
    text = coverage.table(find(), name).sparql
    assert len(text.splitlines()) <= 45
    assert text.splitlines()[-1].startswith("ORDER BY ")
    assert not re.search(r"SELECT \*|\bYEAR\(|GROUP_CONCAT|SAMPLE|GRAPH \S+ \{[^}]*(SELECT|MINUS|VALUES)", text)
    declared = re.findall(r"^PREFIX (\w+):", text, re.MULTILINE)
    assert declared == sorted(set(re.findall(r"(?<![\w:])(\w+):\w", re.sub(r"#\+.*|<[^>]*>|\"[^\"]*\"", "", text))))


def test_the_order_is_that_of_the_headers() -> None:
    """Numbers first, each table in a place of its own."""
    places = [int(re.findall(r"#\+ order: (\d+)", one.sparql)[0]) for one in TABLES]
    assert places == sorted(set(places))
    assert [one.name for one in TABLES][-len(GAPS) :] == GAPS


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_engines_agree(name: str, mini: Project, peer: rdflib.Dataset) -> None:
    """The same rows in the same order from rdflib; and the question is SPARQL without the project's lists as well."""
    asked = coverage.table(mini, name)
    question = coverage.sparql(asked, coverage.lists(mini))
    ours, theirs = store.opened(mini).select(question), peer.query(question)
    assert [str(column) for column in theirs.vars or ()] == ours.columns
    assert list(plain(theirs)) == [tuple(map(typed, row)) for row in ours.rows]
    assert store.opened(mini).select(asked.sparql).columns == ours.columns


def plain(found: rdflib.query.Result) -> Iterator[tuple[Any, ...]]:
    """The rows of rdflib's answer, each value as :func:`typed` shows one of ours."""
    for row in found:
        assert isinstance(row, tuple)
        yield tuple(map(_plain, row))


def _plain(term: Any) -> Any:
    if isinstance(term, rdflib.Literal):
        found = term.toPython()
        return (
            float(found) if term.datatype and term.datatype != rdflib.XSD.string else (term.language or "", str(term))
        )
    return None if term is None else ("iri", str(term))


def typed(given: Any) -> Any:
    """A value of ours with what sets it apart from its like."""
    if given is None or isinstance(given, (int, float)):
        return given
    return ("iri" if isinstance(given, Iri) else given.language if isinstance(given, Text) else "", str(given))


@pytest.mark.parametrize(
    "name", ["sources-by-collection", "sources-by-language", "sources-by-publisher", "sources-by-year"]
)
def test_every_source_and_every_fact_is_counted_once(mini: Project, name: str) -> None:
    """However sources are grouped, their sum is that of the build."""
    assert total(mini, name, "facts") == store.manifest(mini)["statements"]["claims"]
    assert total(mini, name, "sources") == len(files(mini))


def test_facts_by_source_are_the_statements_of_its_graph(mini: Project, quads: list[Quad]) -> None:
    """Each source is in one collection, the folder of its file, and has as many facts as its graph has statements."""
    facts = Counter(short(graph).partition("/")[2] for _, _, _, graph in quads if kind(graph) == "source")
    found = {row["slug"]: (row["collection"], int(row["facts"])) for row in rows(mini, "facts-by-source")}
    assert len(rows(mini, "facts-by-source")) == len(files(mini))
    assert found == {path.stem: (path.parent.name, facts[path.stem]) for path in files(mini)}


def test_a_source_whose_file_is_gone_still_counts(mini: Project, tmp_path: Path) -> None:
    """The graph is the one that was built; where the file was, no one can say."""
    shutil.copytree(mini.data, tmp_path / "data")
    moved = mini._replace(data=tmp_path / "data")
    gone, *_ = files(moved)
    gone.unlink()
    (tmp_path / "data" / "sources" / "No Source.yaml").touch()
    assert total(moved, "sources-by-collection", "sources") == len(files(mini))
    assert [row["slug"] for row in rows(moved, "facts-by-source") if not row["collection"]] == [gone.stem]


def test_support_is_that_of_the_statements(mini: Project, quads: list[Quad]) -> None:
    """Each statement of the consensus that sources make is counted once, with one of them or with several."""
    agreed = {statement[:3] for statement in quads if not statement[3]}
    stated = Counter(said[:3] for said in quads if kind(said[3]) == "source" and said[:3] in agreed)
    several = sum(number > 1 for number in stated.values())
    assert several
    (row,) = rows(mini, "facts-by-support")
    assert [int(row[k]) for k in ("facts", "one_source", "several_sources")] == [
        len(stated),
        len(stated) - several,
        several,
    ]
    assert float(row["percent_several"]) == pytest.approx(100 * several / len(stated), abs=0.05)


def test_things_are_those_that_sources_describe(mini: Project, quads: list[Quad]) -> None:
    """By kind, with one source or several."""
    sources = defaultdict(set)
    for thing, predicate, source, graph in quads:
        if short(predicate) == "lc:statedIn" and not graph and kind(thing) not in ("claim", "disagreement"):
            sources[thing].add(source)
    expected = Counter((kind(thing), len(said) > 1) for thing, said in sources.items())
    found = {row["kind"]: (int(row["one_source"]), int(row["several_sources"])) for row in rows(mini, "things-by-kind")}
    assert found == {one: (expected[one, False], expected[one, True]) for one, _ in expected}
    lonely = {thing for thing, said in sources.items() if len(said) == 1}
    asked = {"institution", "person", "event", "series", "agreement", "project"}
    listed = {row["thing"] for row in rows(mini, "things-with-one-source")}
    assert listed == {thing.strip("<>") for thing in lonely if kind(thing) in asked}


def test_merged_ids_are_told(mini: Project) -> None:
    """One row of ``same.csv``: there was one person more before."""
    (found,) = [row for row in rows(mini, "ids-merged") if row["kind"] == "person"]
    (known,) = [row for row in rows(mini, "things-by-kind") if row["kind"] == "person"]
    assert found == {
        "kind": "person",
        "before": str(int(known["things"]) + 1),
        "merged": "1",
        "after": known["things"],
    }


def test_every_event_says_how_far_its_participants_are_known(mini: Project, quads: list[Quad]) -> None:
    """What a source says of it, else unknown, which is marked as derived."""
    (events,) = [int(row["things"]) for row in rows(mini, "things-by-kind") if row["kind"] == "event"]
    assert total(mini, "participants-known", "events") == events
    said = {s: (value, graph) for s, p, value, graph in quads if short(p) == "lc:participantsKnown" and graph}
    assert len(said) == events
    assert {value for value, graph in said.values() if kind(graph) == "source"} == {'"partial"'}
    assert {value for value, graph in said.values() if kind(graph) == "graph"} == {'"unknown"'}


def test_countries_are_seen_or_never_seen(mini: Project) -> None:
    """Each code of the table is in one list, and in one only."""
    with (mini.data / "authority" / "countries.csv").open(encoding="utf-8") as table:
        codes = [row["code"] for row in csv.DictReader(table)]
    seen = {row["code"] for row in rows(mini, "facts-by-country")}
    assert {"NO", "FJ"} <= seen
    assert sorted([*seen, *(row["code"] for row in rows(mini, "countries-never-seen"))]) == sorted(codes)

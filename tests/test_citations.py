"""``kg cite``: what is cited can be asked again, by a citation that other programs read, whatever names hold."""

import csv
import hashlib
import json
import re
from pathlib import Path

import pytest

from kg import bibliography, citations, store
from kg.citations import Request
from kg.project import Project
from tests.citing import FORUM, HOSTILE
from tests.running import answer, kg

SPARQL = "PREFIX lc: <https://w3id.org/libcoop/ontology#>\nSELECT ?e ?w { ?e a lc:Event BIND ($words AS ?w) }"


def written(project: Project, folder: Path, *words: str) -> Path:
    """A file with what ``kg cite`` prints for these words."""
    path = folder / "citation"
    path.write_text(answer(project, "cite", *words), "utf-8")
    return path


def test_a_thing_is_cited_with_release_and_sources(built: Project) -> None:
    """The name, the version and digest of the release, and digests of what was asked and answered."""
    found = citations.cited(built, Request(FORUM, None, {}))
    text = bibliography.sentence(found)
    manifest = store.manifest(built)
    assert found.digests.release == hashlib.sha256((built.current / "kg.nq").read_bytes()).hexdigest()
    assert f"version {manifest['versions']['libcoop']}" in text
    assert text.startswith("LibCoop contributors. “First Russian-Chinese Library Forum”")
    assert text.endswith("Ask again: kg cite event/china-russia-library-forum-2023\n")
    assert all(digest in text for digest in found.digests)
    assert text.count("\n") == 1


def test_sources_of_a_thing_are_those_that_its_page_names(built: Project) -> None:
    """``kg show`` and ``kg cite`` name the same documents."""
    page = answer(built, "show", FORUM).partition("\nSources\n")[2]
    shown = set(re.findall(r"https?://\S+$", page, re.M))
    cited = set(re.findall(r"https?://\S+$", answer(built, "cite", FORUM, "--format", "sources"), re.M))
    assert len(shown) > 3
    assert cited == shown


def test_sources_of_an_answer_are_those_that_it_names(built: Project) -> None:
    """Where rows name their sources, these are cited and no others."""
    words = ["disagreements", "-p", f"thing={FORUM}"]
    rows = csv.DictReader(answer(built, "query", *words, "--format", "csv").splitlines())
    named = {row["source"].rpartition("/id/")[2] for row in rows}
    listed = answer(built, "cite", *words, "--format", "sources").splitlines()
    assert {one.split()[0] for one in listed} == named
    assert len(named) == 3


def test_sources_of_an_answer_without_them_are_those_of_its_things(mini: Project) -> None:
    """Every source that states something in the rows, each once; the words tell how many where they are many."""
    text = answer(
        mini, "cite", "-e", "SELECT ?p { ?p a <https://w3id.org/libcoop/ontology#Person> }", "--format", "sources"
    )
    ((expected,),) = (
        store.opened(mini)
        .select(
            "PREFIX lc: <https://w3id.org/libcoop/ontology#>"
            "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?p a lc:Person ; lc:statedIn ?s }"
        )
        .rows
    )
    assert len(text.splitlines()) == expected
    assert len({*text.splitlines()}) == expected


def test_a_long_list_is_told_by_its_command(built: Project) -> None:
    """The command that stands in the citation lists as many sources as the citation says."""
    text = answer(built, "cite", "who-met-whom")
    found = re.search(r"names: (\d+), listed by kg (cite .*? --format sources)\.", text)
    assert found
    assert len(answer(built, *found[2].split()).splitlines()) == int(found[1]) > 5


@pytest.mark.parametrize("form", bibliography.FORMATS)
def test_the_same_is_cited_by_the_same_bytes(built: Project, form: str) -> None:
    """No date of today, no chance: in every format the citation of a release is always the same."""
    words = ["cite", "disagreements", "-p", f"thing={FORUM}", "--format", form]
    assert answer(built, *words) == answer(built, *words)


@pytest.mark.parametrize("words", ["灯岛图书馆", "Lanternøy bibliotek", "library-of-lantern-isle"])
def test_a_citation_keeps_the_id_whatever_name_was_asked(mini: Project, words: str) -> None:
    """By any name the same thing gives the same citation, as a parameter too."""
    expected = answer(mini, "cite", "institution/library-of-lantern-isle")
    assert answer(mini, "cite", words) == expected
    text = answer(mini, "cite", "who-met-whom", "-p", f"institution={words}")
    assert "(institution: Library of Lantern Isle)" in text
    assert text.endswith(" -p institution=institution/library-of-lantern-isle\n")


def test_defaults_are_written_out(built: Project) -> None:
    """A question asked with its defaults names them, so that it is the same when they change."""
    assert " -p institution=institution/" in answer(built, "cite", "who-met-whom")


@pytest.mark.parametrize("form", ["sentence", "csl-json"])
@pytest.mark.parametrize("words", [["ada-wick"], ["who-met-whom", "-p", "institution=Lantern Library"], ["place/no"]])
def test_a_citation_verifies(mini: Project, tmp_path: Path, form: str, words: list[str]) -> None:
    """Asked again on the same graph, release, query and answer are the same, a line each."""
    path = written(mini, tmp_path, *words, "--format", form)
    assert answer(mini, "cite", "--verify", str(path)) == "release: same\nquery: same\nanswer: same\n"


def test_a_citation_that_went_through_another_program_verifies(mini: Project, tmp_path: Path) -> None:
    """Without the part that is ours alone the note is enough; a sentence may be broken into lines."""
    path = written(mini, tmp_path, "who-met-whom", "-p", "institution=Lantern Library", "--format", "csl-json")
    (item,) = json.loads(path.read_text("utf-8"))
    del item["custom"]
    path.write_text(json.dumps(item), "utf-8")
    assert answer(mini, "cite", "--verify", str(path)).count(": same\n") == 3
    path = written(mini, tmp_path, "ada-wick")
    path.write_text(path.read_text("utf-8").replace(" ", "\n"), "utf-8")
    assert answer(mini, "cite", "--verify", str(path)).count(": same\n") == 3


@pytest.mark.parametrize("form", ["sentence", "csl-json"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_citation_verifies_whatever_is_asked(mini: Project, tmp_path: Path, form: str, text: str) -> None:
    """A query of the user's own, and a parameter with any signs, come back as they were."""
    asked = '#+ parameters: {"words": {"type": "text"}}\n' + SPARQL
    path = written(mini, tmp_path, "-e", asked, "-p", f"words={text}", "--format", form)
    assert answer(mini, "cite", "--verify", str(path)).count(": same\n") == 3


def test_a_question_from_a_file_or_standard_input_is_cited(mini: Project, tmp_path: Path) -> None:
    """The same query has the same digests wherever it comes from, and can be asked again."""
    path = tmp_path / "own.rq"
    path.write_text("#+ title: {}\nSELECT ?p { ?p a <https://w3id.org/libcoop/ontology#Person> }\n", "utf-8")
    text = path.read_text("utf-8")
    ways = [
        answer(mini, "cite", str(path), "--format", "csl-json"),
        answer(mini, "cite", "-e", text, "--format", "csl-json"),
        answer(mini, "cite", "-", "--format", "csl-json", stdin=text),
    ]
    digests = [json.loads(way)[0]["custom"]["sha256"] for way in ways]
    assert digests[0] == digests[1] == digests[2]
    for way in ways:
        (tmp_path / "c.json").write_text(way, "utf-8")
        assert answer(mini, "cite", "--verify", str(tmp_path / "c.json")).count("same") == 3


def test_csl_json_holds_the_query_of_its_digest(built: Project) -> None:
    """Whoever has no program of ours can ask the SPARQL that stands there, and check its digest."""
    ((item),) = json.loads(answer(built, "cite", "disagreements", "-p", f"thing={FORUM}", "--format", "csl-json"))
    about = item["custom"]
    assert hashlib.sha256(about["sparql"].encode()).hexdigest() == about["sha256"]["query"]
    table = store.opened(built).select(about["sparql"])
    assert hashlib.sha256(citations.canonical(table).encode()).hexdigest() == about["sha256"]["answer"]
    assert len(table.rows) == about["rows"] == 3


def test_an_answer_may_come_with_its_citation(mini: Project) -> None:
    """``kg query --cite`` puts on standard error what ``kg cite`` prints, and leaves the answer as it is."""
    query = "SELECT ?p { ?p a <https://w3id.org/libcoop/ontology#Person> }"
    for words, stdin in (
        (["who-met-whom", "-p", "institution=Lantern Library"], None),
        (["-e", query], None),
        (["-"], query),
    ):
        done = kg(mini, "query", *words, "--cite", stdin=stdin)
        assert done.stdout == answer(mini, "query", *words, stdin=stdin)
        assert done.stderr == answer(mini, "cite", *words, stdin=stdin)


def test_another_graph_is_told(mini: Project, built: Project, tmp_path: Path) -> None:
    """On other data release and answer differ, the query does not; the exit code is 1."""
    asked = "SELECT ?e { ?e a <https://w3id.org/libcoop/ontology#Event> }"
    done = kg(built, "cite", "--verify", str(written(mini, tmp_path, "-e", asked)))
    release, query, rows = done.stdout.splitlines()
    assert done.exit_code == 1
    assert query == "query: same"
    assert re.fullmatch(r"release: different, was [0-9a-f]{64}, is [0-9a-f]{64}", release)
    assert rows.startswith("answer: different, was ")


def test_another_question_is_told(mini: Project, tmp_path: Path) -> None:
    """A file that was changed after it was cited asks something else; its title is no part of it."""
    path = tmp_path / "own.rq"
    query = "SELECT ?p { ?p a <https://w3id.org/libcoop/ontology#Person> }\n"
    path.write_text(query, "utf-8")
    before = written(mini, tmp_path, str(path))
    path.write_text('#+ title: {"en": "People"}\n' + query, "utf-8")
    assert answer(mini, "cite", "--verify", str(before)).count("same") == 3
    path.write_text(query.replace("Person", "Event"), "utf-8")
    done = kg(mini, "cite", "--verify", str(before))
    assert [one.partition(",")[0] for one in done.stdout.splitlines()] == [
        "release: same",
        "query: different",
        "answer: different",
    ]
    assert done.exit_code == 1

"""Differences between two graphs: every fact told, by name and source, and a patch that makes the one of the other."""

import csv
import gzip
import io
import shutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg import build, differences, dump, project, releases
from kg.project import Project
from kg.terms import ID, language, value
from tests.conftest import MINI
from tests.running import answer, complaint, kg
from tests.writing import VOCABULARY, quad

REEF, UNION = "rivers/reef-courier-2001-island-meeting", "rivers/union-2003-announcement"
# What a curator changes: file, what stood there, what stands there now.
EDITS = (
    (REEF, "attendees: 38", "attendees: 39"),
    (UNION, "Tour of the Keepers", "Journey of the Keepers"),
    (UNION, "start: 2003-06-09", "start: 2003-06-08"),
    (UNION, "    historical_country: Dominion of Reefs\n", ""),
)
TOUR, SECOND = "event/keepers-tour-2003", "event/meeting-of-island-libraries-2003"
NEAR = "source/union-2003-announcement"
SENTENCES = (
    f"{TOUR}: name @en Tour of the Keepers → Journey of the Keepers ({NEAR})\n",
    f"{SECOND}: start date 2003-06-09 → 2003-06-08 ({NEAR})\n",
)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The graph of the same sources after some edits; not to be changed."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copytree(MINI, folder / "data")
    for file, old, new in EDITS:
        path = folder / "data" / "sources" / f"{file}.yaml"
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
    found = project.find(str(folder / "data"))
    build.build(found)
    return found


def lines(graph: Project) -> set[str]:
    """The lines of a graph."""
    return {*(graph.current / "kg.nq").read_text("utf-8").splitlines(keepends=True)}


def patched(old: set[str], patch: str) -> set[str]:
    """The lines after the deletions and additions of a patch, each of which must be possible."""
    start, *rows, end = patch.splitlines(keepends=True)
    assert (start, end) == ("TX .\n", "TC .\n")
    now = set(old)
    for row in rows:
        sign, line = row[:2], row[2:]
        assert sign in ("A ", "D ")
        assert (line in now) == (sign == "D ")
        now ^= {line}
    return now


def test_a_change_is_told_in_a_sentence(mini: Project, changed: Project) -> None:
    """Thing, property, what was, what is, and the source."""
    text = answer(mini, "diff", str(mini.build), str(changed.build))
    assert [line for line in SENTENCES if line not in text.splitlines(keepends=True)] == []
    assert f"{SECOND}: {_label('historicalCountry')} removed: Dominion of Reefs ({NEAR})\n" in text


def _label(term: str) -> str:
    return VOCABULARY.labels[f"<https://w3id.org/libcoop/ontology#{term}>"]["en"]


def test_what_is_not_preferred_is_told_as_a_disagreement(mini: Project, changed: Project) -> None:
    """The number of guests that lost changes no fact of the event, but the record of the disagreement."""
    told = answer(mini, "diff", str(mini.build), str(changed.build)).splitlines()
    about = [line for line in told if "attendees" in line]
    assert about
    assert all(line.startswith("disagreement/") for line in about)


def test_a_derived_fact_says_so(mini: Project, changed: Project) -> None:
    """A label that is made of names follows them; the table says who made it."""
    derived = [row for row in _table(mini, changed) if row["sources"] == "derived"]
    assert derived
    assert all(row["after"] or row["before"] for row in derived)


def test_the_patch_makes_the_new_graph_of_the_old(mini: Project, changed: Project) -> None:
    """Applied to the one, line by line, it gives the other; the other way round, too."""
    there = answer(mini, "diff", str(mini.build), str(changed.build), "--format", "patch")
    assert patched(lines(mini), there) == lines(changed) != lines(mini)
    back = answer(mini, "diff", str(changed.build), str(mini.build), "--format", "patch")
    assert patched(lines(changed), back) == lines(mini)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore:.*is deprecated:DeprecationWarning")
def test_a_foreign_program_applies_the_patch(mini: Project, changed: Project) -> None:
    """What rdflib reads of the patch into the old graph makes it the new one."""
    found, wanted = rdflib.Dataset(), rdflib.Dataset()
    found.parse(mini.current / "kg.nq", format="nquads")
    wanted.parse(changed.current / "kg.nq", format="nquads")
    assert {*found.quads()} != {*wanted.quads()}
    found.parse(data=answer(mini, "diff", str(mini.build), str(changed.build), "--format", "patch"), format="patch")
    assert {*found.quads()} == {*wanted.quads()}


def test_the_table_is_the_whole_difference_of_the_consensus(mini: Project, changed: Project) -> None:
    """Taking out what was and putting in what is, row by row, makes the new consensus of the old."""
    now = _consensus(mini)
    for row in _table(mini, changed):
        fact = (row["thing"], row["property"], row["language"])
        assert (
            row["change"]
            == {(1, 1): "changed", (1, 0): "removed", (0, 1): "added"}[bool(row["before"]), bool(row["after"])]
        )
        now -= {(*fact, row["before"])}
        now |= {(*fact, row["after"])} if row["after"] else set()
    assert now == _consensus(changed)


def _table(one: Project, other: Project) -> list[dict[str, str]]:
    text = answer(one, "diff", str(one.build), str(other.build), "--format", "csv")
    return list(csv.DictReader(io.StringIO(text)))


def _consensus(graph: Project) -> set[tuple[str, str, str, str]]:
    quads = [quad(line) for line in lines(graph)]
    return {(value(s), value(p), language(o), value(o)) for s, p, o, g in quads if not g}


def test_counts_are_those_of_the_rows(mini: Project, changed: Project) -> None:
    """The line on standard error counts what standard output lists."""
    words = ("diff", str(mini.build), str(changed.build), "--format")
    rows = [row["change"] for row in _table(mini, changed)]
    counts = ", ".join(f"facts {kind}: {rows.count(kind)}" for kind in ("added", "removed", "changed"))
    assert kg(mini, *words, "csv").stderr == f"{counts}\n"
    done = kg(mini, *words, "text")
    left = len(rows) - len(done.stdout.splitlines())
    assert left > 0
    assert done.stderr == f"{counts}, in CSV only: {left}\n"
    done = kg(mini, *words, "patch")
    signs = [row[0] for row in done.stdout.splitlines()]
    assert done.stderr == f"statements added: {signs.count('A')}, statements removed: {signs.count('D')}\n"


def test_a_graph_is_a_release_a_build_or_a_file(mini: Project, changed: Project, tmp_path: Path) -> None:
    """All forms of one graph are the same: no difference between them, and the same one to another."""
    release = releases.release(mini, tmp_path / "release")
    forms = [release, release / "kg.nq.gz", mini.build, mini.current, mini.current / "kg.nq"]
    found = {answer(mini, "diff", str(form), str(changed.build), "--format", "patch") for form in forms}
    assert len(found) == 1
    assert [answer(mini, "diff", str(form), str(release)) for form in forms] == [""] * len(forms)
    assert answer(mini, "diff", str(release / "kg-consensus.nq"), str(release), "--format", "csv").count("\n") == 1


def test_questions_with_another_answer_are_named(mini: Project, changed: Project, tmp_path: Path) -> None:
    """Only those whose rows differ, with how many came and went; their order does not count."""
    head = "PREFIX lc: <https://w3id.org/libcoop/ontology#>\n"
    (tmp_path / "starts.rq").write_text(f"{head}SELECT ?x ?day {{ ?x a lc:Event ; lc:startDate ?day }}", "utf-8")
    (tmp_path / "parties.rq").write_text(f"{head}SELECT ?x ?party {{ ?x lc:party ?party }}", "utf-8")
    asked = '#+ parameters: {"thing": {"type": "event", "default": "Journey of the Keepers"}}\n'
    (tmp_path / "tour.rq").write_text(f"{asked}{head}SELECT ?p {{ ?p lc:event $thing }}", "utf-8")
    text, counts = differences.questions(mini.build, changed.build, tmp_path)
    assert text == "starts: rows added: 1, removed: 1\ntour: rows added: 1, removed: 0\n"
    assert counts == {"questions with another answer": 2}
    assert differences.questions(mini.build, mini.build, tmp_path)[0] == ""


def test_the_command_compares_the_questions_of_the_project(mini: Project, changed: Project, tmp_path: Path) -> None:
    """A changed disagreement changes the answer to who disagrees; a packed release can be asked as well."""
    release = releases.release(mini, tmp_path / "release")
    text = answer(mini, "diff", str(release), str(changed.build), "--questions")
    assert "disagreements: rows added: 1, removed: 1\n" in text
    done = kg(mini, "diff", str(release), str(mini.build), "--questions", "--format", "csv")
    assert (done.exit_code, done.stdout) == (2, "")


_SUBJECTS = st.sampled_from(["a", "a-b", "a/b", "ab", "é", "图", "😀"])
_GRAPHS = st.sets(st.builds("<{}> <p> <{}> .\n".format, _SUBJECTS, _SUBJECTS))


@given(_GRAPHS, _GRAPHS)
def test_merging_finds_what_sets_find(one: set[str], other: set[str]) -> None:
    """Whatever the names, thing by thing gives the difference of the whole, each thing once."""
    found = list(differences.by_thing(sorted(one), sorted(other)))
    assert [subject for subject, _, _ in found] == sorted({subject for subject, _, _ in found})
    assert {line for _, before, _ in found for line in before} >= one - other
    assert patched(one, "".join(differences.patch(iter(found)))) == other


def _many(number: int) -> Iterator[str]:
    return (f"<{ID}event/{n:07d}> <p> <o{n % 3}> .\n" for n in range(number))


def test_memory_holds_one_thing_at_a_time() -> None:
    """Two graphs of more than a megabyte each are compared in a tenth of one."""
    tracemalloc.start()
    try:
        assert sum(1 for _ in differences.by_thing(_many(20_000), _many(19_999))) == 1
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


def test_lines_in_another_order_are_refused(mini: Project, tmp_path: Path) -> None:
    """A dump of some store is not merged into nonsense: the line is named, and how to sort."""
    path = tmp_path / "kg.nq"
    path.write_text("".join(sorted(lines(mini), reverse=True)), "utf-8")
    assert f"{path}:2: the lines are not sorted" in complaint(mini, "diff", str(path), str(mini.build))


@pytest.mark.parametrize("cut", [5, 200, -9])
def test_a_cut_release_is_refused(mini: Project, tmp_path: Path, cut: int) -> None:
    """A packed file that is not whole is told, never compared as a shorter graph."""
    path = tmp_path / "kg.nq.gz"
    path.write_bytes(gzip.compress((mini.current / "kg.nq").read_bytes())[:cut])
    assert "cannot be read" in complaint(mini, "diff", str(path), str(mini.build))


def test_a_broken_line_is_refused(mini: Project, tmp_path: Path) -> None:
    """What is no N-Quads is named."""
    path = tmp_path / "kg.nq"
    path.write_text("<http://a> <http://b> broken .\n", "utf-8")
    assert "is no line of N-Quads" in complaint(mini, "diff", str(path), str(mini.build))


def test_a_folder_without_a_graph_is_refused(mini: Project, tmp_path: Path) -> None:
    """The forms that would do are named."""
    assert "there is no graph" in complaint(mini, "diff", str(tmp_path), str(mini.build))


def test_consensus_in_a_graph_of_its_own_is_consensus(mini: Project) -> None:
    """Facts of kg-consensus.nq are compared as facts, not as claims."""
    named = sorted(dump.lines(mini, "nquads", consensus_graph=True))
    plain = sorted(dump.lines(mini, "nquads"))
    found = list(differences.by_thing(plain, named))
    assert found
    assert not list(differences.changes(found))

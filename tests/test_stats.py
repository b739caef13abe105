"""``kg stats`` and docs/coverage.md: a gap names the files that can fill it, the summary is short and soon there,
and the page is the one that the data make."""

import json
import re
import resource
import shutil
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest

from kg import build, checks, coverage, store
from kg.project import Project
from kg.terms import short
from tests.running import answer, complaint
from tests.tallying import GAPS, TABLES, rows
from tests.writing import page

PAGE = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"
EMPTY = """
events:
  dated: {name: {en: Dated}, type: Meeting, start: 2020, country: NO, participants: [
    {person: ada, role: speaker}, {person: bo, role: speaker},
    {person: cy, role: speaker}, {person: cy, role: chair, for: east-library}]}
  online: {name: {en: Online}, type: Meeting, mode: online}
  bare: {name: {en: Bare}, type: Meeting}
agreements:
  signed: {type: Declaration, parties: [east-library, west-library], signed: 2020}
  unsigned: {type: Declaration, parties: [east-library, west-library]}
"""
TWO_POSTS = """\
  cy:
    name: {en: Cy}
    positions: [{institution: east-library, title: Head}, {institution: west-library, title: Head}]
"""
LACKING = {
    "events-without-place": {"event/bare"},
    "events-without-date": {"event/bare", "event/online"},
    "agreements-without-date": {"agreement/unsigned"},
    "institutions-without-country": {"institution/south-museum"},
    "institutions-without-identifier": {
        f"institution/{one}" for one in ("east-library", "west-library", "south-museum")
    },
    "cities-without-coordinates": {"place/cn-hangzhou", "place/ru-moscow"},
    "people-for-no-institution": {f"participation/dated--{one}--speaker" for one in ("bo", "cy")},
    "sources-without-date": {"source/undated"},
}


def test_a_gap_is_listed_until_it_is_filled(mini: Project, tmp_path: Path) -> None:
    """What lacks something is there, each thing with its file; what has it is not."""
    shutil.copytree(mini.data / "authority", tmp_path / "data" / "authority")
    for table in ("places.csv", "identifiers.csv"):
        (tmp_path / "data" / "authority" / table).unlink(missing_ok=True)
    file = tmp_path / "data" / "sources" / "pages" / "undated.yaml"
    file.parent.mkdir(parents=True)
    text = page(EMPTY, stem="undated").replace("published: 2020-06-01, ", "")
    file.write_text(text.replace("series:\n", f"{TWO_POSTS}series:\n"), "utf-8")
    project = mini._replace(data=tmp_path / "data", build=tmp_path / "build")
    build.build(project)
    for name, things in LACKING.items():
        found = rows(project, name)
        assert {short(f"<{row['thing']}>") for row in found} == things, name
        assert {row["file"] for row in found} == {"data/sources/pages/undated.yaml"}, name
    posts = {row["thing"].rpartition("/")[2]: row["posts"] for row in rows(project, "people-for-no-institution")}
    assert posts == {"dated--bo--speaker": "0", "dated--cy--speaker": "2"}


@pytest.mark.parametrize("name", [name for name in GAPS if "countries" not in name])
def test_a_gap_names_the_files_to_edit(built: Project, name: str) -> None:
    """In the real data each thing has at least one file, which is there."""
    listed = rows(built, name)
    assert not [row for row in listed if not (built.data.parent / (row["file"] or "none")).is_file()]
    things = {row["thing"] for row in listed}
    assert answer(built, "stats", name).splitlines()[-1] == f"({len(things)} in all)"


def test_the_summary_is_short_and_names_every_table(built: Project) -> None:
    """Some rows of each, and how to get the others."""
    told = answer(built, "stats")
    assert len(told.splitlines()) < 250
    assert not [one.name for one in TABLES if "#+ summary: no" not in one.sparql and one.title["en"] not in told]
    assert "… kg stats institutions-without-identifier" in told
    assert {*re.findall("kg stats (.*)$", told, re.MULTILINE)} <= {one.name for one in TABLES}


def test_a_table_is_written_in_every_format(mini: Project) -> None:
    """As a question is."""
    assert json.loads(answer(mini, "stats", "cities-placed", "--format", "json"))["head"]["vars"][0] == "cities"
    assert answer(mini, "stats", "cities-placed").startswith("cities  placed")
    assert answer(mini, "stats", "cities-placed", "--format", "markdown").startswith("| cities | placed |")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["no-such-table"], "see kg list tables"),
        (["things-by-kind", "--page"], "leave out --page or the name"),
        (["--format", "csv"], "name it (kg list tables)"),
    ],
)
def test_a_wrong_call_is_answered(mini: Project, words: list[str], told: str) -> None:
    """In one line that says what to do."""
    assert told in complaint(mini, "stats", *words)


def test_without_a_build_the_remedy_is_named(mini: Project, tmp_path: Path) -> None:
    """There is nothing to count yet."""
    assert "run kg build" in complaint(mini._replace(build=tmp_path), "stats")


def test_a_new_table_is_one_new_file(mini: Project, tmp_path: Path) -> None:
    """It is in the summary, in the list, and on the page in its place."""
    shutil.copytree(mini.queries, tmp_path / "queries")
    new = (mini.queries / "coverage" / "cities-placed.rq").read_text("utf-8").replace("Cities on", "Towns on")
    (tmp_path / "queries" / "coverage" / "towns.rq").write_text(new.replace("order: 130", "order: 131"), "utf-8")
    project, graph = mini._replace(queries=tmp_path / "queries"), store.opened(mini)
    assert "\nTowns on the map\n" in coverage.summary(project, graph)
    headings = re.findall("^### (.*?) / ", coverage.page(project, graph), re.MULTILINE)
    assert headings[headings.index("Cities on the map") + 1] == "Towns on the map"


@pytest.fixture(scope="module")
def mini_page(mini: Project) -> str:
    """The page of the invented sources."""
    return coverage.page(mini, store.opened(mini))


def test_the_page_is_the_same_wherever_it_is_made(
    mini: Project, mini_page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths are the project's own, and no day or machine stands in it."""
    moved = tmp_path / "data"
    shutil.copytree(mini.data, moved)
    monkeypatch.chdir(tmp_path)
    answer(mini._replace(data=moved), "stats", "--page", "-o", "page.md")
    assert (tmp_path / "page.md").read_text("utf-8") == mini_page
    assert str(tmp_path) not in mini_page


def test_the_page_holds_what_the_checks_doubt(mini: Project, mini_page: str) -> None:
    """Each finding with its file and line, under its rule."""
    found = checks.check(mini)
    assert found
    for one in found:
        assert f"### {one.severity}: {one.rule}\n" in mini_page
        file = Path(one.file).resolve().relative_to(mini.data.resolve().parent)
        assert f"- `{file}:{one.line}` " in mini_page


def test_names_are_no_markup_on_the_page(mini_page: str) -> None:
    """What sources call themselves is shown, and runs nowhere."""
    assert r"\<script\>alert" in mini_page
    assert not re.search(r"(?<!\\)<", mini_page)


def test_a_long_list_shows_its_beginning(mini: Project, mini_page: str) -> None:
    """With its whole length, and the command that prints all of it."""
    never = rows(mini, "countries-never-seen")
    assert len(never) > coverage.WHOLE
    _, _, rest = mini_page.partition("### Countries never seen / ")
    section, _, _ = rest.partition("\n### ")
    assert section.count("\n- `") == coverage.BEGINNING
    assert f"{len(never)} in all, of which these are the first {coverage.BEGINNING}" in section
    assert "`kg stats countries-never-seen` prints all" in section
    assert answer(mini, "stats", "countries-never-seen").count("\n") == len(never) + 1


def test_the_page_is_the_one_that_the_data_make(built: Project) -> None:
    """docs/coverage.md is generated; whoever changes data renews it."""
    lines = [text.splitlines() for text in (PAGE.read_text("utf-8"), coverage.page(built, store.opened(built)))]
    old = next((there for there, due in zip_longest(*lines) if there != due), None)
    assert lines[0] == lines[1], (
        f"docs/coverage.md is out of date: run kg build, then {coverage.MAKE_PAGE} (first: {old})"
    )


def test_the_page_is_of_a_size_to_read() -> None:
    """A browser shows it at once."""
    assert PAGE.stat().st_size < 300_000


def test_a_summary_takes_under_two_seconds(built: Project) -> None:
    """From a cold process, counted in time of the processor, since a machine has other work too; the best of five."""
    where = ["--data", str(built.data), "--build", str(built.build)]
    command = [sys.executable, "-c", "from kg.cli import main; main()", *where, "stats"]
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if times[-1] < 2:
            break
    assert min(times) < 2, times

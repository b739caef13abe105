"""What is wrong in the data is found with file, line, column, rule, value and remedy, whoever finds it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import checks
from kg.errors import Finding, KGError
from kg.project import Project
from tests.fairs import changed, files

__all__ = ["files"]


def test_good_files_have_no_findings(files: Project) -> None:
    """Neither all together nor each alone."""
    assert checks.check(files) == []
    for path in files.sources.rglob("*.yaml"):
        assert checks.check_file(files, path) == []


def test_the_real_data_have_no_errors(built: Project) -> None:
    """By reader, rules and check questions; a warning names its place."""
    findings = checks.check(built)
    assert [found for found in findings if found.severity == "error"] == []
    assert all(found.line and found.column and found.remedy for found in findings)


# Each row: what is written in the first file instead of what, and the finding that it makes.
PLANTED: dict[str, tuple[str, str, tuple[int, int, str, str]]] = {
    "the reader's word for a wrong role": (
        "role: delegation, size: 4",
        "role: delagation, size: 4",
        (18, 44, "unknown-role", "delagation"),
    ),
    "a value in a nested record": ("size: 4", "size: 0", (18, 62, "shape:participation-size", "0")),
    "a value of a record": (
        "start: 2009-05-01",
        "start: 2009-05-01\n    edition: 0",
        (15, 14, "shape:event-edition", "0"),
    ),
    "a value in a record within": (
        "motto: Books for all",
        "attendance: {attendees: 0}",
        (16, 29, "shape:event-attendees", "0"),
    ),
    "what is missing": (
        "motto: Books for all",
        "contributions:\n      - {type: Talk, title: Maps}",
        (17, 9, "shape:contribution-contributor-known", "contribution/book-fair-2009--talk--maps"),
    ),
    "one of two values that must differ": (
        "size: 2}\n",
        "size: 2}\nmemberships:\n  - {member: north-library, of: north-library}\n",
        (21, 14, "shape:membership-member", "institution/north-library"),
    ),
    "the row of a check question": ("Books for all", "BOOKS", (16, 12, "check:shouting", "BOOKS")),
}


@pytest.mark.parametrize("case", PLANTED)
@pytest.mark.parametrize("checked", ["all", "alone"])
def test_a_planted_fault_is_found_at_its_place(case: str, checked: str, files: Project) -> None:
    """With line, column, rule and value; in all data and in the file alone."""
    old, new, place = PLANTED[case]
    path = changed(files, "first.yaml", old, new)
    found = checks.check(files) if checked == "all" else checks.check_file(files, path)
    assert [(one.line, one.column, one.rule, one.value) for one in found] == [place]
    (one,) = found
    assert one.file == files.shown(path)
    assert one.what
    assert one.remedy


def test_the_source_that_states_the_offending_value_is_named(files: Project) -> None:
    """Of two sources that describe a thing, not the one that comes first."""
    changed(files, "second.yaml", "start: 2009-05-01", "start: 2009-05-01, edition: 0")
    (found,) = checks.check(files)
    assert (Path(found.file).name, found.line, found.value) == ("second.yaml", 10, "0")


def test_a_question_may_name_the_source(files: Project) -> None:
    """Two sources shout, and both are named."""
    changed(files, "first.yaml", "Books for all", "BOOKS")
    changed(files, "second.yaml", "start: 2009-05-01", "start: 2009-05-01, motto: BOOKS")
    assert [(Path(f.file).name, f.line) for f in checks.check(files)] == [("first.yaml", 16), ("second.yaml", 10)]


def asked(found: Project, sparql: str) -> list[Finding]:
    """The findings of one check question."""
    question = found.queries / "checks" / "shouting.rq"
    question.write_text(f"PREFIX lc: <https://w3id.org/libcoop/ontology#>\n{sparql}", "utf-8")
    return checks.check(found)


ELSEWHERE: dict[str, tuple[str, Callable[[Project], Path], str]] = {
    "a city is found where it is written": (
        "SELECT ?thing WHERE { ?thing a lc:City }",
        lambda found: found.sources / "fairs" / "first.yaml",
        "north-library:",
    ),
    "a country is found in its table": (
        'SELECT ?thing WHERE { ?thing lc:countryCode "FJ" }',
        lambda found: found.data / "authority" / "countries.csv",
        "FJ,",
    ),
    "a role is found in its vocabulary": (
        "SELECT ?thing WHERE { ?thing a lc:Role FILTER (STRENDS(STR(?thing), '/juror')) }",
        lambda found: found.ontology / "vocabularies" / "roles.ttl",
        "role:juror a",
    ),
    "what stands nowhere is found by the question": (
        "SELECT (lc:Nothing AS ?thing) WHERE {}",
        lambda found: found.queries / "checks" / "shouting.rq",
        "PREFIX",
    ),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_what_no_record_describes_is_found_too(case: str, files: Project) -> None:
    """Every finding has a file and a line that speak of its thing."""
    sparql, file, words = ELSEWHERE[case]
    (found,) = asked(files, sparql)
    assert found.file == files.shown(file(files))
    assert words in file(files).read_text("utf-8").splitlines()[found.line - 1]


def test_a_file_alone_answers_for_itself_only(files: Project) -> None:
    """Not for the ontology, nor for a question that needs the whole graph."""
    first = files.sources / "fairs" / "first.yaml"
    asked(files, "SELECT ?thing WHERE { ?thing a lc:Role }")
    assert checks.check_file(files, first) == []
    assert asked(files, "#+ scope: graph\nSELECT ?thing WHERE { ?thing a lc:Exhibition }")
    assert checks.check_file(files, first) == []


@pytest.mark.parametrize(
    ("sparql", "words"), [("SELECT", "no SPARQL"), ("SELECT ?event WHERE { ?event a lc:Event }", "no column [?]thing")]
)
def test_a_broken_question_is_an_error(sparql: str, words: str, files: Project) -> None:
    """It is named, and nothing passes for checked."""
    with pytest.raises(KGError, match=words) as told:
        asked(files, sparql)
    assert "shouting.rq" in str(told.value)

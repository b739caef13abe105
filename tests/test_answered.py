"""docs/questions.md: every question with its answer, as the data give it now."""

import re
from itertools import zip_longest
from pathlib import Path

import pytest

from kg import answered, project, queries, store
from kg.project import Project
from tests.running import answer, complaint

PAGE = Path(__file__).resolve().parent.parent / "docs" / "questions.md"
NAMES = queries.names(project.find().queries)


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """The sections of the page by the names of their questions."""
    _, *parts = re.split(r"^## ([\w-]+)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_the_page_is_the_one_that_the_data_make(built: Project) -> None:
    """docs/questions.md is generated; whoever changes data or a question renews it."""
    lines = [text.splitlines() for text in (PAGE.read_text("utf-8"), answered.page(built, store.opened(built)))]
    old = next((there for there, due in zip_longest(*lines) if there != due), None)
    assert lines[0] == lines[1], (
        f"docs/questions.md is out of date: run kg build, then {answered.MAKE_PAGE} (first: {old})"
    )


def test_each_question_is_there_with_rows(sections: dict[str, str]) -> None:
    """Under its name, with its SPARQL, and between one row and the number that is shown."""
    assert sorted(sections) == NAMES
    for name, section in sections.items():
        assert "\nSELECT " in section, name
        assert f"`kg query {name}" in section
        table = section[section.index("\n| --- ") :]
        assert 1 <= table.count("\n| ") - 1 <= answered.SHOWN, name


def test_the_digest_is_that_of_the_graph(built: Project) -> None:
    """The page says which graph answered."""
    assert store.manifest(built)["sha256"] in answered.page(built, store.opened(built))


def test_other_lists_have_no_page(built: Project) -> None:
    """The command says so, and what has one."""
    assert "queries" in complaint(built, "list", "sources", "--page")
    assert answer(built, "list", "queries", "--page") == answered.page(built, store.opened(built))

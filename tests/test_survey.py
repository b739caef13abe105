"""docs/networks.md: every network with its figures and its first things, as the data give them now."""

import re
from pathlib import Path

import pytest

from kg import project, queries, store, survey
from kg.project import Project
from tests.running import complaint

PAGE = Path(__file__).resolve().parent.parent / "docs" / "networks.md"
NAMES = queries.names(project.find().queries / "networks")


def sections() -> dict[str, str]:
    """The sections of the page by the names of their networks."""
    _, *parts = re.split(r"^## ([\w-]+)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def test_the_page_has_all_networks_of_the_graph(built: Project) -> None:
    """Each network once; the digest is that of the graph at hand."""
    assert sorted(sections()) == NAMES
    told = re.search(r"digest `([0-9a-f]{64})`", PAGE.read_text("utf-8"))
    assert told
    assert told[1] == store.manifest(built)["sha256"], f"docs/networks.md is out of date: {survey.MAKE_PAGE}"


@pytest.mark.parametrize("name", ["countries", "memberships", "series"])
def test_the_page_is_the_one_that_the_data_make(built: Project, name: str) -> None:
    """Made again, a section is the same; the small ones, since the large ones take long."""
    found = survey.section(store.opened(built), queries.load(built.queries / "networks", name))
    assert found.partition("\n\n")[2].strip() == sections()[name]


def test_other_lists_have_no_page(built: Project) -> None:
    """The line names those that have."""
    assert "queries or networks" in complaint(built, "list", "formats", "--page")

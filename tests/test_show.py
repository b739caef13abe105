"""The page of a thing: all that is known, fact by fact, each with the sources that state it."""

import re

import pytest

from kg import ontology, show, store, things
from kg.project import Project


def sheet(project: Project, words: str) -> str:
    """The page for the thing that words name."""
    graph = store.opened(project)
    return show.sheet(graph, things.find(graph, "thing", words), ontology.load(project.ontology))


def line(text: str, words: str) -> str:
    """The only line of a page that holds some words."""
    (found,) = [one for one in text.splitlines() if words in one]
    return found


MEETING = "meeting-of-island-libraries-2001"


def test_a_fact_names_all_its_sources(mini: Project) -> None:
    """A fact that two sources state has two marks; each stands at the foot with title, publisher and address."""
    text = sheet(mini, MEETING)
    assert re.search(r"\[1\]\[2\]$", line(text, "  start date"))
    foot = text.partition("\nSources\n")[2]
    assert "Lantern Isle" in line(foot, "https://gazette.lantern.example.org")
    assert "Reef Courier, 2001-06" in line(foot, "https://courier.reef.example.org")


def test_what_sources_deny_each_other_is_marked(mini: Project) -> None:
    """The value that did not win stands there too, as not preferred."""
    text = sheet(mini, MEETING)
    assert line(text, "2001-06-12").endswith("(not preferred)  [2]") or line(text, "2001-06-12").endswith(
        "(not preferred)  [1]"
    )
    assert "not preferred" not in line(text, "2001-06-13")


def test_names_are_never_less_preferred(mini: Project) -> None:
    """Names of all sources and languages stand side by side."""
    text = sheet(mini, MEETING)
    for name in ("First Meeting of Island Libraries @en", "Lantern Isle Meeting @en", "首届岛屿图书馆会议 @zh"):
        assert "not preferred" not in line(text, name)


def test_what_points_to_a_thing_is_on_its_page(mini: Project) -> None:
    """Who took part, what was said and signed there, each with its source."""
    text = sheet(mini, MEETING)
    for words in ("Ada Wick, chair", "Nets, and how to catalogue them", "Memorandum of the Lantern"):
        assert re.search(r"\[\d\]$", line(text, words))


def test_notes_of_a_source_are_shown(mini: Project) -> None:
    """What no query of the consensus sees, a reader of the page does."""
    assert "an invented person" in sheet(mini, "ada-wick")


def test_what_rules_derived_says_so(mini: Project) -> None:
    """A short cut is marked as derived, not as stated."""
    assert line(sheet(mini, "ada-wick"), "  participated in").endswith("[derived]")


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("theme/digitization", ["digitization @en", "broader"]),
        ("NO", ["挪威 @zh", "NO"]),
        ("place/no-lantern-harbour", ["Lantern Harbour @en"]),
        ("reef-courier-2001-island-meeting", ["Reef Courier", "2001-06", "A meeting over the sea"]),
        ("disagreement/event--meeting-of-island-libraries-2001--motto-en", ["the courier prints the banner"]),
    ],
)
def test_a_thing_that_no_source_describes_has_a_page(mini: Project, words: str, known: list[str]) -> None:
    """Themes, countries, sources and disagreements show all that is known of them."""
    text = sheet(mini, words)
    assert not [one for one in known if one not in text]


@pytest.mark.parametrize("words", ["script-library", "emoji-library", "o-brien", "script-meeting", "odd-letters"])
def test_odd_letters_stay_in_their_line(mini: Project, words: str) -> None:
    """A line break in a value breaks no line of the page."""
    for one in sheet(mini, words).splitlines():
        assert one == "" or one.startswith(("  ", "[", "http", "Sources")) or one == sheet(mini, words).splitlines()[0]


def test_every_mark_has_its_source(built: Project) -> None:
    """On pages of the real graph each number in the text stands at the foot, and each at the foot in the text."""
    for words in ("zhejiang-library", "wlic-2023", "luca-ferrari", "person/ferrari-ambassador-of-italy"):
        body, _, foot = sheet(built, words).partition("\nSources\n")
        used = set(re.findall(r"\[\d+\]", "\n".join(re.findall(r"(?:\[\d+\])+$", body, re.M))))
        assert used == set(re.findall(r"^\[\d+\]", foot, re.M)), words

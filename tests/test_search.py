"""Finding: a name in another script, in other letters, in part or with a typing error leads to its thing."""

import sqlite3
from contextlib import closing

import pytest

from bench import remembering
from bench.remembering import LETTERS, SYSTEMS, Pair
from kg import nameindex, search, store
from kg.nameindex import Named
from kg.project import Project
from kg.scripts import distance, sound, spelt
from kg.search import Finder
from kg.terms import ID

SEED = 2026


@pytest.fixture(scope="module")
def finder(built: Project) -> Finder:
    """A finder for the real graph."""
    return search.opened(built)


@pytest.fixture(scope="module")
def things(built: Project) -> list[Named]:
    """All that has a name in the real graph."""
    return nameindex.named(store.opened(built))


def ids(finder: Finder, words: str, kind: str = "", limit: int = 5) -> list[str]:
    """The ids of what is found."""
    return [hit.iri.removeprefix(ID) for hit in finder.find(words, kind, limit)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("上海", "place/cn-shanghai"),
        ("Шанхай", "place/cn-shanghai"),
        ("Rossiiskaya", "institution/russian-state-library"),
        ("Rossijskaâ gosudarstvennaâ biblioteka", "institution/russian-state-library"),
        ("俄罗斯国立图书馆", "institution/russian-state-library"),
        ("俄羅斯國立圖書館", "institution/russian-state-library"),
        ("national libary china", "institution/national-library-of-china"),
        ("Natoinal Libary of Chnia", "institution/national-library-of-china"),
        ("NATIONAL LIBRARY OF CHINA", "institution/national-library-of-china"),
        ("Zhejiang tushuguan", "institution/zhejiang-library"),
        ("上海圖書館", "institution/shanghai-library"),
        ("Bibliotheque nationale de France", "institution/national-library-of-france"),
        ("Chao Chen", "person/chen-chao"),
        ("IAML", "institution/international-association-of-music-libraries-archives-and-documentation-centres"),
    ],
)
def test_a_name_in_any_script_comes_first(finder: Finder, words: str, first: str) -> None:
    """Signs, traditional or simplified, their readings, Cyrillic, its transliterations, typing errors, other orders."""
    assert ids(finder, words)[0] == first


def test_whole_names_come_before_beginnings_and_those_before_words() -> None:
    """Exact, then prefix, then words, then typing errors; among equals the thing with more sources."""
    things = [
        Named(f"{ID}person/{slug}", name, "Person", "", sources, (name,))
        for slug, name, sources in [
            ("words", "Grand Amber Hall", 9),
            ("much", "Amber Hallway", 8),
            ("little", "Amber Halls", 2),
            ("whole", "Amber Hall", 1),
            ("typo", "Amber Holl", 7),
        ]
    ]
    with closing(_index(things)) as index:
        found = [hit.iri.rpartition("/")[2] for hit in Finder(index).find("amber hall")]
        assert found == ["whole", "much", "little", "words"]
        assert [hit.iri for hit in Finder(index).find("ambre holl")] == [f"{ID}person/typo"]


def _index(things: list[Named]) -> sqlite3.Connection:
    index = sqlite3.connect(":memory:")
    nameindex.fill(index, sorted(things, key=lambda one: (-one.sources, one.iri)), "of a test")
    return index


def test_a_kind_and_a_limit_are_kept(finder: Finder) -> None:
    """Only things of the kind, and no more than were asked for."""
    found = ids(finder, "library", "person", 50) + ids(finder, "China", "institution", 50)
    assert found
    assert all(one.startswith(("person/", "institution/")) for one in found)
    assert [len(ids(finder, "library", limit=limit)) for limit in (1, 7)] == [1, 7]


@pytest.mark.parametrize("system", SYSTEMS)
def test_transliterations_fall_together(system: str) -> None:
    """A Russian word sounds the same as in each system of transliteration."""
    table = str.maketrans(dict(zip(LETTERS, SYSTEMS[system], strict=True)))
    different = []
    for word in "российская государственная библиотека жуков щукин юрий яков чехов хабаровск царицын эрмитаж".split():
        written = word.translate(table)
        if spelt(word, {}).sound != spelt(written, {}).sound:
            different.append((word, written))
    assert not different


def test_distance_counts_errors() -> None:
    """A letter left out, put in, changed, or two that changed places, is one error."""
    assert [distance("libary", "library"), distance("china", "chnia"), distance("abc", "abd"), distance("", "ab")] == [
        1,
        1,
        1,
        2,
    ]
    assert sound("Shchukin".lower()) == sound("щукин")


@pytest.fixture(scope="module")
def missed(built: Project, things: list[Named], finder: Finder) -> dict[str, tuple[int, list[Pair]]]:
    """Of each kind of remembered names, how many there are, and which do not lead to their things among five."""
    found = remembering.missed(store.opened(built), things, finder, SEED)
    return {kind: (pairs, lost) for kind, pairs, lost in found}


@pytest.mark.parametrize("kind", ["a typing error", "Cyrillic transliterated", "signs read or traditional"])
def test_names_changed_by_machine_are_found(missed: dict[str, tuple[int, list[Pair]]], kind: str) -> None:
    """Of 100 names with a typing error, in other letters or signs, 98 lead to their thing among five."""
    pairs, lost = missed[kind]
    assert pairs == 100
    assert len(lost) <= 2, lost


def test_names_that_the_index_does_not_know_are_found_by_the_others(missed: dict[str, tuple[int, list[Pair]]]) -> None:
    """Of 100 other names, each withheld from the index, most share enough with the names that remain."""
    pairs, lost = missed[remembering.WITHHELD]
    assert pairs == 100
    assert len(lost) <= 9, lost

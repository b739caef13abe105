"""Finding: a name in another script, in other letters, in part or with a typing error leads to its thing."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import opencc
import pypinyin
import pytest

from kg import nameindex, search, store
from kg.nameindex import Named
from kg.project import Project
from kg.scripts import distance, sound, spelt
from kg.search import Finder
from kg.terms import ID

SEED = 2026
# ISO 9:1995, BGN/PCGN and the Library of Congress, as their tables have them, for the letters of Russian.
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
SYSTEMS = {
    "ISO 9": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â".split(),
    "BGN": "a b v g d e yë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya".split(),
    "LC": "a b v g d e ë zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a".split(),
}


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


def _withheld(built: Project, things: list[Named], draw: random.Random) -> dict[str, str]:
    """Another name of each of 100 things that have several: thing -> the name that the index shall not know."""
    rows = (
        store.opened(built)
        .select("PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?t ?n { ?t skos:altLabel ?n }")
        .rows
    )
    several = {one.iri for one in things if len(one.names) > 1 and "/theme/" not in one.iri}
    known = sorted((str(t), str(n)) for t, n in rows if str(t) in several)
    draw.shuffle(known)
    return dict(list(dict(known).items())[:100])


def _typo(name: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(name) - 1)
    return draw.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + draw.choice("aeinrst") + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at] + name[at:],
        ]
    )


def _russian(name: str, draw: random.Random) -> str:
    system = SYSTEMS[draw.choice(sorted(SYSTEMS))]
    return "".join(dict(zip(LETTERS, system, strict=True)).get(c, c) for c in name.lower())


def _chinese(name: str, draw: random.Random) -> str:
    if draw.random() < 0.5:
        return str(opencc.OpenCC("s2t").convert(name))
    return draw.choice([" ", ""]).join(pypinyin.lazy_pinyin(name))


Made = Callable[[str, random.Random], str]
GROUPS: dict[str, tuple[Callable[[str], bool], Made]] = {
    "a typing error": (lambda name: name.isascii() and len(name) > 7, _typo),
    "Cyrillic transliterated": (lambda name: len(name) > 5 and set(name.lower()) <= {*LETTERS, *" -«»"}, _russian),
    "signs read or traditional": (
        lambda name: len(name) > 2 and all("\u4e00" <= c <= "\u9fff" for c in name),
        _chinese,
    ),
}


def _made(things: list[Named], group: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    fits, make = GROUPS[group]
    every = [(one.iri, name) for one in things for name in one.names if fits(name)]
    for thing, name in draw.sample(every, 100):
        yield thing, make(name, draw)


def _reached(finder: Finder, pairs: list[tuple[str, str]]) -> float:
    found = [thing in [hit.iri for hit in finder.find(name, limit=5)] for thing, name in pairs]
    print([pair for pair, hit in zip(pairs, found, strict=True) if not hit])
    return sum(found) / len(found)


@pytest.mark.parametrize("group", GROUPS)
def test_names_changed_by_machine_are_found(finder: Finder, things: list[Named], group: str) -> None:
    """Of 100 names with a typing error, in other letters or signs, 98 lead to their thing among five."""
    assert _reached(finder, list(_made(things, group, random.Random(SEED)))) >= 0.98


def test_names_that_the_index_does_not_know_are_found_by_the_others(built: Project, things: list[Named]) -> None:
    """Of 100 other names, each withheld from the index, most share enough with the names that remain."""
    withheld = _withheld(built, things, random.Random(SEED))
    rest = [one._replace(names=tuple(n for n in one.names if n != withheld.get(one.iri))) for one in things]
    with closing(_index(rest)) as index:
        assert _reached(Finder(index), sorted(withheld.items())) >= 0.87

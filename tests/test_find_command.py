"""The index of names and the command that asks it: made again when it must be, and broken by nothing that one types."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg import nameindex, search, store
from kg.project import Project
from kg.search import Finder
from kg.terms import ID
from tests.running import answer, complaint


@pytest.fixture(scope="module")
def finder(built: Project) -> Finder:
    """A finder for the real graph."""
    return search.opened(built)


def ids(finder: Finder, words: str) -> list[str]:
    """The ids of what is found."""
    return [hit.iri.removeprefix(ID) for hit in finder.find(words)]


def test_the_index_is_the_same_each_time(mini: Project, tmp_path: Path) -> None:
    """The same graph gives the same bytes."""
    made = []
    for number in range(2):
        with closing(sqlite3.connect(tmp_path / f"{number}.sqlite")) as target:
            nameindex.fill(target, nameindex.named(store.opened(mini)), "one build")
        made.append((tmp_path / f"{number}.sqlite").read_bytes())
    assert made[0] == made[1]


def test_an_index_of_another_build_or_a_broken_one_is_made_again(mini: Project) -> None:
    """What lies there is used only if it was made of this graph; nothing else is left in the folder."""
    path = mini.current.resolve() / "names.sqlite"
    there = sorted(one.name for one in path.parent.iterdir() if one != path)
    assert ids(search.opened(mini), "Lantern Isle Libary")
    good = path.read_bytes()
    for bad in (b"", b"no database", good[:5000]):
        path.write_bytes(bad)
        assert ids(search.opened(mini), "Lantern Isle Libary")
        assert path.read_bytes() == good
    with closing(sqlite3.connect(path)) as index:
        index.execute("UPDATE about SET build = 'another'")
        index.commit()
    assert ids(search.opened(mini), "Lantern Isle Libary")
    assert path.read_bytes() == good
    assert sorted(one.name for one in path.parent.iterdir() if one != path) == there


HOSTILE = {
    "quotes": '"\'" OR "a',
    "syntax of the index": 'NEAR(a b) AND NOT c* ^d {words}: -e + "f',
    "a column": "words:library",
    "SQL": "'; DROP TABLE name; --",
    "wildcards": "% _ * ? [a-z]",
    "control characters": "a\x00b\x07\x1b[31m\x7f",
    "half a letter": "lib\ud800rary",
    "marks alone": "\u0301\u0301\u20dd",
    "directions": "\u202elibrary\u2066",
    "a long word": "a" * 10_000,
    "many words": "library " * 1_250,
    "signs": "图书馆" * 3_000,
    "emoji": "👩‍👩‍👧‍👦📚",
    "nothing": "",
    "spaces": " \t\n\u3000",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_nothing_that_one_types_breaks_a_search(finder: Finder, words: str) -> None:
    """Whatever is typed is looked for as words; the index answers as before."""
    assert len(finder.find(words)) <= 10
    assert ids(finder, "上海")[0] == "place/cn-shanghai"


def test_the_command_prints_name_type_country_and_id(mini: Project) -> None:
    """One row for each thing, in each format; the first column is the name in English."""
    text = answer(mini, "find", "灯岛图书馆")
    assert text.splitlines()[0].split() == ["name", "found", "type", "country", "id"]
    assert "institution/library-of-lantern-isle" in text.splitlines()[2]
    assert answer(mini, "find", "Lantern", "Isle", "--kind", "institution", "--limit", "1").endswith("(1 row)\n")
    assert answer(mini, "find", "灯岛图书馆", "--format", "csv").startswith("name,found,type,country,id")


@pytest.mark.parametrize("words", ["xyzzy", "§", "\x07", "qvz" * 3_000])
def test_finding_nothing_is_told(mini: Project, words: str) -> None:
    """One line with what to try, exit code 1."""
    assert "names nothing in the graph" in complaint(mini, "find", words)

"""The data as a whole: what holds between files, and how much there must be at least."""

import re
from collections import Counter, defaultdict
from functools import cache

import pytest

from kg.project import Project
from kg.terms import name, short
from tests.curated import files
from tests.writing import PROJECT, quad


def test_file_names_are_unique() -> None:
    """A file may move to another folder: its name alone names the source."""
    seen: dict[str, list[str]] = defaultdict(list)
    for one in files(PROJECT):
        seen[one.path.stem].append(one.shown)
    assert not [paths for paths in seen.values() if len(paths) > 1]


def test_no_two_files_have_one_address() -> None:
    """Not even with http instead of https, with www, or with a slash at the end: merge them."""
    seen: dict[str, list[str]] = defaultdict(list)
    for one in files(PROJECT):
        seen[re.sub(r"^https?://(www\.)?|/$|#.*$", "", one.content["source"]["url"]).lower()].append(one.shown)
    assert not [paths for paths in seen.values() if len(paths) > 1]


def test_an_id_is_of_one_kind_everywhere() -> None:
    """The same id never names a person here and an institution there."""
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    for one in files(PROJECT):
        for record in one.records():
            if record.id and record.kind != "source":
                seen[record.id].setdefault(record.kind, one.at(record.content.at))
    assert not {key: kinds for key, kinds in seen.items() if len(kinds) > 1}


def test_an_identifier_names_one_thing() -> None:
    """Two things that share a ROR or Wikidata id are one thing: write a row of data/authority/same.csv."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one in files(PROJECT):
        for record in one.records():
            for address in record.content.get("same_as", ()):
                seen[address].add(record.id)
    assert not {address: ids for address, ids in seen.items() if len(ids) > 1}


# Fewer would mean that a reader loses facts, or that many were deleted; raise the numbers when the data have grown.
LEAST = {
    "agreement": 295,
    "contribution": 255,
    "disagreement": 110,
    "event": 1390,
    "institution": 1850,
    "membership": 335,
    "participation": 3900,
    "person": 2430,
    "place": 700,
    "position": 2550,
    "project": 280,
    "series": 64,
    "session": 118,
    "signature": 210,
    "source": 1720,
}
FOLDERS = {"bodies": 465, "china-local": 300, "ifla": 480, "national": 440, "registers": 4}


@cache
def counts(built: Project) -> dict[str, int]:
    """How many things of each kind have a type in the consensus."""
    with (built.current / "kg.nq").open(encoding="utf-8") as lines:
        typed = {s for s, p, _, graph in map(quad, lines) if p == name("rdf:type") and not graph}
    return Counter(short(one).partition("/")[0] for one in typed)


@pytest.mark.parametrize("kind", LEAST)
def test_no_reader_empties_the_graph(built: Project, kind: str) -> None:
    """Of each kind of thing the graph holds about as many as it did, or more."""
    assert counts(built)[kind] >= LEAST[kind]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_folder_is_lost(folder: str) -> None:
    """Of each collection about as many files are read as there were, or more."""
    assert sum(one.path.parent.name == folder for one in files(PROJECT)) >= FOLDERS[folder]

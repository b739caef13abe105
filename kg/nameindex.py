"""The index of names, an SQLite file beside the graph: made from the store at the first search of each build.

Its rows are in the order in which equals are shown, things with more sources first, so that a search need not sort.
"""

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from kg import store
from kg.engine import Engine
from kg.likeness import initials
from kg.project import Project
from kg.scripts import Sign, shorter, spelt
from kg.terms import ID, LC

KINDS = ("institution", "person", "event", "series", "agreement", "project", "place", "theme")
_FORM = 1  # a number that changes with the tables below or with the spelling
_LEAST = 4  # letters of a word in which typing errors are looked for
_MAPPED = 1 << 28  # bytes that are read without a copy
_TABLES = """
CREATE TABLE about (build TEXT, form INTEGER);
CREATE TABLE sign (sign TEXT PRIMARY KEY, simple TEXT, reading TEXT) WITHOUT ROWID;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT, type TEXT, country TEXT);
CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER, text TEXT, plain TEXT, sound TEXT, bag TEXT);
CREATE TABLE short (short TEXT, name INTEGER, PRIMARY KEY (short, name)) WITHOUT ROWID;
CREATE TABLE near (part TEXT, word TEXT, PRIMARY KEY (part, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5
    (words, content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
"""
_INDEXES = """
CREATE INDEX plain ON name (plain);
CREATE INDEX sound ON name (sound);
CREATE INDEX bag ON name (bag);
"""
_NAMED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?%s WHERE { ?thing %s ?%s . FILTER(STRSTARTS(STR(?thing), "%s")) }
"""


class Named(NamedTuple):
    """A thing with its names; ``type`` is its narrowest class, ``sources`` how many sources speak of it."""

    iri: str
    label: str
    type: str
    country: str
    sources: int
    names: tuple[str, ...]


def opened(project: Project) -> sqlite3.Connection:
    """The index of the build in place, made first where there is none for it; KGError where nothing is built.

    Where the folder cannot be written to, it is made in memory, each time.
    """
    build = str(store.manifest(project)["sha256"])
    path = project.current.resolve() / "names.sqlite"
    if (found := _existing(path, build)) is not None:
        return found
    things = named(store.opened(project))
    aside = path.with_name(f".tmp-names-{os.getpid()}")
    try:
        aside.unlink(missing_ok=True)
        with closing(sqlite3.connect(aside)) as target:
            fill(target, things, build)
        aside.replace(path)
    except (OSError, sqlite3.OperationalError):
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    if (found := _existing(path, build)) is None:
        found = sqlite3.connect(":memory:")
        fill(found, things, build)
    return found


def named(graph: Engine) -> list[Named]:
    """Everything of :data:`KINDS` that a source gives a name, things with more sources first."""
    names = _values(graph, "skos:prefLabel|skos:altLabel")
    labels, types = _values(graph, "rdfs:label"), _values(graph, "a")
    countries, sources = _values(graph, f"<{LC}country>"), _values(graph, f"<{LC}statedIn>")
    members = Counter(kind for kinds in types.values() for kind in kinds)
    found = []
    for thing, called in names.items():
        if thing.removeprefix(ID).partition("/")[0] in KINDS:
            # Of a class and the one above it, the narrower has fewer things.
            kinds = sorted((kind for kind in types[thing] if kind.startswith(LC)), key=lambda k: (members[k], k))
            kind = kinds[0].removeprefix(LC) if kinds else "Theme"
            country = " ".join(sorted(one.rpartition("/")[2].upper() for one in countries[thing]))
            label = min(labels[thing] or called)
            found.append(Named(thing, label, kind, country, len(sources[thing]), tuple(sorted(called))))
    return sorted(found, key=lambda one: (-one.sources, one.iri))


def fill(target: sqlite3.Connection, things: Iterable[Named], build: str) -> None:
    """Write the index of these things, in their order, into an empty database; the same things give the same bytes."""
    signs = _signs()
    target.executescript(_TABLES)
    with target:
        target.executemany("INSERT INTO sign VALUES (?, ?, ?)", [(c, *sign) for c, sign in sorted(signs.items())])
        words = _fill_names(target, things, signs)
        near = sorted((part, word) for word in words for part in shorter(word))
        target.executemany("INSERT INTO near VALUES (?, ?)", near)
        target.executescript(_INDEXES)
        target.execute("INSERT INTO about VALUES (?, ?)", (build, _FORM))
    target.execute("INSERT INTO word (word) VALUES ('optimize')")
    target.commit()


def signs(index: sqlite3.Connection) -> dict[str, Sign]:
    """The Chinese signs that an index knows."""
    return {c: Sign(simple, reading) for c, simple, reading in index.execute("SELECT * FROM sign")}


def _fill_names(target: sqlite3.Connection, things: Iterable[Named], signs: Mapping[str, Sign]) -> set[str]:
    """Write things and their names; the words that are long enough to be mistyped."""
    words: set[str] = set()
    number = 0
    for thing, one in enumerate(things, 1):
        kind = one.iri.removeprefix(ID).partition("/")[0]
        row = (thing, one.iri, kind, one.label, one.type, one.country)
        target.execute("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)", row)
        # A romanisation that a source gives comes before one that is made here.
        names = sorted(((spelt(text, signs), text) for text in one.names), key=lambda n: (n[0].made, n[1]))
        for name, text in names:
            number += 1
            spellings = (name.plain, name.sound, name.bag)
            target.execute("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", (number, thing, text, *spellings))
            every = " ".join(dict.fromkeys(name.words + name.read + name.told))
            target.execute("INSERT INTO word (rowid, words) VALUES (?, ?)", (number, every))
            if not name.made and kind != "person":
                target.executemany("INSERT INTO short VALUES (?, ?)", [(s, number) for s in sorted(initials(text))])
            words |= {word for word in name.words + name.told if len(word) >= _LEAST}
    return words


def _existing(path: Path, build: str) -> sqlite3.Connection | None:
    if not path.is_file():
        return None
    try:
        index = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        index.execute(f"PRAGMA mmap_size = {_MAPPED}")
        if index.execute("SELECT build, form FROM about").fetchall() == [(build, _FORM)]:
            return index
        index.close()
    except sqlite3.DatabaseError:
        pass  # half written or damaged: it is made again
    return None


def _values(graph: Engine, path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for thing, value in graph.select(_NAMED % ("value", path, "value", ID)).rows:
        found[str(thing)].append(str(value))
    return found


def _signs() -> dict[str, Sign]:
    """Each sign of the block of common ones with its simplified form and usual reading."""
    import opencc
    import pypinyin

    every = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(every)).split("\n")
    readings = [pypinyin.lazy_pinyin(one, errors="ignore") for one in simple]
    return {c: Sign(s, r[0].replace("ü", "u")) for c, s, r in zip(every, simple, readings, strict=True) if r}

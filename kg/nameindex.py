"""The index of names, an SQLite file beside the graph: made from the store at the first search of each build.

Its rows are in the order in which equals are shown, things with more sources first, so that a search need not sort.
"""

import os
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from kg import acronyms, recall, store
from kg.engine import Engine
from kg.project import Project
from kg.recall import Told
from kg.scripts import Sign, Spelt, shorter, spelt
from kg.terms import ID, LC

KINDS = ("institution", "person", "event", "series", "agreement", "project", "place", "theme")
_FORM = 3  # a number that changes with the tables below or with the spelling
_LEAST = 4  # letters of a word in which typing errors are looked for
# Signs as Japan simplifies them, in names of libraries and places, as China does.
_JAPANESE = {
    pair[0]: pair[1]
    for pair in "図图 読读 広广 県县 辺边 沢泽 浜滨 竜龙 亜亚 経经 済济 実实 検检 伝传 団团 対对 訳译 児儿 覧览"
    " 収收 蔵藏 証证 斎斋 総总 関关 営营".split()
}
# A meeting of one class is remembered as one of another.
_GATHERINGS = frozenset(spelt("assembly conference congress council meeting session", {}).told)
_REPEATED = spelt("annual", {}).told  # as editions of a series are remembered
_SERIES = f"{ID}series/"
_WHOLES = (_SERIES, f"{ID}institution/")  # what events are part of
_CAPITAL = re.compile("(?<=[a-z])(?=[A-Z])")
_MAPPED = 1 << 28  # bytes that are read without a copy
_TABLES = """
CREATE TABLE about (build TEXT, form INTEGER);
CREATE TABLE sign (sign TEXT PRIMARY KEY, simple TEXT, reading TEXT) WITHOUT ROWID;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT, type TEXT, country TEXT);
CREATE TABLE part (part INTEGER, of INTEGER, PRIMARY KEY (part, of)) WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER, text TEXT, sound TEXT, told TEXT);
CREATE TABLE whole (key TEXT, step INTEGER, name INTEGER, PRIMARY KEY (key, step, name)) WITHOUT ROWID;
CREATE TABLE short (key TEXT, name INTEGER, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE telling (word TEXT, thing INTEGER, weight REAL, PRIMARY KEY (word, thing)) WITHOUT ROWID;
CREATE TABLE near (part TEXT, word TEXT, PRIMARY KEY (part, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5
    (words, content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
"""
# Where a thing is, who it belongs to, and what numbers it has.
_AROUND = "|".join(
    f"<{LC}{name}>" for name in "country place inSeries organizer host venue parent partOf partner".split()
)
_FACTS = f"<{LC}year>|<{LC}edition>"
_NAMED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?%s WHERE { ?thing %s ?%s . FILTER(STRSTARTS(STR(?thing), "%s")) }
"""


class Named(NamedTuple):
    """A thing with its names; ``type`` is its narrowest class, ``sources`` how many sources speak of it, ``around`` the
    things that tell where it belongs, ``facts`` its years and numbers."""

    iri: str
    label: str
    type: str
    country: str
    sources: int
    names: tuple[str, ...]
    around: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


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
    around, facts = _values(graph, _AROUND), _values(graph, _FACTS)
    members = Counter(kind for kinds in types.values() for kind in kinds)
    found = []
    for thing, called in names.items():
        if thing.removeprefix(ID).partition("/")[0] in KINDS:
            # Of a class and the one above it, the narrower has fewer things.
            kinds = sorted((kind for kind in types[thing] if kind.startswith(LC)), key=lambda k: (members[k], k))
            kind = kinds[0].removeprefix(LC) if kinds else "Theme"
            country = " ".join(sorted(one.rpartition("/")[2].upper() for one in countries[thing]))
            label = min(labels[thing] or called)
            told = (tuple(sorted(one)) for one in (called, around[thing], facts[thing]))
            found.append(Named(thing, label, kind, country, len(sources[thing]), *told))
    return sorted(found, key=lambda one: (-one.sources, one.iri))


def fill(target: sqlite3.Connection, things: Sequence[Named], build: str) -> None:
    """Write the index of these things, in their order, into an empty database; the same things give the same bytes."""
    signs = _signs()
    names = {one.iri: [(text, spelt(text, signs)) for text in one.names] for one in things}
    target.executescript(_TABLES)
    tables: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    tables["sign"] = [(c, *sign) for c, sign in signs.items()]
    numbers = {one.iri: number for number, one in enumerate(things, 1)}
    for one, number in zip(things, numbers.values(), strict=True):
        kind = one.iri.removeprefix(ID).partition("/")[0]
        tables["thing"].append((number, one.iri, kind, one.label, one.type, one.country))
        tables["part"] += [(number, numbers[iri]) for iri in one.around if iri in numbers and iri.startswith(_WHOLES)]
        # A romanisation that a source gives comes before one that is made here.
        for text, name in sorted(names[one.iri], key=lambda named: (named[1].made, named[0])):
            _add(tables, number, text, name)
    every = {word for called in names.values() for _, name in called for word in (*name.words, *name.told)}
    tables["near"] = [(part, word) for word in every if len(word) >= _LEAST for part in shorter(word)]
    tables["telling"] = list(recall.weights(_told(things, names)))
    with target:
        for table, rows in ((table, rows) for table, rows in tables.items() if rows):
            # In the order of their keys, rows are written one after the other.
            target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", sorted(rows))  # noqa: S608
        target.execute("CREATE INDEX thing_name ON name (thing)")
        target.execute("INSERT INTO about VALUES (?, ?)", (build, _FORM))
    target.execute("INSERT INTO word (word) VALUES ('optimize')")
    target.commit()


def _add(tables: dict[str, list[tuple[object, ...]]], thing: int, text: str, name: Spelt) -> None:
    """The rows of one name of a thing."""
    number = len(tables["name"]) + 1
    tables["name"].append((number, thing, text, name.sound, " ".join(recall.words(name))))
    tables["word (rowid, words)"].append((number, " ".join(dict.fromkeys(name.words + name.read + name.told))))
    keys = enumerate((name.plain, name.sound, name.bag, name.sound[::-1]))
    tables["whole"] += [(key, step, number) for step, key in keys if key]
    tables["short"] += [(key, number) for key in acronyms.of(name)]


def _told(things: Sequence[Named], names: Mapping[str, list[tuple[str, Spelt]]]) -> Iterator[Told]:
    kinds = {one.type: spelt(_CAPITAL.sub(" ", one.type), {}).told for one in things}  # of a PublicLibrary
    own = {iri: [word for _, name in called for word in recall.words(name)] for iri, called in names.items()}
    whole = {iri: [short for _, name in called for short in acronyms.whole(name)] for iri, called in names.items()}
    places = {one.iri: one.around for one in things if one.iri.startswith(f"{ID}place/")}
    for one in things:
        near = {*one.around, *(beyond for iri in one.around for beyond in places.get(iri, ()))}
        short = [word for _, name in names[one.iri] for word in acronyms.of(name)]
        short += [word for iri in near for word in whole.get(iri, ())]
        around = [word for iri in near for word in own.get(iri, ())]
        kind = kinds[one.type]
        alike = _GATHERINGS if _GATHERINGS & {*kind} else frozenset()
        alike |= {*_REPEATED} if any(iri.startswith(_SERIES) for iri in near) else {*()}
        yield Told(own[one.iri], short, around, (*kind, *one.facts), alike)


def signs(index: sqlite3.Connection) -> dict[str, Sign]:
    """The Chinese signs that an index knows."""
    return {c: Sign(simple, reading) for c, simple, reading in index.execute("SELECT * FROM sign")}


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
    simple = [_JAPANESE.get(c, c) for c in opencc.OpenCC("t2s").convert("\n".join(every)).split("\n")]
    readings = pypinyin.lazy_pinyin(simple)  # of a sign without one, the sign
    return {c: Sign(s, r.replace("ü", "u")) for c, s, r in zip(every, simple, readings, strict=True) if r != s}

"""Finding things by a name as somebody remembers it: in any script, transliterated, in part, with typing errors."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from kg import nameindex
from kg.errors import KGError
from kg.project import Project
from kg.scripts import Spelt, distance, shorter, spelt
from kg.terms import iri, literal

_ROWS = "SELECT thing.id, sound, iri, label, name.text, type, country FROM"
_MATCHING = f"""{_ROWS} word CROSS JOIN name ON name.id = word.rowid CROSS JOIN thing ON thing.id = name.thing
WHERE word MATCH ? AND (? = '' OR kind = ?) ORDER BY """
_MOST = 50  # names looked at in each step
_BEGINNING = f"""{_ROWS} name JOIN thing ON thing.id = name.thing
WHERE (plain >= :plain AND plain < :plain || :end OR sound >= :sound AND sound < :sound || :end OR bag = :bag
       OR name.id IN (SELECT name FROM short WHERE short = :plain)) AND (:kind = '' OR kind = :kind)
ORDER BY plain <> :plain, sound <> :sound, bag IS NOT :bag, name.id LIMIT {_MOST}
"""  # noqa: S608  # no part of it is typed by a user
_WORDS = 12  # words of a question that are looked for
_NEAR = 8  # words that one mistyped word may stand for
_ERRORS = 2  # typing errors in a whole name
_LONG = 6  # letters: a longer word may have two typing errors
_END = "\U0010ffff"
_SHOWN = 60
Row = tuple[int, str, str, str, str, str, str]


class Hit(NamedTuple):
    """A thing that was found; ``name`` is that of its names by which it was."""

    iri: str
    label: str
    name: str
    type: str
    country: str


class Finder:
    """A searcher of one index; it holds what every search needs."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._signs = nameindex.signs(index)

    def find(self, words: str, kind: str = "", limit: int = 10) -> list[Hit]:
        """The things that words may name, best first: the whole name, its beginning, its words, and only where nothing
        has all of them, words spelt nearly so. Among equals those with more sources come first."""
        asked = spelt(words, self._signs)
        found: dict[int, Hit] = {}
        if not asked.sound:
            return []
        for step in (self._beginning, self._all_words, self._told, self._nearly, self._some_words):
            if found and step in (self._nearly, self._some_words):
                break
            for thing, _, *hit in step(asked, kind):
                if thing not in found:
                    found[thing] = Hit(*hit)
                if len(found) == limit:
                    return list(found.values())
        return list(found.values())

    def _beginning(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Whole names first, as written, by sound, by their words; then those that go on, and those shortened so."""
        bag = asked.bag if len(asked.told) > 1 else None
        given = {"plain": asked.plain, "sound": asked.sound, "bag": bag, "end": _END, "kind": kind}
        return self._index.execute(_BEGINNING, given)

    def _all_words(self, asked: Spelt, kind: str) -> Iterable[Row]:
        *first, last = asked.words[:_WORDS]
        initials = [_quoted(word) + ("*" if len(word) == 1 else "") for word in first]
        return self._with(" AND ".join([*initials, _quoted(last) + "*"]), kind)

    def _told(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names with all words as they are read, and common words in English."""
        if not asked.told or {*asked.told} == {*asked.words}:
            return []
        return self._with(" AND ".join(map(_quoted, asked.told[:_WORDS])), kind)

    def _nearly(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names with all words, or words that a typing error or two make of them; first those that have no others."""
        groups = [self._like(word) for word in asked.words[:_WORDS]]
        rows = self._with(" AND ".join(f"({_any(group)})" for group in groups), kind)
        return sorted(rows, key=lambda row: not _nearly(asked.sound, row[1]))

    def _some_words(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names with the rarest of the words, or of what they are in English."""
        every = dict.fromkeys([*asked.words[:_WORDS], *asked.told[:_WORDS]])
        like = [near for word in every for near in self._like(word)[: 1 if word in self._like(word) else _NEAR]]
        return self._with(_any(dict.fromkeys(like)), kind, "rank, word.rowid")

    def _like(self, word: str) -> list[str]:
        """The words of names that a word may be meant for, the nearest first; a number is meant as it stands."""
        if not word.isalpha():
            return [word]
        parts = sorted(shorter(word))
        marks = ", ".join("?" * len(parts))
        near = self._index.execute(f"SELECT DISTINCT word FROM near WHERE part IN ({marks})", parts)  # noqa: S608
        ranked = sorted((distance(word, one), one) for (one,) in near)
        least = [one for far, one in ranked if far <= (2 if len(word) >= _LONG else 1)]
        return least[:_NEAR] or [word]

    def _with(self, match: str, kind: str, order: str = "word.rowid") -> Iterable[Row]:
        return self._index.execute(_MATCHING + order + f" LIMIT {_MOST}", (match, kind, kind))


def opened(project: Project) -> Finder:
    """A finder for the names of the build in place; KGError where nothing is built."""
    return Finder(nameindex.opened(project))


def _nearly(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= _ERRORS and distance(one, other) <= _ERRORS


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _any(words: Iterable[str]) -> str:
    return " OR ".join(map(_quoted, words))


def as_query(words: str, hits: list[Hit]) -> str:
    """SPARQL whose answer is what was found, for all who write answers; KGError where nothing was."""
    if not hits:
        shown = words if len(words) < _SHOWN else words[:_SHOWN] + "…"
        raise KGError(repr(shown), "names nothing in the graph", "write fewer words, or part of a name")
    texts = ((hit.label, hit.name, hit.type, hit.country) for hit in hits)
    rows = (" ".join([*map(literal, row), iri(hit.iri)]) for row, hit in zip(texts, hits, strict=True))
    columns = "?name ?found ?type ?country ?id"
    return f"SELECT {columns} WHERE {{ VALUES ({columns}) {{ ({') ('.join(rows)}) }} }}"

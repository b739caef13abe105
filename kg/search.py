"""Finding things by a name as somebody remembers it: in any script, in part, for short, with typing errors."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise
from typing import NamedTuple

from kg import acronyms, nameindex, numerals, recall
from kg.errors import KGError
from kg.project import Project
from kg.recall import Row, marks
from kg.scripts import Spelt, distance, is_small, shorter, spelt
from kg.terms import iri, literal

_MOST = 50  # names looked at in each step
_ROWS = "SELECT thing.id, sound, iri, label, name.text, type, country FROM"
_THING = "CROSS JOIN name ON name.id = %s CROSS JOIN thing ON thing.id = name.thing"
_MATCHING = f"""{_ROWS} word {_THING % "word.rowid"} WHERE word MATCH ? AND (? = '' OR kind = ?)
ORDER BY word.rowid LIMIT {_MOST}"""
_KEYS = _ROWS.replace("sound", "key", 1) + f" whole {_THING % 'whole.name'}"
_BEGUN = f"{_KEYS} WHERE key >= ? AND key < ? AND step < 2 AND (? = '' OR kind = ?)"
_AS_WRITTEN = f"{_BEGUN} ORDER BY key, step, whole.name LIMIT {_MOST}"  # the order of the table: nothing is sorted
_BEGINNING = f"{_BEGUN} ORDER BY step, whole.name LIMIT {_MOST}"
_HALF = f"{_KEYS} WHERE key >= ? AND key < ? AND step = ? AND LENGTH(key) BETWEEN ? AND ? AND (? = '' OR kind = ?)"
_WHOLE = f"{_KEYS} WHERE key IN (?, ?) AND step < 3 AND (? = '' OR kind = ?) ORDER BY step, whole.name LIMIT {_MOST}"
_SHORT = f"""{_ROWS} short {_THING % "short.name"} WHERE key IN (%s) AND (? = '' OR kind = ?)
ORDER BY key <> ?, LENGTH(key) DESC, short.name LIMIT 500"""
_PARTS = "SELECT part, of FROM part WHERE part IN (%s)"
_NAMED = f"{_ROWS} thing JOIN name ON name.thing = thing.id WHERE thing.id = ? ORDER BY name.id LIMIT 1"
_TELLING = "SELECT word FROM telling WHERE thing = ? AND word IN (%s) ORDER BY word"
_LIKE = "SELECT DISTINCT word FROM near WHERE part IN (%s)"
_WORDS = 12  # words of a question that are looked for
_ENOUGH = 4  # words that tell names like one that is known
_MORE = 2  # times as many words in a name as are asked
_SEVERAL = 2  # editions of a series, events of an institution
_SURE = 5  # letters: a shorter name is not known by its sound alone
_NEAR = 8  # words that one mistyped word may stand for
_MEANT = 3  # of these, where only some words are looked for
_ERRORS = 2  # typing errors in a whole name
_LONG_NAME = 8  # letters: in a shorter name one error is looked for
_LONG = 6  # letters: a longer word may have two typing errors
_WORD_LIKE = 3  # letters: a longer short form is used as a word
_END = "\U0010ffff"
_SHOWN = 60


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
        """The things that words may name, best first: a whole name, or if there is none, what the words are short for,
        names but for a typing error, their beginnings, their words, and what names and surroundings tell together.
        Among equals those with more sources come first."""
        asked = spelt(words, self._signs)
        found: dict[int, Row] = {}
        for row in self._rows(asked, kind) if asked.sound else ():
            found.setdefault(row[0], row)
            if len(found) == limit:
                break
        if not kind and _is_vague(asked, found):
            found = self._with_wholes(asked, found)
        return [Hit(*row[2:]) for row in list(found.values())[:limit]]

    def _with_wholes(self, asked: Spelt, found: dict[int, Row]) -> dict[int, Row]:
        """The same, with a series ahead of its editions, and an institution behind its first event, where the words do
        not tell the first two of these from each other."""
        rows = dict(found)
        for whole, first in self._wholes(asked, found):
            row = self._index.execute(_NAMED, (whole,)).fetchone()
            rows.pop(whole, None)
            at = list(rows).index(first) + ("/series/" not in row[2])
            rows = dict([*islice(rows.items(), at), (whole, row), *islice(rows.items(), at, None)])
        return rows

    def _wholes(self, asked: Spelt, found: dict[int, Row]) -> Iterator[tuple[int, int]]:
        """What several of the found are part of, if as many words tell it, but for one; the first part of each."""
        parts: dict[int, set[int]] = {}
        for part, whole in self._index.execute(_PARTS % marks(found), tuple(found)):
            parts.setdefault(whole, set()).add(part)
        for whole, ids in parts.items():
            if len(ids) >= _SEVERAL and next(iter(found)) != whole:
                first, second, *_ = [one for one in found if one in ids]
                told = self._tell(asked, first)
                if told == self._tell(asked, second) and len(told) - 1 <= len(self._tell(asked, whole)):
                    yield whole, first

    def _tell(self, asked: Spelt, thing: int) -> list[tuple[str]]:
        """The words asked that tell a thing."""
        words = recall.words(asked)
        return self._index.execute(_TELLING % marks(words), (thing, *words)).fetchall()

    def _rows(self, asked: Spelt, kind: str) -> Iterator[Row]:
        """What each step finds; who knows a name, but for one error, is not asked what else it may mean."""
        begun = self._begun(_AS_WRITTEN, asked.plain, kind).fetchall()
        if (begun and begun[0][1] == asked.plain) or (begun := self._whole(asked, kind)):
            yield from sorted(begun, key=lambda row: (row[1] != asked.plain, row[0]))
            yield from self._more(asked, kind)
            return
        yield from self._shortened(asked, kind)
        near = self._half_right(asked, kind)
        yield from (row for _, row in near)
        yield from self._beginning(asked, kind)
        yield from self._all_words(asked, kind)
        slip = near and near[0][0] == 1 and not any(map(str.isdecimal, asked.told))
        if not slip:
            for step in (self._told, self._nearly, self._written_out, self._recalled):
                yield from step(asked, kind)

    def _begun(self, query: str, key: str, kind: str) -> sqlite3.Cursor:
        return self._index.execute(query, (key, key + _END, kind, kind))

    def _whole(self, asked: Spelt, kind: str) -> list[Row]:
        """Names that are what is asked by sound, or by their words in any order."""
        sound = asked.sound if len(asked.sound) >= _SURE else None
        return self._equal(sound, asked.bag if len(asked.told) > 1 else None, kind)

    def _equal(self, one: str | None, other: str | None, kind: str) -> list[Row]:
        return self._index.execute(_WHOLE, (one, other, kind, kind)).fetchall()

    def _beginning(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names that go on, as written, then by sound."""
        return chain.from_iterable(self._begun(_BEGINNING, key, kind) for key in (asked.plain, asked.sound))

    def _shortened(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names of which a short form is asked."""
        if not (short := acronyms.form(asked)):
            return
        keys = acronyms.keys(short)
        for row in self._index.execute(_SHORT % marks(keys), (*keys, kind, kind, short)):
            if acronyms.fits(short, spelt(row[4], {})):
                yield row

    def _written_out(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names that are a short form of what is asked, and some that begin with it."""
        short = acronyms.whole(asked)
        yield from chain.from_iterable(self._equal(one, None, kind) for one in short)
        for one in short:
            if len(one) > _WORD_LIKE:
                yield from islice(self._begun(_BEGINNING, one + " ", kind), _MEANT)

    def _more(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names that have the longest words of a name, too."""
        return self._with(" AND ".join(map(_quoted, sorted(_longer(asked), key=len)[-_ENOUGH:])), kind)

    def _all_words(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names with all words, of initials and of the last word the beginning."""
        *first, last = _longer(asked)
        initials = [_quoted(word) + ("*" if len(word) == 1 else "") for word in first]
        return self._with(" AND ".join([*initials, _quoted(last) + "*"]), kind)

    def _told(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names with all words as they are read, and common words in English, and not many more."""
        if not asked.told or {*asked.told} == {*asked.words}:
            return []
        found = self._with(" AND ".join(map(_quoted, asked.told[:_WORDS])), kind)
        return (row for row in found if len(row[4].split()) <= _MORE * len(asked.told))

    def _half_right(self, asked: Spelt, kind: str) -> list[tuple[int, Row]]:
        """Whole names that by sound are what is asked but for an error or two, which spare its one half; no number is
        taken for another."""
        errors = _ERRORS if len(asked.sound) >= _LONG_NAME else 1
        half, lengths = len(asked.sound) // 2, (len(asked.sound) - errors, len(asked.sound) + errors)
        near = []
        for step, sound in ((1, asked.sound), (3, asked.sound[::-1])) if half > 1 else ():
            found = self._index.execute(_HALF, (sound[:half], sound[:half] + _END, step, *lengths, kind, kind))
            near += [(distance(row[1], sound), row) for row in found if _digits(row[1]) == _digits(sound)]
        return sorted((one for one in near if one[0] <= errors), key=lambda one: (one[0], one[1][0]))

    def _nearly(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names with all words, or words that a typing error or two make of them."""
        groups = [self._like(word) for word in _longer(asked)]
        return self._with(" AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in groups), kind)

    def _recalled(self, asked: Spelt, kind: str) -> Iterable[Row]:
        """Names of the things of which names and surroundings together have most of the words."""
        words = recall.words(asked)[: 2 * _WORDS]
        like = {word: [*self._meant(word, alone=len(words) == 1), recall.short_form(word)] for word in words}
        together = [one + other for one, other in pairwise(asked.words)]
        return recall.ranked(self._index, like, [*acronyms.whole(asked), *together], kind)

    def _meant(self, word: str, *, alone: bool) -> list[str]:
        """A word if it tells anything, or else, as where it stands alone, those that it may be meant for."""
        known = self._index.execute("SELECT 1 FROM telling WHERE word = ? LIMIT 1", (word,)).fetchone()
        return [word] if known and not alone else self._like(word)[:_MEANT]

    def _like(self, word: str) -> list[str]:
        """The words of names that a word may be meant for, the nearest first; a number is meant as it stands."""
        number = numerals.figures(word)
        parts = sorted(shorter(word))
        near = self._index.execute(_LIKE % marks(parts), parts)
        ranked = sorted((distance(word, one), one) for (one,) in near if not number or number == numerals.figures(one))
        least = [one for far, one in ranked if far <= (2 if len(word) >= _LONG else 1)]
        return least[:_NEAR] or [word]

    def _with(self, match: str, kind: str) -> Iterable[Row]:
        return self._index.execute(_MATCHING, (match, kind, kind))


def opened(project: Project) -> Finder:
    """A finder for the names of the build in place; KGError where nothing is built."""
    return Finder(nameindex.opened(project))


def _is_vague(asked: Spelt, found: dict[int, Row]) -> bool:
    """Whether several were found, of which no number tells one, and the first has another name than is asked."""
    numbered = any(map(str.isdecimal, asked.told))
    return len(found) >= _SEVERAL and not numbered and next(iter(found.values()))[1] not in (asked.plain, asked.sound)


def _longer(asked: Spelt) -> list[str]:
    """The words that are looked for, without small ones if there are others."""
    words = asked.words[:_WORDS]
    return [word for word in words if not is_small(word)] or list(words)


def _digits(text: str) -> list[str]:
    return [] if text.isalpha() else re.findall("[0-9]", text)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def as_query(words: str, hits: list[Hit]) -> str:
    """SPARQL whose answer is what was found, for all who write answers; KGError where nothing was."""
    if not hits:
        shown = words if len(words) < _SHOWN else words[:_SHOWN] + "…"
        raise KGError(repr(shown), "names nothing in the graph", "write fewer words, or part of a name")
    texts = ((hit.label, hit.name, hit.type, hit.country) for hit in hits)
    rows = (" ".join([*map(literal, row), iri(hit.iri)]) for row, hit in zip(texts, hits, strict=True))
    columns = "?name ?found ?type ?country ?id"
    return f"SELECT {columns} WHERE {{ VALUES ({columns}) {{ ({') ('.join(rows)}) }} }}"

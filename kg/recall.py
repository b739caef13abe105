"""Finding a thing by what its names and its surroundings tell together, where no one of its names has all the words.

What is remembered of a congress is its place and year, the body that held it, its number in a series; an institution
is remembered by its country, or for short by its first letters.
"""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from kg.scripts import Spelt

_CANDIDATES = 60  # things of which the names are compared
_RANKED = f"""
SELECT telling.thing, SUM(weight) AS weight FROM telling JOIN thing ON thing.id = telling.thing
WHERE word IN (%s) AND (? = '' OR kind = ?) GROUP BY telling.thing ORDER BY 2 DESC, 1 LIMIT {_CANDIDATES}
"""  # noqa: S608  # no part of it is typed by a user
_NAMES = """
SELECT thing.id, sound, iri, label, name.text, type, country, told FROM name JOIN thing ON thing.id = name.thing
WHERE thing IN (%s) ORDER BY name.id
"""
_AROUND = 0.8  # what a word of the surroundings tells, where a word of a name tells 1
_ALIKE = 0.5  # what another word for its class tells
_NUMBER = 2.0  # what a number tells, where the rarest word tells 1
_LIKENESS = 0.3  # what a likeness of names tells, where all the words tell 1
_LEAST = 0.3  # of what the best tells; what tells less is not shown
_PAIR = 0.25  # what a pair of signs tells, where a word tells 1
_MADE = "="  # before short forms that are made of names

Row = tuple[int, str, str, str, str, str, str]  # thing, name by sound, IRI, label, name, type, country


class Told(NamedTuple):
    """The words that tell a thing: of its names, short forms of these, of things around it, of its class, years and
    numbers in a series, and what its class may be called as well."""

    names: Iterable[str]
    short: Iterable[str]
    around: Iterable[str]
    facts: Iterable[str]
    alike: Iterable[str] = ()


def weights(told: Iterable[Told]) -> Iterator[tuple[str, int, float]]:
    """The words that tell each thing, numbered from one, with how much they do: the more, the rarer they are."""
    profiles = [_profile(one) for one in told]
    count = Counter(word.lstrip(_MADE) for profile in profiles for word in profile)
    whole = math.log(1 + len(profiles))
    rare = {word: _NUMBER * whole if word.isdigit() else math.log(1 + len(profiles) / n) for word, n in count.items()}
    rare |= {_MADE + word: weight for word, weight in rare.items()}
    for thing, profile in enumerate(profiles, 1):
        for word, share in profile.items():
            yield word, thing, round(share * rare[word] * (1 if word.isascii() else _PAIR), 3)


def _profile(told: Told) -> dict[str, float]:
    """What tells a thing, with how much; a short form that is made here is kept apart from one that a source gives."""
    given = (
        dict.fromkeys(told.alike, _ALIKE)
        | dict.fromkeys(told.around, _AROUND)
        | dict.fromkeys([*told.facts, *told.names], 1.0)
    )
    return given | {_MADE + short: _AROUND for short in told.short if short not in given}


def short_form(word: str) -> str:
    """The key of a word as a short form that is made of a name."""
    return _MADE + word


def words(spelt: Spelt) -> list[str]:
    """The words of a name that tell a thing: in English or by sound, and its signs in pairs."""
    return list(dict.fromkeys([*spelt.told, *(word for word in spelt.words if not word.isascii())]))


def ranked(index: sqlite3.Connection, asked: Mapping[str, Iterable[str]], more: Iterable[str], kind: str) -> list[Row]:
    """One name for each thing that the words asked for tell, or the words they are misspelt for, and what these make
    together; the best first."""
    every = sorted({word for like in (*asked.values(), more) for word in like})
    rows = index.execute(_RANKED % marks(every), (*every, kind, kind)).fetchall()
    told = {thing: weight for thing, weight in rows if weight >= _LEAST * rows[0][1]}
    best: dict[int, tuple[float, Row]] = {}
    for *told_by, words_ in index.execute(_NAMES % marks(told), tuple(told)):
        row, names = cast(Row, tuple(told_by)), set(words_.split())
        alike = 2 * len(names & set(every)) / (len(names) + len(asked))
        if row[0] not in best or alike > best[row[0]][0]:
            best[row[0]] = alike, row
    order = sorted(best, key=lambda thing: (-told[thing] - _LIKENESS * rows[0][1] * best[thing][0], thing))
    return [best[thing][1] for thing in order]


def marks(given: Iterable[object]) -> str:
    """As many question marks for SQL as there are values."""
    return ", ".join("?" for _ in given)

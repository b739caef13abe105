"""Names as people remember them, drawn from a graph: with a typing error, in other letters or signs, or another name
that the index does not know. The same seed gives the same pairs."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import opencc
import pypinyin

from kg import nameindex
from kg.engine import Engine
from kg.nameindex import Named
from kg.search import Finder

OF_EACH = 100  # pairs of each kind
AMONG = 5  # things that are shown
WITHHELD = "another name, withheld from the index"
# ISO 9:1995, BGN/PCGN and the Library of Congress, as their tables have them, for the letters of Russian.
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
SYSTEMS = {
    "ISO 9": "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â".split(),
    "BGN": "a b v g d e yë zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya".split(),
    "LC": "a b v g d e ë zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a".split(),
}
_OTHER_NAMES = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?t ?n { ?t skos:altLabel ?n }"
Pair = tuple[str, str]  # a thing and what is typed


def missed(graph: Engine, things: list[Named], finder: Finder, seed: int) -> Iterator[tuple[str, int, list[Pair]]]:
    """Of each kind, how many pairs were looked up, and those that did not lead to their thing among the first five."""
    for kind, (fits, make) in _MADE.items():
        draw = random.Random(seed)  # noqa: S311  # a sample, no secret
        every = [(one.iri, name) for one in things for name in one.names if fits(name)]
        drawn = draw.sample(every, min(OF_EACH, len(every)))
        pairs = [(thing, make(name, draw)) for thing, name in drawn]
        yield kind, len(pairs), _missed(finder, pairs)
    withheld = _withheld(graph, things, random.Random(seed))  # noqa: S311
    rest = [one._replace(names=tuple(n for n in one.names if n != withheld.get(one.iri))) for one in things]
    with closing(sqlite3.connect(":memory:")) as index:
        nameindex.fill(index, rest, "without these names")
        yield WITHHELD, len(withheld), _missed(Finder(index), sorted(withheld.items()))


def _missed(finder: Finder, pairs: list[Pair]) -> list[Pair]:
    return [(thing, typed) for thing, typed in pairs if thing not in [hit.iri for hit in finder.find(typed, "", AMONG)]]


def _withheld(graph: Engine, things: list[Named], draw: random.Random) -> dict[str, str]:
    """One further name of each of some things that have several."""
    several = {one.iri for one in things if len(one.names) > 1 and "/theme/" not in one.iri}
    rows = graph.select(_OTHER_NAMES).rows
    known = sorted((str(thing), str(name)) for thing, name in rows if str(thing) in several)
    draw.shuffle(known)
    return dict(list(dict(known).items())[:OF_EACH])


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


_MADE: dict[str, tuple[Callable[[str], bool], Callable[[str, random.Random], str]]] = {
    "a typing error": (lambda name: name.isascii() and len(name) > 7, _typo),
    "Cyrillic transliterated": (lambda name: len(name) > 5 and set(name.lower()) <= {*LETTERS, *" -«»"}, _russian),
    "signs read or traditional": (
        lambda name: len(name) > 2 and all("\u4e00" <= c <= "\u9fff" for c in name),
        _chinese,
    ),
}

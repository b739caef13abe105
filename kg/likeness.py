"""How alike two names are: what they share, weighed by how rare it is, and by what else they might be abbreviated.

Alike is not the same: the National Libraries of China and of Chile differ in one word, but in a rare one.
"""

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from kg.terms import folded

Words = tuple[str, ...]

# Letters that have no accent to take away (Unicode: no canonical decomposition).
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th"})
_SMALL = frozenset(
    "a an and at by for from in of on the to with al am da das de del della der des di die do dos du e el en et für i"
    " la las le les los und und van von y в и на по при".split()
)
# Words that say one thing, as they are after folding.
_SPELLINGS = dict(
    pair.split("=")
    for pair in "st=saint centre=center corp=corporation univ=university oblast=region provincial=province"
    " municipal=city turkey=turkiye us=united-states usa=united-states uk=united-kingdom ussr=soviet-union".split()
)
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_ENDINGS = ("n", "an", "ian", "ese")  # of Egypt, Egyptian
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_CAPITALS = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z]{1,6}[a-z]?")
_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_SHORTENED = 0.8  # how alike two names are at least of which one is the beginning of the other
_LACKING = 0.07  # what two names of people lose for each word that one of them lacks
_LONG = 7  # letters: in a shorter name one letter makes another name
_APART = 0.35  # what two names lose that differ in a word as rare as can be
# How alike two words must be to count as spellings of one: Eurasia and Eurasian, but not Austria and Australia.
_SPELLING, _SPELLING_OF_PEOPLE = 0.88, 0.79


@lru_cache(maxsize=65536)
def words(text: str) -> Words:
    """The words of a name that tell it from others: folded, without articles and plurals; Chinese as pairs of signs."""
    found = []
    whole = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), text).replace("'", "").replace("’", "")
    for word in folded(whole).translate(_LETTERS).split():
        if _SIGNS.fullmatch(word):
            found += [word[i : i + 2] for i in range(max(1, len(word) - 1))]
        elif word not in _SMALL:
            found += [_singular(part) for part in _SPELLINGS.get(word, word).split("-")]
    return tuple(found)


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith("ss") or not word.isascii():
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def named_for(text: str, owners: Mapping[str, Iterable[str]]) -> str:
    """A name with one word for each of its owners' names (or for an acronym of one): the Annual Meeting of somebody."""
    found = f" {' '.join(words(text))} "
    for owner, names in owners.items():
        for one in names:
            for called in sorted({" ".join(words(one)), *initials(one)} - {""}, key=lambda c: (-len(c), c)):
                found = found.replace(f" {called} ", f" {owner} ")
    return found.strip() or text


def is_signs(text: str) -> bool:
    """Whether a name is written in Chinese, Japanese or Korean signs."""
    return bool(_SIGNS.search(text))


def spelt(text: str) -> Iterator[str]:
    """A name without what stands in brackets, and the brackets' contents, but for short ones, which name a place."""
    yield " ".join(_BRACKETS.sub(" ", text).split()) or text
    yield from (inner for inner in _BRACKETS.findall(text) if len(inner.split()) > 2 or _CAPITALS.fullmatch(inner))


def acronyms(text: str) -> Iterator[str]:
    """The words of a short name that look like an acronym, in lower case."""
    if _CAPITALS.fullmatch(text.strip()):
        yield text.strip().lower()


@lru_cache(maxsize=65536)
def initials(text: str) -> frozenset[str]:
    """What a long name may be called for short: the first letters of its words, up to three of the first word, with or
    without the small words, the last words perhaps left out."""
    every = folded(text).translate(_LETTERS).split()
    if not all(word.isascii() for word in every):
        return frozenset()
    found = set()
    for chosen, first in product((every, [w for w in every if w not in _SMALL]), (1, 2, 3)):
        if 3 <= len(chosen) <= 12:
            whole = chosen[0][:first] + "".join(word[0] for word in chosen[1:])
            found |= {whole[:end] for end in range(max(3, len(whole) - 3), len(whole) + 1)}
    return frozenset(found)


@lru_cache(maxsize=65536)
def misspelt(text: str) -> frozenset[str]:
    """A name without any one of its letters, and whole: two names that share one differ by a letter or two."""
    whole = "".join(words(text))
    if len(whole) < _LONG:
        return frozenset()
    return frozenset({whole, *(whole[:i] + whole[i + 1 :] for i in range(len(whole)))})


class Weights:
    """How much each word tells, among the names of many things: the rarer, the more."""

    def __init__(self, named: Iterable[Iterable[str]]) -> None:
        counted = [{word for name in names for word in words(name)} for names in named]
        self.things = max(2, len(counted))
        self.count: Counter[str] = Counter()
        self._weights: dict[str, float] = {}
        for words_ in counted:
            self.count.update(words_)

    def of(self, word: str) -> float:
        """The weight of a word; a number tells as much as a rare word."""
        if word not in self._weights:
            count = 1 if word.isdigit() else max(1, self.count[word])
            self._weights[word] = math.log(1 + self.things / count)
        return self._weights[word]

    def rarest(self, name: str, most: int) -> list[str]:
        """The words of a name that tell most."""
        return sorted(set(words(name)), key=lambda word: (self.count[word], word))[:most]

    def alike(self, one: str, other: str) -> float:
        """From 0 to 1: the weight of what two names share, in that of all their words; less if each has a rare word
        that the other lacks (Anhui, Guizhou)."""
        mine, theirs = set(words(one)), set(words(other))
        both = mine & theirs
        both |= {word for pair in product(mine - both, theirs - both) if _near(*pair, _SPELLING) for word in pair}
        shared, whole = (math.fsum(map(self.of, [*mine & all_, *theirs & all_])) for all_ in (both, mine | theirs))
        rarest = [max(map(self.of, only - both), default=0.0) for only in (mine, theirs)]
        least = _SHORTENED if _is_start(words(one), words(other)) else 0.0
        return max(least, shared / whole - _APART * (min(rarest) / self.of("1")) ** 2) if whole else 0.0

    def alike_people(self, one: str, other: str) -> float:
        """The same for people, in whose names words change places, are put together, or shrink to initials."""
        if not rotations(one).isdisjoint(rotations(other)):
            return 1.0
        few, many = sorted((words(one), words(other)), key=len)
        if len(few) < 2 or is_signs(one) or is_signs(other):
            return 0.0
        left, told = list(many), []
        for word in few:
            best = max(left, key=lambda w: _as_part(word, w))
            told.append(_as_part(word, best))
            left.remove(best)
        whole = any(fit > _SPELLING_OF_PEOPLE and len(word) > 1 for word, fit in zip(few, told, strict=True))
        return sum(told) / len(told) - _LACKING * len(left) if whole and min(told) > 0 else 0.0

    def rarity(self, name: str) -> float:
        """From 0 to 1, how few people are likely to have a name: the weight of its two rarest words."""
        told = sorted(map(self.of, words(name)))[-2:]
        return sum(told) / (2 * math.log(1 + self.things))


def rotations(name: str) -> set[str]:
    """A person's name written together, beginning with each of its words."""
    found = words(name)
    return {"".join(found[i:] + found[:i]) for i in range(len(found))}


def _is_start(one: Words, other: Words) -> bool:
    """Whether one name, of four words at least, goes on in the other."""
    few = min(len(one), len(other))
    return few > 3 and one[:few] == other[:few]


def _near(one: str, other: str, least: float) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or short[0] != long[0]:
        return False
    return (long.startswith(short) and long[len(short) :] in _ENDINGS) or _ratio(short, long) >= least


def _as_part(one: str, other: str) -> float:
    """How well a word of a person's name fits another: the same, an initial of it, or nearly so spelt."""
    if one == other:
        return 1.0
    if 1 in (len(one), len(other)):
        return 0.8 if one[0] == other[0] else 0.0
    return 0.9 * _ratio(one, other) if _near(one, other, _SPELLING_OF_PEOPLE) else 0.0


@lru_cache(maxsize=65536)
def _ratio(one: str, other: str) -> float:
    first, second = sorted((one, other))  # the library's answer depends on the order
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()

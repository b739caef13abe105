"""Short forms of names: which letters a name may be shortened to, and whether a short form fits its words.

A short form takes the first letter of each word, or some (INTAMEL), with or without the small words; of a long name it
may pass over one word, or the last ones. The index holds first letters only: a short form is looked for by parts of it.
"""

from functools import lru_cache
from itertools import combinations

from kg.scripts import Spelt, is_small, latin

_WORDS = range(3, 11)  # of a name that is shortened
_LETTERS = range(3, 10)  # of a short form
_LONG = 5  # words of a name of which one may be passed over
_TAKEN = 4  # letters that one word gives at most
_LAST = 3  # words that may be left out at the end, if as many remain


@lru_cache(maxsize=65536)
def whole(name: Spelt) -> tuple[str, ...]:
    """The first letters of all words of a name, and of its longer words, if they can be a short form."""
    words = _words(name)
    found = ("".join(word[0] for word in chosen) for chosen in (words, [w for w in words if not is_small(w)]))
    return tuple(letters for letters in dict.fromkeys(found) if len(letters) in _WORDS)


@lru_cache(maxsize=65536)
def of(name: Spelt) -> frozenset[str]:
    """What is looked for: the same, and the letters but one, or but the last ones."""
    every = whole(name)
    letters = every[-1] if every else ""
    but_one = range(len(letters)) if len(letters) >= _LONG else ()
    cut = range(max(_LAST, len(letters) - _LAST), len(letters))
    found = {*every, *(letters[:i] + letters[i + 1 :] for i in but_one), *(letters[:end] for end in cut)}
    return frozenset(one for one in found if len(one) in _WORDS)


def form(name: Spelt) -> str:
    """What was typed as a short form, as small Latin letters in one piece; nothing if it can be none."""
    found = "" if any(map(str.isdecimal, name.plain)) else "".join(_words(name))
    return found if len(found) in _LETTERS and len(_words(name)) <= len(found) // 2 else ""


def keys(short: str) -> list[str]:
    """The first letters that a short form may hold, all of it first."""
    sizes = range(len(short), min(len(short), _LAST) - 1, -1)
    parts = ("".join(kept) for size in sizes for kept in combinations(short[1:], size - 1))
    return list(dict.fromkeys(short[0] + part for part in parts))


def fits(short: str, name: Spelt) -> bool:
    """Whether a short form is made of the beginnings of a name's words, in their order."""
    words = tuple(_words(name))
    return _fits(short, words, int(len(words) >= _LONG and len(short) > _LAST))


@lru_cache(maxsize=4096)
def _fits(short: str, words: tuple[str, ...], lacking: int) -> bool:
    longer = sum(not is_small(word) for word in words)
    if not short or not words:
        return not short and longer <= max(lacking, _LAST)
    first, rest = words[0], words[1:]
    if (is_small(first) and _fits(short, rest, lacking)) or (lacking and _fits(short, rest, lacking - 1)):
        return True
    taken = (size for size in range(1, _TAKEN + 1) if first[:size] == short[:size] and size <= len(first))
    return any(_fits(short[size:], rest, lacking) for size in taken)


def _words(name: Spelt) -> list[str]:
    words = [latin(word) for word in name.plain.split() if not word[0].isdecimal()]
    return words if all(word.isascii() for word in words) else []

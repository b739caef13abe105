"""One way to take a name apart in any script: how it is written, how it sounds, which words it has.

A name and what a user types go through the same functions, so that both spell alike: case, accents and width are
folded, traditional signs become simplified ones, signs are also read (pinyin), Cyrillic, Greek and other letters meet
the Latin ones in one spelling by sound, in which the usual systems of transliteration (ISO 9, BGN, the Library of
Congress) fall together.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg import numerals
from kg.terms import folded

# Letters that have no accent to take away (Unicode: no canonical decomposition).
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
)
_CYRILLIC = str.maketrans(
    dict(
        pair.split("=")
        for pair in "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch"
        " ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i є=ye ґ=g ђ=dj ј=j љ=lj њ=nj ћ=ch џ=dzh ѕ=dz ә=a ғ=gh қ=q ң=n ө=o"
        " ұ=u ү=u һ=h ҳ=h ҷ=j ҝ=g ҹ=ch".split()
    )
)
# Ways to write one sound, in this order; letters of one case, accents gone (ISO 9 writes я as â, ш as š).
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch", "s"),
        ("sch|sh", "s"),
        ("tch|ch|ts|tz", "c"),
        ("zh", "z"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ck|qu|q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("[yj]", "i"),
        ("i+(?=[aeou])", ""),
        (r"([a-z])\1+", r"\1"),
        ("(?<=[a-z]{3})ev(?=a?$)", "ov"),  # Solovyov is Solovyev, too
    )
]
# Common words of such names, by their beginnings: what they are in English, in which most names are known.
_COMMON = dict(
    pair.split("=")
    for pair in "библиоте=library bibliote=library bibliothe=library bibliothek=library biblioté=library"
    " kütüphane=library perpustakaan=library könyvtár=library национал=national nacion=national nazional=national"
    " государств=state российск=russian rossijsk=russian росси=russia китайск=chinese кита=china univers=university"
    " университет=university международн=international internaci=international internazi=international"
    " конференци=conference conferen=conference конгресс=congress congrès=congress ассоциаци=association"
    " asocia=association associa=association федераци=federation féd=federation ассамбле=assembly"
    " публичн=public públic=public областн=regional детск=children научн=scientific форум=forum академи=academy"
    " академия=academy мекси=mexico méxi=mexico librar=library municip=city сесси=session sesja=session"
    " sesj=session sitzung=session séance=session совет=council conseil=council consejo=council rada=council"
    " kongres=congress weltkongress=congress konferen=conference jahrestagung=conference tagung=meeting"
    " réunion=meeting reunión=meeting riunione=meeting встреч=meeting заседани=meeting собрани=meeting"
    " verband=association vereinigung=association gesellschaft=society società=society sociedad=society"
    " société=society обществ=society donazion=donation donaci=donation"
    " anivers=anniversary anniversaire=anniversary годовщин=anniversary лети=anniversary юбиле=anniversary"
    " nationale=national internationale=international publique=public".split()
)
_COMMON_SIGNS = dict(
    pair.split("=")
    for pair in "图书馆=library 国家=national 国立=national 国际=international 大学=university 论坛=forum"
    " 会议=conference 大会=congress 学会=society 协会=association 联合会=federation 档案馆=archives 博物馆=museum"
    " 中国=china 中华=china 俄罗斯=russian 美国=american 英国=british 法国=france 德国=german 日本=japan 韩国=korea"
    " 公共=public 少年儿童=children 国会=congress 科学院=academy 项目=project 访问=visit 研讨会=seminar"
    " 代表团=delegation 百年=100 周年=anniversary 首届=1 第= 届= 市= 省= 的=".split()
)
# Words that tell no name from another, by sound.
_SMALL = frozenset(
    "a al an and at da das de del der des di die do du e el en et for fur i in la las le les los of na on para po pri"
    " te the to u und v von vit z".split()
)
_HAN = "\u3400-\u9fff"
_RUN = re.compile(f"[{_HAN}]+|[\u3040-\u30ff\uac00-\ud7af]+|[^ {_HAN}\u3040-\u30ff\uac00-\ud7af]+")
_SIGNS = re.compile(f"[{_HAN}\u3040-\u30ff\uac00-\ud7af]")
# What transliterations write for signs of softness, and apostrophes in words, but for l'… and d'…
_SOFT = re.compile(r"[ʹʺʼ]|(?<=\w\w)['’”](?=\w)")
_KNOWN = _COMMON_SIGNS | numerals.CHINESE
_KNOWN_SIGNS = re.compile("(" + "|".join(sorted(_KNOWN, key=len, reverse=True)) + ")")
_LONGEST = 200  # letters of a name that are looked at
_PLURAL = 4  # letters of a word that may have an s for its plural
_SYLLABLES = 3  # how many signs are written as one word in a romanisation


class Sign(NamedTuple):
    """A Chinese sign in its simplified form, and its usual reading without tone."""

    simple: str
    reading: str


class Spelt(NamedTuple):
    """``plain``: the name as it is written, folded; ``sound``: by sound, without spaces; ``words``: of its writing,
    signs in pairs; ``read``: the words of its signs as they are read; ``told``: the words that tell it from others, in
    Latin letters, common ones in English; ``made``: whether its sound rests on a reading of signs.
    """

    plain: str
    sound: str
    words: tuple[str, ...]
    read: tuple[str, ...]
    told: tuple[str, ...]
    made: bool

    @property
    def bag(self) -> str:
        """The telling words, whatever their order."""
        return " ".join(sorted(self.told))


def spelt(text: str, signs: Mapping[str, Sign]) -> Spelt:
    """A name taken apart; of a very long one, the beginning."""
    plain = folded(_SOFT.sub("", text[:_LONGEST])).translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(signs[c].simple if c in signs else c for c in plain)
    words: list[str] = []
    read: list[str] = []
    sounds: list[str] = []
    told: list[str] = []
    for run in plain.split() if plain.isascii() else _RUN.findall(plain):
        if run.isascii() or not _SIGNS.match(run):
            words.append(sound(run) or run)
            sounds.append(words[-1])
            told += [telling] if (telling := _in_english(run)) else []
            continue
        words += [run[i : i + 2] for i in range(max(1, len(run) - 1))]
        readings = [_reading(c, signs) for c in run]
        sounds.append(sound("".join(readings)))
        told += _told(run, signs)
        read += _joined(readings)
    return Spelt(plain, "".join(sounds), _unique(words), _unique(read), _unique(told), bool(read))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A word of letters in the one spelling that its transliterations share."""
    text = latin(word)
    if not text.isascii():
        from anyascii import anyascii  # Greek, Arabic, kana and others

        text = "".join(c for c in anyascii(text).lower() if c.isalnum())
    for pattern, written in _SOUNDS:
        text = pattern.sub(written, text)
    return text


def latin(word: str) -> str:
    """A word with Latin letters for Cyrillic ones."""
    return word if word.isascii() else word.translate(_CYRILLIC)


def is_small(word: str) -> bool:
    """Whether a word, by sound, tells no name from another."""
    return word in _SMALL


@lru_cache(maxsize=65536)
def _in_english(run: str) -> str:
    """What a word tells: a number, an English word for a common one, or its sound without plural; nothing if small."""
    word = sound(run) or run
    # The family names Yu and Ye sound as small words do.
    if (number := numerals.figures(run)) or (word in _SMALL and (len(run) == len(word) or run == "the")):
        return number
    stems = (stem for stem in _stems() if word.startswith(stem))
    told = next((_stems()[stem] for stem in stems), word)
    return _singular(told)


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) >= _PLURAL else word


@lru_cache(maxsize=1)
def _stems() -> dict[str, str]:
    by_length = sorted(_COMMON.items(), key=lambda pair: (-len(pair[0]), pair))
    return {sound(folded(stem).translate(_LETTERS)): sound(english) for stem, english in by_length}


def _reading(c: str, signs: Mapping[str, Sign]) -> str:
    return signs[c].reading if c in signs else sound(c)


def _told(run: str, signs: Mapping[str, Sign]) -> Iterator[str]:
    """The words that signs make: common ones in English, the rest as they are read, each in one piece."""
    for part in _KNOWN_SIGNS.split(run):
        english = _KNOWN.get(part)
        if found := "".join(_reading(c, signs) for c in part) if english is None else english:
            yield _singular(sound(found))


def shorter(word: str) -> set[str]:
    """A word, and the word without any one of its letters: two words that share one differ by two letters at most."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def distance(one: str, other: str) -> int:
    """How many letters to leave out, put in, change, or change places with the next, to make one word of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, above[j - 2] + 1)
            row.append(best)
    return row[-1]


def _joined(readings: list[str]) -> Iterator[str]:
    """Readings as they are written in romanisations: alone, or two or three together."""
    for size in range(1, _SYLLABLES + 1):
        for start in range(len(readings) - size + 1):
            if joined := sound("".join(readings[start : start + size])):
                yield joined


def _unique(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))

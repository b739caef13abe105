"""Numbers in names as figures: ordinals, number words, Roman and Chinese numerals, as the editions of meetings have."""

import re

_WORDS = {
    word: str(number)
    for number, words in enumerate(
        "first/premier/первыи second/deuxieme/второи third/troisieme/третии fourth/quatrieme/четвертыи fifth/пятыи"
        " sixth/шестои seventh/седьмои eighth/восьмои ninth/девятыи tenth/десятыи eleventh twelfth thirteenth"
        " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
    for word in words.split("/")
}
_ROMAN = {
    tens * "x" + ones: str(10 * tens + one)
    for tens in range(4)
    for one, ones in enumerate(" i ii iii iv v vi vii viii ix".split(" "))
    if tens + len(ones) > 1  # a letter alone is an initial
}
_DIGITS = "一二三四五六七八九"
# From 第一 to 第九十九.
CHINESE = {f"第{ones}": str(one) for one, ones in enumerate(_DIGITS, 1)} | {
    f"第{tens}十{ones}": str(10 * ten + one)
    for ten, tens in enumerate(["", *_DIGITS[1:]], 1)
    for one, ones in enumerate(["", *_DIGITS])
}
# The beginnings of words for anniversaries that are known by a word of their own.
_ANNIVERSARIES = {
    "bicenten": "200",
    "centen": "100",
    "sesquicenten": "150",
    "tercenten": "300",
    "двухсотлет": "200",
    "пятидесятилет": "50",
    "столет": "100",
}
_ANNIVERSARY = re.compile("|".join(_ANNIVERSARIES))
_FIGURES = re.compile("([0-9]+)(?:[a-zа-я]{1,2}|eme)?")


def figures(word: str) -> str:
    """The figures of a word, folded, that is a number; nothing for another."""
    if found := _FIGURES.fullmatch(word):
        return found[1]
    years = _ANNIVERSARY.match(word)
    return _ANNIVERSARIES[years[0]] if years else _WORDS.get(word) or _ROMAN.get(word, "")

"""The data as data: rules that hold in each file. Each rule is a sentence; a failure prints it with the places that
break it, and a planted breach shows that it can fail."""

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from kg.format import SECTIONS
from kg.reader import ID
from tests.curated import File, Record, files, read
from tests.writing import KNOWN, PROJECT, SOURCE

Places = Iterator[str]
# A language tag as these files write it: Chinese in traditional script zh-Hant, a curator's romanisation zh-latn.
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3}|-latn)?(-[A-Z]{2})?")
YEAR = re.compile(r"\d{3}[\dX]")
# The oldest year that a kind of date may have without being a slip of the pen.
OLDEST = {"founded": 1300, "published": 1900}
# Letters that a name in a language must hold, and those that an English name may not.
LETTERS = {
    "zh": "[\u3400-\u9fff]",
    "ja": "[\u3040-\u30ff\u3400-\u9fff]",
    "ko": "[\uac00-\ud7af\u3400-\u9fff]",
    "ru": "[\u0400-\u04ff]",
    "bg": "[\u0400-\u04ff]",
    "mk": "[\u0400-\u04ff]",
}
FOREIGN = re.compile("[\u0370-\u05ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\+\d[\d ()-]{7,}|(?i:\b(?:tel|phone|fax|e-?mail|wechat|whatsapp)\b\.?:? ?[\d@+])"
)
IDENTIFIERS = {
    "ror.org": r"https://ror\.org/0[a-z0-9]{8}",
    "wikidata.org": r"http://www\.wikidata\.org/entity/Q[1-9]\d*",
    "geonames.org": r"https://sws\.geonames\.org/\d+/",
    "isni.org": r"https://isni\.org/isni/\d{15}[\dX]",
    "viaf.org": r"https?://viaf\.org/viaf/\d+",
}


def _named(one: File) -> Places:
    if not ID.fullmatch(one.path.stem):
        yield f"{one.shown}: rename it"


def _ordered(one: File) -> Places:
    yield from _in_order(one, [*one.content], ["source", *SECTIONS], one.content.at)
    for record in one.records():
        yield from _in_order(one, [*record.content], [*record.kinds()], record.content.at)


def _in_order(one: File, keys: list[str], known: list[str], at: tuple[int, int]) -> Places:
    wanted = sorted(keys, key=known.index)
    if keys != wanted:
        yield f"{one.at(at)}: write {', '.join(wanted)}"


def _kebab(one: File) -> Places:
    for record in one.records():
        if record.id and (not ID.fullmatch(record.id) or len(record.id) > 90):
            yield f"{one.at(record.content.at)}: {record.id}"


def _plausible(one: File) -> Places:
    this_year = datetime.datetime.now(tz=datetime.UTC).year
    for record in one.records():
        for key, kind in record.kinds().items():
            for year in YEAR.findall(record.content.get(key, "")) if kind == "date" else ():
                latest = this_year if key in ("published", "founded") else this_year + 10
                if not OLDEST.get(key, 1800) <= int(year.replace("X", "0")) <= latest:
                    yield f"{one.at(record.content.places[key])}: {key}: {record.content[key]}"


def _tagged(one: File) -> Places:
    for record in one.records():
        for tag in _tags(record):
            if not TAG.fullmatch(tag):
                yield f"{one.at(record.content.at)}: {tag}"


def _tags(record: Record) -> list[str]:
    found = [record.content["language"]] if record.kind == "source" and "language" in record.content else []
    return found + [tag for key, tag, _ in _worded(record) if key]


def _worded(record: Record) -> Iterator[tuple[str, str, str]]:
    """Key, language and text of all texts that have a language."""
    for key, kind in record.kinds().items():
        value = record.content.get(key)
        if kind.rstrip("!") in ("names", "title") and isinstance(value, dict):
            for tag, texts in value.items():
                yield from ((key, tag, text) for text in ([texts] if isinstance(texts, str) else texts))


def _lettered(one: File) -> Places:
    for record in one.records():
        for _, tag, text in _worded(record):
            letters = "[A-Za-z]" if tag.endswith("-latn") else LETTERS.get(tag.partition("-")[0], "")
            if not re.search(letters, text) or (tag == "en" and FOREIGN.search(text)):
                yield f"{one.at(record.content.at)}: {tag}: {text}"


def _tidy(one: File) -> Places:
    for at, text in one.texts():
        if text != text.strip() or "  " in text or "\u200b" in text or "&amp;" in text:
            yield f"{one.at(at)}: {text!r}"
    lines = one.path.read_bytes().split(b"\n")
    if lines[-1] or any(line != line.rstrip() for line in lines):
        yield f"{one.shown}: take spaces at the ends of lines out, and end the file with one line break"


def _needed(one: File) -> Places:
    told = {text for _, text in one.texts()}
    for record in one.records():
        silent = not set(record.content) - {
            "name",
            "other_names",
            "type",
            "city",
            "country",
            "places",
            "same_as",
            "given",
            "family",
        }
        if record.kind in ("institution", "person", "series") and silent and record.id not in told:
            yield f"{one.at(record.content.at)}: {record.id}: take it out, or say what it has to do with the rest"


def _private(one: File) -> Places:
    for at, text in one.texts():
        if not text.startswith("http") and (found := CONTACT.search(text)):
            yield f"{one.at(at)}: {found[0]}"


def _identified(one: File) -> Places:
    for record in one.records():
        for address in record.content.get("same_as", ()):
            for owner, form in IDENTIFIERS.items():
                if owner in address and not re.fullmatch(form, address):
                    yield f"{one.at(record.content.at)}: {address}: write it as {form}"


def _portable(one: File) -> Places:
    """Readers of YAML differ on a bare question mark between braces."""
    text = one.path.read_text("utf-8")
    if re.search(r"[{\[].*\?[ ,}]", text):
        try:
            yaml.load(text, yaml.BaseLoader)  # it makes texts only
        except yaml.YAMLError as error:
            yield f"{one.shown}: {error}"


class Rule(NamedTuple):
    """``check`` gives the places in a file where a rule is broken; ``planted`` is a file's body that breaks it."""

    check: Callable[[File], Places]
    planted: str


def _book(more: str) -> str:
    return (
        KNOWN + "events:\n  e: {name: {en: E}, type: Visit, participants: [{person: bo, role: visitor}]" + more + "}\n"
    )


RULES = {
    "A file is named by lower-case words joined by hyphens.": Rule(_named, ""),
    "Keys stand in the order of kg/format.py, so that two files are easily compared.": Rule(
        _ordered, _book(", start: 2001").replace("name: {en: E}, type: Visit", "type: Visit, name: {en: E}")
    ),
    "Ids are lower-case words joined by hyphens, of a length that fits on a line.": Rule(
        _kebab, KNOWN.replace("bo:", "Bo_B:")
    ),
    "Dates lie in years in which they can lie.": Rule(_plausible, _book(", start: 1201")),
    "Languages have the tags of data/README.md: zh, zh-Hant, and -latn for a curator's romanisation.": Rule(
        _tagged, KNOWN.replace("zh: 东", "zh-hant: 东")
    ),
    "A name in a language is written in its letters.": Rule(
        _lettered, KNOWN.replace("zh: 东方图书馆", "zh: East Library")
    ),
    "Texts have no spaces too many, lines no blanks at their ends, files one line break at theirs.": Rule(
        _tidy, KNOWN.replace("Ada}", "'Ada '}")
    ),
    "Whoever stands in a file has something to do with the rest of it.": Rule(_needed, KNOWN),
    "People stand here without addresses, numbers or accounts.": Rule(
        _private, _book(", note: write to bo@example.org")
    ),
    "Every reader of YAML can read a file: a text with a question mark stands in quotation marks.": Rule(
        _portable, _book(", motto: {en: Why? Because}")
    ),
    "Identifiers are written exactly as their owners write them.": Rule(
        _identified, KNOWN.replace("type: Museum", "type: Museum, same_as: [https://www.wikidata.org/wiki/Q1]")
    ),
}


@pytest.mark.parametrize("sentence", RULES)
def test_rule(sentence: str) -> None:
    """All files keep the rule."""
    broken = [place for one in files(PROJECT) for place in RULES[sentence].check(one)]
    assert not broken, "\n".join([sentence, *broken])


@pytest.mark.parametrize("sentence", RULES)
def test_rule_finds_a_planted_breach(sentence: str, tmp_path: Path) -> None:
    """A rule that nothing can break would pass for ever."""
    path = tmp_path / ("A_page.yaml" if sentence.startswith("A file is named") else "a-page.yaml")
    path.write_text(SOURCE % "a-page" + RULES[sentence].planted, "utf-8")
    assert list(RULES[sentence].check(read(path, path.name)))

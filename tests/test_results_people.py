"""Answers for people: labels in their language, columns in any script, nothing that a terminal or a page obeys."""

import re

import pytest

from kg import results, terminal
from kg.project import Project
from kg.tables import Iri, Table
from tests.answering import empty, question, quoted
from tests.running import answer

LIBRARY = "<https://w3id.org/libcoop/id/institution/library-of-lantern-isle>"
NAMED = f"SELECT ({LIBRARY} AS ?x) (<https://w3id.org/libcoop/ontology#Event> AS ?y) (<http://[::1]/#z> AS ?z) {{}}"


@pytest.mark.parametrize(
    ("language", "library", "event"),
    [
        ("zh", "灯岛图书馆", "活动"),
        ("zh-CN", "灯岛图书馆", "活动"),
        ("en", "Library of Lantern Isle", "Event"),
        ("nb", "Lanternøy bibliotek", "Event"),
        ("xx", "Library of Lantern Isle", "Event"),
    ],
)
def test_labels_stand_for_things(mini: Project, language: str, library: str, event: str) -> None:
    """In the language asked for, else in English; things of the graph, and terms of the vocabulary. Others stay."""
    row = answer(mini, "query", "-e", NAMED, "--labels", "--language", language).splitlines()[2]
    assert re.split(r"\s{2,}", row) == [library, event, "http://[::1]/#z"]


@pytest.mark.parametrize(
    ("variables", "library"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "灯岛图书馆"),
        ({"LC_ALL": "nb_NO@x", "LANG": "zh_CN"}, "Lanternøy bibliotek"),
        ({"LANG": "C.UTF-8"}, "Library of Lantern Isle"),
        ({}, "Library of Lantern Isle"),
    ],
)
def test_labels_are_in_the_users_language(
    mini: Project, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], library: str
) -> None:
    """As the environment names it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert library in answer(mini, "query", "-e", NAMED, "--labels", "--format", "markdown")


def test_columns_stand_under_each_other_in_any_script() -> None:
    """Wide letters take two columns; accents, points and joiners none."""
    words = ["abc", "东京都", "كِتَاب", "e\u0301te\u0301", "a\u200db", "ｆｕｌｌ", "ไทยที่"]
    drawn = terminal.drawn(Table(["a", "b"], [(word, "|") for word in words])).splitlines()[2:-1]
    assert {terminal.width(line[: line.index("|")]) for line in drawn} == {10}
    assert [terminal.width(word) for word in words] == [3, 6, 4, 3, 2, 8, 4]


def test_long_cells_fold(mini: Project) -> None:
    """With --fold nothing is lost: a long cell goes on below, no line wider than a cell may be."""
    long = "words " * 30 + "图" * 70
    lines = answer(mini, "query", "-e", f"SELECT ('{long}' AS ?x) ('end' AS ?y) {{}}", "--fold").splitlines()[2:-1]
    assert "".join(line[:60] for line in lines).replace(" ", "").replace("end", "") == long.replace(" ", "")
    assert sum("end" in line for line in lines) == 1
    assert max(terminal.width(line.removesuffix("end")) for line in lines) <= terminal.WIDEST + 2
    assert len(lines) >= 6


def test_a_terminal_is_told_nothing() -> None:
    """Control characters and marks that turn the line round are shown as signs."""
    shown = terminal.cell("a\x1b[31mred\x9b\x07\x00\u202etxt\nb")
    assert shown == "a\ufffd[31mred\ufffd\ufffd\ufffd\ufffdtxt b"
    assert terminal.cell(Iri("http://[::1]/x#y")) == "http://[::1]/x#y"


def test_markdown_holds_no_markup() -> None:
    """Links, images, emphasis and tags in a value are shown as they stand."""
    found = results.as_markdown(empty(), question(quoted("![x](http://e) *b* `c` &amp; <i> snake_case _i_ a|b")))
    assert r"!\[x\](http://e) \*b\* \`c\` &amp;amp; &lt;i> snake_case \_i\_ a\|b" in found

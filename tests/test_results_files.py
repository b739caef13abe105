"""Answers as files: what other readers find in xlsx and Parquet, and that no spreadsheet runs any of it."""

import io
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.utils.escape import unescape

from kg import parquet, results, spreadsheets
from kg.errors import KGError
from kg.project import Project
from kg.results import Manner
from kg.tables import Table
from tests.answering import EVERYTHING, EXPECTED, HOSTILE, empty, question, quoted
from tests.running import answer, complaint, kg

FILES = ("xlsx", "parquet")
# What a sheet cannot hold as a number.
AS_TEXT: dict[Any, str] = {123456789012345678: "123456789012345678", float("-inf"): "-INF"}


def file(form: str, sparql: str = EVERYTHING, manner: Manner = results.PLAIN) -> bytes:
    """An answer on nothing as the bytes of a file."""
    found = results.written(empty(), sparql, form, manner)
    assert isinstance(found, bytes)
    return found


def sheet(raw: bytes) -> list[list[Any]]:
    """The cells of the one sheet of a file, as openpyxl reads them."""
    (page,) = openpyxl.load_workbook(io.BytesIO(raw)).worksheets
    return [list(row) for row in page.iter_rows()]


def values(cells: list[list[Any]]) -> list[Any]:
    """The second column, without its head; openpyxl leaves a carriage return escaped."""
    column = [row[1].value for row in cells[1:]]
    return [value.replace("_x000D_", "\r") if isinstance(value, str) else value for value in column]


def test_xlsx_is_read_back() -> None:
    """Openpyxl finds the names of the columns, texts as texts, numbers as numbers, yes and no."""
    cells = sheet(file("xlsx"))
    assert [cell.value for cell in cells[0]] == ["n", "value", "value_language"]
    expected = [AS_TEXT.get(value, value) if type(value) in (int, float) else value for value in EXPECTED]
    assert [value or None for value in values(cells)[:16]] == [value or None for value in expected[:16]]
    assert values(cells)[16:] == expected[16:]
    assert [type(value) for value in values(cells)[16:]] == [type(value) for value in expected[16:]]


def test_xlsx_holds_no_formula_and_no_link() -> None:
    """Texts are stored as texts: no cell is a formula, no file in the archive links anywhere outside."""
    raw = file("xlsx")
    assert {cell.data_type for row in sheet(raw) for cell in row} <= {"s", "n", "b", "inlineStr"}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert not [name for name, part in parts.items() if b'TargetMode="External"' in part]


def test_safe_xlsx_stays_safe_as_csv() -> None:
    """With --safe a text that begins like a formula begins with an apostrophe; others and numbers do not change."""
    plain, safe = values(sheet(file("xlsx"))), values(sheet(file("xlsx", manner=Manner(safe=True))))
    changed = [(one, other) for one, other in zip(plain, safe, strict=True) if one != other]
    assert [other for one, other in changed] == [f"'{one}" for one, _ in changed]
    assert {one for one, _ in changed} == {
        *(HOSTILE[key] for key in ("formula", "plus", "minus", "at", "wide", "tab", "return")),
        "=x",
        "-INF",
    }


def test_xlsx_holds_control_characters() -> None:
    """What XML cannot hold is escaped as Office Open XML has it."""
    found, _ = values(sheet(file("xlsx", question(quoted("a\x01\x1b\ufffeb")))))
    assert unescape(found) == "a\x01\x1b\ufffeb"


def test_xlsx_refuses_what_a_sheet_cannot_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """A longer text or more rows are named, not cut."""
    assert len(values(sheet(spreadsheets.xlsx(Table(["n", "x"], [(1, "图" * 32_767)]))))[0]) == 32_767
    with pytest.raises(KGError, match="row 2 has more; write csv"):
        spreadsheets.xlsx(Table(["x"], [("short",), ("🏛" * 16_384,)]))
    monkeypatch.setattr(spreadsheets, "_ROWS", 2)
    with pytest.raises(KGError, match="holds 2 rows, the answer has 3"):
        spreadsheets.xlsx(Table(["x"], [(1,)] * 3))


@pytest.mark.parametrize("form", FILES)
def test_a_file_is_the_same_every_day(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answer gives the same bytes, whenever it is written."""
    once = file(form)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 1e8)
    time.sleep(1.1)  # xlsx counts in seconds, and asks the system's clock, not Python's
    assert file(form) == once


TYPED = """SELECT * { VALUES (?whole ?share ?sure ?text ?mixed ?none) {
  (1 2.5 true "=1+1" 1 UNDEF) (UNDEF 3 false "图书馆"@zh true UNDEF) (-3 UNDEF UNDEF <http://example.org/> "x" UNDEF)
} }"""


def test_parquet_is_read_back() -> None:
    """Columns of one kind keep it; a column of several kinds is of texts; nothing is null."""
    found = pq.read_table(io.BytesIO(file("parquet", TYPED)))
    assert {name: str(found.schema.field(name).type) for name in found.column_names} == {
        "whole": "int64",
        "share": "double",
        "sure": "bool",
        "text": "string",
        "text_language": "string",
        "mixed": "string",
        "none": "string",
    }
    assert found.to_pydict() == {
        "whole": [1, None, -3],
        "share": [2.5, 3.0, None],
        "sure": [True, False, None],
        "text": ["=1+1", "图书馆", "http://example.org/"],
        "text_language": [None, "zh", None],
        "mixed": ["1", "true", "x"],
        "none": [None, None, None],
    }


@pytest.mark.parametrize("form", FILES)
def test_no_language_is_lost(form: str) -> None:
    """It stands in a column beside the texts, under a name that no other column has; without tags there is none."""
    rows = '("a"@en "b" 1 "c") ("d"@zh-Hant "e"@fr UNDEF UNDEF)'
    names = ["x", "x_language1", "x_language", "x_language_language", "y", "z"]
    expected = [("a", "en", "b", None, 1, "c"), ("d", "zh-hant", "e", "fr", None, None)]
    raw = file(form, f"SELECT * {{ VALUES (?x ?x_language ?y ?z) {{ {rows} }} }}")
    if form == "xlsx":
        assert [[cell.value for cell in row] for row in sheet(raw)] == [names, *map(list, expected)]
    else:
        found = pq.read_table(io.BytesIO(raw))
        assert (found.column_names, list(zip(*found.to_pydict().values(), strict=True))) == (names, expected)


def test_parquet_keeps_every_text() -> None:
    """Hostile texts come back to the last character, control characters too."""
    texts = [*HOSTILE.values(), "a\x00\x1b\ufffeb"]
    found = pq.read_table(io.BytesIO(file("parquet", question(*map(quoted, texts)))))
    assert found.column("value").to_pylist() == [*texts, None]


@pytest.mark.parametrize(("numbers", "kind"), [([2**63 - 1], "int64"), ([2**63], "string"), ([2**60, 0.5], "string")])
def test_parquet_rounds_no_number(numbers: list[int | float], kind: str) -> None:
    """An integer that the column's type cannot hold exactly makes it a column of texts."""
    found = pq.read_table(io.BytesIO(parquet.written(Table(["x"], [(number,) for number in numbers]))))
    assert str(found.schema.field("x").type) == kind
    assert [str(value) for value in found.column("x").to_pylist()] == [str(number) for number in numbers]


@pytest.mark.parametrize("form", FILES)
def test_a_file_needs_a_name(mini: Project, tmp_path: Path, form: str) -> None:
    """Without -o nothing is written on standard output; with it the file is there, and named on standard error."""
    words = ["query", "-e", "SELECT ?x { ?x a ?y } ORDER BY ?x LIMIT 3", "--format", form]
    assert "-o FILE" in complaint(mini, *words)
    path = tmp_path / f"answer.{form}"
    done = kg(mini, *words, "-o", str(path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"{path}\n")
    assert path.stat().st_size > 100


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("query", ["SELECT ?a ?b { ?a <http://example.org/nothing> ?b }", "ASK {}"])
def test_a_file_holds_any_answer(form: str, query: str) -> None:
    """No rows, or yes."""
    raw = file(form, query)
    if form == "xlsx":
        found = [[cell.value for cell in row] for row in sheet(raw)]
    else:
        table = pq.read_table(io.BytesIO(raw))
        found = [table.column_names, *map(list, zip(*table.to_pydict().values(), strict=True))]
    assert found == ([["answer"], [True]] if query == "ASK {}" else [["a", "b"]])


@pytest.mark.parametrize("form", FILES)
def test_labels_stand_in_files(mini: Project, tmp_path: Path, form: str) -> None:
    """As in a table for people."""
    query = "SELECT (<https://w3id.org/libcoop/id/institution/library-of-lantern-isle> AS ?x) (1 AS ?y) {}"
    path = tmp_path / form
    answer(mini, "query", "-e", query, "--language", "zh", "--format", form, "-o", str(path))
    raw = path.read_bytes()
    found = sheet(raw)[1][0].value if form == "xlsx" else pq.read_table(io.BytesIO(raw)).column("x")[0].as_py()
    assert found == "灯岛图书馆"


@pytest.mark.parametrize(("form", "library"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, form: str, library: str) -> None:
    """Who installed without the extra is told which one it is."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(KGError, match=rf"pip install 'libcoop\[{form}\]'"):
        file(form)

"""Answers for spreadsheets: xlsx files whose texts stay texts, CSV and TSV whose cells no program takes for formulas.

A spreadsheet runs a cell that begins like a formula, wherever the cell came from (OWASP, CSV injection).
"""

import csv
import io
import math
import re
from datetime import datetime
from typing import TYPE_CHECKING

from kg.errors import KGError
from kg.tables import Table, Value
from kg.terminal import WIDEST, width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_STARTS = "=+\\-@\t\r\n＝＋－＠"
_FORMULA = re.compile(f"[{_STARTS}]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
# In TSV a text stands in quotes, its tabs and breaks as \t, \r, \n; a number or an IRI stands bare.
_QUOTED_FORMULA = re.compile(rf'(?<![^\t\n])"(?=[{_STARTS}]|\\[trn])')
_ROWS, _CHARACTERS, _DIGITS = 1_048_575, 32_767, 10**15  # what a sheet holds: rows below the head, in a cell, exactly
_SPECIAL = {"inf": "INF", "-inf": "-INF", "nan": "NaN"}  # as SPARQL writes them
_NO_DAY = datetime(2000, 1, 1)  # a file is stamped with a day; the same answer gives the same bytes


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe. Numbers stay."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def defused_csv(text: str) -> str:
    """CSV with each cell defused."""
    target = io.StringIO()
    csv.writer(target).writerows(map(defused, row) for row in csv.reader(io.StringIO(text, newline="")))
    return target.getvalue()


def defused_tsv(text: str) -> str:
    """TSV of SPARQL with each text defused within its quotes."""
    return _QUOTED_FORMULA.sub("\"'", text)


def xlsx(table: Table, *, safe: bool = False) -> bytes:
    """A file of one sheet; numbers and yes or no as such, all else as text, never as a formula or a link.

    KGError for a table that a sheet cannot hold. ``safe`` defuses texts for those who save the sheet as CSV.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise KGError("xlsx", "needs XlsxWriter", "run pip install 'libcoop[xlsx]', or write csv") from error
    if len(table.rows) > _ROWS:
        raise KGError("xlsx", f"a sheet holds {_ROWS} rows, the answer has {len(table.rows)}", "write csv or parquet")
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": _NO_DAY})
    sheet = book.add_worksheet("answer")
    bold = book.add_format({"bold": True})
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            _put(sheet, (number, column), value, safe=safe)
    for column, name in enumerate(table.columns):
        widest = max([width(name), *(width(str(row[column])) for row in table.rows[:1000])])
        sheet.set_column(column, column, min(widest, WIDEST) + 2)
    book.close()
    return target.getvalue()


def _put(sheet: "Worksheet", place: tuple[int, int], value: Value, *, safe: bool) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | float) and math.isfinite(value) and abs(value) < _DIGITS:
        sheet.write_number(*place, value)
    else:
        text = _SPECIAL.get(str(value), "") if isinstance(value, float) and not math.isfinite(value) else str(value)
        text = defused(text) if safe else text
        if len(text.encode("utf-16-le")) // 2 > _CHARACTERS:
            told = f"a cell holds {_CHARACTERS} characters, row {place[0]} has more"
            raise KGError("xlsx", told, "write csv or parquet")
        sheet.write_string(*place, text)

"""The rows of a table in ``data/authority``, each with its line, and what may be wrong with any of them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from kg import textyaml
from kg.errors import Finding, SourceErrors
from kg.format import SECTIONS
from kg.project import shown

Row = dict[str, str]

_KINDS = sorted(set(SECTIONS.values()) - {"membership"})


def fault(path: Path, line: int, rule: str, words: tuple[str, str]) -> NoReturn:
    """Stop at one row, of which ``words`` say what is wrong and what to do."""
    raise SourceErrors([Finding(shown(path), line, 0, rule, "", *words)])


def read(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    """Each row of a table that has (at least) some columns, with its line; none where there is no such file."""
    if not path.exists():
        return
    try:
        text = textyaml.decoded(path.read_bytes(), shown(path))
    except textyaml.TextError as error:
        raise SourceErrors([error.finding]) from error
    table = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        there = table.fieldnames or ()
        if (lacking := sorted(set(columns) - set(there))) or len(set(there)) < len(there):
            what = f"no column {', '.join(lacking)}" if lacking else "two columns of one name"
            fault(path, 1, "table", (what, f"begin the file with {','.join(columns)}"))
        for row in table:
            yield table.line_num, _row(path, table.line_num, row, columns)
    except csv.Error as error:
        fault(path, table.line_num + 1, "table", (f"broken table, {error}", "close the quotation marks"))


def _row(path: Path, line: int, row: Row, columns: tuple[str, ...]) -> Row:
    if None in row or None in row.values():
        fault(path, line, "table", ("the row has not as many fields as the header", "count the commas"))
    if empty := [column for column in columns if not row[column].strip()]:
        fault(path, line, "table", (f"{empty[0]} is empty", "fill it in, or take the row out"))
    if row.get("kind", _KINDS[0]) not in _KINDS:
        fault(path, line, "table", (f"{row['kind']!r} is no kind", f"write one of {', '.join(_KINDS)}"))
    return row

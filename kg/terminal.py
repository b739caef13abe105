"""A table for people at a terminal: columns under each other in any script, long cells cut or folded, nothing obeyed.

A terminal obeys control characters; here they are shown as a sign that something stood there.
"""

import unicodedata
from collections.abc import Iterator
from itertools import zip_longest

from kg.tables import Iri, Table, Value
from kg.terms import ID, short

WIDEST = 60  # columns of a cell
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they turn lines round
_NO_WIDTH = ("Mn", "Me", "Cf")


def drawn(table: Table, *, fold: bool = False) -> str:
    """Aligned columns (wide characters count twice), then the number of rows; long cells cut, or folded into lines."""
    cells = [[_folded(cell(v)) if fold else [_cut(cell(v))] for v in row] for row in table.rows]
    flat = [[max(lines, key=width) for lines in row] for row in cells]
    widths = [max(map(width, column)) for column in zip(table.columns, *flat, strict=True)]
    head = [table.columns, ["-" * columns for columns in widths]]
    lines = [*head, *(line for row in cells for line in _lines(row))]
    count = len(table.rows)
    body = "".join("  ".join(map(_padded, line, widths)).rstrip() + "\n" for line in lines)
    return f"{body}({count} row{'' if count == 1 else 's'})\n"


def cell(value: Value) -> str:
    """A value in one line: ids and names of vocabularies short, other addresses whole; nothing that terminals obey."""
    if value is None:
        return ""
    if isinstance(value, Iri):
        text = short(f"<{value}>") if value.startswith(ID) or "#" in value else str(value)
    else:
        text = " ".join(str(value).split())
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" or c in _BIDI else c for c in text)


def width(text: str) -> int:
    """Columns in a terminal (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(c: str) -> int:
    if unicodedata.east_asian_width(c) in "WF":
        return 2
    return 0 if unicodedata.category(c) in _NO_WIDTH else 1


def _lines(row: list[list[str]]) -> Iterator[list[str]]:
    """The lines of a row, cells side by side; a row without columns is an empty line."""
    yield from (list(line) for line in zip_longest(*row, fillvalue="")) if row else [[]]


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _cut(text: str) -> str:
    return text if width(text) <= WIDEST else _head(text, WIDEST - 1) + "…"


def _head(text: str, columns: int) -> str:
    """As much of a text as fits."""
    used = 0
    for place, c in enumerate(text):
        used += _columns(c)
        if used > columns:
            return text[:place]
    return text


def _folded(text: str) -> list[str]:
    """A text in lines that fit, broken at a space where one stands in the second half of the line."""
    lines = []
    while width(text) > WIDEST:
        head = _head(text, WIDEST)
        space = head.rfind(" ")
        if space > len(head) // 2:
            head = head[:space]
        lines.append(head)
        text = text[len(head) :].lstrip(" ")
    return [*lines, text]

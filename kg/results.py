"""How an answer is written: a table of formats, each a function of the engine and the query."""

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.tables import Iri, Value
from kg.terms import ID, iri, short

if TYPE_CHECKING:  # a list of formats need not load an engine
    from kg.engine import Engine

_WIDEST = 60  # columns of a cell in a terminal


def _standard(syntax: str) -> Callable[["Engine", str], str]:
    return lambda store, sparql: store.serialized(sparql, syntax).decode()


def as_table(store: "Engine", sparql: str) -> str:
    """For people: aligned columns (wide characters count twice), ids instead of IRIs, long cells cut."""
    table = store.select(sparql)
    cells = [[_cut(_cell(value)) for value in row] for row in table.rows]
    widths = [max(map(_width, column)) for column in zip(table.columns, *cells, strict=True)]
    lines = [table.columns, ["-" * width for width in widths], *cells]
    rows = len(table.rows)
    body = "".join(
        "  ".join(_padded(c, w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )
    return f"{body}({rows} row{'' if rows == 1 else 's'})\n"


def as_markdown(store: "Engine", sparql: str) -> str:
    """A Markdown table, with what would break its cells escaped."""
    table = store.select(sparql)
    lines = [table.columns, ["---"] * len(table.columns), *([_cell(v) for v in row] for row in table.rows)]
    return "".join("| " + " | ".join(_escaped(cell) for cell in line) + " |\n" for line in lines)


FORMATS: dict[str, Callable[["Engine", str], str]] = {
    "table": as_table,
    "markdown": as_markdown,
    "csv": _standard("csv"),
    "tsv": _standard("tsv"),
    "json": _standard("json"),
    "xml": _standard("xml"),
}


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Iri):
        return short(iri(value)) if value.startswith(ID) or "#" in value else str(value)
    return " ".join(str(value).split())


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _width(text: str) -> int:
    """Columns in a terminal (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _cut(text: str) -> str:
    if _width(text) <= _WIDEST:
        return text
    kept, used = "", 0
    for c in text:
        used += _width(c)
        if used >= _WIDEST:
            break
        kept += c
    return kept + "…"

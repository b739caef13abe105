"""How an answer is written: a table of formats, each a function of the engine, the query and the manner."""

import io
import itertools
import re
from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.errors import KGError
from kg.tables import Iri, Table, Text, Value

if TYPE_CHECKING:  # a list of formats need not load an engine
    from kg.captions import Words
    from kg.engine import Engine

_ENTITY = re.compile(r"&(?=#?\w+;)")
_NOT_PLAIN = re.compile(r"[\\|`*\[\]]|(?<!\w)_|_(?!\w)")


class Manner(NamedTuple):
    """What a reader may wish: labels in a ``language``, with those of a vocabulary; cells folded; formulas defused."""

    language: str = ""
    vocabulary: "Words" = MappingProxyType({})
    fold: bool = False
    safe: bool = False


PLAIN = Manner()


class Writer(Protocol):
    """Writes the answer of a query: a text, or the bytes of a file."""

    def __call__(self, store: "Engine", sparql: str, manner: Manner = PLAIN, /) -> str | bytes:
        """The answer in a format; KGError where the format cannot hold it."""
        ...


def as_table(store: "Engine", sparql: str, manner: Manner = PLAIN) -> str:
    """For people: aligned columns (wide characters count twice), ids instead of IRIs, long cells cut or folded."""
    from kg import terminal

    return terminal.drawn(_table(store, sparql, manner), fold=manner.fold)


def as_markdown(store: "Engine", sparql: str, manner: Manner = PLAIN) -> str:
    """A Markdown table."""
    return markdown(_table(store, sparql, manner))


def markdown(table: Table) -> str:
    """Rows in Markdown, with what would break a cell, or be markup in it, escaped."""
    lines = [table.columns, ["---"] * len(table.columns), *(map(_markdown, row) for row in table.rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _as_csv(store: "Engine", sparql: str, manner: Manner = PLAIN) -> str:
    from kg import spreadsheets

    text = store.serialized(sparql, "csv").decode()
    return spreadsheets.defused_csv(text) if manner.safe else text


def _as_tsv(store: "Engine", sparql: str, manner: Manner = PLAIN) -> str:
    from kg import spreadsheets

    text = store.serialized(sparql, "tsv").decode()
    return spreadsheets.defused_tsv(text) if manner.safe else text


def _as_json(store: "Engine", sparql: str, _manner: Manner = PLAIN) -> str:
    return store.serialized(sparql, "json").decode()


def _as_xml(store: "Engine", sparql: str, _manner: Manner = PLAIN) -> str:
    return _well_formed("xml", store.serialized(sparql, "xml")).decode()


def _as_xlsx(store: "Engine", sparql: str, manner: Manner = PLAIN) -> bytes:
    from kg import spreadsheets

    return spreadsheets.xlsx(_tagged(_table(store, sparql, manner)), safe=manner.safe)


def _as_parquet(store: "Engine", sparql: str, manner: Manner = PLAIN) -> bytes:
    from kg import parquet

    return parquet.written(_tagged(_table(store, sparql, manner)))


def _graph(syntax: str) -> Writer:
    def write(store: "Engine", sparql: str, _manner: Manner = PLAIN, /) -> str:
        """The statements of CONSTRUCT or DESCRIBE, sorted, so that the same ones give the same bytes."""
        from kg import dump

        text = dump.written(sorted({f"{s} {p} {o} .\n" for s, p, o in store.construct(sparql)}), syntax)
        return _well_formed(syntax, text.encode()).decode() if syntax == "rdfxml" else text

    return write


GRAPHS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")
FORMATS: dict[str, Writer] = {
    "table": as_table,
    "markdown": as_markdown,
    "csv": _as_csv,
    "tsv": _as_tsv,
    "json": _as_json,
    "xml": _as_xml,
    "xlsx": _as_xlsx,
    "parquet": _as_parquet,
    **{syntax: _graph(syntax) for syntax in GRAPHS},
}
# What not every format can do: the wish, and the formats that have it.
_ABLE: dict[str, tuple[Callable[[Manner], bool], tuple[str, ...]]] = {
    "labels": (lambda manner: bool(manner.language), ("table", "markdown", "xlsx", "parquet")),
    "fold": (lambda manner: manner.fold, ("table",)),
    "safe": (lambda manner: manner.safe, ("csv", "tsv", "xlsx")),
}


def written(store: "Engine", sparql: str, form: str, manner: Manner) -> str | bytes:
    """The answer in a format, in the manner wished; KGError for a wish that the format has no place for."""
    for wish, (wished, able) in _ABLE.items():
        if wished(manner) and form not in able:
            raise KGError(form, f"--{wish} does nothing here", f"leave it out, or write {', '.join(able)}")
    return FORMATS[form](store, sparql, manner)


def _table(store: "Engine", sparql: str, manner: Manner) -> Table:
    table = store.select(sparql)
    if not manner.language:
        return table
    from kg import captions

    return captions.labelled(store, table, manner.language, manner.vocabulary)


def _tagged(table: Table) -> Table:
    """The table with a column NAME_language beside each that holds texts in languages: a cell has no place for them."""
    if not any(isinstance(value, Text) for row in table.rows for value in row):
        return table
    columns: dict[str, tuple[Value, ...]] = {}
    for name, values in zip(table.columns, zip(*table.rows, strict=True), strict=True):
        columns[name] = values
        if any(isinstance(value, Text) for value in values):
            told = next(one for end in itertools.count() if (one := f"{name}_language{end or ''}") not in table.columns)
            columns[told] = tuple(value.language if isinstance(value, Text) else None for value in values)
    return Table(list(columns), list(zip(*columns.values(), strict=True)))


def _markdown(value: Value) -> str:
    from kg.terminal import cell

    text = _ENTITY.sub("&amp;", cell(value)).replace("<", "&lt;")
    return text if isinstance(value, Iri) else _NOT_PLAIN.sub(r"\\\g<0>", text)


def _well_formed(form: str, raw: bytes) -> bytes:
    """XML with its carriage returns kept, which a reader would drop; KGError where it holds what XML cannot."""
    from xml.parsers import expat

    raw = raw.replace(b"\r", b"&#xD;")
    try:
        expat.ParserCreate(namespace_separator=" ").ParseFile(io.BytesIO(raw))
    except expat.ExpatError as error:
        what = "holds a character or a property that XML has no place for"
        raise KGError(form, what, f"write {'json' if form == 'xml' else 'turtle'}") from error
    return raw

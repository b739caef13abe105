"""The SPARQL engine (Oxigraph): statements in, plain tables and texts out; nothing of its types crosses the border."""

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KGError
from kg.tables import Iri, Table, Text, Value
from kg.terms import PREFIXES, Triple

_XSD = PREFIXES["xsd"]
_NUMBERS: dict[str, Any] = {
    _XSD + "integer": int,
    _XSD + "decimal": float,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": "true".__eq__,
}


_EVALUATION = "see the query's functions and the store's integrity (kg check --store)"
_PART = 500_000  # statements loaded at once: some 700 MiB on the way to disk


class Engine:
    """A store that answers queries; made by :func:`in_memory`, :func:`on_disk` or :func:`read_only`."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def select(self, sparql: str) -> Table:
        """The answer of a SELECT query (or of ASK, as one row); KGError with the parser's words for a broken query."""
        answer = self._asked(sparql)
        if isinstance(answer, ox.QueryBoolean):
            return Table(["answer"], [(bool(answer),)])
        if isinstance(answer, ox.QueryTriples):
            columns = ["subject", "predicate", "object"]
            return Table(columns, [(_plain(t.subject), _plain(t.predicate), _plain(t.object)) for t in answer])
        columns = [variable.value for variable in answer.variables]
        try:
            return Table(columns, [tuple(map(_plain, solution)) for solution in answer])
        except (RuntimeError, OSError) as error:
            raise KGError("query", str(error), _EVALUATION) from error

    def construct(self, sparql: str) -> list[Triple]:
        """The statements that a CONSTRUCT query makes, as terms of N-Triples."""
        answer = self._asked(sparql)
        if not isinstance(answer, ox.QueryTriples):
            raise KGError("query", "makes no statements", "write CONSTRUCT { … } WHERE { … }")
        try:
            return [(str(t.subject), str(t.predicate), str(t.object)) for t in answer]
        except (RuntimeError, OSError) as error:
            raise KGError("query", str(error), _EVALUATION) from error

    def add(self, triples: Iterable[Triple]) -> None:
        """Add statements to the default graph."""
        lines = (f"{s} {p} {o} .\n" for s, p, o in triples)
        while part := "".join(itertools.islice(lines, _PART)):
            self._store.bulk_load(part.encode(), ox.RdfFormat.N_TRIPLES)

    def serialized(self, sparql: str, syntax: str) -> bytes:
        """An answer in a standard format of SPARQL results: csv, tsv, json or xml."""
        formats = {
            "csv": ox.QueryResultsFormat.CSV,
            "tsv": ox.QueryResultsFormat.TSV,
            "json": ox.QueryResultsFormat.JSON,
            "xml": ox.QueryResultsFormat.XML,
        }
        answer = self._asked(sparql)
        if isinstance(answer, ox.QueryTriples):
            raise KGError("query", f"{syntax} holds no statements", "write --format turtle or table, or use SELECT")
        try:
            return bytes(answer.serialize(format=formats[syntax]))
        except (RuntimeError, OSError) as error:
            raise KGError("query", str(error), _EVALUATION) from error

    def _asked(self, sparql: str) -> Any:
        try:
            return self._store.query(sparql)
        except SyntaxError as error:
            raise KGError("query", f"no SPARQL, {_told(str(error.msg or error))}", "mend the query") from error
        except UnicodeEncodeError as error:
            raise KGError("query", f"no text, {error.reason}", "write the query and its parameters in UTF-8") from error
        except (RuntimeError, OSError) as error:
            raise KGError("query", str(error), _EVALUATION) from error


def in_memory(source: Path | bytes = b"") -> Engine:
    """An engine in memory over N-Quads, a file or a text."""
    store = ox.Store()
    if isinstance(source, bytes):
        store.bulk_load(source, ox.RdfFormat.N_QUADS)
    else:
        store.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
    return Engine(store)


def fill(folder: Path, nquads: Path) -> None:
    """A new store on disk from an N-Quads file, in parts: a whole file at once takes a gigabyte for each million."""
    store = ox.Store(str(folder))
    with nquads.open("rb") as lines:
        while part := b"".join(itertools.islice(lines, _PART)):
            store.bulk_load(part, ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def read_only(folder: Path) -> Engine:
    """An engine over a finished store on disk; OSError or RuntimeError where it is broken."""
    return Engine(ox.Store.read_only(str(folder)))


def _told(fault: str) -> str:
    """The parser's words in one line; of an unknown prefix it tells all letters that could stand there."""
    where, expected, _ = fault.partition(": expected one of Prefix not found")
    return f"{where}: the prefix is not declared (PREFIX name: <…>)" if expected else " ".join(fault.split())


def _plain(term: Any) -> Value:
    if term is None:
        return None
    kind = type(term)
    if kind is ox.NamedNode:
        return Iri(term.value)
    if kind is ox.Literal:
        if term.language:
            return Text(term.value, term.language)
        read = _NUMBERS.get(term.datatype.value)
        try:
            return read(term.value) if read else str(term.value)
        except ValueError:  # "abc"^^xsd:integer is a term as well
            return str(term.value)
    return str(term)

"""The SPARQL engine (Oxigraph): statements in, plain tables and texts out; nothing of its types crosses the border.

It also reads what another store has answered, so that an answer from elsewhere becomes the same plain values.
"""

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator
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
_BYTES, _PARTS = 120_000_000, 12  # as many in bytes; and of a larger file, so many parts
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Engine:
    """A store that answers queries; made by :func:`in_memory`, :func:`read_only` or :func:`elsewhere`."""

    def __init__(self, query: Callable[[str], Any]) -> None:
        self._query = query

    def select(self, sparql: str) -> Table:
        """The answer of a SELECT query (or of ASK, as one row); KGError with the parser's words for a broken query."""
        answer = self._asked(sparql)
        if isinstance(answer, ox.QueryBoolean):
            return Table(["answer"], [(bool(answer),)])
        if isinstance(answer, ox.QueryTriples):
            columns = ["subject", "predicate", "object"]
            said = _statements(answer)
            return Table(columns, [(_plain(t.subject), _plain(t.predicate), _plain(t.object)) for t in said])
        columns = [variable.value for variable in answer.variables]
        with _evaluated():
            return Table(columns, [tuple(map(_plain, solution)) for solution in answer])

    def construct(self, sparql: str) -> list[Triple]:
        """The statements that a CONSTRUCT query makes, as terms of N-Triples."""
        answer = self._asked(sparql)
        if not isinstance(answer, ox.QueryTriples):
            raise KGError("query", "makes no statements", "write CONSTRUCT { … } WHERE { … }")
        return [(str(t.subject), str(t.predicate), str(t.object)) for t in _statements(answer)]

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
        with _evaluated():
            return bytes(answer.serialize(format=formats[syntax]))

    def _asked(self, sparql: str) -> Any:
        try:
            return self._query(sparql)
        except SyntaxError as error:
            raise KGError("query", f"no SPARQL, {_told(str(error.msg or error))}", "mend the query") from error
        except UnicodeEncodeError as error:
            raise KGError("query", f"no text, {error.reason}", "write the query and its parameters in UTF-8") from error
        except (RuntimeError, OSError) as error:
            raise KGError("query", str(error), _EVALUATION) from error


class Memory(Engine):
    """A store in memory, which takes more statements."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store.query)
        self._store = store

    def add(self, triples: Iterable[Triple]) -> None:
        """Add statements to the default graph."""
        lines = (f"{s} {p} {o} .\n" for s, p, o in triples)
        while part := "".join(itertools.islice(lines, _PART)):
            self._store.bulk_load(part.encode(), ox.RdfFormat.N_TRIPLES)


def in_memory(source: Path | bytes = b"") -> Memory:
    """An engine in memory over N-Quads, a file or a text."""
    store = ox.Store()
    if isinstance(source, bytes):
        store.bulk_load(source, ox.RdfFormat.N_QUADS)
    else:
        store.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
    return Memory(store)


def fill(folder: Path, nquads: Path) -> None:
    """A new store on disk from an N-Quads file, in parts: a whole file at once takes a gigabyte for each million, and
    forty parts, each of which makes the store sort anew what it holds, write eight times what remains."""
    store, size = ox.Store(str(folder)), max(_BYTES, -(-nquads.stat().st_size // _PARTS))
    with nquads.open("rb") as lines:
        while part := b"".join(lines.readlines(size)):
            store.bulk_load(part, ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def read_only(folder: Path) -> Engine:
    """An engine over a finished store on disk; OSError or RuntimeError where it is broken."""
    return Engine(ox.Store.read_only(str(folder)).query)


def elsewhere(ask: Callable[[str], tuple[str, bytes]]) -> Engine:
    """An engine over another store: ``ask`` brings its answer, as the media type of a SPARQL result or of N-Triples.

    An answer that is broken or was cut short is a KGError, never a shorter answer.
    """

    def query(sparql: str) -> Any:
        kind, body = ask(sparql)
        with _evaluated():
            if form := ox.QueryResultsFormat.from_media_type(kind):
                return ox.parse_query_results(body, format=form)
            store = ox.Store()
            store.bulk_load(body, ox.RdfFormat.N_TRIPLES)
            return store.query(_ALL)

    return Engine(query)


@contextlib.contextmanager
def _evaluated() -> Iterator[None]:
    """What goes wrong while an answer is read is told to the user."""
    try:
        yield
    except SyntaxError as error:  # of another store's answer: our own engine's has none
        what = f"is broken or was cut short, {_told(str(error.msg or error))}"
        raise KGError("answer", what, "ask again; if it stays so, tell who runs the store") from error
    except (RuntimeError, OSError) as error:
        raise KGError("query", str(error), _EVALUATION) from error


def _statements(answer: ox.QueryTriples) -> list[ox.Triple]:
    """The statements of an answer; blank nodes, named by chance before, by what is said of them (RDFC 1.0)."""
    with _evaluated():
        found = list(answer)
    if not any(isinstance(end, ox.BlankNode) for one in found for end in (one.subject, one.object)):
        return found
    named = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in found)
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((one.triple for one in named), key=str)


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

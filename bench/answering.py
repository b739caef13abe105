"""Processes that hold a graph and answer questions, each by one engine: rdflib, ours in memory, ours on disk."""

import multiprocessing
import signal
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg import engine
from kg.tables import Iri

_NEW = multiprocessing.get_context("spawn")
_ENOUGH, _MOST = 0.5, 5  # a question is asked again until so many seconds are spent, or so many times
Ask = Callable[[Any], Iterable[Iterable[Any]]]


class Holder(NamedTuple):
    """A graph with its engine: it answers a SELECT, a text or what ``parse`` makes of it where it can do so before."""

    ask: Ask
    parse: Callable[[str], Any] = str


class Answer(NamedTuple):
    """Its rows as sorted texts that all engines write alike, and the medians of the seconds that it took.

    ``parsed`` are the seconds where the question was parsed beforehand.
    """

    seconds: float
    rows: list[str]
    parsed: float = 0.0


class _Late(BaseException):
    """The time for a question is over; no library that catches Exception can hold it up."""


class Answerer:
    """A process with an engine; ``loaded`` is how many seconds it took to load the graph."""

    def __init__(self, start: Callable[[Path], Holder], graph: Path, limit: float) -> None:
        self._connection, theirs = _NEW.Pipe()
        self._process = _NEW.Process(target=_serve, args=(theirs, start, graph, limit), daemon=True)
        self._process.start()
        theirs.close()
        self.loaded: float = self._connection.recv()

    def __enter__(self) -> "Answerer":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def ask(self, sparql: str) -> Answer | None:
        """The answer, or None where it took longer than the limit."""
        self._connection.send(sparql)
        found = self._connection.recv()
        if isinstance(found, Exception):
            raise found
        answer: Answer | None = found
        return answer


def rdflib_in_memory(graph: Path) -> Holder:
    """The engine that rdflib has, over a Dataset with all named graphs."""
    store = rdflib.Dataset()
    store.parse(graph / "kg.nq", format="nquads")
    return Holder(store.query, prepareQuery)  # type: ignore[arg-type]  # a SELECT's result is its rows


def ours_in_memory(graph: Path) -> Holder:
    """Our engine, filled from the N-Quads."""
    store = engine.in_memory(graph / "kg.nq")
    return Holder(lambda sparql: store.select(sparql).rows)


def ours_on_disk(graph: Path) -> Holder:
    """Our engine over the built store."""
    store = engine.read_only(graph / "store")
    return Holder(lambda sparql: store.select(sparql).rows)


def _serve(connection: Any, start: Callable[[Path], Holder], graph: Path, limit: float) -> None:
    begun = time.perf_counter()
    holder = start(graph)
    connection.send(time.perf_counter() - begun)
    signal.signal(signal.SIGALRM, _late)
    while True:
        try:
            connection.send(_answered(holder, connection.recv(), limit))
        except EOFError:
            return
        except Exception as error:  # noqa: BLE001  # told to the process that asked
            connection.send(RuntimeError(f"{type(error).__name__}: {error}"))


def _answered(holder: Holder, sparql: str, limit: float) -> Answer | None:
    times: list[float] = []
    parsed: list[float] = []
    rows: list[tuple[Any, ...]] = []
    while not times or (sum(times) < _ENOUGH and len(times) < _MOST):
        signal.setitimer(signal.ITIMER_REAL, limit, 10.0)  # again and again, should a library swallow the first
        try:
            start = time.perf_counter()
            rows = [tuple(row) for row in holder.ask(sparql)]
            times.append(time.perf_counter() - start)
            parsed.append(_again(holder, sparql) if times[-1] < _ENOUGH else times[-1])
        except _Late:
            return None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
        if times[-1] > limit:
            return None
    alike = sorted("\t".join(map(_alike, row)) for row in rows)
    return Answer(statistics.median(times), alike, statistics.median(parsed))


def _again(holder: Holder, sparql: str) -> float:
    """The seconds of an answer to a question that is parsed already."""
    parsed = holder.parse(sparql)
    start = time.perf_counter()
    for row in holder.ask(parsed):
        tuple(row)
    return time.perf_counter() - start


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise _Late


def _alike(value: Any) -> str:
    """A value as all engines have it: numbers to nine digits, whatever their type; language tags in lower case."""
    if value is None:
        return ""
    if isinstance(value, (rdflib.URIRef, Iri)):
        return f"<{value}>"
    language = getattr(value, "language", None)
    if language:
        return f'"{value}"@{language.lower()}'
    plain = value.toPython() if isinstance(value, rdflib.Literal) and _is_number(value) else value
    if isinstance(plain, bool) or not isinstance(plain, (int, float)):
        return f'"{str(plain).lower() if isinstance(plain, bool) else plain}"'
    return f"{float(plain):.9g}"


def _is_number(literal: rdflib.Literal) -> bool:
    return str(literal.datatype).rpartition("#")[2] in ("integer", "decimal", "double", "float", "boolean")

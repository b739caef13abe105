"""Queries from outside: judged by the gate, answered in a worker; the questions that come with us need neither."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import gate
from kg.project import Project
from kg.tables import Iri, Table, Text, Value

if TYPE_CHECKING:
    from kg.results import Manner
    from kg.worker import Worker


def is_foreign(question: str | None) -> bool:
    """Whether this is no name of a question: SPARQL itself (None), a file, or standard input."""
    return question is None or question == "-" or Path(question).suffix == ".rq"


def written(worker: "Worker", project: Project, sparql: str, shape: tuple[str, "Manner"]) -> str | bytes:
    """The answer in a format and a manner, whole; KGError for what the gate refuses, and for a limit that was met."""
    gate.passed(sparql)
    form, manner = shape
    vocabulary = {term: dict(labels) for term, labels in manner.vocabulary.items()}
    wishes = tuple(manner._replace(vocabulary=vocabulary))
    return worker.answer(answered, str(project.current.resolve() / "store"), sparql, form, wishes)


def selected(worker: "Worker", store: Path, sparql: str) -> Table:
    """The answer from a store on disk as ``Engine.select`` gives it, whole; KGError as of :func:`written`."""
    gate.passed(sparql)
    columns, rows = json.loads(worker.answer(table, str(store), sparql))
    return Table(columns, [tuple(map(_unpacked, row)) for row in rows])


def answered(
    store: str, sparql: str, form: str, wishes: tuple[str, dict[str, dict[str, str]], bool, bool]
) -> str | bytes:
    """The answer from a store on disk; what a worker does, with plain arguments."""
    from kg import engine, results

    return results.written(engine.read_only(Path(store)), sparql, form, results.Manner(*wishes))


def table(store: str, sparql: str) -> str:
    """The table of an answer as JSON; what a worker does, with plain arguments."""
    from kg import engine

    columns, rows = engine.read_only(Path(store)).select(sparql)
    return json.dumps([columns, [list(map(_packed, row)) for row in rows]])


def _packed(value: Value) -> Value | list[str]:
    """A value as JSON can hold it: a text with a language, or an IRI, as a list."""
    if isinstance(value, Text):
        return [str(value), value.language]
    return [str(value)] if isinstance(value, Iri) else value


def _unpacked(value: Any) -> Value:
    if not isinstance(value, list):
        known: Value = value
        return known
    return Text(*value) if len(value) > 1 else Iri(*value)

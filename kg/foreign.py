"""Queries from outside: judged by the gate, answered in a worker; the questions that come with us need neither."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg import gate
from kg.project import Project

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


def answered(
    store: str, sparql: str, form: str, wishes: tuple[str, dict[str, dict[str, str]], bool, bool]
) -> str | bytes:
    """The answer from a store on disk; what a worker does, with plain arguments."""
    from kg import engine, results

    return results.written(engine.read_only(Path(store)), sparql, form, results.Manner(*wishes))

"""All named questions, text in and rows out: ours in memory and from disk, and other engines beside them."""

import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

from bench import comparing, corpus, serving
from bench.answering import Answer, Answerer, ours_in_memory, ours_on_disk, rdflib_in_memory
from bench.comparing import Measured
from bench.measure import fresh, same
from bench.report import Scale, Section, earlier
from bench.starting import questions
from kg.project import Project

_SLOW = 5.0  # seconds; a question to which an engine takes longer is asked in one round only
_SMALL = 200_000  # statements; over more, a question is asked in fewer rounds
_COMPARED = 1_000_000  # statements; over more, only ours and the server of our engine are asked
_HERE = {"memory": ours_in_memory, "disk": ours_on_disk, "rdflib": rdflib_in_memory}
_SERVED = {"server": serving.oxigraph, "virtuoso": serving.virtuoso, "jena": serving.jena}
_LARGE = ("memory", "disk", "server")
_BESIDE = ("virtuoso", "jena")  # what one of these answers otherwise, or not at all, is told and stops nothing


class Asked(Protocol):
    """What answers a question, or gives None where its time is up."""

    def ask(self, sparql: str, /) -> Answer | None:
        """The answer to a question in SPARQL."""


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare the answers of all engines, then their times, at every size; sizes measured before are told again."""
    figures = earlier(project.build, "questions")
    for statements in scale.statements:
        figures[str(statements)] = _measured(corpus.built(project, statements, work), statements, scale)
    return comparing.told(figures, scale.limit)


def _measured(project: Project, statements: int, scale: Scale) -> dict[str, Any]:
    texts: dict[str, str] = fresh(questions, project).result
    rounds = scale.rounds if statements < _SMALL else min(scale.rounds, 3)
    names = [name for name in scale.engines if statements <= _COMPARED or name in _LARGE]
    with ExitStack() as running:
        engines = {name: _started(name, project, scale.limit, running) for name in names}
        found = [asked(name, sparql, engines, rounds) for name, sparql in texts.items()]
        loaded = {name: engine.loaded for name, engine in engines.items() if name in _HERE}
    return {"about": corpus.counted(project), "loaded": loaded, "questions": [one._asdict() for one in found]}


def _started(name: str, project: Project, limit: float, running: ExitStack) -> Answerer:
    """A process that holds the graph, or asks the server that does."""
    start: Callable[[Path], Any]
    if name in _SERVED:
        folder = running.enter_context(tempfile.TemporaryDirectory(dir=project.build))
        start = running.enter_context(_SERVED[name](project, Path(folder)))
    else:
        start = _HERE[name]
    return running.enter_context(Answerer(start, project.current.resolve(), limit))


def asked(name: str, sparql: str, engines: Mapping[str, Asked], rounds: int) -> Measured:
    """One question in rounds; Disagreement where the answers are not the same multiset of rows."""
    seconds: dict[str, list[float]] = {engine: [] for engine in engines}
    failed: dict[str, str] = {}
    parsed: list[float] = []
    rows: list[str] = []
    for _ in range(rounds):
        answers = {e: _answer(e, answerer, sparql) for e, answerer in engines.items() if e not in failed}
        failed |= {engine: answer for engine, answer in answers.items() if isinstance(answer, str)}
        given = {engine: answer for engine, answer in answers.items() if isinstance(answer, Answer)}
        rows = _same(name, given, failed)
        for engine, answer in given.items():
            seconds[engine].append(answer.seconds)
        parsed += [answer.parsed for engine, answer in given.items() if engine == "rdflib"]
        if max(answer.seconds for answer in given.values()) > _SLOW:
            break
    kept = {engine: figures for engine, figures in seconds.items() if engine not in failed}
    return Measured(name, len(rows), returned(sparql, rows), kept, parsed if "rdflib" in kept else [], failed)


def _answer(engine: str, answerer: Asked, sparql: str) -> Answer | str:
    """An answer, or why there is none."""
    try:
        return answerer.ask(sparql) or "late"
    except RuntimeError:
        if engine in _BESIDE:
            return "error"
        raise


def _same(name: str, given: dict[str, Answer], failed: dict[str, str]) -> list[str]:
    """The rows that all engines gave; one of those beside that gave others has failed."""
    first = next(iter(given.values())).rows
    for engine, answer in given.items():
        if answer.rows == first:
            continue
        if engine in _BESIDE:
            failed[engine] = "other rows"
            continue
        only = sorted({*first} ^ {*answer.rows})[:4]
        same(f"{len(first)} rows", f"{len(answer.rows)} rows", f"{name} in {engine}, such as {only}")
        same(first, answer.rows, f"{name} in {engine}, such as {only}")
    return first


def returned(sparql: str, rows: list[str]) -> float:
    """How much an answer tells: its rows, or all that a question counts, where that is more."""
    counts = set(re.findall(r"\(COUNT\([^()]*\) AS \?(\w+)\)", sparql))
    places = [place for place, column in enumerate(_columns(sparql)) if column in counts]
    cells = (row.split("\t") for row in rows)
    return max(len(rows), sum(float(row[place] or 0) for row in cells for place in places))


def _columns(sparql: str) -> list[str]:
    """The columns of a SELECT, in their order."""
    head = re.split(r"\bSELECT\b|\bWHERE\b", re.sub("#.*", "", sparql), maxsplit=2)[1]
    while "(" in head:
        head = re.sub(r"\([^()]*\)", lambda found: (re.findall(r" AS (\?\w+)", found[0]) or [""])[0], head)
    return re.findall(r"\?(\w+)", head)

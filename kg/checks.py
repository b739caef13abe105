"""What is wrong or doubtful in the data, each fault with the line that makes it.

First what the reader finds in the files; where it finds nothing, what breaks a rule of ``ontology/shapes.ttl`` or
answers a question of ``queries/checks``.

A check question asks for what should not be, so that its best answer is empty. It gives ``?thing`` and may give
``?property``, ``?value``, ``?source`` (by which the line is found) and ``?message`` (what is wrong: what to do). Its
header may say ``severity`` (error where it does not), ``remedy``, and ``scope: graph`` if one file cannot answer it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg import authority, build, dataset, engine, ontology, queries, registers, shapes, sources, store, traces
from kg.build import Graph
from kg.engine import Engine
from kg.errors import Finding, KGError, SourceErrors
from kg.mapping import Mapper
from kg.project import Project
from kg.queries import Query
from kg.records import Document
from kg.sources import curated
from kg.tables import Iri, Value
from kg.terms import is_iri, short, value
from kg.traces import Place, Traces

_SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "note"}


class _Fault(NamedTuple):
    """What a rule or a question has found: the statement at fault (as in :meth:`Traces.of`), and what to say of it."""

    statement: tuple[str, str, str, str]
    message: str
    remedy: str
    severity: str
    rule: str
    origin: Place


def check(project: Project) -> list[Finding]:
    """All findings in a project's data, in the order of files; KGError where tables, rules or questions are broken."""
    vocabulary, decided = ontology.load(project.ontology), authority.load(project.data / "authority")
    documents = list(sources.documents(project, vocabulary, decided))
    return _checked(project, documents, _questions(project))


def check_file(project: Project, path: Path) -> list[Finding]:
    """The findings in one source file, read alone; what other files or the ontology have to answer for is left out."""
    vocabulary, decided = ontology.load(project.ontology), authority.load(project.data / "authority")
    document = curated.read(path, project.shown(path), vocabulary, decided)
    others = sorted(other for other in project.sources.glob("registers/*.yaml") if other.name != path.name)
    known = [curated.read(other, project.shown(other), vocabulary, decided) for other in others]
    questions = {path: query for path, query in _questions(project).items() if queries.said(query, "scope") != "graph"}
    return [found for found in _checked(project, [document, *known], questions) if found.file == document.file]


def check_store(project: Project) -> list[Finding]:
    """The files of the build in place that are not what was built, every byte compared."""
    faults = (fault.partition(": ") for fault in store.verified(project))
    return [
        Finding(project.shown(project.current / file), 0, 0, "store", file, what, "run kg build")
        for file, _, what in faults
    ]


def _checked(project: Project, documents: list[Document], questions: dict[Path, Query]) -> list[Finding]:
    mapper = Mapper(ontology.load(project.ontology).context)
    try:
        graph = build.assembled(project, dataset.gather(documents, mapper))
    except SourceErrors as errors:
        return errors.findings
    faults = [*_by_shapes(project, graph), *_by_questions(project, graph, questions)]
    found = Traces(documents, mapper, graph.claims)
    idle = registers.idle(authority.load(project.data / "authority").registers, graph.claims)
    return sorted({*(_finding(project, fault, found) for fault in faults), *idle})


def _finding(project: Project, fault: _Fault, found: Traces) -> Finding:
    """A fault with its place: in a source, else in the ontology or the tables, else where it was asked for."""
    thing, _, said, _ = fault.statement
    place = found.of(*fault.statement) or traces.listed(project, thing) or fault.origin
    what, _, remedy = fault.message.partition(": ")
    remedy = fault.remedy or remedy or f"see {project.shown(Path(fault.origin.file))}"
    shown = short(said) if is_iri(said) else said or short(thing)
    return Finding(*place, fault.rule, shown, f"{short(thing)}: {what}", remedy, fault.severity)


def _by_shapes(project: Project, graph: Graph) -> Iterator[_Fault]:
    rules = project.ontology / "shapes.ttl"
    lines = rules.read_text("utf-8").splitlines()
    for found in shapes.violations("".join(graph.consensus()), rules):
        said = found.value if not found.value or is_iri(found.value) else value(found.value)
        name = f"shape:{value(found.shape).rpartition('#')[2]}"
        line = next((number for number, text in enumerate(lines, 1) if text.startswith(f"{name} ")), 1)
        origin = Place(project.shown(rules), line, 1)
        statement = (found.focus, found.path, said, "")
        yield _Fault(statement, found.message, "", _SEVERITIES[found.severity], name, origin)


def _by_questions(project: Project, graph: Graph, questions: dict[Path, Query]) -> Iterator[_Fault]:
    if not questions:
        return
    asked = engine.in_memory("".join(graph.lines()).encode())
    for path, query in questions.items():
        severity, remedy = queries.said(query, "severity") or "error", queries.said(query, "remedy")
        origin = Place(project.shown(path), 1, 1)
        for row in _answers(asked, path, query):
            thing, *about, message = (_term(row.get(k)) for k in ("thing", "property", "value", "source", "message"))
            statement = (thing, about[0], about[1], about[2])
            yield _Fault(
                statement, message or query.description.get("en", ""), remedy, severity, f"check:{query.name}", origin
            )


def _answers(asked: Engine, path: Path, query: Query) -> Iterator[dict[str, Value]]:
    try:
        table = asked.select(query.sparql)
    except KGError as error:
        raise KGError(str(path), f"cannot be asked, {error}", "mend the question") from error
    if "thing" not in table.columns:
        raise KGError(str(path), "has no column ?thing", "name what is wrong ?thing")
    for row in table.rows:
        yield dict(zip(table.columns, row, strict=True))


def _questions(project: Project) -> dict[Path, Query]:
    folder = project.queries / "checks"
    return {folder / f"{name}.rq": queries.load(folder, name) for name in queries.names(folder)}


def _term(given: Value) -> str:
    return "" if given is None else f"<{given}>" if isinstance(given, Iri) else str(given)

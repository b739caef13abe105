"""The page of an answer as a table: sorted and searched by its reader, each row with the sources of what it names."""

from typing import Any

from kg import chronicle, picture, queries, remote, things
from kg.errors import KGError
from kg.picture import Part
from kg.project import Project
from kg.selection import EVERYTHING
from kg.tables import Iri, Table, Value
from kg.terms import ID
from kg.views import sheet


def page(project: Project, name: str, part: Part = ({}, EVERYTHING)) -> str:
    """The page as HTML of the answer to the question of that name, with parameters.

    KGError where there is no such question, or where a part of a network is asked for.
    """
    given, selection = part
    if selection != EVERYTHING:
        raise KGError("table", "answers a question, it is no network", "leave --around, --least and --beyond")
    engine, query = remote.graph(project), queries.load(project.queries, name)
    answer = engine.select(things.bound(engine, query, given))
    found = content(project, answer) | {"names": picture.names(project), "how": {"en": query.description}}
    return sheet.page("answer", query.title, found)


def content(project: Project, answer: Table) -> dict[str, Any]:
    """The columns and rows of an answer, and of the things that it names their names, dates, places and sources."""
    ours = {value for row in answer.rows for value in row if isinstance(value, Iri) and value.startswith(ID)}
    known, sources = chronicle.known(project, ours)
    number = {thing: at for at, thing in enumerate(known)}
    stated = {source["iri"]: at for at, source in enumerate(sources)}

    def cell(value: Value) -> Any:
        if not isinstance(value, Iri):
            return value
        if value in number:
            return {"thing": number[value]}
        return {"source": stated[value]} if value in stated else {"iri": value}

    return {
        "columns": answer.columns,
        "answer": [[cell(value) for value in row] for row in answer.rows],
        "things": list(known.values()),
        "sources": sources,
    }

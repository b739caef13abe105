"""The page of an answer as a table: sorted and searched by its reader, each row with the sources of what it names."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from kg import chronicle, picture, queries, remote, things
from kg.engine import Engine
from kg.errors import KGError
from kg.picture import Part
from kg.project import Project
from kg.queries import Query
from kg.selection import EVERYTHING
from kg.tables import Iri, Table, Text, Value
from kg.terms import ID, literal, value
from kg.views import sheet

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?label ?name WHERE {
  VALUES ?label { %s }
  ?thing rdfs:label ?label ; skos:prefLabel|rdfs:label ?name
}
"""


def page(project: Project, name: str, part: Part = ({}, EVERYTHING)) -> str:
    """The page as HTML of the answer to the question of that name, with parameters.

    KGError where there is no such question, or where a part of a network is asked for.
    """
    given, selection = part
    if selection != EVERYTHING:
        raise KGError("table", "answers a question, it is no network", "leave --around, --least and --beyond")
    return answered(project, queries.load(project.queries, name), given)


def answered(project: Project, query: Query, given: Mapping[str, str]) -> str:
    """The page of the answer to a question with parameters."""
    engine = remote.graph(project)
    answer = engine.select(things.bound(engine, query, given))
    found = content(project, answer) | {"names": picture.names(project), "how": query.description}
    found |= {"heads": query.columns, "called": called(engine, answer), "asked": asked(project, query, given)}
    return sheet.page("answer", query.title, found)


def asked(project: Project, query: Query, given: Mapping[str, str]) -> list[dict[str, str]]:
    """What the question was asked for, by language: things by their names, all else as it was written."""
    engine, said = remote.graph(project), []
    for key, parameter in query.parameters.items():
        words = given.get(key, parameter.default)
        if words and parameter.type in ("choice", "number", "text", "year"):
            said.append({"": words})
        elif words:
            thing = value(things.find(engine, parameter.type, words))
            known, _ = chronicle.known(project, {thing})
            said.append(known[thing]["label"] if thing in known else {"": words})
    return said


def content(project: Project, answer: Table) -> dict[str, Any]:
    """The columns and rows of an answer, and of the things that it names their names, dates, places and sources."""
    ours = {one for row in answer.rows for one in row if isinstance(one, Iri) and one.startswith(ID)}
    known, sources = chronicle.known(project, ours)
    number = {thing: at for at, thing in enumerate(known)}
    stated = {source["iri"]: at for at, source in enumerate(sources)}

    def cell(held: Value) -> Any:
        if not isinstance(held, Iri):
            return held
        if held in number:
            return {"thing": number[held]}
        return {"source": stated[held]} if held in stated else {"iri": held}

    return {
        "columns": answer.columns,
        "answer": [[cell(value) for value in row] for row in answer.rows],
        "things": list(known.values()),
        "sources": sources,
    }


def called(engine: Engine, answer: Table) -> dict[str, dict[str, dict[str, str]]]:
    """Of each column that holds English names of things and nothing else, the names of these by language; what the
    things of one English name are called differently is left out."""
    texts = {column: {row[at] for row in answer.rows} - {None} for at, column in enumerate(answer.columns)}
    named = {column: some for column, some in texts.items() if some and all(map(_is_english, some))}
    wanted = sorted({str(text) for some in named.values() for text in some})
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for label, name in engine.select(_NAMES % " ".join(literal(text, "en") for text in wanted)).rows:
        if isinstance(name, Text):
            found[str(label)][name.language].add(str(name))
    names = {text: {tag: min(one) for tag, one in sorted(by.items()) if len(one) == 1} for text, by in found.items()}
    return {
        column: {str(text): names[str(text)] for text in sorted(some, key=str)}
        for column, some in named.items()
        if all(str(text) in names for text in some)
    }


def _is_english(held: Value) -> bool:
    return isinstance(held, Text) and held.language == "en"

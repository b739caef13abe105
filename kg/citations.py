"""What someone writes below a text so that others can ask the same again: a thing or a question, the release that was
asked, digests of the query and of the answer, and the sources behind them. No day stands in it, the release's digest
says which graph it was; a citation of the same graph is therefore always the same bytes.
"""

import csv
import difflib
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg import documents, foreign, gate, publishing, queries, remote, store, things
from kg.bibliography import Citation, Digests, Source
from kg.engine import Engine
from kg.errors import KGError
from kg.project import Project
from kg.tables import Iri, Table, Value
from kg.terms import ID, iri, short, value
from kg.worker import Limits, Worker

# All that is said of a thing: what stands, and who claims what of it and with it.
_FACTS = """SELECT ?subject ?property ?value ?source WHERE {{
  {{ {0} ?property ?value }}
  UNION {{ GRAPH ?source {{ {0} ?property ?value }} }}
  UNION {{ GRAPH ?source {{ ?subject ?property {0} }} }}
}}
"""
_STATED = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
SELECT ?thing ?source WHERE { VALUES ?thing { %s } ?thing lc:statedIn ?source }
"""
_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label WHERE { %s rdfs:label ?label }
"""
_HEADER = re.compile(r"^#\+.*\n?", re.MULTILINE)
_SOURCE = f"{ID}source/"


class Request(NamedTuple):
    """What is to be cited: a thing or a question by its name or file, or SPARQL itself; parameters of a question."""

    what: str | None
    expression: str | None
    parameters: Mapping[str, str]


class Found(NamedTuple):
    """An answer, as far as a citation tells of it: its digest, its length, the sources and other things of ours in it.

    Of a row that names sources the other things do not count.
    """

    digest: str
    rows: int
    sources: list[str]
    things: list[str]


class _Asked(NamedTuple):
    title: str
    words: tuple[str, ...]
    sparql: str


def cited(project: Project, request: Request, memory: int = Limits().memory) -> Citation:
    """The citation of a thing or a question, asked of the build in place or of an endpoint that holds the same.

    A query of one's own may take so many MiB. KGError where it cannot be asked.
    """
    about = store.manifest(project)
    graph = remote.graph(project)
    if project.endpoint:  # what stands there has no digest
        publishing.holds_the_build(project)
    thing = _thing(project, graph, request)
    asked = _about(graph, thing) if thing else _question(project, graph, request)
    foreigner = not thing and foreign.is_foreign(request.what)
    if foreigner:
        gate.passed(asked.sparql)
    in_worker = foreigner and not project.endpoint
    answer = found(_table(project, asked.sparql, memory) if in_worker else graph.select(asked.sparql))
    if store.manifest(project)["sha256"] != about["sha256"]:
        raise KGError("cite", "another graph was put in place meanwhile", "ask again")
    digests = Digests(about["sha256"], _digest(asked.sparql), answer.digest)
    stated = _stated(graph, [value(thing)] if thing else answer.things)
    sources = _sources(graph, {*answer.sources, *stated})
    return Citation(asked.title, asked.words, about["versions"]["libcoop"], digests, asked.sparql, answer.rows, sources)


def found(answer: Table) -> Found:
    """What a citation tells of an answer."""
    sources: set[str] = set()
    others: set[str] = set()
    for row in answer.rows:
        ours = {str(one) for one in row if isinstance(one, Iri) and one.startswith(ID)}
        named = {one for one in ours if one.startswith(_SOURCE)}
        sources |= named
        others |= set() if named else ours
    return Found(_digest(canonical(answer)), len(answer.rows), sorted(sources), sorted(others))


def _table(project: Project, sparql: str, memory: int) -> Table:
    """The answer to a query from outside: it may not do more than in ``kg query``."""
    with Worker(Limits(project.timeout, memory)) as worker:
        return foreign.selected(worker, project.current.resolve() / "store", sparql)


def canonical(answer: Table) -> str:
    """An answer as CSV: its columns in the order of the query, its rows in the order of their texts."""
    rows = sorted([_cell(one) for one in row] for row in answer.rows)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([answer.columns, *rows])
    return text.getvalue()


def _thing(project: Project, graph: Engine, request: Request) -> str:
    """The term of the thing that is asked for; nothing where it is a question."""
    what, known = request.what or "", queries.names(project.queries)
    if request.expression is not None or what in ("", "-", *known) or what.endswith(".rq") or request.parameters:
        return ""
    try:
        return things.find(graph, "thing", what)
    except KGError:
        if difflib.get_close_matches(what, known, 1):
            queries.load(project.queries, what)  # tells of the question that may be meant
        raise


def _about(graph: Engine, thing: str) -> _Asked:
    return _Asked(_label(graph, thing), (_again(thing),), _FACTS.format(thing))


def _question(project: Project, graph: Engine, request: Request) -> _Asked:
    """A question with all its parameters, things by their ids. What its header says is no part of what is asked."""
    asked = queries.chosen(project.queries, request.what, request.expression)
    found: dict[tuple[str, str], str] = {}

    def term(kind: str, words: str) -> str:
        found[kind, words] = things.find(graph, kind, words)
        return found[kind, words]

    sparql = queries.bound(asked, request.parameters, term)
    settled, told = {}, []
    for key, known in asked.parameters.items():
        if given := request.parameters.get(key, known.default):
            one = found.get((known.type, given))
            settled[key] = _again(one) if one else given
            told.append(f"{key}: {_label(graph, one) if one else given}")
    unnamed = request.expression is not None or request.what == "-"
    name = ("-e", asked.sparql) if unnamed else (str(request.what),)
    title = asked.title.get("en") or ("A question in SPARQL" if unnamed else asked.name)
    words = (*name, *(word for key, one in settled.items() for word in ("-p", f"{key}={one}")))
    return _Asked(f"{title} ({', '.join(told)})" if told else title, words, _HEADER.sub("", sparql))


def _stated(graph: Engine, ids: Iterable[str]) -> set[str]:
    known = " ".join(iri(one) for one in sorted(ids))
    return {str(source) for _, source in graph.select(_STATED % known).rows} if known else set()


def _sources(graph: Engine, ids: Iterable[str]) -> tuple[Source, ...]:
    return tuple(Source(short(iri(key)), *known[1:]) for key, known in documents.described(graph, ids).items())


def _label(graph: Engine, thing: str) -> str:
    return documents.best(label for (label,) in graph.select(_LABELS % thing).rows) or short(thing)


def _again(term: str) -> str:
    """How a user names a thing for good: by its id, or by its address where it is not one of ours."""
    return short(term) if value(term).startswith(ID) else value(term)


def _cell(one: Value) -> str:
    return "" if one is None else str(one).lower() if isinstance(one, bool) else str(one)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

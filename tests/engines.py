"""Which engine gives which question the same answer: ``python -m tests.engines`` writes it into ``docs/engines.md``.

Each question is asked twice over the real graph: with the parameters of its checked answer, whose text the rows must
give, and with those that it has by itself, where they must be those of our own store; in both cases in the same order,
with the same languages and kinds of values. Each engine answers in the JSON of SPARQL, three of them over HTTP.
"""

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import rdflib

from kg import dump, project, queries, store, things
from kg.engine import Engine
from kg.project import Project
from kg.tables import Iri, Table, Text, Value
from tests import evidence, stores
from tests.avoided import FORMS, PREFIXES
from tests.stores import Server

PAGE = evidence.ROOT / "docs" / "engines.md"
MAKE_PAGE = "python -m tests.engines"
PATIENCE = 300  # seconds for an answer
NUMBERS: dict[str, Callable[[str], int | float]] = {
    "integer": int,
    "int": int,
    "decimal": float,
    "double": float,
    "float": float,
}
Ask = Callable[[str], bytes]  # the answer to SPARQL as JSON; Refused

_HOW = {
    "Oxigraph": "its server (PyPI: `oxigraph`), over HTTP",
    "rdflib": "in Python",
    "Virtuoso": "version 7 (Debian: `virtuoso-opensource-7-bin`), over HTTP, the consensus as a named graph",
    "Jena": "ARQ over TDB2 (Debian: `libapache-jena-java`), over HTTP",
}
_PAGE = """# Questions and engines

This page is made by `{command}`, which asks four engines; edits to it are lost. Each question of
`queries/` is asked over the real graph with the parameters of its checked answer (`tests/queries/`) and with those that
it has by itself. "same" stands for the same columns and rows in the same order both times, with the same languages and
kinds of values.

{counts}

## Questions

{questions}

## Forms that questions avoid

SPARQL allows these; an engine differs, so that the questions say the same in another way.

{forms}
"""


class Refused(Exception):
    """An engine does not answer; what it says, in short."""


def over_http(server: Server, graph: str = "") -> Ask:
    """A store that is asked over HTTP; where it has the consensus in a ``graph``, that is named as the default graph.

    Who names a default graph leaves the dataset without named ones, so that questions about these name none.
    """

    def ask(sparql: str) -> bytes:
        named = graph and "#+ reads: claims" not in sparql
        form = {"query": sparql} | ({"default-graph-uri": graph.strip("<>")} if named else {})
        request = Request(server.query, urlencode(form).encode(), {"Accept": "application/sparql-results+json"})
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            raise Refused(_short(error.read().decode())) from error

    return ask


def with_rdflib(nquads: Path) -> Ask:
    """The library rdflib in this process, with the consensus as the default graph."""
    graphs = rdflib.Dataset(default_union=False)
    graphs.parse(data=nquads.read_text("utf-8"), format="nquads")

    def ask(sparql: str) -> bytes:
        try:
            return graphs.query(sparql).serialize(format="json") or b""
        except Exception as error:  # its parser and its algebra raise errors of all kinds
            raise Refused(_short(str(error))) from error

    return ask


def _short(fault: str) -> str:
    """The first words of an error."""
    return re.sub(r"^Virtuoso \d+ Error ", "", re.split(r"\. |\n| and ", fault.strip(), maxsplit=1)[0])


def table(answer: bytes) -> Table:
    """The answer of an engine in plain Python."""
    read = json.loads(answer)
    columns = read["head"]["vars"]
    return Table(columns, [tuple(_value(row.get(name)) for name in columns) for row in read["results"]["bindings"]])


def _value(term: dict[str, str] | None) -> Value:
    if term is None:
        return None
    text, kind = term["value"], term.get("datatype", "").rpartition("#")[2]
    if term["type"] == "uri":
        return Iri(text)
    if "xml:lang" in term:
        return Text(text, term["xml:lang"].lower())
    if kind == "boolean":
        return text in ("true", "1")
    return NUMBERS[kind](text) if kind in NUMBERS else text


def difference(answer: Table, expected: Table) -> str:
    """In what an answer is not the expected one; nothing where it is."""
    if answer.columns != expected.columns:
        return "other columns"
    rows, due = ([tuple(map(_exactly, row)) for row in one.rows] for one in (answer, expected))
    return "" if rows == due else "another order" if sorted(rows) == sorted(due) else "other rows"


def _exactly(value: Value) -> tuple[str, str, str]:
    """A value with what sets it apart from its like, numbers as one kind."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number", "", repr(float(value))
    return type(value).__name__, getattr(value, "language", ""), str(value)


def faults(ask: Ask, found: Project) -> dict[str, str]:
    """What an engine cannot answer: names of questions and forms, and what it says or gives instead."""
    ours = store.opened(found)
    told = {name: _fault(ask, ours, found, name) for name in queries.names(found.queries)}
    told |= {name: _asked(ask, ours, PREFIXES + form.sparql) for name, form in FORMS.items()}
    return {name: fault for name, fault in told.items() if fault}


def _fault(ask: Ask, ours: Engine, found: Project, name: str) -> str:
    question = queries.load(found.queries, name)
    checked, usual = (
        queries.bound(question, given, lambda kind, words: things.find(ours, kind, words))
        for given in (evidence.asked(name, "parameters"), {})
    )
    return _asked(ask, ours, checked, evidence.expected(name)) or _asked(ask, ours, usual)


def _asked(ask: Ask, ours: Engine, sparql: str, checked: str = "") -> str:
    try:
        answer = table(ask(sparql))
    except Refused as error:
        return str(error)
    if checked and evidence.written(ours.select(sparql)) != checked:
        return "not the checked answer"
    return difference(answer, ours.select(sparql))


def page(found: Project, told: Mapping[str, Mapping[str, str]]) -> str:
    """The faults of all engines as a page of Markdown."""
    names = queries.names(found.queries)
    known = {engine: len(names) - len([name for name in names if name in faults]) for engine, faults in told.items()}
    counts = [[engine, _HOW[engine], f"{known[engine]} of {len(names)}"] for engine in told]
    forms = [[form.words, form.instead, *_row(told, name)] for name, form in FORMS.items()]
    return _PAGE.format(
        command=MAKE_PAGE,
        counts=_markdown(["engine", "how it is asked", "questions"], counts),
        questions=_markdown(["question", *told], [[name, *_row(told, name)] for name in names]),
        forms=_markdown(["form", "the questions say", *told], forms),
    )


def _row(told: Mapping[str, Mapping[str, str]], name: str) -> list[str]:
    return [faults.get(name, "same") for faults in told.values()]


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Ask all engines about the graph as it is built, and write the page."""
    found = project.find()
    nquads = found.current / "kg.nq"
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        named = stores.consensus_named(found, folder / "named.nq")
        asks = {
            "Oxigraph": over_http(running.enter_context(stores.oxigraph_server(folder / "oxigraph", nquads))),
            "rdflib": with_rdflib(nquads),
            "Virtuoso": over_http(running.enter_context(stores.virtuoso(folder / "virtuoso", named)), dump.CONSENSUS),
            "Jena": over_http(running.enter_context(stores.jena(folder / "jena", nquads))),
        }
        PAGE.write_text(page(found, {name: faults(ask, found) for name, ask in asks.items()}), "utf-8")


if __name__ == "__main__":
    main()

"""Stores that answer over HTTP, for the measurements: how they are started and asked."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.answering import Holder
from kg import dump
from kg.project import Project
from kg.tables import Value
from tests import engines, stores

Start = Callable[[Path], Holder]
_PATIENCE = 3600  # seconds that a store may take to load ten million statements


@contextmanager
def oxigraph(project: Project, work: Path) -> Iterator[Start]:
    """Oxigraph's own server, read-only, over a store that its own program has loaded."""
    stores.PATIENCE = _PATIENCE
    with stores.oxigraph_server(work / "oxigraph", project.current.resolve() / "kg.nq", read_only=True) as server:
        yield partial(over_http, server.query, "")


@contextmanager
def virtuoso(project: Project, work: Path) -> Iterator[Start]:
    """Virtuoso, which is told that its default graph is the consensus."""
    stores.PATIENCE = _PATIENCE
    nquads = work / "consensus-graph.nq"
    with nquads.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(dump.lines(project, "nquads", consensus_graph=True))
    with stores.virtuoso(work / "virtuoso", nquads) as server:
        yield partial(over_http, server.query, dump.CONSENSUS.strip("<>"))


@contextmanager
def jena(project: Project, work: Path) -> Iterator[Start]:
    """Jena over TDB2."""
    stores.PATIENCE = _PATIENCE
    with stores.jena(work / "jena", project.current.resolve() / "kg.nq") as server:
        yield partial(over_http, server.query, "")


def over_http(address: str, default_graph: str, _graph: Path) -> Holder:
    """A server's engine, asked over one connection; what it answers is fetched as JSON and parsed."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc)
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}

    def ask(sparql: str) -> list[tuple[Value, ...]]:
        named = default_graph and "#+ reads: claims" not in sparql
        form = {"query": sparql} | ({"default-graph-uri": default_graph} if named else {})
        try:
            connection.request("POST", place.path, urlencode(form), headers)
            answer = connection.getresponse()
            body = answer.read()
        except BaseException:
            connection.close()  # or the next answer would be this one
            raise
        if answer.status != http.client.OK:
            raise RuntimeError(f"{answer.status} {body[:200]!r}")
        return engines.table(body).rows

    def patient(sparql: str) -> list[tuple[Value, ...]]:
        try:
            return ask(sparql)
        except ConnectionError:  # the server had closed a connection that was idle for long
            return ask(sparql)

    return Holder(patient)

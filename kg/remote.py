"""Stores elsewhere (SPARQL 1.1 Protocol): what they are asked is what our own engine is asked, and answers are alike.

The work is done there: questions go over as they are, and no more comes back than their answers.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from kg import engine, scoping, store
from kg.dump import CONSENSUS
from kg.engine import Engine
from kg.project import Project

if TYPE_CHECKING:  # who asks the graph at hand need not load what speaks HTTP
    from kg.exchange import Exchange, Reply

RESULTS, STATEMENTS = "application/sparql-results+json", "application/n-triples"
_IS_NAMED = f"ASK {{ GRAPH {CONSENSUS} {{ ?s ?p ?o }} }}"


def graph(project: Project) -> Engine:
    """What answers for a project: the store that its user named, or the build in place."""
    return opened(project.endpoint, project.timeout) if project.endpoint else store.opened(project)


def opened(url: str, seconds: float) -> Engine:
    """An engine over the store that takes queries at this address; KGError for what is no address."""
    return engine.elsewhere(_store(url, seconds).answer)


def as_it_is(url: str, seconds: float) -> Engine:
    """The same, but its default graph is what it is there, wherever the consensus is."""
    return engine.elsewhere(_store(url, seconds).plain)


def _store(url: str, seconds: float) -> "_Store":
    from kg import exchange

    return _Store(exchange.checked(url), exchange.Exchange(seconds))


class _Store:
    def __init__(self, url: str, exchange: "Exchange") -> None:
        self._url, self._exchange = url, exchange

    def answer(self, sparql: str) -> tuple[str, bytes]:
        """What the store says to a query of ours, which reads the consensus where it names no graph."""
        if not self._consensus_is_named:
            return self.plain(sparql)
        if scoping.names_graphs(sparql):
            return self.plain(scoping.within(sparql, CONSENSUS))
        return self.plain(sparql, {"default-graph-uri": CONSENSUS[1:-1]})

    def plain(self, sparql: str, fields: dict[str, str] | None = None) -> tuple[str, bytes]:
        """What the store says to a query as it stands."""
        form, fields = scoping.form(sparql), fields or {}
        kind = STATEMENTS if form in ("CONSTRUCT", "DESCRIBE") else RESULTS
        reply = self._asked(sparql, fields, kind)
        if form == "CONSTRUCT" and reply.server.startswith("Virtuoso"):
            # It cuts statements at its limit of rows without a word; of rows it says so.
            self._asked(scoping.solutions(sparql), fields, RESULTS)
        return reply.kind, reply.body

    @cached_property
    def _consensus_is_named(self) -> bool:
        return engine.elsewhere(self.plain).select(_IS_NAMED).rows == [(True,)]

    def _asked(self, sparql: str, fields: dict[str, str], kind: str) -> "Reply":
        return self._exchange.ask(self._url, {"query": sparql, **fields}, kind)

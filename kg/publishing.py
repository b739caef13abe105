"""A store elsewhere filled with the built graph (SPARQL 1.1 Graph Store HTTP Protocol), graph by graph, and counted."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg import dump, remote
from kg.dump import CONSENSUS
from kg.engine import Engine
from kg.errors import KGError
from kg.project import Project
from kg.terms import ID, PREFIXES

_PART = 20_000  # statements sent at once
_NAMED = f"""
SELECT ?graph (COUNT(?s) AS ?count)
WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?graph), "{ID}")) }}
GROUP BY ?graph
"""
_DEFAULT = "SELECT (COUNT(?s) AS ?count) WHERE { ?s ?p ?o }"
# The dataset is described in a graph of its own: a default graph that holds this too is the union of all.
_APART = f"""
PREFIX lc: <{PREFIXES["lc"]}>
PREFIX void: <{PREFIXES["void"]}>
ASK {{ ?thing lc:statedIn ?source FILTER NOT EXISTS {{ ?dataset void:uriSpace "{ID}" }} }}
"""

Counts = Mapping[str, int]  # of statements, by the IRI of the graph; the default graph's is empty
Done = Callable[[int], object]  # told how many statements more are there


class Published(NamedTuple):
    """What a store holds now, the graphs that were taken from it, and those of ours that the build has no more.

    A graph is named by its IRI, the default graph by nothing.
    """

    counts: Counts
    removed: list[str]
    left: list[str]


def publish(project: Project, graphs: str, *, named: bool, prune: bool, done: Done = id) -> Published:
    """Replace each graph of the build in a graph store, the consensus as a named graph where wanted.

    Afterwards the endpoint has counted as many statements in each graph as the build has; KGError where it has not.
    Graphs under our IRIs that the build has no more, and a default graph of ours beside a named consensus, are removed
    only to ``prune``. Readers meanwhile see a part of it.
    """
    from kg.exchange import Exchange, checked

    checked(graphs)
    asked = remote.as_it_is(project.endpoint, project.timeout)
    exchange, wanted = Exchange(project.timeout), _lines(project, named=named)
    for graph, lines in sorted(wanted.items()):
        for start in range(0, len(lines), _PART):
            part = lines[start : start + _PART]
            exchange.send("POST" if start else "PUT", graphs, graph, "".join(part).encode())
            done(len(part))
    others = sorted(counted(asked).keys() - wanted.keys())
    if named and asked.select(_APART).rows == [(True,)]:  # from when it was published without a name
        others.append("")
    for graph in others if prune else ():
        exchange.send("DELETE", graphs, graph)
    found = counted(asked) if named else counted(asked) | _default(asked)
    counts = {graph: len(lines) for graph, lines in wanted.items()}
    _compare(project, counts, {graph: found.get(graph, 0) for graph in counts})
    return Published(counts, *((others, []) if prune else ([], others)))


def holds_the_build(project: Project) -> None:
    """The endpoint has as many statements in each graph as the build in place; KGError where it has not."""
    asked = remote.as_it_is(project.endpoint, project.timeout)
    found = counted(asked)
    named = CONSENSUS[1:-1] in found
    counts = {graph: len(lines) for graph, lines in _lines(project, named=named).items()}
    _compare(project, counts, found if named else found | _default(asked))


def counted(asked: Engine) -> dict[str, int]:
    """How many statements a store has in each named graph of ours."""
    return {str(graph): count for graph, count in asked.select(_NAMED).rows if isinstance(count, int)}


def _default(asked: Engine) -> dict[str, int]:
    return {"": count for (count,) in asked.select(_DEFAULT).rows[:1] if isinstance(count, int)}  # noqa: B035


def _lines(project: Project, *, named: bool) -> dict[str, list[str]]:
    """The statements of the build as N-Triples, by graph."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in dump.lines(project, "nquads", consensus_graph=True):
        statement, graph, _ = line.rsplit(" ", 2)
        found["" if graph == CONSENSUS and not named else graph[1:-1]].append(f"{statement} .\n")
    return found


def _compare(project: Project, wanted: Counts, found: Counts) -> None:
    from kg.exchange import shown

    differing = sorted(graph for graph in wanted.keys() | found.keys() if wanted.get(graph, 0) != found.get(graph, 0))
    if differing:
        first = differing[0]
        what = (
            f"differs from the build in {len(differing)} graphs: {first or 'the default graph'}"
            f" has {found.get(first, 0):,} statements instead of {wanted.get(first, 0):,}"
        )
        remedy = "kg publish, with --consensus-graph where the store's default graph is the union of all"
        raise KGError(shown(project.endpoint), what, remedy)

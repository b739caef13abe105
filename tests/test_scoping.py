"""A query for consensus and claims gives the same rows where the consensus is a graph with a name."""

import pytest

from kg import dump, engine, scoping
from kg.engine import Engine
from kg.errors import KGError
from kg.project import Project

EVENT = "<https://w3id.org/libcoop/id/event/meeting-of-island-libraries-2001>"
LC = "PREFIX lc: <https://w3id.org/libcoop/ontology#>"
QUERIES = [
    f"{LC} SELECT ?g ?v {{ {EVENT} lc:startDate ?v . GRAPH ?g {{ {EVENT} lc:startDate ?v }} }}",
    f"{LC} SELECT * WHERE {{ GRAPH ?g {{ ?s lc:startDate ?v }} }}",
    f"{LC} SELECT ?s ?v {{ ?s lc:statedIn ?v FILTER NOT EXISTS {{ GRAPH ?g {{ ?s lc:statedIn ?v }} }} }}",
    f"{LC} SELECT ?s ?g {{ ?s a lc:Event OPTIONAL {{ GRAPH ?g {{ ?s lc:motto ?m }} }} }}",
    f"{LC} SELECT (COUNT(?v) AS ?n) {{ {{ SELECT ?v {{ GRAPH ?g {{ ?s lc:startDate ?v }} ?s a lc:Event }} }} }}",
    f"{LC} SELECT ?n {{ SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} }} }}",
    f"{LC} SELECT (EXISTS {{ GRAPH ?g {{ ?s lc:motto ?m }} }} AS ?e) ?s {{ ?s a lc:Event }}",
    f"{LC} SELECT ?s ?g {{ GRAPH ?g {{ ?s ?p ?o }} ?s lc:startDate ?v }} VALUES ?s {{ {EVENT} }}",
    f"{LC} SELECT ?g {{ # GRAPH ?x {{\n GRAPH $g {{ ?s lc:motto ?v }} FILTER (?v != '}}' && ?v != \"GRAPH ?g {{\") }}",
    f"{LC} ASK {{ GRAPH ?g {{ {EVENT} lc:notThere ?v }} }}",
    f"{LC} ASK {{ {EVENT} lc:startDate ?v GRAPH ?g {{ {EVENT} lc:startDate ?v }} }}",
    f"{LC} CONSTRUCT {{ ?s lc:by ?g }} WHERE {{ GRAPH ?g {{ ?s lc:startDate ?v }} ?s a lc:Event }}",
    "SELECT ?p ?o { GRAPH <https://w3id.org/libcoop/id/graph/metadata> { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def split(mini: Project) -> Engine:
    """The consensus as the default graph."""
    return engine.in_memory(mini.current / "kg.nq")


@pytest.fixture(scope="module")
def named(mini: Project) -> Engine:
    """The consensus in a graph of its own, the default graph empty."""
    return engine.in_memory("".join(dump.lines(mini, "nquads", consensus_graph=True)).encode())


@pytest.mark.parametrize("sparql", QUERIES)
def test_rows_are_those_of_the_default_graph(sparql: str, split: Engine, named: Engine) -> None:
    """Nested, optional, negated, counted; with brackets and keywords in texts and comments."""
    assert scoping.names_graphs(sparql)
    wanted, found = split.select(sparql), named.select(scoping.within(sparql, dump.CONSENSUS))
    assert found.columns == wanted.columns
    assert sorted(map(str, found.rows)) == sorted(map(str, wanted.rows))
    assert wanted.rows


def test_as_it_stands_it_would_differ(split: Engine, named: Engine) -> None:
    """Or the tests above would show nothing."""
    same = [sparql for sparql in QUERIES if len(named.select(sparql).rows) == len(split.select(sparql).rows)]
    assert len(same) < len(QUERIES) / 2


@pytest.mark.parametrize("sparql", ["SELECT ?s { ?s ?p 'GRAPH ?g {' }", "SELECT ?s { ?s <GRAPH> ?o } # GRAPH ?g {"])
def test_what_only_looks_like_a_named_graph(sparql: str) -> None:
    """Words in texts, IRIs and comments ask no named graph."""
    assert not scoping.names_graphs(sparql)


@pytest.mark.parametrize(
    ("sparql", "form"),
    [
        ("PREFIX select: <x:> ASK {}", "ASK"),
        ("# SELECT\nconstruct WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("PREFIX a: <http://x/SELECT> DESCRIBE a:b", "DESCRIBE"),
        ("SELECT * {}", "SELECT"),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_the_form_of_a_query(sparql: str, form: str) -> None:
    """It stands after the prologue, in any case."""
    assert scoping.form(sparql) == form


@pytest.mark.parametrize("sparql", ["", "SELECT", "SELECT {", "}{ GRAPH ?g {", "CONSTRUCT { GRAPH ?g }", "GRAPH ?g"])
def test_what_is_no_query_is_left_to_the_store(sparql: str) -> None:
    """It says what is wrong with it."""
    assert scoping.within(sparql, dump.CONSENSUS) == sparql


def test_a_description_of_named_graphs_is_refused() -> None:
    """The store would describe from all graphs, rejected values among them."""
    with pytest.raises(KGError, match="DESCRIBE with GRAPH"):
        scoping.within("DESCRIBE ?s { GRAPH ?g { ?s ?p ?o } }", dump.CONSENSUS)


@pytest.mark.parametrize(
    "sparql",
    [
        f"{LC} CONSTRUCT {{ ?s a ?t . ?s lc:x ?v }} WHERE {{ ?s a ?t ; lc:startDate ?v }} ORDER BY ?s LIMIT 4",
        "CONSTRUCT WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } LIMIT 4",
    ],
)
def test_solutions_of_a_construction_are_counted(sparql: str, split: Engine) -> None:
    """One row each, whatever the template makes of them."""
    assert split.select(sparql).rows
    assert split.select(scoping.solutions(sparql)).rows == [(1,)] * 4

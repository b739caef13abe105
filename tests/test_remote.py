"""Whatever asks the built graph asks a store elsewhere as well, and says the same: on two real servers."""

import csv
import io
from pathlib import Path

import pytest

from kg import dump, engine, remote, store, things
from kg import opened as kg_opened
from kg.errors import KGError
from kg.project import Project
from tests import misbehaving, stores
from tests.misbehaving import NO, says
from tests.running import answer, complaint, kg
from tests.stores import Server

LC = "PREFIX lc: <https://w3id.org/libcoop/ontology#>"
CONGRESS = "https://w3id.org/libcoop/id/event/wlic-2023"
SAME = [
    ["query", "editions-of-series", "--format", "csv"],
    ["query", "who-says-so", "--format", "csv"],
    ["query", "facts-of-source", "--format", "csv"],
    ["query", "delegations-of-institution", "-p", "institution=National Library of China", "--labels"],
    ["stats", "sources-by-year", "--format", "csv"],
    ["stats", "ids-merged", "--format", "csv"],
    ["stats", "cities-placed"],
    ["stats", "countries-never-seen"],
    ["network", "co-participation", "--format", "json"],
    ["view", "co-participation", "-p", "since=2023"],
    ["show", "event/wlic-2023"],
    ["cite", "event/wlic-2023"],
    ["cite", "-e", f"{LC} SELECT ?e {{ ?e a lc:Congress }}"],
    ["query", "-e", f"{LC} SELECT ?s {{ ?s a lc:Congress }} ORDER BY ?s", "--format", "tsv"],
    ["query", "-e", f"CONSTRUCT {{ <{CONGRESS}> ?p ?o }} WHERE {{ <{CONGRESS}> ?p ?o }}", "--format", "ntriples"],
    ["query", "-e", f"{LC} ASK {{ ?s a lc:Congress }}"],
]


@pytest.fixture(params=["oxigraph_store", "virtuoso_store"])
def elsewhere(request: pytest.FixtureRequest) -> Server:
    """Each of the stores that hold the real graph."""
    server: Server = request.getfixturevalue(request.param)
    return server


@pytest.mark.parametrize("words", SAME, ids=" ".join)
def test_the_answer_is_that_of_the_built_graph(words: list[str], built: Project, elsewhere: Server) -> None:
    """Whether it reads the consensus, the claims or both; the claims and the consensus lie apart in each store."""
    wanted, found = answer(built, *words), answer(built, "--endpoint", elsewhere.query, *words)
    if "sources-by-year" in words or "facts-of-source" in words:  # equal values may come in any order
        wanted, found = ("\n".join(sorted(text.splitlines())) for text in (wanted, found))
    assert found == wanted
    assert len(wanted) > 10


def test_a_store_elsewhere_is_opened_in_python(built: Project, elsewhere: Server) -> None:
    """By its address: rows, networks and pages as of the graph at hand; what is refused there is refused here."""
    here, there = kg_opened.graph(built.build), kg_opened.graph(elsewhere.query)
    assert there.query("who-says-so") == here.query("who-says-so")
    asked = f"{LC} SELECT ?s {{ ?s a lc:Congress }} ORDER BY ?s"
    assert there.query(asked) == here.query(asked)
    assert there.show("event/wlic-2023") == here.show("event/wlic-2023")
    assert set(there.network("series", since=2020).edges) == set(here.network("series", since=2020).edges)
    with pytest.raises(KGError, match="SERVICE"):
        there.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_question_needs_no_build(built: Project, tmp_path: Path, elsewhere: Server) -> None:
    """Only what a citation says of the release is known here alone."""
    empty = built._replace(build=tmp_path)
    words = ["query", "editions-of-series"]
    assert answer(empty, "--endpoint", elsewhere.query, *words) == answer(built, *words)
    assert "there is no built graph" in complaint(empty, "--endpoint", elsewhere.query, "cite", "editions-of-series")


def test_a_disputed_date_is_one(built: Project, elsewhere: Server) -> None:
    """Also where the store's default graph is the union of all claims."""
    forum = things.find(store.opened(built), "event", "First Sino-Russia Library Forum")
    query = f"{LC} SELECT ?day {{ {forum} lc:endDate ?day }}"
    claims = f"{LC} SELECT DISTINCT ?day {{ GRAPH ?g {{ {forum} lc:endDate ?day }} }}"
    asked = remote.opened(elsewhere.query, 60)
    assert asked.select(query).rows == [("2023-07-25",)]
    assert len(asked.select(claims).rows) > 1


def test_the_environment_may_name_the_store(
    built: Project, tmp_path: Path, elsewhere: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KG_ENDPOINT, as of all options of kg."""
    monkeypatch.setenv("KG_ENDPOINT", elsewhere.query)
    assert answer(built._replace(build=tmp_path), "query", "editions-of-series")


@pytest.mark.parametrize("command", ["build", "check", "diff", "export", "find", "list", "new", "release"])
def test_other_commands_ask_no_store(command: str, mini: Project) -> None:
    """They say so, instead of asking the built graph."""
    done = kg(mini, "--endpoint", "http://127.0.0.1:1/", command)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "asks no store elsewhere" in done.stderr


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "DROP ALL", "SELECT * FROM <x:y> { ?s ?p ?o }"]
)
def test_what_the_gate_refuses_is_never_sent(query: str, mini: Project) -> None:
    """Nor is it cited."""
    with misbehaving.server(says()) as server:
        assert complaint(mini, "--endpoint", server.url, "query", "-e", query).startswith("query:1:")
        assert complaint(mini, "--endpoint", server.url, "query", "-", stdin=query).startswith("query:1:")
    assert server.requests == []


def test_what_a_store_refuses_is_told_in_its_words(built: Project, elsewhere: Server) -> None:
    """In one line."""
    told = complaint(built, "--endpoint", elsewhere.query, "query", "-e", "SELECT nonsense")
    assert told.startswith(f"{elsewhere.query}: HTTP 400: ")
    assert "line 1" in told or "1:16" in told


@pytest.mark.parametrize("timeout", [["--timeout", "0.2", "query"], ["query", "--timeout", "0.2"]])
def test_a_slow_answer_is_not_waited_for(timeout: list[str], mini: Project, tmp_path: Path) -> None:
    """Told to kg or to the question. The server has an end of its own, for its query has none."""
    cross = "SELECT (COUNT(?c) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with stores.oxigraph_server(tmp_path, mini.current / "kg.nq") as server:
        told = complaint(mini, "--endpoint", server.query, *timeout, "-e", cross)
    assert "no answer within 0.2 seconds; " in told


@pytest.mark.parametrize("form", ["SELECT ?s ?o", "CONSTRUCT { ?s a ?o }"])
def test_a_limit_of_rows_is_an_error(form: str, virtuoso_store: Server) -> None:
    """Virtuoso says so of rows; of statements it says nothing."""
    few = remote.opened(f"{virtuoso_store.query}?maxrows=5", 60)
    with pytest.raises(KGError, match="gives no more than 5 rows"):
        few.select(f"{form} {{ ?s a ?o }}")
    assert len(few.select(f"{form} {{ ?s a ?o }} LIMIT 4").rows) == 4


def test_a_name_needs_less_than_all_names(built: Project, virtuoso_store: Server) -> None:
    """Of the kind that is asked for; where even these are too many, an id still answers, and one is told so."""
    words = ["query", "delegations-of-institution", "-p"]
    wanted = answer(built, *words, "institution=National Library of China")
    more, fewer = (["--endpoint", f"{virtuoso_store.query}?maxrows={most}"] for most in (5000, 1000))
    assert answer(built, *more, *words, "institution=National Library of China") == wanted
    assert answer(built, *fewer, *words, "institution=institution/national-library-of-china") == wanted
    told = complaint(built, *fewer, *words, "institution=National Library of China")
    assert told.startswith("'National Library of China': the store gives too few names to look it up; write an id")


def test_a_limit_of_time_is_an_error(virtuoso_store: Server) -> None:
    """Virtuoso then gives what it has found so far."""
    hasty = remote.opened(f"{virtuoso_store.query}?timeout=500", 60)
    with pytest.raises(KGError, match="the answer is incomplete"):
        hasty.select("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?c . ?f ?g ?c }")


@pytest.mark.parametrize(
    "body",
    [
        misbehaving.ROWS[:-20],
        misbehaving.ROWS + b"}",
        b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "a <b>"}}]}}',
        b"{}",
        b"",
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_broken_answer_is_told(body: bytes, mini: Project) -> None:
    """However its length was right."""
    with misbehaving.server(says(NO), says(body)) as server:
        told = complaint(mini, "--endpoint", server.url, "query", "-e", "SELECT ?x {}")
    assert told.startswith("answer: is broken or was cut short, ")


def test_statements_cut_short_are_told(mini: Project) -> None:
    """In the midst of a line."""
    with misbehaving.server(says(NO), says(b"<http://a/b> <http://a/c> <http://a", misbehaving.STATEMENTS)) as server:
        told = complaint(mini, "--endpoint", server.url, "query", "-e", "DESCRIBE ?x {}")
    assert told.startswith("answer: is broken or was cut short, ")


def test_labels_from_elsewhere_steer_no_terminal(mini: Project) -> None:
    """They are texts that anyone may have written."""
    body = misbehaving.ROWS.replace(b"all is well", rb"\u001b[31mred \u202e\u0007\nnext")
    with misbehaving.server(says(NO), says(body)) as server:
        shown = answer(mini, "--endpoint", server.url, "query", "-e", "SELECT ?x {}")
    assert "red" in shown
    assert all(line.isprintable() for line in shown.splitlines())


def test_values_are_those_of_the_engine_at_hand(mini: Project, oxigraph_store: Server) -> None:
    """Numbers, languages, IRIs, truth and nothing, through a server and back."""
    query = f"{LC} SELECT * {{ VALUES (?a ?b ?c ?d) {{ (1 'x'@zh-Hant <x:y> true) (2.5 'x' UNDEF 1e0) }} }} ORDER BY ?a"
    table = remote.opened(oxigraph_store.query, 60).select(query)
    text = answer(mini, "--endpoint", oxigraph_store.query, "query", "-e", query, "--format", "csv")
    here = engine.in_memory().select(query)
    assert table == here
    assert [[type(value) for value in row] for row in table.rows] == [
        [type(value) for value in row] for row in here.rows
    ]
    assert len(list(csv.reader(io.StringIO(text)))) == 3


def test_a_named_consensus_is_found_on_any_store(mini: Project, tmp_path: Path) -> None:
    """By asking for it once; Oxigraph's default graph is empty then."""
    nquads = tmp_path / "kg.nq"
    nquads.write_text("".join(dump.lines(mini, "nquads", consensus_graph=True)), "utf-8")
    with stores.oxigraph_server(tmp_path / "store", nquads) as server:
        for words in (["query", "events-on-theme", "-p", "theme="], ["stats", "sources-by-year"], ["stats"]):
            assert answer(mini, "--endpoint", server.query, *words) == answer(mini, *words)
        assert remote.as_it_is(server.query, 60).select("SELECT * { ?s ?p ?o }").rows == []

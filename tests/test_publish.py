"""``kg publish`` on two real servers: what was built is there afterwards, graph by graph, and counted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import build, dump, publishing, remote, store
from kg.project import Project
from tests import misbehaving, stores
from tests.misbehaving import says
from tests.running import answer, complaint, kg
from tests.stores import Server

CONSENSUS = dump.CONSENSUS[1:-1]
GONE = "https://w3id.org/libcoop/id/source/no-longer-there"
THEIRS = "https://example.org/graph"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A store of its own kind without a graph of ours."""
    if request.param == "virtuoso" and shutil.which("virtuoso-t") is None:
        pytest.skip("virtuoso is not here: make tools")
    start = stores.virtuoso if request.param == "virtuoso" else stores.oxigraph_server
    with start(tmp_path_factory.mktemp("store") / "store") as server:
        yield server


@pytest.fixture
def place(empty: Server, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words after ``kg`` that publish into it, its user in the environment."""
    monkeypatch.setenv("KG_USER", empty.user)
    monkeypatch.setenv("KG_PASSWORD", empty.password)
    # The consensus has to have a name where the default graph is the union of all.
    return ["--endpoint", empty.query, "publish", empty.graphs, *(["--consensus-graph"] if empty.user else [])]


def counted(server: Server) -> dict[str, int]:
    """The named graphs of ours in a store."""
    return publishing.counted(remote.as_it_is(server.query, 60))


def test_what_was_built_is_there(empty: Server, place: list[str], mini: Project) -> None:
    """As many statements in each graph, told on standard error, and twice is as once."""
    total = store.manifest(mini)["statements"]
    graphs = len(list(mini.sources.rglob("*.yaml"))) + 3
    for _ in range(2):
        done = kg(mini, *place)
        assert (done.exit_code, done.stdout) == (0, ""), done.stderr
        assert f"{sum(total.values()):,} statements in {graphs} graphs, as many as were built" in done.stderr
    found = counted(empty)
    assert len(found) == graphs - (0 if empty.user else 1)
    assert found.get(CONSENSUS, total["default"]) == total["default"]
    for words in (["query", "who-says-so", "-p", "thing="], ["cite", "event/meeting-of-island-libraries-2001"]):
        assert answer(mini, "--endpoint", empty.query, *words) == answer(mini, *words)


def test_a_newer_build_takes_the_place_of_an_older_one(
    empty: Server, place: list[str], mini: Project, tmp_path: Path
) -> None:
    """A graph that the build has no more stays until one says so; those of others stay anyway."""
    from kg.exchange import Exchange

    for graph in (GONE, THEIRS):
        Exchange(60).send("PUT", empty.graphs, graph, b"<http://a/b> <http://a/c> <http://a/d> .\n")
    told = kg(mini, *place).stderr
    assert f"{GONE} is no longer in the build: --prune removes it" in told
    assert THEIRS not in told
    assert counted(empty)[GONE] == 1
    assert f"removed {GONE}" in kg(mini, *place, "--prune").stderr
    assert GONE not in counted(empty)
    assert remote.as_it_is(empty.query, 60).select(f"ASK {{ GRAPH <{THEIRS}> {{ ?s ?p ?o }} }}").rows == [(True,)]
    older = mini._replace(build=tmp_path / "build", data=_fewer(mini, tmp_path))
    build.build(older)
    assert kg(older, *place, "--prune").stderr.count("removed ") == 1
    assert "differs from the build in " in complaint(
        mini, "--endpoint", empty.query, "cite", "event/meeting-of-island-libraries-2001"
    )


def _fewer(mini: Project, folder: Path) -> Path:
    """The same data, but for one source."""
    copy = Path(shutil.copytree(mini.data, folder / "data"))
    _source(copy).unlink()
    return copy


def _source(data: Path) -> Path:
    return sorted((data / "sources").rglob("*.yaml"))[0]


def test_an_older_default_graph_is_told(mini: Project, tmp_path: Path) -> None:
    """Of a store that was first filled without a name for the consensus; one of others is none of ours."""
    from kg.exchange import Exchange

    with stores.oxigraph_server(tmp_path / "store") as server:
        place = ["--endpoint", server.query, "publish", server.graphs]
        named = [*place, "--consensus-graph"]
        default = remote.as_it_is(server.query, 60)
        Exchange(60).send("PUT", server.graphs, "", b"<http://a/b> <http://a/c> <http://a/d> .\n")
        assert "default graph" not in kg(mini, *named, "--prune").stderr
        assert len(default.select("SELECT * { ?s ?p ?o }").rows) == 1
        assert f"{CONSENSUS} is no longer in the build: --prune removes it" in kg(mini, *place).stderr
        assert "the default graph holds an older consensus: --prune removes it" in kg(mini, *named).stderr
        assert default.select("ASK { ?s ?p ?o }").rows == [(True,)]
        assert "removed the default graph" in kg(mini, *named, "--prune").stderr
        assert default.select("SELECT * { ?s ?p ?o }").rows == []
        assert "default graph" not in kg(mini, *named).stderr


def test_what_does_not_arrive_is_told(mini: Project) -> None:
    """A store that takes everything and keeps nothing."""
    nothing = b'{"head": {"vars": ["graph", "count"]}, "results": {"bindings": []}}'
    with misbehaving.server(says(nothing)) as server:
        done = kg(mini, "--endpoint", server.url, "publish", server.url, "--consensus-graph")
    assert done.exit_code == 1
    assert f"{server.url}: differs from the build in " in done.stderr
    assert "has 0 statements instead of " in done.stderr


@pytest.mark.parametrize("status", [401, 404, 405, 503, 507])
def test_a_store_that_takes_nothing_is_told(status: int, mini: Project) -> None:
    """At the first graph."""
    with misbehaving.server(says(b"", "text/plain", status)) as server:
        done = kg(mini, "--endpoint", server.url, "publish", server.url)
    assert done.exit_code == 1
    assert f"HTTP {status}" in done.stderr
    assert len(server.requests) == 1


@pytest.mark.parametrize(("endpoint", "graphs"), [("nonsense", ""), ("http://127.0.0.1:1/query", "ftp://127.0.0.1/")])
def test_nothing_is_sent_to_a_wrong_address(mini: Project, endpoint: str, graphs: str) -> None:
    """Nor where the other of the two is wrong."""
    with misbehaving.server(says(b"", "text/plain", 204)) as server:
        told = complaint(mini, "--endpoint", endpoint, "publish", graphs or server.url)
    assert "is no address of a store; " in told
    assert server.requests == []


def test_it_must_be_possible_to_count(mini: Project) -> None:
    """At the endpoint, which is another address than that of the graphs."""
    assert "name the store's SPARQL endpoint" in complaint(mini, "publish", "http://127.0.0.1:1/store")

"""The stores that tests start: they hold what they were given, and end with their block, whatever happens."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from tests import engines, evidence, stores
from tests.stores import Server

Start = Callable[[Path, Path | None], AbstractContextManager[Server]]
GOOD = "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <urn:d> <urn:g> .\n"
KILLED = """
import sys
from pathlib import Path
from tests import stores
with stores.oxigraph_server(Path(sys.argv[1])) as server:
    print(server.query, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["oxigraph", "virtuoso", "jena"])
def start(request: pytest.FixtureRequest) -> Start:
    """How one of the stores is started, where it is installed."""
    if request.param == "oxigraph":
        return stores.oxigraph_server
    here, starts = {
        "virtuoso": (stores.virtuoso_is_here, stores.virtuoso),
        "jena": (stores.jena_is_here, stores.jena),
    }[request.param]
    if not here():
        pytest.skip(f"{request.param} is not here: make tools")
    return starts


def running() -> set[int]:
    """The processes that this one has started."""
    return {child.pid for child in psutil.Process().children()}


def test_it_ends_with_its_block(start: Start, tmp_path: Path) -> None:
    """It answers with what it was given, and is gone after an error in the block."""
    (tmp_path / "good.nq").write_text(GOOD, "utf-8")
    before = running()
    with contextlib.suppress(InterruptedError), start(tmp_path / "store", tmp_path / "good.nq") as server:
        answer = engines.table(engines.over_http(server)("SELECT ?o { GRAPH <urn:g> { <urn:a> <urn:b> ?o } }"))
        assert answer.rows == [("urn:d",)]
        raise InterruptedError
    assert running() == before
    with pytest.raises(URLError):
        urlopen(server.query, timeout=5)


def test_what_it_cannot_load_ends_it(start: Start, tmp_path: Path) -> None:
    """A broken file is an error before the block, and no process stays."""
    (tmp_path / "bad.nq").write_text("<urn:a> no quads\n", "utf-8")
    before = running()
    with pytest.raises(Exception, match=r"\w"), start(tmp_path / "store", tmp_path / "bad.nq"):
        pytest.fail("it has started")
    assert running() == before


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="only Linux ends a process with its parent")
def test_it_ends_with_tests_that_are_killed(tmp_path: Path) -> None:
    """A process that has no time to tidy up leaves no server behind."""
    command = [sys.executable, "-c", KILLED, str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=evidence.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        address = parent.stdout.readline().decode().strip()
        (server,) = psutil.Process(parent.pid).children()
        assert urlopen(f"{address}?query=ASK%7B%7D", timeout=30).status == 200
        parent.kill()
    server.wait(30)
    assert not server.is_running()

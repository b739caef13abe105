"""Real triple stores for tests and measurements, started on this machine on free ports and ended with the block.

``with oxigraph_server(folder, nquads) as server``, and :func:`virtuoso` and :func:`jena` in the same way, each yield
a :class:`Server` with its addresses; ``folder`` is made and holds the store's own files, ``nquads`` is a file to load
before the block begins (left out: an empty store). Who asks about the real graph takes the fixtures
``oxigraph_store``, ``virtuoso_store`` and ``jena_store`` of ``conftest.py``: one of each a run, loaded once, not to be
changed. Oxigraph and Jena hold the consensus as their default graph; Virtuoso's default graph is the union of all
graphs, so that the consensus is in the graph :data:`kg.dump.CONSENSUS` there, as ``kg export nquads
--consensus-graph`` writes it.
"""

import secrets
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from kg import dump
from kg.project import Project

PATIENCE = 120  # seconds until a store has to answer or to have loaded: a busy machine is slow
JARS = Path("/usr/share/java")
# A server does not outlive tests that are killed, where the system can see to it (Linux, package util-linux).
_WITH_US = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
_INI = """\
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CaseMode = 2
DirsAllowed = {folder}
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
ServerThreads = 6
"""


class Server(NamedTuple):
    """Where a running store takes queries, updates and whole graphs; a user where it asks for one to write.

    Oxigraph takes all from anyone; Virtuoso takes queries from anyone, updates and graphs from ``user`` (HTTP digest);
    Jena takes queries only. ``sql`` is where Virtuoso's own ``isql-vt`` is answered: see :func:`isql`.
    """

    query: str
    update: str = ""
    graphs: str = ""
    user: str = ""
    password: str = ""
    sql: str = ""


def virtuoso_is_here() -> bool:
    """Whether Debian's package is installed: ``make tools`` does it."""
    return shutil.which("virtuoso-t") is not None


def jena_is_here() -> bool:
    """Whether Debian's package is installed, and Java with its compiler: ``make tools`` does it."""
    return (JARS / "jena-tdb2.jar").is_file() and shutil.which("javac") is not None


@contextmanager
def oxigraph_server(folder: Path, nquads: Path | None = None, *, read_only: bool = False) -> Iterator[Server]:
    """Oxigraph's server, of the package ``oxigraph``, over a store on disk."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    folder.mkdir(parents=True, exist_ok=True)
    store = ["--location", str(folder)]
    loaded = ["--file", str(nquads), "--format", "nq"] if nquads else ["--file", "/dev/null", "--format", "nt"]
    subprocess.run([program, "load", *store, *loaded], check=True, capture_output=True, timeout=PATIENCE)
    place = _free()
    verb = "serve-read-only" if read_only else "serve"
    server = Server(f"http://{place}/query", f"http://{place}/update", f"http://{place}/store")
    with _running([program, verb, *store, "--bind", place], folder, server):
        yield server


@contextmanager
def virtuoso(folder: Path, nquads: Path | None = None) -> Iterator[Server]:
    """Virtuoso 7 with little memory, as Debian's virtuoso-opensource-7-bin has it, and a password of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    sql, http, password = _free(), _free(), secrets.token_hex(12)
    (folder / "virtuoso.ini").write_text(_INI.format(sql=sql, http=http, folder=folder), "utf-8")
    base = f"http://{http}/sparql"
    server = Server(base, f"{base}-auth", f"{base}-graph-crud-auth", "dba", password, sql)
    with _running(["virtuoso-t", "+foreground", "+wait", "+configfile", "virtuoso.ini"], folder, server):
        isql(server._replace(password="dba"), f'SET PASSWORD "dba" "{password}"')
        if nquads:
            _bulk_load(server, folder, nquads)
        yield server


@contextmanager
def jena(folder: Path, nquads: Path | None = None) -> Iterator[Server]:
    """Jena's TDB2 behind ``Jena.java``, as Debian's libapache-jena-java has it."""
    folder.mkdir(parents=True, exist_ok=True)
    place = _free()
    command = ["java", "-Xmx1g", "-cp", _class_path(folder / "messages"), str(Path(__file__).with_name("Jena.java"))]
    words = [place.rpartition(":")[2], str(folder), *([str(nquads)] if nquads else [])]
    server = Server(f"http://{place}/")
    with _running([*command, *words], folder, server):
        yield server


def _class_path(folder: Path) -> str:
    """All of Debian's jars, and the messages of Jena's Xerces, which that package has under another name than it uses:
    without them not even its data types come into being."""
    inside, needed = "org/apache/jena/ext/xerces/", "xerces/"
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(inside) and name.endswith(".properties"):
                target = folder / name.replace(inside, needed)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return f"{folder}:{JARS}/slf4j-nop.jar:{JARS}/*"


def consensus_named(found: Project, target: Path) -> Path:
    """The file of a built graph with the consensus as one of the named graphs: for stores that query their union."""
    target.write_text("".join(dump.lines(found, "nquads", consensus_graph=True)), "utf-8")
    return target


def isql(server: Server, statement: str) -> str:
    """What Virtuoso prints for statements of SQL, or of SPARQL after the word SPARQL; fails where it does."""
    words = ["isql-vt", server.sql, server.user, server.password, "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF"]
    done = subprocess.run(
        [*words, "ERRORS=STDOUT", f"EXEC={statement};"], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    well = done.returncode == 0 and "*** Error" not in done.stdout  # it ends with 0 after most errors
    assert well, f"{statement}: {done.stdout}{done.stderr}"
    return done.stdout


def _bulk_load(server: Server, folder: Path, nquads: Path) -> None:
    shutil.copy(nquads, folder / "load.nq")  # it reads in the folder that it is allowed only
    isql(server, f"ld_dir ('{folder}', 'load.nq', 'urn:none'); rdf_loader_run (); checkpoint")
    broken = isql(server, "SELECT ll_error FROM DB.DBA.load_list WHERE ll_state <> 2 OR ll_error IS NOT NULL")
    assert not broken.strip(), broken


def _free() -> str:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return f"127.0.0.1:{found.getsockname()[1]}"


@contextmanager
def _running(command: list[str], folder: Path, server: Server) -> Iterator[None]:
    """A server program in its folder, from its first answer to the end of the block, however that ends."""
    log = folder / "output.log"
    with log.open("wb") as output:
        process = subprocess.Popen([*_WITH_US, *command], cwd=folder, stdout=output, stderr=output)
        try:
            until = time.monotonic() + PATIENCE
            while not _answers(server):
                assert process.poll() is None, f"{command[0]} ended: {log.read_text('utf-8')[-2000:]}"
                assert time.monotonic() < until, f"{command[0]} does not answer: {log.read_text('utf-8')[-2000:]}"
                time.sleep(0.1)
            yield
        finally:
            process.kill()  # nothing of it is kept
            process.wait()


def _answers(server: Server) -> bool:
    try:
        with urlopen(f"{server.query}?{urlencode({'query': 'ASK {}'})}", timeout=10) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False

"""The process for queries from outside: its limits hold, it reaches nothing, an answer comes whole or not at all."""

import multiprocessing
import resource
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from kg import foreign
from kg.errors import KGError
from kg.project import Project
from kg.results import Manner
from kg.worker import Limits, Worker
from tests import hostile
from tests.running import answer, complaint

SECRET = "the-secret-of-a-file"
SECONDS, MEMORY = 2.0, 384
AMPLE = Limits(20, 1024)
LATE = "no answer within 2 seconds; "
STARTING = 8.0  # seconds that a busy machine may take beside the limit


class Outcome(NamedTuple):
    """What came of a query: its text, whether it is an error's, seconds, and the largest process so far in MiB."""

    text: str
    failed: bool
    seconds: float
    largest: float


def outcome(project: Project, sparql: str) -> Outcome:
    """What comes of a query under the limits of these tests."""
    begun = time.perf_counter()
    try:
        with Worker(Limits(SECONDS, MEMORY)) as worker:
            text, failed = str(foreign.written(worker, project, sparql, ("csv", Manner()))), False
    except KGError as error:
        text, failed = str(error), True
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Outcome(text, failed, time.perf_counter() - begun, largest)


@pytest.fixture(scope="module")
def server() -> Iterator[socket.socket]:
    """A socket that listens at this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of statements that no query may read."""
    path = tmp_path_factory.mktemp("secret") / "secret.nt"
    path.write_text(f"<x:s> <x:p> <x:{SECRET}> .\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def outcomes(mini: Project, server: socket.socket, secret: Path) -> dict[str, Outcome]:
    """What comes of each hostile query, two at a time."""
    asked = hostile.queries(server.getsockname()[1], secret)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        found = pool.map(outcome, [mini] * len(asked), asked.values())
        return dict(zip(asked, found, strict=True))


def contacted(server: socket.socket) -> bool:
    """Whether somebody has called."""
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_there_are_sixty() -> None:
    """The hostile set is as large as it is said to be."""
    assert len(hostile.queries(1, Path("/x"))) >= 60


def test_every_hostile_query_ends(outcomes: dict[str, Outcome]) -> None:
    """In time, with an answer or with one line that has a remedy, and the engine's breakdowns are understood."""
    late = {name: found.seconds for name, found in outcomes.items() if found.seconds > SECONDS + STARTING}
    assert not late
    for name, found in outcomes.items():
        if found.failed:
            assert found.text.count("\n") == 0, name
            assert "; " in found.text, name
            assert "broke down" not in found.text, name


def test_limits_are_named(outcomes: dict[str, Outcome]) -> None:
    """The line says whether it was the time, the depth or the gate."""
    said = {
        "cross join of 3": LATE,
        "2,000 chained patterns": LATE,
        "5,000 parentheses": "more than 200 brackets",
        "5,000 braces": "more than 200 brackets",
        "service": "SERVICE asks another server",
        "from a file": "FROM reads no other files",
        "load": "LOAD changes data",
    }
    assert not [(words, outcomes[name].text) for name, words in said.items() if words not in outcomes[name].text]


def test_the_memory_of_an_engine_is_named(mini: Project) -> None:
    """A query that has the time to fill the memory is told so, whatever the engine says of it."""
    doubled = hostile.queries(1, Path("/x"))["doubled 40 times"]
    with (
        Worker(Limits(60, MEMORY)) as worker,
        pytest.raises(KGError, match=f"needs more than {MEMORY} MiB of memory; "),
    ):
        foreign.written(worker, mini, doubled, ("csv", Manner()))


def test_memory_is_bounded(outcomes: dict[str, Outcome]) -> None:
    """No process took more than its limit and what the program itself needs."""
    assert max(found.largest for found in outcomes.values()) < MEMORY + 400


def test_nothing_is_contacted_or_read(outcomes: dict[str, Outcome], server: socket.socket) -> None:
    """No server was called, and nothing of the file is in any answer."""
    assert not contacted(server)
    assert not [name for name, found in outcomes.items() if SECRET in found.text and not found.failed]


def test_below_the_gate_nothing_is_contacted(mini: Project, server: socket.socket, secret: Path) -> None:
    """What the gate let through by mistake would still reach nothing."""
    for name, sparql in hostile._abroad(server.getsockname()[1], secret).items():
        with Worker(Limits(10, 1024)) as worker:
            try:
                store = str(mini.current.resolve() / "store")
                text = worker.answer(foreign.answered, store, sparql, "csv", tuple(Manner(vocabulary={})))
            except KGError as error:
                text = str(error).replace(secret.as_uri(), "")
        assert SECRET not in str(text), name
        assert not contacted(server), name


def tried(task: object, *arguments: object, limits: Limits = AMPLE) -> str | bytes:
    """What a task answers in a worker."""
    assert callable(task)
    with Worker(limits) as worker:
        return worker.answer(task, *arguments)


def test_a_large_answer_is_whole() -> None:
    """Texts and bytes come as they were made."""
    assert tried(hostile.large, 20_000_000) == "é" * 20_000_000
    assert tried(hostile.raw) == bytes(range(256))


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_a_worker_has_no_network_and_starts_no_program(server: socket.socket) -> None:
    """The system itself says no."""
    with pytest.raises(KGError, match="not permitted"):
        tried(hostile.connect, server.getsockname()[1])
    with pytest.raises(KGError, match="not permitted"):
        tried(hostile.run)
    assert not contacted(server)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit addresses")
def test_a_worker_has_limits() -> None:
    """Memory beside what is reserved, a second more of the processor than of time, no dumps."""
    assert tried(hostile.limits, limits=Limits(6.5, 100)) == f"{(100 + 768) << 20} 8 0"
    with pytest.raises(KGError, match="more than 100 MiB of memory; "):
        tried(hostile.greedy, 2 << 30, limits=Limits(20, 100))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (signal.SIGXCPU, "no answer within 20 seconds; .*--timeout"),
        (signal.SIGSEGV, "nested too deep"),
        (signal.SIGABRT, "needs more than 1024 MiB"),
        (signal.SIGKILL, "broke down, signal 9"),
    ],
)
def test_a_worker_that_dies_is_explained(number: signal.Signals, told: str) -> None:
    """The signal that ended it tells which limit was met."""
    with pytest.raises(KGError, match=told):
        tried(hostile.die, int(number))


def test_deep_nesting_does_not_overflow(mini: Project) -> None:
    """The engine's parser has a stack for what the gate refuses, and more."""
    store, sparql = str(mini.current.resolve() / "store"), f"ASK {{ FILTER({'(' * 5000}1{')' * 5000}) }}"
    assert "true" in str(tried(foreign.answered, store, sparql, "csv", ("", {}, False, False)))


def test_a_worker_does_not_outlive_its_use(mini: Project) -> None:
    """After the time is over the process is gone."""
    with pytest.raises(KGError, match="no answer within"), Worker(Limits(0.5, 1024)) as worker:
        foreign.written(worker, mini, hostile.SLOW, ("csv", Manner()))
    assert worker._process.returncode == -signal.SIGKILL
    assert not psutil.pid_exists(worker._process.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_worker_does_not_outlive_its_parent(mini: Project) -> None:
    """Where the command is killed, its worker ends as well."""
    words = ["--data", str(mini.data), "--build", str(mini.build), "query", "-e", hostile.SLOW]
    parent = subprocess.Popen([sys.executable, "-c", "from kg.cli import main; main()", *words])
    with parent:
        children = waited(psutil.Process(parent.pid))
        time.sleep(1)  # for the worker to begin with the query
        parent.kill()
    assert not psutil.wait_procs(children, timeout=10)[1], shlex.join(words)


def waited(parent: psutil.Process) -> list[psutil.Process]:
    """The children of a process, once it has some."""
    for _ in range(200):
        if children := parent.children():
            return children
        time.sleep(0.05)
    raise AssertionError("no worker was started")


def test_the_command_holds_the_limits(mini: Project, tmp_path: Path) -> None:
    """-e, a file and standard input end with a line and exit code 1, and write no file."""
    path = tmp_path / "slow.rq"
    path.write_text(hostile.SLOW, "utf-8")
    output = ["--timeout", "0.5", "-o", str(tmp_path / "out.csv")]
    for words, stdin in ((["-e", hostile.SLOW], None), ([str(path)], None), (["-"], hostile.SLOW)):
        told = complaint(mini, "query", *words, *output, stdin=stdin)
        assert told.startswith("query: no answer within 0.5 seconds; ")
    assert list(tmp_path.iterdir()) == [path]
    assert "MiB of memory; " in complaint(mini, "query", "-e", hostile._doubled(40), "--memory", "64")


def test_named_questions_need_no_worker(mini: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """They keep the fast path, where no other process is started."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert answer(mini, "query", "active-in-year")
    assert "/nowhere/python" in complaint(mini, "query", "-e", "ASK {}")

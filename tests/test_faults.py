"""What a machine can do to a build: end its process, forbid it to write, fill its disk, start it twice. The build in
place stays whole and answers, one line tells, and the next good build leaves nothing lying about."""

import errno
import fcntl
import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg import store
from kg.project import Project
from kg.tables import Table
from tests.faulty import MOTTO, copied, everything, good, here, leftovers, mottos, program, right, run
from tests.running import complaint

__all__ = ["good", "here", "right"]  # fixtures

KILLS = int(os.environ.get("KG_KILLS", "200"))
TOGETHER = 4  # folders in which builds are killed at the same time


def killed_often(found: Project, kills: int, expected: list[Table], seed: int) -> int:
    """Kill that many builds at random moments; how many were at work then comes back."""
    chance, start = random.Random(seed), time.monotonic()
    assert run(found, "build").returncode == 0
    whole, hit = time.monotonic() - start, 0
    for number in range(kills):
        process = subprocess.Popen(program(found, "build"), stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * whole)
        process.kill()
        hit += process.wait() == -signal.SIGKILL
        assert store.verified(found) == [], number
        assert mottos(found) == ["Lamps for all", "Lys for alle"], number
    assert everything(found) == expected
    assert run(found, "build").returncode == 0
    assert leftovers(found.build) == set()
    assert (found.build / ".lock").stat().st_size == 0
    return hit


def test_builds_killed_at_any_moment_leave_the_build_before(good: Project, right: list[Table], tmp_path: Path) -> None:
    """200 of them (KG_KILLS), over their whole duration: every byte in place is as its manifest says, and answers."""
    folders = [copied(good, tmp_path / str(number)) for number in range(TOGETHER)]
    with ThreadPoolExecutor(TOGETHER) as pool:
        jobs = [pool.submit(killed_often, one, KILLS // TOGETHER, right, seed) for seed, one in enumerate(folders)]
        hit = sum(job.result() for job in jobs)
    assert hit > KILLS / 2, "most kills must hit a build at work"


def test_of_two_builds_at_once_one_refuses(here: Project) -> None:
    """It waits a little, then says so; questions are answered meanwhile."""
    with (here.build / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert complaint(here, "build") == f"{here.build}: another build is at work here; wait until it ends"
        assert mottos(here)
    assert run(here, "build").returncode == 0


def test_builds_started_together_leave_one_whole(here: Project, right: list[Table]) -> None:
    """Each ends well or with its one line, and what is in place is whole."""
    builds = [subprocess.Popen(program(here, "build"), stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate(timeout=60)[1] for process in builds]
    assert 0 in [process.returncode for process in builds]
    assert all(len(lines.splitlines()) == 1 for lines in told)
    assert store.verified(here) == []
    assert everything(here) == right
    assert leftovers(here.build) == set()


def test_after_a_kill_every_byte_is_looked_at(here: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large store is not read whole at each opening; once after a build that was killed, it is."""
    looked: list[str] = []

    def digest(path: Path) -> str:
        looked.append(path.name)
        return real(path)

    real = store._digest
    monkeypatch.setattr(store, "_SMALL", 0)
    monkeypatch.setattr(store, "_digest", digest)
    mottos(here)
    assert looked == []
    process = subprocess.Popen(program(here, "build"), stderr=subprocess.DEVNULL)
    while process.poll() is None and not (here.build / ".lock").stat().st_size:
        time.sleep(0.001)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert mottos(here)
    assert {path.name for path in (here.current / "store").iterdir() if path.suffix == ".sst"} <= set(looked)
    looked.clear()
    mottos(here)
    assert looked == []


def test_a_bad_source_does_not_hide_that_a_build_was_killed(here: Project, tmp_path: Path) -> None:
    """The word of the killed one stays until somebody has looked, or built anew."""
    (here.build / ".lock").write_bytes(b"at work\n")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "page.yaml").touch()
    assert complaint(here._replace(data=tmp_path), "build")
    assert (here.build / ".lock").stat().st_size > 0
    mottos(here)
    assert (here.build / ".lock").stat().st_size == 0


@pytest.fixture
def foreign(good: Project) -> Iterator[tuple[Project, str]]:
    """A build in a folder where we may read and not write, and what a process does first to be no superuser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        found = copied(good, folder / "build")
        for path in [found.build, *found.build.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o555 if path.is_dir() else 0o444)
        loaded = "import os, shutil, kg.build, kg.sources.curated, kg.cli.build, kg.cli.show, kg.show"
        other = "os.setgroups([]); os.setgid(65534); os.setuid(65534)" if os.geteuid() == 0 else ""
        yield found, f"{loaded}, kg.things\n{_read_all(found)}\n{other}"
        for path in [found.build, *found.build.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)


def _read_all(found: Project) -> str:
    """Reading the ontology once, for another user may not reach the checkout."""
    return f"from pathlib import Path; kg.ontology.load(Path({str(found.ontology)!r}))" if os.geteuid() == 0 else ""


def test_where_nobody_may_write_one_line_says_so(foreign: tuple[Project, str]) -> None:
    """And things are shown all the same, to a user who may only read."""
    found, first = foreign
    done = run(found, "build", first=first)
    remedy = "choose a folder of your own (kg --build DIR)"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{found.build}: cannot write, {os.strerror(errno.EACCES)}; {remedy}\n"
    done = run(found, "show", "meeting-of-island-libraries-2001", first=first)
    assert (done.returncode, "Light for all" in done.stdout, done.stderr) == (0, True, "")


@pytest.mark.parametrize("limit", [0, 4_000, 60_000, 100_000, 150_000, 400_000])
def test_a_file_that_may_not_grow_is_told(here: Project, right: list[Table], limit: int) -> None:
    """Wherever writing fails, in the lock, the graph or the store: one line, and the build before answers."""
    first = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    done = run(here, "build", first=first)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert done.stderr.startswith(f"{here.build}: cannot write, ")
    assert store.verified(here) == []
    assert everything(here) == right
    assert run(here, "build").returncode == 0
    assert leftovers(here.build) == set()


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path | None]:
    """A disk in memory of so many megabytes, where we may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={request.param}m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("disk", [16], indirect=True)
@pytest.mark.parametrize("free", [0, 20, 300, 900, 1000, 1200])
def test_a_full_disk_is_told(good: Project, disk: Path | None, free: int) -> None:
    """With that many kilobytes left: one line, and the build before answers; with space again, all is well."""
    if disk is None:  # the test above does it by a limit
        return
    found = copied(good, disk / "build")
    filler = disk / "filler"
    with filler.open("wb") as file:
        left = os.statvfs(disk)
        file.write(bytes(left.f_bavail * left.f_bsize - free * 1024))
    done = run(found, "build")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert done.stderr.startswith(f"{found.build}: cannot write, ")
    assert store.verified(found) == []
    assert mottos(found) == ["Lamps for all", "Lys for alle"]
    filler.unlink()
    assert run(found, "build").returncode == 0
    assert leftovers(found.build) == set()


@pytest.mark.parametrize("disk", [1], indirect=True)
def test_a_first_build_on_a_small_disk_is_told(good: Project, disk: Path | None) -> None:
    """There is no build then, and a question says so."""
    if disk is None:
        return
    found = good._replace(build=disk / "build")
    done = run(found, "build")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert done.stderr.startswith(f"{found.build}: cannot write, ")
    assert complaint(found, "query", "-e", MOTTO) == f"{found.build}: there is no built graph; run kg build"
    assert list((found.build / "releases").iterdir()) == []


@pytest.mark.parametrize("disk", [16], indirect=True)
def test_a_disk_that_is_only_read_answers(good: Project, disk: Path | None, right: list[Table]) -> None:
    """A build there is refused; questions are answered."""
    if disk is None:  # the folder of another user stands for it
        return
    found = copied(good, disk / "build")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    remedy = "choose a folder of your own (kg --build DIR)"
    assert complaint(found, "build") == f"{found.build}: cannot write, {os.strerror(errno.EROFS)}; {remedy}"
    assert everything(found) == right

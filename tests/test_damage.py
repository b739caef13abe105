"""A damaged build never gives a wrong answer, nor an empty one: its store is made anew from ``kg.nq`` and that is told
on standard error, or one line refuses."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import store
from kg.errors import KGError
from kg.project import Project
from kg.tables import Table
from tests.faulty import MOTTO, copied, everything, good, here, leftovers, mottos, program, right, run
from tests.running import complaint

__all__ = ["good", "here", "right"]  # fixtures

ANSWER = ["Lamps for all", "Lys for alle"]


def missing(path: Path) -> None:
    """Gone."""
    path.unlink()


def truncated(path: Path) -> None:
    """The first half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    """Nothing."""
    path.write_bytes(b"")


def resized(path: Path) -> None:
    """One byte more."""
    path.write_bytes(path.read_bytes() + b"\0")


def flipped(path: Path) -> None:
    """One bit."""
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0b100
    path.write_bytes(data)


DAMAGES = [missing, truncated, emptied, resized, flipped]


def parts(good: Project) -> Iterator[str]:
    """The files of a store: all that are small, and the largest and the smallest table."""
    paths = [path for path in (good.current / "store").iterdir() if path.stat().st_size]
    tables = sorted((path for path in paths if path.suffix == ".sst"), key=lambda path: path.stat().st_size)
    yield from (path.name for path in [*(path for path in paths if path.suffix != ".sst"), tables[0], tables[-1]])


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_is_made_anew(
    good: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None]
) -> None:
    """Whichever of its files is hit: found, told, mended, and the answer is right."""
    for name in parts(good):
        found = copied(good, tmp_path / name)
        damage(found.current / "store" / name)
        assert any(fault.startswith(f"store/{name}: ") for fault in store.verified(found)), name
        assert mottos(found) == ANSWER, name
        told = capsys.readouterr().err
        assert told.startswith(f"{found.current.resolve()}: store/{name}: ")
        assert told.endswith("; the store is made anew from kg.nq\n")
        assert told.count("\n") == 1
        assert store.verified(found) == [], name
        assert leftovers(found.build) == set()


def test_a_store_made_anew_says_all_that_the_first_said(here: Project, right: list[Table]) -> None:
    """And the manifest speaks of the new one, and of the other files as before."""
    about = store.manifest(here)
    shutil.rmtree(here.current / "store")
    assert everything(here) == right
    renewed = store.manifest(here)
    assert (renewed["sha256"], renewed["count"]) == (about["sha256"], about["count"])
    assert {k: v for k, v in renewed["files"].items() if "store" not in k} == {
        k: v for k, v in about["files"].items() if "store" not in k
    }


def test_a_foreign_file_in_a_store_is_not_read(here: Project, right: list[Table]) -> None:
    """RocksDB would take a log for its own."""
    (here.current / "store" / "000099.log").write_bytes(b"anything")
    assert store.verified(here) == ["store/000099.log: was not built"]
    assert everything(here) == right
    assert store.verified(here) == []


@pytest.mark.parametrize("damage", [truncated, flipped])
def test_a_table_of_a_large_store_is_checked_on_demand(
    here: Project, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    """An opening looks at its size only; ``verified`` at every byte."""
    monkeypatch.setattr(store, "_SMALL", 0)
    table = max((here.current / "store").glob("*.sst"), key=lambda path: path.stat().st_size)
    damage(table)
    what = "bytes instead of" if damage is truncated else "its bytes are not those that were built"
    assert what in store.verified(here)[0]


@pytest.mark.parametrize("damage", [missing, truncated, emptied, flipped])
def test_without_kg_nq_a_damaged_store_is_refused(here: Project, damage: Callable[[Path], None]) -> None:
    """Nothing could prove what is made anew; a whole store alone still answers, but nothing is exported."""
    damage(here.current / "kg.nq")
    assert mottos(here) == ANSWER
    told = complaint(here, "export", "nquads")
    assert told.startswith(f"{here.current.resolve()}: kg.nq: ")
    assert told.endswith("; run kg build")
    emptied(here.current / "store" / "CURRENT")
    told = complaint(here, "query", "-e", MOTTO)
    assert told.startswith(f"{here.current.resolve()}: store/CURRENT: has 0 bytes instead of 16, and the store")
    assert told.endswith("; run kg build")
    assert run(here, "build").returncode == 0
    assert mottos(here) == ANSWER


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("file", ["kg.ttl", "kg.trig"])
def test_a_damaged_copy_of_the_graph_is_found(here: Project, file: str, damage: Callable[[Path], None]) -> None:
    """It is not what answers; who asks for the state of all files is told."""
    damage(here.current / file)
    assert [fault.partition(": ")[0] for fault in store.verified(here)] == [file]
    assert mottos(here) == ANSWER


@pytest.mark.parametrize("damage", [truncated, emptied, flipped])
def test_a_damaged_manifest_is_refused(here: Project, damage: Callable[[Path], None]) -> None:
    """Every number in it could be wrong."""
    damage(here.current / "manifest.json")
    expected = f"{here.current.resolve() / 'manifest.json'}: the manifest is broken; run kg build"
    assert complaint(here, "query", "-e", MOTTO) == expected
    assert run(here, "build").returncode == 0
    assert mottos(here) == ANSWER


def test_no_bit_of_the_manifest_goes_unseen(here: Project) -> None:
    """Its own check covers what it says, wherever a bit flips; spaces between words say nothing."""
    path = here.current / "manifest.json"
    whole, about = path.read_bytes(), store.manifest(here)
    for place in range(0, len(whole), 7):
        data = bytearray(whole)
        data[place] ^= 1 << place % 7
        path.write_bytes(data)
        assert believed(here) in (about, None), place


def believed(found: Project) -> dict[str, object] | None:
    """What the manifest says, unless it is refused."""
    try:
        return store.manifest(found)
    except KGError:
        return None


def test_links_that_lead_nowhere(here: Project) -> None:
    """Without the link to the build in place there is none."""
    (here.build / "current").unlink()
    assert complaint(here, "query", "-e", MOTTO) == f"{here.build}: there is no built graph; run kg build"
    (here.build / "current").symlink_to("releases/000009")
    assert complaint(here, "query", "-e", MOTTO) == f"{here.build}: there is no built graph; run kg build"
    assert run(here, "build").returncode == 0
    assert mottos(here) == ANSWER


def test_a_damaged_store_that_nobody_may_mend_is_refused(here: Project) -> None:
    """As long as a build is at work there, say."""
    import fcntl

    emptied(here.current / "store" / "CURRENT")
    with (here.build / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = complaint(here, "query", "-e", MOTTO)
    assert "store/CURRENT: has 0 bytes instead of 16, and the store cannot be made anew" in told
    assert "another build is at work here" in told
    assert mottos(here) == ANSWER


def test_a_killed_mending_is_done_again(here: Project, right: list[Table]) -> None:
    """Whenever the process that makes the store anew is killed, the next one answers rightly."""
    for delay in (0.2, 0.25, 0.3, 0.35, 0.4):
        emptied(here.current / "store" / "CURRENT")
        process = subprocess.Popen(
            program(here, "query", "-e", MOTTO), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(delay)
        process.kill()
        process.wait()
        assert everything(here) == right
        assert store.verified(here) == []
    assert leftovers(here.build) == set()


def test_many_who_open_a_damaged_store_mend_it_once(here: Project) -> None:
    """They wait for each other, and all give the right answer."""
    emptied(here.current / "store" / "CURRENT")
    words = program(here, "query", "-e", MOTTO, "--format", "csv")
    processes = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    told = [process.communicate(timeout=60) for process in processes]
    assert {out.replace("\r", "") for out, _ in told} == {"motto\nLamps for all\nLys for alle\n"}
    assert sum("made anew" in errors for _, errors in told) >= 1
    assert store.verified(here) == []

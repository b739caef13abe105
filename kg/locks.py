"""One at a time may change a folder of builds, and whoever is killed at it leaves a word behind for the next to see."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import KGError
from kg.project import shown

_NAME = ".lock"  # holds a word from the start of the work to its end
_WAIT = 2.0  # seconds for another's work to end; a lock may outlive its killed holder for a moment


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The right to change a folder, made if need be; KGError where another has it or nobody can write."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _NAME).open("ab", buffering=0)
    except OSError as error:
        remedy = "choose a folder of your own (kg --build DIR)"
        raise KGError(shown(folder), f"cannot write, {error.strerror}", remedy) from error
    with lock:
        _wait(folder, lock)
        was_killed = bool(os.fstat(lock.fileno()).st_size)
        _say(folder, lock)
        done = False
        try:
            yield
            done = True
        finally:
            if done or not was_killed:  # after a failure the old build is in place, which nobody has looked at yet
                os.ftruncate(lock.fileno(), 0)


def after_a_kill(folder: Path, look: Callable[[], str]) -> str:
    """What ``look`` finds, if the last who changed the folder was killed at it; once it finds nothing, that is over."""
    lock = folder / _NAME
    try:
        if not lock.stat().st_size:
            return ""
        with lock.open("rb") as seen:
            if not _taken(seen):
                return ""  # not killed: at work
            if found := look():
                return found
            os.truncate(lock, 0)
    except OSError:
        pass  # a folder in which nobody may write: looked at each time
    return ""


def _wait(folder: Path, lock: IO[bytes]) -> None:
    until = time.monotonic() + _WAIT
    while not _taken(lock):
        if time.monotonic() > until:
            raise KGError(shown(folder), "another build is at work here", "wait until it ends")
        time.sleep(0.05)


def _taken(lock: IO[bytes]) -> bool:
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _say(folder: Path, lock: IO[bytes]) -> None:
    try:
        lock.write(b"at work\n")
        os.fsync(lock.fileno())
    except OSError as error:
        remedy = "free space or choose another folder (kg --build DIR)"
        raise KGError(shown(folder), f"cannot write, {error.strerror}", remedy) from error

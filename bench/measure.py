"""How figures come about: every run in a new process, rivals in turn, medians, and the memory that a run took."""

import gc
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

_NEW = multiprocessing.get_context("spawn")  # a forked process would begin with its parent's memory


class Run(NamedTuple):
    """What a new process did: its result, and the most memory it held, in MiB."""

    result: Any
    peak: float


class Disagreement(AssertionError):
    """Two engines answered differently: their times are worth nothing."""


def fresh(work: Callable[..., Any], *given: object) -> Run:
    """The result of ``work(*given)`` in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=_NEW) as process:
        return process.submit(_measured, work, given).result()


def seconds(work: Callable[[], Any]) -> float:
    """How long ``work`` takes. Python's cyclic collector rests meanwhile, for every rival alike."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    finally:
        gc.enable()


def in_turn(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """The figures of rivals, each once a round; the one that begins changes."""
    names = list(runs)
    found: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            found[name].append(runs[name]())
    return found


def ratio(slower: Iterable[float], faster: Iterable[float]) -> float:
    """The median of the ratios of runs that stood side by side."""
    return statistics.median(s / f for s, f in zip(slower, faster, strict=True))


def command(words: Sequence[str | Path]) -> tuple[float, bytes]:
    """The seconds that a command takes, and what it prints; CalledProcessError where it fails."""
    start = time.perf_counter()
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)  # noqa: S603  # commands that stand in this folder
    return time.perf_counter() - start, done.stdout


def weighed(words: Sequence[str | Path]) -> Run:
    """The seconds that a command takes, and the most memory that it held; CalledProcessError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603  # commands that stand in this folder
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(words))
    return Run(taken, used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))


def same(ours: Any, theirs: Any, about: str) -> None:
    """Disagreement unless two answers are equal."""
    if ours != theirs:
        raise Disagreement(f"{about}: ours {str(ours)[:300]}, theirs {str(theirs)[:300]}")


def _measured(work: Callable[..., Any], given: tuple[object, ...]) -> Run:
    result = work(*given)
    status = Path("/proc/self/status")
    if not status.exists():  # macOS, which counts bytes
        return Run(result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)
    # On Linux, getrusage would count what the parent held when it started this process.
    peak = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return Run(result, int(peak.split()[1]) / 2**10)

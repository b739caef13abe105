"""A process of its own for a query from outside, because the engine cannot be stopped in ours.

An Oxigraph query has no time limit, takes what memory there is, ends its process when the stack or the memory is
used up, and may call other servers. Here it runs in a new process (never a fork: RocksDB would hang in it) that has
limits of memory and processor time, a large stack and no network, and is killed when its time is over. The network is
cut off by seccomp on Linux, else by a network namespace; macOS has neither for a program like this, so there
``kg.gate`` alone stands before it.
"""

import contextlib
import marshal
import math
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from kg.errors import KGError

_STACK = 512 << 20  # bytes: an engine's parser goes into some 60,000 brackets with it
_RESERVED = 256 << 20  # bytes of addresses that the interpreter and an opened store hold, mostly unused
# One heap for all threads: with several, the addresses in use differ by hundreds of MiB from run to run.
_ALLOCATOR = {"MALLOC_ARENA_MAX": "1"}
_STARTED = "import sys; sys.path[:] = {path!r}; from kg import worker; worker.serve()"
# Numbers of system calls (Linux, asm/unistd.h) by machine: the architecture for seccomp, and what is denied:
# socket, socketpair, connect, bind, sendto, sendmsg, fork, vfork, execve, execveat, ptrace, process_vm_writev,
# io_uring_setup.
_DENIED = {
    "x86_64": (0xC000003E, (41, 53, 42, 49, 44, 46, 57, 58, 59, 322, 101, 311, 425)),
    "aarch64": (0xC00000B7, (198, 199, 203, 200, 206, 211, 221, 281, 117, 271, 425)),
}
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_CLONE_NEWUSER_NEWNET = 0x50000000


class Limits(NamedTuple):
    """Seconds from start to answer, and MiB of memory beside what the program itself reserves."""

    seconds: float = 60.0
    memory: int = 2048


class Told(KGError):
    """An error that the worker met, in its words."""

    def __init__(self, text: str) -> None:
        Exception.__init__(self, text)


class Worker:
    """A started process that waits for its one task; used with ``with``, after which the process is gone."""

    def __init__(self, limits: Limits) -> None:
        import subprocess

        self._limits, self._late = limits, subprocess.TimeoutExpired
        path = [str(Path(folder).resolve()) for folder in sys.path]
        words = [sys.executable, "-I", "-S", "-c", _STARTED.format(path=path)]
        pipe = subprocess.PIPE
        settings = os.environ | _ALLOCATOR
        self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, env=settings)  # noqa: S603

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        with self._process:
            self._process.kill()

    def answer(self, task: Callable[..., str | bytes], *arguments: Any) -> str | bytes:
        """What a function of a module makes of plain arguments, whole; KGError that names the limit it met."""
        job = marshal.dumps((task.__module__, task.__qualname__, arguments, tuple(self._limits)))
        try:
            reply, words = self._process.communicate(job, self._limits.seconds)
        except self._late as error:
            raise self._slow() from error
        kind, size, body = reply[:1], int.from_bytes(reply[1:9], "big"), reply[9:]
        if self._process.returncode or not kind or len(body) != size:
            raise self._fault(words.decode(errors="replace"))
        if kind == b"e":
            raise Told(body.decode())
        return body.decode() if kind == b"t" else body

    def _slow(self) -> KGError:
        what = f"no answer within {self._limits.seconds:g} seconds"
        return KGError("query", what, "narrow it, or give it longer (--timeout)")

    def _fault(self, words: str) -> KGError:
        """What the end of a process means that gave no answer."""
        end = -self._process.returncode
        if end == signal.SIGXCPU:  # the machine was so busy that we woke late
            return self._slow()
        if "overflow" in words or end == signal.SIGSEGV:
            return KGError("query", "is nested too deep for the engine", "ask in several queries")
        if end == signal.SIGABRT or "memory" in words.lower():
            what = f"needs more than {self._limits.memory} MiB of memory"
            return KGError("query", what, "narrow it, or give it more (--memory)")
        last = words.strip().rpartition("\n")[2] or f"signal {end}"
        return KGError("query", f"the engine broke down, {last}", "write it in another way, and tell the maintainers")


def serve() -> None:
    """Do the task that standard input tells, within its limits, and end; all this in the new process."""
    import threading

    module, name, arguments, limits = marshal.loads(sys.stdin.buffer.read())  # noqa: S302  # what our own parent says
    _bound(Limits(*limits))
    cut_off()
    reply: list[bytes] = []
    threading.stack_size(_STACK)
    thread = threading.Thread(target=lambda: reply.append(_reply(module, name, arguments)))
    thread.start()
    thread.join()
    for part in reply:
        _written(part)
    os._exit(0 if reply else 1)  # an engine takes its time to put things away


def _reply(module: str, name: str, arguments: tuple[Any, ...]) -> bytes:
    import importlib

    try:
        found = getattr(importlib.import_module(module), name)(*arguments)
        kind, body = (b"t", found.encode()) if isinstance(found, str) else (b"b", found)
    except KGError as error:
        kind, body = b"e", str(error).encode(errors="replace")
    return b"".join((kind, len(body).to_bytes(8, "big"), body))


def _written(reply: bytes) -> None:
    view = memoryview(reply)
    while view:
        view = view[os.write(1, view) :]


def _bound(limits: Limits) -> None:
    """Memory, processor time and dumps are limited; a system that lacks one of these has the time limit still."""
    import resource

    seconds = math.ceil(limits.seconds) + 1
    addresses = _RESERVED + _STACK + (limits.memory << 20)
    bounds = {
        resource.RLIMIT_AS: (addresses, addresses),
        resource.RLIMIT_CPU: (seconds, seconds + 1),  # SIGXCPU, which says what it is, before SIGKILL
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, most in bounds.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, most)


def cut_off() -> bool:
    """This process and its threads to come have no network, start no programs and end with their parent; whether
    the system could do that."""
    if sys.platform != "linux":
        return False
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    machine = os.uname().machine
    if machine in _DENIED:
        code = _filter(*_DENIED[machine])
        kept = ctypes.create_string_buffer(code, len(code))
        # struct sock_fprog: the count of instructions of 8 bytes, and where they are.
        program = (len(code) // 8).to_bytes(8, sys.byteorder) + ctypes.addressof(kept).to_bytes(8, sys.byteorder)
        if system.prctl(_PR_SET_SECCOMP, 2, ctypes.c_char_p(program), 0, 0) == 0:
            return True
    return bool(system.unshare(_CLONE_NEWUSER_NEWNET) == 0)


def _filter(architecture: int, denied: tuple[int, ...]) -> bytes:
    """A program for seccomp (linux/filter.h): another architecture is killed, a denied call gets EPERM."""
    load, equal, least, give = 0x20, 0x15, 0x35, 0x06
    kill, forbid, allow = 0x80000000, 0x00050001, 0x7FFF0000
    count = len(denied)
    steps = [(load, 0, 0, 4), (equal, 1, 0, architecture), (give, 0, 0, kill), (load, 0, 0, 0)]
    steps += [(least, count + 1, 0, 0x40000000)]  # the calls of x32, which have numbers of their own
    steps += [(equal, count - i, 0, number) for i, number in enumerate(denied)]
    steps += [(give, 0, 0, allow), (give, 0, 0, forbid)]
    order = sys.byteorder
    return b"".join(c.to_bytes(2, order) + bytes((yes, no)) + k.to_bytes(4, order) for c, yes, no, k in steps)

"""What a process of ours may take of the machine, how long it lives, and how two of them talk.

In: bounds. Out: nothing; the calling process is bound by them. Never: a bound on a process that the user started.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import json
import os
import resource
import signal
import struct
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
#: Bytes of the head of a message and of its body.
_LENGTHS = struct.Struct(">QQ")
#: Bytes of a file that are sent together.
_PIECE = 1 << 20
#: After how many new objects garbage is looked for, of each of three ages.
_SELDOM = 50_000, 10, 20
#: What threads that look seldom found, one behind the other.
_FOUND: list[tuple[int, int, int]] = []
_LOCK = threading.Lock()


def tie() -> None:
    """End this process when the one that started it ends, whatever it is doing then (Linux; elsewhere a closed pipe must do)."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)  # it ended just before


def keep_rows() -> None:
    """Look for garbage seldom, and not when the process ends: rows stay until then, and going over all of them costs a seventh of a run."""
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)


@contextmanager
def seldom() -> Iterator[None]:
    """Look for garbage seldom for a while, in a process that goes on: rows are made by the thousand, and hardly any of them in rings.

    Of several threads that do, the last one to end gives back what the first one found.
    """
    with _LOCK:
        _FOUND.append(gc.get_threshold())
        gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        with _LOCK:
            before = _FOUND.pop()
            if not _FOUND:
                gc.set_threshold(*before)


def give_back() -> None:
    """Return to the system what this process has let go and its C library still keeps (glibc; elsewhere nothing is done)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def grant(seconds: float) -> None:
    """Let this process take that many CPU seconds from now on; with more it is ended by SIGXCPU.

    Args:
        seconds: CPU seconds, rounded up to whole ones.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def expire(seconds: float) -> None:
    """End this process by SIGPROF when it has taken that many CPU seconds more, unless it is told otherwise before."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def confine(memory: int) -> None:
    """Let this process have no more than that much memory.

    Args:
        memory: Bytes of address space.
    """
    try:
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))
    except (ValueError, OSError):
        return  # not every system has such a limit: that of CPU time still holds


def send(stream: IO[bytes], head: dict[str, Any], body: bytes | memoryview | IO[bytes] = b"") -> None:
    """Write a message; the body may be what a file holds."""
    first = json.dumps(head).encode()
    parts: Iterable[bytes | memoryview]
    if isinstance(body, bytes | memoryview):
        parts, size = (body,), len(body)
    else:
        size = body.seek(0, os.SEEK_END)
        body.seek(0)
        parts = iter(partial(body.read, _PIECE), b"")
    for part in chain((_LENGTHS.pack(len(first), size), first), parts):
        rest = memoryview(part)
        while rest:
            rest = rest[stream.write(rest) :]
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read a message.

    Raises:
        EOFError: The other end is gone.
    """
    first, second = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    head: dict[str, Any] = json.loads(_exactly(stream, first))
    return head, _exactly(stream, second)


def opened(message: memoryview) -> tuple[dict[str, Any], memoryview]:
    """Read a message that is in memory; its body stays where it is.

    Raises:
        EOFError: It is not whole.
    """
    try:
        first, second = _LENGTHS.unpack(message[: _LENGTHS.size])
    except struct.error as error:
        raise EOFError from error
    start = _LENGTHS.size + first
    if len(message) < start + second:
        raise EOFError
    head: dict[str, Any] = json.loads(bytes(message[_LENGTHS.size : start]))
    return head, message[start : start + second]


def _exactly(stream: IO[bytes], count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        part = stream.read(count)
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)

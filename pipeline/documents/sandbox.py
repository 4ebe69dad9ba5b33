"""Reads files in a child process, which is ended when it takes too long, too much memory, or falls.

In: a file and the limits. Out: its documents, and a `Reject` for what could not be read. Never: a pickle, or a fault of a reader that
reaches the run, or of one member of a container that reaches the others.

Readers are other people's code, or work on other people's bytes: no limit on size alone keeps them from hanging. A child starts once and is
used for one file after another, so that it costs its start only once; after a file that ended it a new one starts. Its time is CPU time, a
budget for each document: load on the machine changes no table.
"""

from __future__ import annotations

import atexit
import os
import select
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.documents import reading
from pipeline.documents.formats import Limits
from pipeline.processes import confine, expire, receive, send, tie
from pipeline.records import Declared, Document, GridCell, Reject, Source

#: Times its CPU seconds that a child may be silent: it has nothing to wait for, but the machine may be busy.
_PATIENCE = 60
#: Members of one container that may end their reader before the rest of it is refused.
_FALLS = 10
#: Idle children of this process, by the id of the process that started them: a forked process must not talk to its parent's children.
_idle: dict[int, list[subprocess.Popen[bytes]]] = {}


def read(source: Source, limits: Limits) -> Iterator[Document | Reject]:
    """Read the documents of a file, in a child.

    Args:
        source: The file.
        limits: What a document may cost: `seconds` and `memory` are enforced here.

    Yields:
        Its document, or one document a row of a corpus; and a `Reject` for what could not be read of it.
    """
    first = 0
    for _ in range(_FALLS):
        fallen = yield from _read(source, limits, first)
        if fallen is None:
            return
        # The member at which a child fell is nobody's business but its own: the next child goes on behind it.
        first = fallen + 1
    yield reading.reject(source.path, "reader_failed", f"in part: {_FALLS} of its files ended their reader; what may follow was not read")


def _read(source: Source, limits: Limits, first: int) -> Generator[Document | Reject, None, int | None]:
    """Read a file, or of a container the members from the first, in one child; return the member at which it fell."""
    child = _child()
    whole = False
    member: int | None = None
    path = source.path
    told = {"source": {**asdict(source), "file": source.file.hex()}, "limits": asdict(limits), "first": first}
    try:
        send(_pipe(child.stdin), told)
        while True:
            if not select.select([_pipe(child.stdout)], [], [], _PATIENCE * max(1.0, limits.seconds))[0]:
                child.kill()
            head, body = receive(_pipe(child.stdout))
            if "end" in head:
                whole = not head["end"]
                return None if whole else member
            if "member" in head:
                member, path = head["member"], head["path"]
            else:
                yield _record(head, body)
    except (OSError, EOFError):
        yield _fallen(path, limits, child)
        return member
    finally:
        if whole:
            _idle.setdefault(os.getpid(), []).append(child)
        else:
            _close(child)


def _fallen(path: str, limits: Limits, child: subprocess.Popen[bytes]) -> Reject:
    """Say why a child ended before it was done."""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = code = os.waitstatus_to_exitcode(status)
    how = f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
    if code == -signal.SIGPROF:
        return reading.reject(path, "timeout", f"its reader took more than {limits.seconds:g} CPU seconds")
    if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL) and 2 * 1024 * usage.ru_maxrss > limits.memory:
        held = f"when it held {usage.ru_maxrss >> 10} MiB of the {limits.memory >> 20} that it may have"
        return reading.reject(path, "memory", f"its reader was {how}, {held}")
    return reading.reject(path, "reader_failed", f"its reader was {how} before it was done")


def _record(head: dict[str, Any], body: bytes) -> Document | Reject:
    if "reject" in head:
        return Reject(**head["reject"])
    held = head["document"]
    held["paths"] = tuple(held["paths"])
    held["declared"] = tuple(Declared(**declared) for declared in held["declared"])
    held["grid"] = tuple(GridCell(**cell) for cell in held["grid"])
    held["published"] = date.fromisoformat(held["published"]) if held["published"] else None
    return Document(text=body.decode("utf-8", "surrogatepass"), **held)


def _child() -> subprocess.Popen[bytes]:
    waiting = _idle.get(os.getpid(), [])
    while waiting:
        child = waiting.pop()
        if child.poll() is None:
            return child
        _close(child)
    home = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-m", "pipeline.documents.sandbox"]
    return subprocess.Popen(command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)


def _close(child: subprocess.Popen[bytes]) -> None:
    if child.returncode is None:
        child.kill()
    for pipe in (child.stdin, child.stdout):
        with suppress(OSError):  # the other end is gone: that is what closing is for
            _pipe(pipe).close()
    child.wait()


@atexit.register
def close() -> None:
    """End this process's children, if it has any."""
    for child in _idle.pop(os.getpid(), []):
        _close(child)


def _pipe(stream: Any) -> BinaryIO:
    assert stream is not None, "every child has both pipes"
    pipe: BinaryIO = stream
    return pipe


def _serve() -> None:
    """Answer requests until the parent goes."""
    tie()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints is no answer
    while True:
        try:
            head, _ = receive(commands)
        except EOFError:
            return
        source = Source(**{**head["source"], "file": bytes.fromhex(head["source"]["file"])})
        _answer(source, Limits(**head["limits"]), head["first"], sink)


def _answer(source: Source, limits: Limits, first: int, sink: BinaryIO) -> None:
    confine(limits.memory)
    expire(limits.seconds)
    fault, path = "", source.path

    def begun(number: int, name: str) -> None:
        nonlocal path
        path = name
        send(sink, {"member": number, "path": name})
        expire(limits.seconds)

    try:
        for item in reading.read(source, limits, first, begun):
            if isinstance(item, Reject):
                send(sink, {"reject": asdict(item)})
            else:
                held = asdict(item)
                held["published"] = item.published.isoformat() if item.published else None
                send(sink, {"document": held}, held.pop("text").encode("utf-8", "surrogatepass"))
            expire(limits.seconds)
        expire(0)
    except MemoryError:
        fault, detail = "memory", f"its reader needs more than {limits.memory} bytes of memory"
    except RecursionError:
        fault, detail = "too_deep", "it is nested deeper than its reader can follow"
    except Exception as error:
        fault, detail = "broken", f"{type(error).__name__}: {error}"[:300]
    if fault:
        send(sink, {"reject": asdict(reading.reject(path, fault, detail))})
    # After a fault the child is of no more use: what the reader left in its memory is nobody's guess.
    send(sink, {"end": fault})


if __name__ == "__main__":
    _serve()

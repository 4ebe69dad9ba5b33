"""Reads files in a child process, which is ended when it takes too long, too much memory, or falls.

In: a file and the limits. Out: its documents, and a `Reject` for what could not be read. Never: a pickle, or a fault of a reader that
reaches the run.

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
from collections.abc import Iterator
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
    child = _child()
    whole = False
    try:
        send(_pipe(child.stdin), {"source": {**asdict(source), "file": source.file.hex()}, "limits": asdict(limits)})
        while True:
            if not select.select([_pipe(child.stdout)], [], [], _PATIENCE * max(1.0, limits.seconds))[0]:
                child.kill()
            head, body = receive(_pipe(child.stdout))
            if "end" in head:
                whole = not head["end"]
                return
            yield _record(head, body)
    except (OSError, EOFError):
        yield _fallen(source, limits, child)
    finally:
        if whole:
            _idle.setdefault(os.getpid(), []).append(child)
        else:
            _close(child)


def _fallen(source: Source, limits: Limits, child: subprocess.Popen[bytes]) -> Reject:
    """Say why a child ended before it was done."""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = code = os.waitstatus_to_exitcode(status)
    how = f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
    if code == -signal.SIGPROF:
        return reading.reject(source.path, "timeout", f"its reader took more than {limits.seconds:g} CPU seconds")
    if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL) and 2 * 1024 * usage.ru_maxrss > limits.memory:
        held = f"when it held {usage.ru_maxrss >> 10} MiB of the {limits.memory >> 20} that it may have"
        return reading.reject(source.path, "memory", f"its reader was {how}, {held}")
    return reading.reject(source.path, "reader_failed", f"its reader was {how} before it was done")


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
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints is no answer
    while True:
        try:
            head, _ = receive(source)
        except EOFError:
            return
        _answer(Source(**{**head["source"], "file": bytes.fromhex(head["source"]["file"])}), Limits(**head["limits"]), sink)


def _answer(source: Source, limits: Limits, sink: BinaryIO) -> None:
    confine(limits.memory)
    expire(limits.seconds)
    fault = ""
    try:
        for item in reading.read(source, limits):
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
        send(sink, {"reject": asdict(reading.reject(source.path, fault, detail))})
    # After a fault the child is of no more use: what the reader left in its memory is nobody's guess.
    send(sink, {"end": fault})


if __name__ == "__main__":
    _serve()

"""Runs a reader in a child process, which is ended when it takes too long, too much memory, or falls.

In: the name of a format, the bytes, the limits. Out: what the reader made of them. Never: more than one child a process, a pickle, or a
parser's fault that reaches the run.

The parsers of PDF, HTML and Word are other people's code on other people's bytes: no limit on size alone keeps them from hanging. The child
starts once and is used for every document, so that it costs its start only once; after a document that killed it a new one starts.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO

from pipeline.documents.formats import FORMATS, Content, Limits, Trouble, Unreadable
from pipeline.records import Declared, GridCell

_LENGTH = struct.Struct(">II")
_lock = threading.Lock()
#: The child of this process, by the id of the process that started it: a forked process must not talk to its parent's child.
_children: dict[int, subprocess.Popen[bytes]] = {}


def read(suffix: str, data: bytes, limits: Limits) -> Content:
    """Read bytes with the reader of a format, in the child.

    Args:
        suffix: Key of `FORMATS`.
        data: The bytes.
        limits: What it may cost: `seconds` and `memory` are enforced here.

    Raises:
        Unreadable: The reader cannot read them, took too long, or fell.
    """
    with _lock:
        child = _child()
        assert child.stdin is not None
        assert child.stdout is not None
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            child.kill()

        timer = threading.Timer(limits.seconds, end)
        timer.start()
        try:
            head = json.dumps({"suffix": suffix, "limits": asdict(limits)}).encode()
            child.stdin.write(_LENGTH.pack(len(head), len(data)) + head)
            child.stdin.write(data)
            child.stdin.flush()
            answer = _receive(child.stdout)
        except (OSError, EOFError):
            answer = None
        finally:
            timer.cancel()
        if answer is None or overdue.is_set():
            _close(child)
            _children.pop(os.getpid(), None)
        if answer is None:
            if overdue.is_set():
                raise Unreadable("timeout", f"its reader took more than {limits.seconds:g} seconds")
            raise Unreadable("reader_failed", f"its reader ended with status {child.returncode} before it was done")
    reply = json.loads(answer[0])
    if "reason" in reply:
        raise Unreadable(reply["reason"], reply["detail"])
    reply["declared"] = tuple(Declared(**declared) for declared in reply["declared"])
    reply["grid"] = tuple(GridCell(**cell) for cell in reply["grid"])
    reply["troubles"] = tuple(Trouble(**trouble) for trouble in reply["troubles"])
    return Content(text=answer[1].decode("utf-8", "surrogatepass"), **reply)


def readable(suffix: str) -> bool:
    """Tell whether files of an ending hold one document each.

    Args:
        suffix: The ending with its dot, in small letters.
    """
    return suffix in FORMATS and FORMATS[suffix].read is not None


def _child() -> subprocess.Popen[bytes]:
    child = _children.get(os.getpid())
    if child is not None and child.poll() is not None:
        _close(child)
        child = None
    if child is None:
        home = str(Path(__file__).parents[1])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))}
        command = [sys.executable, "-m", "pipeline.documents.sandbox"]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        _children[os.getpid()] = child
    return child


def _close(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:
            pass  # the other end is gone: that is what closing is for
    child.wait()


@atexit.register
def close() -> None:
    """End this process's child, if it has one."""
    child = _children.pop(os.getpid(), None)
    if child is not None:
        _close(child)


def _receive(stream: IO[bytes]) -> tuple[bytes, bytes]:
    first, second = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, first), _exactly(stream, second)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _serve() -> None:
    """Answer requests until the parent goes."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints is no answer
    while True:
        try:
            head, data = _receive(source)
        except EOFError:
            return
        request = json.loads(head)
        limits = Limits(**request["limits"])
        _bound(limits)
        text = ""
        try:
            read_bytes = FORMATS[request["suffix"]].read
            assert read_bytes is not None
            content = read_bytes(data, limits)
            reply = asdict(content)
            text = reply.pop("text")
        except Unreadable as error:
            reply = {"reason": error.reason, "detail": error.detail}
        except MemoryError:
            reply = {"reason": "memory", "detail": f"its reader needs more than {limits.memory} bytes of memory"}
        except RecursionError:
            reply = {"reason": "too_deep", "detail": "it is nested deeper than its reader can follow"}
        except Exception as error:
            reply = {"reason": "broken", "detail": f"{type(error).__name__}: {error}"[:300]}
        first, second = json.dumps(reply).encode(), text.encode("utf-8", "surrogatepass")
        sink.write(_LENGTH.pack(len(first), len(second)) + first + second)
        sink.flush()


def _bound(limits: Limits) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):
        return  # not every system has such a limit: the deadline still holds


if __name__ == "__main__":
    _serve()

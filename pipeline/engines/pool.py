"""Workers: processes that take documents through stages, and end with this one.

In: neighbouring stages, and the files or documents that they work on. Out: the documents with more rows, as each is done. Never: a document
lost because a process was: what a dead worker held is tried once more, each document alone, and what kills its worker twice is refused.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.engines.pages import Page, title
from pipeline.engines.stage import Settings, Stage
from pipeline.engines.wire import pack, unpack, wanted
from pipeline.errors import StageError
from pipeline.processes import receive, send
from pipeline.records import Reject, Source

#: Characters of text that a worker is handed at once.
_CHUNK = 100_000
#: Documents of one file that are refused one after another, before the rest of the file is.
_REFUSED = 3


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is told to do.

    Attributes:
        units: One file, or pages.
        alone: Whether it is tried again: each document is then sent on by itself.
        skip: Documents of the file that need not be done again.
        refused: Documents of the file that were refused just before.
    """

    units: tuple[Any, ...]
    alone: bool = False
    skip: int = 0
    refused: int = 0


class Pool:
    """Workers that are started when there is something to do, and once for all stages."""

    def __init__(self, workers: int, settings: Settings) -> None:
        self._most = workers
        self._settings = settings
        self._workers: list[subprocess.Popen[bytes]] = []

    def work(self, stages: Sequence[Stage], units: Sequence[Any]) -> Iterator[Page]:
        """Take files or documents through stages, in any order.

        Raises:
            StageError: The program is at fault, or no worker can be started.
        """
        fresh, tasks = tasks_of(stages, units), deque[Task]()  # of documents, only those that are worked on are held
        busy: dict[subprocess.Popen[bytes], tuple[Task, int]] = {}
        with selectors.DefaultSelector() as selector:
            while True:
                while len(busy) < self._most and (task := tasks.popleft() if tasks else next(fresh, None)):
                    worker = self._idle(busy)
                    selector.register(_pipe(worker.stdout), selectors.EVENT_READ, worker)
                    busy[worker] = (task, 0)
                    _order(worker, stages, task)
                if not busy:
                    return
                for key, _ in selector.select():
                    worker = key.data
                    task, done = busy[worker]
                    try:
                        head, body = receive(_pipe(worker.stdout))
                    except (EOFError, OSError):
                        head, body = {"died": True}, b""
                    if "fault" in head:
                        raise StageError(head["fault"])
                    if "pages" in head:
                        busy[worker] = (task, done + head["pages"])
                        yield from merged(task, unpack(head, body))
                        continue
                    selector.unregister(_pipe(worker.stdout))
                    del busy[worker]
                    if "died" in head:
                        again, refused = _mourned(stages, task, done, self._buried(worker))
                        tasks.extendleft(reversed(again))
                        yield from refused

    def close(self) -> None:
        """End the workers."""
        for worker in list(self._workers):
            worker.kill()
            self._buried(worker)

    def _idle(self, busy: dict[subprocess.Popen[bytes], tuple[Task, int]]) -> subprocess.Popen[bytes]:
        for worker in self._workers:
            if worker not in busy:
                return worker
        home = str(Path(__file__).parents[2])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))}
        worker = subprocess.Popen(
            [sys.executable, "-m", "pipeline.worker"],
            bufsize=0,  # what a buffer holds, no selector sees
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._workers.append(worker)
        try:
            told = {"limits": asdict(self._settings.limits), "language": self._settings.language, "model": self._settings.model}
            send(_pipe(worker.stdin), told)
            receive(_pipe(worker.stdout))
        except (EOFError, OSError) as error:
            raise StageError(f"a worker could not be started: {self._buried(worker)}") from error
        return worker

    def _buried(self, worker: subprocess.Popen[bytes]) -> str:
        """Return how a worker ended."""
        self._workers.remove(worker)
        for pipe in (worker.stdin, worker.stdout):
            with suppress(OSError):  # the other end is gone: that is what closing is for
                _pipe(pipe).close()
        code = worker.wait()
        return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"


def _pipe(stream: Any) -> Any:
    assert stream is not None, "every worker has both pipes"
    return stream


def tasks_of(stages: Sequence[Stage], units: Sequence[Any]) -> Iterator[Task]:
    """Yield tasks: a file each, or documents of about the same size together."""
    if stages[0].per == "file":
        yield from (Task((unit,)) for unit in units)
        return
    held: list[Page] = []
    size = 0
    for unit in units:
        held.append(unit)
        size += len(unit.document.text)
        if size >= _CHUNK:
            yield Task(tuple(held))
            held, size = [], 0
    if held:
        yield Task(tuple(held))


def packed(stages: Sequence[Stage], task: Task) -> tuple[dict[str, Any], bytes | memoryview]:
    """Return a task as a head and rows: of its files or documents what the stages read."""
    return pack([Page({"sources": task.units})] if stages[0].per == "file" else task.units, wanted(stages))


def _order(worker: subprocess.Popen[bytes], stages: Sequence[Stage], task: Task) -> None:
    head, body = packed(stages, task)
    told = {**head, "stages": [stage.name for stage in stages], "alone": task.alone, "skip": task.skip}
    with suppress(OSError):  # it died: its output says so at once
        send(_pipe(worker.stdin), told, body)


def merged(task: Task, made: Sequence[Page]) -> Iterator[Page]:
    """Add what a worker made to what its documents had; it was handed only what its stages read."""
    held = {unit.document.document_id: unit for unit in task.units if isinstance(unit, Page) and unit.document}
    origin = next((unit.path for unit in task.units if isinstance(unit, Source)), "")
    for page in made:
        before = held.get(page.document.document_id) if page.document else None
        yield replace(before, rows={**before.rows, **page.rows}, spent=page.spent) if before else replace(page, origin=origin)


def _mourned(stages: Sequence[Stage], task: Task, done: int, how: str) -> tuple[list[Task], list[Page]]:
    """Return what of a dead worker's task is to be tried again, and what is refused."""
    if stages[0].per == "file":
        (source,) = task.units
        assert isinstance(source, Source)
        if done or not task.alone:
            return [Task(task.units, True, task.skip + done)], []
        whole = task.refused + 1 >= _REFUSED
        detail = f"document {task.skip + 1} of the file{' and all that follow' if whole else ''}: its process {how}, twice"
        page = Page({"rejects": (Reject(source.path, None, stages[0].name, "worker_died", detail),)}, origin=source.path)
        return [] if whole else [Task(task.units, True, task.skip + 1, task.refused + 1)], [page]
    left = task.units[done:]
    if not task.alone:
        return [Task((unit,), True) for unit in left], []
    return [], [_refused(stages, unit, how) for unit in left]


def _refused(stages: Sequence[Stage], page: Page, how: str) -> Page:
    document = page.document
    assert document is not None
    reject = Reject(document.path, document.sha256, title(stages), "worker_died", f"its process {how}, twice")
    # It has taken what it may: no later stage shall try it.
    return replace(page, rows={**page.rows, "rejects": (*page.rows.get("rejects", ()), reject)}, spent=float("inf"))

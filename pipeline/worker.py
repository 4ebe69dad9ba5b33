"""A worker: a process that takes files or documents through stages, as the pool tells it, until the pool is gone.

In: messages on its input. Out: messages on its output. Never: a life longer than that of the process that started it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import IO, Any

from pipeline.contract import at_home
from pipeline.engines.local import here
from pipeline.engines.pages import Page
from pipeline.engines.stage import Stage
from pipeline.engines.wire import pack, unpack, written
from pipeline.errors import PipelineError
from pipeline.processes import grant, keep_rows, receive, send, tie
from pipeline.stages import STAGES, Settings

#: Characters of text that make a message worth sending.
CHUNK = 100_000


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer the pool's messages until it is gone."""
    head, _ = receive(source)
    settings = Settings(language=head["language"], model=head["model"])
    settings = replace(settings, limits=replace(settings.limits, **head["limits"]))
    by_name = {stage.name: stage for stage in STAGES}
    send(sink, {"ready": True})
    while True:
        try:
            head, body = receive(source)
        except EOFError:
            return
        stages = tuple(by_name[name] for name in head["stages"])
        try:
            _task(stages, head, body, settings, sink)
        except PipelineError as error:
            send(sink, {"fault": str(error), "kind": type(error).__name__})
            return
        send(sink, {"done": True})


def _task(stages: Sequence[Stage], head: dict[str, Any], body: bytes, settings: Settings, sink: IO[bytes]) -> None:
    units: Sequence[Any] = unpack(head, body)
    if stages[0].per == "file":
        units = units[0].rows["sources"]
    made = islice(_bounded(here(stages, units, settings), settings), head.get("skip", 0), None)
    waiting: list[Page] = []
    for page in made:
        waiting.append(page)
        if head["alone"] or sum(len(held.document.text) for held in waiting if held.document) >= CHUNK:
            _flush(waiting, stages, sink)
    _flush(waiting, stages, sink)


def _flush(pages: list[Page], stages: Sequence[Stage], sink: IO[bytes]) -> None:
    if pages:
        head, body = pack(pages, written(stages) | {"documents", "rejects"})
        send(sink, {**head, "pages": len(pages)}, body)
        pages.clear()


def _bounded(pages: Iterator[Page], settings: Settings) -> Iterator[Page]:
    """Yield pages; a library that hangs where no signal reaches it is ended with its process."""
    while True:
        grant(2 * settings.limits.seconds + 10)
        page = next(pages, None)
        if page is None:
            return
        yield page


def main() -> None:
    """Run as a process of the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tie()
    keep_rows()
    at_home()
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    try:
        serve(source, sink)
    except (BrokenPipeError, EOFError):
        return


if __name__ == "__main__":
    main()

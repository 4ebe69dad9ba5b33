"""Runs the stages on this machine: in this process, or in several with Arrow between them.

In: neighbouring stages, and the files or documents that they work on. Out: the documents with more rows, as each is done. Never: what a
stage does; the rows are the same for any number of workers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pipeline.engines.pages import Page, opened, through
from pipeline.engines.stage import Settings, Stage
from pipeline.records import Source

#: Takes files or documents through stages, in any order.
Work = Callable[[Sequence["Stage"], Sequence[Any]], Iterator[Page]]


@contextmanager
def engine(workers: int, settings: Settings) -> Iterator[Work]:
    """Open an engine.

    Args:
        workers: Processes; 1 means this one, with nothing to start. Outside the main thread, where no signal can end a document that has
            taken its time, it means one process beside this one.
        settings: What the run is told.
    """
    if workers <= 1 and threading.current_thread() is threading.main_thread():
        yield lambda stages, units: here(stages, units, settings)
        return
    from pipeline.engines.pool import Pool

    pool = Pool(max(1, workers), settings)
    try:
        yield pool.work
    finally:
        pool.close()


def size(source: Source) -> int:
    """Return how many bytes a file has, none where it cannot be seen."""
    try:
        return os.stat(source.file).st_size
    except OSError:
        return 0


def here(stages: Sequence[Stage], units: Sequence[Any], settings: Settings) -> Iterator[Page]:
    """Take files or documents through stages in this process.

    Args:
        stages: Neighbouring stages, none of the whole corpus.
        units: Files where the first of them reads files, else pages.
        settings: What the run is told.
    """
    for unit in units:
        if stages[0].per == "file":
            yield from opened(stages, unit, settings)
        else:
            yield through(stages, unit, settings)

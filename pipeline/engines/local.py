"""Runs the stages on this machine: in this process, or in several with Arrow between them.

In: a function of one document, and the documents. Out: its results in the order of the documents. Never: what a stage does; the
result is the same for any number of workers.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Maps a function over items, in order; the function and the items can be sent to another process.
Engine = Callable[[Callable[[Item], Result], Sequence[Item]], Iterator[Result]]


@contextmanager
def engine(workers: int) -> Iterator[Engine]:  # type: ignore[type-arg]
    """Open an engine.

    Args:
        workers: Processes; 1 means this one, with nothing to start.
    """
    if workers <= 1:
        yield lambda function, items: map(function, items)
        return
    # Spawned, not forked: models and their threads do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda function, items: pool.map(function, items, chunksize=1)

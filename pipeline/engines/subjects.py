"""What subjects came to before: the facts of all of them in one file for each pass, with what each hangs on.

In: a folder. Out: what is kept of a subject. Never: a row taken on trust: a file that is damaged is not there.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.engines.wire import Joined, Stored
from pipeline.processes import receive, send

_DIGEST = 32
#: The tables of a file, and where of a subject their rows are kept.
_TABLES = {"facts": "facts", "fact_claims": "parts", "rejects": "rejects"}


class Remembered:
    """What subjects came to in the run before, and in this one."""

    def __init__(self, folder: Path, kept: Callable[..., Any]) -> None:
        """Name the folder, which is made when there is something to keep, and what makes the record of a subject."""
        self._folder, self._kept = folder, kept
        self._held: dict[int, dict[str, Any]] = {}
        self._made: dict[int, dict[str, Any]] = {}

    def recall(self, turn: int, key: str) -> Any:
        """Return what is kept under a key of a pass."""
        if turn not in self._held:
            self._held[turn] = self._load(turn)
        return self._held[turn].get(key)

    def remember(self, turn: int, key: str, kept: Any) -> None:
        """Keep what a subject came to, until `save` writes it."""
        self._made.setdefault(turn, {})[key] = kept

    def save(self) -> None:
        """Write what the subjects of this run came to in the place of what those of the run before did."""
        for turn, made in self._made.items():
            fresh = self._folder / f".facts-{turn}-{os.getpid()}"
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                body = _written(made)
                fresh.write_bytes(sha256(body).digest() + body)
                os.replace(fresh, self._folder / f"facts-{turn}")
            except OSError:
                # A run does not end because there is no room to remember it.
                with suppress(OSError):
                    fresh.unlink(missing_ok=True)

    def _load(self, turn: int) -> dict[str, Any]:
        try:
            data = memoryview((self._folder / f"facts-{turn}").read_bytes())
            if sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                return {}
            return _read(*receive(io.BytesIO(data[_DIGEST:])), self._kept)
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return {}


def _written(made: Mapping[str, Any]) -> bytes:
    body, out = io.BytesIO(), io.BytesIO()
    sizes = []
    for name, part in _TABLES.items():
        table, start = Joined(getattr(kept, part) for kept in made.values()).table(name), body.tell()
        with pa.ipc.new_stream(body, table.schema) as writer:
            writer.write_table(table)
        sizes.append(body.tell() - start)
    subjects = [
        [key, [len(getattr(kept, part)) for part in _TABLES.values()], kept.judged, kept.asked, kept.answers] for key, kept in made.items()
    ]
    send(out, {"sizes": sizes, "subjects": subjects}, body.getvalue())
    return out.getvalue()


def _read(head: dict[str, Any], body: bytes, kept: Callable[..., Any]) -> dict[str, Any]:
    tables, start = [], 0
    for size in head["sizes"]:
        tables.append(pa.ipc.open_stream(memoryview(body)[start : start + size]).read_all())
        start += size
    found, at = {}, [0] * len(tables)
    for key, counts, judged, asked, answers in head["subjects"]:
        rows = [Stored(name, table.slice(first, count)) for name, table, first, count in zip(_TABLES, tables, at, counts, strict=True)]
        at = [first + count for first, count in zip(at, counts, strict=True)]
        voices = [(voice, right, count) for voice, right, count in judged]
        keys = {name: [tuple(one) if isinstance(one, list) else one for one in held] for name, held in asked.items()}
        found[key] = kept(*rows, voices, keys, answers)
    return found

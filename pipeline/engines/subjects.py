"""What subjects came to before: the facts of all in one file for each pass, with what each hangs on, and digests of what documents say.

In: a folder. Out: what is kept of a subject. Never: a row taken on trust: a file that is damaged is not there.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.engines.wire import Joined, Stored
from pipeline.processes import receive, send

_DIGEST = 32
#: The file of digests.
_TOLD = "facts-told"
#: The tables of a file, and where of a subject their rows are kept.
_TABLES = {"facts": "facts", "fact_claims": "parts", "rejects": "rejects"}


class Remembered:
    """What subjects came to in the run before, and in this one."""

    def __init__(self, folder: Path, kept: Callable[..., Any], named: Callable[[], Mapping[str, str]]) -> None:
        """Say where and of what.

        Args:
            folder: It is made when there is something to keep.
            kept: Makes the record of a subject.
            named: Tells what names all that was made of a document, by its id; nothing of one of which that cannot be known.
        """
        self._folder, self._kept, self._named = folder, kept, named
        self._told: tuple[Mapping[str, str], dict[str, dict[str, str]], dict[str, dict[str, str]]] | None = None
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

    def told(self, document: str, about: str, tell: Callable[[], str]) -> str:
        """Return the digest of what a document says of something.

        Args:
            document: Its id.
            about: Of what; and all that picks out what is said but for the document itself.
            tell: Makes the digest: asked where none is kept of the same document.
        """
        if self._told is None:
            self._told = self._named(), self._file(_TOLD, lambda head, body: head) or {}, {}
        named, before, now = self._told
        if not (name := named.get(document)):
            return tell()
        digest = now.setdefault(name, {})[about] = before.get(name, {}).get(about) or tell()
        return digest

    def save(self) -> None:
        """Write what the subjects of this run came to in the place of what those of the run before did."""
        for turn, made in self._made.items():
            self._keep(f"facts-{turn}", partial(_write, made))
        if self._told:
            _, _, now = self._told
            self._keep(_TOLD, lambda out: send(out, now))

    def _keep(self, name: str, write: Callable[[io.BytesIO], None]) -> None:
        fresh, body = self._folder / f".{name}-{os.getpid()}", io.BytesIO()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write(body)
            fresh.write_bytes(sha256(body.getvalue()).digest() + body.getvalue())
            os.replace(fresh, self._folder / name)
        except OSError:
            # A run does not end because there is no room to remember it.
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def _load(self, turn: int) -> dict[str, Any]:
        return self._file(f"facts-{turn}", lambda head, body: _read(head, body, self._kept))

    def _file(self, name: str, read: Callable[[dict[str, Any], bytes], dict[str, Any]]) -> dict[str, Any]:
        """Return what a file holds; nothing where it is not there, or damaged."""
        try:
            data = memoryview((self._folder / name).read_bytes())
            if sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                return {}
            return read(*receive(io.BytesIO(data[_DIGEST:])))
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return {}


def _write(made: Mapping[str, Any], out: io.BytesIO) -> None:
    send(out, *_packed(made))


def _packed(made: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    body = io.BytesIO()
    sizes = []
    for name, part in _TABLES.items():
        table, start = Joined(getattr(kept, part) for kept in made.values()).table(name), body.tell()
        with pa.ipc.new_stream(body, table.schema) as writer:
            writer.write_table(table)
        sizes.append(body.tell() - start)
    subjects = [
        [key, [len(getattr(kept, part)) for part in _TABLES.values()], kept.judged, kept.asked, kept.answers] for key, kept in made.items()
    ]
    return {"sizes": sizes, "subjects": subjects}, body.getvalue()


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

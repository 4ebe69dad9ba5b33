"""Files in which rows are kept from run to run: many documents in one, since to open and to read a table costs as much for one as for all.

In: a folder, and pages under keys. Out: the pages of a key. Never: a row taken on trust: a file whose digest is not that of its bytes is
not there, and what it held is made anew.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import file_digest, sha256
from itertools import accumulate, islice
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa

from pipeline.engines.pages import Page
from pipeline.engines.wire import Joined, Stored, streams
from pipeline.processes import opened, send

_DIGEST = 32
#: The file that says which file holds the pages of a key.
_INDEX = "index"
#: Keys of one file: as many as are made anew if it is damaged.
_TOGETHER = 32
#: A file that was asked for so many seconds before the newest was made is as good as one that was asked for since.
_LATELY = 3600


def write(folder: Path, name: str, head: Mapping[str, Any], body: bytes | memoryview | IO[bytes] = b"") -> None:
    """Write a file in one step; where there is no room for it, none is written: a run does not end because it cannot be remembered."""
    fresh = folder / f".{name}-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with fresh.open("w+b") as file:
            file.write(bytes(_DIGEST))
            send(file, dict(head), body)
            file.seek(_DIGEST)
            digest = file_digest(file, "sha256").digest()
            file.seek(0)
            file.write(digest)
        os.replace(fresh, folder / name)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def read(path: Path | str) -> tuple[dict[str, Any], memoryview] | None:
    """Return what was written to a file, which is in memory once; None where it is not there, or damaged."""
    try:
        with open(path, "rb", buffering=0) as file:
            data = memoryview(file.readall())
        if sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        return opened(data[_DIGEST:])
    except (OSError, EOFError, ValueError):
        return None


class Kept:
    """Pages under keys, in the files of a folder."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made when there is something to keep."""
        self._folder = folder
        self._changed = folder.stat().st_mtime if folder.is_dir() else 0.0
        self._index: _Index | None = None
        self._open: dict[str, list[list[tuple[Page, bool]]] | None] = {}
        #: File -> its keys, digits after digits. They are not asked for in the run that makes them.
        self._made: dict[str, bytes] = {}

    def pages(self, key: str) -> list[tuple[Page, bool]] | None:
        """Return the pages of a key, each with whether it is of a document; None where there are none."""
        name, at = self._before().place(bytes.fromhex(key))
        if not name:
            return None
        if name not in self._open:
            self._open[name] = self._read(name)
        entries = self._open[name]
        return entries[at] if entries and at < len(entries) else None

    def keep(self, made: Iterable[tuple[str, Sequence[Page]]], tables: Iterable[str]) -> None:
        """Keep the pages of keys.

        Args:
            made: The keys and their pages.
            tables: Tables of which rows are kept.
        """
        self._open.clear()
        rest, names = iter(made), sorted(tables)
        while entries := list(islice(rest, _TOGETHER)):
            name = sha256("".join(key for key, _ in entries).encode()).hexdigest()[:32]
            write(self._folder, name, *_packed(entries, names))
            self._made[name] = bytes.fromhex("".join(key for key, _ in entries))

    def close(self) -> None:
        """Write down which file holds what; what no file holds any more is forgotten."""
        if not self._made:
            return
        held = {name: keys for name, keys in self._before().files.items() if name not in self._made} | self._made  # behind those before
        held = {name: keys for name, keys in held.items() if (self._folder / name).is_file()}
        write(self._folder, _INDEX, {name: len(keys) for name, keys in held.items()}, b"".join(held.values()))

    def _before(self) -> _Index:
        """Return which file held what when this run began."""
        if self._index is None:
            sizes, body = read(self._folder / _INDEX) or ({}, memoryview(b""))
            ends = list(accumulate(sizes.values(), initial=0))
            self._index = _Index({name: bytes(body[end - size : end]) for (name, size), end in zip(sizes.items(), ends[1:], strict=True)})
        return self._index

    def _read(self, name: str) -> list[list[tuple[Page, bool]]] | None:
        path = f"{self._folder}/{name}"
        try:
            return _unpacked(*(read(path) or ({}, b"")))
        except (KeyError, TypeError, ValueError, pa.ArrowException):
            return None  # whatever is wrong with it, the work is done anew, and a new file takes its place
        finally:
            with suppress(OSError):
                if os.stat(path).st_mtime < self._changed - _LATELY:
                    os.utime(path)


class _Index:
    """Files, each with its keys, digits after digits; of a key in several the last holds it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self._names = list(files)
        self._starts = list(accumulate((len(keys) // _DIGEST for keys in files.values()), initial=0))
        self._keys = b"".join(files.values())
        first = np.frombuffer(self._keys, ">u8")[:: _DIGEST // 8].astype(np.uint64)
        places = np.argsort(first, kind="stable")
        self._first, self._places = first[places], places

    def place(self, key: bytes) -> tuple[str, int]:
        """Return the name of the file that holds a key, and its place there; no name where none does."""
        digits = np.uint64(int.from_bytes(key[:8], "big"))
        held = self._places[np.searchsorted(self._first, digits) : np.searchsorted(self._first, digits, "right")].tolist()
        for place in reversed(held):
            if self._keys[place * _DIGEST : (place + 1) * _DIGEST] == key:
                file = bisect_right(self._starts, place) - 1
                return self._names[file], place - self._starts[file]
        return "", 0


def _packed(entries: Sequence[tuple[str, Sequence[Page]]], names: Sequence[str]) -> tuple[dict[str, Any], bytes | memoryview]:
    pages = [page for _, held in entries for page in held]
    joined = {name: [page.rows.get(name, ()) for page in pages] for name in names}
    sizes, body = streams((name, Joined(parts).table(name)) for name, parts in joined.items() if any(parts))
    told = [[page.spent, page.told is not None, [len(joined[name][at]) for name in names]] for at, page in enumerate(pages)]
    rest = iter(told)
    return {"tables": names, "sizes": sizes, "entries": [list(islice(rest, len(held))) for _, held in entries]}, body


def _unpacked(head: Mapping[str, Any], body: bytes | memoryview) -> list[list[tuple[Page, bool]]]:
    parts = Parts(head["tables"], tables(head["sizes"], body))
    return [
        [(Page(dict(zip(head["tables"], parts.next(counts), strict=True)), spent), whole) for spent, whole, counts in entry]
        for entry in head["entries"]
    ]


class Parts:
    """Rows of tables that stand one after another, taken in their order."""

    def __init__(self, names: Sequence[str], held: Mapping[str, pa.Table]) -> None:
        self._tables = [(name, held.get(name)) for name in names]
        self._at = [0] * len(names)

    def next(self, counts: Sequence[int]) -> list[Sequence[Any]]:
        """Return so many rows of each table, those that come after the last ones taken."""
        rows: list[Sequence[Any]] = []
        for (name, table), first, count in zip(self._tables, self._at, counts, strict=True):
            rows.append(Stored(name, table, first, count) if count and table is not None else ())
        self._at = list(map(sum, zip(self._at, counts, strict=True)))
        return rows


def tables(sizes: Mapping[str, int], body: bytes | memoryview) -> dict[str, pa.Table]:
    """Read back what `streams` wrote."""
    ends = list(accumulate(sizes.values(), initial=0))
    whole = memoryview(body)
    return {
        name: pa.ipc.open_stream(whole[start : start + size]).read_all() for (name, size), start in zip(sizes.items(), ends, strict=False)
    }

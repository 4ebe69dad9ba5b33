"""What subjects came to before: the facts of some together in one file, with what each hangs on, and digests of what documents say of them.

In: a folder. Out: what is kept of a subject. Never: a row taken on trust: a file that is damaged is not there.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import IO, Any

from pipeline.engines.kept import Parts, read, tables, write
from pipeline.engines.wire import Joined, stream_to

#: The file that says which file holds what.
_INDEX = "facts"
#: Files that are read at once: a share of the subjects may have lain in two before.
_OPEN = 2
#: Bytes of a digest, and of what names a document: as many as tell any two apart.
_DIGEST = 16
#: The tables of a file, and where of a subject their rows are kept.
_TABLES = {"facts": "facts", "fact_claims": "parts", "rejects": "rejects"}


class Remembered:
    """What subjects came to in the run before, and in this one."""

    def __init__(self, folder: Path, kept: Callable[..., Any], named: Callable[[str], str]) -> None:
        """Say where and of what.

        Args:
            folder: It is made when there is something to keep.
            kept: Makes the record of a subject.
            named: Tells what names all that was made of a document; nothing where that cannot be known.
        """
        self._folder, self._kept, self._named = folder, kept, named
        #: Name of a file -> its pass, its keys, and what its digests are about.
        self._before: dict[str, list[Any]] | None = None
        self._now: dict[str, list[Any]] = {}
        #: Pass and key, or what digests are about -> the file that holds it.
        self._places: dict[tuple[int, str], str] = {}
        self._open: dict[str, tuple[dict[str, Any], dict[str, _Said]]] = {}
        self._made: dict[int, dict[str, Any]] = defaultdict(dict)
        #: What digests are about -> what names each document, and the digest of what it says, as bytes.
        self._told: dict[str, bytearray] = {}

    def recall(self, turn: int, key: str) -> Any:
        """Return what is kept under a key of a pass."""
        return self._file(turn, key)[0].get(key)

    def remember(self, turn: int, key: str, kept: Any) -> None:
        """Keep what a subject came to."""
        self._made[turn][key] = kept

    def told(self, document: str, about: str, tell: Callable[[], str]) -> str:
        """Return the digest of what a document says of something.

        Args:
            document: Its id.
            about: Of what; and all that picks out what is said but for the document itself.
            tell: Makes the digest: asked where none is kept of the same document.
        """
        if not (name := self._named(document)):
            return tell()
        key, before = bytes.fromhex(name)[:_DIGEST], self._file(_TOLD, about)[1].get(about)
        digest = (before.of(key) if before else b"") or bytes.fromhex(tell())[:_DIGEST]
        self._told.setdefault(about, bytearray()).extend(key + digest)
        return digest.hex()

    def rest(self) -> None:
        """Write what the subjects of this run came to since it was last asked for, and let go what was read."""
        self._open.clear()
        for turn, made in self._made.items():
            name = f"{_INDEX}-{turn}-{sha256(''.join(made).encode()).hexdigest()[:32]}"
            self._write(name, made)
            self._now[name] = [turn, list(made), list(self._told)]
            self._places |= {(turn, key): name for key in made}
            self._told = {}
        self._made.clear()

    def _write(self, name: str, made: Mapping[str, Any]) -> None:
        """Write a file, by way of another one: of a subject with many facts not all rows are in memory at once."""
        with suppress(OSError):  # where there is no room for it, none is written
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder) as body:
                head = _packed(made, body)
                body.writelines(self._told.values())
                write(self._folder, name, {**head, "told": {about: len(said) for about, said in self._told.items()}}, body)

    def save(self) -> None:
        """Let what subjects came to in this run take the place of what they came to in the one before."""
        self.rest()
        if self._now:
            self._index()
            write(self._folder, _INDEX, self._now)
            for name in (self._before or {}).keys() - self._now.keys():
                with suppress(OSError):
                    (self._folder / name).unlink(missing_ok=True)

    def _index(self) -> None:
        """Read which file holds what came of the run before."""
        if self._before is None:
            self._before = (read(self._folder / _INDEX) or ({}, b""))[0]
            for name, (turn, keys, told) in self._before.items():
                self._places |= {**{(turn, key): name for key in keys}, **{(_TOLD, about): name for about in told}}

    def _file(self, turn: int, key: str) -> tuple[dict[str, Any], dict[str, _Said]]:
        """Return what the file that has a key holds: subjects by their keys, and digests by what they are about."""
        self._index()
        name = self._places.get((turn, key))
        if name is None:
            return {}, {}
        if name not in self._open:
            for oldest in list(self._open)[: 1 - _OPEN]:
                del self._open[oldest]
            self._open[name] = self._load(name)
        return self._open[name]

    def _load(self, name: str) -> tuple[dict[str, Any], dict[str, _Said]]:
        try:
            head, body = read(self._folder / name) or ({}, memoryview(b""))
            return _read(head, body, self._kept), _said(head["told"], body[sum(head["sizes"].values()) :])
        except (KeyError, ValueError, TypeError):
            return {}, {}


#: What stands for a pass where digests are asked for.
_TOLD = -1


def _packed(made: Mapping[str, Any], body: IO[bytes]) -> dict[str, Any]:
    """Write the rows of subjects to a file, and return what else is kept of them."""
    sizes = stream_to(body, ((name, Joined(getattr(kept, part) for kept in made.values()).tables(name)) for name, part in _TABLES.items()))
    subjects = [
        [key, [len(getattr(kept, part)) for part in _TABLES.values()], kept.judged, kept.asked, kept.answers] for key, kept in made.items()
    ]
    return {"sizes": sizes, "subjects": subjects}


class _Said:
    """Digests of what documents say of something, by what names the document; they are put in order when the first is asked for."""

    def __init__(self, held: memoryview) -> None:
        """Give what names each document, and its digest, one after another."""
        self._held = held
        self._of: dict[bytes, bytes] = {}

    def of(self, document: bytes) -> bytes:
        """Return the digest of a document; nothing where none is kept."""
        if not self._of:
            starts = range(0, len(self._held), 2 * _DIGEST)
            self._of = {bytes(self._held[at : at + _DIGEST]): bytes(self._held[at + _DIGEST : at + 2 * _DIGEST]) for at in starts}
        return self._of.get(document, b"")


def _said(sizes: Mapping[str, int], held: memoryview) -> dict[str, _Said]:
    """Return the digests of what documents say, by what they are about."""
    ends = accumulate(sizes.values(), initial=0)
    return {about: _Said(held[start : start + size]) for (about, size), start in zip(sizes.items(), ends, strict=False)}


def _read(head: Mapping[str, Any], body: bytes | memoryview, kept: Callable[..., Any]) -> dict[str, Any]:
    parts, found = Parts(tuple(_TABLES), tables(head["sizes"], body)), {}
    for key, counts, judged, asked, answers in head["subjects"]:
        voices = [(voice, right, count) for voice, right, count in judged]
        keys = {name: [tuple(one) if isinstance(one, list) else one for one in held] for name, held in asked.items()}
        found[key] = kept(*parts.next(counts), voices, keys, answers)
    return found

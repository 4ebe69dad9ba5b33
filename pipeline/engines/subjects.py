"""What subjects came to before: the facts of all in one file for each pass, with what each hangs on, and digests of what documents say.

In: a folder. Out: what is kept of a subject. Never: a row taken on trust: a file that is damaged is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.engines.kept import Parts, read, tables, write
from pipeline.engines.wire import Joined, streams

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
            self._told = self._named(), (read(self._folder / _TOLD) or ({}, b""))[0], {}
        named, before, now = self._told
        if not (name := named.get(document)):
            return tell()
        digest = now.setdefault(name, {})[about] = before.get(name, {}).get(about) or tell()
        return digest

    def save(self) -> None:
        """Write what the subjects of this run came to in the place of what those of the run before did."""
        for turn, made in self._made.items():
            write(self._folder, f"facts-{turn}", *_packed(made))
        if self._told:
            _, _, now = self._told
            write(self._folder, _TOLD, now)

    def _load(self, turn: int) -> dict[str, Any]:
        try:
            return _read(*(read(self._folder / f"facts-{turn}") or ({}, b"")), self._kept)
        except (KeyError, ValueError, TypeError):
            return {}


def _packed(made: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | memoryview]:
    sizes, body = streams((name, Joined(getattr(kept, part) for kept in made.values()).table(name)) for name, part in _TABLES.items())
    subjects = [
        [key, [len(getattr(kept, part)) for part in _TABLES.values()], kept.judged, kept.asked, kept.answers] for key, kept in made.items()
    ]
    return {"sizes": sizes, "subjects": subjects}, body


def _read(head: Mapping[str, Any], body: bytes | memoryview, kept: Callable[..., Any]) -> dict[str, Any]:
    parts, found = Parts(tuple(_TABLES), tables(head["sizes"], body)), {}
    for key, counts, judged, asked, answers in head["subjects"]:
        voices = [(voice, right, count) for voice, right, count in judged]
        keys = {name: [tuple(one) if isinstance(one, list) else one for one in held] for name, held in asked.items()}
        found[key] = kept(*parts.next(counts), voices, keys, answers)
    return found

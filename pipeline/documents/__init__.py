"""Finds the documents below a folder and reads them.

In: a folder, or one file. Out: `Document`s, and a `Reject` for everything that could not be read, whole or in part. Never: a file passed
over in silence, a link followed out of the folder, a document that changes its id because its text was edited.

Reasons of a `Reject`: hidden, unknown_type, no_file, link_out, link_to_folder, broken_link, unreadable (found, not read); too_large,
too_long, too_deep, bomb, timeout, memory, reader_failed (beyond its limits); empty, not_text, no_text, broken, encrypted, xml_entities (no
document); and, where the document itself was read: wrong_bytes, lone_surrogate, nul, bidi_override, too_many_pages, metadata.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.documents import sidecar
from pipeline.documents.formats import FORMATS, START, Limits, ending, marked, published
from pipeline.documents.found import Found
from pipeline.documents.reading import reject
from pipeline.documents.sandbox import read
from pipeline.documents.sidecar import SIDECAR
from pipeline.errors import ConfigError, InputError
from pipeline.records import Reject, Source

__all__ = ["SIDECAR", "Limits", "Source", "find", "published", "read"]


#: Bytes at the end of a container without a known ending that show what it is.
_MEMBERS = 1 << 20
#: What a person says beside the documents; no documents themselves.
_BESIDE = frozenset({SIDECAR, "entities.toml", "decisions.jsonl", "sources.toml"})


def find(root: Path, limits: Limits, own: Callable[[Path], Container[str]] = lambda folder: ()) -> Found:
    """Find the files of a folder, in alphabetical order of their paths.

    Args:
        root: The folder, or one file.
        limits: What a document may cost.
        own: Tells the names of what this program itself wrote into a folder: neither that nor a link to it is input.

    Raises:
        InputError: There is no such folder, it cannot be listed, or it is a table of ours.
        ConfigError: Its `seeds.toml` is wrong.
    """
    try:
        root.stat()
        above = root.resolve()
    except (OSError, RuntimeError) as error:
        raise InputError(
            f"no such file or folder: {root}" if isinstance(error, FileNotFoundError) else f"cannot read {root}: {error}"
        ) from error
    if not root.is_dir():
        if _ours(root, own(root.parent), own):
            raise InputError(f"{root} is a table that this program wrote: give the documents")
        return Found((_entry(root.name, root, above.parent),))
    found: list[Source | Reject] = []
    waiting = [(root, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            if folder == root:
                raise InputError(f"cannot list {root}: {error.strerror}") from error
            found.append(reject(prefix.rstrip("/"), "unreadable", f"the folder cannot be listed: {error.strerror}"))
            continue
        mine = own(folder)
        for name in names:
            file, path = folder / name, prefix + _readable(name)
            try:
                mode = file.lstat().st_mode
            except OSError as error:
                found.append(reject(path, "unreadable", f"what it is cannot be found out: {error.strerror}"))
                continue
            if _ours(file, mine, own):
                continue
            if path in _BESIDE and _is_file(file):
                continue
            if path in _BESIDE:
                found.append(reject(path, "no_file", "a file of this name says what the documents do not; this is none"))
            if name.startswith("."):
                found.append(reject(path, "hidden", "its name begins with a full stop"))
            elif stat.S_ISDIR(mode):
                waiting.append((file, path + "/"))
            elif path not in _BESIDE:
                found.append(_entry(path, file, above))
    given = sidecar.load(root / SIDECAR)
    if unknown := given.keys() - {entry.path for entry in found}:
        raise ConfigError(f"{SIDECAR}: no such document: {', '.join(sorted(unknown))}")
    found.sort(key=lambda entry: entry.path)
    return Found(_told(found, given))


def _told(found: Iterable[Source | Reject], given: Mapping[str, Mapping[str, Any]]) -> Iterator[Source | Reject]:
    """Add to files what the sidecar gives; of two from one address the first goes by it, and the id of the other is its path's."""
    taken: set[str] = set()
    for entry in found:
        if isinstance(entry, Source) and entry.path in given:
            entry = replace(entry, **given[entry.path])
            if entry.url and entry.url not in taken:
                taken.add(entry.url)
                entry = replace(entry, key=entry.url)
        yield entry


def _entry(path: str, file: Path, root: Path) -> Source | Reject:
    """Return a file as a source, or say why it is none."""
    try:
        target = file.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError) as error:
        broken = file.is_symlink()
        return reject(path, "broken_link" if broken else "unreadable", "the link leads nowhere" if broken else str(error))
    if file.is_symlink() and not target.is_relative_to(root):
        return reject(path, "link_out", "the link leads out of the folder")
    if stat.S_ISDIR(mode):
        return reject(path, "link_to_folder", "the link leads to a folder, whose files are read at their own place")
    if not stat.S_ISREG(mode):
        return reject(path, "no_file", "it is a pipe, a socket or a device")
    if ending(path) not in FORMATS and not _shows(target):
        told = f"its name ends in none of {', '.join(FORMATS)} (or these with .gz or .zst), and its bytes show no format"
        return reject(path, "unknown_type", told)
    return Source(path, os.fsencode(file), path)


def _shows(file: Path) -> bool:
    """Whether the bytes of a file of unknown name show a format that is read."""
    try:
        with file.open("rb") as stream:
            shown = stream.read(START)
            if shown.startswith(b"PK"):
                stream.seek(max(0, stream.seek(0, os.SEEK_END) - _MEMBERS))
                shown += stream.read(_MEMBERS)
            return marked(shown) is not None
    except OSError:
        return False


def _is_file(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return False


def _ours(file: Path, mine: Container[str], own: Callable[[Path], Container[str]]) -> bool:
    """Whether a file, or what a link leads to, is of this program's own writing."""
    if file.name in mine:
        return True
    try:
        target = file.resolve(strict=True) if file.is_symlink() else file
    except (OSError, RuntimeError):
        return False
    return target is not file and target.name in own(target.parent)


def _readable(name: str) -> str:
    """Return a file's name as text; a byte of it that is no UTF-8 is written in hexadecimal."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")

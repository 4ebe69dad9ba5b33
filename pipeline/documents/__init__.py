"""Finds the documents below a folder and reads them.

In: a folder, or one file. Out: `Document`s, and a `Reject` for everything that could not be read, whole or in part. Never: a file passed
over in silence, a link followed out of the folder, an id made of a path.

Reasons of a `Reject`: hidden, unknown_type, no_file, link_out, link_to_folder, broken_link, unreadable (found, not read); too_large,
too_long, too_deep, bomb, timeout, memory, reader_failed (beyond its limits); empty, not_text, no_text, broken, encrypted, xml_entities (no
document); and, where the document itself was read: wrong_bytes, lone_surrogate, nul, bidi_override, too_many_pages, metadata.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from pipeline.documents import sidecar
from pipeline.documents.formats import FORMATS, Content, Format, Limits, Row, Trouble, Unreadable, published
from pipeline.documents.sidecar import SIDECAR
from pipeline.errors import ConfigError, InputError
from pipeline.records import Document, Reject, Source, content_id

__all__ = ["SIDECAR", "Limits", "Source", "find", "published", "read"]


#: What a person says beside the documents; no documents themselves.
_BESIDE = frozenset({SIDECAR, "entities.toml", "decisions.jsonl", "sources.toml"})

_COMPRESSED = (".gz", ".zst")
_CHUNK = 1 << 20


def find(root: Path, limits: Limits) -> tuple[Source | Reject, ...]:
    """Find the files of a folder, in alphabetical order of their paths.

    Args:
        root: The folder, or one file.
        limits: What a document may cost.

    Raises:
        InputError: There is no such folder, or it cannot be listed.
        ConfigError: Its `seeds.toml` is wrong.
    """
    if not root.exists():
        raise InputError(f"no such file or folder: {root}")
    if not root.is_dir():
        return (_entry(root.name, root, root.parent.resolve()),)
    found: list[Source | Reject] = []
    waiting = [(root, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            if folder == root:
                raise InputError(f"cannot list {root}: {error.strerror}") from error
            found.append(_reject(prefix.rstrip("/"), "unreadable", f"the folder cannot be listed: {error.strerror}"))
            continue
        for name in names:
            file, path = folder / name, prefix + _readable(name)
            if path in _BESIDE:
                continue
            if name.startswith("."):
                found.append(_reject(path, "hidden", "its name begins with a full stop"))
            elif file.is_dir() and not file.is_symlink():
                waiting.append((file, path + "/"))
            else:
                found.append(_entry(path, file, root.resolve()))
    given = sidecar.load(root / SIDECAR)
    if unknown := given.keys() - {entry.path for entry in found}:
        raise ConfigError(f"{SIDECAR}: no such document: {', '.join(sorted(unknown))}")
    sources = (replace(entry, **given[entry.path]) if isinstance(entry, Source) and entry.path in given else entry for entry in found)
    return tuple(sorted(sources, key=lambda entry: entry.path))


def read(source: Source, limits: Limits) -> Iterator[Document | Reject]:
    """Read the documents of a file.

    Args:
        source: The file.
        limits: What a document may cost.

    Yields:
        Its document, or one document a row of a corpus; and a `Reject` for what could not be read of it.
    """
    form = _format(source.path)
    assert form is not None, "find() gives only files of a known format"
    stream: IO[bytes] | None = None
    try:
        stream = _open(source, form, limits)
        made = _corpus(source, form, stream, limits) if form.rows is not None else _single(source, form, stream, limits)
        for item in made:
            if isinstance(item, Document) and len(item.text) > limits.characters:
                detail = f"{len(item.text)} characters; the limit is {limits.characters}"
                yield _reject(item.path, "too_long", detail, item.sha256)
            else:
                yield item
    except Unreadable as error:
        yield _reject(source.path, error.reason, error.detail)
    except OSError as error:
        yield _reject(source.path, "unreadable", error.strerror or str(error))
    finally:
        if stream is not None:
            stream.close()


def _single(source: Source, form: Format, stream: IO[bytes], limits: Limits) -> Iterator[Document | Reject]:
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"more than {limits.file_bytes} bytes")
    digest = sha256(data).hexdigest()
    try:
        if not data.strip():
            raise Unreadable("empty", "it has no bytes" if not data else "it has nothing but white space")
        content = _content(source, form, data, limits)
    except Unreadable as error:
        yield _reject(source.path, error.reason, error.detail, digest)
        return
    yield _document(source.path, digest, form.media_type, content, source)
    for trouble in content.troubles:
        yield _reject(source.path, trouble.reason, trouble.detail, digest)


def _content(source: Source, form: Format, data: bytes, limits: Limits) -> Content:
    assert form.read is not None
    if not form.isolated:
        return form.read(data, limits)
    from pipeline.documents.sandbox import read as read_apart

    return read_apart(_ending(source.path), data, limits)


def _corpus(source: Source, form: Format, stream: IO[bytes], limits: Limits) -> Iterator[Document | Reject]:
    assert form.rows is not None
    for row in form.rows(stream, limits):
        if isinstance(row, Trouble):
            yield _reject(source.path if row.row is None else f"{source.path}#{row.row}", row.reason, row.detail)
            continue
        yield from _row_document(source, form, row)


def _row_document(source: Source, form: Format, row: Row) -> Iterator[Document | Reject]:
    path = f"{source.path}#{row.id}"
    identity = "\x1f".join((row.id if row.named else "", row.content.text))
    digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    yield _document(path, digest, form.media_type, row.content, source)
    for trouble in row.content.troubles:
        yield _reject(path, trouble.reason, trouble.detail, digest)


def _document(path: str, digest: str, media_type: str, content: Content, source: Source) -> Document:
    """Make the record; what the sidecar gives wins over what the file declares."""
    written, evidence = (source.published, f"sidecar ({SIDECAR})") if source.published else (content.published, content.evidence)
    day, precision = sidecar.day(written)
    return Document(
        document_id=content_id(digest),
        path=path,
        paths=(path,),
        sha256=digest,
        media_type=media_type,
        encoding=content.encoding,
        text=content.text,
        grid=content.grid,
        declared=content.declared,
        url=source.url or content.url,
        title=source.title or content.title,
        publisher=source.publisher or content.publisher,
        published=day,
        published_precision=precision,
        published_evidence=evidence if day else None,
    )


def _entry(path: str, file: Path, root: Path) -> Source | Reject:
    """Return a file as a source, or say why it is none."""
    try:
        target = file.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError) as error:
        broken = file.is_symlink()
        return _reject(path, "broken_link" if broken else "unreadable", "the link leads nowhere" if broken else str(error))
    if file.is_symlink() and not target.is_relative_to(root):
        return _reject(path, "link_out", "the link leads out of the folder")
    if stat.S_ISDIR(mode):
        return _reject(path, "link_to_folder", "the link leads to a folder, whose files are read at their own place")
    if not stat.S_ISREG(mode):
        return _reject(path, "no_file", "it is a pipe, a socket or a device")
    if _format(path) is None:
        return _reject(path, "unknown_type", f"its name ends in none of {', '.join(FORMATS)} (or these with .gz or .zst)")
    return Source(path, os.fsencode(file))


def _ending(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    for compressed in _COMPRESSED:
        name = name.removesuffix(compressed)
    return os.path.splitext(name)[1]


def _format(path: str) -> Format | None:
    return FORMATS.get(_ending(path))


def _readable(name: str) -> str:
    """Return a file's name as text; a byte of it that is no UTF-8 is written in hexadecimal."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _reject(path: str, reason: str, detail: str, digest: str | None = None) -> Reject:
    return Reject(path=path, sha256=digest, stage="ingest", reason=reason, detail=detail)


def _open(source: Source, form: Format, limits: Limits) -> IO[bytes]:
    """Open a file, through its decompression if it has one; the most that can be read of it is counted."""
    most = limits.corpus_bytes if form.rows is not None else limits.file_bytes
    file = Path(os.fsdecode(source.file))
    size = file.stat().st_size
    if size > most:
        raise Unreadable("too_large", f"{size} bytes, more than {most}")
    if not source.path.lower().endswith(_COMPRESSED):
        return file.open("rb")
    stream = io.BufferedReader(_Unpacked(file, size, most, limits.ratio), _CHUNK)
    if _ending(source.path) != ".parquet":
        return stream
    # Parquet is read from its end, so it has to be in memory whole.
    with stream:
        data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"more than {limits.file_bytes} bytes of packed Parquet; Parquet is packed by itself")
    return io.BytesIO(data)


class _Unpacked(io.RawIOBase):
    """A gzip or zstd file, unpacked as it is read; what comes out is counted, whatever the file claims."""

    def __init__(self, file: Path, size: int, most: int, ratio: int) -> None:
        self._most = most
        self._allowed = max(_CHUNK, ratio * size)
        self._count = 0
        self._file = file.open("rb")
        if file.name.lower().endswith(".gz"):
            self._stream: Any = gzip.GzipFile(fileobj=self._file)
        else:
            import zstandard

            # The window is what a frame may make the reader keep in memory.
            reader = zstandard.ZstdDecompressor(max_window_size=1 << 27)
            self._stream = reader.stream_reader(self._file, read_across_frames=True)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read1(len(buffer))
        except MemoryError as error:
            raise Unreadable("memory", "unpacking it needs too much memory") from error
        except Exception as error:  # each library has its own kinds: OSError, EOFError, zlib.error, ZstdError
            raise Unreadable("broken", f"it cannot be unpacked: {type(error).__name__}: {error}"[:300]) from error
        self._count += len(data)
        if self._count > self._allowed:
            raise Unreadable("bomb", f"it unpacks to more than {self._allowed} bytes")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._file.close()
        super().close()

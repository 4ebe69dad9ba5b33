"""Reads the documents of one file.

In: a file and the limits. Out: its `Document`s, and a `Reject` for everything of it that could not be read. Never: called but in the child
of `sandbox`, since a format's reader may hang, fall, or take all memory there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import IO

from pipeline.documents import sidecar
from pipeline.documents.formats import FORMATS, Content, Format, Limits, Row, Trouble, Unreadable, ending, shown
from pipeline.documents.packed import opened
from pipeline.documents.sidecar import SIDECAR
from pipeline.records import Document, Reject, Source, content_id


def read(
    source: Source, limits: Limits, first: int = 0, begun: Callable[[int, str], None] = lambda number, path: None
) -> Iterator[Document | Reject]:
    """Read the documents of a file.

    Args:
        source: The file.
        limits: What a document may cost.
        first: Members of a container that are passed over unread: they were read before, or may not be.
        begun: Told the number and the path of each member of a container before it is read.

    Yields:
        Its document, or one document a row of a corpus; and a `Reject` for what could not be read of it.
    """
    form = FORMATS.get(ending(source.path), FORMATS[".txt"])
    stream: IO[bytes] | None = None
    try:
        stream = opened(source, limits)
        if form.members is not None:
            made = _members(source, form, stream, limits, first, begun)
        else:
            made = _corpus(source, form, stream, limits) if form.rows is not None else _single(source, form, stream, limits)
        for item in made:
            if isinstance(item, Document) and len(item.text) > limits.characters:
                detail = f"{len(item.text)} characters; the limit is {limits.characters}"
                yield reject(item.path, "too_long", detail, item.sha256)
            else:
                yield item
    except Unreadable as error:
        yield reject(source.path, error.reason, error.detail)
    except OSError as error:
        yield reject(source.path, "unreadable", error.strerror or str(error))
    finally:
        if stream is not None:
            stream.close()


def _single(source: Source, form: Format, stream: IO[bytes], limits: Limits) -> Iterator[Document | Reject]:
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"more than {limits.file_bytes} bytes")
    digest = sha256(data).hexdigest()
    form = shown(data, form) or form
    assert form.read is not None
    try:
        if not data.strip():
            raise Unreadable("empty", "it has no bytes" if not data else "it has nothing but white space")
        content = _said(form.read(data, limits))
    except Unreadable as error:
        yield reject(source.path, error.reason, error.detail, digest)
        return
    yield _document(source.path, digest, source.key, form.media_type, content, source)
    for trouble in content.troubles:
        yield reject(source.path, trouble.reason, trouble.detail, digest)


def _corpus(source: Source, form: Format, stream: IO[bytes], limits: Limits) -> Iterator[Document | Reject]:
    assert form.rows is not None
    seen: Counter[str] = Counter()
    for row in form.rows(stream, limits):
        if isinstance(row, Trouble):
            yield reject(source.path if row.row is None else f"{source.path}#{row.row}", row.reason, row.detail)
            continue
        seen[row.id] += row.named
        yield from _row_document(source, form, row, seen[row.id])


def _members(
    source: Source, form: Format, stream: IO[bytes], limits: Limits, first: int, begun: Callable[[int, str], None]
) -> Iterator[Document | Reject]:
    assert form.members is not None
    for number, (name, read_member) in enumerate(form.members(stream, limits)):
        if number < first:
            continue
        path = f"{source.path}#{name}"
        begun(number, path)
        try:
            content = _said(read_member())
        except Unreadable as error:
            yield reject(path, error.reason, error.detail)
            continue
        yield from _row_document(source, form, Row(name, False, content), 1)


def _said(content: Content) -> Content:
    if not content.text.strip():
        raise Unreadable("empty", "it has nothing but white space and marks of its encoding")
    return content


def _row_document(source: Source, form: Format, row: Row, count: int) -> Iterator[Document | Reject]:
    """Make the document of a row; one without a name of its own goes by its text, since rows before it may come and go.

    A row without an id is all that the file holds.

    Args:
        source: The file.
        form: Its format.
        row: The row.
        count: How many rows had this name so far, with this one.
    """
    path = f"{source.path}#{row.id}" if row.id else source.path
    identity = "\x1f".join((row.id if row.named else "", row.content.text))
    digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    key = f"{source.key}#{row.id}" + (f"\x1f{count}" if count > 1 else "") if row.named else digest
    yield _document(path, digest, key, form.media_type, row.content, source)
    for trouble in row.content.troubles:
        yield reject(path, trouble.reason, trouble.detail, digest)


def _document(path: str, digest: str, key: str, media_type: str, content: Content, source: Source) -> Document:
    """Make the record; what the sidecar gives wins over what the file declares."""
    written, evidence = (source.published, f"sidecar ({SIDECAR})") if source.published else (content.published, content.evidence)
    day, precision = sidecar.day(written)
    return Document(
        document_id=content_id("document", key),
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


def reject(path: str, reason: str, detail: str, digest: str | None = None) -> Reject:
    """Return a row of `rejects` of this stage."""
    return Reject(path=path, sha256=digest, stage="ingest", reason=reason, detail=detail)

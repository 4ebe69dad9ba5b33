"""Containers of documents: the files in a zip archive, each read as if it lay beside the others.

In: the stream of an archive. Out: the name of each file, and what reads it. Never: a file written, an archive within an
archive opened, a size believed that the archive only claims, a file read before it is asked for.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO

from pipeline.documents.formats.containers import check_container, unpacked
from pipeline.documents.formats.content import Content, Format, Limits, Unreadable


def read_zip(stream: IO[bytes], limits: Limits) -> Iterator[tuple[str, Callable[[], Content]]]:
    """Open the files of an archive that hold one document each, in the order of their names."""
    from pipeline.documents.formats import FORMATS

    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"more than {limits.file_bytes} bytes of a zip archive")
    check_container(data, limits, apart=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            name = member.filename
            path = PurePosixPath(name)
            if member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            yield name, partial(_read, archive, member, FORMATS.get(path.suffix.lower()), limits)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, form: Format | None, limits: Limits) -> Content:
    from pipeline.documents.formats import shown

    data = unpacked(archive, member, limits.file_bytes)
    form = shown(data, form) if form is None or form.read is not None else None
    if form is None or form.read is None:
        raise Unreadable("unknown_type", f"{member.filename!r} in the archive holds no document of a known type")
    return form.read(data, limits)

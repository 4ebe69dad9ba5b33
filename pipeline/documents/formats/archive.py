"""Containers of documents: the files in a zip archive, each read as if it lay beside the others.

In: the stream of an archive. Out: a `Row` a file, and a `Trouble` for each that cannot be read. Never: a file written, an archive within an
archive opened, a size believed that the archive only claims.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from pipeline.documents.formats.containers import check_container
from pipeline.documents.formats.content import Limits, Row, Trouble, Unreadable


def read_zip(stream: IO[bytes], limits: Limits) -> Iterator[Row | Trouble]:
    """Read the files of an archive that hold one document each, in the order of their names."""
    from pipeline.documents.formats import FORMATS

    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"more than {limits.file_bytes} bytes of a zip archive")
    check_container(data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(name for name in archive.namelist() if not name.endswith("/")):
            path = PurePosixPath(name)
            if any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            form = FORMATS.get(path.suffix.lower())
            if form is None or form.read is None:
                yield Trouble("unknown_type", f"{name!r} in the archive holds no document of a known type", name)
                continue
            try:
                content = form.read(archive.read(name), limits)
            except Unreadable as error:
                yield Trouble(error.reason, error.detail, name)
                continue
            yield Row(name, False, content)

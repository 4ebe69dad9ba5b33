"""Containers of other files: checked before a parser sees them.

In: the bytes of a zip container. Out: nothing, or `Unreadable`. Never: a size believed that the container only claims.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from pipeline.documents.formats.content import Limits, Unreadable


def check_container(data: bytes, limits: Limits) -> None:
    """Unpack every member of a zip container with a counting limit, and refuse what could make its parser work without end.

    Args:
        data: The bytes of the container.
        limits: What it may cost.

    Raises:
        Unreadable: It is no container, encrypted, too large, or declares entities of XML.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
        members = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("encrypted", "an OLE file: an encrypted Word file, or one of the old format") from error
        raise Unreadable("broken", f"no zip container: {error}") from error
    if len(members) > limits.members:
        raise Unreadable("bomb", f"{len(members)} files in the container, more than {limits.members}")
    total = 0
    for member in members:
        if member.flag_bits & 1:
            raise Unreadable("encrypted", f"{member.filename!r} in the container is encrypted")
        try:
            with container.open(member) as stream:
                content = stream.read(limits.file_bytes - total + 1)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, zlib.error) as error:
            raise Unreadable("broken", f"{member.filename!r} in the container: {error}") from error
        total += len(content)
        if total > limits.file_bytes or (total > 1 << 20 and total > limits.ratio * len(data)):
            raise Unreadable("bomb", f"the container holds more than {min(limits.file_bytes, limits.ratio * len(data))} bytes")
        if member.filename.endswith((".xml", ".rels")) and re.search(rb"<\x00?!\x00?(?:D\x00?O\x00?C|E\x00?N\x00?T)", content):
            raise Unreadable("xml_entities", f"{member.filename!r} in the container declares a document type, which may hold entities")

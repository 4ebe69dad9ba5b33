"""Containers of other files: checked before a parser sees them.

In: the bytes of a zip container. Out: nothing, or `Unreadable`. Never: a size believed that the container only claims.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from pipeline.documents.formats.content import Limits, Unreadable


def check_container(data: bytes, limits: Limits, *, apart: bool = False) -> None:
    """Unpack every member of a zip container with a counting limit, and refuse what could make its parser work without end.

    Args:
        data: The bytes of the container.
        limits: What it may cost.
        apart: Whether its members are documents of their own: what is wrong with one is then told when it is read.

    Raises:
        Unreadable: It is no container, too large, or, where its members are one document, encrypted, broken, or declares entities of XML.
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
        try:
            content = unpacked(container, member, limits.file_bytes - total)
        except Unreadable:
            if not apart:
                raise
            continue
        total += len(content)
        if total > limits.file_bytes or (total > 1 << 20 and total > limits.ratio * len(data)):
            raise Unreadable("bomb", f"the container holds more than {min(limits.file_bytes, limits.ratio * len(data))} bytes")
        told = not apart and member.filename.endswith((".xml", ".rels"))
        if told and re.search(rb"<\x00?!\x00?(?:D\x00?O\x00?C|E\x00?N\x00?T)", content):
            raise Unreadable("xml_entities", f"{member.filename!r} in the container declares a document type, which may hold entities")


def unpacked(container: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack a member of a zip container.

    Args:
        container: The container.
        member: Which.
        most: Bytes that are unpacked of it, and one more where it has more.

    Raises:
        Unreadable: It is encrypted or broken.
    """
    if member.flag_bits & 1:
        raise Unreadable("encrypted", f"{member.filename!r} in the container is encrypted")
    try:
        with container.open(member) as stream:
            return stream.read(most + 1)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise Unreadable("broken", f"{member.filename!r} in the container: {error}") from error

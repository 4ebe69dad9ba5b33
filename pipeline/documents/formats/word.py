"""Word files: paragraphs and tables in their order, marked as in Markdown.

In: the bytes of a file. Out: its `Content`. Never: an entity of XML resolved, a size believed that the container only claims.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable, line_of
from pipeline.documents.formats.text import odd

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(data: bytes, limits: Limits) -> Content:
    """Read a Word file: paragraphs and tables in their order, headings and items marked as in Markdown."""
    _check_container(data, limits)
    import docx
    from docx.oxml import parse_xml
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:
        raise Unreadable("broken", f"{type(error).__name__}: {error}"[:300]) from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.append("")
            for row in block._tbl.tr_lst:
                lines.append(
                    "\t".join(line_of(" ".join(Paragraph(line, document).text for line in cell.iter(_W + "p"))) for cell in row.tc_lst)
                )
            lines.append("")
            continue
        style = (block.style.name or "") if block.style is not None else ""
        level = re.fullmatch(r"Heading ([1-6])", style)
        mark = "# " if style == "Title" else f"{'#' * int(level[1])} " if level else "- " if style.startswith("List") else ""
        lines.append(mark + block.text if block.text.strip() else "")
        if not style.startswith("List"):
            lines.append("")
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            notes = (note for note in parse_xml(part.blob) if (note.get(_W + "id") or "0").isdecimal() and note.get(_W + "type") is None)
            lines += (
                f"[{note.get(_W + 'id')}] " + line_of(" ".join(Paragraph(line, document).text for line in note.iter(_W + "p")))
                for note in notes
            )
    text, foreign = without_surrogates(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n")
    if not text.strip():
        raise Unreadable("no_text", "it has no text")
    troubles = odd(text) + ((Trouble("lone_surrogate", foreign),) if foreign else ())
    return Content(text, "utf-8 (Office Open XML)", title=document.core_properties.title or None, troubles=troubles)


def _check_container(data: bytes, limits: Limits) -> None:
    """Unpack every member of a zip container with a counting limit, and refuse what could make its parser work without end."""
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

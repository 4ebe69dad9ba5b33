"""PDF files: their text layer, page by page.

In: the bytes of a file. Out: its `Content`. Never: a picture read, a title believed that the first page does not show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable
from pipeline.documents.formats.pdf_tables import Lines, passages
from pipeline.documents.formats.text import odd
from pipeline.records import Declared, GridCell

#: Characters of a document whose places are asked for, so that its tables are found.
_MEASURED = 2_000_000


def read_pdf(data: bytes, limits: Limits) -> Content:
    """Read the text layer of a PDF file; a form feed stands between two pages, a tab between two cells of a table."""
    import pypdfium2

    if b"%PDF-" not in data[:1024]:
        raise Unreadable("broken", "it does not begin as a PDF file does")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable("encrypted" if encrypted else "broken", f"PDFium: {error}") from error
    troubles: list[Trouble] = []
    pages: list[str] = []
    grid: list[GridCell] = []
    size, wanted = 0, min(len(pdf), limits.pages)
    for number in range(wanted):
        try:
            layer = pdf[number].get_textpage()
            # PDFium marks a hyphen at the end of a line with U+0002 or U+FFFE.
            page = re.sub("[\x02\ufffe]", "-", layer.get_text_range()).replace("\r\n", "\n")
            parts = passages(layer, page) if size <= _MEASURED else [Lines(page)]
        except pypdfium2.PdfiumError as error:
            troubles.append(Trouble("broken", f"in part: page {number + 1} of {len(pdf)}: {error}"))
            parts = [Lines()]
        said, cells = _together(parts, size + number, 1 + (grid[-1].table if grid else -1))
        pages.append(said)
        grid += cells
        size += len(said)
        if size > limits.file_bytes:
            troubles.append(Trouble("too_large", f"in part: the text of page {number + 2} and later was not read"))
            break
    if len(pdf) > wanted:
        troubles.append(Trouble("too_many_pages", f"in part: {len(pdf)} pages, of which the first {wanted} were read"))
    text, foreign = without_surrogates("\f".join(pages))
    if foreign:
        troubles.append(Trouble("lone_surrogate", foreign))
    if not text.strip():
        raise Unreadable("no_text", f"its {len(pdf)} pages have no text layer")
    title = str(pdf.get_metadata_value("Title") or "").strip()
    # The title of a PDF is often what the writing program made up: it counts only if the first page says it too.
    squeezed = re.sub(r"\s+", "", pages[0])
    shown = title if title and re.sub(r"\s+", "", title) in squeezed else None
    made = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", str(pdf.get_metadata_value("CreationDate") or ""))
    declared = (Declared("file_metadata", "-".join(made.groups()), "PDF CreationDate"),) if made else ()
    kept = () if foreign else tuple(grid)
    return Content(text, "utf-8 (PDF text layer)", title=shown, declared=declared, grid=kept, troubles=(*troubles, *odd(text)))


def _together(parts: Sequence[Lines], start: int, table: int) -> tuple[str, list[GridCell]]:
    """Return the text of a page, a tab between two cells of a table, and the cells of its tables.

    Args:
        parts: The passages of the page.
        start: Where its text begins in that of the document.
        table: Number of its first table.
    """
    said, cells = "", []
    for part in parts:
        if said and (part.text or part.rows):
            said += "\n"
        for number, row in enumerate(part.rows):
            said += "\n" if number else ""
            for place, cell in enumerate(row):
                said += "\t" if place else ""
                at = start + len(said)
                cells.append(GridCell(at, at + len(cell.text), table, number, cell.column, cell.rows, cell.columns, cell.head))
                said += cell.text
        table += bool(part.rows)
        said += part.text
    return said, cells

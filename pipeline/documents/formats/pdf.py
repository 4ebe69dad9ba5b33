"""PDF files: their text layer, page by page.

In: the bytes of a file. Out: its `Content`. Never: a picture read, a title believed that the first page does not show.
"""

from __future__ import annotations

import re

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable
from pipeline.documents.formats.text import odd
from pipeline.records import Declared


def read_pdf(data: bytes, limits: Limits) -> Content:
    """Read the text layer of a PDF file; a form feed stands between two pages."""
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
    size, wanted = 0, min(len(pdf), limits.pages)
    for number in range(wanted):
        try:
            page = pdf[number].get_textpage().get_text_range()
        except pypdfium2.PdfiumError as error:
            troubles.append(Trouble("broken", f"in part: page {number + 1} of {len(pdf)}: {error}"))
            page = ""
        # PDFium marks a hyphen at the end of a line with U+0002 or U+FFFE.
        pages.append(re.sub("[\x02\ufffe]", "-", page).replace("\r\n", "\n"))
        size += len(page)
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
    return Content(text, "utf-8 (PDF text layer)", title=shown, declared=declared, troubles=(*troubles, *odd(text)))

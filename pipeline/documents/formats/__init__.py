"""One file a format: bytes to text, with the metadata that the file itself declares.

In: the bytes of a file, decompressed, and the limits. Out: `Content`, or `Row`s of a corpus; what could not be read is an `Unreadable` or a
`Trouble`. Never: a file written, an address opened, an entity of XML resolved, a size believed that the file only claims.

Offsets everywhere count code points of `Content.text`.
"""

from __future__ import annotations

import os

from pipeline.documents.formats.archive import read_zip
from pipeline.documents.formats.content import Content, Format, Limits, Row, Trouble, Unreadable, published
from pipeline.documents.formats.corpus import read_json, read_jsonl, read_parquet
from pipeline.documents.formats.html import read_html
from pipeline.documents.formats.mail import read_mail
from pipeline.documents.formats.pdf import read_pdf
from pipeline.documents.formats.slides import read_pptx
from pipeline.documents.formats.spreadsheet import read_csv, read_xlsx
from pipeline.documents.formats.text import read_text
from pipeline.documents.formats.word import read_docx

__all__ = ["FORMATS", "PACKED", "Content", "Format", "Limits", "Row", "Trouble", "Unreadable", "ending", "published"]

#: Ending of a file's name -> its format. A new format is a file beside this one and a line here.
FORMATS: dict[str, Format] = {
    ".txt": Format("text/plain", read_text),
    ".text": Format("text/plain", read_text),
    ".md": Format("text/markdown", read_text),
    ".markdown": Format("text/markdown", read_text),
    ".html": Format("text/html", read_html),
    ".htm": Format("text/html", read_html),
    ".xhtml": Format("application/xhtml+xml", read_html),
    ".pdf": Format("application/pdf", read_pdf),
    ".docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx),
    ".pptx": Format("application/vnd.openxmlformats-officedocument.presentationml.presentation", read_pptx),
    ".csv": Format("text/csv", read_csv),
    ".tsv": Format("text/tab-separated-values", read_csv),
    ".xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", read_xlsx),
    ".eml": Format("message/rfc822", read_mail),
    ".zip": Format("application/zip", members=read_zip),
    ".json": Format("application/json", rows=read_json),
    ".jsonl": Format("application/jsonl", rows=read_jsonl),
    ".ndjson": Format("application/jsonl", rows=read_jsonl),
    ".parquet": Format("application/vnd.apache.parquet", rows=read_parquet),
}

#: Endings of packed files, which stand behind that of the format.
PACKED = (".gz", ".zst")


def ending(path: str) -> str:
    """Return the ending of a file's name that tells its format: a key of `FORMATS`, if the format is known."""
    name = path.rpartition("/")[2].lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return os.path.splitext(name)[1]

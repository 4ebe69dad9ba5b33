"""One file a format: bytes to text, with the metadata that the file itself declares.

In: the bytes of a file, decompressed, and the limits. Out: `Content`, or `Row`s of a corpus; what could not be read is an `Unreadable` or a
`Trouble`. Never: a file written, an address opened, an entity of XML resolved, a size believed that the file only claims.

Offsets everywhere count code points of `Content.text`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from pipeline.documents.formats.content import Content, Format, Limits, Row, Trouble, Unreadable, published

__all__ = [
    "FORMATS",
    "PACKED",
    "START",
    "Content",
    "Format",
    "Limits",
    "Row",
    "Trouble",
    "Unreadable",
    "ending",
    "marked",
    "published",
    "shown",
]


@cache
def _reader(module: str, name: str) -> Callable[..., Any]:
    """Return a function of a module beside this one, which is loaded when there is something for it to read; always the same one."""
    return lambda *given: getattr(import_module(f"{__name__}.{module}"), name)(*given)


#: Ending of a file's name -> its format. A new format is a file beside this one and a line here.
FORMATS: dict[str, Format] = {
    ".txt": Format("text/plain", _reader("text", "read_text")),
    ".text": Format("text/plain", _reader("text", "read_text")),
    ".md": Format("text/markdown", _reader("text", "read_text")),
    ".markdown": Format("text/markdown", _reader("text", "read_text")),
    ".html": Format("text/html", _reader("html", "read_html")),
    ".htm": Format("text/html", _reader("html", "read_html")),
    ".xhtml": Format("application/xhtml+xml", _reader("html", "read_html")),
    ".pdf": Format("application/pdf", _reader("pdf", "read_pdf")),
    ".docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _reader("word", "read_docx")),
    ".pptx": Format("application/vnd.openxmlformats-officedocument.presentationml.presentation", _reader("slides", "read_pptx")),
    ".csv": Format("text/csv", _reader("spreadsheet", "read_csv")),
    ".tsv": Format("text/tab-separated-values", _reader("spreadsheet", "read_csv")),
    ".xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _reader("spreadsheet", "read_xlsx")),
    ".eml": Format("message/rfc822", _reader("mail", "read_mail")),
    ".zip": Format("application/zip", members=_reader("archive", "read_zip")),
    ".json": Format("application/json", rows=_reader("corpus", "read_json")),
    ".jsonl": Format("application/jsonl", rows=_reader("corpus", "read_jsonl")),
    ".ndjson": Format("application/jsonl", rows=_reader("corpus", "read_jsonl")),
    ".parquet": Format("application/vnd.apache.parquet", rows=_reader("corpus", "read_parquet")),
}

#: Endings of packed files, which stand behind that of the format.
PACKED = (".gz", ".zst")


def ending(path: str) -> str:
    """Return the ending of a file's name that tells its format: a key of `FORMATS`, if the format is known."""
    name = path.rpartition("/")[2].lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return os.path.splitext(name)[1]


#: Bytes at the start of a file that show what it is.
START = 4096
_PAGE = re.compile(rb"<!doctype\s+html\b|<html[\s>]", re.IGNORECASE)
_FIELDS = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\r\n]{0,998}\r?\n(?:[ \t][^\r\n]{0,998}\r?\n){0,40}){3,}")
_MESSAGE = re.compile(rb"^(?:MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE)
_OFFICE = ((b"word/document.xml", ".docx"), (b"ppt/presentation.xml", ".pptx"), (b"xl/workbook.xml", ".xlsx"))


def marked(data: bytes) -> str | None:
    """Return the ending of the format that the bytes of a file show, whatever its name says; None where they show none.

    Args:
        data: Its bytes; the first `START` do, with those at the end of a zip container, which lists its members there.

    Source: ISO 32000 (PDF), ECMA-376 (Office Open XML), RFC 5322 (mail), the HTML standard.
    """
    start = data[:START].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith(b"PK\x03\x04"):
        at, kind = max((data.rfind(name), kind) for name, kind in _OFFICE)  # a file that is embedded in this one stands before the list
        return kind if at >= 0 else None
    if _PAGE.match(start):
        return ".html"
    fields = _FIELDS.match(start)
    return ".eml" if fields is not None and _MESSAGE.search(fields.group()) else None


def shown(data: bytes, form: Format | None) -> Format | None:
    """Return the format that bytes show, or the given one, which their name tells, where they show none or what it reads as well."""
    found = FORMATS.get(marked(data) or "")
    return form if found is None or (form is not None and form.read is found.read) else found

"""One table written in every format that draws tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

import openpyxl

from tests.support.files import docx, pdf_page, pptx, shape, slide_table

Grid = list[list[str]]


def html_of(title: str, note: str, table: Grid) -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
    return f"<html><body><h1>{title}</h1><p>{note}</p><table>{rows}</table></body></html>".encode()


def markdown_of(title: str, note: str, table: Grid) -> bytes:
    lines = ["| " + " | ".join(row) + " |" for row in table]
    return f"# {title}\n\n{note}\n\n".encode() + "\n".join([lines[0], "|" + "---|" * len(table[0]), *lines[1:]]).encode()


def csv_of(title: str, note: str, table: Grid) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([[title], [note], *table])
    return out.getvalue().encode()


def xlsx_of(title: str, note: str, table: Grid) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in [[title], [note], *table]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def word_of(title: str, note: str, table: Grid) -> bytes:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in table)
    return docx(paragraph(title) + paragraph(note) + f"<w:tbl>{rows}</w:tbl>")


def slide_of(title: str, note: str, table: Grid) -> bytes:
    return pptx(shape(title, place="title") + shape(note) + slide_table(*map(tuple, table)))


def page_of(title: str, note: str, table: Grid) -> bytes:
    """A page of PDF: labels to the left, figures to the right of their columns."""
    drawn: list[tuple[float, float, str]] = [(72, 760, title), (72, 745, note)]
    for number, row in enumerate(table):
        up = 715 - 15 * number
        drawn += [(72 if not place else 180 + 90 * place - 5.3 * len(cell), up, cell) for place, cell in enumerate(row) if cell]
    return pdf_page(*drawn)


FORMATS: Mapping[str, Callable[[str, str, Grid], bytes]] = {
    "html": html_of,
    "md": markdown_of,
    "csv": csv_of,
    "xlsx": xlsx_of,
    "docx": word_of,
    "pptx": slide_of,
    "pdf": page_of,
}

"""Word files: what a reader of the page sees, paragraphs and tables in their order, headings and items marked as in Markdown.

In: the bytes of a file. Out: its `Content`. Never: an entity of XML resolved, text that is deleted, struck or hidden.

Source: ECMA-376 (Office Open XML), part 1, chapter 17.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.blocks import Block, Placed, assemble, raised, settle
from pipeline.documents.formats.containers import check_container
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable, line_of
from pipeline.documents.formats.text import odd
from pipeline.records import Declared

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: What is taken out of the text by a tracked change, and what repeats a drawing for older programs.
_GONE = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rt", f"{_MC}Fallback", f"{_W}rPr", f"{_W}pPr", f"{_W}sdtPr"}
)
_HIDING = ("vanish", "strike", "dstrike", "webHidden")


def read_docx(data: bytes, limits: Limits) -> Content:
    """Read a Word file with its tracked insertions, content controls, text boxes and notes."""
    check_container(data, limits)
    import docx
    from docx.oxml import parse_xml

    try:
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style.name or "" for style in document.styles}
    except Exception as error:
        raise Unreadable("broken", f"{type(error).__name__}: {error}"[:300]) from error
    blocks = list(_blocks(document.element.body, styles))
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            blocks += _notes(parse_xml(part.blob))
    written, grid = assemble(blocks)
    text, foreign = without_surrogates(written)
    if not text.strip():
        raise Unreadable("no_text", "it has no text")
    troubles = odd(text) + ((Trouble("lone_surrogate", foreign),) if foreign else ())
    about = document.core_properties
    made = (Declared("file_metadata", about.created.date().isoformat(), "Word created"),) if about.created else ()
    return Content(text, "utf-8 (Office Open XML)", title=about.title or None, declared=made, grid=grid, troubles=troubles)


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[Block]:
    """Give the paragraphs and tables of a part, through whatever wraps them."""
    listed = False
    for child in parent:
        if child.tag in _GONE:
            continue
        if child.tag == f"{_W}p":
            marked = _mark(child, styles)
            lines = [line_of(line) for line in _text(child).split("\n")]
            lines = [line for line in lines if line]
            if lines:
                yield Block((marked + lines[0], *lines[1:]), tight=listed and marked == "- ")
                listed = marked == "- "
            for box in child.iter(f"{_W}txbxContent"):
                if not any(above.tag in _GONE for above in box.iterancestors()):
                    yield from _blocks(box, styles)
        elif child.tag == f"{_W}tbl":
            listed = False
            yield Block(rows=tuple(row for row in _rows(child) if any(cell.text for cell in row)))
        elif child.tag != f"{_W}sectPr":
            yield from _blocks(child, styles)


def _mark(paragraph: Any, styles: dict[str, str]) -> str:
    """Return the mark of a heading or item."""
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get(named.get(f"{_W}val") or "", "") if named is not None else ""
    level = re.fullmatch(r"Heading ([1-6])", style, re.IGNORECASE)
    if style == "Title" or level is not None:
        return "#" * (int(level[1]) if level is not None else 1) + " "
    return "- " if style.startswith("List") or paragraph.find(f"{_W}pPr/{_W}numPr") is not None else ""


def _text(element: Any) -> str:
    """Return the visible text of a paragraph; text boxes in it are none of it."""
    pieces: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _GONE or tag == f"{_W}txbxContent":
            continue
        if tag == f"{_W}r":
            if not _is_on(child, _HIDING):
                said = _text(child)
                high = child.find(f"{_W}rPr/{_W}vertAlign")
                is_raised = high is not None and high.get(f"{_W}val") == "superscript"
                pieces.append(raised(said, "".join(pieces)[-12:]) if is_raised else settle(pieces, said))
        elif tag == f"{_M}sup":
            pieces.append(raised(_text(child), "".join(pieces)[-12:]))
        elif tag == f"{_M}den":
            pieces.append(f"/{_text(child)}")
        elif tag in (f"{_W}t", f"{_M}t"):
            pieces.append(child.text or "")
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            pieces.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            pieces.append(f"[{child.get(f'{_W}id')}]")
        else:
            pieces.append(_text(child))
    return "".join(pieces)


def _is_on(run: Any, names: tuple[str, ...]) -> bool:
    """Whether a run has one of some properties, none of which is switched off."""
    found = (run.find(f"{_W}rPr/{_W}{name}") for name in names)
    return any(item is not None and (item.get(f"{_W}val") or "true") not in ("0", "false", "off") for item in found)


def _rows(table: Any) -> Iterator[tuple[Placed, ...]]:
    """Give the rows of a table; a cell merged downwards covers the rows below, in which it has no text."""
    rows = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table and row.find(f"{_W}trPr/{_W}del") is None]
    placed: list[list[Placed]] = []
    merging: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        placed.append([])
        at = 0
        for cell in (cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row):
            wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
            columns = int(wide.get(f"{_W}val") or 1) if wide is not None else 1
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart" and at in merging:
                top, place = merging[at]
                above = placed[top][place]
                placed[top][place] = Placed(above.text, above.column, number - top + 1, above.columns, above.head)
            else:
                if merge is not None:
                    merging[at] = number, len(placed[-1])
                text = line_of(" ".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p")))
                placed[-1].append(Placed(text, at, 1, columns, head))
            at += columns
    yield from map(tuple, placed)


def _notes(notes: Any) -> Iterator[Block]:
    """Give the footnotes of a part, a line each."""
    first = True
    for note in notes:
        number = note.get(f"{_W}id") or "0"
        if number.isdecimal() and note.get(f"{_W}type") is None:
            yield Block((f"[{number}] " + line_of(" ".join(_text(paragraph) for paragraph in note.iter(f"{_W}p"))),), tight=not first)
            first = False

"""PowerPoint files: what a viewer of the slides sees, slide by slide, each with the notes of its speaker; tables and charts as grids.

In: the bytes of a file. Out: its `Content`. Never: an entity of XML resolved, a slide or a shape that is hidden, text that is struck.

Source: ECMA-376 (Office Open XML), part 1, chapters 19 (PresentationML) and 21 (DrawingML).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.blocks import Block, Placed, assemble, raised, row_of
from pipeline.documents.formats.containers import check_container, unpacked
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable, line_of
from pipeline.documents.formats.spreadsheet import shown
from pipeline.documents.formats.text import odd
from pipeline.records import Declared

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
#: What repeats a shape for older programs; what stands on every slide and says nothing of its own.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES, _LISTS, _REPEATED = ("title", "ctrTitle"), ("body", "obj", ""), ("ftr", "hdr", "dt")
#: Points of one series of a chart that are read; a number of one; the day that workbooks count from, and the most that they count.
_POINTS = 10_000
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?(?:[Ee][+-]?\d{1,2})?")
_FIRST_DAY, _LAST_DAY = date(1899, 12, 30), 2_900_000


@dataclass(slots=True)
class _Deck:
    """An opened file: its parts by name, and the lines that stand on every slide and were told."""

    container: zipfile.ZipFile
    limits: Limits
    told: set[str] = field(default_factory=set)

    def part(self, name: str) -> Any:
        """Return the tree of a part."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(unpacked(self.container, self.container.getinfo(name), self.limits.file_bytes), parser)
        except (KeyError, etree.XMLSyntaxError) as error:
            raise Unreadable("broken", f"{name!r} in the container: {error}"[:300]) from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to within the file: id -> its kind and name."""
        folder, file = posixpath.split(name)
        told = f"{folder}/_rels/{file}.rels"
        if told not in self.container.namelist():
            return {}
        return {
            str(link.get("Id")): (
                posixpath.basename(link.get("Type") or ""),
                posixpath.normpath(posixpath.join("/", folder, link.get("Target") or "")).lstrip("/"),
            )
            for link in self.part(told)
            if link.get("TargetMode") != "External"
        }


def read_pptx(data: bytes, limits: Limits) -> Content:
    """Read the slides of a PowerPoint file that are shown, in their order: text, tables, diagrams, what its charts draw, and notes."""
    check_container(data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        deck = _Deck(container, limits)
        links = deck.related("ppt/presentation.xml")
        listed = [links.get(slide.get(f"{_R}id"), ("", ""))[1] for slide in deck.part("ppt/presentation.xml").iter(f"{_P}sldId")]
        blocks: list[Block] = []
        troubles: list[Trouble] = []
        for number, name in enumerate(listed[: limits.pages], 1):
            try:
                blocks += _slide(deck, name, first=number == 1)
            except Unreadable as error:
                troubles.append(Trouble(error.reason, f"in part: slide {number} of {len(listed)}: {error.detail}"))
        if len(listed) > limits.pages:
            troubles.append(Trouble("too_many_pages", f"in part: {len(listed)} slides, of which the first {limits.pages} were read"))
        title, made = _about(deck)
    written, grid = assemble(blocks)
    text, foreign = without_surrogates(written)
    if not text.strip():
        raise Unreadable(troubles[0].reason, troubles[0].detail) if troubles else Unreadable("no_text", "no slide that is shown has text")
    troubles += odd(text) + ((Trouble("lone_surrogate", foreign),) if foreign else ())
    # A title of the file is often that of its template: it counts only if a slide says it too.
    shown = title if title and title in line_of(text) else None
    declared = (Declared("file_metadata", made, "PowerPoint created"),) if made else ()
    return Content(text, "utf-8 (Office Open XML)", title=shown, declared=declared, grid=grid, troubles=tuple(troubles))


def _about(deck: _Deck) -> tuple[str, str]:
    """Return the title that the file declares and the day on which it was made, each empty where it declares none."""
    if "docProps/core.xml" not in deck.container.namelist():
        return "", ""
    said = {str(item.tag).rpartition("}")[2]: line_of(item.text or "") for item in deck.part("docProps/core.xml")}
    made = re.match(r"\d{4}-\d{2}-\d{2}", said.get("created", ""))
    return said.get("title", ""), made.group() if made is not None else ""


def _slide(deck: _Deck, name: str, *, first: bool) -> Iterator[Block]:
    """Give the blocks of a slide, its title first, and what its speaker notes."""
    slide = deck.part(name)
    if slide.get("show") in ("0", "false"):
        return
    links = deck.related(name)
    shapes = [(_placeholder(shape), shape) for shape in _shapes(slide.find(f"{_P}cSld/{_P}spTree"))]
    for _, shape in (pair for pair in shapes if pair[0] in _TITLES):
        said = line_of(" ".join("".join(_text(paragraph)) for paragraph in shape.iter(f"{_A}p")))
        if said:
            yield Block((("# " if first else "## ") + said,))
    for place, shape in (pair for pair in shapes if pair[0] not in _TITLES):
        if place != "sldNum":
            yield from _once(deck, place, _shape(deck, shape, place, links))
    for kind, target in links.values():
        if kind == "notesSlide":
            for shape in _shapes(deck.part(target).find(f"{_P}cSld/{_P}spTree")):
                if _placeholder(shape) == "body":
                    yield from _paragraphs(shape, "")


def _once(deck: _Deck, place: str | None, blocks: Iterator[Block]) -> Iterator[Block]:
    """Give the blocks of a shape; of a footer only what no slide before it told."""
    for block in blocks:
        said = "\n".join(block.lines)
        if place not in _REPEATED or said not in deck.told:
            yield block
        if place in _REPEATED:
            deck.told.add(said)


def _shapes(tree: Any) -> Iterator[Any]:
    """Give the shapes that are shown, in the order in which they are read out; those of a group one by one."""
    for shape in tree if tree is not None else ():
        about = shape.find(f"./*/{_P}cNvPr")
        if shape.tag == _FALLBACK or (about is not None and about.get("hidden") in ("1", "true")):
            continue
        if shape.tag in (f"{_P}sp", f"{_P}graphicFrame", f"{_P}cxnSp"):
            yield shape
        elif shape.tag != f"{_P}pic":
            yield from _shapes(shape)


def _placeholder(shape: Any) -> str | None:
    """Return the part of a slide's layout that a shape fills, None where it fills none."""
    place = shape.find(f"./*/{_P}nvPr/{_P}ph")
    return None if place is None else place.get("type") or ""


def _shape(deck: _Deck, shape: Any, place: str | None, links: dict[str, tuple[str, str]]) -> Iterator[Block]:
    """Give the blocks of a shape: paragraphs, a table, what a chart draws, or the words of a diagram."""
    for table in shape.iter(f"{_A}tbl"):
        yield Block(rows=tuple(row for row in _rows(table) if any(cell.text for cell in row)))
    for chart in shape.iter(f"{_C}chart"):
        if (target := links.get(chart.get(f"{_R}id"))) is not None:
            yield from _chart(deck.part(target[1]))
    for diagram in shape.iter(_DIAGRAM):
        if (target := links.get(diagram.get(f"{_R}dm"))) is not None:
            yield from _paragraphs(deck.part(target[1]), "- ")
    if shape.tag == f"{_P}sp":
        yield from _paragraphs(shape, "- " if place in _LISTS else "")


def _paragraphs(shape: Any, mark: str) -> Iterator[Block]:
    """Give the paragraphs of a shape, marked as items where they are such."""
    listed = False
    for paragraph in shape.iter(f"{_A}p"):
        about = paragraph.find(f"{_A}pPr")
        plain = about is not None and about.find(f"{_A}buNone") is not None
        dotted = about is not None and any(about.find(f"{_A}{bullet}") is not None for bullet in ("buChar", "buAutoNum"))
        here = "- " if dotted else "" if plain else mark
        lines = [said for line in "".join(_text(paragraph)).split("\n") if (said := line_of(line))]
        if lines:
            yield Block((here + lines[0], *lines[1:]), tight=listed and bool(here))
            listed = bool(here)


def _text(paragraph: Any) -> list[str]:
    """Return the text of a paragraph in pieces; what is struck is none of it."""
    pieces: list[str] = []
    for child in paragraph:
        if child.tag == f"{_A}br":
            pieces.append("\n")
        elif child.tag in (f"{_A}r", f"{_A}fld") and child.get("type") != "slidenum":
            about = child.find(f"{_A}rPr")
            held = {} if about is None else dict(about.attrib)
            said = "".join(part.text or "" for part in child.iter(f"{_A}t"))
            if held.get("strike", "noStrike") == "noStrike":
                high = not held.get("baseline", "0").startswith(("0", "-"))
                pieces.append(raised(said, "".join(pieces)[-12:]) if high else said)
    return pieces


def _rows(table: Any) -> Iterator[tuple[Placed, ...]]:
    """Give the rows of a table.

    What a table says of its first row is not heeded: PowerPoint says of every table that it makes that the first row is its head.
    """
    for row in table.iter(f"{_A}tr"):
        yield tuple(
            Placed(
                line_of(" ".join("".join(_text(paragraph)) for paragraph in cell.iter(f"{_A}p"))),
                column,
                _count(cell, "rowSpan"),
                _count(cell, "gridSpan"),
            )
            for column, cell in enumerate(row.iterchildren(f"{_A}tc"))
            if cell.get("hMerge") not in ("1", "true") and cell.get("vMerge") not in ("1", "true")
        )


def _count(cell: Any, name: str) -> int:
    said = cell.get(name) or "1"
    return min(max(int(said), 1), 1000) if said.isdecimal() else 1


def _chart(chart: Any) -> Iterator[Block]:
    """Give the title of a chart and what it draws as a table: a row a category, a column a series."""
    title = chart.find(f"{_C}chart/{_C}title")
    if title is not None and (said := line_of(" ".join("".join(_text(paragraph)) for paragraph in title.iter(f"{_A}p")))):
        yield Block((said,))
    series = list(chart.iter(f"{_C}ser"))
    names = [next(iter(_points(one, "tx").values()), "") for one in series]
    labels: dict[int, str] = {}
    for one in series:
        labels |= {at: said for at, said in (_points(one, "cat") or _points(one, "xVal")).items() if at not in labels}
    drawn = [_points(one, "val") or _points(one, "yVal") for one in series]
    rows = [row_of([labels.get(at, ""), *(points.get(at, "") for points in drawn)]) for at in sorted({at for held in drawn for at in held})]
    if rows:
        yield Block(rows=(row_of(["", *names]), *rows) if any(names) else tuple(rows))


def _points(series: Any, part: str) -> dict[int, str]:
    """Return the points that a chart keeps of one part of a series, as its number format shows them: their places -> what they say."""
    held = series.find(f"{_C}{part}")
    if held is None:
        return {}
    form = next((line_of(code.text or "") for code in held.iter(f"{_C}formatCode")), "General")
    found: dict[int, str] = {}
    for point in held.iter(f"{_C}pt"):
        value = next((item.text or "" for item in point.iter(f"{_C}v")), "")
        at = point.get("idx") or ""
        if at.isdecimal() and len(found) < _POINTS:
            found[int(at)] = _drawn(value, form)
    return found


def _drawn(value: str, form: str) -> str:
    """Return a point as its number format shows it; a day is told as such."""
    if not _NUMBER.fullmatch(value):
        return line_of(value)
    number = float(value)
    if re.search("yy", form, re.IGNORECASE) and 0 < number < _LAST_DAY:
        return (_FIRST_DAY + timedelta(days=int(number))).isoformat()
    return shown(number, form)

"""Passages of a document: what each is, the headings above it, its sentences, and what in it belongs to no mention.

In: a document. Out: segments that tile it: no gap, no overlap; a blank line belongs to the passage before it. Never: a change of the
text, a language (script alone decides where a sentence ends), or the boundaries of articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.mention import Span
from pipeline.records import Cell, Document, Head, Segment, content_id
from pipeline.segments import front_matter, headings
from pipeline.segments.boilerplate import find as find_furniture
from pipeline.segments.cells import Row
from pipeline.segments.citations import URL, Reference, masks, merged, references
from pipeline.segments.front_matter import MOST_LINES, FrontMatter
from pipeline.segments.headings import END, bodied, is_bold, is_hashed, is_list, is_rule, level, marked, opens_body, unfinished
from pipeline.segments.lines import Line, folded, has_cjk, split, width, words
from pipeline.segments.running_tables import parted
from pipeline.segments.sentences import marker, of_byline, of_heading, of_item, trim
from pipeline.segments.sentences import split as split_sentences
from pipeline.segments.tables import find as find_rows
from pipeline.segments.wrapping import runs_on, wrapped_at

_CAPTION = re.compile(
    r"(?P<word>[A-Za-z]{1,80}\.?|[一-鿿ァ-ヶー가-힣]{1,3})\s?(?:[0-9０-９]{1,3}(?:[-.－][0-9０-９]{1,2})?|[IVX]{1,4}|[A-Z])(?:\s?[:：.．、\s\u3000|–—-]|\Z)"
)
#: The source of a picture in brackets at the end of its caption.
_CREDITED = re.compile(
    r"[^.。!?]\s?[\[(（](?:[A-Z][A-Z0-9 .&/,\-]{2,40}|Yonhap|Reuters|Getty Images|Newsis|Bloomberg)[\])）]\Z|[^。]＝[^＝。、]{2,24}\Z"
)
_COMPANY = re.compile(r"\A(?:株式会社|合同会社)|(?:株式会社|Inc\.?|Ltd\.?|Corp\.?|LLC|PLC)\Z")


@dataclass(frozen=True, slots=True)
class _Item:
    """A run of lines that makes one passage."""

    first: int
    last: int
    kind: str
    level: int = 0
    row: Row | None = None
    reference: Reference | None = None
    body: tuple[Span, ...] = ()


def segment(document: Document) -> tuple[Segment, ...]:
    """Cut a document into passages.

    Args:
        document: The document; only its text and id are read.

    Returns:
        Passages in order that tile the text, each with kind, section, sentences, masked spans and cells; language and article are
        left to the rooms behind.
    """
    text = document.text
    if not text:
        return ()
    lines = parted(text, split(text))
    entries = references(text, lines)
    last = max((entry.number for entry in entries if entry.number is not None), default=0)
    listed = {entry.line: entry for entry in entries}
    rows = find_rows(
        text, lines, frozenset(index for entry in entries for index in range(entry.line, entry.line + entry.lines)), last, document.grid
    )
    masked = merged([*masks(text, entries), *(span for row in rows.values() for span in row.masked)])
    taken = frozenset(rows) | frozenset(listed)
    items = _items(lines, rows, listed, find_furniture(lines, taken), front_matter.read(text))
    return _built(document, lines, items, masked)


def _items(
    lines: Sequence[Line], rows: dict[int, Row], listed: dict[int, Reference], about: frozenset[int], front: FrontMatter
) -> list[_Item]:
    items = _front(lines, front)
    wrap, names = wrapped_at(lines), headings.ranked(lines)
    at = items[-1].last + 1 if items else 0
    while at < len(lines):
        line = lines[at]
        if not line.text:
            at += 1
            continue
        if (entry := listed.get(at)) is not None:
            # A note that is a sentence of its own cites nothing: its number is a mark all the same.
            items.append(
                _Item(at, at + entry.lines - 1, "reference" if entry.cites else "list_item", reference=entry if entry.cites else None)
            )
        elif (row := rows.get(at)) is not None:
            items.append(_Item(at, at + row.lines - 1, "table_row" if row.cells else "furniture", row=row))
        elif at in about:
            items.append(_Item(at, at, "furniture"))
        elif line.text.startswith(("```", "~~~")):
            last = _fence(lines, at)
            items.append(_Item(at, last, "paragraph" if last > at else "furniture"))
        else:
            items.append(_Item(at, at, "heading", level=headings.RANKED) if at in names else _plain(lines, at, wrap, rows, listed))
        at = items[-1].last + 1
    return _titled(lines, _joined(lines, items))


def _front(lines: Sequence[Line], front: FrontMatter) -> list[_Item]:
    """Return the passages of a block of keys and values: the values that a reader sees, and the rest as furniture."""
    shown = {value.line: value for value in front.shown}
    items: list[_Item] = []
    record: tuple[Head, ...] = ()
    for at, line in enumerate(lines[:MOST_LINES]):
        if line.after > front.end:
            break
        value = shown.get(line.start)
        record = record if line.first > line.start else ()
        if value is None:
            first = items.pop().first if items and items[-1].kind == "furniture" else at
            items.append(_Item(first, at, "furniture"))
        elif value.label is None:
            items.append(_Item(at, at, "title" if value.title else "paragraph", body=value.values))
        else:
            said = value.values[0]
            beside = Head("row", value.label.start, value.label.end)
            record = () if value.record else record
            cells = (Cell(value.label.start, value.label.end, ""), Cell(said.start, said.end, "", (beside, *record)))
            items.append(_Item(at, at, "table_row", row=Row(at, 1, cells, headed=True)))
            record = (Head("section", said.start, said.end),) if value.record else record
    return items


def _fence(lines: Sequence[Line], at: int) -> int:
    """Return the last line of a block of code; a fence of Markdown, or one around the whole text, is a frame and no code."""
    if lines[at].text[3:].strip().casefold() in ("markdown", "md"):
        return at
    for ahead in range(at + 1, min(len(lines), at + 400)):
        if lines[ahead].text.startswith(lines[at].text[:3]):
            return ahead
    return at


def _plain(lines: Sequence[Line], at: int, wrap: int, rows: dict[int, Row], listed: dict[int, Reference]) -> _Item:
    """Return the passage that opens at a line which is neither row nor reference."""
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    if (signed := marked(lines, at)) is not None:
        return _Item(at, at + signed[1] - 1, "heading", level=signed[0])
    if is_rule(line.text):
        return _Item(at, at, "furniture")
    if line.text[0] in "[(（［【" and _caption(line.text):
        return _Item(at, at, "caption")
    if line.byline:
        return _Item(at, at, "byline")
    if line.text[0] in ">＞" and (line.text[1:2] in (" ", ">") or line.text[0] == "＞"):
        return _Item(at, _run_on(lines, at, wrap, rows, listed, quoted=True), "quote")
    if line.text.startswith("!["):
        return _Item(at, at, "caption")
    if _caption(line.text):
        return _Item(at, at, "caption")
    if not is_list(line.text) and (last := _filled(lines, at, rows, listed)) > at:
        return _Item(at, last, "paragraph")
    if (rank := level(lines, at, rows)) > 0:
        return _Item(at, at, "heading", level=rank)
    if is_list(line.text):
        return _Item(at, _list_end(lines, at, wrap, rows, listed), "list_item")
    if at and lines[at - 1].text.endswith("|") and len(line.text) <= 60 and not bodied(line) and at - 1 not in rows:
        return _Item(at, at, "caption")
    after = _run_on(lines, at, wrap, rows, listed)
    if line.text.endswith("|") and below is not None and 0 < len(below.text) <= 60 and at + 1 not in rows:
        return _Item(at, at, "caption")
    return _Item(at, after, "paragraph")


def _caption(text: str) -> bool:
    if len(text) > 200:
        return False
    if _CREDITED.search(text):
        return True
    match = _CAPTION.match(text)
    if match is not None and folded(match["word"]).rstrip(".") in words("layout", "captions", "openers"):
        return not re.search(r"[。]|\.\s{1,40}[A-Z].{0,400}\.\Z", text) or len(text) < 80
    return (
        re.match(
            r"[\[(（［【]?(?:Photo|Image|Picture|Credit|Source|Photograph|写真|画像|提供|撮影|出所|資料)"
            r"\s?(?:by|credits?|source|caption|courtesy of|提供)?"
            r"\s?[:：=＝/／]\s?\S",
            text,
            re.IGNORECASE,
        )
        is not None
        and len(text) < 120
        and "://" not in text
    )


def _list_end(lines: Sequence[Line], at: int, wrap: int, rows: dict[int, Row], listed: dict[int, Reference]) -> int:
    """Return the last line of a list item: it goes on in lines that are indented or that an unfinished line asks for."""
    last = at
    while last + 1 < len(lines) and lines[last + 1].text and last + 1 not in rows and last + 1 not in listed:
        line = lines[last + 1]
        if is_list(line.text) or is_hashed(line.text) or line.furniture:
            break
        deeper = line.indent >= lines[at].indent + 2
        if not deeper and not runs_on(lines[last], line, wrap):
            break
        last += 1
    return last


def _run_on(lines: Sequence[Line], at: int, wrap: int, rows: dict[int, Row], listed: dict[int, Reference], *, quoted: bool = False) -> int:
    """Return the last of the lines that make one paragraph with the line `at`, as far as no blank line comes."""
    last = at
    while last + 1 < len(lines) and lines[last + 1].text and last + 1 not in rows and last + 1 not in listed:
        line = lines[last + 1]
        if quoted:
            if line.text[0] not in ">＞":
                break
        elif _opens(lines, last + 1) or not runs_on(lines[last], line, wrap):
            break
        last += 1
    return last


def _filled(lines: Sequence[Line], at: int, rows: dict[int, Row], listed: dict[int, Reference]) -> int:
    """Return the last of three lines and more that are one sentence, each filled: the first word of the next had no room. Else `at`."""
    widest, room, last = lines[at].width, _LINES_WIDE, at
    linking = words("layout", "sentences", "unfinished")
    linked = 0
    while (line := lines[last]).bare[-1:] not in END:
        below = lines[last + 1] if last + 1 < len(lines) else None
        if below is None or not below.text or last + 1 in rows or last + 1 in listed or _opens(lines, last + 1) or has_cjk(line.text):
            return at
        room = min(room, line.width + 1 + width(below.text.split(None, 1)[0]))
        widest = max(widest, below.width)
        if widest >= room or line.text[-1:] in ":|;" or "\t" in line.text:
            return at
        if last - at > _FILLED:
            return at
        linked += not linking.isdisjoint(line.text.split())
        last += 1
    return last if last - at > 1 and linked > 1 else at


#: Lines that one sentence is wrapped to at most.
_FILLED = 40
#: Columns beyond which no line is hard-wrapped.
_LINES_WIDE = 140


def _opens(lines: Sequence[Line], at: int) -> bool:
    """Whether a line opens a passage of its own whatever stands above."""
    line = lines[at]
    return (
        line.furniture
        or line.byline
        or is_hashed(line.text)
        or is_list(line.text)
        or is_bold(line.text)
        or _caption(line.text)
        or line.text.startswith(("```", "![", "> "))
    )


def _joined(lines: Sequence[Line], items: Sequence[_Item]) -> list[_Item]:
    """Join paragraphs that a blank line breaks in the middle of a sentence."""
    made: list[_Item] = []
    for item in items:
        above = made[-1] if made else None
        if above is not None and item.kind == "paragraph" and above.kind in ("paragraph", "list_item") and _broken(lines, above, item):
            made[-1] = _Item(above.first, item.last, above.kind)
        else:
            made.append(item)
    return made


def _broken(lines: Sequence[Line], above: _Item, below: _Item) -> bool:
    """Whether a sentence goes on over the blank line between two passages."""
    if below.first - above.last > 4:
        return False
    end, start = lines[above.last].text, lines[below.first].text
    bare = lines[above.last].bare
    if not bare or bare[-1] in END or end[-1] in ":：|" or re.search(r"[。．.!?！？][」』）)”\"']?\s?\[?\d{1,3}\]?\Z", end):
        return False
    if has_cjk(end[-8:]):
        whole = " ".join(line.text for line in lines[above.first : above.last + 1])
        grown = (
            "。" in whole
            or end[-1] in "、，"
            or (width(whole) >= 40 and unfinished(end))
            or (width(whole) >= 80 and "ぁ" <= end[-1] <= "ん")
        )
        # What goes on is a sentence of the body, and not a list or a heading.
        return grown and "。" in start and re.search(r"\s\d{1,3}\Z", end) is None
    if above.kind == "list_item" and len(end) < 60:
        return False
    if len(end) < 30 or not any(character.islower() for character in end):
        return False
    if start[0].islower() and start[0].isascii():
        return True
    return unfinished(end) and len(start) > 20 and (start[0].isupper() or start[0] in "$€£¥₩\"“'‘" or start[0].isdigit())


def _titled(lines: Sequence[Line], items: list[_Item]) -> list[_Item]:
    """Tell the title: a heading of the first level, that of the front matter, else a short line above body text."""
    given = next((place for place, item in enumerate(items[:MOST_LINES]) if item.body and item.kind == "title"), None)
    for place, item in enumerate(items[: MOST_LINES if given is not None else 16]):
        if item.body or item.kind in ("furniture", "byline", "caption", "table_row"):
            continue
        line = lines[item.first]
        passed = (_beside_furniture, _signs, _of_letterhead)
        if item.kind == "paragraph" and (line.text[0] in "（(※" or any(check(lines, items, place) for check in passed)):
            continue
        markdown = item.kind == "heading" and item.level == 1 and line.text.startswith("#")
        if given is not None:
            if markdown:
                items[given] = replace(items[given], kind="paragraph")
                items[place] = replace(item, kind="title", level=0)
            break
        short = (
            item.first == item.last
            and len(line.text) <= 220
            and line.width <= 240
            and "。" not in line.text
            and line.bare[-1:] not in (".", "。", "．", ",", "、", ";", ":", "：")
        )
        if markdown or (item.kind in ("paragraph", "heading") and short and item.level in (0, 1, 8, 9) and place + 1 < len(items)):
            items[place] = replace(item, kind="title", level=0)
        break
    return items


def _of_letterhead(lines: Sequence[Line], items: Sequence[_Item], place: int) -> bool:
    """Whether a line is one of those at the right that say who writes, as labels and values above it do, which begin where it begins."""
    indent, above = lines[items[place].first].indent, items[max(0, place - 5) : place]
    return indent >= _RIGHT and any(item.kind == "table_row" and lines[item.first].indent == indent for item in above)


#: Blanks before what stands at the right.
_RIGHT = 12


def _signs(lines: Sequence[Line], items: Sequence[_Item], place: int) -> bool:
    """Whether a line names the company that speaks, above the headline of what it says."""
    name = lines[items[place].first]
    if name.width > 40 or _COMPANY.search(name.text) is None or place + 1 >= len(items):
        return False
    below = items[place + 1]
    line = lines[below.first]
    return (
        below.kind in ("paragraph", "heading")
        and below.first == below.last
        and line.width > name.width
        and "。" not in line.text
        and not opens_body(line.text[:80])
    )


def _beside_furniture(lines: Sequence[Line], items: Sequence[_Item], place: int) -> bool:
    """Whether a short line stands among furniture, as the name of a site or of a department does, and not alone."""
    line = lines[items[place].first]
    if line.width > 30 or len(line.text.split()) > 4:
        return False
    near = [items[other] for other in (place - 1, place + 1) if 0 <= other < len(items)]
    return any(item.kind == "furniture" and abs(item.first - items[place].first) == 1 for item in near)


def _built(document: Document, lines: Sequence[Line], items: Sequence[_Item], masked: Sequence[Span]) -> tuple[Segment, ...]:
    text = document.text
    if not items:
        items = [_Item(0, len(lines) - 1, "paragraph")]
    starts = [span.start for span in masked]
    stack: list[tuple[int, str]] = []
    made: list[Segment] = []
    seen: Counter[str] = Counter()
    for ordinal, item in enumerate(items):
        start = 0 if ordinal == 0 else lines[item.first].start
        end = lines[items[ordinal + 1].first].start if ordinal + 1 < len(items) else len(text)
        first, last = lines[item.first].first, lines[item.last].last
        own = tuple(
            Span(max(span.start, start), min(span.end, end))
            for span in masked[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end)]
            if span.end > start
        )
        if item.kind in ("heading", "title"):
            while stack and stack[-1][0] >= item.level:
                stack.pop()
        section = tuple(name for _, name in stack)
        if item.kind == "heading":
            stack.append((item.level, _named(text[first:last])))
        said = " ".join(text[start:end].split())
        seen[said] += 1
        made.append(
            Segment(
                segment_id=content_id("segment", document.document_id, said, seen[said]),
                document_id=document.document_id,
                ordinal=ordinal,
                start=start,
                end=end,
                kind=item.kind,
                section=section,
                sentences=_sentences(text, item, first, last, own),
                masked=own,
                cells=_cells(text, item.row, own) if item.row is not None else (),
            )
        )
    return tuple(made)


def _cells(text: str, row: Row, masked: Sequence[Span]) -> tuple[Cell, ...]:
    """Return the cells of a row without the citation marks at their ends."""
    if not masked:
        return row.cells
    cut = [(cell, trim(text, cell.start, cell.end, masked)) for cell in row.cells]
    return tuple(replace(cell, start=span.start, end=span.end) for cell, span in cut if len(span))


def _named(text: str) -> str:
    return " ".join(re.sub(r"^[#\s]{1,80}|[*_]{2,400}\*?", "", text).split())


def _sentences(text: str, item: _Item, first: int, last: int, masked: Sequence[Span]) -> tuple[Span, ...]:
    if item.body:
        return tuple(sentence for part in item.body for sentence in split_sentences(text, part.start, part.end, masked))
    if item.reference is not None:
        title = trim(text, item.reference.title.start, item.reference.title.end)
        return (title,) if len(title) and URL.fullmatch(text, title.start, title.end) is None else ()
    if item.kind == "table_row":
        return _of_row(text, item.row, first, last)
    if item.kind in ("title", "heading"):
        return of_heading(text, first, last, masked)
    if item.kind == "byline":
        return of_byline(text, first, last, masked)
    if item.kind == "list_item":
        return of_item(text, first, last, masked)
    if item.kind == "caption" and text.startswith("![", first):
        closed = text.find("]", first, last)
        return (trim(text, first + 2, closed),) if closed > first + 2 and len(trim(text, first + 2, closed)) else ()
    ahead = marker(text, first, last) if item.kind == "quote" else 0
    return split_sentences(text, first + ahead, last, masked)


def _of_row(text: str, row: Row | None, first: int, last: int) -> tuple[Span, ...]:
    """Return the sentences of a row: the row itself, unless its text cell holds several."""
    if row is None or not row.cells:
        return ()
    cut = split_sentences(text, first, last)
    stopped = sum(1 for span in cut if text[span.end - 1] in "。！？")
    whole = trim(text, first, last)
    return cut if len(cut) > 1 and stopped * 2 >= len(cut) else (whole,) if len(whole) else ()

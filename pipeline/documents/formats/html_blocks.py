"""The visible text of a web page, with the places of the cells of its tables.

In: a tree of HTML, and what a finder of main content took of it. Out: lines, one a block, a table's row, a label with its values; and the
grid of every table. Never: text that a reader of the page does not see, or the meaning of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipeline.documents.formats.blocks import Block, Placed, assemble, raised, settle
from pipeline.documents.formats.content import line_of
from pipeline.records import GridCell

_Rows = tuple[tuple[Placed, ...], ...]

_DROPPED = frozenset(
    "script style template noscript head title meta link nav footer select option button input textarea iframe object embed svg"
    " annotation annotation-xml audio video canvas dialog menu rt rp s strike del".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark nobr output q rb ruby samp small span strong sub sup"
    " time tt u var wbr math semantics mstyle mrow mn mo mi mtext mspace".split()
)
#: What is no line of text in a formula: without them its figures are read as they stand.
_FORMULA = ("msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mtable", "munder", "mover", "munderover")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Names of classes and ids that pages give to what is no part of the article; such a block is kept when the finder of main content took it.
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|menu|breadcrumbs?|footer|sidebar|related|recommend(?:ed|ations?)?|share|sharing|social|sns|cookies?|consent|promo|"
    r"newsletter|subscribe|banner|modal|popup|pager|pagination|comments?|ads?|advert(?:isement)?|sponsor(?:ed)?|toc)(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|text-decoration[a-z-]{0,10}\s{0,3}:\s{0,3}line-through", re.I
)
_SHORT, _LONG = 40, 400
#: Characters of paragraphs from which an article of a page counts as one; of less than half of them, it is a teaser.
_ARTICLE = 200


@dataclass(frozen=True, slots=True)
class _Seen:
    """A block before it is decided whether it stays.

    Attributes:
        block: The block.
        aside: Whether the page's own markup says that it is no part of the article.
        linked: How many of its characters are in links.
    """

    block: Block
    aside: bool
    linked: int


def visible(tree: Any, main: str, *, title: str = "", named: str = "") -> tuple[str, tuple[GridCell, ...]]:
    """Write the visible text of a page and tell where the cells of its tables stand in it.

    Args:
        tree: The page as parsed by lxml.
        main: What a finder of main content took for the article; what it left out stays only where it is no navigation.
        title: Its title, where it shall head the text; it is left out where the text says it.
        named: The company in the title, where the title shall head the text only if what stays does not name that.

    Returns:
        The text, one line a block, cells parted by tabs, a blank line between blocks; and the cells, with offsets into it.
    """
    taken = _squeezed(main)
    blocks = [seen.block for seen in _Walk(tree).blocks() if _stays(seen, taken)]
    said = _squeezed(named or title)
    unsaid = bool(said) and not any(said in _squeezed("".join(block.lines) or _cells(block)) for block in blocks)
    return assemble([Block((f"# {title}",)), *blocks] if unsaid else blocks)


def _stays(seen: _Seen, taken: str) -> bool:
    text = _squeezed("".join(seen.block.lines) or _cells(seen.block))
    menu = seen.linked * 2 > len(text) and not (seen.block.rows and re.search(r"\d", text))
    return not (seen.aside and menu) and (text in taken or not (seen.aside or menu))


def _cells(block: Block) -> str:
    return "".join(cell.text for row in block.rows for cell in row)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s#]+|^- ", "", text)


def _hidden(element: Any) -> bool:
    return (
        element.tag in _DROPPED
        or (element.tag == "math" and next(element.iter(*_FORMULA), None) is not None)
        or (element.tag == "form" and not _holds_page(element))
        or not isinstance(element.tag, str)
        or "hidden" in element.attrib
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _holds_page(form: Any) -> bool:
    """Whether a form is no form but holds the text of a page, as servers of pages write it: a heading, a table to read or paragraphs."""
    if next(form.iter("h1", "article", "main"), None) is not None:
        return True
    if any(all(field.get("type") == "hidden" for field in table.iter("input", "select", "textarea")) for table in form.iter("table")):
        return True
    return sum(len(line_of("".join(part.itertext()))) for part in form.iter("p")) >= _ARTICLE


def _is_aside(element: Any) -> bool:
    """Whether a page's own markup says that an element is no part of its article."""
    named = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag == "aside" and element.get("role") is None and not _ASIDE.search(named):
        return not _tells_facts(element)
    if element.tag == "aside" or element.get("role") in ("navigation", "banner", "complementary", "contentinfo"):
        return True
    return element.tag not in ("body", "html", "main", "article") and bool(_ASIDE.search(named))


#: Elements of a box of facts that are looked at, the longest of its items, and how many with a figure make one.
_LOOKED, _ITEM, _FACTS = 400, 160, 2
#: Elements that are items, each counted once: as a row of cells, or the outermost that holds no two others.
_ITEMS = ("li", "dd", "tr", "p")
#: A label with a figure behind it in one line, elements that a label has of its own, and what says whose a page is.
_LABELLED = re.compile(rf"[^\d:：©]{{1,{_SHORT}}}[:：].{{0,{_ITEM}}}\d")
_LABELS, _RIGHTS = ("b", "strong", "span", "div", "em"), re.compile(r"©|\(c\)|\bcopyright\b|all rights reserved", re.I)


def _tells_facts(box: Any) -> bool:
    """Whether an element beside an article is a box of facts: items that are no links, two of them at least a label with a figure."""
    facts = linked = 0
    within: set[Any] = set()
    for element in islice(box.iter(), _LOOKED):
        linked += element.tag == "a"
        if element.tag in _ITEMS and element not in within:
            parts = list(islice(element.iter(), _LOOKED))
            said = line_of("".join(islice(element.itertext(), _LOOKED)))
            row = element.tag == "tr" and len(element) > 1
            if len(said) <= _ITEM and (row or sum(part.tag in _ITEMS for part in parts[1:]) < 2):
                within.update(parts)
                facts += _is_labelled(element, said) and all(part.tag != "a" for part in parts)
    return facts >= _FACTS and linked < facts


def _is_labelled(item: Any, said: str) -> bool:
    """Whether an item is a label with a figure: behind a colon, in a cell of its own, behind a term, or behind an element that opens it."""
    if _RIGHTS.search(said) or not re.search(r"\d", said):
        return False
    if _LABELLED.match(said) or item.tag == "dd":
        return True
    while len(item) == 1 and not (item.text or "").strip() and not (item[0].tail or "").strip() and item.tag != "tr":
        item = item[0]
    first = next(iter(item), None)
    if first is None or (item.text or "").strip():
        return False
    label = line_of("".join(islice(first.itertext(), _LOOKED)))
    if item.tag == "tr":
        return bool(label) and re.search(r"\d", said[len(label) :]) is not None
    return first.tag in _LABELS and 0 < len(label) <= _SHORT and not re.search(r"\d", label) and said != label


def _teasers(tree: Any) -> set[Any]:
    """Return the articles of a page of several that only lead to another page: those with hardly a paragraph."""
    lengths = {item: sum(len(line_of("".join(part.itertext()))) for part in item.iter("p")) for item in tree.iter("article")}
    if sum(length >= _ARTICLE for length in lengths.values()) < 2:
        return set()
    return {item for item, length in lengths.items() if length < _ARTICLE // 2}


class _Walk:
    """A page that is walked once, however deep it is, giving its blocks in order."""

    def __init__(self, tree: Any) -> None:
        from lxml import etree

        self.tree = tree
        self.walker = etree.iterwalk(tree, events=("start", "end"))
        self.teasers = _teasers(tree)
        self.skipped: set[Any] = set()
        self.buffer: list[str] = []
        self.prefix = ""
        self.item = False
        self.aside = self.links = self.linked = 0

    def blocks(self) -> Iterator[_Seen]:
        """Give the blocks of the page."""
        for event, element in self.walker:
            if event == "start":
                yield from self._start(element)
                continue
            if element not in self.skipped:
                yield from self._end(element)
            self.skipped.discard(element)
            if element is not self.tree:
                self._add(element.tail)
        yield from self._flush()

    def _start(self, element: Any) -> Iterator[_Seen]:
        if element in self.skipped or _hidden(element) or element in self.teasers:
            self._skip(element)
            return
        tag = element.tag
        if tag == "sup":
            self.buffer.append(_raised(element, "".join(self.buffer[-3:])))
            element.tail = settle(self.buffer, element.tail or "")
            self._skip(element)
            return
        grid, others = _grid(element)
        if grid is not None:
            yield from self._flush()
            aside = self.aside > 0 or _is_aside(element)
            self.item = False
            for caption in (part for part in element if part.tag == "caption" and not _hidden(part)):
                if said := line_of(_inline(caption)):
                    yield _Seen(Block((said,)), aside, 0)
            yield _Seen(Block(rows=grid), aside, _links(element))
            self.skipped |= set(others)
            self._skip(element)
            return
        if tag == "br":
            self.buffer.append("\n")
        elif tag == "a":
            self.links += 1
        elif tag not in _INLINE:
            yield from self._flush()
            self.aside += _is_aside(element)
            self.prefix = "#" * _HEADINGS[tag] + " " if tag in _HEADINGS else "- " if tag == "li" else self.prefix
        self._add(element.text, lines=tag == "pre")

    def _end(self, element: Any) -> Iterator[_Seen]:
        if element.tag == "a":
            self.links -= 1
        elif element.tag not in _INLINE and element.tag != "br":
            yield from self._flush()
            self.prefix = ""
            self.aside -= _is_aside(element)

    def _skip(self, element: Any) -> None:
        self.skipped.add(element)
        self.walker.skip_subtree()

    def _add(self, text: str | None, *, lines: bool = False) -> None:
        if text:
            self.buffer.append(text.replace("\r\n", "\n") if lines else re.sub(r"[ \t\r\n\f]+", " ", text))
            self.linked += len(re.sub(r"\s+", "", text)) if self.links else 0

    def _flush(self) -> Iterator[_Seen]:
        lines = [text for piece in "".join(self.buffer).split("\n") if (text := line_of(piece))]
        if lines:
            tight = self.item and self.prefix == "- "
            self.item = self.prefix == "- "
            yield _Seen(Block((self.prefix + lines[0], *lines[1:]), tight=tight), self.aside > 0, self.linked)
            self.prefix = ""
        self.buffer.clear()
        self.linked = 0


def _raised(element: Any, before: str) -> str:
    return raised(line_of(_inline(element)), before, linked=element.find(".//a") is not None)


def _inline(element: Any) -> str:
    """Return the visible text of an element on one line."""
    from lxml import etree

    pieces: list[str] = []
    skipped: set[Any] = set()
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if event == "start":
            if inner is not element and (_hidden(inner) or inner.tag == "sup"):
                if inner.tag == "sup":
                    pieces.append(_raised(inner, "".join(pieces[-3:])))
                    inner.tail = settle(pieces, inner.tail or "")
                skipped.add(inner)
                walker.skip_subtree()
                continue
            if inner.tag not in _INLINE:
                pieces.append(" ")
            pieces.append(inner.text or "")
            continue
        if inner not in skipped and inner.tag not in _INLINE:
            pieces.append(" ")
        if inner is not element:
            pieces.append(inner.tail or "")
    return "".join(pieces)


def _links(element: Any) -> int:
    return sum(len(re.sub(r"\s+", "", "".join(link.itertext()))) for link in element.iter("a"))


def _grid(element: Any) -> tuple[_Rows | None, list[Any]]:
    """Return the rows of a table, a list of terms or a run of like records, and what else they hold.

    The rows are None where the element is layout; the further elements are the siblings that a run of records goes on with.
    """
    if element.tag == "table":
        return _table(element), []
    if element.tag == "dl":
        return _terms(element), []
    run = _records(element)
    rows = tuple(tuple(Placed(line_of(_inline(part)), at, head=at == 0) for at, part in enumerate(_parts(record))) for record in run)
    return rows or None, run[1:]


def _table(table: Any) -> _Rows | None:
    """Place the cells of a table; a table within it, or long text in most of its cells, makes it layout.

    Source: HTML Standard, section 4.9.12.1, forming a table.
    """
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return None
    rows = [[cell for cell in row if cell.tag in ("td", "th") and not _hidden(cell)] for row in table.iter("tr") if not _hidden(row)]
    texts = {cell: line_of(_inline(cell)) for row in rows for cell in row}
    filled = [text for text in texts.values() if text]
    headed = any(cell.tag == "th" for cell in texts)
    if sum(any(texts[cell] for cell in row) for row in rows) < 2 or max(map(len, rows), default=0) < 2 or not filled:
        return None
    if any(len(text) > 3 * _LONG for text in filled) or (not headed and sorted(map(len, filled))[len(filled) // 2] > 2 * _SHORT):
        return None
    placed: list[tuple[Placed, ...]] = []
    covered: dict[int, int] = {}
    for row in rows:
        at = 0
        cells: list[Placed] = []
        reach: dict[int, int] = {}
        for cell in row:
            while covered.get(at, 0) > 0:
                at += 1
            columns, down = _span(cell, "colspan"), _span(cell, "rowspan")
            cells.append(Placed(texts[cell], at, down, columns, cell.tag == "th"))
            reach |= {at + offset: down for offset in range(columns)}
            at += columns
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        covered |= {column: down - 1 for column, down in reach.items() if down > 1}
        placed.append(tuple(cells))
    return tuple(row for row in placed if any(cell.text for cell in row))


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 100) if value.isascii() and value.isdigit() else 1


def _terms(terms: Any) -> _Rows | None:
    """Return a list of terms as rows, where what is said of each is short."""
    rows: list[list[Placed]] = []
    for part in terms.iter("dt", "dd"):
        text = line_of(_inline(part))
        if _hidden(part):
            continue
        if part.tag == "dt" or not rows:
            rows.append([Placed(text if part.tag == "dt" else "", 0, head=True)])
        if part.tag == "dd" and text:
            rows[-1].append(Placed(text, len(rows[-1])))
    kept = tuple(tuple(row) for row in rows if any(cell.text for cell in row))
    if not kept or any(len(cell.text) > _LONG for row in kept for cell in row) or max(map(len, kept)) < 2:
        return None
    return kept


def _records(first: Any) -> list[Any]:
    """Return a run of sibling elements, each a short label with its values: cards, rows made of divs, a list of figures."""
    run: list[Any] = []
    record = first
    while record is not None and _kind(record) == _kind(first) and _parts(record):
        run.append(record)
        record = record.getnext()
    if len(run) < 2:
        return []
    found = [[line_of(_inline(part)) for part in _parts(record)] for record in run]
    short = all(0 < len(parts[0]) <= _SHORT and all(len(part) <= 3 * _SHORT for part in parts[1:]) for parts in found)
    figures = any(character.isdigit() for parts in found for part in parts[1:] for character in part)
    return run if short and figures else []


def _kind(element: Any) -> tuple[str, str]:
    return str(element.tag), (element.get("class") or "").partition(" ")[0]


def _parts(record: Any) -> list[Any]:
    """Return the parts of a record: at least two elements without parts of their own, with no text between them; empty if it is none."""
    if record.tag not in ("div", "li", "section", "article") or _hidden(record) or (record.text or "").strip():
        return []
    parts = [part for part in record if not _hidden(part)]
    if not 2 <= len(parts) <= 6 or any((part.tail or "").strip() for part in record):
        return []
    if any(part.tag in ("br", "a", "table", "ul", "ol", "dl", "li") or next(part.iterdescendants("a"), None) is not None for part in parts):
        return []
    if any(part.tag == "p" for part in parts) and not _card([line_of(_inline(part)) for part in parts]):
        return []
    leaf = all(inner.tag in _INLINE for part in parts for inner in part.iterdescendants() if isinstance(inner.tag, str))
    return parts if leaf and not any(_whole(part) for part in parts) else []


def _card(texts: Sequence[str]) -> bool:
    """Whether paragraphs are a card: what is counted, in words and no sentence, its figure, and a note at most."""
    label, figure, *notes = texts
    plain = len(notes) <= 1 and all(0 < len(text) <= _SHORT and text[-1] not in ".。!?！？" for text in (label, figure))
    counted = not any(map(str.isdigit, label)) or (_OPENS.match(figure) is not None and sum(map(str.isalpha, label)) >= _WORDED)
    return plain and counted and any(map(str.isdigit, figure))


#: What opens with its figure, and the letters of a label at least that has a figure of its own: 「3年以内離職率」.
_OPENS, _WORDED = re.compile(r"[^\w]{0,2}\d"), 4


def _whole(part: Any) -> bool:
    """Whether a part is itself made of several elements and nothing else."""
    return len(part) > 1 and not (part.text or "").strip() and not any((inner.tail or "").strip() for inner in part)

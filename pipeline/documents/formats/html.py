"""Web pages: the text taken out, one line a heading, paragraph, item or row, a table's cells parted by tabs.

In: the bytes of a file. Out: its `Content`, with the metadata that the page declares. Never: an address opened.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable, line_of
from pipeline.documents.formats.text import decoded_text, troubles_of

#: Elements that have no end, or whose end tag may be left out: they say nothing of depth.
_UNNESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd td tr th tbody thead tfoot colgroup option optgroup"
    " rp rt body head html".split()
)
#: Elements inside a line: without them a footnote's number stays in its paragraph.
_INLINE = re.compile(r"</?(?:span|font|small|big|wbr|u|tt|mark|abbr|bdi|bdo)(?:\s[^<>]{0,2000})?>", re.I)
_DECLARED = re.compile(r"\A\s{0,100}<\?xml[^<>]{0,300}\?>")
_RAISED = re.compile(r"</?su[pb](?:\s[^<>]{0,2000})?>", re.I)
#: A raised number that is a link: a footnote, which is written in brackets so that it is no digit of what stands before it.
_NOTE = re.compile(r"<sup(?:\s[^<>]{0,500})?>\s{0,9}<a\s[^<>]{0,500}>\s{0,9}\[?(\d{1,3})\]?\s{0,9}</a>\s{0,9}</sup>", re.I)
#: Characters of paragraphs from which an article of a page counts as one; of less than half of them, it is a teaser.
_ARTICLE = 200
#: How trafilatura reads. The latest date is fixed, so that the same page says the same on every day.
_OPTIONS: dict[str, Any] = {
    "include_comments": False,
    "include_tables": True,
    "include_formatting": True,
    "favor_recall": True,
    "date_extraction_params": {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"},
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")


def read_html(data: bytes, limits: Limits) -> Content:
    """Read the main content of a web page, and the metadata that it declares.

    Source: trafilatura finds the main content; htmldate, from what the page's markup says, the date.
    """
    if len(data) > limits.markup_bytes:
        raise Unreadable("too_large", f"{len(data)} bytes of HTML, more than {limits.markup_bytes}")
    decoded = decoded_text(data, _declared_charset(data))
    if (depth := _depth(decoded.text)) > limits.depth:
        raise Unreadable("too_deep", f"its elements are nested {depth} deep, more than {limits.depth}")
    import trafilatura

    # The text is decoded already: what the page declares would make the parser decode it again.
    markup = _DECLARED.sub("", decoded.text, count=1)
    markup = _RAISED.sub("", _NOTE.sub(r"[\1]", _INLINE.sub("", markup.replace("\x00", "\ufffd"))))
    tree = trafilatura.load_html(markup if re.search("<(?:html|body)", markup[:2000], re.I) else f"<html><body>{markup}</body></html>")
    page: Any = None if tree is None else trafilatura.bare_extraction(copy.deepcopy(tree), with_metadata=True, **_OPTIONS)
    if page is None or tree is None:
        raise Unreadable("no_text", "the page has no main content")
    # A page that holds several articles is read article by article: as a whole, trafilatura keeps one and the paragraphs of the others.
    parts: list[Any] = [trafilatura.bare_extraction(part, **_OPTIONS) for part in _articles(tree)] or [page]
    text, foreign = without_surrogates("\n".join(_markup_text(part.body) for part in parts if part is not None and part.body is not None))
    if not text.strip():
        raise Unreadable("no_text", "the page has no main content")
    troubles = troubles_of(decoded) + ((Trouble("lone_surrogate", foreign),) if foreign else ())
    return Content(
        text,
        decoded.encoding,
        title=page.title or None,
        publisher=page.sitename or None,
        published=page.date or None,
        url=page.url or None,
        evidence="html meta" if page.date else None,
        troubles=troubles,
    )


def _declared_charset(data: bytes) -> str | None:
    match = re.search(
        rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", data[:4096], re.I
    )
    return match[1].decode("ascii", "replace") if match else None


def _depth(markup: str) -> int:
    """Return how deep elements are nested, at most, counted without a parser."""
    depth = deepest = 0
    for match in _TAG.finditer(markup):
        if match[2].lower() in _UNNESTED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _articles(tree: Any) -> list[Any]:
    """Return the articles of a page that holds several of some length, each as a page of its own."""
    from trafilatura import load_html

    found = [item for item in tree.iter("article") if item.getparent() is not None and not any(item.iterancestors("article"))]
    lengths = [sum(len(line_of("".join(paragraph.itertext()))) for paragraph in item.iter("p")) for item in found]
    if sum(length >= _ARTICLE for length in lengths) < 2:
        return []
    pages: list[Any] = []
    for item, length in zip(found, lengths, strict=True):
        if length >= _ARTICLE // 2:
            page: Any = load_html("<html><body><p></p></body></html>")
            item.tail = None
            page.find("body").append(item)
            pages.append(page)
    return pages


def _markup_text(body: Any) -> str:
    """Write the tree that trafilatura made: one line a block, cells parted by tabs, a blank line between blocks."""
    lines: list[str] = []
    for block in body:
        _block(block, lines)
        lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _block(block: Any, lines: list[str]) -> None:
    tag = block.tag
    if tag == "table":
        lines += ("\t".join(line_of("".join(cell.itertext())) for cell in row.iter("cell")) for row in block.iter("row"))
    elif tag == "list":
        lines += ("- " + written for item in block.iter("item") if (written := line_of(_own_text(item))))
    elif tag == "head":
        level = str(block.get("rend") or "h2")
        lines.append("#" * (int(level[1]) if re.fullmatch("h[1-6]", level) else 2) + " " + line_of("".join(block.itertext())))
    elif tag in ("quote", "div") and len(block) and any(child.tag in ("p", "list", "table", "head", "quote") for child in block):
        if block.text and block.text.strip():
            lines += (line_of(block.text), "")
        for child in block:
            _block(child, lines)
            lines.append("")
    elif tag in ("p", "quote", "div", "code", "item", "hi", "ref", "del"):
        pieces = _own_text(block).split("\n") if tag != "code" else ["".join(block.itertext())]
        lines += (written for piece in pieces if (written := line_of(piece) if tag != "code" else piece))
    else:
        lines.append(line_of("".join(block.itertext())))
    if tag not in ("p", "item") and block.tail and block.tail.strip():
        lines += ("", line_of(block.tail))


def _own_text(element: Any) -> str:
    """Return an element's text, with a newline for each line break; a list inside it is written by itself."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            pieces.append("\n")
        elif child.tag != "list":
            pieces.append(_own_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)

"""Web pages: what a reader of the page sees, one line a heading, paragraph, item or row, a table's cells parted by tabs.

In: the bytes of a file. Out: its `Content`, with the metadata that the page declares. Never: an address opened.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable, line_of
from pipeline.documents.formats.html_blocks import visible
from pipeline.documents.formats.html_dates import dates
from pipeline.documents.formats.text import decoded_text, troubles_of

#: Elements that have no end, or whose end tag may be left out: they say nothing of depth.
_UNNESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd td tr th tbody thead tfoot colgroup option optgroup"
    " rp rt body head html".split()
)
_DECLARED = re.compile(r"\A\s{0,100}<\?xml[^<>]{0,300}\?>")
#: How trafilatura reads. The latest date is fixed, so that the same page says the same on every day; the date itself `html_dates` reads.
_OPTIONS: dict[str, Any] = {
    "include_comments": False,
    "include_tables": True,
    "include_formatting": True,
    "favor_recall": True,
    "date_extraction_params": {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"},
}
#: What a filing of the SEC writes before its page: <DOCUMENT> <TYPE>EX-99.1 <SEQUENCE>2 <FILENAME>… <TEXT>.
_WRAPPED = re.compile(
    r"\s{0,99}(?:<SEC-DOCUMENT>[^<]{0,200})?<DOCUMENT>(?:\s{0,99}<[A-Z-]{3,20}>[^<]{0,300}){0,9}(?=<(?:!DOCTYPE|html|body)\b)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")


def read_html(data: bytes, limits: Limits) -> Content:
    """Read the visible text of a web page without its navigation, and the metadata that it declares.

    Source: trafilatura finds the main content, of which nothing is left out, and the title, the site and the address that it declares.
    """
    if len(data) > limits.markup_bytes:
        raise Unreadable("too_large", f"{len(data)} bytes of HTML, more than {limits.markup_bytes}")
    decoded = decoded_text(data, _declared_charset(data))
    if (depth := _depth(decoded.text)) > limits.depth:
        raise Unreadable("too_deep", f"its elements are nested {depth} deep, more than {limits.depth}")
    import trafilatura

    # The text is decoded already: what the page declares would make the parser decode it again.
    markup = _DECLARED.sub("", decoded.text, count=1)
    markup = markup.replace("\x00", "\ufffd")
    if wrapped := _WRAPPED.match(markup):
        markup = markup[wrapped.end() :]
    tree = trafilatura.load_html(markup if re.search("<(?:html|body)", markup[:2000], re.I) else f"<html><body>{markup}</body></html>")
    if tree is None:
        raise Unreadable("no_text", "the page has no element")
    page: Any = trafilatura.bare_extraction(copy.deepcopy(tree), with_metadata=True, **_OPTIONS)
    written, grid = visible(tree, page.text or "" if page is not None else "", **_unsaid(tree))
    text, foreign = without_surrogates(written)
    if not text.strip():
        raise Unreadable("no_text", "the page has no text that can be seen")
    declared = dates(tree)
    about = page if page is not None else trafilatura.extract_metadata(tree)
    troubles = troubles_of(decoded) + ((Trouble("lone_surrogate", foreign),) if foreign else ())
    return Content(
        text,
        decoded.encoding,
        title=about.title or None,
        publisher=about.sitename or None,
        published=next((one.value[:10] for one in declared if one.kind == "html_published" and _DAY.match(one.value)), None),
        url=about.url or None,
        evidence="html meta" if any(one.kind == "html_published" for one in declared) else None,
        declared=declared,
        grid=grid,
        troubles=troubles,
    )


def _unsaid(tree: Any) -> dict[str, str]:
    """Return the title of a page that has no heading of the first level, or that names a company, and that name."""
    title = line_of(next((title.text_content() for title in tree.iter("title")), ""))
    if next(tree.iter("h1"), None) is None:
        return {"title": title}
    named = next((part.strip() for part in _PARTS.split(title) if _COMPANY.search(part)), "")
    return {"title": title, "named": named} if named else {}


#: What parts the names in the title of a page, and what makes one that of a company.
_PARTS = re.compile(r"\s?[|｜：:–—]\s?|\s[-/]\s")
_COMPANY = re.compile(
    r"株式会社|有限会社|合同会社|㈱|주식회사|㈜|\b(?:Inc|Ltd|Limited|Corp|Corporation|plc|PLC|LLC)\b"
    r"|\b(?:Group|Holdings|Authority|University|Hospital|Council|Bank|Trust|Foundation|Association|Society|Co-?operative)\Z"
    r"|\A[A-Z]\w+ & [A-Z]\w+\Z"
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

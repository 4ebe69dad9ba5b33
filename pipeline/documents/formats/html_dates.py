"""The dates that the markup of a web page declares.

In: the tree of a page. Out: the dates as written, each with what declares it. Never: a date that stands in the text alone, but for that of
a `footer`; or a choice.

Source: schema.org (datePublished, dateModified), the Open Graph protocol (article:published_time), Dublin Core (dcterms.issued), the
meta names of Highwire Press (citation_publication_date), HTML (the `time` element).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.records import Declared

_PUBLISHED = frozenset(
    "article:published_time og:published_time og:article:published_time published_time published-time datepublished date pubdate"
    " publishdate publish_date publish-date publication_date publication-date date.issued dc.date dc.date.issued dcterms.issued"
    " dcterms.date dcterms.created citation_publication_date citation_date citation_online_date parsely-pub-date sailthru.date"
    " article.published article_date_original originalpublicationdate cxenseparse:recs:publishtime rnews:datepublished bt:pubdate".split()
)
_MODIFIED = frozenset(
    "article:modified_time og:updated_time og:modified_time datemodified modified last-modified lastmod revised dcterms.modified"
    " dc.date.modified article.updated".split()
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
#: What a footer says of its page: when it was changed, and the latest year of its copyright.
_CHANGED = re.compile(r"updated|modified|revised|更新|改訂|수정|업데이트", re.IGNORECASE)
_OWNED = re.compile(r"(?:©|ⓒ|\(c\)|copyright)[^\d\n]{0,40}(?:(?:19|20)\d{2}\s?[-–]\s?)?((?:19|20)\d{2})(?!\d)", re.IGNORECASE)
_PART = re.compile(r"[|｜·©ⓒ\n]|copyright", re.IGNORECASE)
_SHOWN = ".//text()[not(ancestor::script or ancestor::style)]"
_SPACE = re.compile(r"\s+")
#: Values of one page that are kept, characters of a value and of a block of JSON-LD, and depth in it.
_MOST, _LENGTH, _BLOCK, _DEEP = 12, 60, 200_000, 12


def dates(tree: Any) -> tuple[Declared, ...]:
    """Return the dates that a page declares, in the order JSON-LD, meta, attributes and `time`, `footer`; each once.

    Args:
        tree: The page, as lxml has it.
    """
    found: dict[tuple[str, str], Declared] = {}
    for kind, value, said in (*_linked_data(tree), *_meta(tree), *_attributes(tree), *_footer(tree)):
        value = " ".join(value.split())
        if len(value) <= _LENGTH and _YEAR.search(value) and len(found) < _MOST:
            found.setdefault((kind, value), Declared(kind, value, said))
    return tuple(found.values())


def _linked_data(tree: Any) -> Iterator[tuple[str, str, str]]:
    for block in tree.iter("script"):
        written = block.text or ""
        if "ld+json" in str(block.get("type") or "").lower() and len(written) <= _BLOCK:
            try:
                content = json.loads(written, strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _walked(content, 0)


def _walked(content: Any, depth: int) -> Iterator[tuple[str, str, str]]:
    if depth > _DEEP:
        return
    if isinstance(content, list):
        for item in content:
            yield from _walked(item, depth + 1)
    elif isinstance(content, dict):
        for kind, key in (("html_published", "datePublished"), ("html_modified", "dateModified"), ("html_time", "dateCreated")):
            if isinstance(content.get(key), str):
                yield kind, content[key], f"JSON-LD {key}"
        for value in content.values():
            if isinstance(value, list | dict):
                yield from _walked(value, depth + 1)


def _meta(tree: Any) -> Iterator[tuple[str, str, str]]:
    for element in tree.iter("meta"):
        name = str(element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or "").strip()
        value = str(element.get("content") or element.get("value") or "")
        if name.lower() in _PUBLISHED:
            yield "html_published", value, f"meta {name}"
        elif name.lower() in _MODIFIED:
            yield "html_modified", value, f"meta {name}"


#: What a page says before its own date, and the words before a date that a sentence tells of.
_SAYS, _TELLS = re.compile(r"publish|post|updat|written|filed|releas|modif|\bby\b|\bon\b", re.I), re.compile(r"[a-z]{2,}\s*\Z")


def _told(parent: Any) -> Iterator[Any]:
    """Give each `time` in an element of which a sentence tells ("was built in March 2019"), so that it is no date of the page."""
    before = parent.text or ""
    for child in parent:
        # No more is held of what stands before than is looked at: a page may have thousands of them in one element.
        before = _SPACE.sub(" ", before)[-2 * _LENGTH :]
        if child.tag == "time" and child.get("pubdate") is None and _TELLS.search(before) and not _SAYS.search(before):
            yield child
        before += "".join(child.itertext()) + (child.tail or "")


def _attributes(tree: Any) -> Iterator[tuple[str, str, str]]:
    parents = {element.getparent() for element in tree.iter("time")} - {None}
    told = {element for parent in parents for element in _told(parent)}
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "meta":
            continue
        role = str(element.get("itemprop") or "").lower()
        shown = "".join(element.itertext())[: 2 * _LENGTH] if role.startswith("date") or element.tag == "time" else ""
        value = str(element.get("datetime") or element.get("content") or "") or shown
        if role == "datepublished":
            yield "html_published", value, f"{element.tag} itemprop datePublished"
        elif role == "datemodified":
            yield "html_modified", value, f"{element.tag} itemprop dateModified"
            yield "html_time", shown, f"{element.tag} itemprop dateModified, as shown"
        elif element.tag == "time" and element not in told:
            kind = "html_published" if element.get("pubdate") is not None else "html_time"
            yield kind, value, "time"


def _footer(tree: Any) -> Iterator[tuple[str, str, str]]:
    for element in tree.iter("footer"):
        shown = "".join(element.xpath(_SHOWN))[: _LENGTH * _MOST]
        for part in _PART.split(shown):
            if _CHANGED.search(part):
                yield "updated", part, "footer"
        for owned in _OWNED.finditer(shown):
            yield "copyright", owned[1], "footer, copyright"

"""The articles of a page, each with its title, publisher and date.

In: a document and its passages. Out: the document with title, publisher, date and articles, and the passages with the ordinal of their
article. Never: the clock, the time of a file, or a date more precise than its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Article, Document, Segment

_AGE = re.compile(
    r"(?:time\s*)?\d{1,3}\s?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\sago|\d{1,3}\s?(?:分|時間|日|週間|か月|ヶ月|カ月)前",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\)|Copyright)[\s©ⓒ:]*(?:(?:19|20)\d{2}(?:[-–](?:19|20)?\d{2})?)?[\s,.:]*(?P<name>[^\W\d][^\n(（.。,<>|]{2,60})",
    re.IGNORECASE,
)


def describe(document: Document, segments: Sequence[Segment]) -> tuple[Document, tuple[Segment, ...]]:
    """Tell the articles of a document apart, and who published them when.

    Args:
        document: The document; what is given with it (title, publisher, date) stands.
        segments: Its passages in order.

    Returns:
        The document with its articles and, where none was given, title, publisher and date; the passages with their article.
    """
    text = document.text
    starts = _starts(text, segments)
    articles: list[Article] = []
    marked: list[Segment] = []
    for ordinal, first in enumerate(starts):
        after = starts[ordinal + 1] if ordinal + 1 < len(starts) else len(segments)
        part = segments[first:after]
        articles.append(Article(ordinal, part[0].start, part[-1].end, title=_title(text, part), publisher=_publisher(text, part)))
        marked += (replace(segment, article=ordinal) for segment in part)
    if not articles:
        return document, tuple(segments)
    lead = articles[0]
    return replace(
        document, articles=tuple(articles), title=document.title or lead.title, publisher=document.publisher or lead.publisher
    ), tuple(marked)


def _line(text: str, segment: Segment) -> str:
    return text[segment.sentences[0].start : segment.sentences[-1].end] if segment.sentences else ""


def _is_body(text: str, segment: Segment) -> bool:
    return (
        segment.kind in ("paragraph", "list_item", "quote")
        and segment.end - segment.start > 80
        and any(text[span.end - 1] in ".!?。！？\"'”’」" for span in segment.sentences)
    )


def _starts(text: str, segments: Sequence[Segment]) -> list[int]:
    """Return the indices of the passages with which articles open."""
    starts: list[int] = []
    at = 0
    seen_body = False
    while at < len(segments):
        after = at
        while after < len(segments) and not _is_body(text, segments[after]) and segments[after].kind != "furniture":
            after += 1
        head = segments[at:after]
        dated = any(segment.kind == "byline" and _AGE.search(_line(text, segment)) for segment in head)
        if dated and after < len(segments) and _is_body(text, segments[after]) and seen_body:
            starts.append(at)
        if after < len(segments) and _is_body(text, segments[after]):
            seen_body = True
        at = max(after, at + 1)
    return [0, *starts] if segments else []


def _title(text: str, part: Sequence[Segment]) -> str | None:
    for kinds in (("title",), ("heading",), ("paragraph",)):
        for segment in part[:8]:
            if segment.kind in kinds and segment.sentences and (kinds != ("paragraph",) or not _is_body(text, segment)):
                return " ".join(_line(text, segment).split()) or None
    return None


def _publisher(text: str, part: Sequence[Segment]) -> str | None:
    for segment in part[:8]:
        if segment.kind == "byline" and len(segment.sentences) == 2:
            return text[segment.sentences[0].start : segment.sentences[0].end]
    for segment in part:
        if segment.kind == "furniture" and (match := _COPYRIGHT.search(text, segment.start, segment.end)):
            return match["name"].strip()
    return None

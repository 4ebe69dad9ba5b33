"""The articles of a page, each with its title, publisher and date.

In: a document and its passages. Out: the document with title, publisher, date and articles, and the passages with the ordinal of their
article. Never: the clock, the time of a file, or a date more precise than its evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Article, Document, Segment
from pipeline.segments import front_matter
from pipeline.segments.bylines import AGE_END, outlet, plain, stamp
from pipeline.segments.lines import folded
from pipeline.segments.mastheads import headline, is_body, is_outlet, is_title, line_of, publisher_of
from pipeline.segments.publication_dates import BY_CONTENT, Published, is_given, published
from pipeline.segments.written_dates import whole

#: Articles of a page by which a sentence that stands in many of them is remembered.
_MOST_COPIES = 50


def describe(document: Document, segments: Sequence[Segment]) -> tuple[Document, tuple[Segment, ...]]:
    """Tell the articles of a document apart, and who published them when.

    Args:
        document: The document; what is given with it (title, publisher, date) stands.
        segments: Its passages in order.

    Returns:
        The document with its articles and, where none was given, title, publisher and date; the passages with their article.
    """
    if not segments:
        return document, ()
    text = document.text
    heads = _heads(text, segments)
    given = front_matter.read(text).fields
    marked = list(segments)
    articles: list[Article] = []
    dated: list[Published] = []
    for ordinal, (first, body) in enumerate(heads):
        after = heads[ordinal + 1][0] if ordinal + 1 < len(heads) else len(segments)
        if len(heads) > 1:
            _name_lines(text, marked, first, body)
        part = marked[first:after]
        stated = given if ordinal == 0 else {}
        dated.append(published(document, part, stated, first=ordinal == 0))
        articles.append(
            Article(
                ordinal,
                part[0].start,
                part[-1].end,
                title=headline(text, part, body - first, stated),
                publisher=(document.publisher if len(heads) == 1 else None)
                or publisher_of(text, part, body - first, stated)
                or document.publisher,
            )
        )
        own = frozenset(folded(line_of(text, segment)) for segment in marked[first:after] if segment.kind == "heading")
        for index in range(first, after):
            # The headings of the article before say nothing of this one.
            section = marked[index].section if len(heads) == 1 else tuple(name for name in marked[index].section if folded(name) in own)
            marked[index] = replace(marked[index], article=ordinal, section=section)
    dated = _paged(document, dated, marked)
    articles = _copies(text, marked, [_dated(article, found) for article, found in zip(articles, dated, strict=True)])
    lead = articles[0]
    document = replace(
        document,
        articles=tuple(articles),
        title=document.title or lead.title,
        publisher=document.publisher or lead.publisher,
    )
    if document.published is None or not is_given(document):
        document = replace(
            document,
            published=lead.published,
            published_precision=lead.published_precision,
            published_evidence=lead.published_evidence,
            not_before=lead.not_before,
            not_before_precision=lead.not_before_precision,
        )
    return document, tuple(marked)


def _dated(article: Article, found: Published) -> Article:
    """Return an article with its date, or with what bounds it."""
    if found.date is not None:
        return replace(article, published=found.date.start, published_precision=found.date.precision, published_evidence=found.evidence)
    if found.bound is None:
        return replace(article, published_evidence=found.evidence)
    day, precision = found.bound.start, found.bound.precision
    return replace(
        article,
        published_evidence=found.evidence,
        not_before=day.replace(day=1) if precision == "day" else day,
        not_before_precision="month" if precision == "day" else precision,
    )


def _is_dated(text: str, segment: Segment) -> bool:
    line = plain(text[segment.start : segment.end].strip())
    return segment.kind == "byline" and (AGE_END.search(line) is not None or stamp(line) is not None)


def _heads(text: str, segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Return for each article the index of its first passage and that of its body.

    A further article opens behind a body with a headline, a byline with an age or a date, and a body of its own.
    """
    heads: list[tuple[int, int]] = []
    at = 0
    while at < len(segments):
        after = at
        while (
            after < len(segments)
            and not is_body(text, segments[after])
            and segments[after].kind not in ("furniture", "table_row", "reference")
        ):
            after += 1
        bodied = after < len(segments) and is_body(text, segments[after])
        if bodied and not heads:
            heads.append((0, after))
        elif bodied and (opens := _opens(text, segments, at, after)) is not None:
            heads.append((opens, after))
        at = max(after, at + 1)
    return heads or [(0, len(segments))]


def _opens(text: str, segments: Sequence[Segment], at: int, after: int) -> int | None:
    dated = next(
        (index for index in range(at, after) if _is_dated(text, segments[index]) and not _POINT.match(text, segments[index].start)), None
    )
    if dated is None:
        return None
    lines = {index: folded(line_of(text, segments[index])) for index in range(at, after) if is_title(text, segments[index])}
    often = Counter(lines.values())
    twice = [index for index, line in lines.items() if often[line] > 1]
    before = [index for index in lines if index < dated]
    if twice and twice[0] < dated:
        return twice[0]
    line = plain(text[segments[dated].start : segments[dated].end].strip())
    named = AGE_END.search(line) is not None or outlet(line) is not None
    if before:
        # A bare date under a headline is that of an article only when it gives the day; a history dates its chapters too.
        place = stamp(line)
        return (
            before[-1]
            if named or (place is not None and (day := whole(line[place[0] : place[1]])) is not None and day[1] == "day")
            else None
        )
    return dated if named and (twice or any(index > dated for index in lines)) else None


#: The number of a point, whose day is none of an article: 「４．退職日　2024年4月30日」.
_POINT = re.compile(r"\s{0,40}[0-9０-９]{1,2}[.．、)）]\s{0,4}[^\W\d]")


def _name_lines(text: str, marked: list[Segment], first: int, body: int) -> None:
    """Give the lines of an article's head their kind: the headline, however often it is printed, and the outlet's name."""
    dated = next((index for index in range(first, body) if _is_dated(text, marked[index])), None)
    title = next((index for index in range(first, body) if is_title(text, marked[index])), None)
    for index in range(first, body):
        segment = marked[index]
        line = line_of(text, segment)
        if title is not None and folded(line) == folded(line_of(text, marked[title])):
            marked[index] = replace(segment, kind="title", section=())
        elif dated is not None and segment.kind in ("paragraph", "list_item", "heading") and abs(index - dated) <= 1 and is_outlet(line):
            marked[index] = replace(segment, kind="byline")


def _paged(document: Document, dated: list[Published], marked: Sequence[Segment]) -> list[Published]:
    """Date the articles of a page together: ages of hours on one page mean one day, on which what any of them says bears."""
    text = document.text
    fresh = {
        segment.article
        for segment in marked
        if segment.kind == "byline"
        and (match := AGE_END.search(plain(text[segment.start : segment.end].strip())))
        and re.search(r"min|h|分|時間", match["age"])
    }
    if len(fresh) < 2 or any(found.date is not None and found.date.kind not in BY_CONTENT for found in dated):
        return dated
    page = published(document, [segment for segment in marked if segment.article in fresh], {}, first=False)
    if page.date is None and page.bound is None:
        return dated
    shared = replace(page, evidence=f"{page.evidence} (the page)" if page.evidence else None)
    return [shared if ordinal in fresh else found for ordinal, found in enumerate(dated)]


def _copies(text: str, marked: Sequence[Segment], articles: list[Article]) -> list[Article]:
    """Point an article to an earlier one that holds nearly all its sentences."""
    if len(articles) < 2:
        return articles
    told: list[set[str]] = [set() for _ in articles]
    for segment in marked:
        if is_body(text, segment):
            told[segment.article] |= {folded(text[span.start : span.end]) for span in segment.sentences if len(span) >= 20}
    held: dict[str, list[int]] = {}
    made: list[Article] = []
    for article, mine in zip(articles, told, strict=True):
        shared = Counter(other for sentence in mine for other in held.get(sentence, ()))
        copy = min(
            (other for other, count in shared.items() if len(mine) >= 3 and count >= 0.8 * min(len(mine), len(told[other]))), default=None
        )
        made.append(replace(article, duplicate_of=copy))
        if copy is None:
            for sentence in mine:
                known = held.setdefault(sentence, [])
                if len(known) < _MOST_COPIES:
                    known.append(article.ordinal)
    return made

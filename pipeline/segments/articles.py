"""The articles of a page, each with its title, publisher and date.

In: a document and its passages. Out: the document with title, publisher, date and articles, and the passages with the ordinal of their
article. Never: the clock, the time of a file, or a date more precise than its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Article, Document, Segment
from pipeline.segments.bylines import AGE_END, is_byline, outlet, plain, stamp
from pipeline.segments.lines import folded, width
from pipeline.segments.publication_dates import front_matter, published, whole

_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\)|copyright)[\s©ⓒ:]*(?:\([cC]\)\s*)?(?:(?:19|20)\d{2}(?:\s?[-–]\s?(?:(?:19|20)\d{2})?)?)?[\s,.:]*(?:by\s)?(?P<name>[^\W\d][^\n(（<>|。]{1,80})",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\.\s(?:the|all|this|any|no|every)\b.*\Z"
    r"|[,.]?\s*(?:all rights|unauthori[sz]ed|reproduction|redistribution|no part|reserved|無断|禁無断|転載|무단|\d{4}).*\Z"
    r"|(?<!\bInc)(?<!\bCo)(?<!\bLtd)(?<!\bCorp)\.\s.*\Z|,\s(?!Inc|Ltd|LLC|Co\b).*\Z",
    re.IGNORECASE | re.DOTALL,
)
_PRESS = re.compile(
    r"\b(?:News|Times|Post|Herald|Daily|Journal|Tribune|Gazette|Today|Press|Reuters|Bloomberg|Wire|Newswire|Magazine|Review|Guardian|Telegraph|Observer|Chronicle|Broadcasting|Agency|Insider|TechCrunch|Weekly|Standard|Mail|Express|Mint|AFP|Yonhap|Xinhua|Kyodo|Jiji|PTI|ANI|IANS)\b"
    r"|\A(?:AP|UPI|BBC|CNN|CNBC|NHK|NPR|WSJ|FT)\Z|新聞|通信|ニュース|放送|日報|時報|タイムズ|経済|신문|일보|뉴스|통신|방송|경제"
)
_DATELINE = re.compile(
    r"\A[^()（）\n]{2,60}[（(](?P<name>Reuters|AP|AFP|Yonhap|Bloomberg|Kyodo|Jiji|Xinhua|PTI|ANI|IANS|Newsis|News1|UPI)[)）]\s*[-–—]{1,2}|\A[\[［【][^\]］】\n]{1,30}[=＝]\s?(?P<other>[^\]］】\n]{2,20})[\]］】]"
)
_SITE = re.compile(r"\s(?:[|｜]|[-–—])\s(?P<name>[^|｜\-–—]{2,40})\Z")


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
    marked = list(segments)
    articles: list[Article] = []
    for ordinal, (first, body) in enumerate(heads):
        after = heads[ordinal + 1][0] if ordinal + 1 < len(heads) else len(segments)
        if len(heads) > 1:
            _name_lines(text, marked, first, body)
        part = marked[first:after]
        dated = published(document, part)
        articles.append(
            Article(
                ordinal,
                part[0].start,
                part[-1].end,
                title=_title(text, part, body - first),
                publisher=(document.publisher if len(heads) == 1 else None) or _publisher(text, part, body - first) or document.publisher,
                published=dated.start if dated else None,
                published_precision=dated.precision if dated else None,
                published_evidence=dated.evidence if dated else None,
            )
        )
        own = frozenset(folded(_line(text, segment)) for segment in marked[first:after] if segment.kind == "heading")
        for index in range(first, after):
            # The headings of the article before say nothing of this one.
            section = marked[index].section if len(heads) == 1 else tuple(name for name in marked[index].section if folded(name) in own)
            marked[index] = replace(marked[index], article=ordinal, section=section)
    articles = _copies(text, marked, _paged(document, articles, marked))
    lead = articles[0]
    document = replace(
        document,
        articles=tuple(articles),
        title=document.title or lead.title,
        publisher=document.publisher or lead.publisher,
    )
    if document.published is None and lead.published is not None:
        document = replace(
            document, published=lead.published, published_precision=lead.published_precision, published_evidence=lead.published_evidence
        )
    return document, tuple(marked)


def _line(text: str, segment: Segment) -> str:
    return " ".join(text[segment.sentences[0].start : segment.sentences[-1].end].split()) if segment.sentences else ""


def _is_body(text: str, segment: Segment) -> bool:
    if segment.kind not in ("paragraph", "list_item", "quote") or width(text[segment.start : segment.end].strip()) < 60:
        return False
    return len(segment.sentences) > 1 or any(text[span.end - 1] in ".!?。！？\"'”’」" for span in segment.sentences)


def _is_title(text: str, segment: Segment) -> bool:
    """Whether a passage may be a headline: a line of some length that no full stop ends."""
    if segment.kind not in ("title", "heading", "paragraph") or len(segment.sentences) > 2:
        return False
    line = _line(text, segment)
    return (
        15 <= width(line) <= 260
        and line[-1] not in ".。、,;:："
        and not is_byline(line)
        and (len(line.split()) >= 3 or width(line) != len(line))
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
            and not _is_body(text, segments[after])
            and segments[after].kind not in ("furniture", "table_row", "reference")
        ):
            after += 1
        bodied = after < len(segments) and _is_body(text, segments[after])
        if bodied and not heads:
            heads.append((0, after))
        elif bodied and (opens := _opens(text, segments, at, after)) is not None:
            heads.append((opens, after))
        at = max(after, at + 1)
    return heads or [(0, len(segments))]


def _opens(text: str, segments: Sequence[Segment], at: int, after: int) -> int | None:
    dated = next((index for index in range(at, after) if _is_dated(text, segments[index])), None)
    if dated is None:
        return None
    lines = {index: folded(_line(text, segments[index])) for index in range(at, after) if _is_title(text, segments[index])}
    twice = [index for index, line in lines.items() if sum(1 for other in lines.values() if other == line) > 1]
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


def _name_lines(text: str, marked: list[Segment], first: int, body: int) -> None:
    """Give the lines of an article's head their kind: the headline, however often it is printed, and the outlet's name."""
    dated = next((index for index in range(first, body) if _is_dated(text, marked[index])), None)
    title = next((index for index in range(first, body) if _is_title(text, marked[index])), None)
    for index in range(first, body):
        segment = marked[index]
        line = _line(text, segment)
        if title is not None and folded(line) == folded(_line(text, marked[title])):
            marked[index] = replace(segment, kind="title", section=())
        elif dated is not None and segment.kind in ("paragraph", "list_item", "heading") and abs(index - dated) <= 1 and _is_outlet(line):
            marked[index] = replace(segment, kind="byline")


def _is_outlet(line: str) -> bool:
    return 1 < len(line) <= 40 and len(line.split()) <= 5 and line[-1] not in ".。!?！？:：" and not line[0].islower()


def _title(text: str, part: Sequence[Segment], body: int) -> str | None:
    if part and part[0].start == 0 and (given := front_matter(text).get("title")):
        return given
    front = part[: max(body, 1)] if body < len(part) else part[:12]
    for kinds in (("title",), ("heading",)):
        for segment in front:
            if segment.kind in kinds and segment.sentences:
                line = _line(text, segment)
                site = _SITE.search(line)
                # The title of a page is the headline and the site; the headline stands again below it.
                again = site is not None and any(folded(_line(text, other)) == folded(line[: site.start()]) for other in part[:24])
                return line[: site.start()] if site is not None and again else line
    lines = [_line(text, segment) for segment in front if _is_title(text, segment)]
    return lines[0] if lines else None


def _publisher(text: str, part: Sequence[Segment], body: int) -> str | None:
    given = front_matter(text) if part and part[0].start == 0 else {}
    if named := given.get("publisher") or given.get("site") or given.get("site_name") or given.get("source") or given.get("outlet"):
        return named
    head = part[: body + 1] if body < len(part) else part[:8]
    for place, segment in enumerate(head):
        line = plain(text[segment.start : segment.end].strip())
        if segment.kind != "byline":
            continue
        if (name := outlet(line)) is not None and not re.match(r"(?:by|posted|updated|published|issue|vol)\b", line, re.IGNORECASE):
            return line[name[0] : name[1]]
        if AGE_END.fullmatch(line) or stamp(line) == (0, len(line)):
            for near in (place - 1, place + 1):
                if (
                    0 <= near < len(head)
                    and head[near].kind == "byline"
                    and _is_outlet(other := _line(text, head[near]))
                    and not stamp(other)
                    and not AGE_END.search(other)
                    and not other.lower().startswith("by ")
                ):
                    return other
    for segment in head:
        by = (
            re.match(r"(?:by|source|via|posted by|出典|配信|提供)\s?[:：]?\s(?P<name>.+)\Z", plain(_line(text, segment)), re.IGNORECASE)
            if segment.kind in ("byline", "caption")
            else None
        )
        if by is not None and _PRESS.search(by["name"]) and len(by["name"].split()) <= 5:
            return str(by["name"]).strip()
    for segment in part:
        if (
            segment.kind in ("furniture", "byline", "paragraph")
            and segment.end - segment.start < 400
            and (match := _COPYRIGHT.search(text, segment.start, segment.end))
        ):
            owner = _REST.sub("", match["name"]).strip(" .,:;-–")
            if len(owner) > 1 and not re.match(r"(?:all rights|reserved|notice|policy|unauthori)", owner, re.IGNORECASE):
                return owner
    for segment in head:
        # A Japanese agency or paper alone on a line of the head is who speaks.
        line = plain(text[segment.start : segment.end].strip())
        if (
            segment.kind == "byline"
            and not line.isascii()
            and _PRESS.search(line)
            and 2 < len(line) <= 16
            and stamp(line) is None
            and " " not in line
        ):
            return line
    first = next((segment for segment in part if _is_body(text, segment)), None)
    if first is not None and (opening := _DATELINE.match(text[first.start : first.end].lstrip())) is not None:
        return str(opening["name"] or opening["other"]).strip()
    title = next((_line(text, segment) for segment in head if segment.kind in ("title", "heading") and segment.sentences), "")
    site = _SITE.search(title)
    if site is None:
        return None
    # The name of a site is known by its words, or by the headline that stands once more without it.
    alone = folded(title[: site.start()])
    again = any(folded(_line(text, segment)) == alone for segment in part[:24])
    return str(site["name"]).strip() if again or _PRESS.search(site["name"]) else None


def _paged(document: Document, articles: list[Article], marked: Sequence[Segment]) -> list[Article]:
    """Date the articles of a page together: ages of hours on one page mean one day, on which what any of them says bears."""
    text = document.text
    own = ("byline", "front", "age", "given", "address", "dateline")
    aged = {
        segment.article
        for segment in marked
        if segment.kind == "byline"
        and (match := AGE_END.search(plain(text[segment.start : segment.end].strip())))
        and re.search(r"min|h|分|時間", match["age"])
    }
    if len(aged) < 2 or any((article.published_evidence or "").startswith(own) for article in articles):
        return articles
    dated = published(document, [segment for segment in marked if segment.article in aged])
    if dated is None:
        return articles
    return [
        replace(article, published=dated.start, published_precision=dated.precision, published_evidence=f"{dated.evidence} (the page)")
        if article.ordinal in aged
        else article
        for article in articles
    ]


def _copies(text: str, marked: Sequence[Segment], articles: list[Article]) -> list[Article]:
    """Point an article to an earlier one that holds nearly all its sentences."""
    if len(articles) < 2:
        return articles
    told: list[frozenset[str]] = []
    for article in articles:
        spans = [span for segment in marked if segment.article == article.ordinal and _is_body(text, segment) for span in segment.sentences]
        told.append(frozenset(folded(text[span.start : span.end]) for span in spans if len(span) >= 20))
    made: list[Article] = []
    for article in articles:
        mine = told[article.ordinal]
        copy = next(
            (
                other
                for other in range(article.ordinal)
                if made[other].duplicate_of is None
                and len(mine) >= 3
                and len(mine & told[other]) >= 0.8 * min(len(mine), max(len(told[other]), 1))
            ),
            None,
        )
        made.append(replace(article, duplicate_of=copy))
    return made

"""The date of an article, from what the article itself says.

In: a document and the passages of one of its articles. Out: a date with precision and evidence, or none. Never: the clock, the time of
a file, or a day that the evidence does not give: what only bounds the date gives a month at best.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractors import Label, Passage, Span, extract, languages
from pipeline.records import Document, Segment
from pipeline.segments.bylines import AGE_END, DATE, plain, stamp
from pipeline.segments.citations import URL
from pipeline.segments.eras import eras

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_URL = re.compile(
    r"/(?P<y>20[0-4]\d|19[89]\d)[/-]?(?P<m>0[1-9]|1[0-2])(?:[/-]?(?P<d>0[1-9]|[12]\d|3[01]))?(?=\D|\d{2,12}(?:\D|\Z)|\Z)"
    r"|[-/=_](?P<y2>20[0-4]\d)-?(?P<m2>0[1-9]|1[0-2])-?(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|expects?|expected|plans?|planned|planning|intends?|aims?|targets?|targeting|forecasts?|projects|projected|projections?|scheduled|slated|set\sto|due|until|unless|deadline|expires?|runs\sout|"
    r"upcoming|next|by\sthe\send\sof|ahead|later\sthis|to\sbe\s(?:held|released|launched)|matur\w{1,40}|going\sto|could|(?-i:may))\b"
    r"|予定|見通し|見込|予測|予想|目標|計画|目指|までに|方針|めど|来年|来月|来春|今後|将来|ごろには|開始する。|할 예정|전망|계획|목표",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|told|reported|announced|according\sto|wrote|published|released|launched|acquired|raised|founded|was|were|had)\b|た。|ました。|によると|発表",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:found(?:ed|ing)|establish\w{1,40}|incorporated|since|born|launched\sin|started\sin|dates?\sback|history|inception)\b|設立|創業|創立|生まれ|以来|발족|설립",
    re.IGNORECASE,
)
#: A bare year says when the text was written only where the text calls it the present: last year's figures carry a year too.
_CURRENT = re.compile(
    r"\b(?:as\sof|so\sfar\sin|currently|now|today|to\sdate|at\sthe\sstart\sof|this\syear|early)\W{0,3}(?:\w{1,40}\s){0,2}\Z|(?:今年|本年)[（(、]?\Z",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\s?(?:年|末|度)?\s?(?:現在|時点)|\s(?:so\sfar|to\sdate)\b", re.IGNORECASE)
#: Texts that are dated by what they mention are of the time of the web; an older date is history.
_RECENT = 1990
_RETRIEVED = re.compile(
    rf"(?:Retrieved|Accessed|Archived|archived from the original on|retrieved on|閲覧日?[:：]?|アクセス日?[:：]?)"
    rf"\s?(?:on\s)?(?P<date>{DATE})|(?P<late>{DATE})\s?(?:に?閲覧|アクセス|取得)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2}),\s?(?P<y>20\d{2})\s?[に에]")
_DATELINE = re.compile(r"\A\W{0,3}(?:[^\W\d_][\w.'’\-]{0,80}[\s,/]{1,2}){1,7}(?:[（(]?[^\W\d_]?\w{0,12}[)）]?\s?)?")
_BREAK = re.compile(
    r"\s{0,40}(?:[,，]?\s?(?:(?:19|20)\d{2}))?\s{0,40}[,.]?\s{0,40}(?:[（(/][^()（）/]{2,40}[)）/]\s{0,40})?(?:[-–—―]{1,2}|/|:|=)\s{0,40}"
)
_LOCAL = re.compile(
    r"\s?[(（](?:local\stime|(?:US|U\.S\.)\slocal\stime|KST|Korea\sStandard\sTime|現地時間|日本時間|현지시간)[)）]", re.IGNORECASE
)
#: What a date that tells of its text cannot do without: a year, or the name or number of a month.
_MAYBE = re.compile(r"(?:19|20)\d{2}|令和|平成|\d\s?[月월]|[０-９]月|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE)
_AGE_UNIT = re.compile(r"(?P<n>\d{1,3})\s?(?P<unit>h|d|min|hour|hr|day|week|month|year|分|時間|日|週間|か月|ヶ月|カ月|年)", re.IGNORECASE)


#: Characters of a sentence in which the words that make a plan of it, or a report, are looked for.
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its evidence.

    Attributes:
        start: First day.
        precision: day, month, quarter, half or year.
        evidence: What says so.
    """

    start: date
    precision: str
    evidence: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date in a text: whole, or a month (and day) whose year is not written."""

    start: date | None
    month: int
    day: int
    precision: str
    text: str
    future: bool
    origin: bool
    direct: bool
    current: bool


def published(document: Document, part: Sequence[Segment], given: Mapping[str, str]) -> Dated | None:
    """Return the date on which an article was published, as far as it supports one.

    Args:
        document: Its document; a date and an address given with it are read.
        part: Its passages.
        given: What the front matter says, in the first article.
    """
    return _given(document, part, given) or _stamped(document.text, part) or _addressed(document) or _inferred(document, part)


def _given(document: Document, part: Sequence[Segment], given: Mapping[str, str]) -> Dated | None:
    """Return the date that came with the document, less the age that the article gives of itself."""
    if document.published is None:
        for key in ("date", "published", "published_at", "publish_date", "pubdate", "created", "datetime"):
            if key in given and (found := whole(given[key])):
                return Dated(*found, f"front matter: {key} {given[key]}")
        return None
    age = next((line for line in _bylines(document.text, part) if AGE_END.search(line)), None)
    back = _AGE_UNIT.search(age[AGE_END.search(age).start() :]) if age and (document.published_precision or "day") == "day" else None  # type: ignore[union-attr]
    if back is not None and age is not None:
        days = {"d": 1, "day": 1, "日": 1, "week": 7, "週間": 7}.get(back["unit"].casefold())
        if days is not None:
            return Dated(
                document.published - timedelta(days=days * int(back["n"])), "day", f"age: {age} at {document.published.isoformat()}"
            )
    return Dated(document.published, document.published_precision or "day", document.published_evidence or "given with the document")


def _bylines(text: str, part: Sequence[Segment]) -> Iterator[str]:
    for segment in part[:24]:
        if segment.kind == "byline":
            yield plain(text[segment.start : segment.end].strip())


def _stamped(text: str, part: Sequence[Segment]) -> Dated | None:
    """Return the date of a byline, of a line such as "Date: ..." or of a dateline; the day of publishing before that of a change."""
    found: list[tuple[int, Dated]] = []
    near = [*part[:20], *(segment for segment in part[-6:] if segment.kind in ("byline", "furniture"))] if len(part) > 20 else part
    for segment in near:
        if (
            segment.kind not in ("byline", "table_row", "paragraph", "list_item", "heading", "title", "furniture")
            or segment.end - segment.start > 400
        ):
            continue
        line = plain(text[segment.start : segment.end].strip())
        if len(line) > 160 or (
            segment.kind == "furniture" and not re.search(r"publish|posted|updated|公開|更新|掲載|입력", line, re.IGNORECASE)
        ):
            continue
        place = stamp(line) if segment.kind in ("byline", "table_row", "furniture") or len(line) < 80 else None
        if place is None:
            continue
        label = line[: place[0]]
        if segment.kind == "table_row" and not re.match(
            r"(?:\W{0,40})(?:date|published|posted|release\sdate|issued|公開|発行|発表|配信|掲載|日付|作成|提出)", label, re.IGNORECASE
        ):
            continue
        if (
            segment.kind not in ("byline", "table_row", "furniture")
            and label.strip()
            and not re.search(r"[|｜/·•,]\s{0,40}\Z|\b(?:on|of)\s{0,40}\Z", label)
        ):
            continue
        written = line[place[0] : place[1]]
        day = whole(written)
        if day is not None:
            changed = re.search(r"updat|modif|更新|수정", label, re.IGNORECASE) is not None
            said = re.search(r"publish|posted|公開|掲載|配信|입력|등록", label, re.IGNORECASE) is not None
            # a date that is called that of publishing, then one without a name, then that of a change
            found.append((2 if changed else 0 if said else 1, Dated(*day, f"byline: {line}")))
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    return None


def _addressed(document: Document) -> Dated | None:
    if document.url is None:
        return None
    day = in_address(document.url)
    return Dated(day[0], day[1], f"address: {document.url}") if day else None


def in_address(url: str) -> tuple[date, str] | None:
    """Return the date that an address of the web carries in its path, with its precision.

    Args:
        url: The address.
    """
    best: tuple[date, str] | None = None
    path = re.sub(r"\A[a-z]{1,80}://[^/]{0,80}", "", url, flags=re.IGNORECASE)
    for match in _IN_URL.finditer(path):
        year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
        made = _date(int(year), int(month), int(day or 1))
        if made is not None and (best is None or made > best[0]):
            best = (made, "day" if day else "month")
    return best


def whole(text: str) -> tuple[date, str] | None:
    """Return the first day of a written date that has year and month, and its precision.

    Args:
        text: The date in English, Japanese, Korean or ISO form.
    """
    era = re.search(r"(令和|平成)\s?(\d{1,2}|元)\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?", text)
    if era is not None:
        year = {"令和": 2018, "平成": 1988}[era[1]] + (1 if era[2] == "元" else int(era[2]))
        return _whole(year, int(era[3]), era[4])
    numbers = re.search(r"((?:19|20)\d{2})\s?[-./年년]\s?(\d{1,2})(?:\s?[-./月월]\s?(\d{1,2}))?", text)
    if numbers is not None:
        return _whole(int(numbers[1]), int(numbers[2]), numbers[3])
    word = re.search(
        r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s-])?([A-Za-z]{3})[a-z]{0,6}\.?,?[\s-](?:(\d{1,2})(?:st|nd|rd|th)?,?\s)?((?:19|20)\d{2})", text
    )
    if word is not None and word[2].casefold() in _MONTHS:
        return _whole(int(word[4]), _MONTHS.index(word[2].casefold()) + 1, word[1] or word[3])
    return None


def _whole(year: int, month: int, day: str | None) -> tuple[date, str] | None:
    made = _date(year, month, int(day or 1))
    return (made, "day" if day else "month") if made is not None else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _inferred(document: Document, part: Sequence[Segment]) -> Dated | None:
    """Return a date from the dates in the text: a day that the text reports on, else the latest date that it knows as past."""
    text = document.text
    seen = _seen(document, part)
    bound = _bound(text, part, seen)
    direct = next((one for one in seen if one.direct), None)
    if direct is not None and direct.start is not None:
        return Dated(direct.start, direct.precision, f"dateline: {direct.text}")
    if direct is not None:
        made = _with_year(direct, _limit(document, part, bound))
        if made is not None:
            return made
    if bound is None:
        return None
    if bound.precision == "year" and any(AGE_END.search(line) for line in _bylines(text, part)):
        return _by_months(seen, bound) or bound
    return bound


def _limit(document: Document, part: Sequence[Segment], bound: Dated | None) -> Dated | None:
    """Return the later of the bound and the narrowest name of its time in the text."""
    best = bound
    for name, since, narrow in eras():
        if narrow and (best is None or since > best.start) and any(_named(document.text, name, segment) for segment in part):
            best = Dated(since, "day", f"it names {name} ({since.isoformat()})")
    return best


def _named(text: str, name: str, segment: Segment) -> bool:
    at = text.find(name, segment.start, segment.end)
    return at >= 0 and not (text[at + len(name) : at + len(name) + 1].isalnum() and name.isascii())


def _with_year(seen: _Seen, limit: Dated | None) -> Dated | None:
    if limit is None:
        return None
    for year in range(limit.start.year, limit.start.year + 2):
        made = _date(year, seen.month, seen.day)
        if made is not None and made >= limit.start:
            return Dated(made, seen.precision, f"the text reports on {seen.text}; its year from {limit.evidence}")
    return None


def _by_months(seen: Sequence[_Seen], bound: Dated) -> Dated | None:
    """Return the month after the latest that news name as past without its year, when nothing to come lies before it."""
    past = [one for one in seen if one.start is None and one.month and not one.future and not one.origin]
    known = {one.month for one in past}
    to_come = [one.month for one in seen if one.start is None and one.month and one.future and one.month not in known]
    past = [one for one in past if not to_come or one.month < min(to_come)]
    if not past:
        return None
    last = max(past, key=lambda one: one.month)
    month = last.month + 1
    if month > 12 or (to_come and month > min(to_come)):
        return None
    return Dated(date(bound.start.year, month, 1), "month", f"news after {last.text} and {bound.evidence.removeprefix('not before: ')}")


def _bound(text: str, part: Sequence[Segment], seen: Sequence[_Seen]) -> Dated | None:
    """Return the latest date that the text knows as past: the article is not older."""
    found = [
        Dated(one.start, one.precision, f"not before: {one.text}")
        for one in seen
        if one.start is not None
        and not one.future
        and not one.origin
        and one.start.year >= _RECENT
        and (one.precision != "year" or one.current)
    ]
    found = _without_outlier(found)
    for segment in part:
        if segment.kind == "reference" or segment.masked:
            for match in URL.finditer(text, segment.start, segment.end):
                day = in_address(match.group())
                if day is not None:
                    found.append(Dated(day[0], day[1], f"not before: date in a cited address, {match.group()}"))
        if segment.kind == "reference":
            for match in _MONTH_FIRST.finditer(text, segment.start, segment.end):
                if (day_seen := _date(int(match["y"]), int(match["m"]), int(match["d"]))) is not None:
                    found.append(Dated(day_seen, "day", f"not before: {match.group()}"))
            for match in _RETRIEVED.finditer(text, segment.start, segment.end):
                day_read = whole(match["date"] or match["late"])
                if day_read is not None:
                    found.append(Dated(*day_read, f"not before: {match.group()}"))
        if segment.kind == "furniture" and (
            copyright_ := re.search(
                r"(?:©|ⓒ|Copyright|\(c\))[^\n]{0,40}?(?:(?:19|20)\d{2}\s?[-–]\s?)?((?:19|20)\d{2})",
                text[segment.start : segment.end],
                re.IGNORECASE,
            )
        ):
            found.append(Dated(date(int(copyright_[1]), 1, 1), "year", f"not before: {copyright_.group()}"))
    if not found:
        return None
    rank = {"day": 4, "month": 3, "quarter": 2, "half": 1, "year": 0}
    latest = max(found, key=lambda dated: (dated.start, rank[dated.precision]))
    if latest.precision == "day":
        return Dated(latest.start.replace(day=1), "month", latest.evidence)
    return latest


def _without_outlier(found: list[Dated]) -> list[Dated]:
    """Leave out a year that stands alone far behind all others: a plan whose wording is not known."""
    years = sorted({dated.start.year for dated in found})
    if len(years) >= 2 and years[-1] - years[-2] >= 3 and [dated.precision for dated in found if dated.start.year == years[-1]] == ["year"]:
        return [dated for dated in found if dated.start.year != years[-1]]
    return found


def _seen(document: Document, part: Sequence[Segment]) -> list[_Seen]:
    """Return the dates in the text of an article, in order."""
    text = document.text
    bodies = [segment for segment in part if segment.kind not in ("reference", "furniture", "byline") and segment.sentences]
    if not bodies:
        return []
    default = document.language if document.language != "und" else languages.guessed(text[part[0].start : part[0].start + 2000]).tag
    # Only the article is read: a page of many costs no more than its length.
    base = bodies[0].start
    passages = _read(text, bodies, default)
    if not passages:
        return []
    sentences = [span for segment in bodies for span in segment.sentences]
    starts = [span.start for span in sentences]
    # The rows of a table tell a history; only what a row calls the present bears on the text.
    rows = [segment for segment in bodies if segment.kind == "table_row"]
    row_starts = [segment.start for segment in rows]
    first = next((segment.sentences[0] for segment in bodies if segment.kind == "paragraph" and segment.end - segment.start > 80), None)
    made: list[_Seen] = []
    told, plans, tells = -2, False, False
    for mention in extract(text[base : bodies[-1].end], language=default, passages=passages, labels={Label.DATE}):
        span = mention.span.shifted(base)
        value = getattr(mention.value, "value", "")
        anchor = getattr(mention.value, "anchor", None)
        shape = re.fullmatch(r"(\d{4}|XXXX)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?|-(Q[1-4]|H[12]))?", value)
        if shape is None or (anchor is not None and shape[2] is None) or (shape[1] == "XXXX" and shape[2] is None):
            continue
        place = bisect_right(starts, span.start) - 1
        sentence = sentences[place] if place >= 0 else Span(span.start, span.end)
        if place != told:
            around = text[sentence.start : min(sentence.end, sentence.start + _MOST)]
            told, plans, tells = place, _FUTURE.search(around) is not None, _SAID.search(around) is not None
        month, day = int(shape[2] or 1), int(shape[3] or 1)
        precision = {"Q": "quarter", "H": "half"}.get((shape[4] or " ")[0]) or ("day" if shape[3] else "month" if shape[2] else "year")
        start = None
        if shape[1] != "XXXX" and anchor is None:
            period = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}.get(shape[4] or "")
            start = _date(int(shape[1]), period or month, day)
        future = plans and not (shape[3] and tells)
        current = (
            text[span.start : span.end].casefold().startswith("early")
            or _CURRENT.search(text, max(sentence.start, span.start - 24), span.start) is not None
            or _PRESENT.match(text, span.end) is not None
        )
        origin = _ORIGIN.search(text, max(sentence.start, span.start - (40 if precision == "year" else 16)), span.end + 12)
        row = bisect_right(row_starts, span.start) - 1
        listed = row >= 0 and span.start < rows[row].end and not current
        direct = bool(shape[3]) and _direct(text, span, sentence, first)
        named = text[span.start : span.end]
        made.append(_Seen(start, month if shape[2] else 0, day, precision, named, future, origin is not None or listed, direct, current))
    return made


def _read(text: str, bodies: Sequence[Segment], default: str) -> list[Passage]:
    """Return the passages in which a date may stand, counted from the first of them."""
    base = bodies[0].start
    return [
        Passage(
            segment.start - base,
            segment.end - base,
            segment.language if segment.language != "und" else default,
            tuple(span.shifted(-base) for span in segment.sentences),
            tuple(span.shifted(-base) for span in segment.masked),
            None,
            segment.kind,
        )
        for segment in bodies
        if _MAYBE.search(text, segment.start, segment.end)
    ]


def _direct(text: str, span: Span, sentence: Span, first: Span | None) -> bool:
    """Whether a day is that of the report itself: a dateline, or a day in the time of the place."""
    if first is not None and sentence.start == first.start and span.start - first.start <= 60:
        head = text[first.start : span.start]
        if _BREAK.match(text, span.end) and (not head.strip(" [(（【") or _DATELINE.fullmatch(head)):
            return True
    return _LOCAL.match(text, span.end) is not None

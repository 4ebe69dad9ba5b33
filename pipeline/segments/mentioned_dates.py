"""What the dates in the text of an article say of its own: a day that it reports on, and the latest date that it knows as past.

In: a document and the passages of one of its articles. Out: candidates, and the bound that the article is not older than. Never: the
clock, or a plan taken for the past.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors import Label, Passage, Span, extract, languages
from pipeline.records import Document, Segment
from pipeline.segments.bylines import DATE, MONTH
from pipeline.segments.citations import URL
from pipeline.segments.compared_dates import is_compared, is_year_on_year
from pipeline.segments.eras import eras
from pipeline.segments.mastheads import is_body
from pipeline.segments.written_dates import Candidate, day_of, in_address, whole

_FUTURE = re.compile(
    r"\b(?:will|would|shall|expects?|expected|plans?|planned|planning|intends?|aims?|targets?|targeting|forecasts?|project(?:s|ed|ing|ions?)|guid(?:es|ed|ing|ance)|outlook|looking\s(?:ahead|forward)|scheduled|slated|set\sto|due|until|unless|deadline|expires?|runs\sout|"
    r"upcoming|next|by\sthe\send\sof|ahead|later\sthis|to\sbe\s(?:held|released|launched)|matur\w{1,40}|going\sto|options?\sto|could|(?-i:may))\b"
    r"|予定|見通し|見込|予測|予想|目標|計画|目指|までに|方針|めど|来年|来月|来春|今後|将来|ごろには|開始する。|할 예정|전망|계획|목표",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|told|reported|announced|according\sto|wrote|published|released|launched|acquired|raised|founded|was|were|had)\b|た。|ました。|によると|発表",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:found(?:ed|ing)|establish\w{1,40}|incorporated|since|born|launched\sin|started\sin|dates?\sback|history|inception)\b|設立|創業|創立|生まれ|以来|以降|발족|설립|이후|이래",
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
_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|Copyright|\(c\))[^\n]{0,40}?(?:(?:19|20)\d{2}\s?[-–]\s?(?=(?:19|20)\d{2}))?((?:19|20)\d{2})", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d.,]\d|\d)")
#: A year that a table or a note marks as estimated: what is not marked is known by then.
_ESTIMATED = re.compile(r"(?<![\w.,/-])(?:FY\s?)?((?:20)?\d{2})\s?(?:[EF]|\([EF]\))(?![\w])")
#: Years from one to the other of a line from which they are a life or a history.
_LIFE = 20
#: Last month of a period up to which it is reported on in the year that it ends in.
_SAME_YEAR = 10
#: The weekday that a report says of its day: "said Wednesday"; 12月21日（火）.
_WEEKDAY = re.compile(
    r"(?<!last )(?<!next )\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!['’]s)|[（(]([月火水木金土日월화수목금토일])(?:曜日?|요일)?[）)]"
)
_WEEK = {name: at % 7 for at, name in enumerate(("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun", *"月火水木金土日월화수목금토일"))}
#: Characters behind a dateline in which that weekday stands: its first sentence.
_FIRST = 300
#: Years after the earliest possible one among which a weekday tells.
_NEAR = 2
_RANKS = {"day": 4, "month": 3, "quarter": 2, "half": 1, "year": 0}
_MONTH_FIRST = re.compile(r"(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2}),\s?(?P<y>20\d{2})\s?[に에]")
_DATELINE = re.compile(r"\A\W{0,3}(?:[^\W\d_][\w.'’\-]{0,80}[\s,/]{1,2}){1,7}(?:[（(]?[^\W\d_]?\w{0,12}[)）]?\s?)?")
#: What makes the day behind it the end of a period, as the head of a table has it.
_ENDED = re.compile(r"\b(?:ended|ending|ends|through|until|since|from)\s\Z", re.IGNORECASE)
_BREAK = re.compile(
    r"\s{0,40}(?:[,，]?\s?(?:(?:19|20)\d{2}))?\s{0,40}[,.]?\s{0,40}(?:[（(/][^()（）/]{2,40}[)）/]\s{0,40})?(?:[-–—―]{1,2}|/|:|=)\s{0,40}"
)
_LOCAL = re.compile(
    r"\s?[(（](?:local\stime|(?:US|U\.S\.)\slocal\stime|KST|Korea\sStandard\sTime|現地時間|日本時間|현지시간)[)）]", re.IGNORECASE
)
#: What a date that tells of its text cannot do without: a year, or the name or number of a month.
_MAYBE = re.compile(rf"(?:19|20)\d{{2}}|令和|平成|\d\s?[月월]|[０-９]月|\b{MONTH}")
_SHAPE = re.compile(r"(\d{4}|XXXX)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?|-(Q[1-4]|H[12]))?")
#: A fiscal year or part of one, or the days from one to another.
_PERIOD = re.compile(r"FY(\d{4})(-[QH]\d)?|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
#: A fiscal or whole year, as those name it who say what to expect of it.
_GUIDED = re.compile(r"full|fiscal|financial|quarter|half|[FQH]Y?\d|\dQ|年度|通期|月期|年間|회계|연간|분기", re.IGNORECASE)
#: A year of the calendar as an outlook names it, and the months in which most outlooks on a year of the calendar are on their own.
_CALENDAR, _OUTLOOKS = re.compile(r"(?:full[- ]year )?20\d\d(?:年(?:通期|通年)?|년(?: ?연간)?)?", re.IGNORECASE), range(3, 11)
#: What is expected of a period, other than a plan for it.
_OUTLOOK = re.compile(
    r"\b(?:guid(?:es|ed|ing|ance)|outlook|expect(?:s|ed)?|anticipate[sd]?|forecasts?|project(?:s|ed|ing|ions?)|sees)\b|見通し|予想|予測|見込|전망|예상",
    re.IGNORECASE,
)
#: Characters of a sentence in which the words that make a plan of it, or a report, are looked for.
_MOST = 2_000


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
    expected: bool
    compared: bool
    year_on_year: bool


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What the dates in a text say of its own.

    Attributes:
        candidates: Dates that may be its own.
        bound: The latest date that it knows as past, or None: it is not older.
        past: All dates that it knows as past.
    """

    candidates: tuple[Candidate, ...]
    bound: Candidate | None
    past: tuple[Candidate, ...]


def mentioned(document: Document, part: Sequence[Segment], opened: tuple[int, int, str] | None, *, aged: bool) -> Mentioned:
    """Read the dates in the text of an article.

    Args:
        document: Its document.
        part: Its passages.
        opened: Month, day and words of its dateline, where that has no year.
        aged: Whether it says how many hours or days old it is: then it is news of the months that it names.
    """
    text = document.text
    seen = _seen(document, part)
    bounds = _bounds(text, part, seen)
    bound = max(bounds, key=lambda found: (found.start, _RANKS[found.precision]), default=None)
    found: list[Candidate] = []
    direct = next((one for one in seen if one.direct), None)
    told = [opened] if opened is not None else []
    if direct is not None and direct.start is not None:
        found.append(Candidate(direct.start, direct.precision, "dateline", direct.text))
    elif direct is not None:
        told.append((direct.month, direct.day, direct.text))
    limit = _limit(text, part, bound) if told else None
    years = [(one.start.year, one.future) for one in seen if one.start is not None and one.start.year >= _RECENT] if told else []
    gone = max((year for year, future in years if not future), default=None)
    # Plans far ahead tell nothing of when they were made.
    named = [year if gone is None else min(year, gone + 1) for year, _ in years]
    if gone is not None and limit is None:
        # A year that is past tells less than one that is bound to be: the text may be of the years after it.
        named += [max(named) + _NEAR]
    days = [made for day in told if (made := _with_year(day, limit, _weekday(text, part, day[2]), named)) is not None]
    found += days or _of_outlook(told, seen)
    if aged and bound is not None and bound.precision == "year" and (news := _by_months(seen, bound)) is not None:
        found.append(news)
    if (year := _headline_year(text, part)) is not None:
        found.append(year)
    found += _years(text, part, seen, bound)
    if bound is not None:
        # A day that only bounds the text gives a month at best.
        start, precision = (bound.start.replace(day=1), "month") if bound.precision == "day" else (bound.start, bound.precision)
        found.append(Candidate(start, precision, bound.kind, bound.said))
    return Mentioned(tuple(found), bound, tuple(bounds))


def _years(text: str, part: Sequence[Segment], seen: Sequence[_Seen], bound: Candidate | None) -> Iterator[Candidate]:
    """Give the years that a text is likely of: the first that it estimates or gives an outlook on, and that of the latest period gone."""
    marked = [match for segment in part for match in _ESTIMATED.finditer(text, segment.start, segment.end)]
    first = min(marked, key=lambda match: int(match[1][-2:]), default=None)
    since = bound.start.year if bound is not None else _RECENT
    if first is not None and 2000 + int(first[1][-2:]) >= since:
        yield Candidate(date(2000 + int(first[1][-2:]), 1, 1), "year", "estimated", first.group())
    plans = [(one.start.year, one.text) for one in seen if one.expected and one.start is not None]
    if plans and min(plans)[0] >= since:
        yield Candidate(date(min(plans)[0], 1, 1), "year", "guided", min(plans)[1])
    if bound is not None and bound.kind == "bound" and bound.precision != "year":
        against = [one for one in seen if one.start is not None and (one.start, one.precision) == (bound.start, bound.precision)]
        if against and all(one.compared for one in against):
            # What a text compares with is before its time: where that is a year before, it is of the year after.
            if any(one.year_on_year for one in against):
                yield Candidate(date(bound.start.year + 1, 1, 1), "year", "reported", f"a year after {bound.said}")
            return
        told = "reported" if bound.precision in ("quarter", "half") and bound.end.month <= _SAME_YEAR else "bound_year"
        yield Candidate(date(bound.end.year, 1, 1), "year", told, bound.said)


def _limit(text: str, part: Sequence[Segment], bound: Candidate | None) -> Candidate | None:
    """Return the latest of the bound, the narrowest name of its time in the text, and the year that its headline names."""
    best = bound
    for name, since, narrow in eras():
        if narrow and (best is None or since > best.start) and any(_named(text, name, segment) for segment in part):
            best = Candidate(since, "day", "era", f"it names {name} ({since.isoformat()})")
    headline = _headline_year(text, part, ("title", "heading", "paragraph"))
    return headline if headline is not None and (best is None or headline.start > best.end) else best


def _headline_year(text: str, part: Sequence[Segment], kinds: tuple[str, ...] = ("title", "heading")) -> Candidate | None:
    """Return the latest year of the first headline, or short line, that names one."""
    for segment in part[:8]:
        if segment.kind in kinds and not is_body(text, segment) and segment.end - segment.start <= 200:
            line = text[segment.start : segment.end].strip()
            years = [int(found) for found in _YEAR.findall(line)]
            year = max(years, default=0)
            if year and not (len(years) == 2 and year - years[0] > _LIFE and re.search(r"[-–—~〜]", line)):
                return Candidate(date(year, 1, 1), "year", "headline_year", line)
    return None


def _named(text: str, name: str, segment: Segment) -> bool:
    at = text.find(name, segment.start, segment.end)
    return at >= 0 and not (text[at + len(name) : at + len(name) + 1].isalnum() and name.isascii())


def _weekday(text: str, part: Sequence[Segment], said: str) -> int | None:
    """Return the weekday, from 0 for Monday, that the words of a dateline or its first sentence name."""
    for segment in part[:8]:
        at = text.find(said, segment.start, segment.end)
        if at >= 0:
            found = _WEEKDAY.search(text, at, min(segment.end, at + len(said) + _FIRST))
            return _WEEK[found[1] or found[2]] if found is not None else None
    return None


def _with_year(opened: tuple[int, int, str], limit: Candidate | None, weekday: int | None, named: Sequence[int]) -> Candidate | None:
    """Return the first such day not before the limit, of the weekday told where there is one; without a limit, one by the years named."""
    month, day, said = opened
    if limit is None and (weekday is None or not named):
        return None
    first, last = (limit.start.year, limit.start.year + _NEAR) if limit is not None else (min(named) - 1, max(named))
    every = [made for year in range(first - 1, last + 2) if (made := day_of(year, month, day)) is not None]
    days = [made for made in every if first <= made.year <= last and (limit is None or made >= limit.start)]
    told = [made for made in days if made.weekday() == weekday]
    if limit is None:
        # The last years are those of the text, where others tell its history.
        told = [made for made in told if max(named) - made.year <= _NEAR + 1] or told
        return Candidate(told[0], "day", "dateline_year", f"{said}; its year: by its weekday") if len(told) == 1 else None
    if not told and weekday is not None:
        # What seems past may have been a plan, or lie more years back.
        told = [made for made in every if made.weekday() == weekday]
        if len(told) == 1:
            return Candidate(told[0], "day", "dateline_year", f"{said}; its year: by its weekday")
        told = []
    if not told and (not days or days[0].year > limit.start.year + 1):
        return None
    return Candidate((told or days)[0], "day", "dateline_year", f"{said}; its year: {limit.said}")


def _of_outlook(opened: Sequence[tuple[int, int, str]], seen: Sequence[_Seen]) -> Iterator[Candidate]:
    """Give such days in the one year of the calendar on which the text gives an outlook, not in months in which it may be the next."""
    years = {one.start.year for one in seen if one.expected and one.start is not None and _CALENDAR.fullmatch(one.text)}
    for month, day, said in opened:
        made = day_of(min(years), month, day) if len(years) == 1 and month in _OUTLOOKS else None
        if made is not None:
            yield Candidate(made, "day", "dateline_year", f"{said}; its year: that of the outlook")


def _by_months(seen: Sequence[_Seen], bound: Candidate) -> Candidate | None:
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
    return Candidate(date(bound.start.year, month, 1), "month", "news", f"after {last.text} and {bound.said}")


def _bounds(text: str, part: Sequence[Segment], seen: Sequence[_Seen]) -> list[Candidate]:
    """Return the dates that the text knows as past: the article is not older."""
    found = [
        Candidate(one.start, one.precision, "current" if one.current else "bound", one.text)
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
                if (day := in_address(match.group())) is not None:
                    found.append(Candidate(*day, "cited", match.group()))
        if segment.kind == "reference":
            found += _accessed(text, segment)
        if segment.kind == "furniture" and (owned := _COPYRIGHT.search(text, segment.start, segment.end)):
            found.append(Candidate(date(int(owned[1]), 1, 1), "year", "copyright", owned.group()))
    return found


def _accessed(text: str, segment: Segment) -> Iterator[Candidate]:
    """Give the days on which what a reference names was read."""
    for match in _MONTH_FIRST.finditer(text, segment.start, segment.end):
        if (day := day_of(int(match["y"]), int(match["m"]), int(match["d"]))) is not None:
            yield Candidate(day, "day", "accessed", match.group())
    for match in _RETRIEVED.finditer(text, segment.start, segment.end):
        if (read := whole(match["date"] or match["late"])) is not None:
            yield Candidate(*read, "accessed", match.group())


def _without_outlier(found: list[Candidate]) -> list[Candidate]:
    """Leave out a year that stands alone far behind all others: a plan whose wording is not known."""
    years = sorted({dated.start.year for dated in found})
    if len(years) >= 2 and years[-1] - years[-2] >= 3 and [dated.precision for dated in found if dated.start.year == years[-1]] == ["year"]:
        return [dated for dated in found if dated.start.year != years[-1]]
    return found


#: Rows of tables of an article that are looked at: their dates are seldom of the text.
_MOST_ROWS = 5_000


def _bodies(part: Sequence[Segment]) -> list[Segment]:
    """Return the passages of an article that are asked for dates, without the rows far down its tables."""
    bodies = [segment for segment in part if segment.kind not in ("reference", "furniture", "byline") and segment.sentences]
    rows = [segment for segment in bodies if segment.kind == "table_row"]
    if len(rows) <= _MOST_ROWS:
        return bodies
    last = rows[_MOST_ROWS - 1].start
    return [segment for segment in bodies if segment.kind != "table_row" or segment.start <= last]


def _seen(document: Document, part: Sequence[Segment]) -> list[_Seen]:
    """Return the dates in the text of an article, in order."""
    text = document.text
    bodies = _bodies(part)
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
    told, plans, tells, expects = -2, False, False, False
    for mention in extract(text[base : bodies[-1].end], language=default, passages=passages, labels={Label.DATE}):
        span = mention.span.shifted(base)
        value = getattr(mention.value, "value", "")
        anchor = getattr(mention.value, "anchor", None)
        shape = _SHAPE.fullmatch(value)
        if shape is None and anchor is None and (told_of := _PERIOD.fullmatch(value)) is not None:
            over = getattr(mention.value, "end", None)
            known = over is not None and (told_of[1] is None or told_of[2] is not None or over.year == int(told_of[1]))
            shape = _SHAPE.fullmatch(f"{over:%Y}-Q{(over.month + 2) // 3}" if over is not None and known else told_of[1])
        if shape is None or (anchor is not None and shape[2] is None) or (shape[1] == "XXXX" and shape[2] is None):
            continue
        place = bisect_right(starts, span.start) - 1
        sentence = sentences[place] if place >= 0 else Span(span.start, span.end)
        if place != told:
            around = text[sentence.start : min(sentence.end, sentence.start + _MOST)]
            told, plans, tells = place, _FUTURE.search(around) is not None, _SAID.search(around) is not None
            expects = plans and _OUTLOOK.search(around) is not None
        month, day = int(shape[2] or 1), int(shape[3] or 1)
        precision = {"Q": "quarter", "H": "half"}.get((shape[4] or " ")[0]) or ("day" if shape[3] else "month" if shape[2] else "year")
        start = None
        if shape[1] != "XXXX" and anchor is None:
            period = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}.get(shape[4] or "")
            start = day_of(int(shape[1]), period or month, day)
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
        expected = expects and _GUIDED.search(named) is not None
        own = origin is not None or listed
        against = is_compared(text, sentence, span)
        yearly = against and is_year_on_year(text, sentence)
        made.append(_Seen(start, month if shape[2] else 0, day, precision, named, future, own, direct, current, expected, against, yearly))
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
        if (
            not _ENDED.search(head)
            and _BREAK.match(text, span.end)
            and (not head.strip(" [(（【") or (_DATELINE.fullmatch(head) and not head.rstrip().endswith(("(", "（"))))
        ):
            return True
    return _LOCAL.match(text, span.end) is not None

"""Datelines, and the stamps of heads that leave the year open: place, day and a dash before the first sentence of a report.

In: a line, or the passages of one article. Out: the day of a dateline with its year; month and day of one without. Never: the year of a
day that has none, a period, the days of a life.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Segment
from pipeline.segments.bylines import DATE, MONTH
from pipeline.segments.dated_entries import EDGE, LONGEST, PERIOD_AFTER, PERIOD_BEFORE, SEPARATES
from pipeline.segments.written_dates import Candidate, day_of, month_of, whole

_DATE = re.compile(DATE)
_BREAK = re.compile(
    r"\s{0,3}[)）]?\s{0,2}(?:[（(\[/][^()（）\[\]/\n]{2,60}[)）\]/])?(?:\([^()\s]{1,300}\))?\s{0,3}(?:[-–—―]{1,2}(?=\s|\Z)|[-–—]{2}|:\s)"
)
_OPEN_DAY = re.compile(
    rf"\b(?:(?P<month>{MONTH})\s(?P<day>\d{{1,2}})|(?P<first>\d{{1,2}})\s(?P<other>{MONTH}))(?![\d:])(?!,?\s(?:19|20)\d{{2}})"
)
#: What a speaker or a report says of the day that it is: "today is Thursday, October 26"; 本日（10月26日）.
_TODAY = re.compile(
    rf"\b[Tt]oday(?:\sis|['’]s\sdate\sis|,)?\s[(]?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:the\s)?"
    rf"(?:(?P<month>{MONTH})\s(?P<day>\d{{1,2}})|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<other>{MONTH}))(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<year>(?:19|20)\d{{2}}))?"
    r"|(?:本日|오늘)[、,]?\s?[(（]?(?P<number>\d{1,2})\s?[月월]\s?(?P<numeral>\d{1,2})\s?[日일]"
)
_WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
#: The stamp of a head without its year: 29th January, 11:32 am; Fri, Feb 23 - ...; 8/5(火) 12:03; 3月4日 10時15分.
_OPEN_STAMP = re.compile(
    rf"(?:(?:posted|published|updated)\s(?:on\s)?)?(?P<week>{_WEEKDAY}\.?,?\s)?"
    rf"(?<![\w/.])(?:(?P<month>{MONTH})\s(?P<day>\d{{1,2}})|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<other>{MONTH}))(?:st|nd|rd|th)?(?!\d|,?\s(?:19|20)\d{{2}})"
    r"(?P<clock>,?\s(?:at\s)?\d{1,2}[:.]\d{2})?"
    r"|(?<![\w/.])(?<!年\s)(?<!년\s)(?P<number>\d{1,2})\s?[/月월]\s?(?P<numeral>\d{1,2})\s?[日일]?(?P<named>\s?[(（][月火水木金土日월화수목금토일](?:曜日?|요일)?[)）])?(?P<hour>\s{0,2}(?:오[전후]\s?|午[前後]\s?)?\d{1,2}[:：時시]\s?\d{2})?"
    r"(?P<worded>\s?(?:更新|公開|配信|掲載|投稿|수정|입력))?(?!\d)",
    re.IGNORECASE,
)
#: The day that an agency puts in brackets before the first sentence: [5月7日 ...] -; 【6월 3일 ...】
_OPEN_BRACKETS = re.compile(
    r"\A[\s*_]{0,4}[\[［【(（][^\d\[\]［］【】()（）]{0,16}(?P<number>\d{1,2})\s?[月월]\s?(?P<numeral>\d{1,2})\s?[日일][^\[\]［］【】()（）]{0,24}[\]］】)）]"
)
_EMPHASIS = re.compile(r"[*_]{1,3}")
_LINK = re.compile(r"\[([^\[\]\n]{1,100})\]\([^()\s]{1,300}\)")
_SENTENCE = re.compile(r"[a-z)]{2}[.!?]\s(?![-–—])|[。！？]")
#: The place before the day in brackets, and the places, the first in capitals, before the brackets: (Harbour, ...); HARBOUR, N.J. (...
_PLACE = re.compile(r"\s?[（(\[【][^\W\d_][\w .'’\-]{1,40}[,，、|/]\s?")
_PLACES = re.compile(r"[A-Z][A-Z.'’\- ]{2,40}[,\s][^()（）\d]{0,60}[（(]\s?")
_SMALL = re.compile(r"(?<![\w'’])[a-z]{2,20}\b")
#: Characters of a line that may be a stamp; passages at the head of an article that are read, and those of them that may hold a dateline.
STAMP, HEAD, BODIES = 120, 40, 8
#: Characters of a line that may end with a day without its year, and a year that has every day.
_CREDIT, _LEAP = 60, 2024


def open_day(text: str, part: Sequence[Segment]) -> tuple[int, int, str] | None:
    """Return month and day of a stamp of the head or a dateline that has no year, and its words, or None.

    Args:
        text: The text.
        part: The passages of the article.
    """
    for segment in part[:EDGE]:
        for line in text[segment.start : min(segment.end, segment.start + LONGEST)].split("\n"):
            if len(line) <= STAMP and (stamp := _open_stamp(line.strip(" #*_\u3000"))) is not None:
                return stamp
    bodies = [segment for segment in part[:HEAD] if segment.kind in ("paragraph", "list_item", "quote")][: 2 * BODIES]
    for segment in bodies:
        for line in text[segment.start : min(segment.end, segment.start + 4 * LONGEST)].split("\n"):
            if (opened := _in_brackets(line)) is not None:
                return opened
            match = _OPEN_DAY.search(line, 0, 160)
            if match is not None and _is_dateline(line, match.start(), match.end()):
                return month_of(match["month"] or match["other"]), int(match["day"] or match["first"]), line[: match.end()].strip()
            if (today := _TODAY.search(line)) is not None and today["year"] is None and (said := _month_and_day(today)) is not None:
                return *said, today.group()
    return None


def _open_stamp(line: str) -> tuple[int, int, str] | None:
    """Return month, day and words of a stamp without a year: with the time of day or the weekday where it opens a line, or at its end."""
    opened = _OPEN_STAMP.match(line)
    found = [opened] if opened is not None and any(opened[mark] for mark in ("week", "clock", "hour", "named", "worded")) else []
    if len(line) <= _CREDIT:
        # Budapest, 6 November; Startup Now | 12월 24일; （8月20日更新）
        every = (match for match in _OPEN_STAMP.finditer(line) if not PERIOD_BEFORE.search(line, 0, match.start()))
        found += (match for match in every if match["worded"] or (match.end() == len(line) and SEPARATES.search(line[: match.start()])))
    for match in found:
        if (said := _month_and_day(match)) is not None:
            return *said, match.group()
    return None


def _in_brackets(line: str) -> tuple[int, int, str] | None:
    """Return month, day and words of a dateline in brackets without a year."""
    match = _OPEN_BRACKETS.match(line)
    if match is None or day_of(_LEAP, int(match["number"]), int(match["numeral"])) is None:
        return None
    return int(match["number"]), int(match["numeral"]), match.group().strip()


def _month_and_day(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the month and the day that a match names, where the calendar has it."""
    month = int(match["number"]) if match["number"] is not None else month_of(match["month"] or match["other"])
    day = int(match["numeral"] or match["day"] or match["first"])
    return (month, day) if day_of(_LEAP, month, day) is not None else None


def dateline(line: str) -> Candidate | None:
    """Return the day of a dateline with its year: place, day and a dash before the first sentence."""
    line = _EMPHASIS.sub("", line)
    if (today := _TODAY.search(line)) is not None and today["year"] is not None and (day := whole(today.group())) is not None:
        return Candidate(*day, "dateline", today.group())
    match = _DATE.search(line, 0, 260)
    if match is None or (day := whole(match.group())) is None or day[1] != "day" or not _is_dateline(line, match.start(), match.end()):
        return None
    return Candidate(*day, "dateline", line[: match.end()].strip())


def _is_dateline(line: str, start: int, end: int) -> bool:
    """Whether a date stands between a place and the dash before the first sentence of a report."""
    head = _LINK.sub(r"\1", line[:start])
    closed = line[end : end + 1] in tuple(")）]】")
    if head.strip() and closed and (not head.strip(" \u3000（(［[【") or _PLACE.fullmatch(head)):
        return True
    if (head.rstrip().endswith(("(", "（")) and not (closed and _PLACES.fullmatch(head))) or PERIOD_AFTER.match(line, end):
        # The days of a life, or a period.
        return False
    return _BREAK.match(line, end) is not None and len(head) <= 120 and not _SENTENCE.search(head) and len(_SMALL.findall(head)) <= 1

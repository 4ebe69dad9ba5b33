"""Dates that an article states of itself: in labels, bylines, datelines and headlines, in keys of code and data, in addresses and names.

In: a document and the passages of one of its articles. Out: candidates, each with its kind. Never: a choice between them, or a day that
is planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from pipeline.records import Document, Segment
from pipeline.segments import front_matter
from pipeline.segments.bylines import AGE_END, DATE, MONTH, TIME, plain
from pipeline.segments.cells import known_label
from pipeline.segments.citations import URL
from pipeline.segments.dated_entries import AROUND, EDGE, ISSUE, LONGEST, PERIOD_AFTER, latest_of_list, without_entries
from pipeline.segments.written_dates import Candidate, day_of, in_address, in_name, month_of, whole

_DATE = re.compile(DATE)
#: Wide digits and marks of a date, as Japanese pages write them.
_NARROW = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")
#: What every date has at least: a year, or that of an era.
_DIGITS = re.compile(r"(?:19|20)\d{2}|令和|平成")
_TIMED = re.compile(TIME, re.IGNORECASE)
_CLOCK = re.compile(r"\d[:：時]\d")
#: Words right before a date, after which it is the day of one or the other.
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{words})(?:\s(?:on|at|date|time)|日時?|時刻)?[\s:：*_|｜\-–—\"'（(\]】>]{{0,8}}\Z", re.IGNORECASE))
    for kind, words in (
        (
            "planned",
            r"予定日?|期限|締切|due|deadline|until|by|expires?|scheduled(?:\sfor)?|\w{2,12}\sday(?=\W)|event|webinar|conference|開始|開催日時?|会期|예정일?|개최일?|행사",
        ),
        ("updated", r"(?:last\s)?(?:updated|modified|revised|edited|changed)|最終更新|更新|修正|改訂|改定|改正|수정|업데이트"),
        ("read", r"accessed|retrieved|viewed|crawled(?:\sat)?|collected(?:\sat)?|archived|clipped|閲覧|アクセス|取得|수집"),
        ("as_of", r"\bas\s(?:of|at|on)|\bstatus|基準|기준|現在|株価"),
        (
            "resolved",
            r"\b(?:approved|adopted|considered|authori[sz]ed\sfor\s(?:issue|publication)|taken\son\srecord)\s[^.!?\d]{0,90}\b(?:held|on|dated)"
            r"|\bmeeting\s[^.!?\d]{0,60}\bheld|取締役会(?:決議|開催)",
        ),
        (
            "label",
            r"\b(?:filed|published|posted|issued|released|submitted)\s[^.!?\d]{0,90}\bon|\b(?:first\s)?(?:published|posted|issued|released|dated|submitted|filed)|\b(?:publication|publishing|release|issue|posting|filing|report)\sdate"
            r"|\bdate(?:d|\sof\s(?:publication|issue|release|report))?|公開|掲載|配信|発信|投稿|発行|発表|公表|開示|作成|分析|執筆|記載|提出|日付|入力"
            r"|입력|등록|게시|작성|승인|발행|배포|날짜|송고|送信|sent",
        ),
    )
)
#: What makes a date beside it that of a period, of an origin or of a deal, and none of the article.
_PERIOD_BEFORE = re.compile(
    r"\b(?:ended|ending|ends|through|since|from|to|year|quarter|months|weeks?\sof|founded|established|born|incorporated)\W{0,40}\Z"
    rf"|[~～〜]\s?\Z|(?:[日年月일년월]|\b(?:19|20)\d{{2}}|{MONTH}\s\d{{1,2}})\s?[-–—]\s?\Z",
    re.IGNORECASE,
)
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "planned",
        re.compile(r"\s?(?:付け?(?:で|の|に)|までに?|予定|以降|より|から|に開始|開始|期限|\(?scheduled|until|예정|부터)", re.IGNORECASE),
    ),
    ("as_of", re.compile(r"\s?(?:現在|時点|末現在|기준|현재)")),
    ("read", re.compile(r"\s?に?(?:閲覧|アクセス|取得)")),
    ("updated", re.compile(r"\s?に?(?:最終)?(?:更新|修正|改訂|改定)|\s?[(（]?(?:updated|modified)", re.IGNORECASE)),
    ("issue", re.compile(r"\s?(?:第?\d{0,5}|[(（][^()（）\s]{0,8})?号")),
    (
        "label",
        re.compile(
            r"\s?に?(?:公開|掲載|配信|付|発行|発表|公表|作成|提出|投稿|송고)(?!の\w|(?:さ\w)?し?た\w|済)|\s?[(（](?:published|posted)[)）]"
            r"|\s?(?:발행|배포|게시|입력)(?=[^\S\n]{0,4}(?:[|｜·/\n]|\Z))",
            re.IGNORECASE,
        ),
    ),
)
_KEY = re.compile(
    r"[\s<{,\"'](?P<key>(?:article:)?(?:date[-_]?)?publish(?:ed)?(?:[-_]?(?:at|on|date|time))?|pub[-_]?date|date(?:[-_]?time)?|posted(?:[-_]?(?:at|on))?"
    r"|release[-_]?date|issued|created(?:[-_]?at)?"
    r"|(?P<taken>(?:exported|generated|fetched|crawled|scraped|retrieved|downloaded|extracted|snapshot)(?:[-_]?(?:at|on|date|time))?))"
    rf"(?:[\"']?\s{{0,3}}[:=]\s{{0,3}}[\"']|[^<>\n\"']{{0,40}}>\s{{0,3}})(?P<date>{DATE})",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s{0,2}(?:\u3000|\s{2}|[|｜/·•,，>＞]|[-–—]{1,2}\s|\Z)")
#: What stands behind the day of an edition: its number, its page, the zone of its time, how long it takes to read.
_EDITION = re.compile(
    r"\s{1,3}(?:[朝夕]刊|[조석]간|[(（]?(?:GMT|UTC|KST|JST|E[SD]T)\b|第?\d{1,5}[面号版]|\d{1,2}면|\d{1,2}\smin(?:ute)?s?\sread)",
    re.IGNORECASE,
)
#: The number of a release before its day.
_NUMBER = re.compile(r"[\s#*]{0,6}(?:No\.?\s?|第\s?|제\s?)[\w-]{1,12}\s?(?:号|호)?\s{1,3}\Z", re.IGNORECASE)
#: The heads of what tells of a meeting that was held, and the words before its day.
_MINUTES = re.compile(r"(?i)\b(?:minutes\sof|transcript|questions\sand\sanswers)\b|議事[録要]|質疑応答|書き起こし|회의록|의사록|질의응답")
_HELD = re.compile(
    r"(?i:(?:\b(?:meeting|session|assembly|AGM|committee|council|board|call)\b[^.!?\d]{0,60}\b|(?:\A|\n)[\s*#]{0,6})"
    r"held\s[^.!?\d]{0,90}\bon\s\Z)|(?:開催日時?|개최일시?)\s?[:：]\s?\Z"
)
_SEPARATES = re.compile(r"(?:\u3000|\s{3}|[|｜/·•,，>＞:：]|\s[-–—]{1,2})\s{0,3}\Z")
#: What parts the date of the head of a report from its author and from the note of its picture.
_CLOSED = ("] ", "】", "］")
_BARRED, _BARS = re.compile(r"\s[|｜]\s{0,3}\Z"), re.compile(r"\s{0,3}[|｜]\s")
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
_EMPHASIS = re.compile(r"[*_]{1,3}")
_LINK = re.compile(r"\[([^\[\]\n]{1,100})\]\([^()\s]{1,300}\)")
_SENTENCE = re.compile(r"[a-z)]{2}[.!?]\s(?![-–—])|[。！？]")
_SMALL = re.compile(r"(?<![\w'’])[a-z]{2,20}\b")
#: Characters of a line that says as of when it holds and little else, and what opens a note of it.
_ALONE = 48
_BRACKETED = re.compile(r"[(（\[［][^()（）\[\]]{0,16}\Z")
#: Characters of a line that may be the label of the one below it.
_LABEL = 24
#: Dates from which a line is a series of periods.
_SERIES = 4
_ORIGINAL = re.compile(r"\b(?:source|original|originally|canonical|link|url|permalink|via)\b|原文|出典|元記事|출처|원문", re.IGNORECASE)
_AGE_UNIT = re.compile(r"(?P<n>\d{1,3})\s?(?P<unit>h|d|min|hour|hr|day|week|month|year|分|時間|日|週間|か月|ヶ月|カ月|年)", re.IGNORECASE)
_DAYS = {"h": 0, "hour": 0, "hr": 0, "min": 0, "分": 0, "時間": 0, "d": 1, "day": 1, "日": 1, "week": 7, "週間": 7}
_WRITTEN = ("published", "published_at", "publish_date", "published_date", "pubdate", "date", "datetime", "posted", "issued", "dateline")
_STORED = ("created", "created_at")
_RENEWED = ("updated", "updated_at", "last_updated", "modified", "last_modified", "lastmod")
_PARTS = re.compile(r"[|｜/·>＞]|\s[-–—]{1,2}\s")
#: The end of the first words of a letter to readers: "Friday, 28 February 2025. You are one of ..."
_OPENS = re.compile(r"[.:。：]\s")
#: The stamp of the version of a release: View source version on ...: 20180426005612/en
_VERSION = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4,6}(?=/[a-z]{2}\b)")
#: Characters of a line that may be a stamp, and passages at the foot of an article that may hold one.
_STAMP, _FOOT = 120, 3
#: Characters of a line that may end with a day without its year, and a year that has every day.
_CREDIT, _LEAP = 60, 2024
#: Keys of data whose dates are read.
_KEYS = 4
#: A line of data, which its keys tell of.
_KEYED = re.compile(r"[{\[\s]{0,80}\"[^\"]{1,80}\"\s?:")
#: Candidates from which no further ones are looked for.
_MOST = 40
#: Lines and passages at the head and the end of an article that are read, and characters of data in which keys are.
_LINES, _HEAD, _TAIL, _BODIES, _DATA = 60, 40, 10, 8, 20_000
#: Passages of the head that say what an article is.
_OPENING = 3


def stated(document: Document, part: Sequence[Segment], given: Mapping[str, str], *, first: bool) -> list[Candidate]:
    """Return the dates that an article states of itself, those of one kind in their order.

    Args:
        document: Its document; what came with it is among them.
        part: Its passages.
        given: What the front matter says, in the first article.
        first: Whether it is the first article: address, name and keys are those of the first.
    """
    found = list(_declared(document, given)) if first else []
    ahead = front_matter.read(document.text).end if first and given else 0
    head = [*part[:_HEAD], *part[max(_HEAD, len(part) - _TAIL) :]]
    body = 0
    above = ""
    minutes = any(_MINUTES.search(document.text, one.start, min(one.end, one.start + LONGEST)) for one in part[:_OPENING])
    for place, segment in enumerate(head):
        if segment.start < ahead:
            # What the keys of front matter say is told above.
            continue
        line = document.text[segment.start : min(segment.end, segment.start + 4 * LONGEST)]
        if segment.kind in ("paragraph", "list_item", "quote") and len(line.strip()) > 60:
            body += 1
            opened = next(filter(None, map(_dateline, line.split("\n"))), None) if body <= _BODIES else None
            if opened is not None:
                found.append(opened)
                continue
        if len(found) < _MOST:
            edge = place < EDGE or place >= len(head) - _FOOT
            said = _in_lines(line, segment.kind, above, edge=edge, minutes=minutes and place < EDGE)
            found += (replace(one, place=place) for one in islice(said, _MOST))
        above = line.rstrip().rpartition("\n")[2].strip()
    found = without_entries(found, [document.text[segment.start : min(segment.end, segment.start + LONGEST)] for segment in head])
    found += latest_of_list(document.text, part)
    if first:
        found += _in_data(document.text[: part[-1].end if part else 0][:_DATA])
    return found


def age(text: str, part: Sequence[Segment], page: Candidate) -> Candidate | None:
    """Return the day that is as many days before that of the page as the article says.

    Args:
        text: The text.
        part: The passages of the article.
        page: The date of the page.
    """
    said = next((line for line in _bylines(text, part) if AGE_END.search(line)), None)
    if said is None or page.precision != "day":
        return None
    told = AGE_END.search(said)
    unit = _AGE_UNIT.search(told["age"]) if told is not None else None
    days = _DAYS.get(unit["unit"].casefold()) if unit is not None else None
    if unit is None or not days:
        return None
    return Candidate(page.start - timedelta(days=days * int(unit["n"])), "day", "age", f"{said}, at {page.start.isoformat()}")


def aged(text: str, part: Sequence[Segment]) -> bool:
    """Whether an article says how long ago it was published."""
    return any(AGE_END.search(line) for line in _bylines(text, part))


def _bylines(text: str, part: Sequence[Segment]) -> Iterator[str]:
    for segment in part[:24]:
        if segment.kind == "byline":
            yield plain(text[segment.start : segment.end].strip())


def _declared(document: Document, given: Mapping[str, str]) -> Iterator[Candidate]:
    """Give the dates that came with the document, that its front matter, its address and its name spell."""
    for declared in document.declared:
        if declared.kind == "copyright":
            yield Candidate(date(int(declared.value), 1, 1), "year", declared.kind, f"{declared.said} {declared.value}")
        elif (day := whole(declared.value)) is not None:
            yield Candidate(*day, declared.kind, f"{declared.said} {declared.value}")
    for kind, keys in (("front_matter", _WRITTEN), ("stored", _STORED), ("updated", _RENEWED)):
        for key in keys:
            if key in given and (day := whole(given[key])) is not None:
                yield Candidate(*day, kind, f"{key} {given[key]}")
    if document.url and (day := in_address(document.url)) is not None:
        yield Candidate(*day, "address", document.url)
    for key in ("url", "link", "source", "canonical", "permalink"):
        if key in given and (day := in_address(given[key])) is not None:
            yield Candidate(*day, "address", given[key])
    if (day := in_name(document.path)) is not None:
        yield Candidate(*day, "name", document.path)


def _in_lines(passage: str, kind: str, above: str, *, edge: bool, minutes: bool = False) -> Iterator[Candidate]:
    """Give the dates in the lines of a passage that its place or the words beside make those of the article.

    `minutes` is whether it stands in the head of what tells of a meeting: then the day on which that was held is that of the article.
    """
    lines = passage.strip().split("\n")[:_LINES]
    # A date that a hard wrap breaks is whole where its lines are joined.
    wrapped = [passage.replace("\n", " ")] if len(lines) > 1 and not any(_DATE.search(line) for line in lines) else []
    for line in (*lines, *wrapped):
        line = line.strip().translate(_NARROW)
        label, above = above, line
        if (len(label) <= _LABEL and _BEFORE[0][1].search(label)) or (label.rstrip(" *_").endswith(("?", "？")) and kind != "byline"):
            # The day of a plan, or the answer to a question.
            continue
        if len(line) > LONGEST or _DIGITS.search(line) is None or _KEYED.match(line):
            continue
        dates = list(_DATE.finditer(line))
        # A reference is read on a day, and so is the page at whose foot it stands.
        for match in dates if len(dates) < _SERIES else ():
            day = whole(match.group())
            held = minutes and _HELD.search(line, 0, match.start()) is not None
            told = "resolved" if held else _told(line, match.start(), match.end(), kind, edge=edge) if day is not None else None
            if day is not None and told is not None and (kind != "reference" or told in ("updated", "resolved")):
                yield Candidate(*day, told, line)
        months = [] if dates or kind == "reference" else list(ISSUE.finditer(line))
        told = _of_issue(line, months[0].start(), months[0].end(), edge=edge) if len(months) == 1 else None
        if told is not None and (day := whole(months[0].group())) is not None:
            yield Candidate(*day, told, line)
        if _ORIGINAL.search(line):
            yield from _original(line)


def _original(line: str) -> Iterator[Candidate]:
    """Give the days in the addresses of a line that names the original of the article, and in the stamp of its version."""
    for address in URL.finditer(line):
        if (day := in_address(address.group())) is not None:
            yield Candidate(*day, "original", address.group())
    for stamp in _VERSION.finditer(line):
        if (made := day_of(int(stamp[1]), int(stamp[2]), int(stamp[3]))) is not None:
            yield Candidate(made, "day", "original", line)


def _told(line: str, start: int, end: int, kind: str, *, edge: bool) -> str | None:
    """Return what makes a date in a line that of the article, or None."""
    timed = _TIMED.match(line, end)
    # What parts the date from what follows is no part of its time.
    time = timed.group().rstrip(" \u3000|,·/-–") if timed is not None else ""
    after, clock = end + len(time), _CLOCK.search(time) is not None
    told = _worded(line, start, end, after)
    if told == "as_of" and len(line) > _ALONE and not _BRACKETED.search(line, max(0, start - 20), start):
        # In running text it is a figure that is of that day.
        return None
    if told is not None:
        return told if told != "planned" else None
    if _PERIOD_BEFORE.search(line, max(0, start - 60), start) or PERIOD_AFTER.match(line, end):
        return None
    before, behind = line[:start].strip(AROUND), line[after:].strip(AROUND)
    if not before and not behind:
        return "line" if kind != "byline" else "byline"
    spaced = kind == "table_row" and "\t" not in line and not line.lstrip().startswith(("|", "+"))
    stamp = len(line) <= _STAMP and (
        kind != "table_row" or (spaced and edge and "\u3000" in (line[start - 1 : start], line[after : after + 1]))
    )
    if edge and stamp and clock:
        return "byline"
    opened = line[start - 1 : start] in tuple("(（[【")
    parted, ended = _SEPARATES.search(line[:start]) is not None, _SEPARATED.match(line, after) is not None and line[end - 1] != "月"
    if edge and stamp and not before and _EDITION.match(line, end):
        return "byline"
    if kind in ("title", "heading"):
        numbered = edge and (
            _NUMBER.match(line[:start]) is not None or (_BARS.match(line, after) is not None and line[:start].endswith(_CLOSED))
        )
        if numbered or (before and behind and parted and ended):
            return "byline" if edge else None
        bracketed = line[end : end + 1] in ")）]】" or (edge and opened)
        if bracketed and before and not edge:
            # What stands below the heading is as of that day.
            return "as_of"
        return "title" if not before or not behind or bracketed else None
    if known_label(before) and (kind == "table_row" or not _PARTS.search(before)):
        return None
    if kind == "byline":
        return "byline"
    if edge and stamp and opened and line[after : after + 1] in tuple(")）]】"):
        return "title" if line[-1] not in "。." else None
    if edge and not before and _OPENS.match(line, end):
        return "byline"
    if edge and _BARRED.search(line[:start]) and _BARS.match(line, after):
        return "byline"
    stands = (not behind and parted) or (edge and ended and (parted or not before))
    return "byline" if stands and stamp else None


def _worded(line: str, start: int, end: int, after: int) -> str | None:
    """Return what the words beside a date call it, or None; `after` is where the time of day behind it ends."""
    for name, words in _BEFORE:
        if words.search(line, max(0, start - (120 if name in ("label", "resolved") else 40)), start):
            return name
    return next((name for name, words in _AFTER if words.match(line, end) or words.match(line, after)), None)


def _of_issue(line: str, start: int, end: int, *, edge: bool) -> str | None:
    """Return what makes a month in a line that of the article: a word beside it, or its place in the head or foot of an issue."""
    told = _worded(line, start, end, end)
    if told in ("updated", "label", "read"):
        return told if len(line) <= _STAMP else None
    if told == "as_of":
        return told if len(line) <= _ALONE else None
    if not edge or told is not None or len(line) > _STAMP or _PERIOD_BEFORE.search(line, max(0, start - 60), start):
        return None
    before, behind = line[:start].strip(AROUND), line[end:].strip(AROUND)
    opened = not before or _SEPARATES.search(line[:start]) is not None
    closed = not behind or _SEPARATED.match(line, end) is not None
    return "issue" if opened and closed and not PERIOD_AFTER.match(line, end) else None


def open_day(text: str, part: Sequence[Segment]) -> tuple[int, int, str] | None:
    """Return month and day of a stamp of the head or a dateline that has no year, and its words, or None.

    Args:
        text: The text.
        part: The passages of the article.
    """
    for segment in part[:EDGE]:
        for line in text[segment.start : min(segment.end, segment.start + LONGEST)].split("\n"):
            if len(line) <= _STAMP and (stamp := _open_stamp(line.strip(" #*_\u3000"))) is not None:
                return stamp
    bodies = [segment for segment in part[:_HEAD] if segment.kind in ("paragraph", "list_item", "quote")][: 2 * _BODIES]
    for segment in bodies:
        for line in text[segment.start : min(segment.end, segment.start + 4 * LONGEST)].split("\n"):
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
        every = (match for match in _OPEN_STAMP.finditer(line) if not _PERIOD_BEFORE.search(line, 0, match.start()))
        found += (match for match in every if match["worded"] or (match.end() == len(line) and _SEPARATES.search(line[: match.start()])))
    for match in found:
        if (said := _month_and_day(match)) is not None:
            return *said, match.group()
    return None


def _month_and_day(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the month and the day that a match names, where the calendar has it."""
    month = int(match["number"]) if match["number"] is not None else month_of(match["month"] or match["other"])
    day = int(match["numeral"] or match["day"] or match["first"])
    return (month, day) if day_of(_LEAP, month, day) is not None else None


def _dateline(line: str) -> Candidate | None:
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
    if not head.strip(" \u3000(（[【") and head.strip() and line[end : end + 1] in tuple(")）]】"):
        return True
    if head.rstrip().endswith(("(", "（")) or PERIOD_AFTER.match(line, end):
        # The days of a life, or a period.
        return False
    return _BREAK.match(line, end) is not None and len(head) <= 120 and not _SENTENCE.search(head) and len(_SMALL.findall(head)) <= 1


def _in_data(text: str) -> Iterator[Candidate]:
    """Give the dates that stand under a key, as code, markup and tables of data have them."""
    for count, match in enumerate(_KEY.finditer(text)):
        if count == _KEYS:
            break
        if (day := whole(match["date"])) is not None:
            depth = text.count("{", 0, match.start("key")) - text.count("}", 0, match.start("key"))
            own = "taken" if match["taken"] else "stored" if match["key"].casefold().startswith("created") else "key"
            # The date of a record inside data is that of the record.
            yield Candidate(*day, "recorded" if depth > 1 and text.lstrip().startswith(("{", "[")) else own, match.group().strip())
    lines = text.split("\n", 2)
    heads = [head.strip(" \"'\r").casefold() for head in lines[0].split(",")] if len(lines) > 2 and len(lines[0]) < 2_000 else []
    if len(heads) >= 3:
        cells = lines[1].split(",")
        for head, cell in zip(heads, cells, strict=False):
            if head in _WRITTEN and (day := whole(cell)) is not None:
                yield Candidate(*day, "key", f"{head} {cell.strip()}")

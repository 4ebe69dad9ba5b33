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
from pipeline.segments.bylines import AGE_END, DATE, TIME, plain
from pipeline.segments.cell_forms import begun
from pipeline.segments.cells import column_type, known_label
from pipeline.segments.citations import URL
from pipeline.segments.dated_entries import (
    AROUND,
    EDGE,
    ISSUE,
    LONGEST,
    PERIOD_AFTER,
    PERIOD_BEFORE,
    SEPARATES,
    latest_of_list,
    without_entries,
)
from pipeline.segments.datelines import BODIES, HEAD, STAMP, dateline
from pipeline.segments.written_dates import Candidate, day_of, in_address, in_name, whole

_DATE = re.compile(DATE)
#: Wide digits and marks of a date, as Japanese pages write them.
_NARROW = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")
#: What every date has at least: a year, or that of an era.
_DIGITS = re.compile(r"(?:19|20)\d{2}|令和|平成|/\d{1,2}/\d{2}(?!\d)")
#: A label and its date that open a line of running text: "Published 2023-02-15 Acme has ...".
_BEGUN = re.compile(rf"(?:date|(?:first )?published|posted)(?: on)?[:\s]\s{{0,3}}{DATE}", re.IGNORECASE)
_TIMED = re.compile(TIME, re.IGNORECASE)
_CLOCK = re.compile(r"\d[:：時]\d")
#: Words right before a date, after which it is the day of one or the other.
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{words})(?:\s(?:on|at|date|time)|日時?|時刻)?[\s:：*_|｜\-–—\"'（(\]】>]{{0,8}}\Z", re.IGNORECASE))
    for kind, words in (
        (
            "planned",
            r"予定日?|期限|締切|due|deadline|until|by|\b(?:earnings|ex-?dividend|payment|record|settlement|maturity|closing|effective)\sdate|expires?|scheduled(?:\sfor)?|\w{2,12}\sday(?=\W)|event|webinar|conference|開始|開催日時?|会期|예정일?|개최일?|행사",
        ),
        ("updated", r"(?:last\s)?(?:updated|modified|revised|edited|changed|reviewed)|最終更新|更新|修正|改訂|改定|改正|수정|업데이트"),
        ("read", r"accessed|retrieved|viewed|crawled(?:\sat)?|collected(?:\sat)?|archived|clipped|閲覧|アクセス|取得|수집"),
        (
            "as_of",
            r"\bas\s(?:of|at|on)|\b(?:shareholders|shareholdings?|holdings|employees|staff|position|balances?)\sat|\bstatus|基準|기준|現在|株価",
        ),
        (
            "resolved",
            r"\b(?:approved|adopted|considered|authori[sz]ed\sfor\s(?:issue|publication)|taken\son\srecord)\s[^.!?\d]{0,90}\b(?:held|on|dated)"
            r"|\bmeeting\s[^.!?\d]{0,60}\bheld|取締役会(?:決議|開催)",
        ),
        (
            "label",
            r"\b(?:filed|published|posted|issued|released|submitted)\s[^.!?\d]{0,90}\bon|\b(?:first\s)?(?:published|posted|issued|released|dated|submitted|filed|generated)|\bby\s[^.!?\d]{2,40}\son|\b(?:publication|publishing|release|issue|posting|filing|report)\sdate"
            r"|\bdate(?:d|\sof\s(?:publication|issue|release|report))?|公開|掲載|配信|発信|投稿|発行|発表|公表|開示|作成|分析|執筆|記載|提出|日付|入力"
            r"|입력|등록|게시|작성|승인|발행|배포|날짜|송고|送信|sent",
        ),
    )
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
#: What was told before and is changed now: 前回発表予想（2024年5月10日公表）.
_FORMER = re.compile(
    r"(?:前回|従来|当初|先般|既に|すでに)[^。\n]{0,24}\Z|\b(?:previous(?:ly)?|prior|initial(?:ly)?|original(?:ly)?)\b[^.\n]{0,40}\Z",
    re.IGNORECASE,
)
#: What makes a day in brackets that of a deed.
_STEP = re.compile(r"\s?付(?:け)?\s?[）)]")
_KEY = re.compile(
    r"[\s<{,\"'](?P<key>(?:article:)?(?:date[-_]?)?publish(?:ed)?(?:[-_]?(?:at|on|date|time))?|pub[-_]?date|date(?:[-_]?time)?|posted(?:[-_]?(?:at|on))?"
    r"|release[-_]?date|issued|created(?:[-_]?at)?"
    r"|(?P<taken>(?:exported|generated|fetched|crawled|scraped|retrieved|downloaded|extracted|snapshot)(?:[-_]?(?:at|on|date|time))?))"
    rf"(?:[\"']?\s{{0,3}}[:=]\s{{0,3}}[\"']|[^<>\n\"']{{0,40}}>\s{{0,3}})(?P<date>{DATE})",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s{0,2}(?:\u3000|\s{2}|[|｜/·•,，>＞]|[-–—]{1,2}\s|\Z)")
#: What parts the day at the head of an article from what it is filed under.
_BARRED_AFTER = re.compile(r"\s{1,3}[|｜/／·•]\s")
#: What stands behind the day of an edition: its number, its page, the zone of its time, how long it takes to read.
_EDITION = re.compile(
    r"\s{1,3}(?:[朝夕]刊|[조석]간|[(（]?(?:GMT|UTC|KST|JST|E[SD]T)\b|第?\d{1,5}[面号版]|\d{1,2}면|\d{1,2}\smin(?:ute)?s?\sread)",
    re.IGNORECASE,
)
#: The weekday of a day, as the head of an issue has it.
_WEEKDAYED = re.compile(r"\s?[（(][月火水木金土日월화수목금토일](?:曜日?|요일)?[)）]")
#: What tells the day of an edition behind the name of the paper.
_EDITIONED = re.compile(r"\s{0,3}(?:[朝夕]刊|[조석]간|第?\d{1,5}[面版]|\d{1,2}면)")
#: What makes the day behind it the end of the week that a digest tells of.
_WEEK_OF = re.compile(r"\b[Ww]eek (?:ending|ended|to):?\s\Z")
#: The number of a release before its day.
_NUMBER = re.compile(r"[\s#*]{0,6}(?:No\.?\s?|第\s?|제\s?)[\w-]{1,12}\s?(?:号|호)?\s{1,3}\Z", re.IGNORECASE)
#: The heads of what tells of a meeting that was held, and the words before its day.
_MINUTES = re.compile(r"(?i)\b(?:minutes\sof|transcript|questions\sand\sanswers)\b|議事[録要]|質疑応答|書き起こし|회의록|의사록|질의응답")
_HELD = re.compile(
    r"(?i:(?:\b(?:meeting|session|assembly|AGM|committee|council|board|call)\b[^.!?\d]{0,60}\b|(?:\A|\n)[\s*#]{0,6})"
    r"held\s[^.!?\d]{0,90}\bon\s\Z)|(?:開催日時?|개최일시?)\s?[:：]\s?\Z"
)
#: Words behind the day of what is written down: 2023年11月14日に開催された, 11월 14일 열린.
_HELD_AFTER = re.compile(
    r"\s?(?:に(?:、|て)?(?:行な?われ|開催(?:さ|し)|実施さ|開かれ)\w{0,2}た|에?\s?(?:열린|개최(?:된|한)|진행(?:된|한)))"
)
#: What parts the date of the head of a report from its author and from the note of its picture.
_CLOSED = ("] ", "】", "］")
_BARRED, _BARS = re.compile(r"\s[|｜]\s{0,3}\Z"), re.compile(r"\s{0,3}[|｜]\s")
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
#: The end of the day in the line of an issue, before another note: The Harbour Week, Dec. 15, 2025. By Ann Lee; | 2026년 2월 26일(목) 공시.
_CLOSES = re.compile(r"\.\s[A-Z]")
#: The end of the first words of a letter to readers: "Friday, 28 February 2025. You are one of ..."
_OPENS = re.compile(r"[.:。：]\s")
#: The stamp of the version of a release: View source version on ...: 20180426005612/en
_VERSION = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4,6}(?=/[a-z]{2}\b)")
#: Passages at the foot of an article that may hold a stamp.
_FOOT = 3
#: Keys of data whose dates are read.
_KEYS = 4
#: A line of data, which its keys tell of.
_KEYED = re.compile(r"[{\[\s]{0,80}\"[^\"]{1,80}\"\s?:")
#: Candidates from which no further ones are looked for.
_MOST = 40
#: Lines of a passage and passages at the end of an article that are read, and characters of data in which keys are.
_LINES, _TAIL, _DATA = 60, 10, 20_000
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
    head = [*part[:HEAD], *part[max(HEAD, len(part) - _TAIL) :]]
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
            opened = next(filter(None, map(dateline, line.split("\n"))), None) if body <= BODIES else None
            if opened is not None:
                found.append(opened)
                continue
        if len(found) < _MOST:
            edge = place < EDGE or place >= len(head) - _FOOT
            said = _in_lines(line, segment.kind, above, edge=edge, minutes=minutes and place < EDGE)
            valued = segment.kind == "table_row" and _valued(line)
            found += (replace(one, place=place) for one in islice(said, _MOST) if not valued or one.kind == "as_of")
        above = line.rstrip().rpartition("\n")[2].strip()
    found = without_entries(found, [document.text[segment.start : min(segment.end, segment.start + LONGEST)] for segment in head])
    found += latest_of_list(document.text, part)
    if first:
        found += _in_data(document.text[: part[-1].end if part else 0][:_DATA])
    return found


def _valued(row: str) -> bool:
    """Whether a row is a label with its value on a line of its own below, which is no date of the article unless the label says so."""
    label, _, below = row.strip().partition("\n")
    label = label.strip(f"{AROUND}•*-")
    if not below.strip() or not (
        begun(label, (), first=False) or known_label(label) or column_type(label) in ("money", "percent", "number")
    ):
        return False
    return _worded(f"{label}: ", len(label) + 2, len(label) + 2, len(label) + 2) is None


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
        if len(line) > LONGEST and (opening := _BEGUN.match(line)) is not None:
            line = opening.group()
        if (
            (len(label) <= _LABEL and _BEFORE[0][1].search(label))
            or len(line) > LONGEST
            or _DIGITS.search(line) is None
            or _KEYED.match(line)
        ):
            # The day of a plan, no line of a head, none with a date, or one of data.
            continue
        dates = list(_DATE.finditer(line))
        if label.rstrip(" *_").endswith(("?", "？")) and kind != "byline" and not (dates and _credits(line, dates[0])):
            # The answer to a question.
            continue
        # A reference is read on a day, and so is the page at whose foot it stands.
        for match in dates if len(dates) < _SERIES else ():
            day = whole(match.group())
            held = minutes and (_HELD.search(line, 0, match.start()) is not None or _HELD_AFTER.match(line, match.end()) is not None)
            told = "resolved" if held else _told(line, match.start(), match.end(), kind, edge=edge) if day is not None else None
            if day is not None and told is not None and (kind != "reference" or told in ("updated", "resolved")):
                yield Candidate(*day, told, line)
        months = [] if dates or kind == "reference" else list(ISSUE.finditer(line))
        told = _of_issue(line, months[0].start(), months[0].end(), edge=edge) if len(months) == 1 else None
        if told is not None and (day := whole(months[0].group())) is not None:
            yield Candidate(*day, told, line)
        if _ORIGINAL.search(line):
            yield from _original(line)


def _credits(line: str, day: re.Match[str]) -> bool:
    """Tell whether a line below a headline that asks says who wrote the article and when, and answers nothing: Ann Lee / ..."""
    if _worded(line, day.start(), day.end(), day.end()) == "label" or _BARRED_AFTER.match(line, day.end()):
        return True
    return not line[day.end() :].strip(AROUND) and SEPARATES.search(line[: day.start()]) is not None


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
    if edge and len(line) <= STAMP and _WEEK_OF.search(line, 0, start) and _SEPARATED.match(line, after):
        # A digest of a week appears at its end.
        return "byline"
    if PERIOD_BEFORE.search(line, max(0, start - 60), start) or PERIOD_AFTER.match(line, end):
        return None
    before, behind = line[:start].strip(AROUND), line[after:].strip(AROUND)
    if not before and not behind:
        return "line" if kind != "byline" else "byline"
    spaced = kind == "table_row" and "\t" not in line and not line.lstrip().startswith(("|", "+"))
    barred = not before and _BARRED_AFTER.match(line, after) is not None
    stamp = len(line) <= STAMP and (
        kind != "table_row" or (spaced and edge and (barred or "\u3000" in (line[start - 1 : start], line[after : after + 1])))
    )
    if edge and stamp and clock:
        return "byline"
    opened = line[start - 1 : start] in tuple("(（[【")
    parted, ended = SEPARATES.search(line[:start]) is not None, _SEPARATED.match(line, after) is not None and line[end - 1] != "月"
    if edge and stamp and (_EDITION.match(line, end) if not before else kind in ("title", "heading") and _EDITIONED.match(line, after)):
        return "byline"
    if kind in ("title", "heading"):
        numbered = edge and (
            _NUMBER.match(line[:start]) is not None or (_BARS.match(line, after) is not None and line[:start].endswith(_CLOSED))
        )
        if numbered or (before and behind and parted and (ended or (edge and _CLOSES.match(line, after)))):
            return "byline" if edge else None
        if edge and before and behind and _BARRED.search(line[:start]) and _WEEKDAYED.match(line, end):
            return "byline"
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
    if parted and line[:start].rstrip()[-1:] in tuple(":：") and _DATE.search(line, 0, start):
        # A step of a plan, each with its label and its date.
        return None
    stands = (not behind and parted) or (edge and ended and (parted or not before))
    return "byline" if stands and stamp else None


def _worded(line: str, start: int, end: int, after: int) -> str | None:
    """Return what the words beside a date call it, or None; `after` is where the time of day behind it ends."""
    for name, words in _BEFORE:
        if words.search(line, max(0, start - (120 if name in ("label", "resolved") else 40)), start):
            return name
    if _STEP.match(line, end) and line[start - 1 : start] in tuple("（("):
        # （2025年5月28日付）: of what the heading tells.
        return None
    if _FORMER.search(line, max(0, start - 48), start):
        return None
    return next((name for name, words in _AFTER if words.match(line, end) or words.match(line, after)), None)


def _of_issue(line: str, start: int, end: int, *, edge: bool) -> str | None:
    """Return what makes a month in a line that of the article: a word beside it, or its place in the head or foot of an issue."""
    told = _worded(line, start, end, end)
    if told in ("updated", "label", "read"):
        return told if len(line) <= STAMP or (edge and told == "updated") else None
    if told == "as_of":
        return told if len(line) <= _ALONE else None
    if not edge or told is not None or len(line) > STAMP or PERIOD_BEFORE.search(line, max(0, start - 60), start):
        return None
    before, behind = line[:start].strip(AROUND), line[end:].strip(AROUND)
    opened = not before or SEPARATES.search(line[:start]) is not None
    closed = not behind or (_SEPARATED.match(line, end) is not None and not (line[end] == "," and behind[0].islower()))
    return "issue" if opened and closed and not PERIOD_AFTER.match(line, end) else None


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

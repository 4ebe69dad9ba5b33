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
from pipeline.segments.bylines import AGE_END, DATE, MONTH, TIME, plain
from pipeline.segments.cells import known_label
from pipeline.segments.citations import URL
from pipeline.segments.written_dates import Candidate, in_address, in_name, month_of, whole

_DATE = re.compile(DATE)
#: Wide digits and marks of a date, as Japanese pages write them.
_NARROW = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")
#: What every date has at least: a year, or that of an era.
_DIGITS = re.compile(r"(?:19|20)\d{2}|令和|平成")
_TIMED = re.compile(TIME, re.IGNORECASE)
#: Words right before a date, after which it is the day of one or the other.
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{words})(?:\s(?:on|at|date|time)|日時?|時刻)?[\s:：*_|｜\-–—\"'（(\]】>]{{0,8}}\Z", re.IGNORECASE))
    for kind, words in (
        ("planned", r"予定日?|期限|締切|due|deadline|until|by|expires?|scheduled(?:\sfor)?|開始|예정일?"),
        ("updated", r"(?:last\s)?(?:updated|modified|revised|edited|changed)|最終更新|更新|修正|改訂|改定|改正|수정|업데이트"),
        ("read", r"accessed|retrieved|viewed|crawled(?:\sat)?|collected(?:\sat)?|archived|clipped|閲覧|アクセス|取得|수집"),
        ("as_of", r"\bas\s(?:of|at|on)|基準|기준|現在|株価"),
        (
            "label",
            r"\b(?:filed|published|posted|issued|released|submitted)\s[^.!?\d]{0,90}\bon|\b(?:first\s)?(?:published|posted|issued|released|dated|submitted|filed)|\b(?:publication|publishing|release|issue|posting|filing|report)\sdate"
            r"|\bdate(?:d|\sof\s(?:publication|issue|release|report))?|公開|掲載|配信|発信|投稿|発行|発表|公表|開示|作成|分析|執筆|記載|提出|日付|入力"
            r"|입력|등록|게시|작성|승인|발행|배포|날짜",
        ),
    )
)
#: What makes a date beside it that of a period, of an origin or of a deal, and none of the article.
_PERIOD_BEFORE = re.compile(
    r"\b(?:ended|ending|ends|through|since|from|to|year|quarter|months|founded|established|born|incorporated)\W{0,40}\Z"
    rf"|[~～〜]\s?\Z|(?:[日年月일년월]|\b(?:19|20)\d{{2}}|{MONTH}\s\d{{1,2}})\s?[-–—]\s?\Z",
    re.IGNORECASE,
)
_PERIOD_AFTER = re.compile(
    r"\s?(?:期|度|卒|生|生まれ|設立|創業|以来|[~～〜])"
    rf"|\s?[-–—]\s?(?:(?:19|20)\d{{2}}(?!\d)|{MONTH}|[)）]|\d{{1,2}}[.,]?\s{MONTH})"
)
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("planned", re.compile(r"\s?(?:までに?|予定|以降|より|から|に開始|開始|期限|\(?scheduled|until|예정|부터)", re.IGNORECASE)),
    ("as_of", re.compile(r"\s?(?:現在|時点|末現在|기준|현재)")),
    ("read", re.compile(r"\s?に?(?:閲覧|アクセス|取得)")),
    ("updated", re.compile(r"\s?に?(?:最終)?(?:更新|修正|改訂|改定)|\s?[(（]?(?:updated|modified)", re.IGNORECASE)),
    ("label", re.compile(r"\s?に?(?:公開|掲載|配信|付|発行|発表|公表|作成|提出|投稿)|\s?[(（](?:published|posted)[)）]", re.IGNORECASE)),
)
_KEY = re.compile(
    r"[\s<{,\"'](?P<key>(?:article:)?(?:date[-_]?)?publish(?:ed)?(?:[-_]?(?:at|on|date|time))?|pub[-_]?date|date(?:[-_]?time)?|posted(?:[-_]?(?:at|on))?"
    r"|release[-_]?date|issued|created(?:[-_]?at)?)"
    rf"(?:[\"']?\s{{0,3}}[:=]\s{{0,3}}[\"']|[^<>\n\"']{{0,40}}>\s{{0,3}})(?P<date>{DATE})",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s{0,3}(?:[|｜/·•,，>＞]|[-–—]{1,2}\s|\Z)")
_SEPARATES = re.compile(r"(?:[|｜/·•,，>＞:：]|\s[-–—]{1,2})\s{0,3}\Z")
_BREAK = re.compile(
    r"\s{0,3}[)）]?\s{0,2}(?:[（(\[/][^()（）\[\]/\n]{2,60}[)）\]/])?(?:\([^()\s]{1,300}\))?\s{0,3}(?:[-–—―]{1,2}(?=\s|\Z)|[-–—]{2}|:\s)"
)
_OPEN_DAY = re.compile(
    rf"\b(?:(?P<month>{MONTH})\s(?P<day>\d{{1,2}})|(?P<first>\d{{1,2}})\s(?P<other>{MONTH}))(?![\d:])(?!,?\s(?:19|20)\d{{2}})"
)
_LINK = re.compile(r"\[([^\[\]\n]{1,100})\]\([^()\s]{1,300}\)")
_SENTENCE = re.compile(r"[a-z)]{2}[.!?]\s(?![-–—])|[。！？]")
_SMALL = re.compile(r"(?<![\w'’])[a-z]{2,20}\b")
#: Dated lines from which they are a list.
_ENTRIES = 3
#: Dates from which they are a series of measurements and no list of notices.
_ROWS = 200
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
_WRITTEN = ("published", "published_at", "publish_date", "pubdate", "date", "datetime", "posted", "issued")
_STORED = ("created", "created_at", "updated", "modified", "lastmod")
#: Candidates from which no further ones are looked for.
_MOST = 40
#: Lines and passages at the head and the end of an article that are read, and characters of data in which keys are.
_LINES, _HEAD, _TAIL, _BODIES, _LONGEST, _DATA = 60, 40, 10, 8, 300, 20_000


def stated(document: Document, part: Sequence[Segment], given: Mapping[str, str], *, first: bool) -> list[Candidate]:
    """Return the dates that an article states of itself, those of one kind in their order.

    Args:
        document: Its document; what came with it is among them.
        part: Its passages.
        given: What the front matter says, in the first article.
        first: Whether it is the first article: address, name and keys are those of the first.
    """
    found = list(_declared(document, given)) if first else []
    head = [*part[:_HEAD], *part[max(_HEAD, len(part) - _TAIL) :]]
    body = 0
    above = ""
    for place, segment in enumerate(head):
        if segment.kind == "reference" or (place == 0 and first and given):
            continue
        line = document.text[segment.start : min(segment.end, segment.start + 4 * _LONGEST)]
        if segment.kind in ("paragraph", "list_item", "quote") and len(line.strip()) > 60:
            body += 1
            opened = next(filter(None, map(_dateline, line.split("\n"))), None) if body <= _BODIES else None
            if opened is not None:
                found.append(opened)
                continue
        if len(found) < _MOST:
            found += (replace(one, place=place) for one in islice(_in_lines(line, segment.kind, above), _MOST))
        above = line.rstrip().rpartition("\n")[2].strip()
    found += _latest_of_list(document.text, part)
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
        if (day := whole(declared.value)) is not None:
            yield Candidate(*day, declared.kind, f"{declared.said} {declared.value}")
    for kind, keys in (("front_matter", _WRITTEN), ("stored", _STORED)):
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


def _in_lines(passage: str, kind: str, above: str) -> Iterator[Candidate]:
    """Give the dates in the lines of a passage that its place or the words beside make those of the article."""
    lines = passage.split("\n")[:_LINES]
    # A date that a hard wrap breaks is whole where its lines are joined.
    wrapped = [passage.replace("\n", " ")] if len(lines) > 1 and not any(_DATE.search(line) for line in lines) else []
    for line in (*lines, *wrapped):
        line = line.strip().translate(_NARROW)
        label, above = above, line
        if len(label) <= _LABEL and _BEFORE[0][1].search(label):
            continue
        if len(line) > _LONGEST or _DIGITS.search(line) is None:
            continue
        dates = list(_DATE.finditer(line))
        for match in dates if len(dates) < _SERIES else ():
            day = whole(match.group())
            told = _told(line, match.start(), match.end(), kind) if day is not None else None
            if day is not None and told is not None:
                yield Candidate(*day, told, line)
        if _ORIGINAL.search(line):
            for address in URL.finditer(line):
                if (day := in_address(address.group())) is not None:
                    yield Candidate(*day, "original", address.group())


def _told(line: str, start: int, end: int, kind: str) -> str | None:
    """Return what makes a date in a line that of the article, or None."""
    timed = _TIMED.match(line, end)
    after = timed.end() if timed is not None else end
    told = next((name for name, words in _BEFORE if words.search(line, max(0, start - (120 if name == "label" else 40)), start)), None)
    told = told or next((name for name, words in _AFTER if words.match(line, end) or words.match(line, after)), None)
    if told == "as_of" and len(line) > _ALONE and not _BRACKETED.search(line, max(0, start - 20), start):
        # In running text it is a figure that is of that day.
        return None
    if told is not None:
        return told if told != "planned" else None
    if _PERIOD_BEFORE.search(line, max(0, start - 60), start) or _PERIOD_AFTER.match(line, end):
        return None
    before, behind = line[:start].strip(" #*_|>•·-–—[(（【<\"'"), line[after:].strip(" *_|])）】>\"',")
    if not before and not behind:
        return "line" if kind != "byline" else "byline"
    if kind in ("title", "heading"):
        return "title" if not before or not behind or line[end : end + 1] in ")）]】" else None
    if known_label(before):
        return None
    if kind == "byline":
        return "byline"
    if len(line) <= 120 and ((not before and _SEPARATED.match(line, after)) or (not behind and _SEPARATES.search(line[:start]))):
        return "byline" if kind not in ("table_row", "reference") else None
    return None


def open_day(text: str, part: Sequence[Segment]) -> tuple[int, int, str] | None:
    """Return month and day of a dateline without a year, and its words, or None.

    Args:
        text: The text.
        part: The passages of the article.
    """
    bodies = [segment for segment in part[:_HEAD] if segment.kind in ("paragraph", "list_item", "quote")][: 2 * _BODIES]
    for segment in bodies:
        for line in text[segment.start : min(segment.end, segment.start + 4 * _LONGEST)].split("\n"):
            match = _OPEN_DAY.search(line, 0, 160)
            if match is not None and _is_dateline(line, match.start(), match.end()):
                return month_of(match["month"] or match["other"]), int(match["day"] or match["first"]), line[: match.end()].strip()
    return None


def _latest_of_list(text: str, part: Sequence[Segment]) -> Iterator[Candidate]:
    """Give the latest of the dates that open the rows or lines of a list: notices, versions, chapters of a history."""
    found: list[tuple[date, str]] = []
    for segment in part:
        if segment.kind in ("table_row", "list_item", "byline", "paragraph", "heading"):
            line = text[segment.start : min(segment.end, segment.start + 60)].strip(" *-•・|\n\t")
            match = _DATE.match(line)
            day = whole(match.group()) if match is not None and not _PERIOD_AFTER.match(line, match.end()) else None
            found += [day] if day is not None else []
    if len(found) <= _ROWS and len({day for day, _ in found}) >= _ENTRIES:
        latest = max(found, key=lambda dated: dated[0])
        yield Candidate(*latest, "listed", f"the latest of {len(found)} entries")


def _dateline(line: str) -> Candidate | None:
    """Return the day of a dateline with its year: place, day and a dash before the first sentence."""
    match = _DATE.search(line, 0, 260)
    if match is None or (day := whole(match.group())) is None or day[1] != "day" or not _is_dateline(line, match.start(), match.end()):
        return None
    return Candidate(*day, "dateline", line[: match.end()].strip())


def _is_dateline(line: str, start: int, end: int) -> bool:
    """Whether a date stands between a place and the dash before the first sentence of a report."""
    head = _LINK.sub(r"\1", line[:start])
    if not head.strip(" \u3000(（[【") and head.strip() and line[end : end + 1] in tuple(")）]】"):
        return True
    if head.rstrip().endswith(("(", "（")) or _PERIOD_AFTER.match(line, end):
        # The days of a life, or a period.
        return False
    return _BREAK.match(line, end) is not None and len(head) <= 120 and not _SENTENCE.search(head) and len(_SMALL.findall(head)) <= 1


def _in_data(text: str) -> Iterator[Candidate]:
    """Give the dates that stand under a key, as code, markup and tables of data have them."""
    for count, match in enumerate(_KEY.finditer(text)):
        if count == 4:
            break
        if (day := whole(match["date"])) is not None:
            yield Candidate(*day, "stored" if match["key"].casefold().startswith("created") else "key", match.group().strip())
    lines = text.split("\n", 2)
    heads = [head.strip(" \"'\r").casefold() for head in lines[0].split(",")] if len(lines) > 2 and len(lines[0]) < 2_000 else []
    if len(heads) >= 3:
        cells = lines[1].split(",")
        for head, cell in zip(heads, cells, strict=False):
            if head in _WRITTEN and (day := whole(cell)) is not None:
                yield Candidate(*day, "key", f"{head} {cell.strip()}")

"""Lists of dated entries in an article: notices, versions, news and chapters of a history.

In: the passages of an article, or the candidates found in them. Out: the latest entry of a list; candidates without those that are mere
entries. Never: a date that a word calls that of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.records import Segment
from pipeline.segments.bylines import DATE, MONTH
from pipeline.segments.written_dates import Candidate, whole

_DATE = re.compile(DATE)
#: A month with its year, as the head or the foot of an issue has it, where no day stands with it.
ISSUE = re.compile(rf"(?<![\w/-]){MONTH},?\s(?:19|20)\d{{2}}(?![\d/-])|(?<!\d)(?:19|20)\d{{2}}년\s?\d{{1,2}}월(?!\s?\d{{1,2}}일)")
#: What makes the date before it that of a period, of a life or of a founding.
PERIOD_AFTER = re.compile(
    r"\s?(?:期|度|卒|生|生まれ|設立|創業|以来|[~～〜])"
    rf"|\s?[-–—]\s?(?:(?:19|20)\d{{2}}(?!\d)|{MONTH}|[)）]|\d{{1,2}}[.,]?\s{MONTH})"
)
#: What makes a date beside it that of a period, of an origin or of a deal, and none of the article.
PERIOD_BEFORE = re.compile(
    r"\b(?:ended|ending|ends|through|since|from|to|year|quarter|months|weeks?\sof|founded|established|born|incorporated)\W{0,40}\Z"
    rf"|[~～〜]\s?\Z|(?:[日年月일년월]|\b(?:19|20)\d{{2}}|{MONTH}\s\d{{1,2}})\s?[-–—]\s?\Z",
    re.IGNORECASE,
)
#: What parts a date from what stands before it.
SEPARATES = re.compile(r"(?:\u3000|\s{3}|[|｜/·•,，>＞:：]|\s[-–—]{1,2})\s{0,3}\Z")
#: Dated lines from which they are a list.
_ENTRIES = 3
#: Dates from which they are a series of measurements and no list of notices.
_ROWS = 200
#: What may stand around a date that is alone on its line.
AROUND = " #*_|>•·-–—[(（【<=\"'，,])）】"
#: Kinds that a date has by its place alone, and passages from which several such dates are a list.
_BARE, _DEEP = frozenset({"byline", "line", "issue"}), 12
#: Characters beside its date from which an entry of a list tells something.
_TOLD = 12
#: Passages of the head of an article, and characters of one that are read.
EDGE, LONGEST = 8, 300


def latest_of_list(text: str, part: Sequence[Segment]) -> Iterator[Candidate]:
    """Give the latest of the dates that open the rows or lines of a list: notices, versions, chapters of a history.

    Args:
        text: The text.
        part: The passages of the article.
    """
    found: list[tuple[date, str]] = []
    for segment in part:
        if segment.kind in ("table_row", "list_item", "byline", "paragraph", "heading"):
            line = text[segment.start : min(segment.end, segment.start + 60)].strip(" *-•・|\n\t")
            match = _DATE.match(line)
            day = whole(match.group()) if match is not None and not PERIOD_AFTER.match(line, match.end()) else None
            found += [day] if day is not None else []
    if len(found) <= _ROWS and len({day for day, _ in found}) >= _ENTRIES:
        latest = max(found, key=lambda dated: dated[0])
        yield Candidate(*latest, "listed", f"the latest of {len(found)} entries")


def without_entries(found: Sequence[Candidate], passages: Sequence[str]) -> list[Candidate]:
    """Leave out dates below the head that nothing but their place speaks for, and that stand among others: entries of a list of news.

    Args:
        found: The candidates.
        passages: The passages of the article, from which their places count.
    """
    bare = [one for one in found if one.kind in _BARE and one.place >= EDGE]
    far = {one.start for one in bare if one.place >= _DEEP}
    # Where there are many, their number tells.
    listed = 1 < len(far) <= _ENTRIES
    entries: list[Candidate] = []
    for one in bare:
        beside = [line for at in (one.place - 1, one.place, one.place + 1) if at < len(passages) for line in passages[at].split("\n")]
        if (listed and one.place >= _DEEP) or len({day for line in beside if (day := _entry(line)) is not None}) > 1:
            entries.append(one)
    return [one for one in found if not any(one is entry for entry in entries)]


def _entry(line: str) -> date | None:
    """Return the date with which an entry of a list of news opens or ends, or None."""
    line = line.strip(AROUND)
    match = _DATE.search(line) or ISSUE.search(line)
    if match is None or len(line) - len(match.group()) < _TOLD or (match.start() and match.end() < len(line)):
        return None
    day = whole(match.group())
    return day[0] if day is not None else None

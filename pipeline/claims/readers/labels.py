"""Labelled lines that are no rows of a table: "Founded: 1999", 【所在地】東京都港区, a label alone with its value in the passage below.

In: a passage, its place in the article and its mentions. Out: rows of one cell, the label their header, for tables.py. Never: what the
label means: columns stand in `rules/`. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims.cues import closed
from pipeline.claims.profile import PREDICATES as PROFILE
from pipeline.predicates import Column, column
from pipeline.records import Cell, Mention, Segment

__all__ = ["above", "beside", "entry", "headed", "labelled", "named", "under"]

#: Longer than any record of labelled lines, and than any line of one.
_RECORD, _LONGEST = 1000, 240
_LABEL = re.compile(r"[\s•*·・■●▪◆◇○※–-]{0,10}\"?([^\s:：\"][^:：\"\n]{0,28}?)\"?\s*(?::{1,2}|：|\.{3,40}|…{1,20})\s*(\S[^\n]{0,200})$")
_BRACKETED = re.compile(r"[\s•*·・■●▪◆◇○※–-]{0,6}[【〔［\[]([^】〕］\]\n]{1,28})[】〕］\]]\s*[:：]?\s*(\S[^\n]{0,200})$")
#: A label with nothing but blanks behind it, perhaps numbered: "(5) 設立年月　1998年4月", "- 대표자 김하늘".
_SPACED = re.compile(r"[\s•*·・■●▪◆◇○※–-]{0,6}(?:[(（]?\d{1,2}[)）.．]\s*)?([一-龠ァ-ヶー]{2,8}|[가-힣]{2,6})[\s　]+(\S.*)$")
#: Kinds of passages that may be such a line, and its length.
_LISTED, _LINE = ("list_item", "byline"), 120


def labelled(text: str, segment: Segment, start: int, end: int) -> list[Segment]:
    """Return the labelled lines of a sentence as rows; one that breaks into lines is a record where most of them are labelled.

    Args:
        text: Text of the document.
        segment: The passage.
        start: Where the sentence starts.
        end: Where it ends.
    """
    if pairs := _paired(text, segment, start, end):
        return pairs
    lines: list[tuple[int, int]] = []
    for line in text[start:end].splitlines(keepends=True) if end - start < _RECORD else ():
        lines.append((lines[-1][1] if lines else start, (lines[-1][1] if lines else start) + len(line)))
    lines = [(a, b) for a, b in lines if text[a:b].strip()]
    if len(lines) > 1 and sum(_LABEL.match(text[a:b].rstrip()) is not None for a, b in lines) * 2 < len(lines):
        return []
    return [found for a, b in lines if (found := beside(text, segment, a, b)) is not None]


#: A key and its value as programs write them: "hq_city": "Oslo", ["本社", "大阪市"], { label: "本社", value: "大阪市" }.
_PAIR = re.compile(
    r"(?:\"(?P<key>[^\"\n]{1,30})\"\s?:\s?|\[\"(?P<first>[^\"\n]{1,30})\",\s?"
    r"|\b(?:label|name|key|title|term): ?\"(?P<label>[^\"\n]{1,30})\", ?\"?(?:value|text|data|content|description)\"?: ?)"
    r"(?:\"(?P<value>[^\"\n]{1,120})\"|\[(?P<list>\"[^\]\n]{1,160}\")\]|(?P<number>(?:1[5-9]|20)\d\d)\b)"
)


def _paired(text: str, segment: Segment, start: int, end: int) -> list[Segment]:
    """Return the values of keys that tell what no figure does, and the name of a record, each as a row with its key as header."""
    if end - start > _LONGEST_PAIRS or (text.find('": ', start, end) < 0 and text.find('", ', start, end) < 0):
        return []
    if _NESTED.search(text, start, end) is not None:
        return []
    found = []
    for match in _PAIR.finditer(text, start, end):
        key = (match["key"] or match["first"] or match["label"]).replace("_", " ").strip()
        what = next(group for group in ("value", "list", "number") if match[group] is not None)
        if named(key) or _profile(key) is not None:
            cell = Cell(match.start(what), match.end(what), key)
            found.append(replace(segment, start=match.start(), end=match.end(), cells=(cell,)))
    return found


#: A record inside of another: its keys are no keys of the whole.
_NESTED = re.compile(r"[:：]\s?\{")
#: The longest text that is looked through for pairs.
_LONGEST_PAIRS = 20_000
#: Keys of the name of a record.
_NAME = re.compile(r"(?:company |legal |full )?name|名称|会社名|社名|企業名?|商号|이름|회사명?|기업명?|법인명|상호", re.IGNORECASE)


def named(key: str) -> bool:
    """Whether a key stands before the name of what a record is of.

    Args:
        key: The key.
    """
    return _NAME.fullmatch(key.strip()) is not None


#: What stands below the address of a company on the first page of a filing.
_ADDRESS_ABOVE = re.compile(
    r"\(Address (?:and telephone number )?of (?:the )?(?:registrant['’]s )?principal executive offices?", re.IGNORECASE
)
_RULED = re.compile(r"[\s*_=.-]*")


def above(text: str, passages: Sequence[Segment], place: int) -> Segment | None:
    """Return the address above the words "(Address of principal executive offices)" as a row of one cell; None where none stands there.

    Args:
        text: Text of the document.
        passages: The passages of the article.
        place: Place of the passage that may hold the words.
    """
    segment = passages[place]
    label = _ADDRESS_ABOVE.search(text, segment.start, min(segment.end, segment.start + _RECORD))
    first = passages[max(place - 2, 0)].start
    at = label.start() if label is not None else first
    while at > first:
        begin = text.rfind("\n", first, at - 1) + 1 or first
        line = text[begin:at]
        if _RULED.fullmatch(line) is None:
            start, end = begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())
            holds = next((one for one in passages[max(place - 2, 0) : place + 1] if one.start <= start and end <= one.end), None)
            if holds is None or _PLACE.fullmatch(text[start:end]) is None or end - start > _LINE:
                return None
            return replace(holds, start=start, end=end, cells=(Cell(start, end, "Head office"),))
        at = begin
    return None


#: What a line tells below the name of an entry of a list: "2012 , San Jose (United States) , Series B".
_ENTRY = re.compile(r"\s*(?P<year>(?:1[89]|20)\d\d)\s?[,·|•]\s?(?P<place>[A-Z][^,·|•\n\d]{2,48}?)\s?[,·|•]\s?[A-Z][^\n]{0,60}\s*")


def entry(text: str, passages: Sequence[Segment], place: int) -> list[Segment]:
    """Return the year and the town that stand below the name of an entry of a list, each as a row of one cell.

    Args:
        text: Text of the document.
        passages: The passages of the article.
        place: Place of the passage that may hold them.
    """
    segment = passages[place]
    match = _ENTRY.fullmatch(text, segment.start, segment.end) if place and segment.end - segment.start <= _LINE else None
    if match is None or segment.cells:
        return []
    told = ((match.span("year"), "Founded"), (match.span("place"), "Head office"))
    return [replace(segment, start=start, end=end, cells=(Cell(start, end, head),)) for (start, end), head in told]


def beside(text: str, segment: Segment, start: int, end: int) -> Segment | None:
    """Return a line "Founded: 1999" or "[Founded] 1999" as a row whose cell has the label as its header, None for any other line.

    Args:
        text: Text of the document.
        segment: The passage.
        start: Where the line starts.
        end: Where it ends.
    """
    line = text[start:end].rstrip() if end - start < _LONGEST else ""
    match = _LABEL.match(line) or _BRACKETED.match(line)
    if match is None and segment.kind in _LISTED and end - start < _LINE:
        match = _SPACED.match(line)
        if match is not None and match[1][0] >= "가" and not _SHORT.fullmatch(match[2]):
            match = None
    if match is None or column(closed(match[1])) is None or len(match[1].split()) > 4:
        return None
    cell = Cell(start + match.start(2), start + match.end(2), match[1])
    return replace(segment, start=start, end=end, cells=(cell,))


#: A value of a few words: no sentence.
_SHORT = re.compile(r"[^.!?]{1,40}|[\d.\s년월일]{1,20}")


def headed(text: str, segment: Segment) -> Segment:
    """Return a row of two cells as its value with the first as header, where that is a label and the header above the value is none.

    Any other row stays as it is.

    Args:
        text: Text of the document.
        segment: The row, with cells.
    """
    if len(segment.cells) != len(("label", "value")):
        return segment
    label, value = segment.cells
    said = text[label.start : label.end]
    if value.header == said or _profile(said) is None or (value.header and column(closed(value.header)) is not None):
        return segment
    return replace(segment, cells=(replace(value, header=said),))


#: A label that stands alone: a few words, or a question.
_ALONE = re.compile(r"[^\n:：。.!?？]{1,40}[:：]?|[^\n:：。.!？]{8,80}[?？]")
_STARRED = " \t\n　#*_•·・-–●■◆○"
#: A place and nothing else.
_PLACE = re.compile(
    r"[A-Z0-9][\w.'’-]*(?:[ ,/()-]+(?:[A-Z0-9(][\w.'’)-]*|of|de|la|and|the)){0,12}"
    r"|[一-龠ぁ-んァ-ヶー]{1,8}[都道府県市区町村][^。、\n]{0,50}|[가-힣]{1,8}(?:시|도|군|구)(?: [^.\n]{0,50})?"
)


def under(text: str, passages: Sequence[Segment], place: int, mentions: Sequence[Mention]) -> Segment | None:
    """Return a passage that is nothing but the value of the label that stands alone in the passage above: "Founded", below it "1934".

    Args:
        text: Text of the document.
        passages: The passages of the article.
        place: Place of the passage among them.
        mentions: Its mentions.

    Returns:
        The passage as a row of one cell, its label the header; None where it is no such value.
    """
    above, value = passages[place - 1] if place else None, passages[place]
    if above is None or above.cells or value.cells or above.end - above.start > _LINE or value.end - value.start > _LINE:
        return None
    label, told = text[above.start : above.end].strip(_STARRED), text[value.start : value.end]
    known = _profile(label) if _ALONE.fullmatch(label) else None
    start, end = value.start + len(told) - len(told.lstrip(_STARRED)), value.start + len(told.rstrip(_STARRED))
    if known is None or start >= end or not _fills(text[start:end], known.role, mentions):
        return None
    return replace(value, start=start, end=end, cells=(Cell(start, end, label),))


def _profile(label: str) -> Column | None:
    """Return what a label says that stands before what no figure tells: a founding, a founder, a chief executive, a seat."""
    words = closed(label.strip(_STARRED)).strip(":： ")
    known = column(words)
    if known is None or known.role not in PROFILE:
        return None
    named = sum(len(match.group()) for match in known.words.finditer(words))
    return known if label.endswith(("?", "？")) or 2 * named >= len(words) else None


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d年?")


def _fills(value: str, role: str, mentions: Sequence[Mention]) -> bool:
    """Whether a value is of the kind that its label asks for, and not much else."""
    if role == "headquarters":
        return _PLACE.fullmatch(value) is not None and len(value) <= _LINE
    wanted = "DATE" if role == "founded" else "PERSON"
    told = sum(m.end - m.start for m in mentions if m.label == wanted)
    return 2 * told >= len(value) or (role == "founded" and _YEAR.fullmatch(value) is not None)

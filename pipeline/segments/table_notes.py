"""What stands above a table and holds for all of it: its caption, its period, the unit of its figures.

In: the lines of a text, and where a table begins. Out: heads. Never: a note of another table above it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.records import Cell, Head
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import Row
from pipeline.segments.lines import Line

#: Lines above a table that may note its unit, and how many characters of the last one do.
_ABOVE, _TAIL = 4, 240
#: The longest title of a part of a table; a rule, or marks of a typesetter, between two lines; words of a cell between wide gaps.
TITLE = 80
RULED = re.compile(r"[\s\-–—―─━═=＝_.*]{3,400}|(?:\s{0,200}<[A-Za-z/]{1,12}>){1,40}\s{0,9}")
WORDS = re.compile(r"\S{1,60}(?: \S{1,60}){0,12}")
_SCALED = r"(?:thousands?|millions?|billions?|trillions?|'?000s?|mn|bn|crores?|lakhs?|十億|億|百万|千|万|천|백만|억|조)"
#: A unit of amounts as it stands among other notes in brackets: (£m, year to end March), (K-IFRS 별도, 억원).
_AMOUNTS = (
    rf"(?:(?-i:[A-Z]{{3}})|(?-i:[A-Z]{{0,3}})[$€£¥₩₹])\s?(?:in )?(?:{_SCALED}|(?-i:[mkb]|['’]000))(?![^\W_])"
    r"|(?:十億|億|百万|千|万)(?:円|ドル|ウォン|元|ユーロ)|(?:십억|백만|천|만|억|조)\s?(?:원|달러|엔|유로)"
)
#: What says in what unit a table is.
NOTE = re.compile(
    r"[（(\[【]?\s?(?:単位|단위)\s?[:：]?\s?[^()（）\n]{1,40}[)）\]】]?"
    rf"|[（(\[](?=[^()（）\n]{{0,90}}\b{_SCALED})[^()（）\n]{{0,40}}\b(?:in|of|dollars|USD|EUR|KRW|JPY|won|yen|euros?)\b[^()（）\n]{{0,60}}[)）\]]"
    rf"|(?:(?-i:[A-Z]{{0,3}})[$€£¥₩₹]|\b(?-i:Rs)\.?)\s?in {_SCALED}\b|\b(?-i:Rs)\.?\s?{_SCALED}\b"
    rf"|\b(?:expressed |amounts |dollars |figures |all )?in {_SCALED}(?: of [A-Za-z. ]{{2,24}}| (?-i:[A-Z]{{3}})\b)?"
    r"(?:(?<=[dn]) (?-i:[a-z]{3,12})\b)?"
    rf"|\bin (?-i:[A-Z][A-Za-z.]{{1,12}})(?: (?-i:[A-Za-z]{{2,12}})){{0,2}} (?:thousands?|millions?|billions?|crores?|lakhs?)\b"
    rf"|(?:\bin )?\b(?-i:[A-Z]{{3}}) {_SCALED}\b|\bin (?-i:[A-Z]{{0,3}})[$€£¥₩₹]\s?(?:m|k|{_SCALED})\b"
    rf"|[（(](?:(?-i:[A-Z]{{3}})|(?-i:[A-Z]{{0,3}})[$€£¥₩₹])\s?(?:in )?(?:{_SCALED}|(?-i:[mkb]))?[)）]|[（(]{_SCALED}円[)）]"
    rf"|(?<![^\n])(?:(?-i:[A-Z]{{0,3}})[$€£¥₩₹]|(?-i:[A-Z]{{3}}))\s?{_SCALED}(?:$|(?=,? (?:unless|except|other than)\b))"
    r"|[（(]?\b000['’]?s? omitted\b[^()（）\n]{0,60}[)）]?"
    r"|\bin (?-i:[A-Z]{3}) 1?['’,]?000\b|\bin (?-i:1['’,]?000 [A-Z]{3}|[TMk](?:[A-Z]{3}|€))\b"
    rf"|[（(](?:[^()（）\n]{{1,60}}[,、，;·/]\s?)?(?P<unit>{_AMOUNTS})(?:\s?[,、，;·/][^()（）\n]{{1,60}})?[)）]",
    re.IGNORECASE,
)
#: What a note of a unit goes on with: (in millions, except per share amounts).
_BUT = re.compile(r"\s?,?\s(?:except|excluding|other than|unless)\b", re.IGNORECASE)


#: What such a note leaves out where it leaves out nothing but figures for one share: the numbers of shares are in its scale.
_EACH_ALONE = re.compile(
    r"\s?,?\s(?:except|excluding)(?: for)? per[- ]share(?: (?:data|amounts?|figures|information))?(?=\s?[)）\]])", re.IGNORECASE
)


def unit(text: str, lines: Sequence[Line], table: Sequence[int], found: Mapping[int, Row]) -> Head | None:
    """Return what is said of the unit of all figures of a table: above it, at the right of its title, in a row of its own, or below it.

    Args:
        text: The text.
        lines: Its lines.
        table: The lines of the first rows of the table.
        found: Rows by the index of their first line.
    """
    opening = [found[at].cells for at in table[:3]]
    said = note(text, lines, table[0], found) or _beside_title(text, opening[:2]) or _among(text, opening)
    return said or _below(text, lines, table[-1], found)


def note(text: str, lines: Sequence[Line], first: int, found: Mapping[int, Row]) -> Head | None:
    """Return what is said above a table of the unit of all its figures.

    Args:
        text: The text.
        lines: Its lines.
        first: The line of the first row of the table.
        found: Rows by the index of their first line.
    """
    seen = 0
    for at in range(first - 1, max(-1, first - 12), -1):
        if not lines[at].text or RULED.fullmatch(lines[at].text):
            continue
        if at in found and len(found[at].cells) > 1 and not ((opening := NOTE.match(text, lines[at].first)) and opening[0].strip()):
            return None
        seen += not _of_periods(lines[at].text)
        begin = max(lines[at].start, lines[at].last - _TAIL)
        matches = [match for match in NOTE.finditer(text, begin, lines[at].last) if match.group().strip()]
        if matches:
            if _SEVERAL.search(text, begin, lines[at].last):
                return None
            start, end = matches[-1].span("unit" if matches[-1]["unit"] else 0)
            but = _BUT.search(text, start, end)
            if but is not None and (only := _EACH_ALONE.match(text, but.start(), end)) is not None:
                return Head("note", start + (text[start] in "（(["), only.end())
            return Head("note", start, end) if but is None else Head("note", start + (text[start] in "（(["), but.start())
        if seen == _ABOVE:
            break
    return None


#: What opens a line below a table that says its unit.
_UNIT_BELOW = re.compile(
    r"[\s*＊※(（\[【・•-]{0,6}(?:注\s?\d?[)）.．]?\s?)?(?:単位|단위)\s?(?:は|は、)?\s?[:：]?\s?(?P<unit>[^()（）。\n]{1,24})"
)


def _below(text: str, lines: Sequence[Line], last: int, found: Mapping[int, Row]) -> Head | None:
    """Return what the first line below a table says of the unit of all its figures: ※単位：百万円、円."""
    below = next((at for at in range(last + 1, min(last + 3, len(lines))) if lines[at].text), None)
    if below is None or below in found or (match := _UNIT_BELOW.match(text, lines[below].first, lines[below].last)) is None:
        return None
    further = next((at for at in range(below + 1, min(below + 3, len(lines))) if lines[at].text), None)
    if further is not None and further in found and further - below <= below - last:
        return None  # it stands above the next table
    return None if _SEVERAL.search(text, *match.span()) else Head("note", *match.span("unit"))


#: Units of several columns, of which the first is no money: none of them is that of all figures.
_SEVERAL = re.compile(r"(?:単位|단위)\s?[:：]?\s?(?:[%％]|株|주|人|名|명|社|件|倍)\s?[・、,，/／]")


def _beside_title(text: str, rows: Sequence[Sequence[Cell]]) -> Head | None:
    """Return the unit at the right of the title in the first row of a table: 業績サマリー　（百万円）."""
    if len(rows) < 2 or len(rows[0]) != 2 or len(rows[1]) < 3:
        return None
    cell = rows[0][1]
    said = text[cell.start : cell.end]
    return Head("note", cell.start, cell.end) if (said[:1] in "（(" and kind(said) == "unit") or NOTE.fullmatch(said) else None


#: What is no letter of a note of a unit: blanks and brackets around it, and the code of the currency before it.
_BARE = re.compile(r"(?:[A-Z]{3}|(?:[A-Z]{1,3})?[$€£¥₩₹])?[\s()（）:：*_]{0,8}")


def _among(text: str, rows: Sequence[Sequence[Cell]]) -> Head | None:
    """Return the unit that a row of its own below the heads of a table tells for all columns: | USD (in millions) | | |."""
    for row in rows[1:3]:
        told = [cell for cell in row if cell.end > cell.start]
        if len(told) != 1:
            continue
        said = text[told[0].start : told[0].end]
        found = NOTE.search(said)
        if found is not None and found.group().strip() and _BARE.fullmatch(said[: found.start()] + said[found.end() :]):
            return Head("note", told[0].start, told[0].end)
    return None


#: The title of a part of a list of labels and values that ends in the scale of its amounts: Balance Sheet (MM), Totals (in thousands).
_PART = re.compile(r"[^()（）:：]{2,60}[(（](?P<unit>(?:MM|mm|M|K|[$€£¥]\s?(?:m|M|MM|k|bn)|['’]?000s?))[)）]")


def over_pairs(text: str, lines: Sequence[Line], first: int, found: Mapping[int, Row]) -> Head | None:
    """Return the unit that a title above a list of labels and values tells for its amounts, over lines of periods at most.

    Args:
        text: The text.
        lines: Its lines.
        first: The line of the first row of the list.
        found: Rows by the index of their first line.
    """
    for at in range(first - 1, max(-1, first - 4), -1):
        said = lines[at].text
        if at in found or len(said) > TITLE or said[-1:] in (".", "。"):
            return None
        if said and (titled := _PART.fullmatch(said)) is not None:
            return Head("note", lines[at].first + titled.start("unit") - 1, lines[at].first + titled.end("unit") + 1)
        if said and (noted := NOTE.search(text, lines[at].first, lines[at].last)) is not None and noted.group().strip():
            return Head("note", *noted.span())
    return None


def _of_periods(said: str) -> bool:
    """Whether a line above a table holds nothing but the periods of its columns."""
    return len(said) <= 240 and all(kind(match.group().rstrip(",")) == "period" for match in WORDS.finditer(said))


def line_above(lines: Sequence[Line], first: int) -> int | None:
    """Return the line above a table, over one blank line at most."""
    return next((at for at in range(first - 1, max(-1, first - 3), -1) if lines[at].text), None)


#: A line of its own that says what stretch of time the figures below it are of.
_STRETCH = re.compile(
    r"[#*_(\s]{0,6}(?:for (?:the )?)?(?:(?:fiscal|financial) )?(?:years?|quarters?|half[- ]years?"
    r"|(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?)) (?:ended|ending|to) [^.,;:]{3,40}(?:, \d{4})?[*_)\s]{0,4}",
    re.IGNORECASE,
)
_DAY = r"(?:(?:19|20)\d{2}|(?:平成|令和|昭和)\s?(?:\d{1,2}|元))年\s?\d{1,2}月\s?\d{1,2}日"
#: A line of its own that ends in the days from which and to which the figures below it are, as Japanese forms have it; a numbered title of
#: a year may stand over rows of its parts.
_FROM_TO = re.compile(
    r"(?:(?=[^\n]{0,60}(?:四半期|中間|上期|累計))|(?![(（]?[\d０-９]{1,2}\s?[.．)）]))"
    rf"[^、。\n]{{0,60}}[(（](?:自\s?)?{_DAY}\s{{0,3}}(?:[~〜～–—\-－―]|から|至)\s{{0,3}}{_DAY}(?:まで)?\s?[)）][\s*】＞>]{{0,4}}"
)
#: Lines above a table in which such a line stands.
_FAR = 5


def stretched(lines: Sequence[Line], first: int, found: Mapping[int, Row]) -> Head | None:
    """Return the line above a table that says what stretch of time its figures are of: for the year ended 30 June 2024."""
    for at in range(first - 1, max(-1, first - 1 - _FAR), -1):
        if at in found:
            return None
        if _STRETCH.fullmatch(lines[at].text):
            return Head("section", lines[at].first, lines[at].last)
        if (told := _FROM_TO.fullmatch(lines[at].text)) is not None:
            return Head("column", lines[at].first + max(lines[at].text.rfind(mark, 0, told.end()) for mark in "(（") + 1, lines[at].last)
    return None


def period(lines: Sequence[Line], first: int, found: Mapping[int, Row]) -> Head | None:
    """Return the line above a table that holds a period and nothing else: it heads all columns, or the table as a whole."""
    if (stretch := stretched(lines, first, found)) is not None:
        return stretch
    above = line_above(lines, first)
    if above is None or above in found or kind(lines[above].text.strip("#* ")) != "period":
        return None
    return Head("column", lines[above].first, lines[above].last)


#: The number that a caption opens with; what follows says what the table shows.
_CAPTION = re.compile(
    r"[#*_\s]{0,8}(?:Table|Exhibit|Figure|表|図表|図|표)\s?\d{1,3}(?:[-.–]\d{1,3})?\s?[.:：)．、|–-]?[*_]{0,3}\s{1,4}(?=\S)", re.IGNORECASE
)


def caption(lines: Sequence[Line], first: int, found: Mapping[int, Row]) -> Head | None:
    """Return what the caption right above a table says that it shows: `Table 3: Number of stores`."""
    above = line_above(lines, first)
    if above is None or above in found or len(lines[above].text) > 2 * TITLE or not (match := _CAPTION.match(lines[above].text)):
        return None
    said = lines[above].text.rstrip("*_:： ")
    return Head("section", lines[above].first + match.end(), lines[above].first + len(said)) if len(said) > match.end() else None

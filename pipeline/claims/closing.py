"""In which month the fiscal years of a document end.

In: the scene of a document, the days of its dates. Out: a month, or None; whether all its years are fiscal; years by their number. Never:
the month of another company. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from extractors import languages
from extractors.patterns import any_of
from pipeline.claims.context import Scene
from pipeline.claims.times import names_year
from pipeline.claims.timex import shape

__all__ = ["closing", "declared", "one_month", "terms"]

_MONTHS = {name.casefold(): int(number) for name, number in languages.months().items() if name.isascii()}
#: What tells in which month fiscal years end: our fiscal year ends on the Saturday closest to September 30; 3月決算; 12월 결산.
_ENDS = re.compile(
    r"\b(?:fiscal|financial) years?(?:[- ]end)? (?:\w+ ){0,3}?(?:ends?|ended|ending|closes|is|to|runs? (?:[^.;]{0,40}? )?(?:to|through)) "
    rf"(?:[^.;:()]{{0,50}}? )?(?P<month>{any_of(_MONTHS)})\b"
    r"|(?P<number>\d{1,2}) ?[月월](?: ?\d{1,2} ?日)?(?:期? ?決算|に終[了わ][^。]{0,8}(?:会計|事業)年度|(?: ?말)? ?결산)"
    r"|決算[期月] ?[:：はが]? ?(?:毎年 ?)?(?P<monthly>\d{1,2}) ?月",
    re.IGNORECASE,
)
#: What tells that all years of a document are fiscal ones: references to "2004" are to the fiscal year; 各年3月31日に終了した会計年度.
_EVERY = re.compile(
    r"\breferences? [^.;]{0,120}\b(?:are|is|means?|refers?) (?:to )?(?:\w+ ){0,3}fiscal\b"
    r"|\ball (?:references to )?(?:years|quarters)\b[^.;]{0,60}\bfiscal\b"
    r"|各年(?:度は)?[^。]{0,4}\d{1,2}月\d{0,2}日?に終[了わ]",
    re.IGNORECASE,
)
#: What any of them holds.
_SAYS = re.compile(r"fiscal|financial year|決算|年度|결산", re.IGNORECASE)


def closing(told: Scene, days: Mapping[str, tuple[date, date]]) -> int | None:
    """Return the month in which fiscal years end: that of the years named, or the one month that heads columns or rows of three years."""
    ends = Counter(last.month for value, (_, last) in days.items() if shape(value) == "FY")
    if ends:
        return ends.most_common(1)[0][0]
    columns = {(head.start, head.end) for line in told.lines for cell in line.segment.cells for head in cell.heads if head.kind == "column"}
    cells = {(cell.start, cell.end) for line in told.lines for cell in line.segment.cells}
    return one_month(told, columns) or one_month(told, cells)


def declared(told: Scene) -> tuple[int | None, bool]:
    """Return the one month in which the text says that fiscal years end, and whether it says that all its years are fiscal.

    Args:
        told: The scene.
    """
    months: set[int] = set()
    every = False
    for segment in {line.segment.segment_id: line.segment for line in told.lines}.values():
        if _SAYS.search(told.document.text, segment.start, segment.end) is None:
            continue
        text = re.sub(r"\s+", " ", told.document.text[segment.start : segment.end])
        for match in _ENDS.finditer(text):
            name = match["month"]
            months.add(_MONTHS[name.casefold()] if name else int(match["number"] or match["monthly"]))
        every = every or _EVERY.search(text) is not None
    return (min(months) if len(months) == 1 and 1 <= min(months) <= 12 else None), every


def one_month(told: Scene, places: Collection[tuple[int, int]]) -> int | None:
    """Return the one month of which at least three years, and no other month, fill some places."""
    headed = {
        mention.timex_value
        for start, end in places
        for mention in told.between(start, end)
        if mention.label == "DATE" and shape(mention.timex_value) == "month" and mention.end - mention.start > (end - start) * 0.6
    }
    months = Counter(str(value)[5:7] for value in headed)
    month, count = months.most_common(1)[0] if months else ("", 0)
    return int(month) if count >= 3 and count == len(headed) else None


#: A fiscal year by its number, and characters behind it in which its days stand.
_TERM, _TERM_REACH = re.compile(r"[제第]\s?(\d{1,3})\s?[기期]"), 60


def terms(told: Scene) -> dict[int, int]:
    """Return the years in which the fiscal years end that a document names by number with their days: 제25기 (2024.01.01 ~ 2024.12.31)."""
    found: dict[int, int] = {}
    for line in told.lines:
        numbers = list(_TERM.finditer(line.text)) if "기" in line.text or "期" in line.text else []
        for place, match in enumerate(numbers):
            end = numbers[place + 1].start() if place + 1 < len(numbers) else match.end() + _TERM_REACH
            within = told.between(line.start + match.end(), min(line.start + end, line.end))
            years = [m.date_end.year for m in within if m.date_end is not None and names_year(m.text)]
            if years:
                found.setdefault(int(match[1]), max(years))
    return found

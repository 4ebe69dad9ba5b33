"""Years in heads of cells as analysts and filings write them in short: 2025E, P/E 26F, 第48期(2020/12), 당기.

In: the words of a head, and the periods of its document. Out: a year or month. Never: a head whose dates are mentions of their own.
"""

from __future__ import annotations

import re

from pipeline.claims.calendars import Frame
from pipeline.claims.context import Scene
from pipeline.claims.timex import grain, shifted

__all__ = ["marked", "term"]

#: A year as analysts head a column: 2025E, FY26F.
_MARKED = re.compile(r"(FY)?\s?'?(\d{4}|\d\d)\s?[EFPAefpa]")
#: The same among other words: P/E 25E, ROE(2026F), 표 1. 종목별 비교 (2024F, 억원).
_FORESEEN = re.compile(r"(?<![\w.,])(20\d\d(?=\s?[EF])|'?\d\d(?=[EF]))\s?[EF](?!\w)")
#: Words for the business year that a filing is about, and for those before it.
_TERMED = re.compile(
    r"(?:당해|당)\s?(?:사업연도|사업년도|회계연도|기)(?:말)?|(?P<before>직전|전전|전)\s?(?:사업연도|사업년도|회계연도|기)(?:말)?"
)
_MONTHED = re.compile(r"(?<!\d)(20\d\d)[/.](\d{1,2})(?![\d/.])")
#: Months after its end in which a business year is told of in filings.
_TOLD = 5


def term(told: Scene, dates: Frame, said: str) -> str | None:
    """Return the business year that a head means by 당기 or 전기: the one that ended last before its filing, else the one it is about.

    Args:
        told: The scene.
        dates: The periods of its document.
        said: The words of the head.
    """
    match = _TERMED.fullmatch(said.strip(" *|()"))
    if match is None:
        return None
    main = next((value for value in dates.mains if grain(value) == "year"), None)
    written, closing = told.document.published, dates.closing or 12
    if written is not None and (written.month - closing - 1) % 12 < _TOLD:
        main = f"{'FY' if dates.closing not in (None, 12) else ''}{written.year - (written.month <= closing)}"
    return shifted(main, {"전전": -2, None: 0}.get(match["before"], -1)) if main is not None else None


def marked(said: str) -> str | None:
    """Return the year or month that a head says in the short form of analysts and of yearly tables: 2025E, FY26F, 第48期(2020/12).

    Args:
        said: The words of the head.
    """
    if match := _MARKED.fullmatch(said.strip(" *|")):
        return f"{match[1] or ''}{match[2] if len(match[2]) == 4 else f'20{match[2]}'}"
    if len(foreseen := {match[1][-2:] for match in _FORESEEN.finditer(said)}) == 1:
        return f"20{foreseen.pop()}"
    if match := _MONTHED.search(said):
        return f"{match[1]}-{int(match[2]):02d}" if 1 <= int(match[2]) <= 12 else None
    return None

"""Words for another time than the one spoken of: earlier, ahead, now; the years of dates that name none, the days as of which all holds.

In: a line and a figure, or the scene. Out: named evidence, years and days that the text names. Never: the period of a figure. Part of the
room of claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from pipeline.claims.context import Line, Scene
from pipeline.claims.timex import grain
from pipeline.predicates import column
from pipeline.records import Mention

__all__ = ["a_year_earlier", "as_of", "earlier", "founds", "names_year", "says_as_of", "says_end", "spoken", "times"]

#: Words for a time before the one spoken of; "last year" counts from the time of telling.
_EARLIER = {
    "en": re.compile(
        r"(?:year|quarter|month)s?[- ](?:earlier|ago|prior|before)|previous(?:ly| year)|prior[- ]year|same (?:period|quarter|month)"
        r"|year-ago|\bpcp\b"
    ),
    "ja": re.compile(r"前の?[年期]|前回"),
    "ko": re.compile(r"전년|전기"),
}
_AHEAD = {
    "en": re.compile(r"next ?(?:fiscal|financial)|next year|current (?:fiscal )?year|this (?:fiscal |financial )?year|full[- ]year"),
    "ja": re.compile(r"来期|今期|通期|当期|今年度|来年度|next ?(?:fiscal|year)"),
    "ko": re.compile(r"내년|올해|금년|연간"),
}
#: Words that tell of the time of telling.
_NOW = re.compile(r"\b(?:current|currently|now)\b|現在の|現状|足元|현재")
#: The key of a value, before its colon.
_KEY = re.compile(r"[\s,{\"']{0,12}[^\W\d][\w ]{0,40}[\"']?\s?:")
#: How far from a figure, in characters, a word stands beside it.
_SIDE = {"en": 14, "ja": 6, "ko": 6}


def times(line: Line, figure: Mention, stretches: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Return what words for an earlier or later period than the one spoken of go with a figure, and whether they stand beside it.

    In a table those count that stand in the heads of its cell, or beside it in the cell; the key of a value heads it too.
    """
    cell, found = line.cell(figure.start), {}
    begin = max(cell.start, line.start) if cell is not None else line.start
    end = cell.end if cell is not None else line.end
    ahead = line.low[begin - line.start : figure.start - line.start]
    after = line.low[figure.end - line.start : end - line.start]
    side = _SIDE[line.language]
    for name, words in (("earlier", _EARLIER[line.language]), ("ahead", _AHEAD[line.language]), ("now", _NOW)):
        if cell is not None and words.search(cell.header.lower()):
            found[name] = found[f"{name}:head"] = 1.0
        if not _stand(words, line.low):
            continue
        last = max((match.end() for match in words.finditer(ahead)), default=-99)
        first = words.search(after)
        if len(ahead) - last <= side and not re.search(r"[)）;。]", ahead[max(last, 0) :]):
            found[f"{name}:beside<"] = 1.0
        if first is not None and first.start() <= side and not re.search(r"[(（;。,、]", after[: first.start()]):
            found[f"{name}:beside>"] = 1.0
    if cell is None and _stand(_EARLIER[line.language], line.low) and _gone_by(line, figure, stretches):
        found["earlier"] = 1.0
    if cell is None and _stand(_AHEAD[line.language], line.low):
        found["ahead"] = 1.0
        if (key := _KEY.match(line.low)) is not None and _AHEAD[line.language].search(key[0]):
            found["ahead:head"] = 1.0
    return found


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _stand(words: re.Pattern[str], low: str) -> bool:
    """Tell whether any of some words stands in a line."""
    return words.search(low) is not None


def _gone_by(line: Line, figure: Mention, stretches: Sequence[tuple[int, int]]) -> bool:
    """Tell whether words for an earlier period go with a figure: not those of a comparison in which it does not stand."""
    for match in _EARLIER[line.language].finditer(line.low):
        at = match.start() + line.start
        held = [(a, b) for a, b in stretches if a <= at < b]
        if not held or any(a <= figure.start < b for a, b in held):
            return True
    return False


def earlier(line: Line, told: Mention) -> bool:
    """Tell whether the words of a date say an earlier period than the one spoken of: a year earlier, 前年同期; not "last year"."""
    return line.once(_earlier, told, told.start)


def _earlier(line: Line, told: Mention) -> bool:
    return _EARLIER[line.language].search(told.text.lower()) is not None


#: Words that count back by a year, not by a quarter or month.
_YEAR = re.compile(r"year|same|pcp|前[年期]|전[년기]")


def a_year_earlier(line: Line, told: Mention) -> bool:
    """Tell whether the words of a date say the period a year before the one spoken of."""
    return earlier(line, told) and _YEAR.search(told.text.lower()) is not None


#: A year as words of a date name it.
_NAMED_YEAR = re.compile(
    r"\d{4}|['’]\d\d|\d\d[年년]|fy ?\d\d|(?<!\d)(?:[1-4][qh]|[qh][1-4])\s?'?\d\d(?!\d)|元年"
    r"|(?<!\d)\d\d[/.]\d{1,2}(?=期|\s?(?:[1-4][qｑ]|[上下]期|第[1-4]四半期))",
    re.IGNORECASE,
)


def names_year(text: str) -> bool:
    """Tell whether the words of a date name its year."""
    return _NAMED_YEAR.search(text) is not None


#: Words that speak of the end of a period.
_END = re.compile(r"\b(?:year-?)?end\b|末|말(?!에?\s?까지)", re.IGNORECASE)
#: What makes a date beside it the day as of which something holds.
_AS_OF = re.compile(r"\bas (?:of|at|on) (?:the )?$")
_AS_OF_CJK = re.compile(r"\s?末?(?:現在|時点)|\s?(?:말\s?)?(?:기준|현재)")


def says_as_of(low: str, start: int, end: int) -> bool:
    """Tell whether words make a date of a line, from one place to another, the day as of which something holds: as of, 現在, 기준."""
    return _AS_OF_CJK.match(low, end) is not None or _AS_OF.search(low, max(start - 12, 0), start) is not None


def says_end(text: str) -> bool:
    """Tell whether words speak of the end of a period."""
    return _END.search(text.lower()) is not None


def founds(line: Line, told: Mention) -> bool:
    """Tell whether a date stands in a column of when companies were founded: it dates nothing else."""
    cell = line.cell(told.start) if line.segment.cells else None
    known = column(cell.header) if cell is not None and cell.header else None
    return known is not None and known.role == "founded"


def as_of(told: Scene) -> list[str]:
    """Return the days as of which headings and notes without a figure say that what they are of holds, the commonest first.

    Args:
        told: The scene.
    """
    held = Counter(
        m.timex_value
        for line in told.lines
        if not line.figures
        for m in line.mentions
        if m.label == "DATE" and grain(m.timex_value) in ("day", "month") and says_as_of(line.low, m.start - line.start, m.end - line.start)
    )
    return [str(value) for value, _ in held.most_common(2)]


def spoken(told: Scene) -> dict[int, str]:
    """Return for each date that names no year the year of the last one before it, in its article, that does.

    Args:
        told: The scene.
    """
    found: dict[int, str] = {}
    year, article = None, None
    for line in told.lines:
        if line.segment.article != article:
            year, article = None, line.segment.article
        for mention in line.mentions:
            if mention.label != "DATE" or not mention.timex_value:
                continue
            match = re.match(r"(?:FY)?(\d{4})", mention.timex_value)
            if match and names_year(mention.text):
                year = match[1]
            elif year is not None:
                found[mention.start] = year
    return found

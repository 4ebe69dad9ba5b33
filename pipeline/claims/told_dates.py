"""What the dates of a document say together: the years that it is about, the days of each, whether it goes by months or days.

In: the scene. Out: years, first and last days, lengths. Never: the period of a figure. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from extractors.dates import bounded
from pipeline.claims.context import Scene
from pipeline.claims.times import to_come
from pipeline.claims.timex import grain, shape, shifted

__all__ = ["FLOWS", "chronicle", "covered", "ended", "named_years"]

#: Shapes of values that flows are told for.
FLOWS = ("FYq", "FYh", "FYm", "FY", "quarter", "half", "year", "range")


def named_years(told: Scene) -> list[str]:
    """Return the years that a document names and is about, the commonest first, of equals the later; those to come last."""
    counts: Counter[str] = Counter()
    for line in told.lines:
        for m in line.mentions:
            match = re.match(r"(?:FY)?((?:19|20)\d{2})", m.timex_value or "") if m.label == "DATE" else None
            since = m.timex_mod == "AFTER" or bounded(told.document.text, m.start, m.end, told.document.language)
            if match and not since:
                counts[match[1]] += not to_come(line, m)
    return sorted(counts, key=lambda year: (-counts[year], -int(year)))


def covered(told: Scene) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each value of a date in a document."""
    return {
        mention.timex_value: (mention.date_start, mention.date_end)
        for line in told.lines
        for mention in line.mentions
        if mention.label == "DATE" and mention.timex_value and mention.date_start and mention.date_end
    }


def chronicle(told: Scene) -> frozenset[str]:
    """Return the lengths of the dates that are all that three or more headings say."""
    heads = [
        (line, m) for line in told.lines if line.segment.kind == "heading" for m in line.mentions if m.label == "DATE" and m.timex_value
    ]
    whole = {m.timex_value for line, m in heads if m.end - m.start > len(line.text.strip(" #*:")) * 0.6}
    counts = Counter(grain(value) for value in whole)
    return frozenset(length for length, count in counts.items() if count > 2)


def ended(days: Mapping[str, tuple[date, date]]) -> dict[date, set[str]]:
    """Return for each day the periods that end within nine days of it, in the year of one of some values or those beside it."""
    found: dict[date, set[str]] = defaultdict(set)
    for value, (_, last) in days.items():
        if shape(value) not in FLOWS:
            continue
        for years in (-1, 0, 1):
            moved = last.replace(year=last.year + years, day=min(last.day, 28)) if 1 < last.year < 9998 else last
            if told := shifted(value, years):
                for day in range(max(moved.toordinal() - 9, 1), min(moved.toordinal() + 9, date.max.toordinal()) + 1):
                    found[date.fromordinal(day)].add(told)
    return found

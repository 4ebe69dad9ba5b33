"""Whether the years and quarters of a figure are fiscal ones: what the text near it, and what it says of the same company, calls them.

In: the lines of a document, of whose figures the subjects are known. Out: shares of fiscal periods among those told, by how near. Never: a
period. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from extractors.intervals import days
from pipeline.claims.context import Line, Scene
from pipeline.claims.times import founds, names_year
from pipeline.claims.timex import grain
from pipeline.records import Mention

__all__ = ["Usage", "numbers", "usage"]

#: The parts of a year, and years: a company may count the one by the calendar and name the other by a fiscal year.
_SORTS = {"quarter": "part", "half": "part", "year": "year"}
#: A part of a year by its number.
_NUMBERED = re.compile(
    r"(?:first|second|third|fourth|1st|2nd|3rd|4th|\b[1-4])[\s-](?:fiscal )?(?:quarter|half)|(?<![a-z])(?:[1-4][qh]|[qh][1-4])(?![a-z])"
    r"|[1-4１-４一二三四]\s?四半期|[1-4]\s?분기|[上下]半?期|[상하]반기",
    re.IGNORECASE,
)
#: Days by which the quarters of a year of 52 weeks may end beside those of the calendar.
_SLACK = 10
#: Words that call a period fiscal.
_CALLED = re.compile(r"fy|fiscal|financial year|年度|期|연도|회계", re.IGNORECASE)


@dataclass(slots=True)
class Usage:
    """How often a document calls periods fiscal and how often it does not, by place and by whom it speaks of.

    Attributes:
        counts: Place or company, and part or year -> periods told there that are fiscal, and others.
        fiscal: Whether any date is a fiscal period: else all are of the calendar.
        known: What was said for periods of one sort near a line, once for all that ask.
    """

    counts: dict[Hashable, list[int]] = field(default_factory=dict)
    fiscal: bool = False
    known: dict[tuple[object, ...], dict[str, float]] = field(default_factory=dict)

    def evidence(self, line: Line, subject: str, value: str | None, mention: Mention | None = None) -> dict[str, float]:
        """Return what the text near a figure, and what is told of the same company, say for a value, from -1 to 1.

        Where such periods are called fiscal it speaks for a fiscal one as strongly as against one of the calendar, and the reverse.

        Args:
            line: The line of the figure.
            subject: Of whom the figure is.
            value: The value.
            mention: The words that say it.
        """
        sort = _SORTS.get(grain(value))
        if value is None or sort is None or not self.fiscal:
            return {}
        own = 1.0 if value.startswith("FY") else -1.0
        itself = mention is not None and _CALLED.search(mention.text) is not None
        key = line.at, subject, sort, own, itself
        if key not in self.known:
            self.known[key] = self._called(line, subject, sort, own, itself)
        return self.known[key]

    def _called(self, line: Line, subject: str, sort: str, own: float, itself: bool) -> dict[str, float]:
        """Return what is called fiscal near a line and of a company; `itself` is whether the words of the period call it so."""
        other = "year" if sort == "part" else "part"
        found: dict[str, float] = {}
        if itself:
            found["called:itself"] = found[f"called:itself:{sort}"] = own
        for name, place in _places(line, (subject,)):
            for told, mark in ((sort, ""), (other, ":other")):
                fiscal, plain = self.counts.get((place, told), (0, 0))
                if fiscal + plain:
                    share = own * (fiscal - plain) / (fiscal + plain)
                    found[f"called:{name}{mark}"] = share
                    if f"called:near{mark}" not in found:
                        found[f"called:near{mark}"] = found[f"called:near{mark}:{sort}"] = share
                    if fiscal:
                        found[f"called:{name}{mark}:any"] = own
        if not found:
            found["called:nowhere"] = found[f"called:nowhere:{sort}"] = own
        return found


def _places(line: Line, subjects: tuple[str, ...]) -> Iterator[tuple[str, Hashable]]:
    segment = line.segment
    yield "line", ("line", line.at)
    yield "passage", ("passage", segment.segment_id)
    for subject in subjects:
        yield "subject", ("subject", segment.article, subject)
    yield "section", ("section", segment.article, segment.section)
    yield "article", ("article", segment.article)


def usage(told: Scene, subjects: Mapping[int, set[str]]) -> Usage:
    """Return how often a document calls its periods fiscal.

    Args:
        told: The scene.
        subjects: Place of a line -> of whom its figures are.
    """
    made = Usage(fiscal=any(str(m.timex_value).startswith("FY") for m in told.dates))
    for line in told.lines:
        those = [(mention, sort) for mention in line.mentions if (sort := _sort(line, mention))]
        if not those:
            continue
        named = subjects.get(line.at) or {str(m.entity_id) for m in told.organisations(line)}
        for mention, sort in those:
            fiscal = str(mention.timex_value).startswith("FY")
            if fiscal and sort == "part" and _CALLED.search(mention.text) is None and not _counts(mention):
                continue  # "three months ended June 30": no word says that it is fiscal
            for _, place in _places(line, tuple(sorted(named))):
                made.counts.setdefault((place, sort), [0, 0])[0 if fiscal else 1] += 1
    return made


def numbers(text: str) -> bool:
    """Tell whether the words of a date say a part of a year by its number: Q3, third quarter, 第3四半期; not the months that ended.

    Args:
        text: The words of the date.
    """
    return _NUMBERED.search(text) is not None


def _counts(mention: Mention) -> bool:
    """Tell whether a part of a year is told by a number that it does not have in the calendar: the third quarter, ended in June."""
    covered = days(str(mention.timex_value)[2:])
    if mention.date_end is None or covered is None or not numbers(mention.text):
        return False
    return abs((mention.date_end - covered[1]).days) > _SLACK


def _sort(line: Line, mention: Mention) -> str | None:
    """Return whether a date names a year or a part of one by its own words, or calls it fiscal; None for other dates."""
    if mention.label != "DATE" or not mention.timex_value or founds(line, mention):
        return None
    if not names_year(mention.text) and not (mention.timex_value.startswith("FY") and _CALLED.search(mention.text)):
        return None
    return _SORTS.get(grain(mention.timex_value))

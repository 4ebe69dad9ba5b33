"""The periods of a document: what its dates cover, which it speaks of most, when its fiscal years end, what is only compared with.

In: the scene of a document. Out: one `Frame`; arithmetic on the TIMEX3 values in it. Never: a choice for a figure. Part of the room of
claims.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from extractors.intervals import days as days_of
from pipeline.claims.context import Line, Scene, iso
from pipeline.records import Mention

__all__ = ["Frame", "beside", "compared", "filled", "frame", "grain", "shape", "shifted", "since"]

_SHAPES = (
    ("FYq", re.compile(r"FY\d{4}-Q\d")),
    ("FYh", re.compile(r"FY\d{4}-H\d")),
    ("FYm", re.compile(r"FY\d{4}-9M")),
    ("FY", re.compile(r"FY\d{4}")),
    ("range", re.compile(r"[^/]+/[^/]*")),
    ("quarter", re.compile(r"\d{4}-Q\d")),
    ("half", re.compile(r"\d{4}-H\d")),
    ("week", re.compile(r"\d{4}-W\d\d.*")),
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
    ("month", re.compile(r"\d{4}-\d\d")),
    ("year", re.compile(r"\d{4}")),
    ("now", re.compile(r"PRESENT_REF")),
    ("partial", re.compile(r".*X.*")),
)
_GRAINS = {"FYq": "quarter", "FYh": "half", "FYm": "range", "FY": "year"}


@lru_cache(maxsize=1 << 14)
def shape(value: str | None) -> str:
    """Return the kind of a TIMEX3 value: day, month, quarter, year, FY, FYq, range, now, other, none."""
    if value is None:
        return "none"
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(value)), "other")


def grain(value: str | None) -> str:
    """Return the length of a TIMEX3 value, fiscal or not: day, month, quarter, half, year, range, other, none."""
    kind = shape(value)
    return _GRAINS.get(kind, kind)


@lru_cache(maxsize=1 << 14)
def shifted(value: str, years: int) -> str | None:
    """Return the same period some years later: FY2025-Q1, -1 -> FY2024-Q1; None where that has no meaning."""

    def move(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) + years:04d}"

    if shape(value) in ("now", "partial", "other", "week"):
        return None
    moved = re.sub(r"(FY|^|/)(\d{4})(?=$|[-/])", move, value)
    return re.sub(r"(\d{4})-02-29", lambda m: m[0] if isleap(int(m[1])) else f"{m[1]}-02-28", moved)


def filled(value: str, year: str) -> str | None:
    """Return a value whose year is unknown with a year: XXXX-Q2, 2025 -> 2025-Q2; None where something else is unknown."""
    told = value.replace("XXXX", year)
    return told if told != value and "X" not in told else None


def since(last: date, months: int) -> tuple[date, date]:
    """Return the first and last day of so many months that end on a day near the end of a month or a fiscal period."""
    following = last + timedelta(days=1)
    year, month = divmod(following.year * 12 + following.month - 1 - months, 12)
    return date(year, month + 1, min(following.day, monthrange(year, month + 1)[1])), last


@dataclass(slots=True)
class Frame:
    """The periods of a document.

    Attributes:
        own: Date of each article in TIMEX3 form.
        common: Values by how often the document names them, each with its share; those only compared with count less.
        fiscal: Share of fiscal periods among its years, halves and quarters.
        opening: Values in its title and first lines.
        mains: The commonest flow-like periods, most of all first.
        headed: Values that its title and headings name.
        titled: Values that its title names.
        days: First and last day of each value that the document names.
        named: The value that names a stretch of days best, by its days: FY2026-Q1 for 2026-01-01/2026-03-31.
        closing: Month in which its fiscal year ends, as far as it says.
        years: Years that it names, the commonest first.
        beside: Place of a line -> stretches of it that say with what something is compared.
        latest: Values that had ended when the document was written -> their place among those as long, the last first.
        ends: Periods that end within nine days of a day, in the year of one that the document names or those beside it.
        behind: Years from the number of a fiscal year to the one in which it ends.
        summed: Fiscal quarter -> the months from the start of its year to its end, where the document tells its figures so.
        months: The months and days that it names most, apart from its own date.
    """

    own: dict[int, str | None]
    common: dict[str, float]
    fiscal: float
    opening: frozenset[str]
    mains: list[str]
    headed: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()
    days: dict[str, tuple[date, date]] = field(default_factory=dict)
    named: dict[tuple[date, date], str] = field(default_factory=dict)
    closing: int | None = None
    years: list[str] = field(default_factory=list)
    beside: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)
    ends: dict[date, set[str]] = field(default_factory=dict)
    behind: int = 0
    summed: dict[str, str] = field(default_factory=dict)
    months: list[str] = field(default_factory=list)

    def span(self, value: str | None) -> tuple[date, date] | None:
        """Return the days of a value, as the document says them or the calendar."""
        if value is None:
            return None
        return self.days.get(value) or (self._fiscal(value) if value.startswith("FY") else days_of(value))

    def _fiscal(self, value: str) -> tuple[date, date] | None:
        """Return the days of a fiscal period that the document does not name, by the fiscal years that it names."""
        match = re.fullmatch(r"FY(\d{4})(?:-([QH])(\d))?", value)
        if match is None:
            return None
        months = {"Q": 3, "H": 6}.get(match[2] or "", 12)
        behind = 12 - months * int(match[3]) if match[3] else 0
        year, month = divmod((int(match[1]) + self.behind) * 12 + (self.closing or 12) - 1 - behind, 12)
        return since(date(year, month + 1, monthrange(year, month + 1)[1]), months) if 1 < year < 9999 else None

    def meant(self, value: str | None) -> str | None:
        """Return a value as its document means it: with the year that it leaves open, from the start of the fiscal year."""
        told = (filled(value, self.years[0]) if value and self.years else None) or value
        return self.summed.get(told, told) if told else told

    def views(self, value: str | None, own: str | None, mention: Mention | None = None) -> list[tuple[str, str]]:
        """Return what else a value may mean, each with a name: a fiscal period, a year by its last month, the one last past, its last day.

        Args:
            value: The value.
            own: Date of the article.
            mention: The words that say it.
        """
        kind, made, span = shape(value), [], self.span(value)
        if value is None:
            return []
        if self.fiscal and kind in ("quarter", "half", "year"):
            made.append((f"FY{value}", "as:fiscal"))
        if kind == "month" and self.closing == int(value[5:7]):
            made.append((f"FY{value[:4]}", "as:closing"))
        yearless = mention is not None and _YEAR.search(mention.text) is None
        if yearless and grain(value) in ("quarter", "half", "month") and span is not None and (past := shifted(value, -1)):
            written = self.span(own)
            if written is not None and span[1] > written[1]:
                made.append((past, "as:past"))
        if kind in _FLOWS and span is not None and span[0] != span[1]:
            made.append((span[1].isoformat(), "as:end"))
        return made


_YEAR = re.compile(r"\d{4}|(?<!\d)\d\d(?!\d)")
_FLOWS = ("FYq", "FYh", "FYm", "FY", "quarter", "half", "year", "range")


def frame(told: Scene) -> Frame:
    """Return the periods of a document."""
    own = {number: iso(told.document, number) for number in {line.segment.article for line in told.lines}}
    days = _days(told)
    named = {span: value for value, span in sorted(days.items(), reverse=True) if shape(value) in ("FYq", "FYh", "FYm", "FY")}
    behind = Counter(last.year - int(value[2:6]) for value, (_, last) in days.items() if shape(value) == "FY").most_common(1)
    made = Frame(own, {}, 0.0, frozenset(), [], days=days, named=named, closing=_closing(told, days), years=_years(told), ends=_ends(days))
    made.behind = behind[0][0] if behind else 0
    _count(told, made)
    flows = (value for value in made.common if shape(value) in _FLOWS)
    made.mains = sorted(flows, key=lambda v: (-made.common[v] - 0.2 * (v in made.opening), v))[:4]
    points = (value for value in made.common if shape(value) in ("month", "day") and value not in own.values())
    made.months = sorted(points, key=lambda v: (-made.common[v] - 0.2 * (v in made.titled), v))[:2]
    fiscal = sum(share for value, share in made.common.items() if value.startswith("FY"))
    plain = sum(share for value, share in made.common.items() if shape(value) in ("quarter", "half", "year"))
    made.fiscal = fiscal / (fiscal + plain) if fiscal else 0.0
    made.latest = _latest(made)
    made.summed = _summed(made) if told.document.language.startswith("ja") else {}
    return made


def _count(told: Scene, made: Frame) -> None:
    """Count the periods of a document by where they stand; those that something is compared with count little."""
    weights: dict[str, float] = {}
    headed: set[str] = set()
    titled: set[str] = set()
    opening: set[str] = set()
    for line in told.lines:
        made.beside[line.at] = beside(line)
        above = line.segment.kind in ("title", "heading")
        for mention in line.mentions:
            if mention.label != "DATE" or not mention.timex_value:
                continue
            value = (filled(mention.timex_value, made.years[0]) if made.years else None) or mention.timex_value
            aside = compared(line, mention) or any(a <= mention.start < b for a, b in made.beside[line.at])
            weights[value] = weights.get(value, 0.0) + (0.2 if aside else 3.0 if above else 1.0)
            if above:
                headed.add(value)
            if line.segment.kind == "title" or (above and line.at < 3) or mention.text.lower() in told.title:
                titled.add(value)
            if (line.at < 6 or line.segment.kind == "title") and not aside:
                opening.add(value)
    whole = sum(weights.values()) or 1.0
    made.common = {value: weight / whole for value, weight in weights.items()}
    made.headed, made.titled, made.opening = frozenset(headed), frozenset(titled), frozenset(opening)


def _summed(dates: Frame) -> dict[str, str]:
    """Return what second and third fiscal quarters cover where a document says that it sums them up from the start of the year.

    Japanese quarterly results head the months from April to December "third quarter".
    Source: Tokyo Stock Exchange, form of the summary of quarterly results (四半期決算短信).
    """
    found: dict[str, str] = {}
    stretches = {span for value, span in dates.days.items() if shape(value) == "range"}
    for value, (first, last) in dates.days.items():
        if shape(value) != "FYq" or value[-1] not in "23" or last.year < 2:
            continue
        whole = since(last, 3 * int(value[-1]))
        if first != whole[0] and whole in stretches:
            stretch = f"{whole[0].isoformat()}/{last.isoformat()}"
            for years in (-1, 0):
                told, covered = shifted(value, years), shifted(stretch, years)
                if told is not None and covered is not None:
                    found[told] = covered
    return found


def _years(told: Scene) -> list[str]:
    """Return the years that a document names, the commonest first, of equals the later."""
    counts = Counter(match[1] for m in told.dates if (match := re.match(r"(?:FY)?((?:19|20)\d{2})", m.timex_value or "")))
    return sorted(counts, key=lambda year: (-counts[year], -int(year)))


def _latest(dates: Frame) -> dict[str, int]:
    written = max((span[1] for value in dates.own.values() if (span := dates.span(value))), default=None)
    ends: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for value in dates.common:
        span = dates.span(value)
        if span is not None and (written is None or span[1] <= written):
            ends[grain(value)].append((span[1], value))
    return {value: place for held in ends.values() for place, (_, value) in enumerate(sorted(held, reverse=True))}


def _ends(days: dict[str, tuple[date, date]]) -> dict[date, set[str]]:
    found: dict[date, set[str]] = defaultdict(set)
    for value, (_, last) in days.items():
        if shape(value) not in _FLOWS:
            continue
        for years in (-1, 0, 1):
            moved = last.replace(year=last.year + years, day=min(last.day, 28)) if 1 < last.year < 9998 else last
            if told := shifted(value, years):
                for day in range(max(moved.toordinal() - 9, 1), min(moved.toordinal() + 9, date.max.toordinal()) + 1):
                    found[date.fromordinal(day)].add(told)
    return found


def _days(told: Scene) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each value of a date in a document."""
    return {
        mention.timex_value: (mention.date_start, mention.date_end)
        for line in told.lines
        for mention in line.mentions
        if mention.label == "DATE" and mention.timex_value and mention.date_start and mention.date_end
    }


def _closing(told: Scene, days: dict[str, tuple[date, date]]) -> int | None:
    """Return the month in which fiscal years end: that of the years named, or the one month that heads columns or rows of three years."""
    ends = Counter(last.month for value, (_, last) in days.items() if shape(value) == "FY")
    if ends:
        return ends.most_common(1)[0][0]
    headed = {
        mention.timex_value
        for line in told.lines
        for cell in line.segment.cells
        for mention in told.between(cell.start, cell.end)
        if mention.label == "DATE" and shape(mention.timex_value) == "month" and mention.end - mention.start > (cell.end - cell.start) * 0.6
    }
    months = Counter(str(value)[5:7] for value in headed)
    month, count = months.most_common(1)[0] if months else ("", 0)
    return int(month) if count >= 3 and count == len(headed) else None


# ---------------------------------------------------------------- what is only compared with

#: A date that only says with what is compared.
_COMPARED = re.compile(
    r"[年期月度]\s?(?:同期)?\s?(?:比|対比)|(?:전년|전기|전월)\s?(?:동기)?\s?(?:대비|比)"
    r"|\b(?:yoy|y[-/]y|q[-/]q|year[- ]on[- ]year|change|chg)\b",
    re.IGNORECASE,
)
#: What opens a comparison and what closes it; between them stands what is compared with.
_VERSUS = re.compile(
    r"(?<=\S )(?:(?:as )?compar(?:ed?|ing) (?:with|to)|in comparison (?:with|to)|versus|vs\.?|against|than|from|relative to"
    r"|(?:over|on) (?=(?:the )?(?:same|prior|previous|preceding|year|[1-4][qh]|fy)))(?=\W)"
)
_CLOSES = re.compile(
    r"[;)]|[.!?](?=\s)|,? (?:while|but|whereas|with|which|and|as|due|driven|mainly|primarily)\b|, (?:up|down|reaching|marking|an?) "
)
_AFTER_CJK = re.compile(r"[)）]?\s?(?:実績|同期|동기)?\s?(?:対?比|と比べ|に比べ|より|대비|보다|에 비해)")


def compared(line: Line, mention: Mention) -> bool:
    """Tell whether a date only says with what is compared, by its own words."""
    return _COMPARED.search(line.low, max(mention.start - line.start - 2, 0), mention.end - line.start + 6) is not None


def beside(line: Line) -> list[tuple[int, int]]:
    """Return the stretches of a line that say with what something is compared, in code points of the document."""
    low, found, at = line.low, [], 0
    if line.language == "en":
        while match := _VERSUS.search(low, at):
            closed = _CLOSES.search(low, match.end())
            at = max(closed.start() if closed else len(low), match.end())
            found.append((match.start() + line.start, at + line.start))
        return found
    for mention in line.mentions:
        if mention.label != "DATE":
            continue
        end = mention.end - line.start
        match = _AFTER_CJK.match(low, end)
        if match is None and not mention.text.endswith("比"):
            continue
        stop = match.end() if match else end
        if low[stop : stop + 1] in ("(", "（"):
            stop = min((at for mark in ")）" if (at := low.find(mark, stop)) >= 0), default=stop)
        found.append((mention.start, stop + line.start))
    return found


def related(stretches: Sequence[tuple[int, int]], told: Mention, figure: Mention) -> str:
    """Return how a date and a figure stand to the comparisons of their line: plain, both in one, the date in one, the figure, other."""

    def inside(mention: Mention) -> int | None:
        return next((place for place, (a, b) in enumerate(stretches) if a <= mention.start < b), None)

    a, b = inside(told), inside(figure)
    if a == b:
        return "plain" if a is None else "both"
    return "date" if b is None else "figure" if a is None else "other"

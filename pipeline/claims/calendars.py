"""The periods of a document: what its dates cover, which it speaks of most, when its fiscal years end, what is only compared with.

In: the scene of a document. Out: one `Frame`. Never: a choice for a figure. Part of the room of claims.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from extractors.intervals import days as days_of
from pipeline.claims.closing import closing, declared, terms
from pipeline.claims.comparisons import beside, compared, of_former
from pipeline.claims.context import Scene, iso
from pipeline.claims.fiscal import Usage, numbers
from pipeline.claims.times import a_year_earlier, as_of, founds, names_year, of_a_figure, says_end, spoken
from pipeline.claims.timex import (
    Meaning,
    Part,
    filled,
    grain,
    months_of_one_year,
    of_calendar,
    open_part,
    shape,
    shifted,
    since,
    twelve_months,
)
from pipeline.claims.told_dates import FLOWS, chronicle, covered, ended, named_years
from pipeline.records import Mention

__all__ = ["Frame", "frame"]


@dataclass(slots=True)
class Frame:
    """The periods of a document.

    Attributes:
        own: Date of each article in TIMEX3 form.
        common: Values by how often the document names them, each with its share; those only compared with count less.
        fiscal: Share of fiscal periods among its years, halves and quarters.
        opening: Values in its title and first lines.
        mains: The commonest flow-like periods, most of all first.
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
        spoken: Place of a date that names no year -> the year of the last one before it that does.
        declares: What is known of its fiscal years: closing, that they do not end in December; every, that all years are such.
        stretches: First and last day -> the stretch of days by which the document tells them.
        carried: Place of a line -> what the lines before leave in force (`governing.carried` fills it in).
        echoes: Value and unit of a figure -> the dates told with it (`governing.echoes` fills it in).
        worded: Share of its fiscal periods that its words call so, not their last day.
        spelt: Quarter, half or month -> years with which the document names it.
        terms: Number of a fiscal year since the company was founded -> the year in which it ends.
        called: Quarters and halves -> fiscal ones, where it calls one of them fiscal in one place and leaves it plain in another.
        as_of: Days as of which headings and notes without a figure say that what they are of holds, the commonest first.
        halves: Whether it tells the halves of fiscal years by their days, as Japanese does.
        chronicle: Lengths of the dates that head its parts and are nothing else, where three or more do: a list by months.
        meanings: What dates may mean (`meanings.py` fills it in).
        implied, parts: What the date of an article implies, and what part a period has (`meanings.py` fills them in).
        usage: How often it calls periods fiscal, by place and by company (`fiscal.usage` fills it in).
        former: Place of a year in brackets with what something was then -> the fiscal year, where the text names the one after it.
    """

    own: dict[int, str | None]
    common: dict[str, float]
    fiscal: float
    opening: frozenset[str]
    mains: list[str]
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
    spoken: dict[int, str] = field(default_factory=dict)
    worded: float = 0.0
    spelt: dict[str, set[str]] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    as_of: list[str] = field(default_factory=list)
    terms: dict[int, int] = field(default_factory=dict)
    declares: tuple[str, ...] = ()
    stretches: dict[tuple[date, date], str] = field(default_factory=dict)
    carried: dict[int, dict[str, tuple[int, Mention]]] = field(default_factory=dict)
    echoes: dict[tuple[str, str], list[tuple[int, Mention]]] = field(default_factory=dict)
    halves: bool = False
    chronicle: frozenset[str] = frozenset()
    meanings: dict[tuple[object, ...], list[Meaning]] = field(default_factory=dict)
    implied: dict[str | None, dict[str | None, dict[str, float]]] = field(default_factory=dict)
    parts: dict[tuple[object, ...], Part] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)
    former: dict[int, str] = field(default_factory=dict)

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

    def meant(self, value: str | None, mention: Mention | None = None, own: str | None = None) -> str | None:
        """Return a value as its document means it: with the year that it leaves open, gone by, from the start of the fiscal year.

        Args:
            value: The value.
            mention: The words that say it.
            own: Date of the article.
        """
        told = (mention and self.former.get(mention.start)) or (self.filled(value, mention) if value else value)
        if told and mention is not None and own is not None:
            told = _gone(told, mention.text, self.span(told), self.span(own)) or told
        if told and mention is not None and shape(told) in ("quarter", "half") and _PART.fullmatch(mention.text):
            told = self._spelt(told) or told
        told = self.called.get(told, told) if told else told
        if told and mention is not None and (current := _CURRENT.fullmatch(mention.text)):
            told = self._current(told, -1 if current["before"] else 0) or told
        if told and mention is not None and _QUARTER.fullmatch(mention.text) and grain(told) == "quarter":
            told = next((value for value in self.mains if grain(value) == "quarter"), told)
        return self.by_days(self.summed.get(told, told)) if told else told

    def by_days(self, value: str) -> str:
        """Return the half of a fiscal year by its days where the document tells it so, any other value as it is.

        2026年3月期中間期 and 上期 are 2025-04-01/2025-09-30: nothing in them says "H1".
        """
        span = self.span(value) if self.halves and shape(value) == "FYh" else None
        return f"{span[0].isoformat()}/{span[1].isoformat()}" if span is not None else value

    def filled(self, value: str, mention: Mention | None) -> str:
        """Return a value with the year that its words leave open: the last one told before it, else the commonest of the document.

        Where the document has no date, a year that comes from elsewhere than its words gives way to the one told last as well.
        """
        year = self.spoken.get(mention.start) if mention is not None else None
        if year is not None and mention is not None and not any(self.own.values()) and _yearless_part(mention.text):
            return re.sub(r"^(?:\d{4}|XXXX)(?=-)", year, value)
        return (filled(value, year or self.years[0]) if self.years else None) or open_part(value)

    def _spelt(self, value: str) -> str | None:
        """Return a part of a year in the one year that the document names with it."""
        years = self.spelt.get(value[4:], set())
        return f"{min(years)}{value[4:]}" if len(years) == 1 else None

    def _current(self, value: str, years: int) -> str | None:
        """Return the part of a fiscal year that the document is about, for words that say no more than "this period"."""
        main = shifted(self.mains[0], years) if self.mains and shape(self.mains[0]) == "FYq" else None
        return main if main is not None and shape(value) == "FY" and main.startswith(value) else None

    def year_of(self, value: str) -> str | None:
        """Return the fiscal year of which a shorter period is a part, where the document says when its fiscal years end."""
        span = self.span(value)
        if span is None or self.closing is None or grain(value) == "year":
            return None
        return f"FY{span[1].year + (span[1].month > self.closing) - self.behind}"

    def closed(self, value: str) -> str:
        """Return a month in which fiscal years end as the fiscal year, any other value as it is."""
        return f"FY{value[:4]}" if shape(value) == "month" and self.closing == int(value[5:7]) else value

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
        if (self.fiscal or self.declares) and kind in ("quarter", "half", "year"):
            fiscal = self.by_days(f"FY{value}")
            made += [(fiscal, name) for name in ("as:fiscal", *(f"as:fiscal:{told}" for told in self.declares))]
        if kind == "month" and self.closing == int(value[5:7]):
            made.append((f"FY{value[:4]}", "as:closing"))
            if span is not None:
                made.append((span[1].isoformat(), "as:closing-end"))
        if mention is not None and kind in (*FLOWS, "month") and span is not None and says_end(mention.text):
            made.append((span[1].isoformat(), "as:said-end"))
        if kind in ("FYh", "half") and (stretch := self._stretch(value)):
            made.append((stretch, "as:stretch"))
        elif kind == "FYh" and span is not None:
            form = "coded" if mention is not None and _CODED.search(mention.text) else "worded"
            made.append((f"{span[0].isoformat()}/{span[1].isoformat()}", f"as:days:{form}"))
        if (season := _SEASON.fullmatch(value)) and int(season[2]) == int(season[1]) + 1:
            made.append((f"FY{season[2]}", "as:season"))
            return made
        yearless = mention is not None and _yearless_part(mention.text)
        if mention is not None and _FISCAL.search(mention.text) and kind in ("quarter", "half", "year"):
            made.append((self.by_days(f"FY{value}"), "as:worded"))
        if yearless and kind in ("quarter", "half", "month") and span is not None and (past := shifted(value, -1)):
            written = self.span(own)
            if written is not None and span[1] > written[1]:
                made.append((past, "as:past"))
        if mention is not None and yearless and (year := self.spoken.get(mention.start)) and year != value[:4] and value[:4].isdigit():
            made.append((f"{year}{value[4:]}", "as:spoken"))
        if yearless and kind in ("quarter", "half", "month") and (named := self._spelt(value)) not in (None, value):
            made.append((str(named), "as:named"))
        if kind in FLOWS and span is not None and span[0] != span[1]:
            made.append((span[1].isoformat(), "as:end"))
            if kind == "FY" and mention is not None and _MONTHED.search(mention.text):
                made.append((f"{span[1]:%Y-%m}", "as:end-month"))
        if kind == "range" and (whole := self.whole(value)):
            made.append((whole, "as:whole"))
        if kind == "range" and span is not None and (year := twelve_months(span, self.behind)) and all(told != year for told, _ in made):
            made.append((year, "as:fiscal-year"))
        if kind in ("FY", "FYq", "FYh") and span is not None and abs((span[1] - _last(value[2:])).days) < 4:
            made.append((value[2:], "as:calendar"))
            if mention is not None and _WORDED.search(mention.text) is None:
                made.append((value[2:], "as:calendar:ended"))
        elif kind in ("FYq", "FYh") and span is not None and (named := of_calendar(span)):
            made.append((named, "as:calendar-part"))
        unsaid = kind in ("FYq", "FYh") and mention is not None and _FISCAL.search(mention.text) is None and numbers(mention.text)
        if unsaid and value[2:] not in [told for told, _ in made]:
            made.append((value[2:], "as:plain"))
        return made

    def _stretch(self, value: str) -> str | None:
        """Return a half year as the stretch of days by which the document tells it, or that of the year before or after it."""
        for years in (0, 1, -1):
            span = self.span(shifted(value, years))
            if span is not None and (told := self.stretches.get(span)):
                return shifted(told, -years)
        return None

    def best(self, value: str, mention: Mention | None = None) -> str:
        """Return the value that names a stretch best: what the document calls its days, or those days for months of one year.

        Twelve months that their words tell by both ends are the fiscal year: 2022年4月1日〜2023年3月31日 is FY2023.
        """
        if value in self.days and shape(value) == "range":
            value = self.named.get(self.days[value], value)
        span = self.span(value) if mention is not None and shape(value) == "range" and _BOTH.search(mention.text) else None
        if span is not None and (year := twelve_months(span, self.behind)) is not None:
            return year
        return self.whole(value) or value if months_of_one_year(value) else value

    def whole(self, value: str) -> str | None:
        """Return the calendar or fiscal period that a stretch of days or months is, else its first and last day; None where it says so."""
        span = self.span(value)
        if span is None:
            return None
        near = (name for (first, last), name in self.named.items() if abs((first - span[0]).days) < 11 and abs((last - span[1]).days) < 11)
        if told := next(near, None):
            return told
        year, month = span[0].year, span[0].month
        for size, name in ((12, f"{year}"), (6, f"{year}-H{(month + 5) // 6}"), (3, f"{year}-Q{(month + 2) // 3}")):
            if (month - 1) % size == 0 and days_of(name) == span:
                return name
        told = f"{span[0].isoformat()}/{span[1].isoformat()}"
        return told if told != value else None


#: Words that tell a date by another in what year: last year, a year earlier, 前年同期.
_RELATIVE = re.compile(
    r"\b(?:last|prior|previous|same)\b|year|ago|earlier|前|昨|今年|来年|翌|지난|작년|전년|올해|내년|금년|이듬", re.IGNORECASE
)
#: Words that name a part of a year: a month, a quarter, a half.
_OF_YEAR = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}\s?[月월/]|quarter|half|(?<![a-z])[qh][1-4]|[1-4][qh](?![a-z])"
    r"|半期|分期|분기|반기",
    re.IGNORECASE,
)
#: A part of a year that is told without one and by no other date, not "the quarter before".
_PART = re.compile(
    r"(?:the )?(?:first|second|third|fourth)[- ](?:quarter|half)|[1-4]q|q[1-4]|[12]h|h[12]"
    r"|第[1-4１-４]四半期|[上下]半?期|[1-4]분기|[상하]반기",
    re.IGNORECASE,
)
#: A part of a year, and the year.
_NAMED = re.compile(r"(\d{4})(-(?:[QH]\d|\d\d))")
#: What stands between the first and the last day of a stretch.
_BOTH = re.compile(r"\d\s?(?:日|月|일|월)?\s?(?:から|부터|~|～|〜|–|—|-|\bto\b|\bthrough\b)[^-–—~～〜]{0,12}\d")
#: A year from the middle of one of the calendar to that of the next: 2021/22, as clubs and charities name their fiscal years.
_SEASON = re.compile(r"(\d{4})/(\d{4})")
#: Words for the period that a document is about, and for the one before it.
_CURRENT = re.compile(r"当期|당기|the period|(?P<before>前期|전기)", re.IGNORECASE)
#: Words for the quarter that a document is about.
_QUARTER = re.compile(r"(?:the )?(?:end of the quarter|quarter[- ]end)", re.IGNORECASE)
#: The month in which a fiscal year ends, in its name: 2025/3期, 2025年3月期.
_MONTHED = re.compile(r"[年/.]\d{1,2}月?期")
#: Words that call a period fiscal.
_WORDED = re.compile(r"fy|fiscal|financial year|年度|期|연도|회계", re.IGNORECASE)
#: Words that call a period fiscal in any language, not the words of a period.
_FISCAL = re.compile(r"fiscal|financial year|\bfy|年度|회계", re.IGNORECASE)
#: A half by its number: 1H24, H1 FY24.
_CODED = re.compile(r"(?<![a-z])(?:h[12]|[12]h)", re.IGNORECASE)
#: Days ahead from which a quarter or half without a year is the one gone by: "in the fourth quarter", written in February.
_AHEAD = 100


def _gone(value: str, text: str, span: tuple[date, date] | None, written: tuple[date, date] | None) -> str | None:
    """Return a quarter or half that its words leave without a year as the one gone by, where it would lie far ahead."""
    if span is None or written is None or shape(value) not in ("quarter", "half") or names_year(text):
        return None
    return shifted(value, -1) if (span[0] - written[1]).days > _AHEAD else None


def _yearless_part(text: str) -> bool:
    """Tell whether the words of a date name a month or another part of a year, and neither the year nor another date to count it from."""
    return not names_year(text) and _RELATIVE.search(text) is None and _OF_YEAR.search(text) is not None


def _last(value: str) -> date:
    span = days_of(value)
    return span[1] if span is not None else date.min


def frame(told: Scene) -> Frame:
    """Return the periods of a document."""
    own = {number: iso(told.document, number) for number in {line.segment.article for line in told.lines}}
    days = covered(told)
    said, every = declared(told)
    closes = closing(told, days) or said
    named = {span: value for value, span in sorted(days.items(), reverse=True) if shape(value) in ("FYq", "FYh", "FYm", "FY")}
    behind = Counter(last.year - int(value[2:6]) for value, (_, last) in days.items() if shape(value) == "FY").most_common(1)
    made = Frame(own, {}, 0.0, frozenset(), [], days=days, named=named, closing=closes, years=named_years(told), ends=ended(days))
    made.behind, made.spoken = behind[0][0] if behind else 0, spoken(told)
    made.declares = (*(("closing",) if closes not in (None, 12) else ()), *(("every",) if every else ()))
    made.stretches = {span: value for value, span in sorted(days.items(), reverse=True) if shape(value) == "range"}
    _count(told, made)
    _call(made)
    if told.document.language.startswith("ja"):
        _halve(made)
    flows = (value for value in made.common if shape(value) in FLOWS)
    made.mains = sorted(flows, key=lambda v: (-made.common[v] - 0.2 * (v in made.opening), v))[:4]
    points = (value for value in made.common if shape(value) in ("month", "day") and value not in own.values())
    made.months = sorted(points, key=lambda v: (-made.common[v] - 0.2 * (v in made.titled), v))[:2]
    fiscal = sum(share for value, share in made.common.items() if value.startswith("FY"))
    plain = sum(share for value, share in made.common.items() if shape(value) in ("quarter", "half", "year"))
    made.fiscal = fiscal / (fiscal + plain) if fiscal else 0.0
    made.latest = _latest(made)
    made.chronicle = chronicle(told)
    made.summed = _summed(made) if told.document.language.startswith("ja") else {}
    made.terms, made.as_of = terms(told), as_of(told)
    texts = [m.text for m in told.dates if (m.timex_value or "").startswith("FY")]
    made.worded = sum(_WORDED.search(text) is not None for text in texts) / max(len(texts), 1)
    return made


def _count(told: Scene, made: Frame) -> None:
    """Count the periods of a document by where they stand; those that something is compared with count little."""
    weights: dict[str, float] = {}
    titled: set[str] = set()
    opening: set[str] = set()
    for line in told.lines:
        made.beside[line.at] = beside(line)
        above = line.segment.kind in ("title", "heading")
        for mention in line.mentions:
            began = mention.timex_mod == "AFTER"  # "since 2005"
            if mention.label != "DATE" or not mention.timex_value or began or founds(line, mention) or of_a_figure(line, mention):
                continue
            value = made.filled(mention.timex_value, mention)
            value = _gone(value, mention.text, made.span(value), made.span(made.own.get(line.segment.article))) or value
            former = of_former(line, mention)
            aside = former or compared(line, mention) or any(a <= mention.start < b for a, b in made.beside[line.at])
            year_before = a_year_earlier(line, mention) or (former and shape(value) in FLOWS)
            if aside and year_before and (told_of := shifted(value, 1)):
                weights[told_of] = weights.get(told_of, 0.0) + 0.5
            if not (aside or mention.timex_mod) and names_year(mention.text) and (named := _NAMED.fullmatch(value)):
                made.spelt.setdefault(named[2], set()).add(named[1])
            made.former |= {mention.start: f"FY{value}"} if former and shape(value) == "year" else {}
            weights[value] = weights.get(value, 0.0) + (0.2 if aside else 3.0 if above else 1.0)
            if line.segment.kind == "title" or (above and line.at < 3) or mention.text.lower() in told.title:
                titled.add(value)
            if (line.at < 6 or line.segment.kind == "title") and not aside:
                opening.add(value)
    made.former = {at: value for at, value in made.former.items() if shifted(value, 1) in weights}
    whole = sum(weights.values()) or 1.0
    made.common = {value: weight / whole for value, weight in weights.items()}
    made.titled, made.opening = frozenset(titled), frozenset(opening)


def _call(made: Frame) -> None:
    """Take all quarters and halves of a document for fiscal where it calls one so and leaves it plain elsewhere."""
    plain = [value for value in made.common if shape(value) in ("quarter", "half")]
    if not any(f"FY{value}" in made.common for value in plain):
        return
    made.called = {value: f"FY{value}" for value in plain}
    for value, fiscal in made.called.items():
        made.common[fiscal] = made.common.get(fiscal, 0.0) + made.common.pop(value)
    made.titled, made.opening = (frozenset(made.called.get(value, value) for value in held) for held in (made.titled, made.opening))


def _halve(made: Frame) -> None:
    """Count the halves of fiscal years by their days, and name no stretch of days by them."""
    made.halves = True
    made.named = {span: value for span, value in made.named.items() if shape(value) != "FYh"}
    for value in [value for value in made.common if made.by_days(value) != value]:
        days = made.by_days(value)
        made.common[days] = made.common.get(days, 0.0) + made.common.pop(value)
    made.titled, made.opening = (frozenset(made.by_days(value) for value in held) for held in (made.titled, made.opening))


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


def _latest(dates: Frame) -> dict[str, int]:
    written = max((span[1] for value in dates.own.values() if (span := dates.span(value))), default=None)
    ends: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for value in dates.common:
        span = dates.span(value)
        if span is not None and (written is None or span[1] <= written):
            ends[grain(value)].append((span[1], value))
    return {value: place for held in ends.values() for place, (_, value) in enumerate(sorted(held, reverse=True))}

"""DATE and DURATION as TIMEX3 values at the precision written.

In: a text, a passage with the date of its text, its numerals. Out: mentions with value, the days covered, and the anchor of a relative one.
Never: the clock, a part of a date that is neither written nor known from the date of the text.

A fiscal year keeps the number that the text names it by: 2024年度 is `FY2024` and 2025年3月期 `FY2025`, and both are 1 April 2024 to
31 March 2025. It has days where the text says when it ends, or its language does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extractors import languages, plain_dates
from extractors.calendars import PLAIN, Calendar, about, closed, is_period, kind_of
from extractors.intervals import Moment, days, ordered
from extractors.mention import Date, Label, Mention, Passage, Span
from extractors.numerals import Numeral
from extractors.scripts import written_in
from extractors.timex import Grammar, Reading, Rule, filled, moved, reading

_ISO = re.compile(r"(?<![\w.,/-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w/-]|\.\d)")
_PLAIN = re.compile(r"\d{4}(?:-\d\d)*")
_PARTS = re.compile(r"(?:FY)?(\d{4})(?:-(?:Q\d|H\d|SP|SU|FA|WI))?")
_LENGTH = re.compile(r"P[\dXT]")
_SIMPLE = re.compile(r"P(\d{1,3})([YMWD])")


#: Rules whose dates are compared with: a text is not about them.
_COMPARED = frozenset({"ago", "year_ago", "days_before", "same_period"})
#: How far a text opens, in characters: there it says what it is about; and what a date weighs in a title, a heading, the first lines.
_OPENING, _TITLE, _HEADING, _FIRST = 1000, 4, 2, 2


@cache
def grammar_of(language: languages.Language) -> Grammar | None:
    """Return the grammar of a language's dates: what its folder writes, or what it says of how dates are written; None if neither.

    Args:
        language: The language.
    """
    written: Grammar | None = language.offered("dates", "GRAMMAR")
    if written is not None or not language.written_dates:
        return written
    return plain_dates.grammar(language.lexicon, language.written_dates)


#: Characters before a date in which it is looked for what it bounds.
_NEAR = 48


def bounded(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a date is a deadline, or when something was founded: no period that its text is about.

    Args:
        text: The whole text.
        start: First character of the date.
        end: Character after its last.
        language: BCP 47 tag of the text around it.
    """
    grammar = grammar_of(languages.of(language))
    if grammar is None:
        return False
    before, after = grammar.bounds
    return bool(before.search(text, max(0, start - _NEAR), start) or after.match(text, end))


def calendars(text: str, passages: Sequence[Passage]) -> Mapping[str | None, Calendar]:
    """Return how a text counts its periods, for the passages of each date that it was written at.

    Args:
        text: The whole text, with what no mention may contain masked.
        passages: All its passages, in order.
    """
    spoken = list(dict.fromkeys(passage.language for passage in passages if languages.of(passage.language).has_dates))
    if not spoken:
        return {}
    grammars = [grammar for tag in dict.fromkeys(languages.of(tag).tag for tag in spoken) if (grammar := grammar_of(languages.of(tag)))]
    first = _fiscal_start(spoken[0])
    calendar = closed(
        (said for grammar in grammars for said in grammar.closings(text)),
        closing=(first - 2) % 12 + 1 if first else None,
        ahead=grammars[0].ahead or (languages.origin(spoken[0]) or languages.of(spoken[0])).fiscal_start not in (None, 1),
    )
    return {today: about(calendar, _opening(text, passages, today, calendar)) for today in dict.fromkeys(one.today for one in passages)}


def _opening(text: str, passages: Sequence[Passage], today: str | None, calendar: Calendar) -> list[tuple[str, int]]:
    """Values of the dates of the first passages of a date, each with its weight."""
    found: list[tuple[str, int]] = []
    read = 0
    for passage in passages:
        grammar = grammar_of(languages.of(passage.language))
        if passage.today != today or grammar is None or passage.kind in ("furniture", "cell"):
            continue
        weight = _TITLE if passage.kind == "title" else _HEADING if passage.kind == "heading" else _FIRST if read < _OPENING // 3 else 1
        part = replace(passage, end=min(passage.end, passage.start + _OPENING))
        try:
            dated = _scanned(text, part, (), grammar, calendar)
        except (MemoryError, TimeoutError):
            raise
        except Exception:  # it is told when the passage itself is read
            continue
        for mention in dated:
            if mention.rule in _COMPARED or (calendar.fiscal and mention.rule == "month_quarter"):
                continue  # a year earlier; the September quarter of a text that counts in fiscal ones
            if bounded(text, mention.span.start, mention.span.end, passage.language):
                continue
            if (
                isinstance(mention.value, Date)
                and mention.value.mod != "AFTER"
                and not (mention.value.anchor and mention.value.anchor[:2] == "FY")
            ):
                running = today is not None and mention.value.end is not None and mention.value.end.isoformat()[: len(today)] > today
                found.append((mention.value.value, 1 if running else weight))
        read += passage.end - passage.start
        if read > _OPENING:
            break
    return found


def told_last(dates: Sequence[Mention], before: str | None) -> str | None:
    """Return the last quarter, half year or stretch of days that a passage told of and did not only compare with.

    Args:
        dates: The dates of the passage, in order.
        before: What was told of before it: the answer where the passage told of none.
    """
    told = (
        mention.value.value
        for mention in reversed(dates)
        if isinstance(mention.value, Date) and mention.value.mod != "AFTER" and mention.rule not in _COMPARED
    )
    return next((value for value in told if kind_of(value) in ("quarter", "half") or ("/" in value and is_period(value))), before)


def find(text: str, passage: Passage, numerals: Sequence[Numeral], calendar: Calendar = PLAIN) -> list[Mention]:
    """Find the dates and durations of a passage.

    Args:
        text: The whole text, with what no mention may contain masked.
        passage: The stretch to read; its language picks the grammar, its `today` anchors relative dates.
        numerals: The numerals of the passage.
        calendar: How the text counts its periods.

    Returns:
        Mentions in order, none overlapping another.

    Source: TIMEX3 (ISO 24617-1), ISO 8601-1 and 8601-2 (EDTF).
    """
    language = languages.of(passage.language)
    grammar = grammar_of(language)
    if grammar is None:
        return [
            _mention(match.start(), match.end(), value, "iso", 0.99, None)
            for match in _ISO.finditer(text, passage.start, passage.end)
            if (value := _day(match[0]))
        ]
    found = _scanned(text, passage, numerals, grammar, calendar)
    for guest in map(languages.of, language.guests):
        # The sign of a language's dates is written in its letters: where there are none, its grammar is not even loaded.
        other = grammar_of(guest) if written_in(guest.scripts, text, passage.start, passage.end) else None
        if other is not None and other.sign.search(text, passage.start, passage.end):
            found = _merged(found, [mention for mention in _scanned(text, passage, numerals, other, calendar) if mention.rule in _EXPLICIT])
    return found


def _scanned(text: str, passage: Passage, numerals: Sequence[Numeral], grammar: Grammar, calendar: Calendar) -> list[Mention]:
    read = reading(text, passage, numerals, grammar, calendar)
    found: list[Mention] = []
    at = floor = passage.start
    while (start := grammar.starts.search(text, at, passage.end)) is not None:
        rules = grammar.rules.get(grammar.key(start[0]))  # few words begin a date: the others cost no more than this
        hit = _longest(start, rules, read) if rules else None
        if hit is None:
            at = start.end()
            continue
        end, value, rule = hit
        end, value = _joined(start.start(), end, value, grammar, read)
        mention = _finished(start.start(), end, value, rule, grammar, read, floor)
        found.append(mention)
        at = floor = mention.span.end
    return found


def _merged(own: list[Mention], guests: list[Mention]) -> list[Mention]:
    """A guest's date replaces what the passage's own grammar made of its digits, where it is longer."""
    kept = [guest for guest in guests if all(len(guest.span) > len(mention.span) for mention in own if mention.span.overlaps(guest.span))]
    rest = [mention for mention in own if not any(mention.span.overlaps(guest.span) for guest in kept)]
    return sorted((*rest, *kept), key=lambda mention: mention.span)


def _day(text: str) -> Date | None:
    return Date(text) if days(text) else None


#: Rules whose dates are read in a text of another language: a reference, a quotation.
_EXPLICIT = frozenset({"date", "era", "month_day", "day_month", "month_year", "months", "weekday_month_day", "weekday_day_month"})


def _longest(start: re.Match[str], rules: Sequence[Rule], read: Reading) -> tuple[int, Date, Rule] | None:
    best: tuple[int, Date, Rule] | None = None
    aside = False
    for rule in rules:
        match = rule.pattern.match(read.text, start.start(), read.end)
        if match is None or match.end() == match.start() or (best is not None and match.end() <= best[0]):
            continue
        read.aside = False
        value = rule.read(match, read)
        if value is not None:
            best, aside = (match.end(), value, rule), read.aside
    read.aside = aside
    return best


def _joined(begin: int, end: int, value: Date, grammar: Grammar, read: Reading) -> tuple[int, Date]:
    """Add the other end of an interval, or the date that a length of time counts from."""
    if _LENGTH.match(value.value) and (found := _counted(begin, end, value, grammar, read)):
        return found
    if value.value.endswith("_REF") or _LENGTH.match(value.value) or "/" in value.value or value.anchor or value.mod:
        return end, value
    joint = grammar.join.match(read.text, end, read.end)
    start = grammar.starts.match(read.text, joint.end(), read.end) if joint else None
    aside = read.aside
    hit = _longest(start, grammar.rules.get(grammar.key(start[0]), ()), read) if start else None
    read.aside = aside
    if (
        hit is None
        or grammar.apart(read, begin, end, hit[0], value, hit[1])
        or hit[1].anchor
        or hit[1].mod
        or "/" in hit[1].value
        or hit[1].value.endswith("_REF")
        or _LENGTH.match(hit[1].value)
    ):
        return end, value
    first, last = value.value, hit[1].value
    if last.startswith("XXXX-XX-") and re.match(r"[\dX]{4}-\d\d-\d\d", first):
        last = first[:8] + last[8:]
    elif last.startswith("XXXX-") and first[:4].isdigit():
        last = first[:4] + last[4:]
    elif re.fullmatch(r"FY\d{4}/\d{4}", f"{first}/{last}"):
        last = f"FY{last}"  # fiscal years 2022 to 2024
    if not _alike(first, last) or not ordered((first, last)):
        return end, value
    closing = grammar.close.match(read.text, hit[0], read.end)
    whole = (value.start, hit[1].end) if value.start and hit[1].end else (None, None)
    return (closing.end() if closing else hit[0]), Date(f"{first}/{last}", start=whole[0], end=whole[1])


def _counted(begin: int, end: int, value: Date, grammar: Grammar, read: Reading) -> tuple[int, Date] | None:
    """Two weeks after May 3, three days before yesterday: the date that lies so far from the other."""
    joint = grammar.counted.match(read.text, end, read.end)
    length = _SIMPLE.fullmatch(value.value)
    start = grammar.starts.match(read.text, joint.end(), read.end) if joint and length else None
    aside = read.aside
    hit = _longest(start, grammar.rules.get(grammar.key(start[0]), ()), read) if start else None
    read.aside = aside
    if joint is None or length is None or start is None or hit is None or hit[1].mod or grammar.uncounted(read, begin, hit[0]):
        return None
    base = Moment.parse(filled(hit[1].value, read, start.start(), hit[0])[0])
    unit = {"Y": "year", "M": "month", "W": "week", "D": "day"}[length[2]]
    if base is None or "/" in hit[1].value or (base.day is None and unit in ("week", "day")) or (base.month is None and unit == "month"):
        return None
    by = Decimal(length[1]) * (7 if unit == "week" else 1)
    return hit[0], moved(base, "day" if unit == "week" else unit, by, joint["back"] is not None)


def _alike(first: str, last: str) -> bool:
    """Whether two values are of one precision: a day and a day, a year and a year."""
    return re.sub(r"[\dX]", "0", first) == re.sub(r"[\dX]", "0", last) and first != last


def _finished(start: int, end: int, value: Date, rule: Rule, grammar: Grammar, read: Reading, floor: int) -> Mention:
    if not value.repeats and grammar.every.search(read.text, max(read.start, start - 8), start):
        value = replace(value, repeats="XXXX" in value.value)
    # 昨年11月 counts from the day of writing: where that is unknown, a year written nearby is not its year
    loose = read.today is None and rule.name.startswith("near") and grammar.of_writing.match(read.text, start) is not None
    resolved, anchor = (value.value, None) if value.repeats or loose else filled(value.value, read, start, end)
    value = replace(value, value=resolved, anchor=value.anchor or anchor)
    wide_start, wide_end, value = grammar.around(read, start, end, value)
    if wide_start < floor:
        wide_start = start
    aside = read.aside or grammar.founding.search(read.text, max(read.start, start - 12), start) is not None
    aside, read.aside = aside or _with_figure(read.text, wide_start, wide_end), False
    if aside or value.mod == "AFTER":  # "since 2005": what comes next is of no such year
        return _mention(wide_start, wide_end, value, rule.name, rule.confidence, _begins(read))
    read.last = value.value
    if is_period(value.value) and rule.name not in _COMPARED:
        read.period = value.value
    said = _said(value.value)
    if said is not None and not (read.said and read.said.value.startswith(said.value)):
        read.said, read.said_at = said, wide_end
        if value.anchor is None:
            read.written = said if said.month else None
    mention = _mention(wide_start, wide_end, value, rule.name, rule.confidence, _begins(read))
    told = mention.value
    read.told = (wide_end, told.start, told.end) if isinstance(told, Date) and told.start and told.end else None
    return mention


def _with_figure(text: str, start: int, end: int) -> bool:
    """Whether a date opens brackets with what something was then, behind what it is: "sales of £9m (2011: £8m)"."""
    return text[start - 1 : start] in _OPENS and text[end : end + 1] in _SAYS and any(map(str.isdigit, text[max(start - 12, 0) : start]))


_OPENS, _SAYS = ("(", "（"), (":", "：")


def _begins(read: Reading) -> int | None:
    """First month of the text's fiscal years, counted from January of the year that names them."""
    return read.calendar.begins if read.calendar.closing is not None else _fiscal_start(read.language)


def _fiscal_start(tag: str) -> int | None:
    """First month of a fiscal year, as the language says it or the one that the text was translated from."""
    source = languages.origin(tag) or languages.of(tag)
    return source.fiscal_start


def _said(value: str) -> Moment | None:
    """What "the same year", "the next month" count from: the last end of an interval, of a quarter its year."""
    last = value.rsplit("/", 1)[-1]
    if _PLAIN.fullmatch(last):
        return Moment.parse(last)
    match = _PARTS.fullmatch(last)
    return Moment(int(match[1])) if match and int(match[1]) else None


def _mention(start: int, end: int, value: Date, rule: str, confidence: float, fiscal_start: int | None) -> Mention:
    length = _LENGTH.match(value.value) is not None
    covered = None if length or value.start else days(value.value, fiscal_start=fiscal_start)
    if covered:
        value = replace(value, start=covered[0], end=covered[1])
    return Mention(Span(start, end), Label.DURATION if length else Label.DATE, value, rule, confidence)

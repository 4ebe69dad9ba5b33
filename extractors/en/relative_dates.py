"""What the rules for relative English dates and for lengths of time say: now, last year, three months ago, on Monday, five years.

In: matches of the rules of `extractors/en/dates.py`. Out: TIMEX3 values; None for a match that is no date after all.
Never: a clock time, an age.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from extractors.calendars import before as period_before
from extractors.calendars import kind_of
from extractors.en.date_words import (
    BY,
    DAYS,
    DEICTIC,
    MONTH,
    SCALE,
    SEASONS,
    UNITS,
    WEEKDAYS,
    S,
    day_of,
    length_of,
    month_of,
    number_of,
    rank_of,
    rx,
    text_after,
    text_before,
    year_of,
)
from extractors.en.explicit_dates import IN_BEFORE
from extractors.en.fiscal_dates import previous_year, year_earlier
from extractors.intervals import Moment, days, week_in, weekday_in_month
from extractors.mention import Date
from extractors.timex import FUTURE, PAST, PRESENT, UNSAID, Reading, before_last, compared, filled, moved, relative, so_far


def deictic(match: re.Match[str], read: Reading) -> Date | None:
    """Now, currently, recently."""
    word = re.sub(r"\s+", " ", match["w"].lower())
    before, after = text_before(read, match.start()), text_after(read, match.end())
    if word == "now" and re.match(r",?\s(?:that|known|defunct|famous)\b|-", after):
        return None
    if word == "in the past" and re.match(
        r"\s(?:\w+[\s-])?(?:centur|decade|year|quarter|month|week|day|hour|summer|winter|spring|fall)", after
    ):
        return None
    if word in ("to date", "lately") and re.search(r"(?i)\b(?:up|keep|bring|kept|brought|year|quarter|month)[\s-]{1,2}$", before):
        return None
    return Date(DEICTIC[word])


#: "Today" that means nowadays: a comparison, a state, a call to act.
_GENERIC_BEFORE = rx(
    r"(?:\bas\s.{0,40}|\b(?:than|known|of|even|still|until|even\sto|used|available|exists?|remains?|live\son|world|like)\s|"
    r"^\W*(?:(?:please|just|so|and|why\snot)\s)?(?:download|get|try|sign|subscribe|call|visit|contact|join|order|buy|start|book|register|learn|shop|apply|donate|"
    r"read|watch|discover|explore|request|schedule|save)\b.{0,80}|\?\s+(?:download|get|try|sign|subscribe|call|visit|contact|join|order|buy|start|book|register)\b.{0,60})$"
)
_GENERIC_OF = rx(
    r"['’]s\s(?!announce|decision|news|game|vote|meeting|ruling|event|report|hearing|session|trading|verdict|statement|debate|launch|action|result|attack|"
    r"election|match|release|move|price|deal|earnings|summit|talks|press|conference|filing|judgment)"
)
_GENERIC_AFTER = rx(
    r",?\s(?:as\s(?:a|an|the)\b|it\sis\b|there\s(?:is|are)\b|(?:many|most|some|few)\s|(?:\w+\s){0,4}(?:is|are|has|have|remains?|employs?|operates?|"
    r"serves?|offers?|includes?|continues?|stands|boasts?|runs|owns|uses|makes|lives?|works?|consists?|can|may)\s(?!announc|launch|releas|unveil|been|reporting))"
)
#: A full stop after an initial, a title or a short month ends no sentence.
SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[ap]\.m)(?<!Mr)(?<!Ms)(?<!Dr)(?<!St)(?<!Co)(?<!Mrs)(?<!Inc)(?<!Ltd)(?<!Corp)(?<!Jan)(?<!Feb)(?<!Aug)(?<!Sept)(?<!Oct)(?<!Nov)(?<!Dec)"
    r"[.!?]['\"”’)]*\s|[!?]['\"”’)]*\s|\n\s*\n|(?<=[a-z\d)])\.(?=[A-Z][a-z]+\s)"
)


def today(match: re.Match[str], read: Reading) -> Date | None:
    """Today, yesterday, the day after tomorrow; today in general ("as it does today") is PRESENT_REF."""
    word = re.sub(r"\s+", " ", match["w"].lower())
    by = int(DAYS[word])
    if word == "today":
        before = SENTENCE_END.split(text_before(read, match.start(), 90))[-1]
        after = SENTENCE_END.split(text_after(read, match.end(), 60) + " ")[0]
        if match["w"][0].isupper() and (re.match(r"['’]s\s[A-Z]|\s[A-Z][a-z]+\s[^a-z]", after) or re.search(r"[|A-Za-z]\s$", before)):
            return None
        opens = re.search(r"(?:^|[,;:—–]|\b(?:and|but|because|while))\s*$", before) is not None
        generic = _GENERIC_BEFORE.search(before) or _GENERIC_OF.match(after) or (opens and _GENERIC_AFTER.match(after))
        if read.today is None or read.today.day is None or generic:
            return Date(PRESENT)
    return relative(read, "day", by)


def part_of_day(match: re.Match[str], read: Reading) -> Date | None:
    """Last night, this morning: the day alone."""
    return relative(read, "day", -1 if match["n"].lower() == "last" else 0)


#: What is halved, where "half" is no half-year: the last half dozen, the next half an hour.
_HALVED = rx(
    r"\s{1,2}(?:an?\s{1,2})?(?:dozen|hour|minute|mile|million|billion|trillion|century|decade|pint|point|percent|share|price|marathon|term)s?\b"
)


_COUNTED_TO = rx(r"(?:(?:19|20)\d\d|FY\d\d|Q[1-4]|\dQ|quarter|half|['’]\d\d)[\s,(]{1,2}$")
_COUNTED_FROM = rx(r"[\s,(]{1,2}(?:(?:19|20)\d\d|FY\s?\d\d|Q[1-4])")


def to_date(match: re.Match[str], read: Reading) -> Date | None:
    """Year to date, YTD, quarter to date: the year or quarter of the text; beside a year of its own it only says how that is summed."""
    if read.kind == "cell" or _COUNTED_TO.search(text_before(read, match.start())) or _COUNTED_FROM.match(text_after(read, match.end())):
        return None
    unit = (match["u"] or {"y": "year", "q": "quarter", "m": "month"}[match["a"].lower()]).lower()
    if unit == "year" and (read.today is None or read.today.day is None) and (found := so_far(read)) is not None:
        return found
    return replace(relative(read, unit, 0), anchor=read.today.value) if read.today is not None else None


#: A figure that one of a quarter is compared with, and what ends it: "up from $56 million last year".
_BESIDE = rx(r"\b(?:from|against|versus|vs\.?|compared\s(?:with|to))\s(?:about\s|around\s|nearly\s)?[^\w\s]{0,3}\d(?:[^.;]|\.\d){0,48}\s$")
_CLOSED = rx(r"\s?(?:[.,;)]|$|and\b)")


def _beside_a_part(match: re.Match[str], read: Reading) -> bool:
    """Whether a year dates what a figure of a quarter or half is compared with."""
    if kind_of(read.period) not in ("quarter", "half") or _CLOSED.match(text_after(read, match.end())) is None:
        return False
    return _BESIDE.search(text_before(read, match.start(), 72)) is not None


def near_unit(match: re.Match[str], read: Reading) -> Date | None:
    """Last year, this week, the same month, the past decade."""
    word, unit = re.sub(r"(?:\s|&nbsp;)+", " ", match["n"].lower()), UNITS.get(match["u"].lower(), "half")
    if unit in ("hour", "minute", "second") or (unit == "half" and _HALVED.match(text_after(read, match.end()))):
        return None
    before = text_before(read, match.start())
    if word == "last" and unit == "year" and _beside_a_part(match, read) and (found := compared(read)):
        return found
    if word in ("previous", "prior", "preceding") and (found := before_last(read, unit)):
        read.aside = True
        return found
    if word in ("previous", "prior", "preceding") and unit == "year" and (found := previous_year(match, read)):
        return found
    if unit in ("quarter", "half") and word in ("that", "same", "that same"):
        told = read.period if kind_of(read.period) == unit else read.calendar.about(unit)
        return Date(told, anchor=told) if told else None
    if (word in ("that", "same", "that same", "following", "preceding", "previous", "prior") or (word == "next" and unit == "day")) and (
        base := read.base()
    ) is not None:
        by = {"following": 1, "next": 1, "preceding": -1, "previous": -1, "prior": -1}.get(word, 0)
        value = base.at(unit, by)
        if value or by >= 0:
            return Date(value, anchor=base.value) if value else Date(UNSAID.get(unit, PAST))
    passed = word == "next" and before.lower().endswith("the ") and read.said is not None and read.direction(match.start(), match.end()) < 0
    if passed and read.said is not None and (value := read.said.at(unit, 1)):
        # "It borrowed in 1998 and sold the next year": what came then is counted from what was told.
        return Date(value, anchor=read.said.value)
    if word in ("following", "preceding") or (word == "next" and unit == "day"):
        return Date(UNSAID.get(unit, PAST))
    if word in ("that", "same", "that same"):
        if word == "that" and not re.search(r"(?i)\b(?:in|of|by|during|later|earlier|until|since|after|before|on)\s{1,2}$", before):
            return None
        return (
            Date(PAST) if read.today is None or unit not in ("year", "month") else replace(relative(read, unit, 0), anchor=read.today.value)
        )
    if word == "current" and re.search(r"(?i)\b(?:a|its|their)\s{1,2}$", before):
        return None
    if (
        word in ("past", "last", "previous")
        and re.search(r"(?i)\b(?:over|during|for|in|within|of|throughout)\s{1,2}the\s{1,2}$", before)
        and word != "previous"
    ):
        return Date(length_of(Decimal(1), unit))
    if (
        word in ("coming", "next", "following")
        and re.search(r"(?i)\b(?:over|during|for|within|throughout|in)\s{1,2}the\s{1,2}$", before)
        and unit in ("year", "decade", "century")
    ):
        return Date(length_of(Decimal(1), unit))
    if unit == "quarter" and word in ("next", "coming", "upcoming") and (reported := _after_reported(read)):
        return reported
    return relative(read, unit, BY.get(word, 0))


def _after_reported(read: Reading) -> Date | None:
    """The quarter after the one that a text reports on, where that is over when the text is written."""
    told = read.period if kind_of(read.period) == "quarter" else read.calendar.quarter
    covered = days(told, fiscal_start=read.calendar.begins) if told else None
    if told is None or covered is None or read.today is None or covered[1].isoformat() >= read.today.value:
        return None
    value = period_before(told, -1)
    return Date(value, anchor=told) if value else None


def recent(match: re.Match[str], read: Reading) -> Date | None:
    """Recent years, the weeks and months ahead."""
    word = match["w"].lower()
    return Date(FUTURE if word in ("coming", "ahead", "next", "following", "subsequent") else PAST)


_PARTS = rx(
    r"(?P<h>and[\s-]+(?:an?[\s-]+)?half|½|1/2|2/4)|(?P<q>and[\s-]+(?:(?:an?|one)[\s-]+)?quarter|¼|1/4)|(?P<t>and[\s-]+three[\s-]+quarters?|¾|3/4)"
)
_SCALED = rx(SCALE)


def _parts(said: str) -> Decimal:
    """Return the quarters that stand behind a whole number: and a half, ½, 3/4."""
    found = _PARTS.search(said)
    return Decimal({"h": "0.5", "q": "0.25", "t": "0.75"}[found.lastgroup or "h"]) if found is not None else Decimal(0)


def _behind_number(match: re.Match[str], read: Reading) -> bool:
    """Whether what counts an expression is the end of another number: the million of "$2 million ten years ago", the 4 of 3/4."""
    before = text_before(read, match.start(), 2)
    return before.endswith("/") or (_SCALED.match(match["x"]) is not None and before[:1].isdigit() and before[-1:].isspace())


def ago(match: re.Match[str], read: Reading) -> Date | None:
    """Three months ago, a decade earlier, two days later."""
    groups = match.groupdict()
    if groups.get("x") and _behind_number(match, read):
        return None
    unit, word = UNITS[groups["u"].lower()], re.sub(r"\s+", " ", groups["w"].lower())
    back = word in ("ago", "earlier", "before", "back", "prior", "previously")
    if unit in ("hour", "minute", "second") and word not in ("ago", "from now", "hence"):
        return None
    if groups.get("v"):
        later = not back and word != "from now" and read.direction(match.start(), match.end()) <= 0
        return Date(UNSAID.get(unit, "XXXX") if later else PAST if back else FUTURE)
    number = number_of(match, "x", read)
    if number is None or number > 100000:
        return Date(PAST if back else FUTURE)
    anchor = read.today
    if back and number == 1 and unit == "year" and (found := year_earlier(read, match.start())):
        return found
    read.aside = word in ("earlier", "before", "prior", "previously")
    if word in ("earlier", "before", "later", "after", "afterwards", "prior", "on", "previously", "thereafter") and (
        base := read.said if back and number == 1 else read.base()
    ):
        anchor = base if base.at("year" if unit in ("decade", "century") else unit) else read.today
    elif word in ("later", "after", "afterwards", "on", "thereafter") and read.direction(match.start(), match.end()) <= 0:
        return Date(UNSAID.get(unit, "XXXX"))
    return moved(anchor, unit, (number + _parts(match[0])) * (-1 if back else 1), back)


def in_time(match: re.Match[str], read: Reading) -> Date | None:
    """In three years: a date to come where the sentence speaks of the future, else a length of time."""
    number, unit = number_of(match, "x", read), UNITS[match["u"].lower()]
    before = text_before(read, match.start(), 80)
    if (
        number is None
        or number > 1000
        or re.search(r"(?i)\b(?:could|would|can|might|may|more|most)\b[^.]*$", before)
        or (match["x"].lower() == "a" and unit == "day")
    ):
        return None
    if not match["t"] and (
        read.direction(match.start(), match.end()) <= 0
        or re.search(
            r"(?i)\b(?:first|time|once|twice|times|only|lows?|highs?|lowest|highest|most|worst|best|biggest|largest|record|\d+(?:st|nd|rd|th))\s{1,2}$",
            before,
        )
    ):
        return None
    return moved(read.today, unit, number, False)


def weekday(match: re.Match[str], read: Reading) -> Date | None:
    """Monday, last Friday, Tuesday of next week."""
    word = match["w"].rstrip(".")
    if len(word) <= 4 and word.lower() in ("sun", "sat", "mon", "wed", "fri", "tue", "thu", "thur", "tues") and not word[:1].isupper():
        return None
    if (
        len(word) <= 3
        and not re.search(r"(?i)\b(?:on|next|last|this|every|by|until|since|through|from|to)\s{1,2}$|^$", text_before(read, match.start()))
        and not match["n"]
    ):
        return None
    if len(word) <= 5 and re.match(r"\s[A-Z][a-z]", text_after(read, match.end())):
        return None
    whole = match.start() == read.start and match.end() == read.end
    if word[0].islower() and not whole and not match["n"] and not IN_BEFORE.search(text_before(read, match.start())):
        return None
    if re.search(r"\b(?:Good|Black|Ash|Super|Cyber|Holy|Bloody|Palm|Fat|Shrove|Maundy|Ruby|Gloomy)\s$", text_before(read, match.start())):
        return None
    if re.match(
        r"(?:s\b|\.[a-z]|['’]s\s(?:Child|Hospital)|\s(?:Times|Night\sFootball|Herald|Post\b|Mirror))", text_after(read, match.end())
    ):
        return None
    number = int(WEEKDAYS[word.lower()])
    if match.groupdict().get("d"):
        return _dated(number, rank_of(match["d"]), read)
    day = read.today.date if read.today else None
    near = re.sub(r"\s+", " ", (match["n"] or "").lower())
    if not near or day is None or read.today is None:
        return Date(f"XXXX-WXX-{number}")
    offset = number - day.isoweekday()
    if near.endswith("week"):
        offset += 7 * BY.get(near.split()[0], 0)
    elif near in ("last", "past", "previous"):
        offset -= 7 if offset >= 0 else 0
    elif near in ("next", "coming", "upcoming", "following"):
        offset += 7 if offset <= 0 or near == "next" else 0
    found = read.today.at("day", offset)
    return Date(found, anchor=read.today.value) if found else Date(PAST if offset < 0 else FUTURE)


def _dated(weekday: int, number: int, read: Reading) -> Date:
    """Thursday the 14th: in the nearest month in which that day is one."""
    months = (read.today.at("month", by) for by in (0, 1, -1)) if read.today else ()
    for month in months:
        value = f"{month}-{number:02d}"
        if (covered := days(value)) and covered[0].isoweekday() == weekday and read.today:
            return Date(value, anchor=read.today.value)
    return Date(f"XXXX-XX-{number:02d}")


def weekend(match: re.Match[str], read: Reading) -> Date | None:
    """Last weekend."""
    word = match["n"].lower()
    if word == "the" and not re.search(r"(?i)\b(?:over|during|on|at|for|by|before|after|until)\s{1,2}$", text_before(read, match.start())):
        return None
    by = BY.get(word, 0)
    if (
        word == "the"
        and read.today
        and read.today.date
        and read.today.date.isoweekday() < 6
        and read.direction(match.start(), match.end()) <= 0
    ):
        by = -1
    if read.today is None or (value := read.today.at("week", by)) is None:
        return Date("XXXX-WXX-WE")
    return Date(f"{value}-WE", anchor=read.today.value)


def year_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """2024 Q1, 2024-H2: the year first."""
    return Date(f"{match['y']}-{match['q'].upper()}")


def nth_weekday(match: re.Match[str], read: Reading) -> Date | None:
    """The first Monday of October, the last Friday in May 2024, the last day of this month."""
    month, anchor = _month(match, read)
    covered = days(month) if month else None
    if covered is None:
        return None
    nth, word = _nth(match), match["w"].lower().rstrip(".")
    if word == "day":
        found: date | None = covered[1] if nth < 0 else covered[0] + timedelta(days=nth - 1)
    else:
        found = weekday_in_month(covered[0].year, covered[0].month, int(WEEKDAYS[word]), nth)
    return Date(found.isoformat(), anchor=anchor) if found else None


def _nth(match: re.Match[str]) -> int:
    return -1 if match["o"].lower() in ("last", "final") else rank_of(match["o"])


def _month(match: re.Match[str], read: Reading) -> tuple[str | None, str | None]:
    """Return the month in which something is the nth, and the date that it is counted from where it is not written whole."""
    if match["y"]:
        return f"{year_of(match['y'])}-{month_of(match['m'])}", None
    if read.today is None:
        return None, None
    if match["n"]:
        return read.today.at("month", BY[match["n"].lower()]), read.today.value
    return filled(f"XXXX-{month_of(match['m'])}", read, match.start(), match.end())[0], read.today.value


def week_of(match: re.Match[str], read: Reading) -> Date | None:
    """The week of 9 June."""
    year = year_of(match["y"]) if match["y"] else (f"{read.today.year:04d}" if read.today else "")
    moment = Moment.parse(f"{year}-{month_of(match['m'])}-{day_of(match['d'])}") if year else None
    value = moment.at("week") if moment else None
    return Date(value) if value else None


def nth_week(match: re.Match[str], read: Reading) -> Date | None:
    """The first week of January, the second week of this month."""
    month, anchor = _month(match, read)
    value = week_in(month, _nth(match)) if month else None
    return Date(value, anchor=anchor) if value else None


def nth_week_of_year(match: re.Match[str], read: Reading) -> Date | None:
    """The last week of 2016."""
    value = week_in(year_of(match["y"]), _nth(match))
    return Date(value) if value else None


def year_before(match: re.Match[str], read: Reading) -> Date | None:
    """The year before, a year earlier, the year-ago quarter: one back from what was said last, else from the text's date."""
    by = 1 if re.search(r"(?i)after|follow|later", match[0]) else -1
    read.aside = by < 0
    if by < 0 and match["u"].lower() == "year" and (shifted := year_earlier(read, match.start())):
        return shifted
    anchor = read.said if read.said is not None else read.today
    unit = UNITS[match["u"].lower()]
    if anchor is None or (value := anchor.at(unit, by)) is None:
        return Date(PAST if by < 0 else FUTURE)
    return Date(value, anchor=anchor.value)


def part_of_unit(match: re.Match[str], read: Reading) -> Date | None:
    """The end of the year, later in the week: a part of the unit that the text's date lies in, or that was said last."""
    article, part, unit = match["a"].lower(), match["p"].lower().lstrip("-"), match["u"].lower()
    if article in ("each", "every") or (part == "turn" and unit != "year"):
        return None
    if (written := match.groupdict().get("y")) and unit == "year":
        return Date(year_of(written), mod="END")
    mod = {
        "end": "END",
        "close": "END",
        "late": "END",
        "later": None,
        "earlier": None,
        "middle": "MID",
        "rest": None,
        "remainder": None,
    }.get(part, "START")
    if part == "end" and unit == "quarter" and not article:
        about = read.period if kind_of(read.period) == unit else read.calendar.about(unit)
        return Date(about, mod=mod, anchor=about) if about else replace(relative(read, unit, 0), mod=mod)
    if article in ("this", "next", "last") or read.said is None or read.said_at < match.start() - 60:
        return replace(relative(read, unit, BY.get(article, 0)), mod=mod)
    value = read.said.at(unit)
    return Date(value, mod=mod, anchor=read.said.value) if value else replace(relative(read, unit, 0), mod=mod)


_SEASON_IN = rx(
    r"\b(?:(?:in|during|by|until|since|throughout|over|of|for)\s(?:the\s|early\s|late\s|mid-?\s?)?(?:early\s|late\s|mid-?\s?)?)$"
)


def season_alone(match: re.Match[str], read: Reading) -> Date | None:
    """In the summer: a season without a year; of the fall only with an article."""
    before, word = text_before(read, match.start(), 28), match["s"].lower()
    if not _SEASON_IN.search(before) or (word in ("fall", "spring") and not re.search(r"(?i)\bthe\s", before[-10:])):
        return None
    if re.match(
        r"\s(?:of\b|in\s(?:the|its|their|sales|prices)|school|camp|olympic|games|break|intern)",
        text_after(read, match.end()),
        re.IGNORECASE,
    ):
        return None
    return Date(f"XXXX-{SEASONS[word]}")


def day_of_month(match: re.Match[str], read: Reading) -> Date | None:
    """On the 8th, 8th (local time): a day whose month the text says elsewhere."""
    number = rank_of(match["d"])
    if match["n"] and read.today and (month := read.today.at("month", BY[match["n"].lower()])):
        value = f"{month}-{number:02d}"
        return Date(value, anchor=read.today.value) if days(value) else None
    translated = "-t-" in read.language
    after = text_after(read, match.end(), 30)
    local = re.match(r"\s{0,2}\((?:local\s+time|Korea|KST|UTC)", after)
    if not local:
        if not re.search(r"(?i)\b(?:on|by|until|from|since|to|of)\s{1,2}(?:the\s{1,2})?$", text_before(read, match.start())) or (
            not translated and not re.search(r"(?i)\bon\s{1,2}the\s{1,2}$", text_before(read, match.start()))
        ):
            return None
        if re.match(
            r"[\s-]{1,2}(?!at\b|in\b|that\b|and\b|to\b|by\b|with\b|for\b|after\b|before\b|local\b|the\b|of\s(?:this|last|next)\b|he\b|it\b|they\b|when\b|as\b|due\b|from\b|through\b|but\b|while\b|which\b|via\b)[A-Za-z]",
            after,
        ):
            return None
    return Date(f"XXXX-XX-{number:02d}") if 1 <= number <= 31 else None


_LIST_BEFORE = rx(rf"{MONTH}{S}\d{{1,2}}(?:st|nd|rd|th)?(?:,{S}\d{{1,2}}(?:st|nd|rd|th)?){{0,4}},?{S}(?:and|or|&){S}$")

_LIST_ON = rx(rf"{MONTH}{S}\d{{1,2}}(?:st|nd|rd|th)?(?:,{S}\d{{1,2}}(?:st|nd|rd|th)?){{0,4}},{S}$")
_LIST_AFTER = rx(r"(?:,\s\d{1,2}){0,4},?\s(?:and|or|&)\s\d{1,2}(?!\d|\s[a-z]+s\b)")


def listed_day(match: re.Match[str], read: Reading) -> Date | None:
    """July 15 and 16: the second day of the month that the first one names."""
    number = rank_of(match["d"])
    if read.said is None or read.said.day is None or not read.said.day < number:
        return None
    before = text_before(read, match.start(), 40)
    if not (_LIST_BEFORE.search(before) or (_LIST_ON.search(before) and _LIST_AFTER.match(text_after(read, match.end())))):
        return None
    return Date(f"XXXX-XX-{number:02d}")


# --- lengths ---


_LASTING = rx(
    r"\b(?:for|in|within|after|than|about|over|nearly|almost|under|just|takes?|took|lasted|lasting|lasts|spent|spend|only)\s{1,2}$"
)


def duration(match: re.Match[str], read: Reading) -> Date | None:
    """Three months, 12-year, one and a half years, 3 hours 30 minutes."""
    unit = UNITS[match["u"].lower()]
    after = text_after(read, match.end())
    if _behind_number(match, read):
        return None
    if re.match(r"[\s-]{1,2}olds?\b|[\s-]{1,2}of[\s-]age\b", after):
        return None
    if unit == "second" and match["u"].lower() == "second" and "-" not in match[0] and match["x"].lower() not in ("one", "1"):
        return None
    if re.search(r"(?i)\baged\s$", text_before(read, match.start())):
        return None
    article = match["x"].lower() in ("a", "an")
    if article and unit in ("second", "half", "quarter", "minute") and (unit != "minute"):
        return None
    if (
        (article or match["x"].lower() == "one")
        and unit == "day"
        and "-" not in match[0]
        and not _LASTING.search(text_before(read, match.start()))
        and not re.match(r"\s(?:after|before|ahead\sof|since)\s\w", after)
    ):
        return None
    if article and re.search(
        r"(?i)(?:[$€£¥%]|\b(?:million|billion|trillion|percent|times|once|twice|thrice|dollars|euros|yen|won|hours|days|\d+))\s{1,2}$",
        text_before(read, match.start()),
    ):
        return None
    if unit in ("half", "quarter") and not re.match(r"\d", match["x"]) and match["x"].lower() in ("one", "half"):
        return None
    number = number_of(match, "x", read)
    if number is None or (match["x"].isdigit() and len(match["x"]) == 4 and 1900 <= number <= 2100):
        return None
    number += _parts(match[0])
    value = length_of(number, unit)
    if match["v"] and match["w"]:
        finer = UNITS[match["w"].lower()]
        if (
            (number_of(match, "v", read) or 0) >= 60
            or unit not in _FINER
            or finer not in _FINER
            or _FINER.index(finer) <= _FINER.index(unit)
        ):
            return None
        second = length_of(number_of(match, "v", read) or Decimal(0), UNITS[match["w"].lower()])
        value = _sum(value, second)
    return Date(value, mod="EQUAL_OR_MORE" if "+" in match[0] else None)


_FINER = ("year", "month", "week", "day", "hour", "minute", "second")


def _sum(first: str, second: str) -> str:
    if "T" in first or "T" not in second:
        return first + second.removeprefix("PT").removeprefix("P")
    return first + second.removeprefix("P")


def duration_range(match: re.Match[str], read: Reading) -> Date | None:
    """5-10 years."""
    unit = UNITS[match["u"].lower()]
    first, last = number_of(match, "x", read), number_of(match, "v", read)
    before = text_before(read, match.start())
    if re.search(r"(?i)\bag(?:ed|es)\s$", before) or (" and " in match[0] and not re.search(r"(?i)\bbetween\s{1,2}$", before)):
        return None
    if first is None or last is None or first >= last or re.match(r"[\s-]{1,2}olds?\b", text_after(read, match.end())):
        return None
    return Date(length_of(first, unit), upper=length_of(last, unit))


def vague_duration(match: re.Match[str], read: Reading) -> Date | None:
    """Several months."""
    unit = UNITS[match["u"].lower()]
    if match["x"].lower() == "some" and not match["u"].lower().endswith("s"):
        return None
    return Date(length_of("X", unit))


_FOR = rx(
    r"\b(?:for(?:\smany)?|(?<!measured\s)(?<!counted\s)(?<!expressed\s)in|within|after|over\sthe|takes?|took|spen[dt]|lasted)\s{1,2}$"
)


def lasting(match: re.Match[str], read: Reading) -> Date | None:
    """For months, after years of losses, the biggest in decades: a length that no number tells."""
    if not _FOR.search(text_before(read, match.start())) or re.match(
        r"\s(?:\d|ahead\b|ended\b|ending\b)|\s?\(", text_after(read, match.end())
    ):
        return None
    return Date(length_of("X", UNITS[match["u"].lower()]))


def set(match: re.Match[str], read: Reading) -> Date | None:
    """Every year, each quarter."""
    unit = UNITS[match["u"].lower()]
    number = number_of(match, "x", read) if match["x"] else Decimal(1)
    return Date(length_of(number or Decimal(1), unit), repeats=True)

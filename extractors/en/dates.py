"""The date grammar of English, also of English translated from Korean and Japanese.

In: a text. Out: the rules that match its dates, where they may begin, what stands around them: hedges, tense, the end of an interval.
Never: the value of a date; that is `extractors/en/explicit_dates.py` and `extractors/en/relative_dates.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractors.en import explicit_dates as explicit
from extractors.en import fiscal_dates as fiscal
from extractors.en import relative_dates as relative
from extractors.en.date_tense import tense
from extractors.en.date_words import (
    BOUNDS,
    COMMA,
    DASH,
    DAY,
    DAYS,
    DEICTIC,
    FEASTS,
    FULL_MONTHS,
    MONTH,
    MONTHS,
    NEAR,
    NUMBER,
    NUMBERS,
    ORDINAL,
    ORDINALS,
    SCALES,
    SEASON,
    SEASONS,
    SHORT,
    SP,
    TO_YEAR,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAYS,
    WORD_NUMBER,
    YEAR,
    S,
    one_of,
    rx,
)
from extractors.en.explicit_dates import DECADES
from extractors.mention import Date
from extractors.timex import Grammar, Reading, Rule

# --- around the expression ---

_PART = {
    "early": "START",
    "start": "START",
    "beginning": "START",
    "outset": "START",
    "turn": "START",
    "mid": "MID",
    "middle": "MID",
    "midway": "MID",
    "late": "END",
    "end": "END",
    "close": "END",
    "later": "END",
    "earlier": "START",
}
_PART_BEFORE = rx(
    rf"\b(?:(?P<p>early|mid|late|earlier|later|(?:end|start)(?=-))(?:{S}in)?[\s-]{{1,2}}|(?:very{S})?(?P<q>beginning|start|turn|middle|end|close|outset)(?:{S}of)(?:{S}the(?:{S}year)?)?{S})$"
)
_HEDGE_BEFORE = rx(
    rf"\b(?P<h>about|around|roughly|approximately|approx\.|nearly|almost|some|circa|c\.|ca\.|more{S}than|over|less{S}than|under|at{S}least|at{S}most|up{S}to|as{S}much{S}as|as{S}many{S}as|just{S}over|just{S}under|well{S}over){SP}$"
)
_HEDGES = {
    "about": "APPROX",
    "around": "APPROX",
    "roughly": "APPROX",
    "approximately": "APPROX",
    "approx.": "APPROX",
    "nearly": "LESS_THAN",
    "almost": "LESS_THAN",
    "some": "APPROX",
    "circa": "APPROX",
    "c.": "APPROX",
    "ca.": "APPROX",
}


#: "For over five years" is longer than five; wages that rise by a quarter over five years do so within them.
_EXCEEDS = rx(
    r"(?:^|\b(?:for|in|after|of|takes?|taking|took|than|last(?:s|ed|ing)?|is|was|are|were|been|be|has|have|had|with|at|spen[dt]|spending|serv(?:ed|ing)|an?|its?|"
    r"his|her|their|our|my|just|well|and|to|from|within|the))\s{1,3}$"
)
_HAD_AFTER = rx(r"\s(?:of\s|experience\b|ago\b|later\b)")


def _around(read: Reading, start: int, end: int, value: Date) -> tuple[int, int, Date]:
    length = value.value[0] == "P" and value.value[1] in "0123456789XT"
    if read.above and (period := fiscal.headed(value, read)):
        return start, end, period
    if not length and not value.value.endswith("_REF") and (match := _PART_BEFORE.search(read.text, max(read.start, start - 32), start)):
        part = _PART[(match["p"] or match["q"]).lower()]
        if match["p"] and match["p"].lower() in ("earlier", "later") and value.anchor is None:
            part = ""
        if part:
            start, value = match.start(), replace(value, mod=None if match["p"] and match["p"].lower() in ("earlier", "later") else part)
    if match := _HEDGE_BEFORE.search(read.text, max(read.start, start - 24), start):
        hedge = re.sub(r"\s+", " ", match["h"].lower())
        within = hedge == "over" and not _EXCEEDS.search(read.text, max(read.start, match.start() - 12), match.start())
        if length and within and not _HAD_AFTER.match(read.text, end, read.end):
            return start, end, value
        if length:
            mod = _HEDGES.get(
                hedge,
                "LESS_THAN"
                if hedge in ("less than", "under", "at most", "up to", "just under", "as much as", "as many as")
                else "MORE_THAN",
            )
            start, value = match.start(), replace(value, mod=mod)
        elif hedge in _HEDGES and hedge != "some" and (hedge not in ("about", "around") or not value.value.endswith("_REF")):
            start, value = match.start(), replace(value, mod=value.mod or "APPROX")
    return start, end, value


#: A fiscal year without the word for it: "this fiscal, sales rose".
_BARE_FISCAL = rf"fiscal(?={SP}(?:[.,;:)]|$)|{S}(?:with|from|to|on|as|after|against|compared|was|is|over)\b)"


def _apart(read: Reading, start: int, middle: int, end: int, first: Date, last: Date) -> bool:
    """From one date to another, each whole, and the dates of a life in brackets, are two dates (TimeML 1.2.1); 2016–2018 is an interval."""
    if first.value.startswith("XXXX") != last.value.startswith("XXXX") or last.value.startswith("XXXX-XX"):
        return False
    before = read.text[max(read.start, start - 12) : start]
    if re.search(r"(?i)\b(?:from|between)\s(?:the\s|about\s)?$", before):
        return True
    years = [int(value.value[:4]) for value in (first, last) if value.value[:4].isdigit()]
    bracketed = re.search(r"[(;,]\s?(?:c\.\s|born\s|b\.\s|reigned\s|r\.\s)?$", before) is not None or re.match(
        r"\s?\)", read.text[end : end + 2]
    )
    return len(years) == 2 and bool(bracketed) and (years[1] - years[0] >= 20 or "reign" in before)


_STRETCH = rx(r"\b(?:for|over|during|within|the|of|last|past|first|next|in|every|than)\s$")


def _uncounted(read: Reading, start: int, end: int) -> bool:
    """For two years from 2010, in the five years before 2016, two weeks after Monday's vote: a length of time, and a date."""
    return (
        _STRETCH.search(read.text, max(read.start, start - 8), start) is not None
        or re.match(r"['’]s\b", read.text[end : end + 3]) is not None
    )


# --- the grammar ---

_ISO = Rule(
    "iso",
    rx(
        r"(?P<y>(?:1\d|20|21)\d\d)(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?:(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9]))?(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d|[-/.]\d(?!\d{3}[-/.]))"
    ),
    explicit.iso,
    0.99,
)
_MONTH_RULES = (
    Rule(
        "month_day",
        rx(
            rf"(?P<m>{MONTH})(?:{S}(?:the{S})?|/|-|(?=\d{{1,2}},{SP}(?:19|20)\d\d))(?P<d>{DAY}|{one_of(ORDINALS)}(?![A-Za-z]))(?:{SP}(?:{DASH}|to|through|and(?={S}\d{{1,2}},{S}\d{{4}})){SP}(?P<e>{DAY})(?!:))?(?:{TO_YEAR}(?P<y>{YEAR}|{SHORT})|{SP},?{S}(?:of{S})?(?P<n>last|this|next){S}year)?(?!:\d|\d)"
        ),
        explicit.month_day,
    ),
    Rule(
        "month_year",
        rx(
            rf"(?P<m>{MONTH})(?:(?:{SP}{DASH}{SP}|{S}(?:to|through|and){S})(?P<k>{MONTH}))?(?:{COMMA}|{SP}-{SP}|(?=['’‘]\d\d))(?:(?P<y>{YEAR}|{SHORT})|(?:of{S})?(?P<n>last|this|next){S}year)"
        ),
        explicit.month_year,
    ),
    Rule("month_year", rx(rf"(?P<m>{MONTH})(?P<y>(?:19|20)\d\d)(?![\w%]|[.,/-]\d)"), explicit.stuck_month),
    Rule("month_early_year", rx(rf"(?P<m>{MONTH}){S}(?:of{S})?(?P<y>[1-9]\d\d)(?={SP}[).,;:\]]|{SP}$)"), explicit.month_year),
    Rule("months", rx(rf"(?P<m>{MONTH}){SP}(?:–|-){SP}(?P<k>{MONTH})"), explicit.month_year),
    Rule(
        "month_quarter",
        rx(rf"(?P<m>{MONTH}){S}(?:(?P<z>{YEAR}){S})?(?P<k>quarter|half)(?![A-Za-z-])(?:{S}of{S}(?P<y>{YEAR}))?"),
        fiscal.closing_month,
    ),
    Rule("month", rx(rf"(?P<m>{MONTH})(?!{SP}\d)"), explicit.bare_month, 0.85),
)
_NTH = "(?P<o>first|second|third|fourth|fifth|last|final|1st|2nd|3rd|4th|5th)"
_OF_MONTH = rf"(?:(?P<m>{MONTH})(?:{COMMA}(?P<y>{YEAR}))?|(?P<n>this|last|next){S}month)"
#: The day behind a weekday, which no month and no thing counted follows: "Thursday the 14th".
_THE_DAY = (
    rf"(?:{S}(?:the{S})?(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?!{S}(?:of{S})?{MONTH}|[\s-](?!at|in|and|to|for|from|or)[a-z]))?"
)
_WEEKDAY_RULES = (
    Rule(
        "weekday_iso",
        rx(rf"{WEEKDAY},?{S}(?P<y>(?:19|20)\d\d)(?P<sep>[-/])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"),
        explicit.iso,
    ),
    Rule(
        "weekday_month_day",
        rx(rf"{WEEKDAY}{SP}[,(]?{SP}(?:the{S})?(?P<m>{MONTH}){S}(?:the{S})?(?P<d>{DAY})(?:{TO_YEAR}(?P<y>{YEAR}|{SHORT}))?\)?"),
        explicit.month_day,
    ),
    Rule(
        "weekday_day_month",
        rx(rf"{WEEKDAY}{SP}[,(]?{SP}(?:the{S})?(?P<d>{DAY}|{ORDINAL}){S}(?:of{S})?(?P<m>{MONTH})(?:{TO_YEAR}(?P<y>{YEAR}|{SHORT}))?\)?"),
        explicit.month_day,
    ),
    Rule(
        "weekday",
        rx(rf"(?P<n>)(?P<w>{WEEKDAY}){_THE_DAY}(?:{S}(?:morning|afternoon|evening|night)(?!s))?"),
        relative.weekday,
        0.9,
    ),
    Rule("weekday_near", rx(rf"(?P<w>{WEEKDAY}){S}(?:of{S})?(?P<n>(?:last|this|next){S}week)"), relative.weekday),
)
_DAY_MONTH = Rule(
    "day_month",
    rx(
        rf"(?P<d>{DAY}|{ORDINAL})(?:{SP}(?:{DASH}|to|through|and){SP}(?:the{S})?(?P<e>{DAY}))?(?:{S}(?:day{S})?(?:of{S})?|-|/)(?P<m>{MONTH})(?:(?:{TO_YEAR}|-)(?P<y>{YEAR}|{SHORT}|(?<=-)\d\d(?!\d))|{SP},?{S}(?:of{S})?(?P<n>last|this|next){S}year)?"
    ),
    explicit.month_day,
)
_PERIOD_TAIL = (
    rf"(?:{SP},?{SP}(?:(?:of|in){S}(?:(?:its|our|their|the{S}company['’]s){S})?)?(?:the{S})?(?P<f>fiscal{S}(?:years?{S})?|FY{SP}|financial{S}years?{S})?(?:(?P<y>{YEAR}|{SHORT}|(?<=FY)\d\d)"
    rf"|(?P<n>this|last|next|current|previous){S}(?:fiscal{S})?year|(?:the{S})?(?P<g>year)(?![A-Za-z-])))?"
)
_HALVES = (
    Rule(
        "quarter",
        rx(
            rf"(?P<o>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-]{{1,3}}(?:fiscal{S}|calendar{S})?(?:quarters?|qtrs?)(?![A-Za-z]){_PERIOD_TAIL}"
        ),
        explicit.quarter,
    ),
    Rule("quarter_head", rx(r"(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)(?![\w-])"), explicit.quarter_head),
    Rule(
        "half",
        rx(
            rf"(?P<o>first|second|latter|later|1st|2nd)[\s-]{{1,3}}half{S}(?:(?:of|in){S}(?:the{S})?|(?=(?:fiscal{S}(?:year{S})?|FY{SP})?(?:19|20)\d\d(?!\d)))(?P<f>fiscal{S}(?:year{S})?|FY{SP})?(?:(?P<y>{YEAR}|{SHORT})|(?P<n>this|last|next){S}year|(?P<g>year)(?![A-Za-z]))"
        ),
        explicit.half,
    ),
    Rule(
        "half",
        rx(
            rf"(?P<o>first|second)[\s-]half(?={S}(?:net|profits?|earnings|results|sales|revenues?|loss(?:es)?|figures|report|pretax|operating|income|turnover|rose|fell|jumped|dropped|grew)\b)"
        ),
        explicit.half,
        0.8,
    ),
    Rule("half", rx(r"(?P<o>first|second)[\s-]half(?![A-Za-z-])"), explicit.half, 0.7),
    Rule(
        "quarter", rx(rf"(?P<o>first|second|third)(?={S}(?:and|or|to|through){S}(?:second|third|fourth){S}quarters?\b)"), explicit.quarter
    ),
    Rule("half_of_month", rx(rf"(?P<o>first|second|latter|1st|2nd){S}half{S}of{S}(?P<m>{MONTH})"), explicit.half_of),
    Rule("nth_weekday", rx(rf"{_NTH}{S}(?P<w>{WEEKDAY}|day){S}(?:of|in){S}{_OF_MONTH}"), relative.nth_weekday),
    Rule("nth_week", rx(rf"{_NTH}{S}week{S}(?:of|in){S}{_OF_MONTH}"), relative.nth_week),
)
_NTH_WEEK_YEAR = Rule("nth_week", rx(rf"(?P<o>first|last|final|1st){S}week{S}(?:of|in){S}(?P<y>{YEAR})"), relative.nth_week_of_year)
_CENTURY = Rule(
    "century",
    rx(
        rf"(?:(?P<a>{ORDINAL})(?:{SP}{DASH}{SP}|{S}(?:to|and|through|or){S}(?:the{S})?(?:early{S}|mid-?{S}|late{S})?))?(?P<o>{ORDINAL})(?:[\s-]{{1,3}}centur(?:y|ies)|{S}c\.)(?:{S}(?P<era>BCE?|B\.C\.|AD|CE))?(?![A-Za-z])"
    ),
    explicit.century,
)
_UNIT_TAIL = (
    rf"(?:[\s-]and[\s-](?:an?[\s-])?(?:half|quarter(?!{S}of))|[\s-]and[\s-](?:one|three)[\s-]quarters?(?![a-z]|{S}of)"
    rf"|{SP}[½¼¾]|{S}[13]/[24])?"
)
_LENGTH = (
    rf"(?P<x>{NUMBER})\+?{_UNIT_TAIL}[\s-]{{1,3}}(?:full{S}|calendar{S}|consecutive{S}|straight{S}|whole{S}|business{S}|working{S})?"
    rf"(?P<u>{UNIT}){_UNIT_TAIL}(?![A-Za-z]|{S}(?:of{S}(?:an?|one){S})?"
    r"(?:million|billion|trillion|per[ ]?cent|percentage|point|cent)(?![A-Za-z]))"
)
_LENGTHS = (
    Rule(
        "ago",
        rx(
            rf"(?:(?P<x>{NUMBER})|(?P<v>{VAGUE})){_UNIT_TAIL}[\s-]{{1,3}}(?P<u>{UNIT}){_UNIT_TAIL}{S}(?P<w>ago|earlier|before(?={SP}[,.;)])|later|back(?={SP}[,.;)])|previously|prior(?={SP}[,.;)])|afterwards?|from{S}now|hence|thereafter)(?![A-Za-z])"
        ),
        relative.ago,
    ),
    Rule(
        "duration_range",
        rx(
            rf"(?P<x>{NUMBER}){SP}(?:{DASH}(?:{SP}to{SP}-?)?|{S}(?:to|or|and){S}|to){SP}(?P<v>\d{{1,4}}(?:\.\d+)?|{WORD_NUMBER})[\s-]{{1,3}}(?P<u>{UNIT})"
        ),
        relative.duration_range,
    ),
    Rule("duration", rx(rf"{_LENGTH}(?P<v>(?!x)x)?(?P<w>(?!x)x)?"), relative.duration),
    Rule("duration", rx(rf"{_LENGTH},?{S}(?:and{S})?(?P<v>\d{{1,3}}|{WORD_NUMBER}){S}(?P<w>{UNIT})"), relative.duration),
    Rule("duration_vague", rx(rf"(?P<x>{VAGUE}){S}(?P<u>{UNIT})(?![A-Za-z])"), relative.vague_duration, 0.9),
)
_NEARS = (
    Rule("near_month", rx(rf"(?P<n>last|this|next|past|previous|coming){S}(?P<m>{MONTH})(?!{SP}\d)"), explicit.near_month),
    Rule(
        "near_weekday",
        rx(rf"(?P<n>last|this|next|past|previous|coming|upcoming|following)(?:{S}week)?{S}(?P<w>{WEEKDAY})"),
        relative.weekday,
    ),
    Rule("near_season", rx(rf"(?P<n>last|this|next|past|previous|coming){S}(?P<s>{SEASON})"), explicit.season),
    Rule("near_weekend", rx(rf"(?P<n>last|this|next|past|coming|the){S}weekend(?![A-Za-z])"), relative.weekend),
    Rule("part_of_day", rx(rf"(?P<n>last|this){S}(?:night|morning|afternoon|evening)(?![A-Za-z])"), relative.part_of_day),
    Rule(
        "near_fiscal",
        rx(rf"(?P<n>last|this|next|previous|current){S}(?:(?:fiscal|financial){S}year|{_BARE_FISCAL})(?![A-Za-z])"),
        explicit.fiscal,
    ),
    Rule(
        "near_unit",
        rx(rf"(?P<n>{NEAR}){S}(?:calendar{S}|working{S})?(?P<u>year|month|week|quarter|decade|century|day|half)(?![A-Za-z-])"),
        relative.near_unit,
    ),
    Rule("near_feast", rx(rf"(?P<n>last|this|next){S}(?P<f>{one_of(FEASTS)})(?P<y>(?!x)x)?(?![A-Za-z])"), explicit.feast),
    Rule(
        "recent",
        rx(
            rf"(?P<w>recent|intervening|past|coming|subsequent|following){S}(?:weeks{S}and{S}months|years|months|weeks|days|decades|quarters)(?![A-Za-z])"
        ),
        relative.recent,
    ),
    Rule("year_ago", rx(r"(?P<n>)(?P<u>year)[\s-](?:ago|earlier)(?![A-Za-z])"), relative.year_before),
    Rule(
        "days_before",
        rx(rf"(?P<n>)(?P<u>year|month|day|week){S}(?:before|earlier|previous|after)(?![A-Za-z])(?={SP}[,.;)]|$)"),
        relative.year_before,
    ),
)
_FY = (
    Rule("fiscal", rx(rf"(?:fiscal(?:{S}years?)?|financial{S}year){S}(?P<y>{YEAR}|{SHORT}|\d\d(?![\d.,]))"), explicit.fiscal),
    Rule(
        "fiscal",
        rx(rf"(?P<c>[FC]Y){SP}['’]?(?P<y>(?:20|19)?\d\d)(?:[\s-]?[\s-]?(?P<q>[QH][1-4])|[-/–](?P<z>\d\d))?(?![.,]?\d)"),
        explicit.fiscal,
    ),
)
_QUARTER_LETTER = (
    Rule(
        "quarter",
        rx(
            rf"Q(?P<q>[1-4])(?!(?![FC]Y)[A-Za-z]|\d)(?:(?:{SP}(?:of{S})?|/|-(?=20\d\d(?!\d)))(?:CY{SP}|(?P<f>FY{SP}|fiscal{S}(?:year{S})?))?['’]?(?P<y>(?:20|19)\d\d|\d\d(?!\d))(?!\d)|{S}(?:of{S})?(?P<n>this|last|next){S}year)?"
        ),
        explicit.quarter,
    ),
    Rule(
        "half",
        rx(
            rf"H(?P<q>[12])(?!(?![FC]Y)[A-Za-z]|\d)(?:(?:{SP}(?:of{S})?|/)(?:CY{SP}|(?P<f>FY{SP}))?['’]?(?P<y>(?:20|19)\d\d|\d\d(?!\d))(?!\d)|{S}(?:of{S})?(?P<n>this|last|next){S}year)?"
        ),
        explicit.half,
    ),
)
_SEASON_RULES = (
    Rule("season", rx(rf"(?P<s>{SEASON})(?:{S}(?:of{S})?|{SP},{SP})(?P<y>{YEAR}|{SHORT})"), explicit.season),
    Rule("season_alone", rx(rf"(?P<s>{SEASON})(?P<y>(?!x)x)?"), relative.season_alone, 0.7),
    Rule("season_near", rx(rf"(?P<s>{SEASON}){S}(?:of{S})?(?P<n>last|this|next){S}year"), explicit.season),
)
#: When a fiscal year that is named by its number ends.
_CLOSED = rf"(?:,?{S}(?:(?:that|which){S})?(?:ended|ending|ends){S}(?:on{S})?{MONTH}(?:{S}{DAY})?(?:{COMMA}{YEAR})?)?"
#: Rules that begin with digits, by how many of them there may be; 5 stands for more.
_DIGITS = (
    ("4", _ISO),
    ("4", Rule("year_quarter", rx(rf"(?P<y>(?:19|20)\d\d)(?:{SP}|-)(?P<q>Q[1-4]|H[12])(?![A-Za-z\d])"), relative.year_quarter)),
    (
        "5",
        Rule(
            "iso_basic",
            rx(r"(?P<y>(?:19|20)\d\d)(?P<sep>)(?P<m>0[1-9]|1[0-2])(?P<d>3[01]|[12]\d|0[1-9])(?=[-_\s.,;)]|$)"),
            explicit.iso,
            0.8,
        ),
    ),
    (
        "12",
        Rule(
            "numeric",
            rx(r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:1[89]|20)\d\d|\d\d)(?![\d/]|[.-]\d)"),
            explicit.numeric,
            0.7,
        ),
    ),
    ("12", Rule("numeric_month", rx(r"(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\w/])"), explicit.numeric_month, 0.9)),
    ("12", Rule("numeric_short", rx(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:[-–](?P<e>\d{1,2}))?(?![\d/]|[.-]\d)"), explicit.numeric_short, 0.5)),
    (
        "12",
        Rule(
            "day_month_year",
            rx(r"(?P<d>3[01]|[12]\d|0?[1-9])(?P<m>" + one_of(MONTHS) + r")\s?(?P<y>(?:19|20)\d\d|(?<!\s)\d\d)(?!\w)"),
            explicit.month_day,
        ),
    ),
    ("12", Rule("listed_day", rx(rf"(?P<d>{DAY})(?!{SP}(?:{MONTH}|[%$€£¥:/]|(?:a|p)\.?m\b))"), relative.listed_day, 0.8)),
    ("1", Rule("quarter", rx(r"(?P<q>[1-4])Q(?![A-Za-z\d])(?P<f>(?!x)x)?(?P<y>(?!x)x)?"), explicit.quarter, 0.8)),
    ("1", Rule("half", rx(r"(?P<q>[12])H(?![A-Za-z\d])(?P<f>(?!x)x)?(?P<y>(?!x)x)?"), explicit.half, 0.7)),
    (
        "4",
        Rule(
            "year_quarter",
            rx(
                rf"(?P<y>{YEAR}){S}(?P<f>fiscal{S})?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]{{1,3}}(?:quarter|(?P<h>half))(?![A-Za-z])"
            ),
            explicit.year_part,
        ),
    ),
    ("4", Rule("fiscal", rx(rf"(?P<y>{YEAR}){S}(?:fiscal|financial){S}year(?![A-Za-z]){_CLOSED}"), explicit.fiscal)),
    ("12", _DAY_MONTH),
    ("4", Rule("year_month_day", rx(rf"(?P<y>{YEAR})[/ -](?P<m>{MONTH})[/ -](?P<d>{DAY})(?!{SP},?{SP}{YEAR})"), explicit.month_day)),
    ("4", Rule("years", rx(rf"(?P<y>{YEAR}){SP}(?:{DASH}|/)(?P<z>(?:1\d|20)\d\d|\d\d)(?![\d]|[.,]\d|[-/:])"), explicit.years, 0.9)),
    (
        "1234",
        Rule(
            "era_year", rx(rf"(?P<pre>(?!x)x)?(?P<y>\d{{1,4}}){S}(?P<era>BCE?|B\.C\.(?:E\.)?|AD|A\.D\.|CE)(?![A-Za-z])"), explicit.era_year
        ),
    ),
    ("3", Rule("early_year", rx(r"(?P<y>[1-9]\d\d)(?!\d|[.,]\d|%)"), explicit.early_year, 0.7)),
    (
        "12",
        Rule("day_month_early_year", rx(rf"(?P<d>{DAY}){S}(?P<m>{MONTH}){S}(?P<y>[1-9]\d\d)(?={SP}[).,;:\]]|{SP}$)"), explicit.month_day),
    ),
    ("4", Rule("decade", rx(r"(?P<y>(?:1[0-9]|20)\d0)['’]?s(?![A-Za-z])"), explicit.decade)),
    ("1", Rule("quarter", rx(rf"(?P<q>[1-4])Q(?:{SP}(?:of{S})?|/)['’]?(?P<f>FY)?(?P<y>(?:20|19)\d\d|\d\d)(?!\d)"), explicit.quarter)),
    ("1", Rule("half", rx(rf"(?P<q>[12])H(?:{SP}(?:of{S})?|/)['’]?(?P<f>FY)?(?P<y>(?:20|19)\d\d|\d\d)(?!\d)"), explicit.half)),
    ("12", _CENTURY),
    ("4", Rule("year", rx(rf"(?P<y>{YEAR})"), explicit.year_alone, 0.9)),
    (
        "12",
        Rule(
            "day_of_month",
            rx(r"(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?![A-Za-z\d])(?:\sof\s(?:the\s)?(?P<n>this|last|next|current)\smonth)?"),
            relative.day_of_month,
            0.8,
        ),
    ),
    *(("1", rule) for rule in _HALVES),
    ("1", _NTH_WEEK_YEAR),
    *(("12345", rule) for rule in _LENGTHS),
)
_OTHERS: dict[str, tuple[Rule, ...]] = {
    "'": (
        Rule("decade", rx(r"['’‘](?P<y>\d0)s(?![A-Za-z])"), explicit.decade),
        Rule("short_year", rx(rf"['’‘](?P<y>\d\d)(?:{DASH}['’‘](?P<z>\d\d))?(?![\dA-Za-z'’]|[.,]\d)"), explicit.short_year, 0.8),
    ),
    "fy": _FY,
    "fiscal": _FY,
    "financial": _FY,
    "q": _QUARTER_LETTER,
    "ad": (Rule("era_year", rx(rf"(?P<pre>AD){S}(?P<y>\d{{1,4}})(?P<era>(?!x)x)?(?![\d])"), explicit.era_year),),
    "in": (Rule("in_time", rx(rf"in{S}(?P<x>{NUMBER}){S}(?P<u>{UNIT})(?P<t>['’]s?{S}time)?"), relative.in_time),),
    "every": (Rule("set", rx(rf"(?:every|each){S}(?:(?P<x>{WORD_NUMBER}|\d{{1,3}}){S}|other{S}|single{S})?(?P<u>{UNIT})"), relative.set),),
    "week": (
        Rule(
            "week_of",
            rx(rf"week{S}(?:of|beginning|ending|starting){S}(?P<m>{MONTH}){S}(?P<d>{DAY})(?:{COMMA}(?P<y>{YEAR}))?"),
            relative.week_of,
        ),
        Rule(
            "week_of",
            rx(rf"week{S}(?:of|beginning|ending|starting){S}(?P<d>{DAY}){S}(?P<m>{MONTH})(?:{COMMA}(?P<y>{YEAR}))?"),
            relative.week_of,
        ),
    ),
    "end": (
        Rule(
            "part_of_unit",
            rx(
                rf"(?P<p>end|beginning|start|middle|close|turn|rest|remainder){S}of{S}(?P<a>the|this|next|last|each|every){S}"
                rf"(?P<u>year|month|week|quarter|decade|century)(?![A-Za-z-])"
            ),
            relative.part_of_unit,
        ),
        Rule(
            "part_of_unit",
            rx(rf"(?P<a>)(?P<p>later|earlier|early|late){S}in{S}the{S}(?P<u>year|month|week|quarter|decade|century)(?![A-Za-z-])"),
            relative.part_of_unit,
        ),
        Rule(
            "part_of_unit",
            rx(rf"(?P<a>)(?P<u>year|month|quarter)(?P<p>-end)(?![A-Za-z])(?:{S}(?:of{S})?(?P<y>{YEAR}))?"),
            relative.part_of_unit,
        ),
    ),
    "months": (
        Rule("duration_vague", rx(r"(?P<u>years|months|weeks|days|decades|centuries|hours|minutes)(?![A-Za-z-])"), relative.lasting, 0.8),
        Rule(
            "recent",
            rx(rf"(?:weeks{S}and{S}months|months{S}and{S}years|years|months|weeks|days|decades){S}(?P<w>ahead)(?![A-Za-z])"),
            relative.recent,
        ),
    ),
}


#: What a year, quarter or month has brought so far; next to a year or a quarter, and in the head of a column, it tells how that is summed.
_TO_DATE = Rule(
    "to_date", rx(r"(?P<u>year|quarter|month)(?:[\s-]to[\s-])date(?![A-Za-z-])|(?P<a>[YQM])TD(?![A-Za-z\d])"), relative.to_date, 0.9
)
#: The words that an expression may begin with, and the rules that read it from there.
_BEGINS: tuple[tuple[Iterable[str], tuple[Rule, ...]], ...] = (
    (MONTHS, _MONTH_RULES),
    (WEEKDAYS, _WEEKDAY_RULES),
    (SEASONS, _SEASON_RULES),
    (DEICTIC, (Rule("deictic", rx(rf"(?P<w>{one_of(DEICTIC)})(?![A-Za-z])"), relative.deictic),)),
    (DAYS, (Rule("day", rx(rf"(?P<w>{one_of(DAYS)})(?![A-Za-z])"), relative.today),)),
    (
        FEASTS,
        (Rule("feast", rx(rf"(?P<n>(?!x)x)?(?P<f>{one_of(FEASTS)})(?![A-Za-z])(?:,?{S}(?:of{S}|in{S})?(?P<y>{YEAR}))?"), explicit.feast),),
    ),
    (DECADES, (Rule("decade", rx(rf"(?P<w>{one_of(DECADES)})(?![A-Za-z])"), explicit.decade_word, 0.8),)),
    (ORDINALS, (_DAY_MONTH, _CENTURY, *_HALVES, _NTH_WEEK_YEAR)),
    (("final", "last", "latter", "later"), (*_HALVES, _NTH_WEEK_YEAR)),
    (
        (*NUMBERS, *SCALES, *"a an half several few many some couple dozens dozen hundreds thousands countless numerous".split()),
        _LENGTHS,
    ),
    (
        (
            "last this next past previous prior coming following current ongoing same preceding upcoming that recent intervening "
            "subsequent first final the"
        ).split(),
        _NEARS,
    ),
    (("year", "month", "day", "week"), _NEARS[-2:]),
    (("year", "quarter", "month", "ytd", "qtd", "mtd"), (_TO_DATE,)),
)
#: Words that begin what another of `_OTHERS` begins as well.
_ALIKE = {
    "every": ("every", "each"),
    "months": ("years", "months", "weeks", "days", "decades", "centuries", "hours", "minutes"),
    "end": tuple("end beginning start middle close turn rest remainder later earlier early late year month quarter".split()),
    "q": ("q1", "q2", "q3", "q4", "h1", "h2"),
}


_SIZES = "12345"


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by the lower-case word, or the number of digits, that they may begin with."""
    made: dict[str, list[Rule]] = {size: [rule for sizes, rule in _DIGITS if size in sizes] for size in _SIZES}
    others = ((_ALIKE.get(word, (word,)), rules) for word, rules in _OTHERS.items())
    reports = ((words, (rule,)) for words, rule in fiscal.RULES)
    for words, rules in (*_BEGINS, *reports, *others):
        for word in (begun for written in words for begun in (_SIZES if written == "0" else (written,))):
            listed = made.setdefault(re.split(r"[\s'’.-]", word)[0] or "'", [])
            listed += (rule for rule in rules if rule not in listed)
    return {word: tuple(rules) for word, rules in made.items()}


def _key(found: str) -> str:
    if found[0].isdigit():
        return _SIZES[min(len(found), len(_SIZES)) - 1]
    return "fy" if found[:2] in ("FY", "fy") or found == "CY" else "'" if found[0] in "'’‘" else found.lower()


_SHORT_MONTH = one_of(month[:3] for month in FULL_MONTHS)

GRAMMAR = Grammar(
    starts=re.compile(r"[QHqh][1-4](?!(?![FC]Y\d)\w)|[A-Za-z]+|\d+|['’‘](?=\d0s|\d\d(?!\w))"),
    rules=_rules(),
    key=_key,
    join=rx(rf"{SP}(?:{DASH}|/(?=\d{{4}})|,?{S}(?:to|through|until|till|thru){S}){SP}"),
    close=re.compile(r""),
    tense=tense,
    around=_around,
    apart=_apart,
    sign=re.compile(rf"\b{_SHORT_MONTH}[a-z]{{0,6}}\.?,?\s{{1,2}}\d|\d(?:st|nd|rd|th)?\s{_SHORT_MONTH}"),
    closings=fiscal.closings,
    every=rx(r"\b(?:every|each)\s{1,2}$"),
    of_writing=rx(r"(?:last|this|next|past|coming)\b"),
    counted=rx(rf"{S}(?:(?P<back>before|prior{S}to|ahead{S}of)|after|from){S}"),
    bounds=(BOUNDS, re.compile(r"(?!)")),
    uncounted=_uncounted,
)

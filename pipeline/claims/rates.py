"""Over how long a figure is counted where its words say so: a year, a month, a day.

In: a line and a figure. Out: a word of time, and names with it. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["paced", "spell"]

_AHEAD = {
    "en": re.compile(
        r"\b(?:(?P<year>annual(?:ly|i[sz]ed)?(?! (?:report|general|meeting|results|accounts|filing|statement))|yearly"
        r"|each year|a year)|(?P<month>monthly)|(?P<week>weekly)|(?P<day>daily)|(?P<hour>hourly))\b[^.;:()]{0,40}$"
    ),
    "ja": re.compile(
        r"(?:(?P<year>(?<!\d)年間|年産|年率|毎年|(?<!\d)年(?=約?$))|(?P<month>(?<![かカヶヵ])月間|月産|毎月|月次|(?<!\d)月に|ひと月|(?<![\dかカヶヵ])月(?=約?$))"
        r"|(?P<week>毎週|週に)|(?P<day>(?<!月)1日(?:当たり|あたり|平均|に|約?$)|日産|毎日)|(?P<hour>1時間(?:当たり|あたり|に)|毎時))[^、。]{0,12}$"
    ),
    "ko": re.compile(
        r"(?:(?P<year>연간|매년|연평균|연(?= ?약? ?$))|(?P<month>월간|매월|매달|월평균|한 달|월(?= ?약? ?$))|(?P<week>주간|매주)"
        r"|(?P<day>하루|일평균|매일|일일)|(?P<hour>시간당))[^,.]{0,14}$"
    ),
}
_BEHIND = {
    "en": re.compile(
        r"(?: (?!(?:half|once|twice|than|within|over|for|times)\b)[a-z-]+){0,3}? ?(?:(?:an?|per|each|every) |/ ?)"
        r"(?:(?P<year>year|annum)|(?P<quarter>quarter)|(?P<month>month)|(?P<week>week)"
        r"|(?P<day>day)|(?P<hour>hour)|(?P<minute>minute))\b(?! (?:ago|earlier|before|later|on|over))"
        r"|(?: [a-z-]+){0,2}? (?:(?P<year2>annually|yearly)|(?P<month2>monthly)|(?P<week2>weekly)|(?P<day2>daily))\b"
    ),
    "ja": re.compile(r"[/／](?:(?P<year>年)|(?P<month>月)|(?P<week>週)|(?P<day>日)|(?P<hour>時))(?!\d)"),
    "ko": re.compile(r"[/](?:(?P<year>년|연)|(?P<month>월)|(?P<day>일))(?!\d)"),
}
#: Characters beside a figure in which such words stand.
_REACH = 60


def spell(line: Line, figure: Mention) -> str | None:
    """Return over how long a figure is counted: "year" of "4,000 tonnes a year" and 「年間4,000トン」, None where no word says so.

    Args:
        line: The line.
        figure: The figure.
    """
    a, b = figure.start - line.start, figure.end - line.start
    told = _BEHIND[line.language].match(line.low, b, b + _REACH) or _AHEAD[line.language].search(line.low, max(a - _REACH, 0), a)
    if told is None:
        inside = re.search(r"\b(?:a|per) (year|quarter|month|week|day|hour|minute)$", figure.text.lower())
        return inside[1] if inside is not None else None
    return str(told.lastgroup).rstrip("2")


def paced(name: str, time: str) -> list[str]:
    """Return the ways to tell in a name over how long a measure is counted: "annual output", "output per year".

    Args:
        name: Name of a measure.
        time: What `spell` found.
    """
    if re.search(r"\b(?:annual|monthly|daily|hourly|recurring|rate|ratio|per|a (?:year|month|day))\b", name):
        return []
    head, comma, rest = name.partition(",")
    return [*([f"annual {name}"] if time == "year" else []), f"{head} per {time}{comma}{rest}"]

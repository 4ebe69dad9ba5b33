"""Which date of a sentence goes with a figure of it.

In: a line, a figure, the dates of the line, the stretches of it that only compare. Out: the one date that a reader would take, with the
reason, and the dates that only say of what year another is a part. Never: a date of another line. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.claims.calendars import Frame
from pipeline.claims.comparisons import brackets, of_former, related
from pipeline.claims.context import FIGURES, Line, Scene
from pipeline.claims.times import NO_FOUNDING, begins, earlier
from pipeline.claims.timex import grain
from pipeline.records import Mention

__all__ = ["amount", "bracketed", "carried", "echoes", "expects", "governing", "passed", "statement", "wholes"]

#: Where one statement ends and the next begins.
_STOP = re.compile(
    r"[.!?](?=\s|<|[\"”’])(?<!\b(?:no|vs|mr|ms|st|dr|co)\.)(?<!\b(?:inc|ltd|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.)|[;。!?！？]|</"
)
_LINK = re.compile(
    r"(?:[^,.;:()（]{0,60}\s)?(?:in|for|at|as of|on|during|by|from|since|of|over|through|until|ended|ending)\s(?:the |its )?"
)
_GRAINS = ("day", "week", "month", "quarter", "half", "range", "year")
_BESIDE = re.compile(r"\s?(?:(?:of|in|の|,)\s?(?:the )?)?")


def wholes(line: Line, here: Sequence[Mention]) -> set[int]:
    """Return the places of the dates that go with no figure themselves.

    Those say of what year the date beside them is a part ("first nine months of FY25", Q3FY22), when a source appeared, before what,
    when a company began, or since when nothing was so great.
    """
    found = {m.start for m in here if line.once(_alone, m, m.start)}
    parts = (line.once(_part, pair, pair[0].start, pair[1].start) for pair in pairwise(sorted(here, key=lambda m: m.start)))
    return found.union(place for place in parts if place is not None)


def _alone(line: Line, told: Mention) -> bool:
    ways = (_cited, _prior, _telling, _founding, begins, _record, _closing)
    return any(way(line, told) for way in ways)


def _part(line: Line, pair: tuple[Mention, Mention]) -> int | None:
    """Return the place of the one of two neighbouring dates of which the other is a part, None if neither is."""
    a, b = pair
    if _explained(line, a, b):
        return b.start
    if not _BESIDE.fullmatch(line.low[max(a.end - line.start, 0) : max(b.start - line.start, 0)]):
        return None
    one, other = grain(a.timex_value), grain(b.timex_value)
    if one not in _GRAINS or other not in _GRAINS or one == other:
        return None
    return (b if _GRAINS.index(other) > _GRAINS.index(one) else a).start


#: A bracket that opens right behind a date.
_OPENED = re.compile(r"\s?[(（]\s?")


def _explained(line: Line, a: Mention, b: Mention) -> bool:
    """Tell whether a date in brackets says of which months the quarter before it is: 4Q（1〜3月）, Q1 (April to June)."""
    if _OPENED.fullmatch(line.low[max(a.end - line.start, 0) : max(b.start - line.start, 0)]) is None:
        return False
    return grain(a.timex_value) == grain(b.timex_value) == "quarter" and _MONTHS.search(b.text) is not None


#: Words that name months, not a quarter by its number.
_MONTHS = re.compile(r"\d\s?[月월]|[a-z]{3,}", re.IGNORECASE)
#: What follows a date in a reference that a year closes, and what goes before.
_CITED = re.compile(r"[^()]{0,160}, ?\d{4}[);]|[);]")
_CITES = re.compile(r"[(;][^()]{3,160}$")


def _cited(line: Line, told: Mention) -> bool:
    """Tell whether a date stands in a reference in brackets that a year closes: (Example Reports Third Quarter 2024 Results, 2025)."""
    at = told.start - line.start
    if grain(told.timex_value) == "day" or _CITED.match(line.low, told.end - line.start) is None:
        return False
    ahead = _CITES.search(line.low, max(at - 164, 0), at)
    return ahead is not None and (line.low[told.end - line.start] not in ");" or ahead[0].rstrip().endswith(","))


#: What opens a clause that tells when something else was not yet so, and what closes one.
_PRIOR_EN = re.compile(r"\b(?:before|prior to)\b[^,]{0,80}$")
_PRIOR_REACH = 90
_PRIOR_CJK = re.compile(r"に?[^、。]{1,40}(?:前[、に]|전에)")


def _prior(line: Line, told: Mention) -> bool:
    """Tell whether a date only says before what something happened, and no figure with it: "before joining in May 2024, she ..."."""
    at = told.start - line.start
    if line.language == "en":
        match = _PRIOR_EN.search(line.low, max(at - _PRIOR_REACH, 0), at)
    else:
        match = _PRIOR_CJK.match(line.low, told.end - line.start)
    return match is not None and not line.crossed(match.start() + line.start, match.end() + line.start)


#: What a company did when it began, before the date of that and after it.
_BEGAN = re.compile(
    r"\b(?:founded|established|set up|formed|incorporated|started|launched|began|born|joined)\b[^.;,:]{0,40}"
    r"\b(?:in|on|of|since) (?:the )?(?:early |late |mid-?)?$"
)
_BEGAN_REACH = 80
_BEGAN_CJK = re.compile(r"(?:[にの]?(?:創業|設立|創立|創設|発足|誕生|開業|入社)|에?\s?(?:설립|창업|창립|출범|입사))" + NO_FOUNDING)


def _founding(line: Line, told: Mention) -> bool:
    """Tell whether a date only says when a company, or a person's part in it, began: "founded in 2013, it employs ..."."""
    at, end = told.start - line.start, told.end - line.start
    if line.language == "en":
        match = _BEGAN.search(line.low, max(at - _BEGAN_REACH, 0), at)
        return match is not None and not line.crossed(match.start() + line.start, told.start)
    return _BEGAN_CJK.match(line.low, end) is not None


#: What was not so great, small or good since a date.
_RECORD = re.compile(r"\b(?:\w{3,}est|most|first|best|worst|record|peak)\b[^.;,]{0,40}\bsince (?:the )?$")
_RECORD_CJK = re.compile(r"(?:以来|ぶり|이후|이래)\s?(?:の|で)?\s?(?:最[高大低小]|最も|初|최[고대저소]|처음|가장)")


def _record(line: Line, told: Mention) -> bool:
    """Tell whether a date only says since when nothing was so great or small: "the highest since 2021"."""
    at = told.start - line.start
    if line.language == "en":
        return _RECORD.search(line.low, max(at - _BEGAN_REACH, 0), at) is not None
    return _RECORD_CJK.match(line.low, told.end - line.start) is not None


#: What leads to the month or day in which the year just named ended: "in fiscal 2024, which ended in March".
_CLOSED = re.compile(
    r"\b(?:which|that) (?:ended|ends|closed|closes|runs? (?:to|until|through))(?: in| on| at| with)? (?:the )?(?:end of )?$"
)


def _closing(line: Line, told: Mention) -> bool:
    """Tell whether a date only says when the year named before it ended."""
    at = told.start - line.start
    return line.language == "en" and _CLOSED.search(line.low, max(at - _LED, 0), at) is not None


#: Characters before a date in which the words stand that lead to it.
_LED = 40
#: What one now does who tells what is to come: "we now expect".
_TELLS = re.compile(r" (?:also )?(?:expect|anticipat|forecast|project|see|believ|plan)")


def _telling(line: Line, told: Mention) -> bool:
    """Tell whether "now" says when something is expected, not of when it is."""
    return told.timex_value == "PRESENT_REF" and _TELLS.match(line.low, told.end - line.start) is not None


def governing(line: Line, figure: Mention, here: Sequence[Mention], stretches: Sequence[tuple[int, int]]) -> tuple[int, str] | None:
    """Return the place of the date that goes with a figure and why: after, before, opens, far, earlier, compared; None without one.

    Args:
        line: The line.
        figure: The figure.
        here: The dates of the line.
        stretches: The stretches that say with what something is compared.
    """
    whole = wholes(line, here)
    relations = {m.start: related(stretches, m, figure) for m in here}
    stated = [m for m in sorted(here, key=lambda m: m.start) if m.start not in whole and relations[m.start] != "date"]
    within = [m for m in stated if relations[m.start] == "both"]
    if within:
        begin = next(a for a, b in stretches if a < figure.end and figure.start < b)
        ahead = [m for m in within if m.start >= figure.end] if line.crossed(begin, within[0].start) else []  # each has its date behind it
        return (ahead[0] if ahead else min(within, key=lambda m: _gap(m, figure))).start, "compared"
    if relations and any(a < figure.end and figure.start < b for a, b in stretches):
        stated = []  # compared with something that has no date of its own in the line
    begin, end = statement(line, figure)
    inside = [m for m in stated if begin <= m.start < end and not bracketed(line, m, figure)]
    before = [m for m in inside if m.end <= figure.start]
    after = [m for m in inside if m.start >= figure.end]
    if line.language == "en":
        if after and _linked(line, figure, after[0]) and (not before or _linked_closer(line, figure, before[-1], after[0])):
            return after[0].start, "after"
        if before:
            opens = not line.low[begin - line.start : before[-1].start - line.start].strip(" \"'“*#->").removesuffix("the").split()[3:]
            return before[-1].start, "opens" if opens else "before"
        if after:
            return after[0].start, "far"
    elif before:
        return before[-1].start, "before"
    elif after := [m for m in after if not earlier(line, m)]:  # "a dividend of 60, from 50 of the year before"
        opens = "、" in line.low[figure.end - line.start : after[0].start - line.start]
        return after[0].start, "far" if opens else "after"
    past = [m for m in stated if m.end <= begin]
    return (past[-1].start, "earlier") if past else None


def passed(line: Line, figure: Mention, here: Sequence[Mention], stretches: Sequence[tuple[int, int]]) -> set[str]:
    """Return the values of the dates of a line that a figure compared with is not of, as it is told with a date of its own.

    Of "$9 million in 2024, compared with $8 million in 2023" the second sum is not of 2024.

    Args:
        line: The line.
        figure: The figure.
        here: The dates of the line.
        stretches: The stretches that say with what something is compared.
    """
    whole = wholes(line, here)
    relations = {m.start: related(stretches, m, figure) for m in here if m.start not in whole}
    own = {str(m.timex_value) for m in here if relations.get(m.start) == "both" and grain(m.timex_value) in _FLOWS}
    lengths = {grain(value) for value in own}
    others = {str(m.timex_value) for m in here if relations.get(m.start) in ("figure", "other") and grain(m.timex_value) in lengths}
    return others - own


def bracketed(line: Line, told: Mention, figure: Mention) -> bool:
    """Tell whether a date stands in brackets that hold a figure of their own, another than this one: 36倍（前週24倍）."""
    around = line.once(brackets, told, told.start)
    return around is not None and not around[0] <= figure.start < around[1] and bool(line.crossed(*around))


def statement(line: Line, figure: Mention) -> tuple[int, int]:
    """Return where the statement of a figure begins and ends in its line."""
    stops = _stops(line.low)
    before, after = bisect_right(stops, figure.start - line.start), bisect_left(stops, figure.end - line.start)
    begin = stops[before - 1] + line.start if before else line.start
    return begin, stops[after] + line.start if after < len(stops) else line.end


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _stops(low: str) -> tuple[int, ...]:
    return tuple(match.end() for match in _STOP.finditer(low))


def _linked(line: Line, figure: Mention, told: Mention) -> bool:
    """Tell whether a date after a figure hangs on it by a preposition with no other figure between."""
    gap = line.low[figure.end - line.start : told.start - line.start]
    crossed = bool(line.crossed(figure.end, told.start))
    return not crossed and (_LINK.fullmatch(gap) is not None or gap.strip() in ("", "("))


def _linked_closer(line: Line, figure: Mention, before: Mention, after: Mention) -> bool:
    """Tell whether of a date before a figure and one that hangs on it the latter is the one: figures or a comma part the former from it."""
    gap = line.low[before.end - line.start : figure.start - line.start]
    crossed = bool(line.crossed(before.end, figure.start))
    return crossed or "," in gap or _gap(after, figure) < _gap(before, figure)


def _gap(mention: Mention, figure: Mention) -> int:
    return figure.start - mention.end if mention.end <= figure.start else mention.start - figure.end


#: Words of a line that tells what is expected.
_EXPECTS = re.compile(
    r"\b(?:expect|anticipat|forecast|project(?:s|ed|ing|ion)|guid(?:e|ance)|outlook|target)|予想|見通し|見込|計画|전망|예상|목표"
)


@lru_cache(maxsize=16)  # the figures of a line ask the same
def expects(said: str) -> bool:
    """Tell whether words tell what is expected: guidance, 予想."""
    return _EXPECTS.search(said) is not None


#: Lengths of what happens over time; others are points.
_FLOWS = ("quarter", "half", "range", "year")


def carried(told: Scene, dates: Frame) -> dict[int, dict[str, tuple[int, Mention]]]:
    """Return for each line what the lines before it leave in force: the last date, stretch of time, point of it, stretch looked ahead to.

    Of a line with figures it is the date that goes with the last of them, else the last one that it states.

    Args:
        told: The scene.
        dates: The periods of the document.

    Returns:
        Place of a line -> any, flow, point and ahead, each with the place of its line and its mention; not those of other articles.
    """
    found: dict[int, dict[str, tuple[int, Mention]]] = {}
    held: dict[str, tuple[int, Mention]] = {}
    article = None
    for line in told.lines:
        if line.segment.article != article:
            article, held = line.segment.article, {}
        found[line.at] = dict(held)
        here = [m for m in line.mentions if m.label == "DATE" and m.timex_value and not m.timex_value.endswith("_REF")]
        here = [m for m in here if m.timex_mod != "AFTER"]  # "since 2005" leaves nothing in force
        if not here or line.segment.cells:
            continue
        stretches = dates.beside[line.at]
        places = {m.start: m for m in here}
        chosen = [governing(line, m, here, stretches) for m in line.mentions if m.label in FIGURES]
        former = {m.start for m in here if of_former(line, m)}
        kept = [places[one[0]] for one in chosen if one is not None and one[1] != "compared" and one[0] not in former]
        if not kept:
            whole = wholes(line, here) | former
            kept = [m for m in here if m.start not in whole and not any(a <= m.start < b for a, b in stretches)]
        for mention in kept:
            length = grain(mention.timex_value)
            held["any"] = held["flow" if length in _FLOWS else "point"] = (line.at, mention)
            if length in _FLOWS and expects(line.low):
                held["ahead"] = (line.at, mention)
    return found


def echoes(told: Scene, dates: Frame) -> dict[tuple[str, str], list[tuple[int, Mention]]]:
    """Return for each amount of a document the dates that go with it where it is told with one: a title repeats what the text dates.

    Args:
        told: The scene.
        dates: The periods of the document.

    Returns:
        Value and unit of a figure -> place of a line and the date that goes with the figure there.
    """
    found: dict[tuple[str, str], list[tuple[int, Mention]]] = {}
    for line in told.lines:
        here = [m for m in line.mentions if m.label == "DATE" and m.timex_value and not m.timex_value.endswith("_REF")]
        if not here or line.segment.cells:
            continue
        places = {m.start: m for m in here}
        for figure in line.mentions:
            if figure.label not in FIGURES or (key := amount(figure)) is None:
                continue
            chosen = governing(line, figure, here, dates.beside[line.at])
            if chosen is not None and chosen[1] not in ("earlier", "far"):
                found.setdefault(key, []).append((line.at, places[chosen[0]]))
    return found


def amount(figure: Mention) -> tuple[str, str] | None:
    """Return what tells an amount from others: its value and unit; None for one of too few digits to be known again."""
    if figure.value is None:
        return None
    digits = str(figure.value.normalize()).lstrip("-").replace(".", "").split("E")[0]
    return (str(figure.value.normalize()).lstrip("-"), str(figure.unit)) if len(digits) > 1 else None

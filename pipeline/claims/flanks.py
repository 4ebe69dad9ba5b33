"""What the words right before and right behind a figure tell: closed classes, a profit or a loss, over how long it is counted.

In: a line and a figure. Out: words, and named evidence. Never: a measure; a choice. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["LOSS", "PROFIT", "flanked", "loses", "outcome", "paced", "spell"]

_HEDGES = r"(?:(?:about|around|approximately|nearly|almost|over|up to|more than|at least|roughly|just|only|an? (?:additional|initial)) )"
_ASIDE = r"(?:[(（][^()（）]{1,30}[)）])?"
#: What stands right before a figure and right behind it, a bracket apart: the words of closed classes, by language.
_FLANKS = {
    "en": (
        re.compile(rf"\b(for|at|to|by|of|in|with|from|on|than|was|were|is|are|or|a|an|the|its|another|additional|worth|and) {_HEDGES}*$"),
        re.compile(rf"\s*{_ASIDE}\s?((?:of|in|for|to|per|each|from|a|an|on|into|and|or)\b|[a-z]+|[,.;:)(])"),
    ),
    "ja": (
        re.compile(r"(は|が|を|の|も|に|で|と|約|から|、|[:：]|計|比|額|高)[ 約]*$"),
        re.compile(rf"{_ASIDE}(は|が|を|の|も|に|で|と|から|へ|、|。|だ|以上|規模|[)）])"),
    ),
    "ko": (
        re.compile(r"(은|는|이|가|을|를|의|도|에|로|와|과|약|총|에서)[ 약총]*$"),
        re.compile(rf"{_ASIDE}(은|는|이|가|을|를|의|도|에서|에|으로|로|와|과|규모|,)"),
    ),
}
#: Words behind an English figure that are told as they are; of others only that there is one.
_BEHIND = frozenset("of in for to per each from a an on into and or , . ; : ) (".split())


def flanked(line: Line, figure: Mention) -> list[str]:
    """Return the words of closed classes right before and right behind a figure."""
    a, b = figure.start - line.start, figure.end - line.start
    ahead, behind = _FLANKS[line.language]
    before, after = ahead.search(line.low[max(a - 40, 0) : a]), behind.match(line.low[b : b + 40])
    found = [f"pre:{before[1]}"] if before else []
    if after is not None:
        found.append(f"post:{after[1] if line.language != 'en' or after[1] in _BEHIND else 'word'}")
    return found


#: Characters beside a figure in which such words stand.
_REACH = 60


def _told(line: Line, figure: Mention, ahead: Mapping[str, re.Pattern[str]], behind: Mapping[str, re.Pattern[str]]) -> str | None:
    """Return the name of the group that matches right behind a figure, else of that right before it."""
    a, b = figure.start - line.start, figure.end - line.start
    told = behind[line.language].match(line.low, b, b + _REACH) or ahead[line.language].search(line.low, max(a - _REACH, 0), a)
    return None if told is None else str(told.lastgroup)


LOSS, PROFIT = "loss", "profit"
_SORT = r"(?:(?:net|operating|pre-?tax|after-tax|quarterly|annual|full-year|first-half|interim|recurring) )*"
_ABOUT = r"(?:(?:about|around|nearly|almost|approximately|roughly|over|more than|up to|just|only|another|an?|some) )*"
_MOVED = (
    r"(?:(?:in|for|the|a|year|quarter|period|earlier|ago|which|that|had|has|been|was|were|is|are"
    r"|narrowed|widened|shrank|grew|fell|rose|came|it) )*"
)
#: What stands right behind a figure, and right before it, by language.
_OUTCOME_BEHIND = {
    "en": re.compile(rf"\s?(?:in |of )?{_SORT}(?:(?P<loss>loss(?:es)?)|(?P<profit>profits?))\b(?! (?:per|a) )"),
    "ja": re.compile(r"(?:以上|超|余り|あまり|強|弱)?(?:の|という)(?:最終|営業|経常|純)?(?:(?P<loss>赤字|損失|欠損)|(?P<profit>黒字))"),
    "ko": re.compile(r"\s?(?:이상|가량|규모)?(?:의)? ?(?:영업|순|당기순)?(?:(?P<loss>적자|손실)|(?P<profit>흑자))"),
}
_OUTCOME_AHEAD = {
    "en": re.compile(
        rf"\b(?:(?P<loss>loss(?:es)?)|(?P<profit>profits?)) {_MOVED}(?:of|to|at|was|were|is|from) {_ABOUT}$"
        rf"|\b(?P<lost>lost|loses?|losing) {_ABOUT}$"
        rf"|\b(?:vs\.?|versus|against) {_ABOUT}(?:(?P<loss2>loss(?:es)?)|(?P<profit2>profits?)) (?:of )?{_ABOUT}$"
    ),
    "ja": re.compile(r"(?:(?P<loss>赤字|損失)|(?P<profit>黒字))(?:額|幅)?(?:は|が|で|を|、|の|約)*$"),
    "ko": re.compile(r"(?:(?P<loss>적자|손실)|(?P<profit>흑자))(?:액|폭|규모)?(?:은|는|이|가|을|를| |약)*$"),
}


def outcome(line: Line, figure: Mention) -> str | None:
    """Return whether a figure is told as a profit or as a loss: "loss" of 「31億円の赤字」, None where no word beside it says so.

    Args:
        line: The line.
        figure: The figure.
    """
    told = _told(line, figure, _OUTCOME_AHEAD, _OUTCOME_BEHIND)
    return None if told is None else PROFIT if told.startswith(PROFIT) else LOSS


def loses(line: Line, figure: Mention) -> bool:
    """Tell whether a sum is what somebody lost, in a verb: "it lost $3 million"."""
    return _told(line, figure, _OUTCOME_AHEAD, _OUTCOME_BEHIND) == "lost"


_TIME_AHEAD = {
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
_TIME_BEHIND = {
    "en": re.compile(
        r"(?: (?!(?:half|once|twice|than|within|over|for|times)\b)[a-z-]+){0,3}? ?(?:(?:an?|per|each|every) |/ ?)"
        r"(?:(?P<year>year|annum)|(?P<quarter>quarter)|(?P<month>month)|(?P<week>week)"
        r"|(?P<day>day)|(?P<hour>hour)|(?P<minute>minute))\b(?! (?:ago|earlier|before|later|on|over))"
        r"|(?: [a-z-]+){0,2}? (?:(?P<year2>annually|yearly)|(?P<month2>monthly)|(?P<week2>weekly)|(?P<day2>daily))\b"
    ),
    "ja": re.compile(r"[/／](?:(?P<year>年)|(?P<month>月)|(?P<week>週)|(?P<day>日)|(?P<hour>時))(?!\d)"),
    "ko": re.compile(r"[/](?:(?P<year>년|연)|(?P<month>월)|(?P<day>일))(?!\d)"),
}


def spell(line: Line, figure: Mention) -> str | None:
    """Return over how long a figure is counted: "year" of "4,000 tonnes a year" and 「年間4,000トン」, None where no word says so.

    Args:
        line: The line.
        figure: The figure.
    """
    told = _told(line, figure, _TIME_AHEAD, _TIME_BEHIND)
    if told is None:
        inside = re.search(r"\b(?:a|per) (year|quarter|month|week|day|hour|minute)$", figure.text.lower())
        return inside[1] if inside is not None else None
    return told.rstrip("2")


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

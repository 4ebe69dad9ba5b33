"""Words for another time than the one spoken of: earlier, ahead, now; for a length of time without a name; and the tense of a statement.

In: a line and a figure. Out: named evidence. Never: a period. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.claims.context import Line
from pipeline.claims.governing import statement
from pipeline.records import Mention

__all__ = ["asked", "earlier", "tense", "times"]

_EARLIER = {
    "en": re.compile(
        r"(?:year|quarter|month)[- ](?:earlier|ago|prior)|previous(?:ly| year)|prior[- ]year|last year|same (?:period|quarter|month)"
        r"|year-ago|\bpcp\b"
    ),
    "ja": re.compile(r"前年|前期|昨年|前回"),
    "ko": re.compile(r"전년|지난해|작년|전기"),
}
_AHEAD = {
    "en": re.compile(r"next ?(?:fiscal|financial)|next year|current (?:fiscal )?year|this (?:fiscal |financial )?year|full[- ]year"),
    "ja": re.compile(r"来期|今期|通期|当期|今年度|来年度|next ?(?:fiscal|year)"),
    "ko": re.compile(r"내년|올해|금년|연간"),
}
#: Words that tell of the time of telling.
_NOW = re.compile(r"\b(?:current|currently|now)\b|現在の|現状|足元|현재")
#: How far from a figure, in characters, a word stands beside it.
_SIDE = {"en": 14, "ja": 6, "ko": 6}
_PAST = {
    "en": re.compile(
        r"\b(?:was|were|had|did|rose|fell|grew|hit|sold|made|lost|won|took|came|stood|saw|went|brought|bought|paid|led|cut|\w{2,}[^e\W]ed)\b"
    ),
    "ja": re.compile(r"(?:[たっ]た|した|だった|ました|[いきちみりえけせてねめれ]た)(?:[。」』）)、,]|$|と|が)"),
    "ko": re.compile(r"[했었았됐렸졌였켰갔왔났겼쳤뒀뤘섰]다"),
}
_PRESENT = {
    "en": re.compile(
        r"\b(?:is|are|has|have|operates?|employs?|owns?|holds?|runs?|boasts?|accounts?|serves?|offers?|remains?|stands?|includes?|currently|trades?)\b"
    ),
    "ja": re.compile(r"(?:ている|ています|である|です|する|します|となる|なる|ある|あります|誇る|占める|展開)(?:[。」』）)、,]|$)"),
    "ko": re.compile(r"(?:있다|이다|한다|된다|있는|중이다)"),
}


#: Words that ask for a period of a length without naming it: "for the quarter", 四半期.
_ASKS = {
    "quarter": re.compile(r"\bquarter(?:ly)?\b|\bthree months\b|\b[1-4]q\b|\bq[1-4]\b|四半期|分기|분기"),
    "half": re.compile(r"\bhalf\b|\bsix months\b|\b[12]h\b|\bh[12]\b|上期|下期|半期|상반기|하반기|반기"),
    "range": re.compile(r"\bnine[- ]months?\b|\bsix[- ]months?\b|\bcumulative|year[- ]to[- ]date|累計|누적"),
    "year": re.compile(
        r"\b(?:full|fiscal|financial|whole|this|next|last) year\b|\bannual(?:ly)?\b|for the year|通期|年間|年度|연간|올해|지난해"
    ),
    "month": re.compile(r"\bmonth(?:ly)?\b|月間|월간|지난달"),
    "day": re.compile(r"\b(?:today|yesterday|morning|afternoon|premarket|close[ds]?|closing)\b|本日|終値|前日|종가|전날|이날"),
    "end": re.compile(r"\b(?:as of|at the end|year[- ]end|ended the)\b|期末|月末|年末|時点|기말|말 기준"),
    "now": re.compile(r"\b(?:now|currently|today|at present|to date|so far)\b|現在|現時点|これまで|현재|지금까지"),
}


def asked(line: Line, figure: Mention) -> tuple[str, ...]:
    """Return the lengths of time that the words of a line, or the heads of a cell, ask for without naming a period."""
    cell = line.cell(figure.start)
    return _asks(f"{line.head.lower()} {cell.header.lower()}" if cell is not None else line.low)


@lru_cache(maxsize=64)  # every figure of a line asks the same
def _asks(said: str) -> tuple[str, ...]:
    return tuple(name for name, words in _ASKS.items() if words.search(said))


def tense(line: Line, figure: Mention) -> str:
    """Return whether the statement of a figure is told of the past or the present: past, present, both or neither."""
    begin, end = statement(line, figure)
    text = line.low[begin - line.start : end - line.start]
    past, present = (words[line.language].search(text) is not None for words in (_PAST, _PRESENT))
    return "both" if past and present else "past" if past else "present" if present else "neither"


def times(line: Line, figure: Mention, stretches: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Return what words for an earlier or later period than the one spoken of go with a figure, and whether they stand beside it.

    In a table those count that stand in the heads of its cell, or beside it in the cell.
    """
    cell, found = line.cell(figure.start), {}
    begin = max(cell.start, line.start) if cell is not None else line.start
    end = cell.end if cell is not None else line.end
    ahead = line.low[begin - line.start : figure.start - line.start]
    after = line.low[figure.end - line.start : end - line.start]
    side = _SIDE[line.language]
    for name, words in (("earlier", _EARLIER[line.language]), ("ahead", _AHEAD[line.language]), ("now", _NOW)):
        if cell is not None and words.search(cell.header.lower()):
            found[name] = found[f"{name}:head"] = 1.0
        if not _stand(words, line.low):
            continue
        last = max((match.end() for match in words.finditer(ahead)), default=-99)
        first = words.search(after)
        if len(ahead) - last <= side and not re.search(r"[)）;。]", ahead[max(last, 0) :]):
            found[f"{name}:beside<"] = 1.0
        if first is not None and first.start() <= side and not re.search(r"[(（;。,、]", after[: first.start()]):
            found[f"{name}:beside>"] = 1.0
    if cell is None and _stand(_EARLIER[line.language], line.low) and _gone_by(line, figure, stretches):
        found["earlier"] = 1.0
    if cell is None and _stand(_AHEAD[line.language], line.low):
        found["ahead"] = 1.0
    return found


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _stand(words: re.Pattern[str], low: str) -> bool:
    """Tell whether any of some words stands in a line."""
    return words.search(low) is not None


def _gone_by(line: Line, figure: Mention, stretches: Sequence[tuple[int, int]]) -> bool:
    """Tell whether words for an earlier period go with a figure: not those of a comparison in which it does not stand."""
    for match in _EARLIER[line.language].finditer(line.low):
        at = match.start() + line.start
        held = [(a, b) for a, b in stretches if a <= at < b]
        if not held or any(a <= figure.start < b for a, b in held):
            return True
    return False


def earlier(line: Line, told: Mention) -> bool:
    """Tell whether the words of a date say an earlier period: a year earlier, 前年同期."""
    return _EARLIER[line.language].search(told.text.lower()) is not None

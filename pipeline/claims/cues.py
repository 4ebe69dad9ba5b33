"""Words of direction, comparison and certainty near a figure, and the identifiers of a line.

In: a line and a figure; `rules/concepts.toml`. Out: how near words of each aspect stand. Never: what is measured. Part of the room
of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.claims.context import Line
from pipeline.records import Mention
from pipeline.rules import toml

__all__ = ["ASPECTS", "cues", "keys", "words_of"]

_IDENTIFIER = re.compile(r"\b[a-z]+[a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+\b|\b[A-Za-z]+[A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def keys(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the identifiers of a text, such as the keys of records, each with its place and its words: operatingProfit, net_sales."""
    return tuple((m.start(), m.end(), " ".join(_WORD.findall(m.group())).lower()) for m in _IDENTIFIER.finditer(text))


@cache
def words_of(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern of the words of an aspect in a language."""
    words = [w.lower() for w in toml("concepts.toml")["aspect"][name][language]]
    ordered = sorted(words, key=lambda word: (-len(word), word))
    if language == "en":
        return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, ordered))})(?![a-z])")
    return re.compile("|".join(map(re.escape, ordered)))


ASPECTS = (
    "rise",
    "fall",
    "share",
    "per_share",
    "year_on_year",
    "quarter_on_quarter",
    "month_on_month",
    "forecast",
    "estimate",
    "discussed",
    "compare",
    "trades",
)


#: Aspects that say with when a figure is compared.
_COMPARING = ("year_on_year", "quarter_on_quarter", "month_on_month")
#: What parts a figure that is complete from how it moved: "18%, down from 21%".
_APART = frozenset(",、，(（;")


@dataclass(frozen=True, slots=True)
class _Cued:
    """Where the words of an aspect stand in a line: how each begins and ends, and where the identifiers that hold one end."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keyed: tuple[int, ...]


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _cued(low: str, text: str, language: str) -> dict[str, _Cued]:
    """Return where the words of each aspect stand in a line, of lower case and as written."""
    found, spelt = {}, keys(text)
    for aspect in ASPECTS:
        spans = [match.span() for match in words_of(aspect, language).finditer(low)]
        keyed = tuple(end for _, end, words in spelt if words_of(aspect, "en").search(words))
        found[aspect] = _Cued(tuple(a for a, _ in spans), tuple(b for _, b in spans), keyed)
    return found


def _last_before(cued: _Cued, pattern: re.Pattern[str], low: str, place: int) -> int | None:
    """Return where the last word of an aspect ends that stands before a place; what follows the place does not lengthen a word."""
    at = bisect_right(cued.ends, place)
    if (at < len(cued.starts) and cued.starts[at] < place) or "a" <= low[place : place + 1] <= "z":
        ends = [match.end() for match in pattern.finditer(low, 0, place)]
    else:
        ends = list(cued.ends[at - 1 : at]) if at else []
    keyed = bisect_right(cued.keyed, place)
    return max((*ends, *(cued.keyed[keyed - 1 : keyed] if keyed else ())), default=None)


def _first_after(cued: _Cued, pattern: re.Pattern[str], low: str, place: int) -> int | None:
    """Return where the first word of an aspect begins that stands after a place."""
    at = bisect_left(cued.starts, place)
    if at and cued.ends[at - 1] > place:
        match = pattern.search(low, place)
        return match.start() if match else None
    return cued.starts[at] if at < len(cued.starts) else None


def cues(line: Line, figure: Mention) -> dict[str, float]:
    """Return how near before and after a figure words of each aspect stand: name -> 1 for right beside it, less further off."""
    found: dict[str, float] = {}
    a, b = figure.start - line.start, figure.end - line.start
    left = max((m.end - line.start for m in line.figures if m.end <= figure.start and m is not figure), default=0)
    right = min((m.start - line.start for m in line.crossed(figure.end, line.end + 1) if m is not figure), default=len(line.low))
    unit = 5.0 if line.language == "en" else 2.0
    told = _cued(line.low, line.text, line.language)
    for aspect in ASPECTS:
        pattern = words_of(aspect, line.language)
        before = _last_before(told[aspect], pattern, line.low, a)
        after = _first_after(told[aspect], pattern, line.low, b)
        if before is not None:
            steps = (a - before) / unit
            found[f"{aspect}<"] = 1 / (1 + steps)
            if steps < 1.5:
                found[f"{aspect}<beside"] = 1.0
            if before >= left:
                found[f"{aspect}<own"] = 1.0
        if after is not None:
            steps = (after - b) / unit
            found[f"{aspect}>"] = 1 / (1 + steps)
            if steps < 1.5:
                found[f"{aspect}>beside"] = 1.0
            if after < right:
                found[f"{aspect}>own"] = 1.0
            if line.low[b:after].lstrip()[:1] in _APART:
                found[f"{aspect}>parted"] = 1.0
    found[f"label:{figure.label}"] = 1.0
    found[f"lang:{line.language}"] = 1.0
    if line.segment.cells:
        found["row"] = 1.0
        cell = line.cell(figure.start)
        header, head = cell.header.lower() if cell is not None else "", line.head.lower()
        for aspect in ASPECTS:
            if words_of(aspect, line.language).search(header):
                found[f"{aspect}^"] = 1.0
            if words_of(aspect, line.language).search(head):
                found[f"{aspect}|head"] = 1.0
    ahead = line.low[max(a - 3, 0) : a]
    if re.search(r"[(（+＋]\s*$", ahead):
        found["opens:" + ("plus" if ahead.strip()[-1] in "+＋" else "bracket")] = 1.0
        if "opens:plus" in found and any(f"{aspect}<beside" in found for aspect in _COMPARING):
            found["plus:compared"] = 1.0
    if re.search(r"[-−–▲△]\s*$", ahead) or line.low[a : a + 1] in "-−▲△":
        found["minus"] = 1.0
    return found

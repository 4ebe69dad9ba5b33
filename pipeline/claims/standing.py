"""How words that name a measure stand to a figure of their line, whatever they name.

In: a line, a figure, where the words stand. Out: named evidence for each. Never: what the words mean. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from pipeline.claims.context import Line
from pipeline.claims.lists import ordered
from pipeline.records import Mention

__all__ = ["standing"]

#: A bracket that is not closed.
_OPEN, _ASIDE_LENGTH = re.compile(r"[(（][^()（）]*$"), 60
#: What closes a bracket.
_CLOSED = re.compile(r"\s?[)）\]]")
#: How many words may be between a figure and the words of a measure, and what is said of each that is passed.
_STEPS = (0.5, 1.5, 3, 5, 8, 12, 20, 35)
_FAR = {side: [{f"{side}>{step:g}": 1.0 for step in _STEPS[:passed]} for passed in range(len(_STEPS) + 1)] for side in ("in", "<", ">")}
#: What may part the words of a measure from a figure.
_PARTED = {
    "stop": re.compile(r"[;.。:：—–|]|\b(?:while|but|whereas)\b"),
    "comma": re.compile(r"[,、，]"),
    "and": re.compile(r"\band\b|および|と|및|과|와"),
    "paren": re.compile(r"[()（）]"),
}


def standing(line: Line, figure: Mention, spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], dict[str, float]]:
    """Return the evidence for the words at each of some places, which are in order."""
    ends = _ends(line, figure)
    told = {span: _standing(line, figure, span, spans, ends) for span in spans}
    for span, order in ordered(line, figure, spans).items():
        told[span][order] = 1.0
    return told


def _ends(line: Line, figure: Mention) -> int:
    """Return where a figure ends, and with it the bracket behind that says it in another currency: 3 billion won ($2 million) in sales."""
    again = next((m for m in line.mentions if m.mention_id == figure.restates and m.start >= figure.end), None) if figure.restates else None
    closed = _CLOSED.match(line.text, again.end - line.start) if again is not None else None
    return figure.end if closed is None else line.start + closed.end()


def _standing(line: Line, figure: Mention, span: tuple[int, int], spans: Sequence[tuple[int, int]], ends: int) -> dict[str, float]:
    """Say how words of the lexicon stand to a figure, whatever they name; `ends` is where it ends."""
    start, end = span
    before = end <= figure.start
    inside = start < figure.end and figure.start < end
    a, b = (end, figure.start) if before else (ends if start >= ends else figure.end, start)
    low, high = min(a, b), max(a, b)
    side = "in" if inside else "<" if before else ">"
    ev = {f"side:{side}": 1.0}
    unit = 5.0 if line.language == "en" else 2.0
    gap = line.low[max(a - line.start, 0) : max(b - line.start, 0)]
    ev |= _FAR[side][bisect_left(_STEPS, len(gap) / unit)]
    inner = spans[bisect_left(spans, (low, low)) : bisect_left(spans, (high + 1, 0))]  # in order of their starts
    between = sum(last <= high for _, last in inner) - (low <= start and end <= high)
    for step in (0, 1, 3):
        if between > step:
            ev[f"{side}between>{step}"] = 1.0
    if crossed := [m for m in line.crossed(low, high) if m is not figure]:
        sort = "same" if any(m.label == figure.label for m in crossed) else "other"
        ev |= {f"{side}crosses": 1.0, f"{side}crosses:{sort}": 1.0}
    if gap:
        for mark, begin, stop in _marks(line.low):
            first = bisect_left(begin, a - line.start)
            if first < len(stop) and stop[first] <= b - line.start:
                ev[f"{side}{mark}"] = 1.0
    ev["length"] = min((end - start) / unit, 6.0) / 6.0
    ev |= line.once(_beside, (start, end, side), start, end, side)
    if not between and not crossed:
        ev["<nearest" if before else ">nearest"] = 1.0
    if line.once(_bracketed, start, start):
        ev["bracketed"] = 1.0
    if line.once(_in_name, span, *span):
        ev["inside-name"] = 1.0
    if line.segment.cells:
        cell = line.cell(start)
        ev["row:" + ("head" if cell is line.labels is not None else "same" if cell is line.cell(figure.start) else "other")] = 1.0
    return ev


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _marks(low: str) -> tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]:
    """Return of a line where each kind of mark begins and ends."""
    found = {mark: [match.span() for match in pattern.finditer(low)] for mark, pattern in _PARTED.items()}
    return tuple((mark, tuple(a for a, _ in spans), tuple(b for _, b in spans)) for mark, spans in found.items() if spans)


def _in_name(line: Line, span: tuple[int, int]) -> bool:
    return any(m.start <= span[0] and span[1] <= m.end for m in line.mentions if m.label in ("ORG", "PERSON"))


def _bracketed(line: Line, start: int) -> bool:
    return _OPEN.search(line.low, max(start - line.start - _ASIDE_LENGTH, 0), start - line.start) is not None


_THEN_EN = re.compile(
    r"\s+(?:(?P<of>of)|(?P<is>was|were|is|are|be)|(?P<to>to)|(?P<at>at|by)|(?P<in>in|for)"
    r"|(?P<moves>rose|fell|grew|(?:in|de)creased|declined|climbed|dropped|jumped|surged|totall?ed|reached|stood|came|amounted))\b"
    r"|(?P<colon>\s*[:|])"
)
_AHEAD_EN = re.compile(r"\b(?:(?P<total>in)(?: the| its| total)?|(?P<other>of|on|for|from)(?: the| its)?) $")
_OWNED_EN = re.compile(r"(?:'s|’s|\bits|\btheir|\bour) $")
_MARKER = re.compile(r"(?:額|高|数)?[)）\s]{0,2}(は|が|を|の|も|に|で|と|은|는|이|가|을|를|의|도|에)")
_COLON = re.compile(r"[\s　]*[:：|｜\t]")


def _beside(line: Line, words: tuple[int, int, str]) -> dict[str, float]:
    """Say which closed-class words stand right beside the words of a measure, which have their place and are on a side of a figure."""
    start, end, side = words
    ev: dict[str, float] = {}
    at = end - line.start
    if line.language == "en":
        ahead = line.low[max(start - line.start - 16, 0) : start - line.start]
        if (then := _THEN_EN.match(line.low, at)) is not None:
            ev[f"{side}then:{then.lastgroup}"] = 1.0
        if ahead.endswith(" ") and (leads := _AHEAD_EN.search(ahead)) is not None:
            ev[f"{side}after:{leads['total'] or leads['other']}"] = 1.0
        if ahead.endswith(" ") and _OWNED_EN.search(ahead):
            ev[f"{side}after:poss"] = 1.0
        return ev
    if marker := _MARKER.match(line.low, at):
        ev[f"{side}then:{marker[1]}"] = 1.0
    if _COLON.match(line.low, at):
        ev[f"{side}then:colon"] = 1.0
    return ev

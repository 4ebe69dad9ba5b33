"""The words that may name what a figure measures: phrases near it, and the evidence for each.

In: a line and a figure. Out: phrases with named evidence; where one ends is weighed, not ruled. Never: a choice between them, a word of
an open class. Part of the room of claims.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.claims.context import Line
from pipeline.claims.parsing import AUX, DETERMINERS, VERBS
from pipeline.claims.tokens import Part, Token, Tokens, verbal
from pipeline.records import Mention

__all__ = ["Phrase", "phrases"]

#: What joins two parts of one name.
_JOINTS = frozenset("of for from on in to with under at by and or , & net related relating associated attributable".split())
_REACH = 60


@dataclass(slots=True)
class Phrase:
    """Words that may name the measure of a figure, with what speaks for them."""

    start: int
    end: int
    evidence: dict[str, float]


@dataclass(frozen=True, slots=True)
class _List:
    """The coordinated figures that a figure is one of: tokens of the first and the last, its place among them, how many they are."""

    first: int
    last: int
    place: int
    count: int


class _Span(NamedTuple):
    """A stretch of tokens that may be a name: its first run, the side and rank of that, what joins its runs and would join one more."""

    first: int
    stop: int
    run: Part
    side: str
    rank: int
    joints: tuple[str, ...]
    joint: str | None


#: Verbs that say how a measure moves: what stands after them is the measure as often as what stands before.
_MOVES = frozenset("increased decreased reduced raised lowered increases decreases reduces recorded recognized reported".split())
#: Words of time and of comparison: they say of when a figure is told.
_TIMES = frozenset(
    "quarter year years month months week weeks day days period periods half fiscal basis time today yesterday earlier ago later previous "
    "prior same last next first second third fourth end y-y q-q yoy qoq year-on-year year-over-year sequentially consecutive forecast "
    "estimate estimates expectations consensus guidance total".split()
)
#: Where the subject before a figure ends.
_ENDS = AUX | {";", ":", ".", "which", "that", "including"}


def _joint(tokens: Sequence[Token], left: Part, right: Part) -> str | None:
    """Return what joins two runs into one name: a preposition or a conjunction with no more than a determiner."""
    between = list(tokens[left.last : right.first])
    if not between or len(between) > 4 or any(t.kind in "FD#" for t in between):
        return None
    words = [t.low for t in between if t.low not in DETERMINERS]
    return " ".join(words) if words and all(w in _JOINTS for w in words) else None


def phrases(line: Line, told: Tokens, figure: Mention, measured: Sequence[tuple[int, int, float]]) -> list[Phrase]:
    """Return the phrases of an English line that may name what a figure measures.

    Args:
        line: The line.
        told: The line taken apart.
        figure: The figure.
        measured: Where words of the lexicon stand that may govern it, with the chance of each.
    """
    tokens, at = told.all, figure.start - line.start
    here = bisect_right(tokens, at, key=lambda token: token.start) - 1
    if here < 0 or tokens[here].kind != "F" or at >= tokens[here].end:
        return []
    first = bisect_left(told.parts, here - _REACH, key=lambda part: part.first)
    parts = told.parts[first : bisect_right(told.parts, here + _REACH // 2, key=lambda part: part.last)]
    listed = _list(tokens, here)
    groups = _groups(tokens, parts)
    dated = "dates" if told.dates >= listed.count > 1 else "no dates"
    gaps: dict[tuple[str, int], tuple[dict[str, float], str | None]] = {}
    unmeasured = {"unmeasured": max(chance for *_, chance in measured)} if measured else {}
    found = []
    for span in _spans(tokens, parts, here):
        edge = span.side, span.stop if span.side == "<" else span.first
        if edge not in gaps:
            gaps[edge] = _between(told, *edge, here, listed)
        between, meets = gaps[edge]
        evidence = {
            **between,
            **_beside(tokens, span, meets),
            **_made_of(line, told, span),
            **(_known(line, tokens, span, measured) or unmeasured),
            **_ordered(span, groups[span.run], listed, dated),
        }
        found.append(Phrase(line.start + tokens[span.first].start, line.start + tokens[span.stop - 1].end, evidence))
    return found


#: Verbs that no name of a measure holds: "Orvano took restructuring charges".
_SAID = frozenset("took gave got saw went came fell rose grew said says takes gives sees goes comes falls grows".split())


def _spans(tokens: Sequence[Token], parts: Sequence[Part], here: int) -> list[_Span]:
    """Return every stretch that may be a name: a run, a run cut at what may be a verb, and runs joined to one name."""
    found = []
    said = [at for at, token in enumerate(tokens) if token.low in _SAID]
    sides = (("<", [p for p in parts if p.last <= here][-9:]), (">", [p for p in parts if p.first > here][:5]))
    for side, runs in sides:
        for place, run in enumerate(runs):
            rank = len(runs) - 1 - place if side == "<" else place
            starts = [run.first, *(at + 1 for at in range(run.first, run.last - 1) if verbal(tokens[at]))]
            joints: tuple[str, ...] = ()
            for last, follows in zip(runs[place : place + 4], [*runs[place + 1 :], None], strict=False):
                joint = _joint(tokens, last, follows) if follows is not None else None
                ends = [last.last, *(at for at in range(last.first + 1, last.last) if verbal(tokens[at]))]
                found += [
                    _Span(a, b, run, side, rank, joints, joint)
                    for a in starts
                    for b in ends
                    if a < b and not any(a < at < b for at in said)
                ]
                if joint is None:
                    break
                joints = (*joints, joint)
    return found


def _groups(tokens: Sequence[Token], parts: Sequence[Part]) -> dict[Part, tuple[int, int]]:
    """Return of each run its place among those coordinated with it ("A, B and C"), and how many they are."""
    found: dict[Part, tuple[int, int]] = {}
    group: list[Part] = []
    for part in [*parts, None]:
        joint = _joint(tokens, group[-1], part) if group and part is not None else None
        if part is None or (group and joint not in (",", "and", ", and", "or", ", or", "&")):
            found |= {held: (at, len(group)) for at, held in enumerate(group)}
            group = []
        if part is not None:
            group.append(part)
    return found


def _list(tokens: Sequence[Token], here: int) -> _List:
    """Return the coordinated figures that a figure is one of."""

    def step(at: int, way: int) -> int | None:
        for place in range(at + way, at + 5 * way, way):
            if not 0 <= place < len(tokens):
                return None
            if tokens[place].kind == "F":
                return place
            if tokens[place].low not in (",", "and", "or", ";", "approximately", "about"):
                return None
        return None

    first = last = here
    place, count = 0, 1
    while (left := step(first, -1)) is not None:
        first, place, count = left, place + 1, count + 1
    while (right := step(last, 1)) is not None:
        last, count = right, count + 1
    return _List(first, last, place, count)


def _told(token: Token | None) -> str:
    """Return a closed-class word or mark itself, and of others their kind."""
    return token.sign if token is not None else "edge"


def _shape(tokens: Sequence[Token]) -> str:
    """Return a stretch of tokens with closed-class words told and others by their kind."""
    made: list[str] = []
    for token in tokens:
        told = _told(token)
        if not made or made[-1] != told or token.kind in "CP":
            made.append(told)
    return " ".join(made)


#: How many words may be between a phrase and a figure, and what is said of each number that is passed.
_GAPS = (0, 1, 2, 3, 5, 8, 12, 20, 30)
_WIDE = {side: [{f"{side}gap>{step}": 1.0 for step in _GAPS[:passed]} for passed in range(len(_GAPS) + 1)] for side in "<>"}


def _between(told: Tokens, side: str, edge: int, here: int, listed: _List) -> tuple[dict[str, float], str | None]:
    """Say what stands between a phrase that ends or begins somewhere and the figures of which this is one, and how what it meets looks."""
    ev, tokens = dict[str, float](), told.all
    first, stop = (edge, listed.first) if side == "<" else (listed.last + 1, edge)
    if side == "<" and edge > listed.first:
        stop, ev["<inside-list"] = here, 1.0
    if side == ">" and edge <= listed.last:
        first, ev[">inside-list"] = here + 1, 1.0
    gap = tokens[first:stop]
    ev |= _WIDE[side][bisect_left(_GAPS, len(gap))]
    if len(gap) <= 5:
        ev[f"{side}gap:{_shape(gap)}"] = 1.0
    if gap:
        ev[f"{side}gap-first:{_told(gap[0])}"] = 1.0
        ev[f"{side}gap-last:{_told(gap[-1])}"] = 1.0
    for name, before in told.barriers.items() if gap else ():
        count = before[stop] - before[first]
        if count:
            ev[f"{side}gap has {name}"] = 1.0
        if count > 1 and name in ("figure", "verb", "comma"):
            ev[f"{side}gap has more {name}"] = 1.0
    return (ev, _meets(gap, ev)) if side == "<" and edge <= listed.first else (ev, None)


def _meets(gap: Sequence[Token], ev: dict[str, float]) -> str | None:
    """Say which verb, mark or figure a phrase runs up to, past all that describes it: it is the subject of "were" before the figure.

    Returns:
        The shape of all from there to the figure, where that is short.
    """
    for at, token in enumerate(gap):
        finite = token.kind == "W" and token.low in VERBS and token.low.endswith(("ed", "s"))
        if token.kind == "F" or token.low in _ENDS or finite:
            rest = gap[at:]
            shape = _shape(rest) if len(rest) <= 4 else None
            ev[f"meets:{_told(token)}"] = 1.0
            if shape is not None:
                ev[f"meets-gap:{shape}"] = 1.0
            if token.low in AUX and not any(t.kind == "F" for t in rest):
                ev["subject"] = 1.0
            return shape
    return None


def _beside(tokens: Sequence[Token], span: _Span, meets: str | None) -> dict[str, float]:
    """Say how far from the figure a phrase stands, what is right beside it, and how its runs are joined; with what it meets, if short."""
    side, joints = span.side, len(span.joints)
    previous = tokens[span.first - 1] if span.first else None
    following = tokens[span.stop] if span.stop < len(tokens) else None
    rank = min(span.rank, 5)
    told = [
        f"{side}rank:{rank}",
        f"{side}rank:{rank}|joints:{min(joints, 2)}",
        f"{side}after:{_told(previous)}",
        f"{side}then:{_told(following)}",
        f"joints:{joints}",
        *(f"joint:{joint}" for joint in span.joints),
        *(f"{side}joint:{joint}" for joint in span.joints),
        *((f"open:{span.joint}", f"{side}open:{span.joint}") if span.joint is not None else ("closed",)),
    ]
    if meets is not None:
        told.append(f"meets-gap:{meets}|after:{_told(previous)}")
    if previous is not None and previous.low in DETERMINERS and span.first > 1:
        told.append(f"{side}after:det:{_told(tokens[span.first - 2])}")
    return dict.fromkeys(told, 1.0)


def _made_of(line: Line, told: Tokens, span: _Span) -> dict[str, float]:
    key = span.first, span.stop, span.run.first, not span.joints
    if key not in told.made:
        told.made[key] = _words(line, told.all, span)
    return told.made[key]


def _words(line: Line, tokens: Sequence[Token], span: _Span) -> dict[str, float]:
    """Say what a phrase is made of: how long, how its first and last words end, whether it was cut at a verb or holds one."""
    run, first, stop = span.run, span.first, span.stop
    words = [t for t in tokens[first:stop] if t.kind in "WN"]
    told = [f"words:{min(len(words), 7)}"]
    if stop < run.last and not span.joints:
        told.append("cut-end")
    if first > run.first:
        before = tokens[first - 1].low
        told += ["cut-start", f"cut-start:{'ed' if before.endswith('ed') else 'ing' if before.endswith('ing') else 'v'}"]
        if before in _MOVES:
            told.append("cut-start:move")
    inner = tokens[first : min(stop, run.last) - 1]
    if any(t.low in _MOVES for t in inner):
        told.append("holds-move")
    if first == run.first and any(verbal(t) for t in inner):
        told.append("holds-verb")
    for name, token in (("first", tokens[first]), ("last", tokens[stop - 1])):
        told.append(
            f"{name}:{token.kind}:{next((e for e in ('ed', 'ing', 'ly', 'ion', 'ity', 'ment', 's') if token.low.endswith(e)), '-')}"
        )
        if line.text[token.start].isupper() and token.start:
            told.append(f"{name}:capital")
        if token.low in VERBS:
            told.append(f"{name}:verb")
    if tokens[stop - 1].low in _TIMES:
        told.append("last:time")
    if all(t.low in _TIMES for t in words):
        told.append("all-time")
    if any(t.kind == "N" for t in words):
        told.append("holds-name")
        if all(t.kind == "N" for t in words):
            told.append("all-name")
    return dict.fromkeys(told, 1.0)


def _known(line: Line, tokens: Sequence[Token], span: _Span, measured: Sequence[tuple[int, int, float]]) -> dict[str, float]:
    """Say of a phrase that holds words of the lexicon how likely they govern the figure; nothing of others."""
    a, b = line.start + tokens[span.first].start, line.start + tokens[span.stop - 1].end
    inside = [(start, end, chance) for start, end, chance in measured if a <= start and end <= b + 1]
    if not inside:
        return {}
    ev = {"measured": 1.0, "measured|chance": max(chance for _, _, chance in inside)}
    last = [chance for _, end, chance in inside if end >= b]
    if last:
        ev |= {"measured-last": 1.0, "measured-last|chance": max(last)}
    if any(start == a for start, _, _ in inside):
        ev["measured-first"] = 1.0
    return ev


def _ordered(span: _Span, group: tuple[int, int], listed: _List, dated: str) -> dict[str, float]:
    """Say whether a phrase has the place among its equals that the figure has among its own ("A and B were 1 and 2, respectively")."""
    at, count = group
    ev = {f"{span.side}listed": 1.0} if listed.count > 1 else {}
    place = at - count + listed.count  # what only leads up to the list stands before it: "At year-end, A and B"
    if count >= listed.count > 1 and place >= 0:
        ev[f"{span.side}{'aligned' if place == listed.place and not span.joints else 'misaligned'}|{dated}"] = 1.0
    elif count > 1 and not span.joints:
        ev[f"{span.side}coordinated:{'first' if at == 0 else 'last' if at == count - 1 else 'inner'}"] = 1.0
    return ev

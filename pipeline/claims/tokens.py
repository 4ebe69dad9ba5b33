"""A line taken apart into words, figures and dates, with the runs of open words in it.

In: an English line. Out: its tokens. Never: what a word means. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from pipeline.claims.context import FIGURES, Line
from pipeline.claims.parsing import AUX, DETERMINERS, PREPOSITIONS, SUBORDINATE, VERBS

__all__ = ["Part", "Token", "Tokens", "tokens_of", "verbal"]

#: Words of closed classes that no name of a measure begins or ends with.
_CLOSED = (
    AUX
    | DETERMINERS
    | PREPOSITIONS
    | SUBORDINATE
    | frozenset(
        "and or but nor not no than that which who whom whose where we it they he she you i us them both all each up down so also only "
        "approximately about around nearly roughly almost respectively other there here more less out off due related relating "
        "compared attributable associated primarily mainly then such what how well if yet either neither same most least".split()
    )
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOKEN = re.compile(r"['’]s\b|[A-Za-z](?:[A-Za-z]|[.&'’/-](?=[A-Za-z])(?!['’]s\b))*|\d[\d,.]*|\S")


class Token(NamedTuple):
    """A word, a mark or a whole figure or date.

    Attributes:
        start: First character in its line.
        end: Character after its last.
        low: The word in lower case.
        kind: F figure, D date, # other number, N name, W open word, C closed-class word, P mark.
        sign: Itself, if it is a closed-class word or mark, else V for what may be a verb, or its kind.
    """

    start: int
    end: int
    low: str
    kind: str
    sign: str


_LOW, _KIND, _SIGN = attrgetter("low"), attrgetter("kind"), attrgetter("sign")


class Part(NamedTuple):
    """A run of open words: its tokens, first and past the last."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """A line taken apart, once for all its figures.

    Attributes:
        all: Its tokens.
        parts: Its runs of open words.
        barriers: Name of a barrier -> how many of them stand before each token, and in the whole.
        dates: How many dates stand together at most.
        made: What stretches of it are made of, as far as a figure has asked, by their ends, their first run and whether that is all.
    """

    all: Sequence[Token]
    parts: Sequence[Part]
    barriers: Mapping[str, Sequence[int]]
    dates: int
    made: dict[tuple[int, int, int, bool], dict[str, float]] = field(default_factory=dict)


def tokens_of(line: Line) -> Tokens:
    """Take a line apart; figures and dates are one token each, their kinds told."""
    tokens = _tokens(line)
    barriers = {name: list(accumulate(map(held.__contains__, map(ask, tokens)), initial=0)) for name, ask, held in _BARRIERS}
    return Tokens(tokens, _parts(tokens), barriers, _dates_together(tokens))


def _tokens(line: Line) -> list[Token]:
    whole = sorted((m for m in line.mentions if m.label in (*FIGURES, "DATE", "DURATION")), key=lambda m: (m.start, -m.end))
    named = bytearray(len(line.low) + 1)
    for m in line.mentions:
        if m.label in ("ORG", "PERSON"):
            a, b = max(m.start - line.start, 0), min(m.end - line.start, len(line.low))
            named[a:b] = b"\x01" * (b - a)
    found: list[Token] = []
    at = 0
    for mention in [*whole, None]:
        stop = mention.start - line.start if mention is not None else len(line.text)
        if stop < at:
            continue
        for match in _TOKEN.finditer(line.low, at, stop):
            word = match.group()
            if any(named[match.start() : match.end()]):
                kind = "N" if word[0].isalnum() else "P"
            elif word[0].isdigit():
                kind = "#"
            elif not word[0].isalpha() and word not in ("'s", "’s"):
                kind = "P"
            else:
                kind = "C" if word in _CLOSED else "W"
            sign = word if kind in "CP" else "V" if kind == "W" and _may_be_verb(word) else kind
            found.append(Token(match.start(), match.end(), word, kind, sign))
        if mention is not None:
            kind = "F" if mention.label in FIGURES else "D"
            found.append(Token(stop, mention.end - line.start, kind, kind, kind))
            at = mention.end - line.start
    return found


def _may_be_verb(word: str) -> bool:
    return word in VERBS or (len(word) > 4 and word.endswith(("ed", "ing", "ly")))


def verbal(token: Token) -> bool:
    """Whether a word may be a verb, a participle or an adverb by its form: a name may begin after it or end before it."""
    return token.sign == "V"


def _parts(tokens: Sequence[Token]) -> list[Part]:
    found: list[Part] = []
    first: int | None = None
    for at, token in enumerate(tokens):
        inside = token.kind in "WN" or token.low in ("'s", "’s")
        if inside and first is None and token.low not in ("'s", "’s"):
            first = at
        elif not inside and first is not None:
            found.append(Part(first, at))
            first = None
    if first is not None:
        found.append(Part(first, len(tokens)))
    return found


def _dates_together(tokens: Sequence[Token]) -> int:
    """Return how many dates stand together at most."""
    run = most = 0
    for token in tokens:
        run = run + 1 if token.kind == "D" or _YEAR.fullmatch(token.low) else run if token.low in (",", "and") else 0
        most = max(most, run)
    return most


#: What may stand between a name and its figure: what is asked of a token, and which answers count.
_BARRIERS: tuple[tuple[str, Callable[[Token], str], Set[str]], ...] = (
    ("figure", _KIND, {"F"}),
    ("date", _KIND, {"D"}),
    ("aux", _LOW, AUX),
    ("verb", _SIGN, {"V"}),
    ("word", _KIND, {"W"}),
    ("name", _KIND, {"N"}),
    ("comma", _LOW, {","}),
    ("stop", _LOW, {";", ".", ":", "—", "–"}),
    ("bracket", _LOW, {"(", ")"}),
    ("of", _LOW, {"of"}),
    ("which", _LOW, {"which", "that"}),
    ("including", _LOW, {"including", "included", "includes", "include", "excluding", "excludes"}),
)

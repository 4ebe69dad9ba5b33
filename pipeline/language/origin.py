"""Weighs whether English text was translated from Korean or from Japanese.

In: English text, the page it stands on, what is known of its publisher. Out: two probabilities, and every piece of evidence with its weight
in nats. Never: a decision by topic alone: that a text is about Korea says little of the language it was written in.

The evidence is named and weighed in rules/origin.toml; what the phrasing says is learned (`phrasing`). The weights are log-odds and are
added up, so that every piece can be read by itself. Source: Good (1950), weight of evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import exp

from pipeline.language import phrasing
from pipeline.rules import build, pattern, toml

#: Probability from which a text is called translated.
THRESHOLD = 0.5
#: Characters of a page that are looked at: its beginning, and its end, where credits and notices stand.
_HEAD, _TAIL = 40_000, 10_000
#: Nats by which phrasing alone stays below one half.
_SHORT_OF_HALF = 0.25
#: Letters that stand for one of ASCII where case does not matter, with a lower case of their own; what lower case would turn around.
_UNLIKE, _CLASS = re.compile("[ıſİ]"), re.compile(r"\\[A-Zx]|\(\?[iP]")
#: Length of a line that can be a credit.
_CREDIT = 60

_PLAIN = str.maketrans("‘’“”–—", "''\"\"--")
#: The end of a line that is only broken because it is long; a short line is a credit or a heading.
_WRAPPED = re.compile(r"(?<=[^\n]{60})\r?\n(?=[^\s])")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"']{1,300}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where English text comes from.

    Attributes:
        ko: Probability that it was translated from Korean.
        ja: Probability that it was translated from Japanese.
        evidence: What speaks for or against, strongest first.
    """

    ko: float
    ja: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    name: str
    shown: str
    ko: float
    ja: float


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    low: re.Pattern[str] | None
    ko: float
    ja: float
    most: int


@dataclass(frozen=True, slots=True)
class _Outlet:
    name: str
    names: re.Pattern[str]
    domains: re.Pattern[str]
    ko: float
    ja: float


@dataclass(frozen=True, slots=True)
class _Rules:
    ko: float
    ja: float
    patterns: tuple[_Pattern, ...]
    outlets: tuple[_Outlet, ...]


def weigh(english: str, page: str, *, publisher: str = "", url: str = "") -> Origin:
    """Weigh the evidence.

    Args:
        english: The English passages, without web addresses.
        page: The whole page, with its credits, addresses and notices.
        publisher: Who published it, where that is known.
        url: Where it was published, where that is known.
    """
    rules = weights()
    shown = _shown(page)
    pieces = [*_patterns(shown, rules), *_outlets(shown, publisher, url, rules)]
    weight, usual, phrases = phrasing.score(english)
    weight = limited(weight, any(piece.ko > 0 for piece in pieces))
    # What is shown is how the phrasing differs from that of other English of its length.
    pieces.append(_Piece("phrasing", ", ".join(phrases) or "no phrase of weight", weight - usual, 0.0))
    ko = rules.ko + usual + sum(piece.ko for piece in pieces)
    ja = rules.ja + sum(piece.ja for piece in pieces)
    top = max(0.0, ko, ja)
    total = exp(-top) + exp(ko - top) + exp(ja - top)
    told = sorted(pieces, key=lambda piece: -max(abs(piece.ko), abs(piece.ja)))
    return Origin(round(exp(ko - top) / total, 4), round(exp(ja - top) / total, 4), tuple(filter(None, map(_told, told))))


def evidence(page: str) -> tuple[float, float, bool]:
    """Return what the named patterns say before the phrasing: what `docs/data/origin.py` learns beside.

    Args:
        page: The whole page.

    Returns:
        What they say of Korean and of Japanese, in nats, and whether any of them speaks for Korean.
    """
    rules = weights()
    pieces = list(_patterns(_shown(page), rules))
    return rules.ko + sum(piece.ko for piece in pieces), rules.ja + sum(piece.ja for piece in pieces), any(piece.ko > 0 for piece in pieces)


def limited(weight: float, named: bool) -> float:
    """Return the weight of the phrasing, which alone calls no text translated: that takes a piece of evidence that has a name.

    Args:
        weight: What the phrasing says of Korean, in nats.
        named: Whether any named piece speaks for Korean.
    """
    return weight if named else min(weight, -weights().ko - _SHORT_OF_HALF)


def _shown(page: str) -> str:
    if len(page) > _HEAD + _TAIL:
        page = f"{page[:_HEAD]}\n{page[-_TAIL:]}"
    return _WRAPPED.sub(" ", page.translate(_PLAIN))


def _told(piece: _Piece) -> str:
    weights = [f"{weight:+.1f} {tag}" for tag, weight in (("ko", piece.ko), ("ja", piece.ja)) if round(weight, 1)]
    return f"{piece.name} ({', '.join(weights)}): {piece.shown}" if weights else ""


def _patterns(page: str, rules: _Rules) -> Iterator[_Piece]:
    low = page.lower()
    whole = len(low) == len(page) and not _UNLIKE.search(page)
    for rule in rules.patterns:
        if rule.needs and not any(need in page for need in rule.needs):
            continue
        found = islice((rule.low.finditer(low) if rule.low and whole else rule.pattern.finditer(page)), rule.most)
        places = [match.span() for match in found]
        if count := len(places):
            first = page[slice(*places[0])]
            written = repr(re.sub(r"\s+", " ", first.strip())[-60:])
            yield _Piece(rule.name, f"{count} times, first {written}" if count > 1 else written, count * rule.ko, count * rule.ja)


def _outlets(page: str, publisher: str, url: str, rules: _Rules) -> Iterator[_Piece]:
    """Name the paper that published the text; a paper that it only quotes stands in a sentence and does not count."""
    lines = [line.strip() for line in page.split("\n")]
    credits = [line for line in lines if 0 < len(line) <= _CREDIT and not line.endswith((".", "?", "!"))]
    credits += [line for line in lines if "©" in line or "(c)" in line.lower()]
    named = "\n".join((publisher, *credits))
    addressed = "\n".join((url, *_ADDRESS.findall(page), *credits))
    for outlet in rules.outlets:
        if outlet.names.search(named) or outlet.domains.search(addressed):
            yield _Piece("outlet", outlet.name, outlet.ko, outlet.ja)
            return


@dataclass(frozen=True, slots=True)
class _Prior:
    ko: float
    ja: float


@dataclass(frozen=True, slots=True)
class _Evidence:
    name: str
    pattern: str
    most: int
    needs: tuple[str, ...] = ()
    ko: float = 0.0
    ja: float = 0.0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Masthead:
    name: str
    domains: tuple[str, ...]
    also: tuple[str, ...] = ()
    ko: float = 0.0
    ja: float = 0.0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _File:
    prior: _Prior
    evidence: tuple[_Evidence, ...]
    outlet: tuple[_Masthead, ...]


@cache
def weights() -> _Rules:
    """Return the weighed evidence.

    Raises:
        ConfigError: `rules/origin.toml` is wrong.
    """
    held = build(_File, toml("origin.toml"), "rules/origin.toml")
    return _Rules(held.prior.ko, held.prior.ja, tuple(map(_pattern, held.evidence)), tuple(map(_outlet, held.outlet)))


def _pattern(row: _Evidence) -> _Pattern:
    compiled = pattern(row.pattern, f"rules/origin.toml: evidence {row.name!r}: pattern", re.MULTILINE)
    return _Pattern(row.name, row.needs, compiled, _lowered(compiled), row.ko, row.ja, row.most)


def _lowered(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """Return a pattern for any case as one for texts of lower case, several times as fast; None where it is none, or names classes."""
    told = pattern.pattern.removeprefix("(?i)")
    if not pattern.flags & re.IGNORECASE or not told.isascii() or _CLASS.search(told):
        return None
    return re.compile(told.lower(), pattern.flags & ~re.IGNORECASE)


def _outlet(row: _Masthead) -> _Outlet:
    names = "|".join(re.escape(name) for name in (row.name, *row.also))
    domains = "|".join(re.escape(domain) for domain in row.domains)
    return _Outlet(row.name, re.compile(rf"(?i)\b(?:{names})\b"), re.compile(rf"(?i)(?<![\w-])(?:{domains})\b"), row.ko, row.ja)

"""Scores English phrasing: how much the small words stand as they do in translations from Korean.

In: English text. Out: a weight in nats, with the phrases that made it. Never: a name or a topic: words outside a list of general ones count
only by their shape (capital, number, ending), so that English about Korea is not taken for English from Korean.

The weights are those of a logistic regression over one and two neighbouring words; `docs/data/origin.py` writes them into
rules/phrasing.json. Source: Baroni and Bernardini (2006), "A new approach to the study of translationese", for n-grams of which the
content words are masked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log1p, sqrt

from pipeline.rules import build, json_of

#: What every text has: its weight is what is added to every score, less to that of a short text.
EVERY = ""
#: Characters that are read: more of them change the score by less than its own uncertainty.
MOST_READ = 60_000

_ENTITY = re.compile(r"&#?\w{1,8};")
_HYPHENATED_NAME = re.compile(r"\b[A-Z][a-z]{1,20}-[A-Za-z][a-z]{1,20}\b")
_TOKEN = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d.,]*\d|\d|[,.?!]+")
_PLAIN = str.maketrans("‘’´`", "''''")
_PLAINEST = frozenset({"the", "a", "an", "of", "in", "to", "and", "on", "for"})
_ENDINGS = ("ing", "ed", "ly", "ion", "s")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The learned weights.

    Attributes:
        words: The general words that stand for themselves.
        weights: Phrase of one or two words -> its weight.
        usual: Weight that English has which was never translated, when it is long.
        half: Length, in words and punctuation marks, at which a text is believed by half.
    """

    words: frozenset[str]
    weights: dict[str, float]
    usual: float
    half: float


def score(text: str) -> tuple[float, float, tuple[str, ...]]:
    """Return what the phrasing says, in nats: positive speaks for Korean.

    Args:
        text: English text, without web addresses.

    Returns:
        The weight, how much of it any English text of this length has, and the phrases that tell most, each with its part.
    """
    learned = load()
    values = features(text, learned.words, learned.half, learned.weights)
    parts = {phrase: learned.weights[phrase] * value for phrase, value in values.items()}
    weight = sum(parts[phrase] for phrase in sorted(parts))
    usual = learned.usual * values[EVERY]
    side = 1.0 if weight > usual else -1.0
    # A single word, or two that stand in every text, tell a person nothing.
    telling = [
        phrase
        for phrase in parts
        if " " in phrase
        and side * parts[phrase] >= 0.01
        and any(word in learned.words and word not in _PLAINEST for word in phrase.split(" "))
    ]
    leading = sorted(telling, key=lambda phrase: (-side * learned.weights[phrase], phrase))[:4]
    return weight, usual, tuple(f"{phrase!r} {parts[phrase]:+.2f}" for phrase in leading)


def features(text: str, words: Container[str], half: float, known: Container[str] | None = None) -> dict[str, float]:
    """Return the phrases of a text: log counts of unit length together, less for a short text.

    Args:
        text: English text.
        words: The general words that stand for themselves.
        half: Length at which a text is believed by half.
        known: The phrases to keep; None keeps all.
    """
    shown = masked(tokens(text), words)
    counts = Counter(shown)
    counts.update(" ".join(pair) for pair in pairwise(shown))
    values = {phrase: log1p(count) for phrase, count in counts.items() if known is None or phrase in known}
    length = sqrt(sum(values[phrase] ** 2 for phrase in sorted(values)))
    trust = len(shown) / (len(shown) + half)
    return {EVERY: trust**3, **{phrase: value / length * trust for phrase, value in values.items()}}


def tokens(text: str) -> list[str]:
    """Return the words, numbers and stops of a text; brackets and quotation marks tell of its publisher, not of its language."""
    plain = _ENTITY.sub(" ", text[:MOST_READ].translate(_PLAIN))
    return [found if found[0].isalnum() else found[0] for found in _TOKEN.findall(_HYPHENATED_NAME.sub("Name Name", plain))]


def masked(found: Iterable[str], words: Container[str]) -> list[str]:
    """Put a shape for every word that is not a general one: `X` a capital, `0` a number, `w` a word, `w-ed` one with such an ending."""
    shown: list[str] = []
    for token in found:
        lower = token.lower()
        if lower in words or not token[0].isalnum():
            shown.append(lower)
        elif token[0].isdigit():
            shown.append("0")
        elif token[0].isupper():
            shown.append("X")
        else:
            ending = next((ending for ending in _ENDINGS if len(lower) > 4 and lower.endswith(ending)), None)
            shown.append(f"w-{ending}" if ending else "w")
    return shown


@dataclass(frozen=True, slots=True)
class _File:
    words: frozenset[str]
    weights: Mapping[str, float]
    usual: float
    half: float


@cache
def load() -> Phrasing:
    """Read the learned weights.

    Raises:
        ConfigError: The file is missing or not as the script writes it.
    """
    held = build(_File, json_of("phrasing.json"), "rules/phrasing.json")
    return Phrasing(held.words, dict(held.weights), held.usual, held.half)

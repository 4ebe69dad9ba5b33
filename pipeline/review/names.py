"""Names that may be one: pairs for a person to judge.

In: entities, and how many claims hang on each. Out: pairs of names, the most telling first. Never: a pair joined; a pair that is one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from pipeline.records import Entity

#: Likeness from which two names may be one, of 100.
_LIKE = 80.0
#: Likeness of two names where the words of one are all in the other.
_WITHIN = 85.0
#: A word that more names have says nothing of two that have it.
_COMMON = 20
#: Forms of an entity that are compared, the most frequent first.
_FORMS = 5
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may be one.

    Attributes:
        entities: Whose they are.
        names: The form of each that is most like one of the other.
        likeness: From 0 to 1.
        gain: How much an answer would tell: the likeness, times the claims that hang on the lesser of both, in bits.
    """

    entities: tuple[Entity, Entity]
    names: tuple[str, str]
    likeness: float
    gain: float


def pairs(entities: Sequence[Entity], claims: Mapping[str, int]) -> list[Pair]:
    """Return pairs of names of one kind that are alike, of which both have claims, those that tell most first.

    Args:
        entities: The entities of a run.
        claims: Entity -> claims that hang on it.
    """
    told = [one for one in entities if claims.get(one.entity_id)]
    found = []
    for one, other in _near(told):
        likeness, names = _likest(one, other)
        if likeness >= _LIKE:
            gain = likeness / 100 * math.log2(1 + min(claims[one.entity_id], claims[other.entity_id]))
            found.append(Pair((one, other), names, likeness / 100, gain))
    return sorted(found, key=lambda pair: (-pair.gain, -pair.likeness, pair.names))


def _near(entities: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Yield pairs that share a word, or two letters of a script without words, that few names have."""
    held: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(entities):
        for part in {part for form in _forms(one) for part in _parts(form)}:
            held[one.kind, part].append(at)
    seen = {pair for places in held.values() if len(places) <= _COMMON for pair in combinations(places, 2)}
    yield from ((entities[one], entities[other]) for one, other in sorted(seen))


def _forms(one: Entity) -> list[str]:
    ranked = sorted(one.names, key=lambda form: (-form.count, form.text))
    return [form.text for form in ranked[:_FORMS]] or [one.name]


def _parts(name: str) -> set[str]:
    words = _words(name)
    return {part for word in words for part in ([word] if word.isascii() else [word[at : at + 2] for at in range(max(1, len(word) - 1))])}


def _words(name: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", name).casefold())


def _likest(one: Entity, other: Entity) -> tuple[float, tuple[str, str]]:
    """Return how alike two entities are called, and by which forms; spellings of one name, which nobody could part, are left out."""
    pairs = ((a, b) for a in _forms(one) for b in _forms(other) if "".join(_words(a)) != "".join(_words(b)))
    return max(((_likeness(*pair), pair) for pair in pairs), default=(0.0, ("", "")))


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are: letter by letter, or nearly wholly where the words of one are all in the other."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return 0.0
    within = set(a) <= set(b) or set(b) <= set(a)
    return max(fuzz.ratio(" ".join(a), " ".join(b)), _WITHIN if within else 0.0)

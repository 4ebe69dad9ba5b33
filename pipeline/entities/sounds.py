"""Names by their sound, across scripts.

In: folded names. Out: keys under which names that may sound the same meet, and whether they do. Never: a join.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import phonetics
from pipeline.entities.name_forms import PERSON, Form

#: A single word of an organisation is heard across scripts at this likeness.
_CERTAIN = 0.95


def consonants(given: str) -> str:
    """Return the consonants of a given name, double ones once."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", given))


def sound_keys(form: Form) -> set[str]:
    """Return coarse keys of a whole name: of a person's first and last part, of an organisation's parts run together."""
    parts = phonetics.parts(" ".join(form.tokens))
    if not parts:
        return set()
    if form.kind == PERSON:
        # Of the first name two consonants will do: a name has a handful of keys, not a hundred.
        return {f"{first[:2]}|{last}" for first in phonetics.keys(parts[0]) for last in phonetics.keys(parts[-1])}
    found = {""}
    for part in parts:
        joined = {re.sub(r"(.)\1+", r"\1", key + more) for key in found for more in phonetics.keys(part) or ("",)}
        found = set(sorted(joined)[:16])
    return found


def is_reading(heard: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether a family name and a given name are read as two Latin words, in either order."""
    return any(phonetics.same(heard[0], family) and phonetics.same(heard[1], given) for family, given in (tokens, tokens[::-1]))


def same_sound(form: Form, other: Form) -> bool:
    """Whether two names in different scripts sound the same: all parts of a person's, the whole of an organisation's."""
    if form.kind == PERSON:
        last = (other.tokens[0], other.tokens[-1]) if len(form.tokens) == 2 else other.tokens
        return phonetics.alike(" ".join(form.tokens), " ".join(last))
    if not phonetics.alike(" ".join(form.tokens), " ".join(other.tokens)):
        return False
    return len(other.tokens) > 1 or phonetics.same(form.key, other.key, _CERTAIN)

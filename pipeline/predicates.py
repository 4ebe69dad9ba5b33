"""What kinds of questions predicates ask.

In: `rules/slots.toml` and `rules/measures.toml`. Out: the rule of each predicate, and one name for the words of a measure. Never: claims.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.errors import ConfigError

KINDS = frozenset({"state", "flow", "event", "once"})
ANSWERS = frozenset({"number", "object", "place", "date"})


@dataclass(frozen=True, slots=True)
class Rule:
    """How the claims of a predicate are put into slots.

    Attributes:
        kind: state, flow, event or once.
        answer: What claims are compared on: number, object, place or date.
        several: Whether more than one answer can be right at a time.
        dated_by: Predicate whose answer dates this one, where no claim does.
        confused_with: Predicate whose figure of the object (else the subject) is at times told under this one's name.
        so_far: Whether it is a sum up to the time of telling, so that its article dates a claim that nothing else dates.
    """

    kind: str = "state"
    answer: str = "number"
    several: bool = False
    dated_by: str | None = None
    so_far: bool = False
    confused_with: str | None = None


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rules of `rules/slots.toml`.

    Raises:
        ConfigError: The file has an unknown key or value.
    """
    found = {}
    for name, block in tomllib.loads(files("pipeline.rules").joinpath("slots.toml").read_text("utf-8")).items():
        if set(block) - {"kind", "answer", "several", "dated_by", "so_far", "confused_with"}:
            raise ConfigError(f"rules/slots.toml: [{name}] has an unknown key")
        rule = Rule(**block)
        if rule.kind not in KINDS or rule.answer not in ANSWERS:
            raise ConfigError(f"rules/slots.toml: [{name}] has an unknown kind or answer")
        found[name] = rule
    return found


@cache
def _measures() -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    """Return the measures of `rules/measures.toml`: name, what its words look like, its units."""
    found = []
    for name, block in tomllib.loads(files("pipeline.rules").joinpath("measures.toml").read_text("utf-8")).items():
        if set(block) != {"words", "units"}:
            raise ConfigError(f"rules/measures.toml: [{name}] needs words and units, and nothing else")
        forms = (rf"\b{re.escape(word)}s?\b" if word.isascii() else re.escape(word) for word in block["words"])
        found.append((name, re.compile("|".join(forms), re.IGNORECASE), frozenset(block["units"])))
    return tuple(found)


@lru_cache(maxsize=4096)
def measure(qualifier: str | None, unit: str | None) -> tuple[str | None, str | None]:
    """Return the name of a measure and of its unit; words that no block lists stand for themselves.

    Args:
        qualifier: What is measured, as the text names it.
        unit: The counted noun.
    """
    for name, words, units in _measures():
        if qualifier and (unit is None or unit in units) and words.search(qualifier):
            return name, name
    return qualifier, unit

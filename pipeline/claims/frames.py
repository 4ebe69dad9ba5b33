"""The frames of claims: which words state which predicate, and how firmly.

In: the predicates and rules/speech.toml. Out: frames and word lists of a language, compiled once. Never: texts or claims. Part of the room
of claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extractors.patterns import Sieve
from pipeline.errors import ConfigError
from pipeline.predicates import Frame, predicates
from pipeline.rules import toml

__all__ = ["Frame", "Words", "frames", "predicates", "speech", "triggered", "triggers", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists of one language, as compiled patterns by name."""

    language: str
    patterns: dict[str, re.Pattern[str]]

    def has(self, name: str, text: str) -> bool:
        """Whether a word of the list `name` stands in `text`."""
        pattern = self.patterns.get(name)
        return pattern is not None and pattern.search(text) is not None

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """Return the first word of the list `name` in `text`."""
        pattern = self.patterns.get(name)
        return None if pattern is None else pattern.search(text)


@cache
def frames(language: str) -> tuple[Frame, ...]:
    """Return the frames of a language, by predicate.

    Args:
        language: First part of a BCP 47 tag.
    """
    return tuple(frame for one in predicates().values() for frame in one.frame if frame.language == language)


@cache
def triggers(language: str) -> tuple[tuple[Frame, re.Pattern[str]], ...]:
    """Return the frames of a language, each with what its words look like in a sentence of it.

    Args:
        language: First part of a BCP 47 tag.
    """
    return tuple((frame, _compile(frame.words.pattern, language, joined=frame.shape == "place")) for frame in frames(language))


@cache
def _sieve(language: str) -> Sieve:
    """Return what tells which frames of a language a sentence may hold."""
    return Sieve([pattern for _, pattern in triggers(language)])


def triggered(low: str, language: str) -> list[tuple[Frame, re.Pattern[str]]]:
    """Return of the frames of a language those whose words may stand in a sentence, each with what its words look like.

    Args:
        low: The sentence, in lower case.
        language: First part of a BCP 47 tag.
    """
    held = triggers(language)
    return [held[at] for at in _sieve(language).passing(low)]


@cache
def words(language: str) -> Words:
    """Return the word lists of a language: what shows modality, attribution, negation, and what stands for a name.

    Args:
        language: First part of a BCP 47 tag.
    """
    return speech().get(language, Words(language, {}))


@cache
def speech() -> Mapping[str, Words]:
    """Return the word lists of all languages.

    Raises:
        ConfigError: `rules/speech.toml` is no table of lists of regular expressions.
    """
    found = {}
    for language, lists in toml("speech.toml").items():
        patterns = {}
        for name, entries in lists.items() if isinstance(lists, dict) else [("", None)]:
            place = f"rules/speech.toml: {language}: {name}"
            if not isinstance(entries, list) or not entries or not all(isinstance(entry, str) and entry for entry in entries):
                raise ConfigError(f"{place}: a list of regular expressions is wanted")
            if len(set(entries)) < len(entries):
                raise ConfigError(f"{place}: {next(entry for entry in entries if entries.count(entry) > 1)!r} stands there twice")
            try:
                patterns[name] = _compile("|".join(entries), language)
            except (re.error, RecursionError) as error:
                raise ConfigError(f"{place}: no regular expression: {error}") from None
        found[language] = Words(language, patterns)
    return found


def _compile(expression: str, language: str, *, joined: bool = False) -> re.Pattern[str]:
    if language == "en":
        expression = rf"(?<![\w{'' if joined else '-'}])(?:{expression})(?!\w)"
    return re.compile(expression, re.IGNORECASE)

"""The frames of claims: which words state which predicate, and where its figure and its parties stand.

In: rules/predicates.toml and rules/speech.toml. Out: predicates, frames and word lists, checked and compiled once. Never: texts or
claims. Part of the room of claims.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Frame", "Predicate", "Words", "columns", "frames", "predicates", "words"]

_SHAPES = frozenset({"noun", "verb", "phrase", "title", "place"})
_LANGUAGES = frozenset({"en", "ja", "ko"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """What may be said of an organisation.

    Attributes:
        name: Its name, as it stands in the table of claims.
        takes: Labels of the mention that carries its value; PLACE is read from the text.
        object: `organisation`, `person` or `none`.
        kind: `deal`, `flow`, `state` or `event`; what is only planned of a deal is discussed, of a flow forecast.
    """

    name: str
    takes: tuple[str, ...]
    object: str
    kind: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to state a predicate; the fields are explained at the top of predicates.toml."""

    rule: str
    predicate: str
    language: str
    shape: str
    words: re.Pattern[str]
    before: int = 0
    after: int = 0
    link: re.Pattern[str] | None = None
    tail: re.Pattern[str] | None = None
    not_words: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    needs_not: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None
    needs_object: re.Pattern[str] | None = None
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    qualifier: tuple[str, ...] = ()
    sign: int = 1
    bonus: float = 0.0
    joint: bool = False
    event: bool = False
    labels: tuple[str, ...] = ()


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
def predicates() -> dict[str, Predicate]:
    """Return the predicates by name."""
    found: dict[str, Predicate] = {}
    for name, row in _read("predicates.toml")["predicate"].items():
        _known(name, row, {"takes", "object", "kind", "note"})
        found[name] = Predicate(name, tuple(row["takes"]), row["object"], row["kind"])
    return found


@cache
def frames(language: str) -> tuple[Frame, ...]:
    """Return the frames of a language, in the order of the file.

    Args:
        language: First part of a BCP 47 tag.

    Raises:
        ValueError: A frame in the file is not as described there.
    """
    found: list[Frame] = []
    seen: set[str] = set()
    for row in _read("predicates.toml")["frame"]:
        frame = _frame(row)
        if frame.rule in seen:
            raise ValueError(f"two frames are called {frame.rule}")
        seen.add(frame.rule)
        if frame.language == language:
            found.append(frame)
    return tuple(found)


@cache
def words(language: str) -> Words:
    """Return the word lists of a language: what shows modality, attribution, negation, and what stands for a name.

    Args:
        language: First part of a BCP 47 tag.
    """
    lists = _read("speech.toml").get(language, {})
    return Words(language, {name: _compile("|".join(entries), language) for name, entries in lists.items()})


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["words"], re.IGNORECASE)) for row in _read("predicates.toml")["column"])


def columns(header: str) -> str | None:
    """Return what a table's header, or the label beside a value, says of its cell.

    Args:
        header: Its text.

    Returns:
        The role of the first column block whose words stand in it, or None.
    """
    return next((role for role, pattern in _columns() if pattern.search(header)), None)


def _frame(row: dict[str, Any]) -> Frame:
    values = dict(row)
    values.pop("note", None)
    shape = values.pop("as")
    language = values["language"]
    if shape not in _SHAPES or language not in _LANGUAGES or values["predicate"] not in predicates():
        raise ValueError(f"{values['rule']}: {shape}, {language} or {values['predicate']} is not known")
    for key in ("link", "tail", "not_words", "needs", "needs_not", "near", "needs_object"):
        if key in values:
            values[key] = re.compile(values[key], re.IGNORECASE)
    values["words"] = _compile(values["words"], language, joined=shape == "place")
    for key in ("subject", "object", "qualifier", "labels"):
        if key in values:
            values[key] = tuple(values[key])
    _known(values["rule"], values, set(Frame.__dataclass_fields__))
    return Frame(shape=shape, **values)


def _compile(expression: str, language: str, *, joined: bool = False) -> re.Pattern[str]:
    if language == "en":
        expression = rf"(?<![\w{'' if joined else '-'}])(?:{expression})(?!\w)"
    return re.compile(expression, re.IGNORECASE)


def _known(name: str, row: dict[str, Any], keys: set[str]) -> None:
    unknown = sorted(set(row) - keys)
    if unknown:
        raise ValueError(f"{name} has unknown keys: {', '.join(unknown)}")


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pipeline.rules") / name).read_text(encoding="utf-8"))

"""The English of what a Japanese or Korean text calls a thing: nouns that are known, in a row.

In: a name; `rules/parts.toml`, `rules/nouns.toml`, `rules/concepts.toml`. Out: its English, or nothing where the nouns known do not
cover it whole. Never: a choice; half of a name. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pipeline.claims.cues import concepts
from pipeline.errors import ConfigError
from pipeline.rules import toml

__all__ = ["LONGEST", "check", "in_english", "nouns"]

#: Longer than the name of any part.
LONGEST = 40
_AND, _NON = "and", "non-"
#: Letters that are told as they are: "HBM" of HBM検査装置.
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ0-9０-９][\w&+.-]*", re.ASCII)


class _Words(NamedTuple):
    """Words of a language: their English, those that only end a name, what joins two, is silent, makes an opposite, ends none."""

    known: Mapping[str, str]
    ends: Mapping[str, str]
    joints: tuple[str, ...]
    silent: tuple[str, ...]
    opposite: str
    before: frozenset[str]


@cache
def _words(language: str, all_nouns: bool) -> _Words:
    """Return the words of a language: those for parts of a company, and with `all_nouns` all others.

    Raises:
        ConfigError: A word stands under two names, or an entry has an unknown key.
    """
    rules: dict[str, Any] = toml("parts.toml")
    known = _named("parts.toml", rules["part"], language)
    silent, ends, before = list(rules["silent"][language]), dict[str, str](), frozenset[str]()
    if all_nouns:
        more: dict[str, Any] = toml("nouns.toml")
        silent += [word for word in more["silent"][language] if word not in silent]
        ends, before = _named("nouns.toml", more["noun"], language), frozenset(row["name"] for row in more["noun"] if row.get("before"))
        if twice := ends.keys() & known.keys():
            raise ConfigError(f"rules/parts.toml: {min(twice)!r} is {known[min(twice)]}, and {ends[min(twice)]} in rules/nouns.toml")
        known |= {word: name for word, name in ends.items() if len(word) > 1}
        for row in concepts()["measure"]:
            known |= {word: row["name"] for word in row.get(language, ()) if len(word) > 2 and word not in known}
    alone = {word: name for word, name in ends.items() if len(word) == 1}
    return _Words(known, alone, tuple(rules["joint"][language]), tuple(silent), rules["opposite"][language], before)


def _named(file: str, rows: Sequence[Mapping[str, Any]], language: str) -> dict[str, str]:
    """Return the words of a language in the rows of a file, with their English."""
    found = dict[str, str]()
    for row in rows:
        if unknown := set(row) - {"name", "region", "before", "ja", "ko", "note", "source"}:
            raise ConfigError(f"rules/{file}: {row.get('name')}: unknown keys {sorted(unknown)}")
        for word in row.get(language, ()):
            if found.setdefault(word, row["name"]) != row["name"]:
                raise ConfigError(f"rules/{file}: {word!r} is {found[word]} and {row['name']}")
    return found


def nouns() -> None:
    """Read the nouns that names are made of.

    Raises:
        ConfigError: A word stands under two names, or an entry has an unknown key.
    """
    rules: dict[str, Any] = toml("nouns.toml")
    for language in ("ja", "ko"):
        _named("nouns.toml", rules["noun"], language)
        assert rules["silent"][language]


def check() -> None:
    """Read the words for parts of a company, and that no noun is one of them.

    Raises:
        ConfigError: A word stands under two names, or an entry has an unknown key.
    """
    for language in ("ja", "ko"):
        _words(language, all_nouns=True)


@lru_cache(maxsize=2048)
def in_english(name: str, language: str, all_nouns: bool = True) -> str | None:
    """Return the English of a name in Japanese or Korean, None where the words known do not cover it whole.

    Args:
        name: The name: 自動車部品, 食品・飲料事業, 事務所移転費用.
        language: Language of the line: en, ja or ko.
        all_nouns: Whether any noun may stand in it; without, only what companies are parted into.
    """
    if language == "en" or len(name) > LONGEST:
        return None
    words = _words(language, all_nouns)
    ways: dict[int, tuple[str, ...]] = {0: ()}  # how far the name is told -> the fewest words that tell it
    for at in range(len(name)):
        if at not in ways:
            continue
        told = ways[at]
        for end, word in _steps(name, at, words, bool(told), all_nouns):
            way = (*told, _AND, word) if word == "other" and told and told[-1] != _AND else (*told, word) if word else told
            if end not in ways or len(way) < len(ways[end]):
                ways[end] = way
    found = ways.get(len(name), ())
    if not found or found[-1] in (_AND, _NON, *words.before) or all(_LATIN.fullmatch(word) and word in name for word in found):
        return None
    return " ".join(found).replace(f"{_NON} ", _NON)


def _steps(name: str, at: int, words: _Words, inside: bool, all_nouns: bool) -> Iterator[tuple[int, str]]:
    """Return how far each word goes that stands at a place of a name, with its English."""
    for end in range(at + 1, len(name) + 1):
        if (word := words.known.get(name[at:end])) is not None:
            yield end, word
    if all_nouns and (letters := _LATIN.match(name, at)) is not None and letters.group() not in words.known:
        yield letters.end(), letters.group()
    if inside and at == len(name) - 1 and name[at] in words.ends:
        yield len(name), words.ends[name[at]]
    silent = [(word, "") for word in (*words.silent, " ")]
    for link, word in [*silent, *((joint, _AND) for joint in words.joints)] if inside else [(words.opposite, _NON)]:
        if name.startswith(link, at):
            yield at + len(link), word

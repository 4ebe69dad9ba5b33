"""Reads a language's `lexicon.toml` and `names.toml` and checks it: unknown keys, wrong types and duplicates stop the run before it starts.

In: a language. Out: typed entries, and a digest of the file. Never: a default for what the file leaves unclear.
"""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_type_hints

Entry = TypeVar("Entry")


class LexiconError(ValueError):
    """A lexicon file that cannot be used; says which file, section and entry."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A word that multiplies the number before it (`million`, `億`)."""

    text: str
    value: Decimal
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number written as a word or a sign (`thirteen`, `七`, `일곱`)."""

    text: str
    value: Decimal
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A word that ranks (`third`)."""

    text: str
    value: Decimal
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The name of a fraction, by what it divides (`quarter`: 4)."""

    text: str
    value: Decimal
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Suffix:
    """A scale that is written after digits only (`K`, `bn`); `beside` is what has to stand by the number for it to be read so."""

    text: str
    value: Decimal
    beside: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plural:
    """A scale that counts by itself and leaves open how many (`millions`)."""

    text: str
    value: Decimal
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Vague:
    """A digit that the text leaves open (`数` in 数十万, `several`)."""

    text: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Excess:
    """A word inside a number that makes it somewhat more (`余` in 10余万)."""

    text: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Minus:
    """A word for the minus sign."""

    text: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A word or sign for the decimal point between spelled digits."""

    text: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CurrencyWord:
    """What this language calls a currency beyond its name in currencies.toml; no code where the word names several.

    `unless` lists the letters before which the word is the start of another (`元` before `年`).
    """

    text: str
    code: str = ""
    unless: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign or word of a currency that stands before the figure; no code where it stands for several."""

    text: str
    code: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Minor:
    """A hundredth of a currency (`cent`, `セント`); no code where the word names several."""

    text: str
    code: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PercentWord:
    """A word or sign after a number that makes it a percentage; `factor` percent each (`割` 10, `basis points` 0.01)."""

    text: str
    factor: Decimal
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that says how a figure stands to the true one.

    Attributes:
        text: The word, or words with one space between.
        relation: A value of `Relation`.
        side: `before` or `after` the figure and part of its mention, or `verb`: follows it and stays outside.
        unless: Letters before which the word is the start of another (`強` before `化`).
    """

    text: str
    relation: str
    side: str
    unless: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """What a number counts, written right after it (`人`, `kg`).

    Attributes:
        text: The word or symbol; case counts.
        unit: The counted noun in the singular, in English.
        digits: Whether it counts after digits only, because the word means something else after `一`.
        unless: Letters before which the word is the start of another.
    """

    text: str
    unit: str
    digits: bool = False
    unless: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Power:
    """A word before a unit of length that makes it one of area or volume (`平方`: 2, `cubic`: 3)."""

    text: str
    power: int
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """A plural that no rule makes (`people`), with its singular."""

    text: str
    unit: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Words that a counted noun phrase does not run over: articles, prepositions, verbs."""

    text: tuple[str, ...]
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Words after which a number is a name, not a count (`Chapter 3`, `Series 7`)."""

    text: tuple[str, ...]
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that decide a reading; the grammar that asks names the kind."""

    kind: str
    text: tuple[str, ...]
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Homonym:
    """Names and codes of currencies that are other words as well.

    They are read as money beside a scale or a grouped figure only ("COP 28" is a conference), or `never` by themselves.
    """

    text: tuple[str, ...]
    never: bool = False
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """What stands between the two ends of a range.

    Attributes:
        text: The word or sign.
        opening: What has to stand before the first end (`between` for `and`).
        change: Whether it speaks of a change, not a range, where the first end has a unit of its own (`10億円から15億円`).
    """

    text: str
    opening: str = ""
    change: bool = False
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency of ISO 4217 with its signs; its names are in the folders of the languages.

    Attributes:
        code: ISO 4217 code.
        tender: Whether it is legal tender somewhere today.
        signs: Signs that may stand for it.
        dollar: Whether a dollar sign may stand for it where it is tender, so that its code with one says it (`MXN$`).
        points: Whether points part thousands wherever it is tender (`Rp 300.000`).
        whole: Whether cash is counted in whole units only.

    Source: Unicode CLDR, by docs/data/currencies.py.
    """

    code: str
    tender: bool
    signs: tuple[str, ...] = ()
    dollar: bool = False
    points: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class DateWord:
    """A word of the calendar.

    Attributes:
        kind: What it is: `month`, `weekday`, `season`, `unit`, `deictic`, `feast`, `era`, ... ; each grammar says what it reads.
        value: What it says, as the kind wants it (`06` for June).
        text: Its written forms.
    """

    kind: str
    value: str
    text: tuple[str, ...]
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that play one part in finding names (`legal-form`, `title`, ...)."""

    role: str
    words: tuple[str, ...]
    note: str = ""
    source: str = ""


#: Section of the file -> type of its entries. A grammar that needs more words adds its type here.
SECTIONS: dict[str, type] = {
    "name_words": NameWords,
    "counter": Counter,
    "cue": Cue,
    "currency": CurrencyWord,
    "date": DateWord,
    "excess": Excess,
    "heading": Heading,
    "hedge": Hedge,
    "homonym": Homonym,
    "minor": Minor,
    "minus": Minus,
    "noun": Noun,
    "number": Number,
    "ordinal": Ordinal,
    "part": Part,
    "percent": PercentWord,
    "plural": Plural,
    "point": Point,
    "power": Power,
    "range": Range,
    "scale": Scale,
    "sign": Sign,
    "stop": Stop,
    "suffix": Suffix,
    "vague": Vague,
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language.

    Attributes:
        language: BCP 47 tag of the folder.
        digest: SHA-256 of its files, hexadecimal.
        entries: Entries by their type.
    """

    language: str
    digest: str
    entries: dict[type, tuple[Any, ...]]

    def of(self, kind: type[Entry]) -> tuple[Entry, ...]:
        """Return the entries of one type, in the order of the file."""
        return self.entries.get(kind, ())


@cache
def load(language: str) -> Lexicon:
    """Read the lexicon of a language.

    Raises:
        LexiconError: The file is missing, or has an unknown section or key, a wrong type, or an entry twice.
    """
    entries: dict[type, tuple[Any, ...]] = {}
    digest = sha256()
    for name in ("language.toml", "currencies.toml", "furniture.toml"):
        path = Path(__file__).parent / language / name
        digest.update(path.read_bytes() if path.is_file() else b"")
    for name in (f"{language}/lexicon.toml", f"{language}/names.toml"):
        data, content = _file(name)
        digest.update(data)
        for section, rows in content.items():
            if section not in SECTIONS:
                raise LexiconError(f"{name}: no section is called {section!r}; known are {', '.join(sorted(SECTIONS))}")
            entries[SECTIONS[section]] = _section(f"{name} [[{section}]]", SECTIONS[section], rows)
    return Lexicon(language, digest.hexdigest(), entries)


@cache
def currencies() -> tuple[Currency, ...]:
    """Return the currencies of ISO 4217, in the order of their codes.

    Raises:
        LexiconError: The file is missing or spoilt.
    """
    _, content = _file("currencies.toml")
    return _section("currencies.toml [[currency]]", Currency, content.get("currency"))


@cache
def currency_names(language: str) -> dict[str, tuple[str, ...]]:
    """Return what a language calls the currencies, by their codes; nothing where its folder leaves that to its lexicon.

    Raises:
        LexiconError: The file is spoilt, or names a currency that there is not.
    """
    name = f"{language}/currencies.toml"
    if not (Path(__file__).parent / name).is_file():
        return {}
    _, content = _file(name)
    if unknown := content.keys() - {currency.code for currency in currencies()}:
        raise LexiconError(f"{name}: no currency has the code {', '.join(sorted(unknown))}")
    return {code: _typed(f"{name} {code}", tuple[str, ...], names) for code, names in content.items()}


def record(name: str, kind: type[Entry], **known: Any) -> Entry:
    """Read a file that holds one record.

    Args:
        name: The file, from the folder of this module.
        kind: Dataclass whose fields are the keys of the file.
        known: Fields that the file does not say.

    Raises:
        LexiconError: The file is missing, or has an unknown, missing or mistyped key.
    """
    _, content = _file(name)
    if said := content.keys() & known.keys():
        raise LexiconError(f"{name}: unknown {', '.join(sorted(said))}")
    return _made(name, kind, {**content, **known})


def _file(name: str) -> tuple[bytes, dict[str, Any]]:
    try:
        data = (Path(__file__).parent / name).read_bytes()
        return data, tomllib.loads(data.decode("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{name}: {error}") from error


def _section(place: str, kind: type, rows: Any) -> tuple[Any, ...]:
    if not isinstance(rows, list):
        raise LexiconError(f"{place}: write a section as [[{place}]] tables")
    made: list[Any] = []
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        said = next((row[key] for key in ("text", "role") if key in row), row) if isinstance(row, dict) else row
        entry: Any = _made(f"{place} {said!r}", kind, row)
        key = tuple(getattr(entry, field.name) for field in fields(kind) if field.name not in ("note", "source"))
        if key in seen:
            raise LexiconError(f"{place} {said!r}: stands there twice")
        seen.add(key)
        made.append(entry)
    return tuple(made)


def _made(place: str, kind: type[Entry], row: Any) -> Entry:
    """Make a record of a table of a file, each key of which is a field."""
    if not isinstance(row, dict):
        raise LexiconError(f"{place}: is no table")
    hints = get_type_hints(kind)
    listed = fields(cast(Any, kind))
    required = {field.name for field in listed if field.default is MISSING and field.default_factory is MISSING}
    if unknown := row.keys() - hints.keys():
        raise LexiconError(f"{place}: unknown {', '.join(sorted(unknown))}")
    if missing := required - row.keys():
        raise LexiconError(f"{place}: {', '.join(sorted(missing))} missing")
    return kind(**{key: _typed(f"{place} {key}", hints[key], value) for key, value in row.items()})


def _typed(place: str, hint: Any, value: Any) -> Any:
    if hint is Decimal and isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        return Decimal(value)
    if hint == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        if twice := sorted({item for item in value if value.count(item) > 1}):
            raise LexiconError(f"{place}: {twice[0]!r} stands there twice")
        return tuple(value)
    if value is not None and type(value) in (hint, *get_args(hint)):
        return value
    raise LexiconError(f"{place}: {value!r} is not of the right type")


@cache
def name_words(language: str, role: str) -> frozenset[str]:
    """Return the words of a language that play a part in finding names."""
    return frozenset(word for entry in load(language).of(NameWords) if entry.role == role for word in entry.words)

"""Reads a language's `lexicon.toml` and `names.toml` and checks it: unknown keys, wrong types and duplicates stop the run before it starts.

In: a language. Out: typed entries, and a digest of the file. Never: a default for what the file leaves unclear.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
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
class Word:
    """A word or sign that says all by its section (`vague`, `minus`, `point`, ...)."""

    text: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A word that says a number.

    Attributes:
        text: The word.
        value: What it says: of a number or an ordinal the number, of a scale what it multiplies by, of a part what it divides by
            (`quarter`: 4), of a percentage or a rate how many per cent each (`basis points`: 0.01), of a power the exponent (`cubic`: 3).
        beside: What has to stand by the number for a suffix to be read so.
        unless: Letters before which the word is the start of another (`할` before `당`).
    """

    text: str
    value: Decimal
    beside: str = ""
    note: str = ""
    source: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """A word or sign of money beyond the names in currencies.toml.

    Attributes:
        text: The word or sign.
        code: ISO 4217 code; none where it stands for several.
        unless: Letters before which the word is the start of another (`元` before `年`).
    """

    text: str
    code: str = ""
    unless: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class LocalSign:
    """A sign of money that stands for several, and what a text names where it means one of them.

    Attributes:
        text: The sign.
        code: ISO 4217 code of the one.
        near: Words that speak of its country or its name.
    """

    text: str
    code: str
    near: tuple[str, ...]
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
    """What a number counts, written right after it (`人`, `kg`), or a plural that no rule makes (`people`).

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
class Phrases:
    """Words that say all by their section (`stop`, `heading`, `homonym`).

    Attributes:
        text: The words.
        never: Whether homonyms are never money by themselves, also beside a scale.
    """

    text: tuple[str, ...]
    never: bool = False
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
class Range:
    """What stands between the two ends of a range.

    Attributes:
        text: The word or sign.
        opening: What has to stand before the first end (`between` for `and`).
        change: Whether it speaks of a change, not a range, where the first end has a unit of its own (`10億円から15億円`).
        near: How often the second end may be the first where they are two guesses at one figure (`20 or 30 people`); a list otherwise.
        next: Whether the second end has to be the number after the first (`5、6社`).
    """

    text: str
    opening: str = ""
    change: bool = False
    near: Decimal = Decimal(0)
    next: bool = False
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


#: Section of the file -> type of its entries, and those of its keys that the section may leave out. A grammar that needs more words adds
#: its section here.
SECTIONS: dict[str, tuple[type, tuple[str, ...]]] = {
    "name_words": (NameWords, ()),
    # what a number counts, written right after it, and plurals that no rule makes
    "counter": (Counter, ("digits", "unless")),
    "noun": (Counter, ()),
    # the scale of a measure, written before its figure (섭씨 20.3)
    "counter_before": (Counter, ()),
    "prefix": (Counter, ()),
    # words before a unit of length that make it one of area or volume
    "power": (Value, ()),
    # words that decide a reading; the grammar that asks names the kind
    "cue": (Cue, ()),
    "date": (DateWord, ()),
    "hedge": (Hedge, ("unless",)),
    "range": (Range, ("opening", "change", "near", "next")),
    # words that a counted noun phrase does not run over; words after which a number is a name (`Chapter 3`)
    "stop": (Phrases, ()),
    "heading": (Phrases, ()),
    # names and codes of currencies that are other words as well: money beside a scale or a grouped figure only ("COP 28" is none)
    "homonym": (Phrases, ("never",)),
    # what a language calls a currency; signs before the figure; hundredths
    "currency": (Money, ("code", "unless")),
    "sign": (Money, ("code",)),
    "minor": (Money, ("code",)),
    "local_sign": (LocalSign, ()),
    "percent": (Value, ()),
    # units of a rate, each a tenth of the one before (3割4分5厘)
    "rate": (Value, ("unless",)),
    # numbers: words, scales that multiply, scales after digits only (`bn`), scales that count by themselves (`millions`), ranks, fractions
    "number": (Value, ()),
    "scale": (Value, ()),
    "suffix": (Value, ("beside",)),
    "plural": (Value, ()),
    "ordinal": (Value, ()),
    "part": (Value, ()),
    # two digits in one word, the number lies between (`두세`: 23 in digits, two or three)
    "spread": (Value, ()),
    # a digit left open (`数`), somewhat more (`余`), the minus sign, the decimal point
    "vague": (Word, ()),
    "excess": (Word, ()),
    "minus": (Word, ()),
    "point": (Word, ()),
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language.

    Attributes:
        language: BCP 47 tag of the folder.
        digest: SHA-256 of its files, hexadecimal.
        entries: Entries by their section.
    """

    language: str
    digest: str
    entries: dict[str, tuple[Any, ...]]

    def of(self, kind: type[Entry], section: str = "") -> tuple[Entry, ...]:
        """Return the entries of a section, in the order of the file.

        Args:
            kind: Type of its entries.
            section: Its name; not needed where one section alone has entries of the type.
        """
        named = [name for name, (made, _) in SECTIONS.items() if made is kind and section in ("", name)]
        if len(named) != 1:
            raise LexiconError(f"{section or kind.__name__}: names no one section of entries of the type {kind.__name__}")
        return self.entries.get(named[0], ())

    def values(self, section: str) -> dict[str, Decimal]:
        """Return what the words of a section say, by the word in lower case."""
        return {entry.text.lower(): entry.value for entry in self.of(Value, section)}

    def cue(self, kind: str) -> tuple[str, ...]:
        """Return the words of a kind of cue."""
        return next((entry.text for entry in self.of(Cue) if entry.kind == kind), ())

    def words(self, section: str) -> tuple[str, ...]:
        """Return the words of a section, in the order of the file."""
        return tuple(entry.text for entry in self.of(Word, section))


@cache
def load(language: str) -> Lexicon:
    """Read the lexicon of a language.

    Raises:
        LexiconError: The file is missing, or has an unknown section or key, a wrong type, or an entry twice.
    """
    entries: dict[str, tuple[Any, ...]] = {}
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
            entries[section] = _section(f"{name} [[{section}]]", *SECTIONS[section], rows)
    return Lexicon(language, digest.hexdigest(), entries)


@cache
def currencies() -> tuple[Currency, ...]:
    """Return the currencies of ISO 4217, in the order of their codes.

    Raises:
        LexiconError: The file is missing or spoilt.
    """
    _, content = _file("currencies.toml")
    return _section("currencies.toml [[currency]]", Currency, None, content.get("currency"))


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


def _section(place: str, kind: type, optional: Collection[str] | None, rows: Any) -> tuple[Any, ...]:
    if not isinstance(rows, list):
        raise LexiconError(f"{place}: write a section as [[{place}]] tables")
    made: list[Any] = []
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        said = next((row[key] for key in ("text", "role") if key in row), row) if isinstance(row, dict) else row
        entry: Any = _made(f"{place} {said!r}", kind, row, optional)
        key = tuple(getattr(entry, field.name) for field in fields(kind) if field.name not in ("note", "source"))
        if key in seen:
            raise LexiconError(f"{place} {said!r}: stands there twice")
        seen.add(key)
        made.append(entry)
    return tuple(made)


def _made(place: str, kind: type[Entry], row: Any, optional: Collection[str] | None = None) -> Entry:
    """Make a record of a table of a file, each key of which is a field; of those with a default only some where `optional` says so."""
    if not isinstance(row, dict):
        raise LexiconError(f"{place}: is no table")
    hints, required = _fields(cast(type, kind))
    known = hints.keys() if optional is None else {*required, *optional, "note", "source"}
    if unknown := row.keys() - known:
        raise LexiconError(f"{place}: unknown {', '.join(sorted(unknown))}")
    if missing := required - row.keys():
        raise LexiconError(f"{place}: {', '.join(sorted(missing))} missing")
    return kind(**{key: _typed(f"{place} {key}", hints[key], value) for key, value in row.items()})


@cache
def _fields(kind: type) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the types of a record's fields, and the fields without a default."""
    required = (field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING)
    return get_type_hints(kind), frozenset(required)


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

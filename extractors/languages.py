"""What a language is: one record each, filled from its folder; the only module that looks into one.

In: `extractors/<tag>/language.toml`, and what the modules of the folder offer. Out: frozen records. Never: a part of a language that its
folder does not have.

A folder is enough to add a language. Its words (`lexicon.toml`, `names.toml`, `currencies.toml`) make numbers, money, shares and plain
dates; what data cannot say, a module of the folder does: `dates.py` offers `GRAMMAR`, `names.py` `NAMES` and `LENT`, `tagger.py` `TAGGER`
and `reading`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from extractors.lexicon import DateWord, Lexicon, load, record
from extractors.scripts import written_in

if TYPE_CHECKING:
    from extractors.name_votes import NameRules, NamesLent, Tagger

#: The folder of texts in no language that has one.
_UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a page says about itself and not about its subject, in lower case, each number a zero.

    Attributes:
        lines: A line that is one of these is furniture.
        starts: A short line that opens with one of these is.
        lists: Lines that open a list of other pages.
    """

    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language.

    Attributes:
        tag: BCP 47 tag, the name of the folder.
        name: What it is called in English.
        scripts: Scripts of its words, as `extractors/scripts.py` names them.
        spaced: Whether numbers, units and hedges are words between spaces; else they are written into the run of characters.
        numerals: Form of a number written out: `words`, `kanji`, `hangul`; empty where none is read.
        decimal: The sign before the decimals of a number.
        grouping: The signs, one or more, between groups of digits; a space may always stand there.
        guests: Languages whose dates, and whose words where they are `spaced`, stand in its texts, in the order in which they are asked.
        fiscal_start: First month of a fiscal year, also in a text translated from it; None where that differs from firm to firm.
        written_dates: How a date is written, where the folder has no grammar of its own (`extractors/plain_dates.py`).
        function_words: Its commonest words, where it shares a script with languages that do not have them.
        translated_from: Languages that its texts are asked to be translated from.
        also: Other codes that it goes by: those of ISO 639-2, and those that are often written for it.
        bare_scales: Whether a scale counts by itself (Korean 만 is 10,000), so that one alone in a cell is a sum and no unit.
    """

    tag: str
    name: str
    scripts: tuple[str, ...]
    spaced: bool
    numerals: str
    decimal: str
    grouping: str
    guests: tuple[str, ...] = ()
    fiscal_start: int | None = None
    written_dates: tuple[str, ...] = ()
    function_words: tuple[str, ...] = ()
    translated_from: tuple[str, ...] = ()
    bare_scales: bool = False
    also: tuple[str, ...] = ()

    @property
    def lexicon(self) -> Lexicon:
        """Its words; none for texts in no language that has a folder."""
        return load(self.tag) if self.tag != _UNKNOWN else Lexicon(self.tag, "", {})

    @property
    def lent(self) -> tuple[Lexicon, ...]:
        """The words of the guests that are written between spaces, and so stand in its texts as they are."""
        return tuple(guest.lexicon for guest in map(of, self.guests) if guest.spaced)

    @property
    def furniture(self) -> Furniture:
        """What a page says in it about itself; nothing where the folder does not tell."""
        return _furniture(self.tag)

    @property
    def has_dates(self) -> bool:
        """Whether its folder tells how its dates are read."""
        return bool(self.written_dates) or self.offered("dates", "GRAMMAR") is not None

    def offered(self, module: str, name: str) -> Any:
        """What a module of its folder offers under a name; None where the folder has no such module."""
        return _offered(self.tag, module, name)

    @property
    def names(self) -> NameRules | None:
        """Its rules for names, or None."""
        return cast("NameRules | None", _offered(self.tag, "names", "NAMES"))

    @property
    def names_lent(self) -> NamesLent:
        """What the first guest that has names of its own knows of them."""
        from extractors.name_votes import NamesLent

        lent = (_offered(guest, "names", "LENT") for guest in self.guests)
        return next((found for found in lent if found is not None), NamesLent())

    @property
    def tagger(self) -> Tagger | None:
        """Its tagger of names, or None."""
        return cast("Tagger | None", _offered(self.tag, "tagger", "TAGGER"))

    @property
    def reading(self) -> Callable[[str, bool], tuple[str, ...]] | None:
        """Says how a name is read aloud (and whether it is a person's), where its writing does not; None for the others."""
        return cast("Callable[[str, bool], tuple[str, ...]] | None", _offered(self.tag, "tagger", "reading"))


@cache
def tags() -> tuple[str, ...]:
    """Return the languages that have a folder, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in Path(__file__).parent.glob("*/lexicon.toml")))


def of(tag: str) -> Language:
    """Return the language of a text, or what is read of a text in a language without a folder.

    Args:
        tag: BCP 47 tag; its first part decides.

    Raises:
        LexiconError: `language.toml` is missing, or has an unknown, missing or mistyped key.
    """
    first = canonical(tag).partition("-")[0]
    return _read(first if first in tags() else _UNKNOWN)


@cache
def canonical(tag: str) -> str:
    """Return a tag as BCP 47 writes it: `en_US`, `EN-us`, `eng`, `en_GB.UTF-8` and `English` are English.

    Args:
        tag: A tag of a language, as files and locales write it.
    """
    first, *rest = tag.strip().partition(".")[0].replace("_", "-").split("-")
    other = {code: name for name in tags() for code in (*_read(name).also, _read(name).name.lower())}
    return "-".join((other.get(first.lower(), first.lower()), *rest))


def every() -> tuple[Language, ...]:
    """Return the languages that have a folder, in the order of their tags."""
    return tuple(map(of, tags()))


@cache
def of_script(script: str) -> Language | None:
    """Return the first language that is written in a script, or None."""
    return next((language for language in every() if script in language.scripts), None)


@cache
def months() -> dict[str, str]:
    """Return the names of the months in all languages, as they are written, with the two digits of each."""
    words = (word for language in every() for word in language.lexicon.of(DateWord) if word.kind == "month")
    return {form: word.value for word in words for form in word.text}


def guessed(text: str) -> Language:
    """Return the language that a text too short to tell is read in: the one that alone has its letters, else the one lent to all."""
    own = (language for language in every() if not language.spaced and written_in(language.scripts, text, 0, len(text)))
    return next(own, of(of(_UNKNOWN).guests[0]))


def lacking(tag: str) -> tuple[str, ...]:
    """Return what is not read of texts in a language, since no folder tells how; nothing for a language that is read whole."""
    language = of(tag)
    if language.tag != tag.partition("-")[0].lower():
        return "words of numbers", "dates", "names"
    return tuple(part for part, found in (("dates", language.has_dates), ("names", language.names)) if not found)


def origin(tag: str) -> Language | None:
    """Return the language that a text was translated from (`en-t-ko`, RFC 6497), or None."""
    source = tag.partition("-t-")[2]
    return of(source) if source else None


@cache
def _read(tag: str) -> Language:
    return record(f"{tag}/language.toml", Language, tag=tag)


@cache
def _furniture(tag: str) -> Furniture:
    name = f"{tag}/furniture.toml"
    return record(name, Furniture) if (Path(__file__).parent / name).is_file() else Furniture()


@cache
def _offered(tag: str, module: str, name: str) -> Any:
    """What a module of a language's folder offers under a name; None where the folder has no such module."""
    if not (Path(__file__).parent / tag / f"{module}.py").is_file():
        return None
    return getattr(import_module(f"extractors.{tag}.{module}"), name, None)

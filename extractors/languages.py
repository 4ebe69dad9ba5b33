"""What a language is: one record each, filled from its folder; the only module that looks into one.

In: `extractors/<tag>/language.toml`, and what the modules of the folder offer. Out: frozen records. Never: a part of a language that its
folder does not have.

A folder is enough to add a language. Its words (`lexicon.toml`, `names.toml`, `currencies.toml`) make numbers, money, shares and plain
dates; what data cannot say, a module of the folder does: `dates.py` offers `GRAMMAR`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from extractors.lexicon import Lexicon, load, record

if TYPE_CHECKING:
    from extractors.timex import Grammar

#: The folder of texts in no language that has one.
_UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class Language:
    """A language.

    Attributes:
        tag: BCP 47 tag, the name of the folder.
        scripts: Scripts of its words, as `extractors/scripts.py` names them.
        spaced: Whether numbers, units and hedges are words between spaces; else they are written into the run of characters.
        numerals: Form of a number written out: `words`, `kanji`, `hangul`; empty where none is read.
        decimal: The sign before the decimals of a number.
        grouping: The signs, one or more, between groups of digits; a space may always stand there.
        guests: Languages whose dates, and whose words where they are `spaced`, stand in its texts, in the order in which they are asked.
        fiscal_start: First month of a fiscal year, also in a text translated from it; None where that differs from firm to firm.
        bare_scales: Whether a scale counts by itself (Korean 만 is 10,000), so that one alone in a cell is a sum and no unit.
    """

    tag: str
    scripts: tuple[str, ...]
    spaced: bool
    numerals: str
    decimal: str
    grouping: str
    guests: tuple[str, ...] = ()
    fiscal_start: int | None = None
    bare_scales: bool = False

    @property
    def lexicon(self) -> Lexicon:
        """Its words; none for texts in no language that has a folder."""
        return load(self.tag) if self.tag != _UNKNOWN else Lexicon(self.tag, "", {})

    @property
    def lent(self) -> tuple[Lexicon, ...]:
        """The words of the guests that are written between spaces, and so stand in its texts as they are."""
        return tuple(guest.lexicon for guest in map(of, self.guests) if guest.spaced)

    @property
    def dates(self) -> Grammar | None:
        """The grammar of its dates, or None."""
        return cast("Grammar | None", _offered(self.tag, "dates", "GRAMMAR"))


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
    first = tag.partition("-")[0].lower()
    return _read(first if first in tags() else _UNKNOWN)


def origin(tag: str) -> Language | None:
    """Return the language that a text was translated from (`en-t-ko`, RFC 6497), or None."""
    source = tag.partition("-t-")[2]
    return of(source) if source else None


@cache
def _read(tag: str) -> Language:
    return record(f"{tag}/language.toml", Language, tag=tag)


@cache
def _offered(tag: str, module: str, name: str) -> Any:
    """What a module of a language's folder offers under a name; None where the folder has no such module."""
    if not (Path(__file__).parent / tag / f"{module}.py").is_file():
        return None
    return getattr(import_module(f"extractors.{tag}.{module}"), name)

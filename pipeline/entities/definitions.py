"""What a text says of its own names: "Meta Platforms (hereafter Meta)", "国防総省(DoD)", "Meta, formerly Facebook".

In: the names of a document in their places, and its text. Out: pairs of names that the text says are one. Never: a pair that only stands
close together: a bracket without a defining word counts only where the letters or the sound bear it out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors import phonetics
from pipeline.entities.name_forms import PERSON, Form, initials, words
from pipeline.records import Name

_OPEN = re.compile(r"\s*[(\[〔【]\s*(?P<words>[^()\[\]〔〕【】]{0,40}?)[\s\"'“”‘「『:,、]*\Z")
_CLOSE = re.compile(
    r"[\s\"'“”’」』]{0,3}(?:という。?|と略す|と略称|と呼ぶ|と表記|とする|から改称|に改称|이라|라)?[\s\"'”’」』]{0,3}[)\]〕】,、;]"
)
_PLAIN = re.compile(r"\s*,?\s+(?P<words>[a-z][a-z ]{2,30}?)\s+\Z")
_QUOTES = " \t\r\n\"'“”‘’「『」』:,、"
#: Longest text between two names that can define one by the other, in characters.
_GAP = 60
_TAIL = 12


@dataclass(frozen=True, slots=True)
class Use:
    """A name at its place.

    Attributes:
        mention: The mention.
        form: Its folded form.
        scope: What stands for the text of its document, so that copies of a document are one.
        article: Ordinal of its article in the document.
        language: BCP 47 tag of its passage.
        original: Id of the passage of which its own is a copy, or None.
    """

    mention: Name
    form: Form
    scope: str
    article: int
    language: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Definition:
    """Two names that a text says are one.

    Attributes:
        full: The full name.
        short: The other, a short form of it, or as full.
        alike: Whether both are full names: in two scripts, or one the former of the other.
        said: The words that say so; empty for a bare bracket.
    """

    full: Use
    short: Use
    alike: bool
    said: str


def find(uses: Sequence[Use], text: str) -> Iterator[Definition]:
    """Yield what a document says of its names.

    Args:
        uses: Its names.
        text: Its text.
    """
    listed = sorted(uses, key=lambda use: (use.mention.start, use.mention.end))
    by_id = {use.mention.mention_id: use for use in listed if use.mention.restates is None}
    for use in listed:
        whole = by_id.get(use.mention.restates or "")
        if whole is not None and whole.form.kind == use.form.kind and whole.form.key != use.form.key:
            yield Definition(whole, use, not _shortens(use.form, whole.form) and whole.form.script != use.form.script, "extractor")
    for first, second in pairwise(listed):
        if first.form.kind != second.form.kind or first.form.key == second.form.key or second.mention.restates is not None:
            continue
        gap = text[first.mention.end : second.mention.start]
        if 0 < len(gap) <= _GAP:
            yield from _defined(first, second, gap, text[second.mention.end : second.mention.end + _TAIL])


def _defined(first: Use, second: Use, gap: str, tail: str) -> Iterator[Definition]:
    lists = words()
    gap = unicodedata.normalize("NFKC", gap)
    bracket = _OPEN.match(gap)
    if bracket is not None and _CLOSE.match(unicodedata.normalize("NFKC", tail)):
        said = bracket["words"].strip(_QUOTES).casefold()
        if said and said not in lists.define:
            return
    else:
        plain = _PLAIN.match(gap)
        if plain is None or plain["words"] not in lists.open:
            return
        said = plain["words"]
    one, other = first.form, second.form
    if _shortens(other, one):
        yield Definition(first, second, False, said)
    elif _shortens(one, other):
        yield Definition(second, first, False, said)
    elif said:
        yield Definition(first, second, any(word in said for word in lists.renamed), said)
    elif one.script != other.script and _glosses(one, other):
        yield Definition(first, second, True, said)


def _shortens(short: Form, full: Form) -> bool:
    """Whether one name is a shorter form of another by its letters: an acronym, or some of its words."""
    if short.script == full.script and len(short.key) >= len(full.key):
        return False
    if short.kind == PERSON:
        return short.short and not full.short and short.key in (full.given, full.surname)
    acronym = short.acronym
    if acronym is not None:
        if acronym in initials(full):
            return True
        if full.script == "latin":
            # MS for Microsoft: its letters, in order, from the first.
            written = full.text.casefold()
            letters = iter(written)
            if short.text.isupper() and len(acronym) <= 5 and written[0] == acronym[0] and all(letter in letters for letter in acronym):
                return True
        else:
            return True
    if full.script == "latin":
        return len(short.tokens) < len(full.tokens) and full.tokens[: len(short.tokens)] == short.tokens
    return full.key.startswith(short.key)


def _glosses(one: Form, other: Form) -> bool:
    """Whether a bracket holds the same name in another script: by its sound, or, where it is in Chinese characters, by meaning."""
    scripts = {one.script, other.script}
    if "han" in scripts or scripts == {"other", "latin"}:
        return "latin" in scripts
    return phonetics.alike(" ".join(one.tokens), " ".join(other.tokens)) or (
        one.kind == PERSON and phonetics.alike(one.surname, other.surname)
    )

"""Names brought to a form in which spellings of one name are equal: case, width, spaces, legal forms, titles.

In: a name as it stands in a text, and whether it is an organisation's or a person's. Out: its folded form. Never: a guess that two
different names are one; `resolve` decides that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

from extractors import phonetics
from extractors.line_breaks import in_words
from pipeline.rules import build, toml

ORGANISATION = "organisation"
PERSON = "person"

_APOSTROPHES = str.maketrans("’‘ʼ`´′＇", "'''''''")
_POSSESSIVE = re.compile(r"(?<=\w)'s$|(?<=s)'$")
_DOTTED = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]\.){2,}(?![A-Za-z])|(?<![A-Za-z])(?:[A-Za-z]\.)+[A-Za-z](?![A-Za-z])")
#: Initials that points part.
_INITIALS = re.compile(r"[A-Z]\.(?:[- ]?[A-Z]\.)+")
_GAPS = re.compile(r"[^\w&+]+|_+")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,5}[A-Z]|[A-Z]{2,6}")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `rules/linking.toml`."""

    legal: frozenset[str]
    legal_cjk: tuple[str, ...]
    descriptors: frozenset[str]
    descriptors_cjk: tuple[str, ...]
    part: frozenset[str]
    trade: frozenset[str]
    fund: frozenset[str]
    holder: frozenset[str]
    endings: dict[str, str]
    general: frozenset[str]
    countries: tuple[str, ...]
    kinds: tuple[str, ...]
    define: frozenset[str]
    open: frozenset[str]
    renamed: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str]
    titles: tuple[str, ...]
    particles: frozenset[str]
    generations: frozenset[str]
    surnames: frozenset[str]
    heads: frozenset[str]
    drop: frozenset[str]
    nations: dict[str, str]
    nicknames: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Legal:
    latin: frozenset[str]
    cjk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Descriptor:
    latin: frozenset[str]
    cjk: tuple[str, ...]
    part: frozenset[str]
    trade: frozenset[str]
    fund: frozenset[str]
    holder: frozenset[str]
    endings: tuple[tuple[str, ...], ...]
    general: frozenset[str]
    countries: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Define:
    words: frozenset[str]
    open: frozenset[str]
    renamed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    before: frozenset[str]
    after: frozenset[str]
    cjk: tuple[str, ...]
    particles: frozenset[str]
    generations: frozenset[str]
    hangul: str


@dataclass(frozen=True, slots=True)
class _Government:
    heads: frozenset[str]
    drop: frozenset[str]
    nations: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Nickname:
    pairs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Lists:
    legal: _Legal
    descriptor: _Descriptor
    define: _Define
    person: _Person
    government: _Government
    nickname: _Nickname


@cache
def words() -> Words:
    """Read the lists that folding and linking share.

    Raises:
        ConfigError: `rules/linking.toml` is missing a list or holds an unknown one.
    """
    lists = build(_Lists, toml("linking.toml"), "rules/linking.toml")
    legal, descriptor, define, person, government = lists.legal, lists.descriptor, lists.define, lists.person, lists.government

    def longest(items: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted((item.casefold() for item in items), key=lambda item: (-len(item), item)))

    nicknames: dict[str, set[str]] = {}
    for short, *longer in lists.nickname.pairs:
        nicknames.setdefault(short, set()).update(longer)
    return Words(
        legal=legal.latin,
        legal_cjk=longest(legal.cjk),
        descriptors=descriptor.latin,
        descriptors_cjk=longest(descriptor.cjk),
        part=descriptor.part,
        trade=descriptor.trade,
        fund=descriptor.fund,
        holder=descriptor.holder,
        endings={ending[0]: ending[-1] for ending in descriptor.endings},
        general=descriptor.general,
        countries=longest(descriptor.countries),
        kinds=longest(descriptor.kinds),
        define=define.words,
        open=define.open,
        renamed=longest(define.renamed),
        before=person.before,
        after=person.after,
        titles=longest(person.cjk),
        particles=person.particles,
        generations=person.generations,
        surnames=frozenset(person.hangul),
        heads=government.heads,
        drop=government.drop,
        nations={name: group[0] for group in government.nations for name in group},
        nicknames={short: frozenset(longer) for short, longer in nicknames.items()},
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A name, folded.

    Attributes:
        kind: `organisation` or `person`.
        text: The name as written, in one line.
        tokens: Its words: lower case, without marks, legal forms and titles.
        key: The same in one piece; equal keys are spellings of one name.
        script: Script of the key: `latin`, `kana`, `hangul`, `han` or `other`.
    """

    kind: str
    text: str
    tokens: tuple[str, ...]
    key: str
    script: str

    @property
    def node(self) -> tuple[str, str]:
        """What stands for the name in the graph of links."""
        return self.kind, self.key

    @property
    def given(self) -> str:
        """First part of a person's name."""
        return self.tokens[0]

    @property
    def letters(self) -> str:
        """First names of a person that are initials, in one piece: "R. Example", "M.-E. Example"."""
        if len(self.given) == 1:
            return "".join(token for token in self.tokens[:-1] if len(token) == 1)
        dotted = _INITIALS.match(self.text)
        return "".join(filter(str.isalpha, dotted.group())).lower() if dotted is not None else ""

    @property
    def surname(self) -> str:
        """Last part of a person's name in one piece, with particles, without Jr."""
        lists = words()
        end = len(self.tokens)
        while end > 1 and self.tokens[end - 1] in lists.generations:
            end -= 1
        start = end - 1
        while start > 0 and self.tokens[start - 1] in lists.particles:
            start -= 1
        return "".join(self.tokens[start:end])

    @property
    def short(self) -> bool:
        """Whether it is one part of a person's name, which many people may bear."""
        if self.kind != PERSON:
            return False
        if len(self.tokens) > 1:
            return self.surname == self.key
        if self.script == "han":
            return len(self.key) <= 2
        if self.script == "hangul":
            return len(self.key) != 3 or self.key[0] not in words().surnames
        return True

    @property
    def registered(self) -> bool:
        """Whether it is written with a legal form, so that it is the whole name of a company."""
        return self.kind == ORGANISATION and _registered(self.text)

    @property
    def acronym(self) -> str | None:
        """Its letters in lower case where it may be an acronym, such as DoD: most of them are capitals."""
        letters = self.text.replace(".", "")
        if self.kind != ORGANISATION or not _ACRONYM.fullmatch(letters) or 2 * sum(map(str.isupper, letters)) <= len(letters):
            return None
        return self.key


@lru_cache(maxsize=262144)
def _registered(text: str) -> bool:
    """Whether the name of an organisation has a legal form."""
    lists = words()
    lower = text.casefold()
    if lower.startswith(lists.legal_cjk) or lower.endswith(lists.legal_cjk):
        return True
    tokens = [token for token in _GAPS.split(_DOTTED.sub(lambda match: match.group().replace(".", ""), lower)) if token]
    return len(tokens) > 1 and tokens[-1] in lists.legal


def _unmarked(text: str) -> str:
    """Latin letters lose their marks; kana keep theirs, which make other sounds."""
    if text.isascii():
        return text
    pieces: list[str] = []
    for character in text:
        if "À" <= character <= "ɏ" or "Ḁ" <= character <= "ỿ":
            pieces += (piece for piece in unicodedata.normalize("NFKD", character) if not unicodedata.combining(piece))
        else:
            pieces.append(character)
    return "".join(pieces).translate({ord("ø"): "o", ord("ł"): "l", ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe"})


@lru_cache(maxsize=262144)
def fold(text: str, kind: str) -> Form:
    """Fold a name.

    Args:
        text: The name as it stands; line breaks and possessive endings may be in it.
        kind: `organisation` or `person`.

    Returns:
        The form; its key is never empty for a text that holds a letter or digit.

    Source: NFKC and case folding (Unicode UAX 15, 21).
    """
    shown = in_words(text)
    if "&" in shown and ";" in shown:
        shown = unescape(shown)
    plain = unicodedata.normalize("NFKC", shown).translate(_APOSTROPHES)
    plain = _POSSESSIVE.sub("", plain) or plain
    plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), plain)
    lower = _unmarked(plain.casefold())
    tokens = _person(lower) if kind == PERSON else _organisation(lower)
    key = "".join(tokens) or lower
    return Form(kind, shown, tokens or (key,), key, phonetics.script(key))


def _organisation(lower: str) -> tuple[str, ...]:
    lists = words()
    bare = lower
    for legal in lists.legal_cjk:
        if bare.startswith(legal):
            bare = bare[len(legal) :]
        if bare.endswith(legal):
            bare = bare[: -len(legal)]
    bare = _spelled_out(_foreign(bare, lists), lists)
    tokens = [token for token in _GAPS.split((bare.strip() or lower).replace("&", " and ").replace("'", "")) if token]
    if len(tokens) > 1 and tokens[0] == "the":
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1] in lists.legal:
        tokens.pop()
    while len(tokens) > 1 and tokens[-1] == "and":
        tokens.pop()
    tokens[1:] = [token[:-1] if token.endswith("s") and token[:-1] in lists.descriptors else token for token in tokens[1:]]
    if len(tokens) > 1 and not lists.heads.isdisjoint(tokens):
        tokens = _government(tokens, lists)
    return tuple(tokens)


def _spelled_out(bare: str, lists: Words) -> str:
    """Write the ending of a firm in full where letters stand for it, as Japanese papers do: 京阪HD."""
    if bare.isascii():
        return bare
    short = next((short for short in lists.endings if bare.endswith(short) and not bare[: -len(short)].isascii()), "")
    if short and not bare[-len(short) - 1].isascii():
        return bare[: -len(short)] + lists.endings[short]
    return bare


def _foreign(bare: str, lists: Words) -> str:
    """Cut the country in front of a foreign company's name and the kind of body behind it, as Japanese papers write them."""
    if bare.isascii():
        return bare
    for country in lists.countries:
        rest = bare[len(country) :]
        if bare.startswith(country) and len(rest) > 1 and phonetics.script(rest[:2]) in ("kana", "latin"):
            bare = rest
            break
    for kind in lists.kinds:
        rest = bare[: -len(kind)]
        if bare.endswith(kind) and len(rest) > 1 and phonetics.script(rest[-2:]) in ("kana", "latin"):
            return rest
    return bare


def _government(tokens: list[str], lists: Words) -> list[str]:
    """Order the words of a department's name, so that both ways to write it are equal."""
    joined = " ".join(token for token in tokens if token not in lists.drop)
    for name in ("united states", "united kingdom", "south korean", "south korea"):
        joined = joined.replace(name, lists.nations[name])
    return sorted({lists.nations.get(token, token) for token in joined.split()})


def _person(lower: str) -> tuple[str, ...]:
    lists = words()
    bare = lower
    for title in lists.titles:
        if bare.endswith(title) and len(bare) > len(title):
            bare = bare[: -len(title)].rstrip()
            break
    tokens = [token.replace("'", "") for token in phonetics.parts(bare)]
    tokens = [token for token in tokens if any(map(str.isalnum, token))]
    while len(tokens) > 1 and tokens[0] in lists.before:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1] in lists.after:
        tokens.pop()
    return tuple(tokens)


def initials(form: Form) -> frozenset[str]:
    """Return what may stand for a full name as an acronym: its first letters, with and without its small words and its country."""
    tokens = [token for token in _GAPS.split(_unmarked(unicodedata.normalize("NFKC", form.text).casefold()).replace(".", "")) if token]
    lists = words()
    while len(tokens) > 1 and tokens[-1] in lists.legal:
        tokens.pop()
    found: set[str] = set()
    for some in (tokens, tokens[1:] if tokens and (tokens[0] in lists.nations or tokens[0] == "the") else tokens):
        for listed in (some, [token for token in some if token not in ("of", "the", "and", "for", "in", "on")]):
            if len(listed) > 1 and all("a" <= token[0] <= "z" for token in listed):
                found.add("".join(token[0] for token in listed))
    return frozenset(found)

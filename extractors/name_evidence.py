"""What speaks for and against a written form being a name in a text, and how that is weighed.

In: readings of a written form at its places. Out: the chance that it is an organisation, a person, or no name. Never: a word of a text as
evidence: all evidence is named, and its weights are learnt by `docs/data/name_weights.py`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp, log
from pathlib import Path

from extractors import taggers
from extractors.mention import Span

#: What a written form can be.
CLASSES = ("ORG", "PERSON", "OTHER")
#: Most that one rule says, however often and loudly.
_MOST = 4.0
#: The taggers, by name.
_TAGGERS = tuple(tagger.name for tagger in taggers.taggers())
#: Rules that see no more than one place.
SOFT = frozenset({"context", "camel-case", "word", *_TAGGERS})


@dataclass(slots=True)
class Surface:
    """What a text says of one written form: votes by label and rule, the marks of its places, and what was made of them.

    Of a shorter form also the full name, and where it is another word or a part of a longer name.
    """

    votes: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    rules: defaultdict[str, defaultdict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    best: defaultdict[str, defaultdict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    marks: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    short_of: str = ""
    elsewhere: frozenset[Span] = frozenset()
    decided: tuple[str, float] | None = None

    def add(self, label: str, rule: str, weight: float) -> None:
        """Count a reading; one without a label is a mark of its place."""
        if not label:
            self.marks[rule] += 1
            return
        self.decided = None
        self.votes[label] += weight
        self.rules[label][rule] += weight
        self.best[label][rule] = max(self.best[label][rule], weight)

    def drop(self, label: str, rules: Iterable[str]) -> None:
        """Take back what some rules said."""
        self.decided = None
        for rule in rules:
            self.votes[label] -= self.rules[label].pop(rule, 0.0)
            self.best[label].pop(rule, None)

    def label(self) -> str:
        """Return the label with most votes."""
        return max(sorted(self.votes), key=self.votes.__getitem__, default="OTHER")

    def strength(self, label: str) -> float:
        """Return what speaks for a label; a rule that says the same at many places says it once."""
        return sum(self.best[label].values()) if label in self.best else 0.0

    def soft(self) -> bool:
        """Whether nothing but a tagger and the words beside speak for it."""
        return set(self.rules[self.label()]) <= SOFT

    def total(self) -> float:
        """Return all votes."""
        return sum(self.votes.values())


def hosts(text: str) -> frozenset[str]:
    """Return the labels of the hosts that a text links to ("example" of https://www.example.com), without what any host has."""
    labels = (label for host in _HOST.findall(text) for label in host.lower().split(".")[:-1])
    return frozenset(_UNLABELLED.sub("", label) for label in labels if len(label) > 2) - _ANY_HOST


_HOST = re.compile(r"(?:https?://|\bwww\.)([A-Za-z0-9.-]{4,80})")
_ANY_HOST = frozenset("www com org net gov edu blog news media finance static images docs api mail shop store about".split())
_UNLABELLED = re.compile(r"[^a-z0-9]+")


def on_host(key: str, found: frozenset[str]) -> bool:
    """Whether a host is called as a written form is."""
    return _UNLABELLED.sub("", key.lower()) in found if key.isascii() else False


def heading_alone(surfaces: Mapping[str, Surface], sure: set[str]) -> dict[str, bool]:
    """Return the forms at the head of a text in which no sure organisation stands there, with whether none of them stands oftener.

    Most texts are about an organisation: where none is sure, what heads the text is likelier to be one.

    Args:
        surfaces: What the text says of each written form.
        sure: The forms that are surely organisations.
    """
    heads = {key: surface.marks["place"] for key, surface in surfaces.items() if not _HEADS.isdisjoint(surface.marks)}
    if not sure.isdisjoint(heads) or not heads:
        return {}
    most = max(heads.values())
    return {key: count == most > 1 for key, count in heads.items()}


#: Marks of what heads a text.
_HEADS = frozenset({"first in title", "in title", "headline", "headline of", "first in heading"})


def evidence(key: str, surface: Surface) -> dict[str, float]:
    """Return all that speaks for or against a written form, by name.

    Args:
        key: The form in one line.
        surface: What the text says of it.
    """
    found: dict[str, float] = {}
    for label, rules in surface.best.items():
        for rule, weight in rules.items():
            if weight > 0:
                found[f"{label}:{rule}"] = min(weight, _MOST)
    places = surface.marks.get("place", 0)
    for mark, count in surface.marks.items():
        if mark == "place":
            found["places"] = min(log(1 + count), 3.0)
        else:
            found[f"any {mark}"] = 1.0
            if places and mark not in _OF_FORM:
                found[f"share {mark}"] = min(1.0, count / places)
    found.update(_form(key))
    for one in _LEANING & found.keys():
        for other in _BESIDE:
            if other in found:
                found[f"{one}, {other}"] = min(found[one], 1.0) * found[other]
    for one in _ELSEWHERE:
        if one in found:
            found.update((f"{one}, {other}", 1.0) for other in _MARKED if other in found)
    for one in _OFTEN & found.keys():
        found.update((f"{one}, {other}", 1.0) for other in _AT_FRONT if other in found and other != one)
    for one in _NAMED & found.keys():
        found.update((f"{one}, {other}", 1.0) for other in _SOUND if other in found)
    for one in _OF_PROSE & found.keys():
        found[f"{one}, share in prose"] = found[one] * found.get("share in prose", 0.0)
    leading = surface.label()
    if surface.strength(leading) >= _LEADS:
        found[f"{leading} leads"] = 1.0
        found[f"{leading} leads, share in prose"] = found.get("share in prose", 0.0)
    total = sum(max(votes, 0.0) for votes in surface.votes.values())
    for label, votes in surface.votes.items():
        if votes > 0:
            found[f"{label} of all votes"] = votes / total
    return found


#: Marks of a form itself, which are the same at each of its places.
_OF_FORM = frozenset(
    {
        "in a short text",
        "in a brief text",
        "first word again",
        "last word again",
        "first word of a title again",
        "last word of a title again",
        "of a title again",
        "rest stands without its first word",
        "in a short Japanese text",
        "a host has its name",
        "in small letters elsewhere",
        "commonest",
        "among the commonest",
        "begins an organisation",
        "begins with an organisation",
        "an organisation inside",
        "borne by nobody",
        "ends with a trade",
        "begins with a trade",
        "all words of the dictionary",
        "no word of the dictionary",
        "last word of the dictionary",
        "no noun",
        "begins with no noun",
        "begins with no name",
        "ends with no name",
        "surname",
        "given name",
        "proper noun",
        "place name",
        "personal name",
        "loan words",
        "loan words behind no name",
        "ends with a common noun",
        "ends with a deed",
        "ends with a suffix",
        "ends with a part",
        "begins with a prefix",
        "listed as a thing",
        "many words",
        "particle inside",
        "headed",
        "unknown word in katakana",
        "native word in katakana",
        "ends as firms do",
        "ends as only firms do",
        "ends as houses do",
        "begins as shops do",
        "begins with what it is",
        "proper word before the end",
        "strange word before the end",
        "native word before the end",
        "coined word before the end",
        "common word before the end",
        "loan syllables",
        "made of ends",
        "surname and two syllables",
        "last name of a person",
        "last name of nobody",
        "Latin letters in Korean",
        "stem is commoner",
        "glued to a name",
        "names in a row",
        "head among firms",
        "heads a text without a firm",
        "heads a text without a firm, and oftenest",
    }
)
#: What is worth more or less by what stands beside it.
_LEANING = frozenset(
    f"{label}:{rule}"
    for label in CLASSES
    for rule in (*_TAGGERS, "word", "short-form", "lead-form", "org-head", "context", "camel-case", "latin", "last-name", "given-name")
)
#: What a word is elsewhere says less where a capital marks it as a name here.
_ELSEWHERE = ("any surname", "any no noun", "any all words of the dictionary")
_MARKED = ("any inside", "any says", "any owner", "any does")
#: What stands most often is what a text is about, where it also stands as such things do.
_OFTEN = frozenset(
    f"any {mark}"
    for mark in (
        *("commonest", "among the commonest", "bold", "loan syllables", "unknown word in katakana", "native word in katakana"),
        *("ends as firms do", "headline", "headline of", "heads a text without a firm", "ticker"),
    )
)
_AT_FRONT = tuple(
    f"any {mark}"
    for mark in (
        *("head of item", "does", "asset", "particle topic", "particle subject", "topic", "alone", "first in title", "first in heading"),
        *("ticker", "quoted", "bold", "genitive", "seat after", "figure after", "goes on", "headline"),
    )
)
_BESIDE = (
    "share in prose",
    "any in a short text",
    "any in a short Japanese text",
    "any all words of the dictionary",
    "any no word of the dictionary",
    "any in small letters elsewhere",
    "any proper noun",
    "any loan words",
    "any ends with a common noun",
    "any borne by nobody",
    "any ends with a trade",
    "any inside",
    "any does",
    "any alone",
    "any amount behind",
    "any firm told behind",
    "any column of organisations",
    "any commonest",
    "any among the commonest",
    "any owner",
    "any last name of a person",
    "any last name of nobody",
    "capitals only",
    "capitals only, up to four",
    "plain word",
    "words 1",
)
#: What tells of a name what it is, and what that is worth more or less beside.
_NAMED = frozenset(
    {
        *(
            "any firm before",
            "any part of before",
            "any bought before",
            "any held by",
            "any dealt with",
            "any is a firm",
            "any told before",
        ),
        *("any bought behind", "any sold to before", "any share after", "any sum after", "any from before", "any possessive before"),
        *("any place before", "any under backers", "any firm told behind bold", "any ends as firms do", "any ends as only firms do"),
        "any ends as houses do",
    }
)
_SOUND = (
    "any no word of the dictionary",
    "any all words of the dictionary",
    "any borne by nobody",
    "any inside",
    "any goes on",
    "plain word",
    "any proper word before the end",
    "any native word before the end",
    "any coined word before the end",
    "any common word before the end",
    "any proper noun",
    "any does",
    "any asset",
    "any genitive",
    "any topic",
    "any first",
    "any quoted",
    "any in prose",
)
#: What is worth more or less inside a sentence than in a table or a heading.
_OF_PROSE = frozenset(
    {
        "any all words of the dictionary",
        "any last word of the dictionary",
        "any no word of the dictionary",
        "any begins with no name",
        "any ends with no name",
        "any begins with no noun",
        "any ends with a common noun",
        "any first",
        "any is",
        "any lower",
        "capitals only",
        "capitals only, up to four",
        "plain word",
        "words 3",
        "words 4",
        "words 5",
    }
)
#: Votes of a label that make it likely by themselves.
_LEADS = 0.9
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_MIXED = re.compile(r"(?<![^\W\d])(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O[’'])[A-Z])(?:[A-Z]{2,}[a-z]{2}|[A-Z][a-z]+[A-Z]|[a-z]{1,2}[A-Z])")
_GLUED = re.compile(r"[a-z]{3}[A-Z][a-z]{2}")
#: Legal forms written as a sign: ㈱, (株), ㈜.
_SIGNS = re.compile(r"[㈱㈲㈜]|[(（][株有資주유][)）]")
#: As Korean persons are written in Latin letters.
_HYPHENED = re.compile(r"[A-Z][a-z]{1,8} (?!Co-op)[A-Z][a-z]{1,6}-[a-z]{1,6}|[A-Z][a-z]{1,6}-[a-z]{1,6} [A-Z][a-z]{1,12}")
_KANA = re.compile(r"[ァ-ヺー]")
#: As foreign persons are written: a given name, a point, a family name.
_PARTED = re.compile(r"[ァ-ヺー]+[・＝=][ァ-ヺー]+")
_HAN = re.compile(r"[一-鿿々]")
_HANGUL = re.compile(r"[가-힣]")
_HIRAGANA = re.compile(r"[ぁ-ゟ]")


def _form(key: str) -> dict[str, float]:
    """Describe a form by its letters alone."""
    found: dict[str, float] = {}
    scripts = [name for name, script in _SCRIPTS if script.search(key)]
    found["script " + ("+".join(scripts) or "none")] = 1.0
    size = key.count(" ") + 1
    found[f"words {min(size, 5)}"] = 1.0
    if "latin" in scripts:
        letters = [character for character in key if character.isalpha()]
        if all(character.isupper() for character in letters):
            found["capitals only, up to four" if len(letters) <= 4 else "capitals only"] = 1.0
        if size == 1 and len(letters) > 1 and letters[0].isupper() and not any(map(str.isupper, letters[1:])):
            found["plain word"] = 1.0
        if not any(map(str.isupper, letters)):
            found["small letters"] = 1.0
            if not key.isalpha():
                found["small letters and signs"] = 1.0
        if _MIXED.search(key):
            found["capitals inside a word"] = 1.0
    if any(map(str.isdigit, key)):
        found["digit"] = 1.0
    if len(key) <= 2:
        found["two characters"] = 1.0
    elif len(key) > 40:
        found["long"] = 1.0
    if "/" in key or "|" in key:
        found["slash"] = 1.0
    if _HYPHENED.fullmatch(key):
        found["given name with a hyphen"] = 1.0
    if _GLUED.search(key) and size > 1:
        found["glued"] = 1.0
    if "&" in key:
        found["and sign"] = 1.0
    if " of " in key or " for " in key:
        found["of inside"] = 1.0
    if " and " in key:
        found["and inside"] = 1.0
    if "." in key:
        found["dot inside"] = 1.0
    if _PARTED.fullmatch(key):
        found["two parts in katakana"] = 1.0
    bare = _SIGNS.sub("", key) or key
    if not bare[0].isalnum() or not (bare[-1].isalnum() or bare[-1] in ".)）"):
        found["ragged"] = 1.0
    return found


_SCRIPTS = (("latin", _LATIN), ("kana", _KANA), ("han", _HAN), ("hangul", _HANGUL), ("hiragana", _HIRAGANA))


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the learnt weights: for each class the weight of each piece of evidence, and of none ("always")."""
    held: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "name_weights.json").read_text(encoding="utf-8"))
    return held


def chances(found: Mapping[str, float], learnt: Mapping[str, Mapping[str, float]] | None = None) -> dict[str, float]:
    """Weigh evidence.

    Args:
        found: What `evidence` returned.
        learnt: Weights; None takes those that are shipped.

    Returns:
        Chance of each class; they sum to 1.
    """
    sums = {
        label: held.get("always", 0.0) + sum(held.get(name, 0.0) * value for name, value in found.items())
        for label, held in (learnt or weights()).items()
    }
    top = max(sums.values())
    raised = {label: exp(value - top) for label, value in sums.items()}
    whole = sum(raised.values())
    return {label: value / whole for label, value in raised.items()}

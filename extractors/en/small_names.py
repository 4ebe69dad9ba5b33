"""English names in small letters, by where they stand: no capital tells of them.

In: a sentence. Out: readings of what stands where names do. Never: whether it is a name; the whole text says that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractors.en.name_cues import words
from extractors.en.tagger import dictionary
from extractors.name_votes import Reading
from extractors.patterns import any_of


def readings(sentence: str, kind: str) -> Iterator[Reading]:
    """Read names in small letters where names stand: bold heads, heads of lines with what is told of a firm, before a legal form."""
    forms = _forms()
    for found in (*(pattern.match(sentence) for pattern in forms.values()), _ALONE.fullmatch(sentence) if kind == "cell" else None):
        if found is None or not any(map(str.isalpha, found[1])) or len(found[1]) < _SHORTEST:
            continue
        if found.re is _ALONE and all(word in dictionary() for word in found[1].split()):
            continue
        if found.re is not forms["formal"] and all(map(derived, found[1].split())):
            continue
        yield Reading(*found.span(1), "", "slot", 1.0)
        if found.re is forms["formal"]:
            yield Reading(found.start(1), found.end(), "ORG", "legal-form", 4.0)
    yield from (Reading(*found.span(1), "", mark, 1.0) for found in _coined(sentence) for mark in ("slot", "coined"))


def promising(sentence: str) -> bool:
    """Whether a name in small letters may stand in a sentence."""
    if any(pattern.match(sentence) for pattern in _forms().values()) or next(_coined(sentence), None) is not None:
        return True
    return len(sentence) < _CELL and bool(_ALONE.fullmatch(sentence)) and any(word not in dictionary() for word in sentence.split())


def _coined(sentence: str) -> Iterator[re.Match[str]]:
    """Match a word that no dictionary has where a name owns something, or opens a sentence and does something."""
    found = [_OPENING.match(sentence), *_OWNING.finditer(sentence)]
    yield from (
        one
        for one in found
        if one is not None and coined(one[1]) and not _DETERMINED.search(sentence, max(0, one.start(1) - 8), one.start(1))
    )


@lru_cache(maxsize=65536)
def coined(word: str) -> bool:
    """Whether a word in small letters is in no dictionary, in no form that English words take."""
    if len(word) < _COINED or not word.isalpha() or word in words("everyday") or word.endswith(("maker", "makers", "holder", "holders")):
        return False
    stems = {word, *(word.removesuffix(end) for end in _ENDINGS if word.endswith(end))}
    stems |= {f"{stem}e" for stem in stems} | {f"{stem[:-1]}y" for stem in stems if stem.endswith("i")}
    stems |= {stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]}
    stems |= {stem.removeprefix(start) for stem in stems for start in _BEGINNINGS}
    return dictionary().keys().isdisjoint(stems) and not any(
        stem[:at] in dictionary() and stem[at:] in dictionary() for stem in stems for at in range(_JOINED, len(stem) - _JOINED + 1)
    )


@lru_cache(maxsize=65536)
def derived(word: str) -> bool:
    """Whether a word in small letters names a deed or a quality and is built of known English parts: "onboarding", "cybersecurity"."""
    if word in dictionary() or len(word) < _COINED or not word.isalpha() or not word.endswith(_ABSTRACT):
        return False
    stems = {word, *(word.removesuffix(end) for end in _DEEDS if word.endswith(end))}
    stems |= {f"{stem}e" for stem in stems} | {stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]}
    known = dictionary()
    return any(
        stem[at:] in known and (stem[:at] in known or stem[:at] in _BEGINNINGS or stem[:at] in _PARTICLES)
        for stem in stems
        for at in range(2, len(stem) - _STEM + 1)
    )


#: How words end that name a deed or a quality; of which of them the stem is a verb of its own; and its letters at least.
_ABSTRACT = ("ing", "ings", "ity", "ment", "ments", "tion", "tions", "sion", "ness", "ism", "ship", "ance", "ence", "ability")
_DEEDS = ("ing", "ings")
_STEM = 3
#: What stands before a verb in one word with it: "onboarding", "offshoring".
_PARTICLES = frozenset("on off up in by de dis mis co pre post anti non counter fore back".split())
#: Letters of a word that a firm made up, at least.
_COINED = 6
#: Letters of each of two words that are written as one, at least: "gameplay", "datacentre".
_JOINED = 4
_ENDINGS = tuple("s es ed d er ers r rs ing ings ly ness est less able ism ist ists ish ful".split())
_BEGINNINGS = (
    *"un re non pre over under out sub super micro mega multi inter bio neo self fin ed prop insur smart".split(),
    *"e cyber data tele hyper geo agri nano eco".split(),
)
_OWNING = re.compile(r"(?<![\w.@/#&’'-])([a-z]{6,20})[’']s (?=[A-Za-z])")
_OPENING = re.compile(r"\W*([a-z]{6,20}) (?=\(|[a-z]{2,}s\b|has\b|was\b|had\b|will\b)")
#: What stands before a noun and no name.
_DETERMINED = re.compile(r"\b(?:the|an?|this|that|its|their|our|my|your|his|her|each|every|any|some|no|one) $")
#: Characters of a cell that has nothing else.
_CELL = 30


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """Match what opens a line and may be a name in small letters, by what follows it."""
    doing = any_of(
        words("org-verb") | words("deal-verb") | {"raises", "buys", "bags", "nets", "lands", "posts", "wins", "cuts", "lays off"}
    )
    mark = r"[\s>|*•·–—#■◆▶-]*(?:\d{1,2}[.)] ?)?"
    return {
        "bold": re.compile(rf"{mark}\*\*(?:\d{{1,2}}[.)] ?)?{_LOWER}[:.]?\*\*"),
        "bracket": re.compile(rf"{mark}{_LOWER}(?= ?\((?:[A-Z$€£₩~]|https?:)|\t)"),
        "verb": re.compile(rf"{mark}{_LOWER_SHORT} (?=(?:has |had |will )?{doing}\b)"),
        "formal": re.compile(rf"{mark}{_LOWER_SHORT},? {any_of(_legal())}(?![A-Za-z])"),
    }


def _legal() -> set[str]:
    """Return the legal forms that tell a firm behind small letters, in capitals and without, and no words: not the "as" of "such as"."""
    firm = {form for form in words("legal-form") if any(word.lower() not in dictionary() for word in form.split())}
    return firm | {form.lower() for form in firm} | {"Inc", "inc", "Ltd.", "ltd.", "Corp", "corp", "SE", "AG", "NV", "SA", "AB", "KG"}


_LOWER_PART = r"(?-i:[a-z0-9][a-z0-9.&+'’!-]*)"
#: A name in small letters, of three words at most, and of two.
_LOWER = rf"({_LOWER_PART}(?: (?:& )?{_LOWER_PART}){{0,2}}?)"
_LOWER_SHORT = rf"({_LOWER_PART}(?: (?:& )?{_LOWER_PART})?)"
_ALONE = re.compile(_LOWER)
#: Letters of such a name at least.
_SHORTEST = 4

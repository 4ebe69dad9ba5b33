"""Patterns made of lists of words.

In: written forms. Out: one alternation. Never: a word of a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from re import _parser  # type: ignore[attr-defined]
from typing import Any


def any_of(forms: Iterable[str], *, space: str = " ", cased: bool = False) -> str:
    """Return a pattern that matches any of the written forms, the longest first, and never where there are none.

    What forms begin with alike is written once, so that a search tries a letter and not all forms at every place. What stands behind the
    pattern, such as `+`, is of all of it.

    Args:
        forms: The forms as they are written, no patterns.
        space: Pattern that a space in a form stands for.
        cased: Whether capitals matter wherever the pattern is used: then forms part at them too, which a search is quicker for.
    """
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    if not ordered:
        return "(?!)"
    # What a space stands for is a token like a letter only where it always is something, and no letter of another form.
    letters = set("".join(ordered))
    if space == " " or " " not in letters:
        return f"(?:{_branches(ordered, space, cased)})"
    unclear = any(re.match(space, letter) for letter in ("", *(letters - {" "}))) or any("  " in form for form in ordered)
    return _flat(ordered, space) if unclear else f"(?:{_branches(ordered, space, cased)})"


def _flat(ordered: Sequence[str], space: str) -> str:
    return "(?:" + "|".join(_written(form, space) for form in ordered) + ")"


def _written(form: str, space: str) -> str:
    return re.escape(form).replace(r"\ ", space)


def _branches(ordered: Sequence[str], space: str, cased: bool) -> str:
    """Return the alternation of different forms, longest first: at each letter where they part, one branch a letter."""
    shared = _shared(ordered)
    rest = [form[shared:] for form in ordered]
    begun = _written(ordered[0][:shared], space)
    if rest == [""]:
        return begun
    by_letter: dict[str, list[str]] = {}
    for form in rest:
        if form:
            by_letter.setdefault(form[0], []).append(form)
    if not cased and len({letter.lower() for letter in by_letter}) < len(by_letter):
        return begun + _flat(rest, space)  # where capitals may not matter, the longer of both goes first
    if rest[-1] and all(len(form) == 1 for form in rest) and (space == " " or " " not in by_letter):
        return f"{begun}[{''.join(map(re.escape, rest))}]"
    told = [_branches(held, space, cased) for held in by_letter.values()]
    return f"{begun}(?:{'|'.join(told)}{'' if rest[-1] else '|'})"


def _shared(forms: Sequence[str]) -> int:
    """Return how many characters all forms begin with alike."""
    first, last = min(forms), max(forms)
    return next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), min(len(first), len(last)))


class Sieve:
    """Several patterns, of which only those are tried on a text that the words stand in without which they match nothing.

    All words of all patterns are looked for in one pass over a text.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        """Take the patterns apart.

        Args:
            patterns: The patterns; those for any case are asked about texts of lower case only.
        """
        self._wanted: list[int] = []
        asked: dict[str, int] = {}
        bit = 1
        for pattern in patterns:
            wanted = 0
            for words in _needed(_parser.parse(pattern.pattern, pattern.flags), any_case=bool(pattern.flags & re.IGNORECASE)):
                for word in words:
                    asked[word] = asked.get(word, 0) | bit
                wanted, bit = wanted | bit, bit << 1
            self._wanted.append(wanted)
        self._letters = [(word, asked.pop(word)) for word in tuple(asked) if len(word) == 1]
        # Where a word stands, what it begins with stands as well.
        self._told = {word: reduce(or_, (bits for other, bits in asked.items() if word.startswith(other))) for word in asked}
        self._any = re.compile(f"(?=({any_of(asked, cased=True)}))")

    def passing(self, text: str) -> list[int]:
        """Return the places of the patterns that may match somewhere in a text; the others match nowhere.

        Args:
            text: The text.
        """
        held = -1 if _ALIKE.search(text) else 0
        for letter, bits in self._letters:
            if letter in text:
                held |= bits
        for word in set(self._any.findall(text)):
            held |= self._told[word]
        return [at for at, wanted in enumerate(self._wanted) if held & wanted == wanted]


#: Letters that stand for others where case does not matter: dotless i, long s.
_ALIKE = re.compile("[ıſ]")
#: A pattern is asked for so many lists of words at most, and one list has so many; longer words than so are alike rare.
_LISTS, _WORDS, _LONG = 3, 64, 5


def _needed(parts: Any, *, any_case: bool) -> list[frozenset[str]]:
    """Return lists of words, of each of which one stands in whatever a parsed pattern matches; in lower case if it is for any case."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, told in (*parts, ("end", None)):
        name = str(kind)
        letter = chr(told).lower() if name == "LITERAL" and any_case else chr(told) if name == "LITERAL" else ""
        if letter and not (any_case and letter != letter.upper() and not letter.isascii()):
            run += letter
            continue
        found.append(frozenset({run}))
        run = ""
        match name:
            case "SUBPATTERN" if not told[1] and not told[2]:
                found += _needed(told[3], any_case=any_case)
            case "ATOMIC_GROUP":
                found += _needed(told, any_case=any_case)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if told[0]:
                found += _needed(told[2], any_case=any_case)
            case "IN" if not any_case and all(str(one) == "LITERAL" for one, _ in told):
                found.append(frozenset(chr(code) for _, code in told))
            case "BRANCH":
                found.append(frozenset().union(*(next(iter(_needed(one, any_case=any_case)), {""}) for one in told[1])))
    telling = {words for words in found if len(words) <= _WORDS and all(len(word) > 1 or word > "~" for word in words)}
    return sorted(telling, key=_common)[:_LISTS]


def _common(words: frozenset[str]) -> tuple[bool, int, int, list[str]]:
    """Say by what order lists of words come, those first that few texts hold: signs, then long words, then few of them."""
    shortest = min(map(len, words))
    return max(map(len, words)) > 1, -min(shortest, _LONG), len(words), sorted(words)

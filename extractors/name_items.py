"""Marks of names at the head of an item or a line, by what is told behind them.

In: a text and what was read in it. Out: further marks of places. Never: a choice between readings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from extractors import languages, lexicon
from extractors.compatibility import lowered
from extractors.mention import Span
from extractors.name_votes import Reading
from extractors.patterns import any_of


def told(text: str, places: Sequence[tuple[Span, Reading]]) -> list[tuple[Span, Reading]]:
    """Mark the heads of items that are written alike, where most items tell what is told of organisations."""
    heads: defaultdict[Span, set[str]] = defaultdict(set)
    for span, reading in places:
        if not reading.label and reading.rule in _TOLD_BY:
            heads[span].add(reading.rule)
    begun = sorted(span for span, said in heads.items() if "head of item" in said or said >= _HEADING_ALONE)
    starts = sorted({span.start for span in begun})
    alike: defaultdict[tuple[str, str], dict[Span, bool]] = defaultdict(dict)
    low = lowered(text)
    for span in begun:
        at = bisect_left(starts, span.end)
        end = min(span.end + _ITEM, starts[at] if at < len(starts) else len(text))
        before = text[max(0, span.start - _MARKUP) : span.start].rpartition("\n")[2]
        behind = _SIGN_BEHIND.sub(":", _UNMARKED.split(text[span.end : span.end + _BEHIND], maxsplit=1)[0].strip(" \u3000、"))
        form = _PICTURE.sub("*", _DIGITS.sub("0", before)), behind
        alike[form][span] = bool(_firm_words().search(low, span.end, end) and _DIGITS.search(text, span.end, end))
    return [
        (span, Reading(span.start, span.end, "", "head among firms", 1.0))
        for told in alike.values()
        if len(told) >= _ALIKE
        and 2 * sum(told.values()) > len(told) > 2 * sum(_PLAIN in heads[span] and _SEAT not in heads[span] for span in told)
        for span in told
    ]


def told_alone(text: str, places: Sequence[tuple[Span, Reading]]) -> Iterator[tuple[Span, Reading]]:
    """Mark what opens a line, an item or a head behind which stands what is told of organisations, or an amount."""
    bold, low = {span for span, reading in places if reading.rule == "bold"}, lowered(text)
    for span in sorted({span for span, reading in places if not reading.label and reading.rule in _OPENS}):
        line = text.find("\n", span.end, span.end + _ITEM)
        behind = min(line if line - span.end > _LINE else span.end + _ITEM, len(text))
        if _firm_words().search(low, span.end, behind) and _DIGITS.search(text, span.end, behind):
            yield span, Reading(span.start, span.end, "", "firm told behind", 1.0)
            if span in bold:
                yield span, Reading(span.start, span.end, "", "firm told behind bold", 1.0)
        if _AMOUNT.search(text, span.end, min(span.end + _NEAR, behind)):
            yield span, Reading(span.start, span.end, "", "amount behind", 1.0)


def titled(text: str, places: Sequence[tuple[Span, Reading]]) -> Iterator[tuple[Span, Reading]]:
    """Mark what stands at the beginning of a text before the kind of document that it is, and anywhere before what is registered of it."""
    for span in sorted({span for span, reading in places if not reading.label and reading.rule in _TITLES}):
        if span.start < _BEGINNING and not _OWNED.match(text, span.start) and kind_behind("document").match(text, span.end):
            yield span, Reading(span.start, span.end, "", "document behind", 1.0)
        if kind_behind("registered").match(text, span.end):
            yield span, Reading(span.start, span.end, "", "registered behind", 1.0)


#: Marks of what opens a line or a title; characters of the beginning of a text.
_TITLES = frozenset({"first", "item", "key", "in title", "in heading", "in cell"})
_BEGINNING = 600
#: What begins no name: "Our club in numbers".
_OWNED = re.compile(r"(?:our|your|my|their|his|her|this|the)\b", re.IGNORECASE)


@cache
def kind_behind(role: str) -> re.Pattern[str]:
    """Match what tells of a name by a sign, a break or a gap behind it: "Acme | Annual Report 2019", "Acme: second quarter letter".

    Args:
        role: Which words tell it: "document" or "registered".
    """
    kinds, overview = (
        any_of({word for tag in languages.tags() for word in lexicon.name_words(tag, told)}) for told in (role, f"{role}-of")
    )
    return re.compile(
        rf"[’']?s?\*{{0,2}}(?:(?:[^\S\n]{{0,4}}[|–—:·•,.(-]|[^\S\n]{{2,8}}|[^\S\n]{{0,4}}\n)[\s|*_#]{{0,8}}"
        rf"(?:[\w/’'-]+ ){{0,3}}?{kinds}| {overview})\b",
        re.IGNORECASE,
    )


#: What opens a line; an amount of money or a percentage; characters behind in which it is looked for, and of a line that is no head.
_OPENS = frozenset({"first", "item", "key"})
_AMOUNT = re.compile(r"[$€£¥₩₹]\s?\d|\d\s?(?:%|％|per cent|percent|[mb]n?\b|million|billion|crore|lakh|億|万円|억|조)")
_NEAR, _LINE = 120, 24


@cache
def _firm_words() -> re.Pattern[str]:
    """Match what is told of organisations, in any language, in a text of lower case."""
    every = {word.lower() for tag in languages.tags() for word in lexicon.name_words(tag, "firm-told")}
    latin = any_of((word for word in every if word.isascii()), cased=True)
    others = any_of((word for word in every if not word.isascii()), cased=True)
    return re.compile(rf"\b{latin}\b|{others}")


#: What marks the head of an item: in its line, or in one of its own.
_HEADING = frozenset({"head of item", "alone", "first in heading"})
_HEADING_ALONE = frozenset({"alone", "first in heading"})
#: What most heads must not be, which are those of chapters then: "Healthcare", "Transportation".
_PLAIN = "all words of the dictionary"
#: What tells of such a head that it is none of a chapter: "Harbor (Leeds, UK)".
_SEAT = "seat after"
_TOLD_BY = _HEADING | {_PLAIN, _SEAT}
#: Heads from which they are alike; characters of an item that are read, and of the markup before and behind its head.
_ALIKE, _ITEM, _MARKUP, _BEHIND = 3, 500, 12, 4
_DIGITS, _UNMARKED = re.compile(r"\d+"), re.compile(r"[\w\n]")
#: What parts the head of an item from what is told: "Acme: ...", "Acme (Oslo): ...".
_SIGN_BEHIND = re.compile(r"[ ]?[:：(（—–|-]+$")
#: Signs and pictures, of which each item may have its own.
_PICTURE = re.compile(r"[^\w\s\x00-\x7f]+")

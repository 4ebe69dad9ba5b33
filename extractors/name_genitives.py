"""Names of organisations that end as a genitive does: "Harlow's", which is no "Harlow".

In: a text and what was read in it. Out: readings of names with their ending. Never: a name that stands without it too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from extractors import languages, lexicon
from extractors.mention import Span
from extractors.name_votes import Reading
from extractors.patterns import any_of

_ENDING = re.compile("['’]s(?![\\w-])")
#: What follows a name, and no thing that it would own.
_CLOSED = re.compile(r"\s*(?:[.,;:!?)]|$)|\s+(?:in|at|on|to|for|and|as|since|which|that|after|before|when|while|by|from|with|into)\b")
#: Places closed in such a way that make a name, where no verb follows it.
_OFTEN = 2
#: Most that the places of a name say.
_MOST = 3.0


#: Verbs whose past ends otherwise.
_PAST = {"made", "paid", "wrote", "sold", "bought", "took", "lost", "said", "says"}


@cache
def _does() -> re.Pattern[str]:
    """Match what a name does, with the ending or without: "Harlow's was sold"."""
    verbs = {verb for tag in languages.tags() for role in ("org-verb", "deal-verb") for verb in lexicon.name_words(tag, role)}
    past = {verb for verb in verbs if verb.isascii() and verb.split()[0].endswith("ed")} | _PAST
    return re.compile(rf"\s+(?:is|was|has|had|will|would|could|can|were|are|{any_of(past)})\b")


@cache
def _everyday() -> frozenset[str]:
    """Return words that own what follows them and name nobody: "Women's", "Yesterday's"."""
    return frozenset(word for tag in languages.tags() for word in lexicon.name_words(tag, "everyday"))


def find(text: str, places: Sequence[tuple[Span, Reading]]) -> Iterator[tuple[Span, Reading]]:
    """Read "Harlow's" where the text names no "Harlow", and tells what Harlow's does or is.

    Args:
        text: The whole text, what is masked replaced one for one.
        places: What was read in it.

    Yields:
        A reading of each of its places, and the marks of the place.
    """
    marks: defaultdict[Span, list[Reading]] = defaultdict(list)
    for span, reading in places:
        if not reading.label:
            marks[span].append(reading)
    owning: defaultdict[str, list[Span]] = defaultdict(list)
    bare: set[str] = set()
    for span in sorted(marks):
        key = text[span.start : span.end]
        if _ENDING.match(text, span.end):
            owning[key].append(span)
        else:
            bare.add(key)
    for key, spans in owning.items():
        if key in bare or not key[:1].isupper() or key.lower() in _everyday():
            continue
        doing = sum(_does().match(text, span.end + 2) is not None for span in spans)
        closed = sum(_CLOSED.match(text, span.end + 2) is not None for span in spans)
        weight = min(_MOST, 1.0 + doing + closed / _OFTEN)
        if doing or closed >= _OFTEN:
            for span in spans:
                whole = Span(span.start, span.end + 2)
                yield whole, Reading(*_of(whole), "ORG", "genitive", weight)
                yield from ((whole, Reading(*_of(whole), "", mark.rule, mark.weight)) for mark in marks[span] if "owner" not in mark.rule)


def _of(span: Span) -> tuple[int, int]:
    return span.start, span.end

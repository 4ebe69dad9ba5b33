"""Stretches of a text as one line: a break of lines inside a paragraph is a space between words, and nothing inside Japanese.

In: a text and the ends of a stretch. Out: the stretch in one line, and where each of its characters stands. Never: a choice of where a
paragraph ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.mention import Span

_BREAK = re.compile(r"\r\n?|[\n\f]")
_WORDLESS = re.compile(r"[ぁ-ゟァ-ヺー一-鿿々〆ヶ]")
#: What stands at a break besides it: indentation, and the marks of a quoted line.
_INDENT = " \t\u3000"
_QUOTE = ">＞" + _INDENT


@dataclass(frozen=True, slots=True)
class OneLine:
    """A stretch of a text in one line.

    Attributes:
        text: The line.
        start: Where it begins in the text that it was taken from.
        places: Where each of its characters stands in that text; None where that is `start` and on, one for one.
    """

    text: str
    start: int
    places: Sequence[int] | None = None

    def written(self, start: int, end: int) -> Span:
        """Return where a stretch of the line, not empty, stands in the text that it was taken from."""
        if self.places is None:
            return Span(self.start + start, self.start + end)
        return Span(self.places[start], self.places[end - 1] + 1)


def one_line(text: str, start: int = 0, end: int | None = None, kind: str = "paragraph") -> OneLine:
    """Write a stretch of a text in one line.

    Args:
        text: The text.
        start: First character of the stretch.
        end: Character after its last; None for the end of the text.
        kind: Kind of the passage; lines that are no running text keep a space where they broke.

    Returns:
        The line. Its breaks are spaces with what stood around them gone, and nothing where both sides are written without spaces.

    Source: what may break where and what a break then stands for: UAX #14.
    """
    end = len(text) if end is None else end
    breaks = list(_BREAK.finditer(text, start, end))
    if not breaks:
        return OneLine(text[start:end], start)
    running = kind in _RUNNING
    skipped = _QUOTE if kind == "quote" else _INDENT
    pieces: list[str] = []
    places: list[int] = []
    at = start
    for found in breaks:
        before, after = found.span()
        while before > at and text[before - 1] in _INDENT:
            before -= 1
        while after < end and text[after] in skipped:
            after += 1
        pieces.append(text[at:before])
        places += range(at, before)
        inside = at < before and after < end and _WORDLESS.match(text[before - 1]) and _WORDLESS.match(text[after])
        if not (running and inside):
            pieces.append(" ")
            places.append(found.start())
        at = max(after, at)
    pieces.append(text[at:end])
    places += range(at, end)
    return OneLine("".join(pieces), start, places)


#: Passages of running text.
_RUNNING = frozenset({"paragraph", "list_item", "quote", ""})


def in_words(text: str) -> str:
    """Return a name, which may run over a break of lines, as it is written in one line: single spaces, none at its ends."""
    if text.isalnum():
        return text
    return " ".join((text if text.isprintable() else one_line(text).text).split())


def line_before(text: str, lo: int, at: int, size: int) -> str:
    """Return what stands right before a place in its line, with a comma for the beginning of the line.

    Args:
        text: The text.
        lo: Where its passage begins.
        at: The place.
        size: Characters that are looked at.
    """
    return ("、" + text[max(lo, at - size) : at].rpartition("\n")[2]).rstrip()

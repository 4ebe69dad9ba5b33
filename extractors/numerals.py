"""Any written number -> exact Decimal, once: every grammar reads its numbers here, so that no two can disagree about one.

In: a text and a passage of it. Out: numerals in order of their place. Never: a float, a guess, a unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.mention import Passage


@dataclass(frozen=True, slots=True)
class Numeral:
    """A written number.

    Attributes:
        start: First code point in the text.
        end: Code point after the last.
        value: What it says, scale words included; None for a vague one ("hundreds of millions", 数十億).
        step: Place value of its last non-zero written digit, in whole units: 10^9 for "14 billion", 10^8 for "14.3 billion".
        form: `digits`, `words`, `kanji`, `hangul` or `mixed` (digits and scale words).
        ordinal: Whether it ranks ("8th", "third", 第3) and counts nothing.
        scaled: Whether a scale word or letter is part of it (million, 億, bn).
        digits: The digits alone as written, without grouping ("2025" of "2025", "08" of "08"); empty for words.
    """

    start: int
    end: int
    value: Decimal | None
    step: Decimal
    form: str
    ordinal: bool = False
    scaled: bool = False
    digits: str = ""


def scan(text: str, passage: Passage) -> Sequence[Numeral]:
    """Find the numerals of a passage."""
    return ()

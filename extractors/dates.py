"""DATE and DURATION as TIMEX3 values at the precision written.

In: a text, a passage with the date of its text, its numerals. Out: mentions with value and the days covered. Never: the clock.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.mention import Mention, Passage
from extractors.numerals import Numeral


def find(text: str, passage: Passage, numerals: Sequence[Numeral]) -> list[Mention]:
    """Find the dates and durations of a passage."""
    return []

"""MONEY, PERCENT and QUANTITY, read off the numerals and their neighbours.

In: a text, a passage, its numerals, and what dates have taken. Out: mentions with value, relation and interval. Never: a rate of exchange.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.mention import Mention, Passage, Span
from extractors.numerals import Numeral


def find(text: str, passage: Passage, numerals: Sequence[Numeral], taken: Sequence[Span]) -> list[Mention]:
    """Find the amounts of a passage."""
    return []

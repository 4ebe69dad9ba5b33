"""ORG and PERSON: lists, shape, titles, and the taggers' votes, made consistent over a text.

In: a text and all its passages. Out: mentions of names. Never: which names are one; that is `resolve`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.mention import Mention, Passage


def find(text: str, passages: Sequence[Passage]) -> list[Mention]:
    """Find the names of a text."""
    return []

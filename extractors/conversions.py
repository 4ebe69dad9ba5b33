"""Sums that say each other in another currency: "$5 million (about 700 million yen)".

In: a text and its amounts. Out: the same, the two of a pair naming each other. Never: a rate of exchange.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.mention import Mention, Money

_AGAIN = re.compile(
    r"[ \n]?[(（\[][ \n]?(?:or|=|i\.e\.|equal to|equivalent to|日本円(?:換算)?で)?[ \n]?"
    r"|,? (?:or|equivalent to|equal to|the equivalent of) "
)
#: Characters of what stands between the two at most.
_BETWEEN = 20


def paired(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Let two sums that say each other in another currency name each other.

    Args:
        text: The whole text.
        found: The amounts of a passage, in order.

    Returns:
        The same mentions, with `restates` where it applies.
    """
    mentions = list(found)
    for at in range(len(mentions) - 1):
        first, second = mentions[at], mentions[at + 1]
        if not (isinstance(first.value, Money) and isinstance(second.value, Money)) or first.value.unit == second.value.unit:
            continue
        between = text[first.span.end : second.span.start]
        if len(between) <= _BETWEEN and _AGAIN.fullmatch(between):
            mentions[at] = replace(first, restates=second.span)
            mentions[at + 1] = replace(second, restates=first.span)
    return mentions

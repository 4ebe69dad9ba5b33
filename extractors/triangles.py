"""Triangles before figures: minus signs of accounts, or marks that point up and down.

In: a text. Out: whether its triangles point. Never: the value of a figure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.digits import DIGIT

_FALLS, _RISES = (re.compile(rf"{mark}[ ]?[{DIGIT}][{DIGIT}.,]{{0,9}}[ ]?[%％]") for mark in "▼▲")
#: The mark of a fall before what is no percentage.
_FALLS_BY = re.compile(rf"▼[^\W\d]{{0,3}}[$€£¥₩]?[ ]?[{DIGIT}][{DIGIT}.,]{{0,9}}(?![{DIGIT}.,]|[ ]?[%％])")


def triangles_point(text: str, share: bool) -> bool:
    """Return whether a triangle points up or down, so that ▲ is no minus sign: ▲6% of a text with ▼5%, but not its loss of ▲10億円.

    Args:
        text: The whole text.
        share: Whether the triangle stands before a percentage.
    """
    pointing, falls = _pointing(text)
    return pointing and (share or falls)


@lru_cache(maxsize=4)
def _pointing(text: str) -> tuple[bool, bool]:
    """Return whether a text tells shares that rise and fall by triangles, and sums that fall; kept for the texts asked of last."""
    return _FALLS.search(text) is not None and _RISES.search(text) is not None, _FALLS_BY.search(text) is not None

"""Triangles before figures: minus signs of accounts, or marks that point up and down.

In: a text. Out: whether its triangles point. Never: the value of a figure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.digits import DIGIT

_FALLS, _RISES = (re.compile(rf"{mark}[ ]?[{DIGIT}][{DIGIT}.,]{{0,9}}[ ]?[%％]") for mark in "▼▲")


@lru_cache(maxsize=4)
def triangles_point(text: str) -> bool:
    """Return whether a text tells rises and falls by triangles, so that ▲ is no minus sign; kept for the texts asked of last."""
    return _FALLS.search(text) is not None and _RISES.search(text) is not None

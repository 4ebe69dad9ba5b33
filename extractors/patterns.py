"""Patterns made of lists of words.

In: written forms. Out: one alternation. Never: a word of a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(forms: Iterable[str], *, space: str = " ") -> str:
    """Return a pattern that matches any of the written forms, the longest first, and never where there are none.

    Args:
        forms: The forms as they are written, no patterns.
        space: Pattern that a space in a form stands for.
    """
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    written = (re.escape(form).replace(r"\ ", space) for form in ordered)
    return "(?:" + "|".join(written) + ")" if ordered else "(?!)"

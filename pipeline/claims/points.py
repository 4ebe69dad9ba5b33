"""Differences of percentages: what a claim says of a figure in basis points or percentage points.

In: a figure. Out: its number and its unit as a claim tells them. Never: another figure; the mention changed. Part of the room of claims.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.records import Mention

__all__ = ["UNITS", "in_points", "told"]

#: Units of percentages in claims.
UNITS = ("%", "percentage point", "basis point")

_BASIS = re.compile(r"(?:basis[\s-]points?|\bbps?|(?<=\d)bps?|ベーシス・?ポイント|베이시스 ?포인트)$", re.IGNORECASE)
_POINTS = re.compile(r"points?$|p?pts?\.?$|(?<![a-z])pps?$|ポイント$|포인트$|[%％]p$", re.IGNORECASE)


def in_points(figure: Mention) -> bool:
    """Whether a percentage is told in points, as only differences of percentages are."""
    return figure.label == "PERCENT" and (_POINTS.search(figure.text) or _BASIS.search(figure.text)) is not None


def told(figure: Mention) -> tuple[Decimal | None, Decimal | None, Decimal | None, str | None]:
    """Return the value, the bounds and the unit of a figure as a claim tells them.

    A margin that rose by 60 basis points did not rise by .6 %: a claim says 60 and `basis point`, or 1.5 and `percentage point`, where the
    mention gives the percentage alike.

    Args:
        figure: The figure.
    """
    amounts = figure.value, figure.lower, figure.upper
    if figure.label != "PERCENT":
        return *amounts, figure.unit
    if _BASIS.search(figure.text):
        value, lower, upper = (None if one is None else one * 100 for one in amounts)
        return value, lower, upper, "basis point"
    return *amounts, "percentage point" if _POINTS.search(figure.text) else figure.unit

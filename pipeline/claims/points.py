"""Differences of percentages: what a claim says of a figure in basis points or percentage points.

In: a figure. Out: its number and its unit as a claim tells them. Never: another figure; the mention changed. Part of the room of claims.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.records import Mention

__all__ = ["UNITS", "in_points", "told"]

#: Units of percentages in claims.
_BASIS_POINT = "basis point"
UNITS = ("%", "percentage point", _BASIS_POINT)

_BASIS = re.compile(r"(?:basis[\s-]points?|\bbps?|(?<=\d)bps?|ベーシス・?ポイント|베이시스 ?포인트)$", re.IGNORECASE)
_POINTS = re.compile(r"points?$|p?pts?\.?$|(?<![a-z])pps?$|ポイント$|포인트$|[%％]p$", re.IGNORECASE)


def _unit(figure: Mention) -> str | None:
    """Return the unit of a figure as its words say it."""
    if figure.label == "PERCENT" and _BASIS.search(figure.text):
        return _BASIS_POINT
    return "percentage point" if figure.label == "PERCENT" and _POINTS.search(figure.text) else figure.unit


def in_points(figure: Mention) -> bool:
    """Whether a percentage is told in points, as only differences of percentages are."""
    return figure.label == "PERCENT" and _unit(figure) in UNITS[1:]


def told(figure: Mention) -> tuple[Decimal | None, Decimal | None, Decimal | None, str | None]:
    """Return the value, the bounds and the unit of a figure as a claim tells them.

    A margin that rose by 60 basis points did not rise by .6 %: a claim says 60 and `basis point`, or 1.5 and `percentage point`, where the
    mention gives the percentage alike.

    Args:
        figure: The figure.
    """
    amounts, unit = (figure.value, figure.lower, figure.upper), _unit(figure)
    value, lower, upper = (one * 100 if one is not None and unit == _BASIS_POINT else one for one in amounts)
    return value, lower, upper, unit

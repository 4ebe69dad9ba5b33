"""Units that some cells of a table write and the others share: the first $ of a column, the 億円 of a row.

In: the cells of a row, and of a table, with their heads. Out: cells whose unit is noted. Never: a unit where cells of one row, or signs of
one table, differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Cell, Head

#: A change without a unit, and an amount with one.
_CHANGE = re.compile(r"[△▲▼＋+\-−–]\s?\d[\d,，.]{0,30}")
_WITH_UNIT = re.compile(r"[△▲▼＋+\-−–]?\s?\d[\d,，.]{0,30}\s?(?P<unit>[^\W\d_]{1,12})")
#: A number and nothing else, and one behind a sign of currency.
_BARE = re.compile(r"[(（]?\s?[△▲▼＋+\-−–]?\s?(?:\d{1,3}(?:[,，]\d{3}){1,8}(?:\.\d{1,4})?|\d{1,12}\.\d{1,4}|\d{1,3}|\.\d{1,4})\s?[)）]?")
_SIGNED = re.compile(
    r"[(（]?\s?[△▲▼＋+\-−–]?\s?(?P<sign>(?:[A-Z]{1,3})?[$€£¥₩₹￥＄])\s{0,22}[(（]?\s?[△▲▼＋+\-−–]?\s?\d[\d,，.]{0,30}\s?[)）]?"
)


def shared(text: str, cells: tuple[Cell, ...], sign: Head | None) -> tuple[Cell, ...]:
    """Return the cells of a row, each number without a unit noted to be in the one that it shares.

    Args:
        text: The text.
        cells: The cells of the row, with their heads.
        sign: The sign of currency that some cells of the table write.
    """
    made = list(cells)
    note = _unit_of_row(text, cells)
    for place, cell in enumerate(cells):
        if not cell.heads:
            continue
        if note is not None and _CHANGE.fullmatch(text, cell.start, cell.end):
            made[place] = replace(cell, heads=(*cell.heads, note))
        elif sign is not None and _BARE.fullmatch(text, cell.start, cell.end) and all(_closes(text, head) for head in cell.heads):
            made[place] = replace(cell, heads=(*cell.heads, sign))
    return tuple(made)


def _closes(text: str, head: Head) -> bool:
    """Whether a head is no unit: the bracket that closes a negative figure may stand in a cell of its own."""
    return head.kind != "unit" or text[head.start : head.end].strip() in (")", "）")


def _unit_of_row(text: str, cells: Sequence[Cell]) -> Head | None:
    """Return the unit of the amounts of a row, of which there are two at least: 12億円, 10億円, +2."""
    written = [match for cell in cells if cell.heads and (match := _WITH_UNIT.fullmatch(text, cell.start, cell.end)) is not None]
    if len(written) < 2 or len({match["unit"] for match in written}) > 1:
        return None
    return Head("note", *written[-1].span("unit"))


def written_sign(text: str, rows: Sequence[Sequence[Cell]]) -> Head | None:
    """Return the sign of currency that statements write before the first figure of a column, and leave out of those below.

    Args:
        text: The text.
        rows: The cells of the table's rows, with their heads.
    """
    found: dict[str, Head] = {}
    for cell in (cell for row in rows for cell in row if cell.heads):
        within = _SIGNED.fullmatch(text, cell.start, cell.end)
        if within is not None:
            found.setdefault(within["sign"], Head("note", *within.span("sign")))
        for head in cell.heads:
            said = text[head.start : head.end]
            if head.kind == "unit" and said.endswith(tuple("$€£¥₩₹￥＄")):
                found.setdefault(said, Head("note", head.start, head.end))
    return next(iter(found.values())) if len(found) == 1 else None

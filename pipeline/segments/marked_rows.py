"""Which lines are rows whose cells a sign parts: tabs, bars without a frame, commas as in a file of values.

In: the lines of a block. Out: for each whether it is such a row, and the sign. Never: a cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.segments.lines import Line

__all__ = ["RULE", "below_rules", "head_above", "parted", "tabbed"]

_TAB, _BAR, _COMMA = re.compile(r"\t"), re.compile(r"[ \u3000]?\|[ \u3000]?"), re.compile(",")
_ITEM = re.compile(r"(?:[-*+•・●○◦▪■□◆◇▶▷►※✓✔–—]|\d{1,2}[.)])\t")
#: Rows that a run has at least, and signs of a row at least where they are bars or commas.
_ROWS, _BARS, _COMMAS = 3, 2, 3
#: What stands in no such row: the end of a sentence, a comma as sentences have it.
_NO_BAR, _NO_COMMA = (
    re.compile(r"[。!?！？]|https?://"),
    re.compile(r",\s|[。、!?！？]|https?://|\d,\d{3}(?!\d)(?=[^\n]{0,200}\d,\d{3}(?!\d))"),
)
_LONG = 400


def tabbed(block: Sequence[Line]) -> list[tuple[bool, re.Pattern[str]]]:
    """Say of each line whether tabs make it a row.

    Args:
        block: Lines without a blank one between them.
    """
    return [
        ("\t" in line.text and not _ITEM.match(line.text) and (len(line.text) <= 300 or line.text.count("\t") > 1), _TAB) for line in block
    ]


def parted(block: Sequence[Line]) -> list[tuple[bool, re.Pattern[str]]]:
    """Say of each line whether bars or commas make it a row: one of three with as many of them, most of which have a figure.

    Args:
        block: Lines without a blank one between them.

    Returns:
        Nothing where no line is such a row.
    """
    for sign, least, never, mark in (("|", _BARS, _NO_BAR, _BAR), (",", _COMMAS, _NO_COMMA, _COMMA)):
        counts = [_count(line, sign, least, never) for line in block]
        good = [False] * len(block)
        for count, run in groupby(range(len(block)), key=counts.__getitem__):
            places = [*run]
            figured = sum(any(map(str.isdigit, block[at].text)) for at in places)
            if count and len(places) >= _ROWS and 2 * figured > len(places):
                for at in places:
                    good[at] = True
        if any(good):
            return [(one, mark) for one in good]
    return []


def _count(line: Line, sign: str, least: int, never: re.Pattern[str]) -> int:
    """Return how many signs part the cells of a line, 0 where it is no row."""
    count = line.text.count(sign)
    return count if count >= least and len(line.text) <= _LONG and not line.text.startswith("|") and never.search(line.text) is None else 0


#: A line that parts the heads of a table from its rows.
RULE = re.compile(r"[\s|:\-–—+=]{1,4000}\Z")


def below_rules(block: Sequence[Line]) -> set[int]:
    """Return the lines of the tables of a block that a rule tells, each from the heads above it to the last line with a bar.

    Args:
        block: Lines without a blank one between them.
    """
    found: set[int] = set()
    for index, line in enumerate(block):
        if "|" not in line.text:
            continue
        if index and "-" in line.text and RULE.match(line.text) is not None:
            found |= {*range(head_above(block, index), index), index}
        elif index - 1 in found:
            found.add(index)
    return found


#: Lines that a row of heads is broken into at most.
_BROKEN = 8


def head_above(block: Sequence[Line], rule: int) -> int:
    """Return the first line of the heads above a rule; the rule itself where none stands there.

    A break within a row of heads leaves its last cells on lines of their own: the lines above are one row where only together they have
    as many cells as the rule. Source: GitHub Flavored Markdown, 4.10: the rows of head and rule have as many cells.

    Args:
        block: Lines without a blank one between them.
        rule: The line that parts heads and rows.
    """
    above = rule - 1
    if "|" not in block[above].text:
        return rule
    cells = _cells(block[rule].text)
    for first in range(above, max(-1, rule - 1 - _BROKEN), -1):
        if first < above and (block[first + 1].text.startswith("|") or RULE.match(block[first].text)):
            break
        if _cells("\n".join(line.text for line in block[first:rule])) == cells:
            return first
    return above


def _cells(said: str) -> int:
    """Return how many cells bars part in a row, those at its ends aside."""
    said = said.strip()
    return said.count("|") + 1 - said.startswith("|") - said.endswith("|")

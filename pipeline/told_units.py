"""The unit of tables that note none, from running text that tells the same figures with theirs.

In: the passages of a document and the amounts found in them. Out: for cells a note of their unit. Never: a convention; where the text does
not tell two figures of a table again, nothing is said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from itertools import islice

from extractors import Label, Mention, Money, Passage
from extractors.heads import headed
from extractors.patterns import any_of
from pipeline.records import Cell, Segment
from pipeline.rules import toml

#: What a figure of a table may be worth, and how a note says so.
_SCALES = {
    Decimal(1_000): "thousand",
    Decimal(10_000): "10 thousand",
    Decimal(1_000_000): "million",
    Decimal(100_000_000): "100 million",
    Decimal(1_000_000_000): "billion",
}
#: Amounts that the text tells again at least, and digits of all of them, so that no chance decides.
_AMOUNTS, _DIGITS = 2, 4
#: A number and nothing else.
_BARE = re.compile(r"[△▲▼＋+\-−–]?\s?(?P<number>\d{1,3}(?:[,，]\d{3}){1,4}|\d{1,9}(?:\.\d{1,4})?)")
#: Cells that are compared at most.
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class _Bare:
    """A cell with a number of which its heads say no unit.

    Attributes:
        part: Its passage.
        table: Which table of the document it is in.
        columns: The names of its column.
        of_money: Whether its heads name a sum.
        number: The number.
    """

    part: Passage
    table: int
    columns: tuple[str, ...]
    of_money: bool
    number: Decimal


def notes(text: str, segments: Sequence[Segment], parts: Sequence[Passage], found: Sequence[Mention]) -> dict[int, str]:
    """Return what a note would say of the unit of cells whose tables have none, by where their passages start.

    A figure under the name of a sum that running text tells with its unit (64,500 and 「645億円」) says what it is worth. Where two amounts
    and more agree, and none is more often worth another, the unit holds for the sums and the figures for one share of that table, and of
    tables with a column of the same name.

    Args:
        text: The text.
        segments: The passages of its document.
        parts: What the extractors read of them.
        found: What they found.
    """
    amounts = _told(parts, found) if any(segment.cells for segment in segments) else {}
    bare = list(islice(_bare(text, segments, parts), _MOST + 1)) if amounts else []
    if not 0 < len(bare) <= _MOST:
        return {}
    seen: dict[tuple[str, Decimal], dict[Decimal, set[int]]] = defaultdict(dict)
    for cell in bare:
        for unit, scale, amount in _worth(cell, amounts):
            seen[unit, scale].setdefault(amount, set()).add(cell.table)
    weighed = sorted(((sum(map(_digits, told)), key) for key, told in seen.items()), reverse=True)
    if not weighed or weighed[0][0] < _DIGITS or (weighed[1:2] and weighed[1][0] == weighed[0][0]):
        return {}
    unit, scale = weighed[0][1]
    told = seen[unit, scale]
    if len(told) < _AMOUNTS:
        return {}
    tables = set().union(*told.values())
    names = {name for cell in bare if cell.table in tables and cell.of_money for name in cell.columns}
    tables |= {cell.table for cell in bare if not names.isdisjoint(cell.columns)}
    note = f"({unit} {_SCALES[scale]})"
    return {cell.part.start: note for cell in bare if cell.table in tables and _asks(cell, note)}


def _bare(text: str, segments: Sequence[Segment], parts: Sequence[Passage]) -> Iterator[_Bare]:
    """Give the cells that hold a bare number of which their heads say no unit."""
    read = {part.start: part for part in parts if part.kind == "cell"}
    table, before = 0, -2
    for segment in segments:
        if not segment.cells:
            continue
        table += segment.ordinal > before + 2  # a rule stands between the heads and the rows
        before = segment.ordinal
        for cell in segment.cells:
            part = read.get(cell.start)
            match = _BARE.fullmatch(text, cell.start, cell.end) if part is not None and part.heads else None
            if part is None or match is None or headed(part.heads, part.language) is not None:
                continue
            number = Decimal(match["number"].replace(",", "").replace("，", ""))
            sums = any(map(_sums(part.language.partition("-")[0]).search, part.heads))
            yield _Bare(part, table, _columns(text, cell), sums, number)


def _columns(text: str, cell: Cell) -> tuple[str, ...]:
    return tuple(" ".join(text[head.start : head.end].split()) for head in cell.heads if head.kind == "column")


@cache
def _sums(language: str) -> re.Pattern[str]:
    """Return what matches the name of a measure that is told in money alone."""
    words = any_of(word for row in toml("concepts.toml")["measure"] if row.get("takes") == ["MONEY"] for word in row.get(language, ()))
    return re.compile(rf"(?<![A-Za-z]){words}(?![A-Za-z])", re.IGNORECASE)


def _told(parts: Sequence[Passage], found: Sequence[Mention]) -> Mapping[str, set[Decimal]]:
    """Return the amounts of money that running text tells, by their unit."""
    cells = {part.start: part.end for part in parts if part.kind == "cell"}
    told: dict[str, set[Decimal]] = defaultdict(set)
    end = -1
    starts = iter(sorted(cells))
    ahead = next(starts, None)
    for mention in sorted(found, key=lambda mention: mention.span):
        while ahead is not None and ahead <= mention.span.start:
            end, ahead = max(end, cells[ahead]), next(starts, None)
        if mention.label is Label.MONEY and mention.span.start >= end and isinstance(mention.value, Money):
            amount = mention.value
            if amount.unit and amount.value and amount.relation in ("eq", "approx"):
                told[amount.unit].add(abs(amount.value))
    return told


def _digits(amount: Decimal) -> int:
    return len(amount.normalize().as_tuple().digits)


def _worth(cell: _Bare, amounts: Mapping[str, set[Decimal]]) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Give the amounts that a number under the name of a sum is at some scale: as it is, rounded or cut to their digits."""
    if not cell.of_money or not cell.number:
        return
    for unit, told in amounts.items():
        for scale in _SCALES:
            worth = cell.number * scale
            near = {worth}
            for digits in range(2, _digits(worth)):
                near |= {Context(digits, rounding).plus(worth) for rounding in (ROUND_DOWN, ROUND_HALF_EVEN)}
            yield from ((unit, scale, amount) for amount in near & told)


def _asks(cell: _Bare, note: str) -> bool:
    """Whether a note of a unit says what a number is: its heads name a sum, or a figure for one share."""
    said = headed((*cell.part.heads, note), cell.part.language)
    return said is not None and (cell.of_money or (said.label is Label.MONEY and said.factor == 1))

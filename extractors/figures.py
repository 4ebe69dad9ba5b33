"""Numerals with what stands beside them: the unit on each side, and the sign that makes them negative.

In: a passage and its numerals. Out: numerals with their units, each unit with one number only. Never: a decision what kind of figure it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from extractors.brackets import same_rate, says_former
from extractors.counts import glued
from extractors.mention import Passage
from extractors.numerals import Numeral
from extractors.signs import TRIANGLES, bracket_told, bracketed, sign_before
from extractors.units import LENGTHS, ONE, Unit, Words

#: A percentage, said again as an amount.
_OR = re.compile(r"(?:[%％]|per\s?cent|pct\.?),?\s+or\s+$", re.IGNORECASE)
_FROM = re.compile(r"\b[Ff]rom[ \n](?:[a-z]+[ \n]){0,2}$")
#: What parts a figure from what it became.
ARROWS = frozenset({"→", "⇒", "➡", "->", "=>"})
ZERO = Decimal(0)
_PLUS_MINUS = frozenset("+-−▲△±")
_BY_POINT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
#: The same where a mean has other digits: 12.500 people, 3.000 people, but "2.456 persons per household".
_SURELY_BY_POINT = re.compile(r"[1-9][0-9]{1,2}\.[0-9]{3}|[1-9]\.[0-9]00")


def whole(numeral: Numeral, noun: str, words: Words) -> Numeral:
    """Return the number of what has no decimals, whose point parts thousands: 10.000 people."""
    parted = noun in words.cue("never in parts") and not numeral.scaled and _SURELY_BY_POINT.fullmatch(numeral.digits)
    return _by_thousand(numeral) if parted else numeral


#: Decimals behind a comma, and behind a point, of a figure whose unit stands by it.
_BY_IT = r"(?=[ \u00a0]?(?:€|%|EUR|(?:euros?|million|billion|per cent)\b))"
_COMMA = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:\.\d{{3}})*,\d{{1,2}}{_BY_IT}|€[ ]?\d{{1,3}}(?:\.\d{{3}})*,\d{{1,2}}(?![\d,])")
_POINT = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:,\d{{3}})*\.\d{{1,2}}{_BY_IT}|€[ ]?\d{{1,3}}(?:,\d{{3}})*\.\d{{1,2}}(?![\d.])")


@lru_cache(maxsize=4)
def decimal_commas(text: str) -> bool:
    """Return whether a text writes its decimals behind commas, and none behind points; kept for the texts asked of last."""
    return _COMMA.search(text) is not None and _POINT.search(text) is None


def _by_thousand(numeral: Numeral) -> Numeral:
    """Return a number whose point, read as a decimal one, parts thousands."""
    value = numeral.value * 1000 if numeral.value is not None else None
    return replace(numeral, value=value, step=max(numeral.step * 1000, ONE), digits=numeral.digits.replace(".", ""))


def _times(numeral: Numeral, scale: Decimal) -> Numeral:
    """Return a number with a scale that another one has."""
    value = numeral.value * scale if numeral.value is not None else None
    return replace(numeral, value=value, step=numeral.step * scale, scaled=scale > 1, scale=scale)


@dataclass(frozen=True, slots=True)
class Beside:
    """A numeral with the units on its two sides."""

    numeral: Numeral
    left: Unit | None
    right: Unit | None
    sign: int | None = None  # where a minus sign before the unit begins

    @property
    def start(self) -> int:
        """First code point of the figure."""
        if self.sign is not None:
            return self.sign
        return self.left.start if self.left is not None else self.numeral.start

    @property
    def end(self) -> int:
        """Code point after its last."""
        return max(self.right.end, self.numeral.end) if self.right is not None else self.numeral.end

    @property
    def amount(self) -> Unit | None:
        """The unit that makes it money or a percentage."""
        if self.left is not None:
            return self.left
        return self.right if self.right is not None and self.right.kind != "count" else None


class Sides:
    """Reads what stands beside the numerals of one passage."""

    def __init__(self, text: str, passage: Passage, words: Words) -> None:
        self.text, self.lo, self.hi = text, passage.start, passage.end
        self.words = words
        self.cell, self.header = passage.kind == "cell", bool(passage.header or passage.heads)
        self.local: dict[str, str | None] = {}  # which money signs of several mean; asked of the passage when the first one is met

    def row(self, numerals: Iterator[Numeral]) -> list[Beside]:
        """Numerals with their units; a unit between two numbers belongs to one of them only."""
        row: list[Beside] = []
        for scanned in self._said_once(numerals):
            numeral, left, right = self._beside(scanned)
            if left is None and right is None:
                left = self.words.named_before(self.text, self.lo, numeral)
            if left is not None and (sign := self.text[left.start : left.end]) in self.words.local_signs:
                left = self._local(numeral, left, sign)
            left = None if left is not None and self._doubtful(numeral, left) else left
            if left is not None and right is not None and (right.kind == "percent" or (right.kind == "count" and not left.sign)):
                left = None  # "against the dollar 3 percent"
            if right is not None and right.unit == "point" and self._of_percent(numeral, right):
                right = replace(right, kind="percent", unit="%")
            if right is not None and right.kind == "money":
                if self._weighs(numeral, right):
                    right = replace(right, kind="count", unit="pound")
                elif self._doubtful(numeral, right):
                    right = None
            if row and left is not None and row[-1].numeral.start > left.start:
                row.pop()  # the scale of "USD million 12.5"
            if row and left is not None and (last := row[-1]).right is not None and left.start < last.end:
                if last.left is not None and right is None:
                    row[-1] = replace(last, right=None)
                else:
                    left = None
            made = self.signed(Beside(numeral, left, right))
            if row and row[-1].amount is None and row[-1].right is None and right is not None and made.amount is right:
                first = row[-1].numeral
                if self.text[first.end : numeral.start].strip() == "to" and self.changes(first.start):
                    row[-1] = Beside(first, None, replace(right, start=first.end, end=first.end))
            if right is not None and left is None:
                self._lead(row, numeral, right)
                self._join_guesses(row, numeral)
            row.append(made)
        self._share_scales(row)
        return row

    def _said_once(self, numerals: Iterator[Numeral]) -> Iterator[Numeral]:
        """Give numbers, one in words with its digits in brackets behind it as one: "fifty (50) percent"."""
        last: Numeral | None = None
        for numeral in numerals:
            same = last is not None and last.form == "words" and numeral.digits and numeral.value == last.value
            if last is not None and same and self.text[last.end : numeral.start] == " (" and self.text.startswith(")", numeral.end):
                last = replace(last, end=numeral.end + 1)
                continue
            if last is not None:
                yield last
            last = numeral
        if last is not None:
            yield last

    def _share_scales(self, row: list[Beside]) -> None:
        """Give the scale and unit of the last figure of a list to those before: "$5.1, $6.2 and $7.3 million", "EUR 5.1 (4.8) million"."""
        chained = False
        for at in range(len(row) - 2, -1, -1):
            one, two = row[at], row[at + 1]
            further, chained = chained, False
            low, last = one.numeral, two.numeral
            bare = one.amount is not None and two.left is two.right is None
            if bare and says_former(self.text, one.end, low, last, rate=one.amount is not None and one.amount.kind == "percent"):
                row[at + 1] = self._former(one, two)
                continue
            if (
                one.right is not None
                or low.scaled
                or low.ordinal
                or low.value is None
                or last.value is None
                or two.amount is None is one.left
            ):
                continue
            joint = self.text[one.end : two.start]
            shared = last.scale > 1 or (one.left is None and same_rate(self.text, low, two.right, last))
            if joint == " " and self.text[two.start] == "(" and shared and two.left is None:
                row[at : at + 2] = self._with_former(one, two)
            elif self._joined(row, at, further) and self._listed(one, two):
                chained = True
                right = replace(two.right, start=one.end, end=one.end) if two.right is not None else None
                row[at] = replace(one, numeral=_times(low, last.scale), right=right)

    def _joined(self, row: list[Beside], at: int, further: bool) -> bool:
        """Whether a list goes on between two figures; "€5.71, or €11.8 billion in total" says the same twice."""
        joint = self.text[row[at].end : row[at + 1].start].strip()
        if joint in self.words.cue("list") or (further and joint == ","):
            return True
        third = at > 0 and row[at - 1].left is not None and self.text[row[at - 1].end : row[at].start].strip() == ","
        return joint[:1] == "," and joint[1:].strip() in self.words.cue("list") and (third or self._respective(row[at + 1].end))

    def _respective(self, at: int) -> bool:
        return any(self.text.find(word, at, min(self.hi, at + 100)) >= 0 for word in self.words.cue("respectively"))

    def _with_former(self, one: Beside, two: Beside) -> list[Beside]:
        """A sum and, in brackets, that of the year before, which share their scale: "EUR 12.3 (-4.5) million"."""
        if (unit := one.left or two.right) is None or unit.kind not in ("money", "percent"):
            return [one, two]
        last = two.numeral
        if last.value is not None and self.text[last.start + 1] not in _PLUS_MINUS:
            last = replace(last, value=abs(last.value))
        left = replace(unit, start=last.start, end=last.start) if one.left is not None else None
        right = replace(unit, start=one.end, end=one.end) if one.left is None else None
        return [replace(one, numeral=_times(one.numeral, last.scale), right=right), replace(two, numeral=last, left=left)]

    def _former(self, one: Beside, two: Beside) -> Beside:
        """The sum or rate of the year before, in brackets behind one whose scale and unit it shares: "MSEK 5,310 (4,870)"."""
        last = _times(two.numeral, one.numeral.scale) if one.numeral.scaled else two.numeral
        if last.value is not None and last.value > 0 and self.text[two.start - 1] in "-−–":
            last = replace(last, start=last.start - 1, value=-last.value)
        if one.left is not None:
            return Beside(last, replace(one.left, start=last.start, end=last.start), None)
        return Beside(last, None, replace(one.amount, start=last.end, end=last.end) if one.amount is not None else None)

    def _listed(self, one: Beside, two: Beside) -> bool:
        """Whether two figures of a list share what only the second has: the size of both, or "respectively", says so."""
        low, last = one.numeral.value or ZERO, (two.numeral.value or ZERO) / two.numeral.scale
        told = self._respective(two.end)
        if one.left is None:
            return told and two.left is None and not glued(self.text, self.lo, self.hi, one.numeral)
        priced = len(one.numeral.digits.partition(".")[2]) == 2 != len(two.numeral.digits.partition(".")[2])
        if priced and not told:
            return False  # $1.50 and $2 million
        same = two.left is not None and one.left.kind == two.left.kind == "money" and one.left.unit == two.left.unit
        return same and two.numeral.scale > 1 and abs(low) < 1000 and (told or abs(last) / 30 < abs(low) < abs(last) * 30)

    def _lead(self, row: list[Beside], numeral: Numeral, right: Unit) -> None:
        """Give the unit of a figure to those from which arrows lead to it: 3,100→1,900カ所, 10→12億円, 3→5→7店."""
        at = numeral.start
        for place in range(len(row) - 1, -1, -1):
            first = row[place].numeral
            joint = self.text[first.end : at].strip()
            joined = self.words.ranges.get(joint)
            leads = joint in ARROWS or (
                joined is not None and joined.change and first.scaled and self.changed(Beside(numeral, None, right))
            )
            if row[place].left is not None or row[place].right is not None or not leads:
                return
            at = first.start
            if numeral.scaled and not first.scaled and first.value is not None:
                first = _times(first, numeral.scale)
            row[place] = Beside(first, None, replace(right, start=first.end, end=first.end))

    def _join_guesses(self, row: list[Beside], numeral: Numeral) -> None:
        """Take the first two of three guesses at one figure as one, to its lower end: 5、6、7社."""
        bare = [beside.numeral for beside in row[-2:] if beside.left is beside.right is None]
        joints = [self.text[one.end : two.start] for one, two in itertools.pairwise((*bare, numeral))]
        if len(bare) < 2 or joints != ["、", "、"] or None in (values := [one.value for one in (*bare, numeral)]):
            return
        if all(one is not None and two == one + 1 for one, two in itertools.pairwise(values)):
            row[-2:] = [Beside(replace(bare[0], end=bare[1].end), None, None)]

    def _local(self, numeral: Numeral, unit: Unit, sign: str) -> Unit | None:
        """The money of a sign that stands for several; a letter that is none by itself stands close before a sum (P1.2 billion)."""
        if sign not in self.local:
            said = self.words.local(sign, self.text[self.lo : self.hi])
            # A letter is money in all of a text that names its one country.
            self.local[sign] = said if said is not None else self.words.local_in(self.text, sign)
        code = self.local[sign]
        if sign not in self.words.own_signs:
            before = self.text[unit.start - 1] if unit.start > self.lo else " "
            sum_of_money = numeral.scaled or numeral.grouped or len(numeral.digits.partition(".")[2]) == 2
            if not sum_of_money or unit.end < numeral.start or before not in " \n(（[—–-":
                return None
        return replace(unit, unit=code) if code is not None else None

    def _beside(self, numeral: Numeral) -> tuple[Numeral, Unit | None, Unit | None]:
        """A numeral with what stands before and after it; one in brackets is below zero if its unit stands outside: $(45), (5.2)%."""
        if numeral.value is not None and numeral.value > 0 and (ends := self._brackets(numeral)) is not None:
            outer = replace(numeral, start=ends[0], end=ends[1], value=-numeral.value)
            left, right = self.words.before(self.text, self.lo, outer), self.words.after(self.text, self.lo, self.hi, outer)
            left = left if left is not None and left.sign and (left.end == outer.start or numeral.grouped or self.cell) else None
            right = (
                right
                if right is not None
                and right.kind in ("money", "percent", "minor")
                and right.start == outer.end + (right.kind == "percent" and self.text[outer.end : outer.end + 1] == " ")
                else None
            )
            right = right or self._behind_bracket(outer)
            if left is not None or right is not None:
                return outer, left, right
        left, right = self.words.before(self.text, self.lo, numeral), self.words.after(self.text, self.lo, self.hi, numeral)
        if right is None and self.text.startswith(self.words.cue("somewhat more"), numeral.end):
            more = replace(numeral, end=numeral.end + 1, excess=True)
            right = self.words.after(self.text, self.lo, self.hi, more)
            if right is not None and right.kind == "money":
                return more, left, right
            right = None
        return numeral, left, right

    def _brackets(self, numeral: Numeral) -> tuple[int, int] | None:
        """Where the brackets around a number begin and end; in a cell the closing one may stand in the next: $(48."""
        opened = self.cell and self.text[max(self.lo, numeral.start - 1) : numeral.start] in ("(", "（")
        if opened and not self.text[numeral.end : self.hi].strip():
            return numeral.start - 1, numeral.end
        return bracketed(self.text, self.lo, self.hi, numeral)

    def _behind_bracket(self, outer: Numeral) -> Unit | None:
        """The currency that a space parts from a sum in brackets, and that belongs to no number behind it: (1,234) USD."""
        if not outer.grouped and "." not in outer.digits:
            return None
        right = self.words.after(self.text, self.lo, self.hi, outer)
        if right is None or right.kind != "money" or self.text[right.end : right.end + 2].strip()[:1].isdigit():
            return None
        return right

    def signed(self, beside: Beside) -> Beside:
        """Take in the sign of a figure, and thousands that are parted as at home with its currency: Rp 300.000."""
        numeral, unit = beside.numeral, beside.left or beside.right
        if numeral.value is None:
            return self._vague_below(beside)
        if unit is None:
            bare = self.header and numeral.value > 0 and self._bracketed_cell(beside)
            return replace(beside, numeral=replace(numeral, value=-numeral.value)) if bare else beside
        if unit.unit in self.words.points:
            numeral = self._parted_by_point(numeral, unit)
            beside = replace(beside, numeral=numeral)
        if numeral.value is None or numeral.value <= 0:
            opened = beside.left is not None and ")" in self.text[numeral.start : numeral.end] and self.text[numeral.start] != "("
            return replace(beside, sign=beside.start - 1) if opened else beside
        at = sign_before(self.text, self.lo, self.hi, beside.start, unit, self.words)
        told = unit.kind == "money" and bracket_told(self.text, self.lo, beside.start, beside.end, self.words)
        if at is None and (told or (self.cell and self._bracketed_cell(beside))):
            return replace(beside, numeral=replace(numeral, value=-numeral.value))
        if at is None:
            return beside
        negative = replace(numeral, value=-numeral.value)
        return replace(beside, numeral=replace(negative, start=at)) if beside.left is None else replace(beside, numeral=negative, sign=at)

    def _vague_below(self, beside: Beside) -> Beside:
        """A vague sum with a minus sign before it: "-$billions", ▲数億円."""
        numeral, unit = beside.numeral, beside.left or beside.right
        at = sign_before(self.text, self.lo, self.hi, beside.start, unit, self.words) if unit is not None else None
        if at is None or numeral.least is None or numeral.most is None:
            return beside
        below = replace(numeral, least=-numeral.most, most=-numeral.least)
        return replace(beside, numeral=below, sign=at) if beside.left is not None else replace(beside, numeral=replace(below, start=at))

    def _parted_by_point(self, numeral: Numeral, unit: Unit) -> Numeral:
        """A number whose point parts thousands, as at home with its currency: 300.000 VND."""
        if unit.kind != "money" or unit.unit not in self.words.points or numeral.scaled or not _BY_POINT.fullmatch(numeral.digits):
            return numeral
        after = unit.sign and unit.start >= numeral.end and numeral.digits.endswith("00")  # 1.500 €
        if numeral.value is None or not (
            self.words.points[unit.unit] or numeral.digits.endswith("000") or after or decimal_commas(self.text)
        ):
            return numeral
        return _by_thousand(numeral)

    def _bracketed_cell(self, beside: Beside) -> bool:
        """Whether a figure in brackets is all that a table's cell holds; the closing one may stand in a cell of its own."""
        before, after = self.text[self.lo : beside.start].strip(), self.text[beside.end : self.hi].strip()
        return (before in ("(", "（") and after in (")", "）", "")) or (len(before) == 1 and before in TRIANGLES and not after)

    def _doubtful(self, numeral: Numeral, unit: Unit) -> bool:
        """Whether a unit is more likely another word: "COP 28", "12 won seats"; with a scale or a grouped figure it is money."""
        written = self.text[unit.start : unit.end]
        if self.text[unit.start : numeral.end] in self.words.cue("no sum"):
            return True
        if written not in self.words.doubtful or numeral.scaled:
            return False
        likely = 100 if written.islower() else 10_000
        decimals = len(numeral.digits.partition(".")[2])  # "PHP 8.3" is a version, "PHP 8.30" a price
        return numeral.value is None or (decimals != 2 and not numeral.grouped and numeral.value < likely)

    def _of_percent(self, numeral: Numeral, unit: Unit) -> bool:
        """Whether points are percentage points: 1.2ポイント上昇 of a rate, not of a share index."""
        at = numeral.start - (self.text[numeral.start] not in _PLUS_MINUS)
        signed = at >= self.lo and self.text[at] in _PLUS_MINUS
        signed = signed and (unit.end - unit.start == 2 or self.text[max(self.lo, at - 1) : at] in ("比", "差", "率"))
        if not signed and not self.text.startswith(self.words.cue("moves by points"), unit.end):
            return False
        before = self.text[max(self.lo, unit.start - 30) : unit.start]
        return not any(word in before for word in self.words.cue("counts in points"))

    def _weighs(self, numeral: Numeral, unit: Unit) -> bool:
        """Whether pounds are of weight: "a 9-pound hammer", "weighs 200 pounds", "five pounds of rice"."""
        written = self.text[unit.start : unit.end].lower()
        if written not in self.words.cue("weight") or numeral.scaled:
            return False
        if self.text[numeral.end] == "-" or self.text.startswith(" of ", unit.end):
            return True
        said = self.text[max(self.lo, numeral.start - 40) : numeral.start].lower()
        if self.words.by_character:
            return any(word in said for word in self.words.cue("weighing"))
        return any(word.startswith(self.words.cue("weighing")) for word in said.split())

    def paced(self, unit: str, beside: Beside, joint: str) -> Beside:
        """Return a figure with the pace that was said of the one before it: 時速80キロから100キロに上げた."""
        right, length = beside.right, unit.partition(" per ")[0]
        joined = self.words.ranges.get(joint.strip())
        if right is None or LENGTHS.get(right.unit) != length or not (joint.strip() in ARROWS or (joined is not None and joined.change)):
            return beside
        return replace(beside, right=replace(right, unit=unit))

    def changed(self, second: Beside) -> bool:
        """Whether the word behind a figure says that another one became it: 5억에서 6억원으로."""
        return self.text.startswith(self.words.cue("ends a change"), second.end)

    def unpaced(self, joint: str, at: int) -> str:
        """Return what stands between two ends of a range without a scale that the first has too: 時速80キロから時速100キロ."""
        before = self.text[max(self.lo, at - 6) : at]
        scale = next((word for word in self.words.scales_before if joint.endswith(word) and before.endswith(word)), "")
        return joint.removesuffix(scale) or joint

    def changes(self, at: int) -> bool:
        """Whether "from" stands before a place and means a change ("rose from 5 to 7 percent"), not a range ("ranges from", "From $5")."""
        before = self.text[max(self.lo, at - 60) : at]
        match = _FROM.search(before)
        if match is None:
            return False
        leading = before[: match.start()].lower().split()
        return bool(leading) and not leading[-1].startswith(self.words.cue("ranging"))

    def moved(self, first: Beside, second: Beside) -> bool:
        """Whether the first figure is a change and the second where it led: "decreased $1.2 million to $23.5 million"."""
        if first.numeral.value is None or second.numeral.value is None:
            return False
        if second.amount is None and first.amount is not None:
            return first.amount.kind == "percent"  # to how many: a range says per cent at its end
        if first.amount is None:  # "grew by 300 to 4,200 people", "rose 300 to 4,200 people"
            by = self.text[max(self.lo, first.start - 4) : first.start].lower() == " by "
            said = self.text[max(self.lo, first.start - 24) : first.start].lower().split()
            times = 3 if by else 5 if said and said[-1] in self.words.cue("moved itself") else 0
            return (
                not first.numeral.scaled and bool(times) and second.amount is None and second.numeral.value >= times * first.numeral.value
            )
        if first.amount is not None and second.amount is not None and first.amount.kind == "percent":
            if self.text[first.amount.start : first.amount.end].lower() != self.text[second.amount.start : second.amount.end].lower():
                return True  # points to per cent
            if second.numeral.value < 3 * first.numeral.value:
                return False
        if _OR.search(self.text, max(self.lo, first.start - 16), first.start):
            return second.numeral.value >= 3 * first.numeral.value  # "up 6 per cent, or 48p to 805p"
        words = self.text[max(self.lo, first.start - 60) : first.start].lower().split()
        while words and (words[-1] in ("by", "of") or words[-1] in self.words.hedge_ends):
            if words.pop() == "of" and second.numeral.value < 3 * first.numeral.value:
                return False  # "an increase of $1 million to $2 million" may be either
        told = (words[-1].strip("(,"), " ".join(words[-2:])) if words else ()
        far = second.numeral.value >= 5 * first.numeral.value and any(word in self.words.cue("moved far") for word in told)
        return far or any(word in self.words.cue("moved") for word in told)

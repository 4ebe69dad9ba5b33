"""MONEY, PERCENT and QUANTITY, read off the numerals and their neighbours.

In: a text, a passage, its numerals, and what dates have taken. Out: mentions with value, relation and interval. Never: a rate of exchange.

A numeral is looked at once: what stands right before it (a sign of money), what right after (a unit, a counted noun), then the numeral that
follows (a range, cents), then the hedges around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.cell_figures import alone, below, fills, leads, names, rounds
from extractors.conversions import paired
from extractors.counts import Counted, counted, glued, inches, named, noun, paced
from extractors.elided import Said, elided
from extractors.figures import ARROWS, Beside, Sides, whole
from extractors.heads import headed
from extractors.lexicon import Range
from extractors.mention import Label, Mention, Money, Passage, Quantity, Relation, Span
from extractors.numerals import Numeral, plain
from extractors.signs import TRIANGLES, sign_around
from extractors.spelled import LARGEST
from extractors.units import LETTER, ONE, SMALLER, Unit, words

#: A figure of money is as exact as half of its last digit says, but never less exact than this share of it (DESIGN.md, section 3).
_LEAST_EXACT = Decimal("0.05")
#: What "more than" and "at least" reach to, for display; a test for conflict takes the bound as open (DESIGN.md, section 3).
_ABOVE = Decimal("1.05")
_ZERO, _HUNDRED, _THOUSAND = Decimal(0), Decimal(100), Decimal(1000)
#: Joints of a range that are one sign.
_DASHES = "-–—−~〜～∼－ー―…."
_FEET, _INCHES = ("'", "′", "’", "' ", "′ "), ('"', "″", "”")

_SCALE_AFTER = re.compile(r"[ \u00a0](?P<scale>[A-Za-z]+)(?![A-Za-z])")
_MEASURE = re.compile(r"(?<![A-Za-z])(?:[A-Z]{2}[A-Z/]*|[YQMHW]o[YQMHW])$")
_TOLD = re.compile(r"\b(?!in\b)[a-z]+ [-−]?$")
#: What no number goes on with: $1.2.3, $1,2345, $1_000.
_BROKEN = re.compile(r"\.[0-9]+\.[0-9]|,[0-9]{4}|_[0-9]")
_LONG = re.compile(r"[ -]figures?\b")


def find(text: str, passage: Passage, numerals: Sequence[Numeral], taken: Sequence[Span]) -> list[Mention]:
    """Find the amounts of a passage.

    Args:
        text: The whole text, masked characters replaced.
        passage: The stretch to read.
        numerals: Its numerals, in order.
        taken: What dates have taken: no amount is read off those characters.

    Returns:
        Mentions in order of their place, without overlap.
    """
    if not numerals:
        return []
    reader = _Reader(text, passage)
    mentions: list[Mention] = []
    end = passage.start
    for figure in reader.figures(_free(numerals, taken)):
        mention = reader.mention(figure, end)
        if mention is not None:
            mentions.append(mention)
            end = mention.span.end
    return paired(text, mentions)


def _free(numerals: Sequence[Numeral], taken: Sequence[Span]) -> Iterator[Numeral]:
    spans = sorted(taken)
    at = 0
    for numeral in numerals:
        while at < len(spans) and spans[at].end <= numeral.start:
            at += 1
        if at == len(spans) or numeral.end <= spans[at].start:
            yield numeral


@dataclass(frozen=True, slots=True)
class _Figure:
    """What a numeral, or two, say: a mention before its hedges."""

    start: int
    end: int
    label: Label
    unit: str | None
    value: Decimal | None
    step: Decimal
    rule: str
    scaled: bool = False
    upper: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    excess: bool = False
    hedge: Relation | None = None


class _Reader:
    """Reads one passage."""

    def __init__(self, text: str, passage: Passage) -> None:
        self.text, self.lo, self.hi = text, passage.start, passage.end
        self.words = words(passage.language)
        self.said = Said()
        self.sides = Sides(text, passage, self.words)
        heads = passage.heads or ((passage.header,) if passage.header else ())
        self.heads, self.language = heads, passage.language
        self.header = headed(heads, passage.language) if heads else None
        self.boxed = passage.kind == "cell"
        self.cell = self.boxed and bool(passage.heads)

    def figures(self, numerals: Iterator[Numeral]) -> Iterator[_Figure]:
        """Read numerals one by one, two where they are the ends of a range, dollars and cents, or a fraction."""
        row = self.sides.row(numerals)
        at = 0
        while at < len(row):
            two: _Figure | None = None
            if at + 1 < len(row):
                first, second = row[at], row[at + 1]
                if self.text[first.numeral.end : second.numeral.start].strip() in self.words.cue("fraction"):
                    two = self._fraction(first.numeral, second.numeral)
                    at += two is None
                else:
                    two = self._range(first, second) or self._cents(first, second) or self._compound(first, second)
            figure = two or self._single(row[at]) or (self._shares_noun(row[at], row[at + 1]) if at + 1 < len(row) else None)
            if figure is not None:
                if figure.label is Label.MONEY and figure.unit is not None:
                    self.said.currency, self.said.currency_end = figure.unit, figure.end
                elif figure.label is Label.QUANTITY and figure.rule.startswith(("count-by", "count-governed")) and figure.unit:
                    self.said.noun, self.said.noun_end = figure.unit, figure.end
                yield figure
            at += 1 if two is None else 2
            if figure is not None and at < len(row) and figure.label is Label.QUANTITY and figure.unit and " per " in figure.unit:
                row[at] = self.sides.paced(figure.unit, row[at], self.text[figure.end : row[at].start])

    def _shares_noun(self, beside: Beside, following: Beside) -> _Figure | None:
        """Read the 500 of "500 and 1,000 songs", the 80 of "80 of its 310 employees": it counts what the next number counts."""
        numeral = beside.numeral
        if (beside.right or beside.left) is not None or numeral.value is None or numeral.ordinal or self.words.by_character:
            return None
        part = (joint := self.text[numeral.end : following.start].strip(" ,\n")) in self.words.cue("of a whole") and (
            following.numeral.value or _ZERO
        ) >= numeral.value > 1
        part = part or (joint == "to" and self.text.endswith("from ", self.lo, numeral.start))  # "from 812 to 870 stores"
        if not (part or joint in ("and", "or", *ARROWS)) or named(self.text, self.lo, numeral, self.words):
            return None
        other = self._single(following)
        if other is None or not other.rule.startswith("count-by") or not other.unit or glued(self.text, self.lo, self.hi, numeral):
            return None
        return self._made(numeral, numeral.start, numeral.end, Label.QUANTITY, other.unit, ONE, "count-by-next")

    # -- one numeral -----------------------------------------------------------------------------------------------------------

    def _single(self, beside: Beside) -> _Figure | None:
        numeral, right = beside.numeral, beside.right
        if numeral.ordinal:
            percentile = right is not None and right.unit == "percentile"
            return self._made(numeral, beside.start, beside.end, Label.QUANTITY, "percentile", ONE, "percentile") if percentile else None
        written = self.text[numeral.start : numeral.end]
        if self._states_scale(numeral, right) or self._scales_sign(beside) or self._leaves_open(written):
            return None
        amount = beside.amount
        if amount is not None:
            return self._percent(numeral, amount) if amount.kind == "percent" else self._money(beside)
        if self.words.by_character and written in self.words.parts and numeral.value is not None:
            share = numeral.value * 100
            return _Figure(numeral.start, numeral.end, Label.PERCENT, "%", share, _ZERO, "percent-by-fraction", excess=numeral.excess)
        if self.cell and right is None and numeral.grouped and (self.header is None or not self.header.unit):
            self.header = headed(self.heads, self.language, large=True)
        if self.header is not None and self.header.unit and right is None and not numeral.scaled and self._is_asked(beside):
            head = self.header
            return self._made(numeral, numeral.start, numeral.end, head.label, head.unit, head.factor, f"{head.label.lower()}-by-header")
        read = self._digits_long(numeral) or self._bare_money(numeral, right) or self._count(numeral, right)
        return read or self._elided(numeral, right) or self._bare_cell(beside)

    def _bare_cell(self, beside: Beside) -> _Figure | None:
        """Read a number that is all that a headed cell asks for: what it counts stands in the heads alone. A bare year is none."""
        numeral = beside.numeral
        if not self.cell or beside.right is not None or beside.left is not None or not self._is_asked(beside) or numeral.value is None:
            return None
        if any(map(names, self.heads)):
            return None
        written = self.text[numeral.start : numeral.end]
        if written.isdigit() and ((len(written) == 4 and 1800 <= int(written) <= 2100) or written.startswith("0")):
            return None
        factor = self.header.factor if self.header is not None and self.header.label is Label.QUANTITY else ONE
        return self._made(numeral, numeral.start, numeral.end, Label.QUANTITY, "", factor, "cell")

    def _made(self, numeral: Numeral, start: int, end: int, label: Label, unit: str, factor: Decimal, rule: str) -> _Figure | None:
        value = None if numeral.value is None else numeral.value * factor
        if value is not None and abs(value) >= LARGEST:
            return None
        step = numeral.step * abs(factor)
        if label is Label.PERCENT:  # the last digit counts, whether zero or not
            decimals = len(numeral.digits.partition(".")[2])
            step = (ONE.scaleb(-decimals) if numeral.digits else min(numeral.step, ONE)) * factor
        least = None if numeral.least is None else numeral.least * factor
        most = None if numeral.most is None else numeral.most * factor
        upper = None if numeral.upper is None else numeral.upper * factor
        return _Figure(start, end, label, unit or None, value, step, rule, numeral.scaled or factor > 1, upper, least, most, numeral.excess)

    def _money(self, beside: Beside) -> _Figure | None:
        numeral, left, right = beside.numeral, beside.left, beside.right
        end, factor, unit, written = numeral.end, ONE, left.unit if left is not None else "", self.text[numeral.start : numeral.end]
        bound = written == "一" or (right is not None and right.start == numeral.end and self.words.spells_part(written))
        if left is None and (bound or self._runs_on(numeral)):
            return None  # 一円 is a region, 一元 a unity, 연구원 a researcher
        if (
            left is not None
            and right is None
            and (self.words.foreign.match(self.text, numeral.end, self.hi) or _BROKEN.match(self.text, numeral.end, self.hi))
        ):
            return None  # decimals are not written so here, and nothing is cut off a figure
        if right is not None and (right.kind == "money" or (right.kind == "minor" and left is None)):
            end, factor = right.end, right.factor
            unit = right.unit if left is None or (right.unit and left.unit == "USD" and not right.sign) else unit
            if left is None and not numeral.scaled and (scale := self._scale_after(end)) is not None:
                end, factor = scale[0], factor * scale[1]
        spelt = right is not None and not (word := self.text[right.start : right.end]).isupper() and any(map(str.isalpha, word))
        if self.header is not None and not (spelt or numeral.scaled) and self.header.label is Label.MONEY and self._alone(beside):
            factor = self.header.factor if factor == ONE else factor  # "$ 1,234" under "in millions", no 1,210円, 8.0¢ under ¢
        factor *= ONE if left is None else left.factor
        return self._made(numeral, beside.start, end, Label.MONEY, unit, factor, "money")

    def _percent(self, numeral: Numeral, unit: Unit) -> _Figure | None:
        encoded = unit.end < self.hi and self.text[unit.end].isdigit() and self.text[unit.end - 1] in "%％"
        if encoded or self._runs_on(numeral):
            return None
        figure = self._made(numeral, numeral.start, unit.end, Label.PERCENT, "%", unit.factor, "percent")
        if figure is not None and figure.value is not None and self.text[unit.start : unit.end] in self.words.rates:
            return self._with_smaller(figure, figure.value, unit.factor)
        return figure

    def _runs_on(self, numeral: Numeral) -> bool:
        """Whether a number is part of a word; after the short name of a measure texts without spaces write no space: ROE11%, EPS123円."""
        if not glued(self.text, self.lo, self.hi, numeral):
            return False
        return not (self.words.by_character and _MEASURE.search(self.text, max(self.lo, numeral.start - 12), numeral.start))

    def _with_smaller(self, figure: _Figure, value: Decimal, factor: Decimal) -> _Figure:
        """Add the rest of a rate in its smaller units: 3割4分5厘 is 34.5 per cent."""
        end, step = figure.end, figure.step
        for unit, following in self.words.smaller_rates:
            if unit.value < factor and (match := following.match(self.text, end, self.hi)) is not None:
                value += (Decimal(match[1]) if match[1].isdecimal() else self.words.single[match[1]]) * unit.value
                end, step = match.end(), unit.value
        return replace(figure, end=end, value=value, step=step)

    def _states_scale(self, numeral: Numeral, right: Unit | None) -> bool:
        """Whether the numeral says in what a table counts ("in millions of dollars", 単位：百万円), not how much."""
        before, written = self.text[max(self.lo, numeral.start - 14) : numeral.start], self.text[numeral.start : numeral.end]
        if self.words.by_character:
            if right is None or not all(letter in self.words.scales for letter in written):
                return False
            bracketed = before[-1:] in ("（", "(", "［", "[") and self.text[right.end : right.end + 1] in ("）", ")", "］", "]", "、", ",")
            rounded = rounds(self.text, right.end, self.hi)
            # Where sums are not written without a one in front (만달러), a scale alone in a line is a unit.
            alone = not self.words.language.bare_scales and fills(self.text, self.lo, self.hi, numeral.start, right.end)
            return bracketed or rounded or alone or before.rstrip(" \u3000：:は").endswith(self.words.cue("table"))
        if right is not None and numeral.scale != 1 and below(self.text, self.lo, numeral.start) and rounds(self.text, right.end, self.hi):
            return True
        if numeral.form != "words" or " " in written or (numeral.value is not None and numeral.scale == 1):
            return False
        if right is not None and self.boxed and fills(self.text, self.lo, self.hi, numeral.start, right.end):
            return True  # the unit of a column: "Million yen"
        words = before.lower().split()
        if not words or words[-1] != "in":
            return words[-1:] in (["(in"], ["[in"]) or (len(words) == 1 and words[0].endswith("in") and not words[0][0].isalpha())
        return (len(words) == 1 and numeral.start - self.lo < 6) or words[-2].lstrip("([") in self.words.cue("table")

    def _scales_sign(self, beside: Beside) -> bool:
        """Whether a scale alone stands behind the sign of a currency, as in the heads of tables: "RMB million", "£ million", "£000"."""
        numeral, left = beside.numeral, beside.left
        if left is not None and left.kind == "money" and self.text[numeral.start : numeral.end] in ("000", "'000", "’000"):
            return True
        if self.words.by_character or left is None or left.kind != "money" or numeral.form != "words" or numeral.scale == 1:
            return False
        alone = " " not in self.text[numeral.start : numeral.end]
        told = (
            self.text[numeral.end - 1] == "s"
            and left.end == numeral.start
            and _TOLD.search(self.text, max(self.lo, left.start - 20), left.start)
        )
        return alone and not told and (numeral.value is None or numeral.value == numeral.scale)

    def _leaves_open(self, written: str) -> bool:
        """Whether a number only holds a place, or is a unit: 何円, 〇〇円, the 億 of ○億円, a cell of nothing but "million"."""
        if not self.words.by_character:
            months = not self.cell and written in ("3M", "6M", "9M", "12M")  # a head of columns
            return self.boxed and (months or written.lower() in self.words.scales)
        return written in self.words.cue("question") or written.startswith(self.words.cue("not first")) or not written.strip("〇")

    def _scale_after(self, at: int) -> tuple[int, Decimal] | None:
        """A scale that stands after the code of a currency ("75 USD million")."""
        match = _SCALE_AFTER.match(self.text, at, self.hi)
        scale = self.words.scales.get(match["scale"].lower()) if match is not None else None
        return (match.end(), scale) if match is not None and scale is not None else None

    def _digits_long(self, numeral: Numeral) -> _Figure | None:
        """Read "11-figure": so many digits before the point."""
        match = _LONG.match(self.text, numeral.end, self.hi) if not self.words.by_character else None
        if match is None or numeral.value is None or numeral.scaled or not 3 <= numeral.value <= 15:
            return None
        if match[0][0] == " ":  # "the ten figures" are persons, "low seven figures" a sum
            before = self.text[max(self.lo, numeral.start - 20) : numeral.start].lower().split()
            if not before or before[-1] not in self.words.cue("figures after"):
                return None
        low = Decimal(10) ** (int(numeral.value) - 1)
        return _Figure(numeral.start, match.end(), Label.MONEY, "USD", low, low, "money-by-digits", upper=low * 10 - 1)

    def _alone(self, beside: Beside) -> bool:
        """Whether a number with its units is all that its cell holds, but for brackets, signs and notes."""
        return alone(self.text, self.lo, self.hi, beside.start, beside.end)

    def _is_asked(self, beside: Beside) -> bool:
        """Whether the heads of a cell ask for a number: it is all that the cell holds, or what the cell tells more of."""
        return self._alone(beside) or (self.cell and leads(self.text, self.lo, self.hi, beside.start, beside.end))

    def _bare_money(self, numeral: Numeral, right: Unit | None) -> _Figure | None:
        """Read "billions" that no noun follows: money, in the currency that English papers leave out."""
        if self.words.by_character or numeral.value is not None or numeral.scale < 10**6 or right is not None:
            return None
        follows = self.text[numeral.end : numeral.end + 4]
        written = self.text[numeral.start : numeral.end].lower()
        if not written.endswith("s") or follows.startswith((" of", "\nof", "-")):
            return None
        if noun(self.text, self.lo, self.hi, numeral, self.words) is not None:
            return None
        if numeral.scale < 10**9:  # millions are of people as often as of money
            before = self.text[max(self.lo, numeral.start - 40) : numeral.start].lower().split()
            if not any(word.startswith(self.words.cue("spending")) for word in before):
                return None
        return self._made(numeral, numeral.start, numeral.end, Label.MONEY, "USD", ONE, "money-bare")

    def _elided(self, numeral: Numeral, right: Unit | None) -> _Figure | None:
        """Read a number whose unit the sentence has just said."""
        found = elided(self.text, self.lo, self.hi, numeral, self.said, self.words) if right is None else None
        return self._made(numeral, numeral.start, numeral.end, found[0], found[1], ONE, found[2]) if found is not None else None

    def _count(self, numeral: Numeral, right: Unit | None) -> _Figure | None:
        times = right is not None and right.unit == "times"
        if self._runs_on(numeral) if times else glued(self.text, self.lo, self.hi, numeral):
            return None
        if self.text[numeral.start] == "0" and self.text[numeral.start : numeral.end].isdigit() and numeral.end - numeral.start > 1:
            return None  # the number of a chapter or a code: 01 事業概要
        hedge: Relation | None = None
        if self.text[numeral.end : numeral.end + 1] in (
            ("余", "여") if self.words.by_character else ("+", "-")
        ):  # "20-odd people", 100余人
            behind = self.words.hedge_after(self.text, numeral.end, self.hi)
            if behind is not None:
                numeral, hedge = replace(numeral, end=behind[0]), behind[1]
                right = self.words.after(self.text, self.lo, self.hi, numeral)
        what = counted(self.text, self.lo, self.hi, numeral, right, self.words)
        if self.words.by_character and what is not None and numeral.scale >= 10**8:
            if self.text[numeral.start : numeral.end] in self.words.scales:
                return None  # the 조 of 조회 is no trillion
            if what.noun in self.words.cue("measures of money"):
                return None  # 60億の赤字
        figure = self._counted(numeral, what) if what is not None else None
        return replace(figure, hedge=hedge) if figure is not None else None

    def _counted(self, numeral: Numeral, what: Counted) -> _Figure | None:
        numeral = whole(numeral, what.noun, self.words)
        return self._made(numeral, numeral.start, what.end, Label.QUANTITY, what.noun, ONE, what.rule)

    # -- two numerals ----------------------------------------------------------------------------------------------------------

    def _spreads(self, at: int) -> bool:
        """Whether the sign at a place, a triangle or a word, is meant for both ends of a range."""
        return self.text[at] in TRIANGLES or self.text[at].isalpha()

    def _range(self, first: Beside, second: Beside) -> _Figure | None:
        """Read two ends of a range; they share the scale and the unit that one of them has."""
        low, high = first.numeral, second.numeral
        if low.value is None or high.value is None or low.ordinal != high.ordinal:
            return None
        lower, upper = low.value, high.value
        if first.amount is None and second.amount is not None:  # 率は-5〜10％
            low = self.sides.signed(Beside(low, None, second.amount)).numeral
            lower, first = low.value if low.value is not None else lower, replace(first, numeral=low)
        stop, start = first.end, second.start
        if upper < 0 and not self.text[stop:start].strip() and self.text[start] in _DASHES:  # the sign is the joint
            upper, start = -upper, start + 1
            high = replace(high, value=upper)
            second = replace(second, numeral=high, sign=None)
        joint = self.text[stop:start].strip().lower()
        plus = next((word for word in self.words.cue("plus") if len(joint) > len(word) and joint.endswith(word)), "")
        joint = self.sides.unpaced(joint.removesuffix(plus).rstrip(), first.start)  # +40〜+119%, マイナス5〜プラス3％
        joined = self.words.ranges.get(joint) if 0 < start - stop <= 10 else None
        if joined is None or (joint == "-" and not self.words.by_character and bool(low.digits) != bool(high.digits)):
            return None
        if joint[0] in "…." and (start - stop != len(joint) or first.right is not None):
            return None  # 5…6%, but "$5… $6 was too much", 5人…6人
        if joined.opening and not self.text[max(self.lo, first.start - 20) : first.start].rstrip().lower().endswith(joined.opening):
            return None
        changed = joint == "to" and (self.sides.changes(first.start) or self.sides.moved(first, second))
        ends = self.text.startswith(self.words.cue("ends a range"), second.end)  # 80キロから100キロで走る
        if changed or (joined.change and ((first.right is not None and not ends) or self.sides.changed(second))):
            return None
        units = [unit for unit in (first.left, first.right, second.left, second.right) if unit is not None]
        if len({unit.kind for unit in units}) > 1 or not self._guessed(first, second, joined):
            return None
        dashed = joint[-1:] in _DASHES  # "five-to-seven" as well
        if not dashed and second.left is None and glued(self.text, self.lo, self.hi, high):
            return None
        below = lower < 0 and (upper < 0 or (not plus and self._spreads(first.start)))  # ▲10〜20億円 is below zero at both ends
        lower, upper = (abs(lower), abs(upper)) if below else (lower, upper)
        shared = self._shared_scale(first, second, lower, upper * 10 if below else upper)  # $(1.5)-$(1.2) million
        lower, step = lower * shared, low.step * shared
        if below:
            lower, upper = min(lower, upper), max(lower, upper)
        if lower >= upper:
            return None
        both = (-upper, -lower) if below else (lower, upper)
        unit = first.amount or second.amount
        if unit is None:
            return self._headed_range(first, second, both, step) or self._counted_range(first, second, high, both, dashed)
        label = Label.PERCENT if unit.kind == "percent" else Label.MONEY
        code = unit.unit if second.left is None or label is Label.PERCENT else second.left.unit
        if first.left is None and second.right is not None:
            code = second.right.unit
        upper_factor = second.right.factor if second.right is not None else unit.factor
        lower_factor = first.right.factor if first.right is not None else upper_factor
        if below:
            lower_factor, upper_factor = upper_factor, lower_factor
        value, upper = both[0] * lower_factor, both[1] * upper_factor
        return _Figure(first.start, second.end, label, code or None, value, step, "range", upper=upper)

    def _guessed(self, first: Beside, second: Beside, joined: Range) -> bool:
        """Whether a joint that lists as often as it spreads stands between two guesses at one figure: "two or three hundred", 5、6社."""
        low, high = first.numeral, second.numeral
        if not joined.near and not joined.next:
            return True
        if (first.left or first.right or second.left) is not None or low.scaled or low.value is None or high.value is None:
            return False
        upper = high.value / self._shared_scale(first, second, low.value, high.value)
        near = (
            upper == low.value + 1 + self.text.count("、", low.start, low.end) and low.value < 10
            if joined.next
            else upper <= max(low.value + 1, low.value * joined.near)
        )
        return near and low.value > 0 and not low.value % 1

    def _headed_range(self, first: Beside, second: Beside, ends: tuple[Decimal, Decimal], step: Decimal) -> _Figure | None:
        """Read a range that is all that a headed cell holds: what it counts stands in the heads alone. Two bare years are none."""
        head = self.header
        if not self.cell or head is None or not head.unit or first.right is not None or second.right is not None:
            return None
        if all(re.fullmatch(r"\d{4}", self.text[beside.numeral.start : beside.numeral.end]) for beside in (first, second)):
            return None
        if not alone(self.text, self.lo, self.hi, first.start, second.end):
            return None
        value, upper = ends[0] * head.factor, ends[1] * head.factor
        if max(abs(value), abs(upper)) >= LARGEST:
            return None
        rule = f"{head.label.lower()}-by-header"
        return _Figure(first.start, second.end, head.label, head.unit, value, step * head.factor, rule, upper=upper)

    def _shared_scale(self, first: Beside, second: Beside, lower: Decimal, upper: Decimal) -> Decimal:
        """By what the first end of a range has to be multiplied: "$7 to $10 million", "$5-8,000"."""
        low, high = first.numeral, second.numeral
        if self.words.by_character and not low.scaled and first.right is None and high.value:  # the 千万 of 2～3千万円 and 二、三千万円
            said = Decimal(high.digits or 0)
            worth = abs(high.value) / said if low.digits and said else high.step
            if worth > high.scale and (lower * worth < upper if high.digits else (lower + 1) * worth == upper):
                return worth
        if high.scale > 1 and not low.scaled and (first.right is None or first.right.kind == "count"):
            signed = first.left is not None and second.left is not None
            return high.scale if lower * high.scale <= upper and (not signed or lower < 1000) else ONE
        if low.form == high.form == "words" and high.step == _HUNDRED and lower < 10 and lower * _HUNDRED < upper:
            return _HUNDRED  # "two to three hundred"
        both = first.left is not None and second.left is not None and self.text[first.end : second.start].strip().isalpha()
        thousands = low.digits.isdigit() and not both and self.text[high.start : high.end].endswith(",000")
        return _THOUSAND if thousands and 1 <= lower < 1000 and lower < upper / 1000 else ONE

    def _counted_range(self, first: Beside, second: Beside, high: Numeral, ends: tuple[Decimal, Decimal], dashed: bool) -> _Figure | None:
        low = first.numeral
        before = self.text[low.start - 1] if low.start > self.lo else " "
        if (low.digits and (LETTER.match(before) or before in "_#@/\\§.:-")) or named(self.text, self.lo, low, self.words):
            return None
        if not dashed and (glued(self.text, self.lo, self.hi, low) or glued(self.text, self.lo, self.hi, high)):
            return None
        if high.ordinal:
            figure = self._single(second)
        else:
            what = paced(self.text, self.lo, low.start, high.end, second.right, self.words)  # 時速50〜60キロ
            what = what or counted(self.text, self.lo, self.hi, high, second.right, self.words)
            figure = self._counted(high, what) if what is not None else None
        return replace(figure, start=first.start, value=ends[0], upper=ends[1], rule="range") if figure is not None else None

    def _cents(self, first: Beside, second: Beside) -> _Figure | None:
        """Read "3 dollars 50 cents", 2ドル3セント, "$20 and 43c": one sum."""
        major = first.right if first.right is not None and first.right.kind == "money" else first.left
        if major is None or second.right is None or second.right.kind != "minor" or second.left is not None:
            return None
        whole, hundredths = first.numeral, second.numeral
        if whole.scaled or hundredths.scaled or whole.value is None or hundredths.value is None:
            return None
        if hundredths.value >= 100 or whole.value % 1 or self.text[first.end : second.start].strip().lower() not in ("", "and", ","):
            return None
        value = whole.value + hundredths.value / 100
        return _Figure(first.start, second.end, Label.MONEY, major.unit or None, value, Decimal("0.01"), "money-and-cents")

    def _compound(self, first: Beside, second: Beside) -> _Figure | None:
        """Read "5 feet and 2 inches", 6′2″, "3 kg 500 g" as one measure, in the first unit."""
        whole, rest = first.numeral, second.numeral
        if rest.start - whole.end > 16 or whole.scaled or rest.scaled:
            return None
        joint = self.text[whole.end : rest.start]
        if joint in _FEET and self.text[rest.end : rest.end + 1] in _INCHES and not glued(self.text, self.lo, self.hi, whole):
            units, end = ("foot", "inch"), rest.end + 1
        else:
            right = first.right
            if right is not None and self.text[right.start : right.end].lower() in self.words.cue("weight"):
                right = replace(right, kind="count", unit="pound")
            one = counted(self.text, self.lo, self.hi, whole, right, self.words)
            if one is None or one.noun not in SMALLER or one.end > rest.start or self.text[one.end : rest.start].strip() not in ("", "and"):
                return None
            two = counted(self.text, self.lo, self.hi, rest, second.right, self.words)
            if two is None and one.noun == "foot":
                two = inches(self.text, self.hi, rest, self.words)
            if two is None:
                return None
            units, end = (one.noun, two.noun), two.end
        share = SMALLER.get(units[0], {}).get(units[1])
        if share is None or whole.value is None or rest.value is None or not 0 < rest.value < share or whole.value % 1:
            return None
        value = plain(whole.value + rest.value / share)
        return _Figure(whole.start, end, Label.QUANTITY, units[0], value, rest.step / share, "count-by-parts")

    def _fraction(self, first: Numeral, second: Numeral) -> _Figure | None:
        """Read 3分の2 as a share in per cent, 百分の二 as two; one without a finite decimal form is cut at six digits."""
        parts, of = second.value, first.value
        if parts is None or of is None or not 1 < of <= 1000 or parts < 0 or (parts >= of and of != 100):
            return None
        share = round(parts * 100 / of, 6)
        return _Figure(first.start, second.end, Label.PERCENT, "%", share, _ZERO, "percent-by-fraction")

    # -- hedges ----------------------------------------------------------------------------------------------------------------

    def mention(self, figure: _Figure, floor: int) -> Mention | None:
        """Build the mention of a figure with the hedges around it; nothing before `floor` is read again."""
        start, end = figure.start, figure.end
        if start < floor:
            return None
        hedges = [figure.hedge] if figure.hedge is not None else []
        for _ in range(2):
            found = self.words.hedge_before(self.text, max(self.lo, floor), start)
            if found is None:
                break
            start = found[0]
            hedges.append(found[1])
        if hedges and figure.value is not None and figure.value > 0 and figure.upper is None:
            at = sign_around(self.text, max(self.lo, floor), start, self.words)
            if at is not None:  # ▲約5億円
                start, figure = at, replace(figure, value=-figure.value)
        behind = self.words.hedge_after(self.text, end, self.hi)
        if behind is not None:
            end = behind[0]
            hedges.append(behind[1])
        elif figure.excess:
            hedges.append(Relation.GT if self.words.by_character else Relation.GE)
        if (verb := self.words.hedge_verb(self.text, end, self.hi)) is not None:
            hedges.append(verb)
        if figure.upper is not None:
            relation = Relation.RANGE
        elif figure.value is None:
            relation = Relation.VAGUE
        else:
            bounds = [hedge for hedge in hedges if hedge is not Relation.APPROX]
            relation = bounds[0] if bounds else Relation.APPROX if hedges else Relation.EQ
        span = Span(start, end) if figure.label is Label.MONEY else Span(figure.start, figure.end)
        return Mention(span, figure.label, _valued(figure, relation), f"{self.words.language.tag}-{figure.rule}")


def _valued(figure: _Figure, relation: Relation) -> Money | Quantity:
    """The value with the interval that its wording allows.

    Source: DESIGN.md, section 3, rules 1 and 2.
    """
    kind = Money if figure.label is Label.MONEY else Quantity
    if figure.value is None:
        return kind(None, figure.unit, Relation.VAGUE, figure.least, figure.most)
    value = plain(figure.value)
    if relation is Relation.RANGE and figure.upper is not None:
        return kind(value, figure.unit, relation, value, plain(figure.upper))
    match relation:
        case Relation.GT | Relation.GE:
            return kind(value, figure.unit, relation, value, plain(value * _ABOVE if value >= 0 else value * (2 - _ABOVE)))
        case Relation.LE | Relation.LT:
            return kind(value, figure.unit, relation, min(_ZERO, value), value)
    slack = _ZERO
    if figure.label is Label.PERCENT:
        slack = figure.step / 2
    elif figure.label is Label.MONEY or figure.scaled:
        slack = min(figure.step / 2, abs(value) * _LEAST_EXACT)
    return kind(value, figure.unit, relation, plain(value - slack), plain(value + slack))

"""MONEY, PERCENT and QUANTITY, read off the numerals and their neighbours.

In: a text, a passage, its numerals, and what dates have taken. Out: mentions with value, relation and interval. Never: a rate of exchange.

A numeral is looked at once: what stands right before it (a sign of money), what right after (a unit, a counted noun), then the numeral that
follows (a range, cents), then the hedges around. Everything is a look-up in a table of the language, or a match at one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from extractors.lexicon import (
    Counter,
    CurrencyWord,
    Heading,
    Hedge,
    Homonym,
    Lexicon,
    Minor,
    Noun,
    Number,
    PercentWord,
    Range,
    Scale,
    Sign,
    Stop,
    Suffix,
    currencies,
    load,
)
from extractors.mention import Label, Mention, Money, Passage, Quantity, Relation, Span
from extractors.numerals import Numeral, plain

_ONE = Decimal(1)
#: A figure of money is as exact as half of its last digit says, but never less exact than this share of it (DESIGN.md, section 3).
_LEAST_EXACT = Decimal("0.05")
#: What "more than" and "at least" reach to, for display; a test for conflict takes the bound as open (DESIGN.md, section 3).
_ABOVE = Decimal("1.05")
#: Figures from here on do not fit a column of amounts, and no text means them.
_TOO_LARGE = Decimal(10) ** 27
_SPACE = " \n\u00a0\u3000"
_LATIN = re.compile(r"[A-Za-z0-9_]")


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
    figures = reader.figures(_free(numerals, taken))
    mentions: list[Mention] = []
    end = passage.start
    for figure in figures:
        mention = reader.mention(figure, end)
        if mention is not None and mention.span.start >= end:
            mentions.append(mention)
            end = mention.span.end
    return reader.pairs(mentions)


def _free(numerals: Sequence[Numeral], taken: Sequence[Span]) -> Iterator[Numeral]:
    spans = sorted(taken)
    at = 0
    for numeral in numerals:
        while at < len(spans) and spans[at].end <= numeral.start:
            at += 1
        if at == len(spans) or numeral.end <= spans[at].start:
            yield numeral


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stands beside a number: kind (`money`, `minor`, `percent`, `count`), the unit, and how much of it one is."""

    start: int
    end: int
    kind: str
    unit: str
    factor: Decimal = _ONE
    digits: bool = False
    sign: bool = False


@dataclass(frozen=True, slots=True)
class _Figure:
    """A numeral with its units, or two with what joins them."""

    start: int
    end: int
    label: Label
    unit: str | None
    value: Decimal | None
    step: Decimal
    scaled: bool
    rule: str
    upper: Decimal | None = None
    upper_step: Decimal = _ONE
    least: Decimal | None = None
    most: Decimal | None = None
    excess: bool = False


class _Reader:
    """Reads one passage."""

    def __init__(self, text: str, passage: Passage) -> None:
        self.text, self.lo, self.hi = text, passage.start, passage.end
        self.passage = passage
        language = passage.language.partition("-")[0]
        self.words = _words(language if language in ("en", "ja", "ko") else "")
        self.header = self.words.header(passage.header) if passage.header else None

    # -- units beside a numeral ------------------------------------------------------------------------------------------------

    def before(self, numeral: Numeral) -> _Unit | None:
        """The sign or code of money that stands right before a numeral."""
        at = numeral.start
        while at > self.lo and numeral.start - at < 2 and self.text[at - 1] in _SPACE:
            at -= 1
        if at == self.lo or self.text[at - 1] not in self.words.before_ends:
            return None
        for length in range(min(self.words.before_longest, at - self.lo), 0, -1):
            written = self.text[at - length : at]
            code = self.words.signs.get(written)
            if code is None and written[-1] in _SIGNS:
                code = self.words.signs.get(written.upper())
            if code is None:
                continue
            first = at - length
            if _LATIN.match(written) and first > self.lo and _LATIN.match(self.text[first - 1]) and not self.text[first - 1].isdigit():
                continue
            return _Unit(first, at, "money", self._yen(written, code), sign=True)
        return None

    def _yen(self, written: str, code: str) -> str:
        """Tell yuan from yen where the sign is the same and the passage names China's money or Japan's."""
        if written not in ("¥", "￥") or self.words.by_character:
            return code
        said = self.text[self.lo : self.hi]
        return (
            "CNY"
            if re.search(r"\b(?:yuan|RMB|CNY|renminbi|Chinese|China)\b", said) and not re.search(r"\b(?:yen|JPY|Japan)", said)
            else code
        )

    def after(self, numeral: Numeral) -> _Unit | None:
        """The unit that stands right after a numeral."""
        return self._after_characters(numeral.end) if self.words.by_character else self._after_words(numeral)

    def _after_characters(self, end: int) -> _Unit | None:
        text, at = self.text, end
        while at < self.hi and at - end < 3 and text[at] in _SPACE:
            at += 1
        if at >= self.hi:
            return None
        longest = self.words.after_longest.get(text[at], 0)
        for length in range(min(longest, self.hi - at), 0, -1):
            entry = self.words.units.get(text[at : at + length])
            if entry is None:
                continue
            stop = at + length
            follows = text[stop] if stop < self.hi else ""
            if follows and follows in entry.unless:
                continue
            if follows and _LATIN.match(text[stop - 1]) and _LATIN.match(follows) and not follows.isdigit():
                continue
            if at > end and entry.kind == "count" and not _LATIN.match(text[at]) and text[end] == "\n":
                continue
            return _Unit(at, stop, entry.kind, entry.unit, entry.factor, entry.digits)
        return None

    def _after_words(self, numeral: Numeral) -> _Unit | None:
        match = _TAIL.match(self.text, numeral.end, self.hi)
        if match is None:
            return None
        at = match.start("word")
        spaced = at > numeral.end
        if match["sign"] is not None:
            sign = match["sign"]
            entry = self.words.units.get(sign)
            if entry is None or (entry.kind == "money" and _DIGIT.match(self.text, match.end("sign"), self.hi)):
                return None
            return _Unit(at, match.end("sign"), entry.kind, entry.unit, entry.factor, sign=True)
        words = match["word"]
        if numeral.value is None and words.startswith("of "):
            at, words = at + 3, words[3:]
        for stop in reversed([found.start() for found in _BREAK.finditer(words)] + [len(words)]):
            written = words[:stop]
            entry = self.words.units.get(written) or self.words.units.get(written.lower())
            if entry is None:
                continue
            if entry.exact and written not in self.words.units:
                continue
            if (entry.digits or (entry.kind == "minor" and stop == 1)) and (
                spaced or not numeral.digits or written not in self.words.units
            ):
                continue
            return _Unit(at, at + stop, entry.kind, entry.unit, entry.factor, entry.digits)
        joined = _JOINED.match(words)
        if joined is not None and joined["code"] in self.words.codes:
            return _Unit(at, at + joined.end(), "money", joined["code"], self.words.suffixes[joined["scale"]])
        return None

    # -- figures ---------------------------------------------------------------------------------------------------------------

    def figures(self, numerals: Iterator[Numeral]) -> Iterator[_Figure]:
        """Read numerals one by one, two where they are the ends of a range or dollars and cents."""
        row = self._beside(numerals)
        at = 0
        while at < len(row):
            numeral, left, right = row[at]
            if at + 1 < len(row):
                follows = row[at + 1]
                if self.words.by_character and self.text[numeral.end : follows[0].start] in ("分の", "분의 ", "분의"):
                    if (share := self._fraction(numeral, follows[0])) is not None:
                        yield share
                    at += 2
                    continue
                two = self._range(numeral, left, right, *follows) or self._cents(numeral, left, right, *follows)
                if two is not None:
                    yield two
                    at += 2
                    continue
            one = self._single(numeral, left, right)
            if one is not None:
                yield one
            at += 1

    def _beside(self, numerals: Iterator[Numeral]) -> list[tuple[Numeral, _Unit | None, _Unit | None]]:
        """Numerals with their units; what stands between two numbers belongs to one of them only."""
        row: list[tuple[Numeral, _Unit | None, _Unit | None]] = []
        for numeral in numerals:
            left, right = self.before(numeral), self.after(numeral)
            if left is not None and row and row[-1][2] is not None and left.start < row[-1][2].end:
                before, before_left, _ = row[-1]
                if before_left is not None and right is None:
                    row[-1] = (before, before_left, None)
                else:
                    left = None
            row.append((numeral, left, right))
        for at in range(1, len(row)):
            first, first_left, first_right = row[at - 1]
            second, _, right = row[at]
            if first_left is None and first_right is None and right is not None and right.kind in ("money", "percent"):
                joint = self.text[first.end : second.start].strip().lower()
                if joint == "to" and self._change(first.start):
                    row[at - 1] = (first, None, replace(right, start=first.end, end=first.end))
        return row

    def _change(self, at: int) -> bool:
        """Whether "from" stands before a place and means a change ("rose from 5 to 7 percent"), not a range."""
        before = self.text[max(self.lo, at - 60) : at]
        return _CHANGE.search(before) is not None and _RANGING.search(before) is None

    def _single(self, numeral: Numeral, left: _Unit | None, right: _Unit | None) -> _Figure | None:
        if numeral.ordinal:
            return self._percentile(numeral, right)
        start, end = numeral.start, numeral.end
        left = None if left is not None and self._doubtful(numeral, left) else left
        if right is not None and right.kind == "money" and self._doubtful(numeral, right):
            right = None
        if self._scale_of_table(numeral, right):
            return None
        money = left or (right if right is not None and right.kind in ("money", "minor") else None)
        if left is None and money is not None and self.text[numeral.start : numeral.end] == "一":
            return None  # 一円 is a region, 一元 a unity
        if left is not None and right is None and _COMMA_DECIMAL.match(self.text, numeral.end, self.hi):
            return None
        if money is not None and not (left is None and self._glued(numeral)):
            factor = _ONE
            unit = money.unit
            if left is not None:
                start = left.start
            if right is not None and right.kind in ("money", "minor") and not (left is not None and right.kind == "minor"):
                end, factor = right.end, right.factor
                unit = right.unit if left is None or (right.unit and left.unit == "USD" and not self._stray(right)) else unit
                if left is None and (scale := self._scale_after(end)) is not None and not numeral.scaled:
                    end, factor = scale[0], factor * scale[1]
            if right is not None and right.kind == "percent" and left is None:
                return None
            return self._figure(numeral, start, end, Label.MONEY, unit or None, factor, "money")
        if right is not None and right.kind == "percent":
            if self._glued(numeral) or (right.end < self.hi and self.text[right.end].isdigit() and self.text[right.end - 1] in "%％"):
                return None
            extra = self._tenths(right) if right.factor == 10 else None
            figure = self._figure(numeral, start, right.end, Label.PERCENT, "%", right.factor, "percent")
            if extra is not None and figure is not None and figure.value is not None:
                return replace(figure, end=extra[0], value=figure.value + extra[1], step=extra[2])
            return figure
        if (figured := self._figures_long(numeral)) is not None:
            return figured
        if self.header is not None and right is None and not numeral.scaled and self._alone(numeral):
            label, unit, factor = self.header
            return self._figure(numeral, start, end, label, unit or None, factor, f"{label.lower()}-by-header")
        if (bare := self._bare_money(numeral, right)) is not None:
            return bare
        return self._quantity(numeral, right)

    def _figure(self, numeral: Numeral, start: int, end: int, label: Label, unit: str | None, factor: Decimal, rule: str) -> _Figure | None:
        value = None if numeral.value is None else numeral.value * factor
        if value is not None and abs(value) >= _TOO_LARGE:
            return None
        step = numeral.step * factor
        if label is Label.PERCENT:  # the last digit counts, whether zero or not
            decimals = len(numeral.digits.partition(".")[2])
            step = (_ONE.scaleb(-decimals) if numeral.digits else min(numeral.step, _ONE)) * factor
        least = None if numeral.least is None else numeral.least * factor
        most = None if numeral.most is None else numeral.most * factor
        scaled = numeral.scaled or factor > 1
        return _Figure(start, end, label, unit, value, step, scaled, rule, least=least, most=most, excess=numeral.excess)

    def _doubtful(self, numeral: Numeral, unit: _Unit) -> bool:
        """Whether a unit is more likely another word: "COP 28", "12 won seats"; with a scale or a grouped figure it is money."""
        if self.text[unit.start : unit.end] not in self.words.doubtful or numeral.scaled:
            return False
        likely = 100 if self.text[unit.start].islower() else 10000
        return numeral.value is None or not ("," in self.text[numeral.start : numeral.end] or numeral.value >= likely)

    def _scale_of_table(self, numeral: Numeral, right: _Unit | None) -> bool:
        """Whether the numeral says in what a table counts ("in millions of dollars", 単位：百万円), not how much."""
        before = self.text[max(self.lo, numeral.start - 14) : numeral.start]
        if self.words.by_character:
            scales = all(letter in self.words.scales for letter in self.text[numeral.start : numeral.end])
            if not scales or right is None:
                return False
            bracketed = before[-1:] in ("（", "(", "［", "[") and self.text[right.end : right.end + 1] in ("）", ")", "］", "]", "、", ",")
            return bracketed or before.rstrip(" \u3000：:は").endswith(("単位", "단위"))
        return numeral.value is None and numeral.form == "words" and _STATED_IN.search(before) is not None

    def _stray(self, unit: _Unit) -> bool:
        """Whether a unit after a signed amount is that of another amount (`$5 €10`)."""
        return unit.sign

    def _glued(self, numeral: Numeral) -> bool:
        """Whether the digits are part of a word, a version, a key or a list of numbers."""
        text, start, end = self.text, numeral.start, numeral.end
        before = text[start - 1] if start > self.lo else " "
        after = text[end] if end < self.hi else " "
        if numeral.digits and (_ASCII_LETTER.match(before) or before in "_#@/\\§%" or before.isdigit()):
            return True
        if before in ".:," and start - 2 >= self.lo and text[start - 2].isdigit():
            return True
        if before in "-−" and start - 2 >= self.lo and text[start - 2].isalnum():
            return True
        return after in ".:," and end + 1 < self.hi and text[end + 1].isdigit()

    def _scale_after(self, at: int) -> tuple[int, Decimal] | None:
        """A scale that stands after the code of a currency ("75 USD million")."""
        match = _SCALE_AFTER.match(self.text, at, self.hi)
        if match is None or match["scale"].lower() not in self.words.scales:
            return None
        return match.end(), self.words.scales[match["scale"].lower()]

    def _tenths(self, unit: _Unit) -> tuple[int, Decimal, Decimal] | None:
        """The rest of a Japanese rate: 3割4分5厘 is 34.5 per cent."""
        match = _RATE.match(self.text, unit.end, self.hi)
        if match is None or not match[0]:
            return None
        total, step = Decimal(0), _ONE
        for group, worth in (("one", _ONE), ("tenth", Decimal("0.1"))):
            if match[group]:
                total += _DIGITS_OF[match[group]] * worth
                step = worth
        return match.end(), total, step

    def _percentile(self, numeral: Numeral, right: _Unit | None) -> _Figure | None:
        if right is None or right.unit != "percentile":
            return None
        return self._figure(numeral, numeral.start, right.end, Label.QUANTITY, right.unit, _ONE, "percentile")

    def _figures_long(self, numeral: Numeral) -> _Figure | None:
        """Read "11-figure": so many digits before the point."""
        match = _LONG.match(self.text, numeral.end, self.hi) if not self.words.by_character else None
        if match is None or numeral.value is None or numeral.scaled or not 3 <= numeral.value <= 15:
            return None
        low = Decimal(10) ** (int(numeral.value) - 1)
        return _Figure(
            numeral.start,
            match.end(),
            Label.MONEY,
            "USD",
            low,
            low,
            True,
            "money-by-digits",
            upper=low * 10 - 1,
            least=low,
            most=low * 10 - 1,
        )

    def _alone(self, numeral: Numeral) -> bool:
        """Whether a numeral is all that its cell holds, but for brackets, signs and notes."""
        rest = self.text[self.lo : numeral.start] + self.text[numeral.end : self.hi]
        return re.fullmatch(r"[\s()（）*†‡約~\-▲△+\ufffc]*", rest) is not None

    def _bare_money(self, numeral: Numeral, right: _Unit | None) -> _Figure | None:
        """Read "billions" that no noun follows: money, in the currency that English papers leave out."""
        if self.words.by_character or numeral.value is not None or numeral.form != "words" or numeral.scale < 10**6 or right is not None:
            return None
        follows = self.text[numeral.end : numeral.end + 4]
        written = self.text[numeral.start : numeral.end].lower()
        if not written.endswith("s") or follows.startswith((" of", "\nof", "-")) or self._noun(numeral) is not None:
            return None
        if numeral.scale < 10**9 and _SPENDING.search(self.text, max(self.lo, numeral.start - 40), numeral.start) is None:
            return None
        return self._figure(numeral, numeral.start, numeral.end, Label.MONEY, "USD", _ONE, "money-bare")

    def _quantity(self, numeral: Numeral, right: _Unit | None) -> _Figure | None:
        if self._glued(numeral):
            return None
        text = self.text
        if right is not None and right.kind == "count":
            if self.words.by_character:
                follows = text[right.end : right.end + 3]
                written = text[numeral.start : numeral.end]
                if follows.startswith(("目", "めの", "番", "째", "当たり", "あたり")) or (written[0] in "何幾" and not numeral.scaled):
                    return None
                if written == "一" and (
                    follows.startswith("の") or text[max(self.lo, numeral.start - 2) : numeral.start].endswith(("の", "もう"))
                ):
                    return None
                if (
                    right.digits
                    and not numeral.digits
                    and numeral.value is not None
                    and (numeral.value < 100 or numeral.end - numeral.start == 1)
                ):
                    return None
            elif right.unit == "percentile" or self._named(numeral):
                return None
            return self._figure(numeral, numeral.start, right.end, Label.QUANTITY, right.unit, _ONE, "count-by-unit")
        if right is not None:
            return None
        noun = self._noun(numeral)
        if noun is not None:
            return self._figure(numeral, numeral.start, noun[0], Label.QUANTITY, noun[1], _ONE, "count-by-noun")
        return self._age(numeral)

    def _named(self, numeral: Numeral) -> bool:
        """Whether the numeral is the number of a name ("Series 7", "Boeing 787"), not a count."""
        if not numeral.digits or numeral.scaled:
            return False
        match = _LAST_WORD.search(self.text, max(self.lo, numeral.start - 30), numeral.start)
        if match is None:
            return False
        word = match["word"]
        lower = word.lower()
        if lower in self.words.headings:
            return True
        if "'" in word or "’" in word:
            return False
        return word[0].isupper() and lower not in self.words.stops and lower not in self.words.hedge_ends

    def _noun(self, numeral: Numeral) -> tuple[int, str] | None:
        """The counted noun after a numeral: the first plural within reach, over adjectives, never over a verb or a preposition."""
        if self.words.by_character:
            return self._noun_characters(numeral)
        if numeral.digits.startswith("00"):
            return None
        precise = numeral.value is not None and numeral.value % 1 != 0
        if numeral.form == "words" and self.text[numeral.start : numeral.end].lower() in self.words.scales:
            return None
        if self._named(numeral):
            return None
        at, plural, before = numeral.end, None, ""
        vague = numeral.value is None
        one = numeral.value == 1
        for count in range(5):
            match = _NEXT_WORD.match(self.text, at, self.hi)
            if match is None:
                break
            word = match["word"]
            lower = word.lower()
            if count == 0 and vague and lower == "of":
                at = match.end()
                continue
            if lower == "and" and plural is None and count and _NEXT_WORD.match(self.text, match.end(), self.hi):
                at = match.end()
                continue
            if lower in self.words.stops or (precise and count):
                break
            singular = self.words.nouns.get(lower) or (word[:-1] if _ACRONYMS.fullmatch(word) else _singular(lower))
            if count == 0 and match["join"] == "-":
                if word[0].isupper():
                    break
                singular = None
            if singular is not None:
                plural = (match.end(), f"{before} {singular}" if before in ("square", "cubic") else singular)
                break
            if lower in self.words.numbers:
                break
            before = lower
            if one and count and word.islower():
                plural = (match.end(), lower)
            at = match.end()
        if plural is None:
            return None
        if one and (self.text[numeral.start : numeral.end].lower() != "one" or not self._only(numeral)):
            return None
        return plural

    def _only(self, numeral: Numeral) -> bool:
        return re.search(r"\b(?:only|just)[ \n]$", self.text[max(self.lo, numeral.start - 6) : numeral.start]) is not None

    def _noun_characters(self, numeral: Numeral) -> tuple[int, str] | None:
        """Read 10の基準: digits, の, and a noun."""
        match = (
            _OF_NOUN.match(self.text, numeral.end, self.hi) if numeral.digits and numeral.value is not None and numeral.value > 1 else None
        )
        return (match.end(), match["noun"]) if match is not None else None

    def _age(self, numeral: Numeral) -> _Figure | None:
        """Read an age that stands without "years": ", 49, said", "was only 19 and"."""
        if self.words.by_character or numeral.form != "digits" or len(numeral.digits) != 2 or not 10 <= int(numeral.digits) <= 99:
            return None
        before = self.text[max(self.lo, numeral.start - 40) : numeral.start]
        after = self.text[numeral.end : numeral.end + 12]
        if (
            _AGE_OF.search(before)
            or (_AGE_BEFORE.search(before) and after.startswith((",", ".", ";", ")")))
            or (_AGED.search(before) and _AGE_AFTER.match(after))
        ):
            return self._figure(numeral, numeral.start, numeral.end, Label.QUANTITY, "year-old", _ONE, "age")
        return None

    # -- two numerals that say one thing -----------------------------------------------------------------------------------------

    def _range(
        self,
        first: Numeral,
        first_left: _Unit | None,
        first_right: _Unit | None,
        second: Numeral,
        left: _Unit | None,
        right: _Unit | None,
    ) -> _Figure | None:
        if first.value is None or second.value is None or first.ordinal != second.ordinal:
            return None
        stop = first_right.end if first_right is not None else first.end
        start = left.start if left is not None else second.start
        if second.value < 0 and second.digits and self.text[second.start] in "-–−" and start == second.start:
            second = replace(second, value=-second.value, start=second.start + 1)
            start += 1
        if not 0 < start - stop <= 10 or (first_right is not None and first_right.end > start):
            return None
        joint = self.text[stop:start].strip().lower()
        if joint == "-" and not self.words.by_character and bool(first.digits) != bool(second.digits):
            return None
        opening = self.words.ranges.get(joint)
        if opening is None:
            return None
        own = first_right is not None or (first_left is not None and left is not None)
        before = self.text[
            max(self.lo, (first_left.start if first_left else first.start) - 60) : first_left.start if first_left else first.start
        ]
        if opening and not before.rstrip().lower().endswith(opening):
            return None
        if joint in ("から", "에서", "부터") and first_right is not None:
            return None
        if joint == "to" and self._change(first_left.start if first_left else first.start):
            return None
        kinds = {unit.kind for unit in (first_left, first_right, left, right) if unit is not None}
        if len(kinds) > 1 or (self._glued(second) and not (joint and joint in "-–~〜～") and left is None):
            return None
        unit = left or right or first_left or first_right
        value, upper = first.value, second.value
        if value is None or upper is None:
            return None
        share = (
            second.scale
            if second.scale > 1 and first.scale == 1 and not first.scaled and not (first_right and first_right.kind != "count")
            else _ONE
        )
        if share > 1 and value * share <= upper and (not own or value < 1000):
            value *= share
        else:
            share = _ONE
        if value >= upper:
            return None
        begin = first_left.start if first_left is not None else first.start
        shared = replace(first, value=value, step=first.step * share, scaled=first.scaled or share > 1)
        if unit is None or unit.kind == "count":
            if first_left is not None or left is not None or (self._glued(first) and joint not in "-–~〜～"):
                return None
            counted = self._quantity(second, right) if not second.ordinal else self._percentile(second, right)
            if counted is None and second.start and self.text[second.start - 1] in "-–~〜～":
                counted = self._quantity_after_dash(second, right)
            if counted is None or self._named(first) or self._glued_before(first):
                return None
            return replace(counted, start=first.start, value=value, upper=upper, step=shared.step, upper_step=second.step, rule="range")
        factor = unit.factor if unit is right or unit is first_right else _ONE
        end = right.end if right is not None else second.end
        label = Label.PERCENT if unit.kind == "percent" else Label.MONEY
        first_factor = first_right.factor if first_right is not None and first_right.kind != "count" else factor
        if right is not None and right.kind != "count":
            factor = right.factor
        code = "%" if label is Label.PERCENT else (unit.unit or None)
        if label is Label.MONEY and left is None and first_left is not None:
            code, factor, first_factor = first_left.unit or None, _ONE, _ONE
            end = second.end if right is None or right.kind == "count" else right.end
        return _Figure(
            begin,
            end,
            label,
            code,
            value * first_factor,
            shared.step * first_factor,
            shared.scaled or second.scaled,
            "range",
            upper=upper * factor,
            upper_step=second.step * factor,
        )

    def _quantity_after_dash(self, numeral: Numeral, right: _Unit | None) -> _Figure | None:
        if right is not None and right.kind == "count":
            return self._figure(numeral, numeral.start, right.end, Label.QUANTITY, right.unit, _ONE, "count-by-unit")
        noun = self._noun(numeral) if right is None else None
        return self._figure(numeral, numeral.start, noun[0], Label.QUANTITY, noun[1], _ONE, "count-by-noun") if noun else None

    def _glued_before(self, numeral: Numeral) -> bool:
        before = self.text[numeral.start - 1] if numeral.start > self.lo else " "
        return bool(numeral.digits) and (_LATIN.match(before) is not None or before in "_#@/\\§.:-")

    def _cents(
        self,
        first: Numeral,
        first_left: _Unit | None,
        first_right: _Unit | None,
        second: Numeral,
        left: _Unit | None,
        right: _Unit | None,
    ) -> _Figure | None:
        """Read "3 dollars 50 cents", 2ドル3セント, "$20 and 43c": one sum."""
        major = first_right if first_right is not None and first_right.kind == "money" else first_left
        if major is None or right is None or right.kind != "minor" or left is not None or first.scaled or second.scaled:
            return None
        if first.value is None or second.value is None or second.value >= 100 or first.value % 1:
            return None
        stop = first_right.end if first_right is not None else first.end
        if self.text[stop : second.start].strip().lower() not in ("", "and", ","):
            return None
        start = first_left.start if first_left is not None else first.start
        value = first.value + second.value / 100
        return _Figure(start, right.end, Label.MONEY, major.unit or None, value, Decimal("0.01"), False, "money-and-cents")

    def _fraction(self, first: Numeral, second: Numeral) -> _Figure | None:
        """Read 3分の2 as a share in per cent, 百分の二 as two; without a finite decimal form it is cut at six digits."""
        parts, of = second.value, first.value
        if parts is None or of is None or not 1 < of <= 1000 or parts < 0 or (parts >= of and of != 100):
            return None
        share = parts * 100 / of
        return _Figure(first.start, second.end, Label.PERCENT, "%", min(share, round(share, 6)), Decimal(0), False, "percent-by-fraction")

    # -- hedges ----------------------------------------------------------------------------------------------------------------

    def mention(self, figure: _Figure, floor: int) -> Mention | None:
        """Build the mention of a figure, with the hedges around it."""
        start, end = figure.start, figure.end
        relation = Relation.RANGE if figure.upper is not None else Relation.VAGUE if figure.value is None else Relation.EQ
        hedges: list[Relation] = []
        reached = start
        for _ in range(2):
            found = self.words.hedge_before(self.text, max(self.lo, floor), reached)
            if found is None:
                break
            reached = found[0]
            hedges.append(found[1])
        stop = end
        behind = self.words.hedge_after(self.text, end, self.hi)
        if behind is not None:
            stop = behind[0]
            hedges.append(behind[1])
        elif figure.excess:
            hedges.append(Relation.GT)
        if (verb := self.words.hedge_verb(self.text, stop, self.hi)) is not None:
            hedges.append(verb)
        if relation is Relation.EQ and hedges:
            relation = next((hedge for hedge in hedges if hedge is not Relation.APPROX), Relation.APPROX)
        if figure.label is Label.MONEY:
            start, end = reached, stop
        if start < floor:
            return None
        value = _quantity(figure, relation)
        rule = figure.rule if not self.words.language else f"{self.words.language}-{figure.rule}"
        return Mention(Span(start, end), figure.label, value, rule)

    def pairs(self, mentions: list[Mention]) -> list[Mention]:
        """Let two sums that say each other in another currency name each other."""
        made = list(mentions)
        for at in range(len(made) - 1):
            first, second = made[at], made[at + 1]
            if first.label is not Label.MONEY or second.label is not Label.MONEY or first.value.unit == second.value.unit:  # type: ignore[union-attr]
                continue
            between = self.text[first.span.end : second.span.start]
            if len(between) <= 8 and _AGAIN.fullmatch(between):
                made[at] = replace(first, restates=second.span)
                made[at + 1] = replace(second, restates=first.span)
        return made


def _quantity(figure: _Figure, relation: Relation) -> Money | Quantity:
    """The value with the interval that its wording allows.

    Source: DESIGN.md, section 3, rules 1 and 2.
    """
    kind = Money if figure.label is Label.MONEY else Quantity
    if figure.value is None:
        return kind(None, figure.unit, Relation.VAGUE, figure.least, figure.most)
    value = plain(figure.value)
    if relation is Relation.RANGE and figure.upper is not None:
        return kind(value, figure.unit, relation, value, plain(figure.upper))
    bound = value * _ABOVE if value >= 0 else value * (2 - _ABOVE)
    match relation:
        case Relation.GT | Relation.GE:
            return kind(value, figure.unit, relation, value, plain(bound))
        case Relation.LE | Relation.LT:
            return kind(value, figure.unit, relation, min(Decimal(0), value), value)
    slack = Decimal(0)
    if figure.label is Label.PERCENT:
        slack = figure.step / 2
    elif figure.label is Label.MONEY or figure.scaled:
        slack = min(figure.step / 2, abs(value) * _LEAST_EXACT)
    return kind(value, figure.unit, relation, plain(value - slack), plain(value + slack))


# -- the words of a language ---------------------------------------------------------------------------------------------------------

_SIGNS = "$€£¥￥₩₹₽₺₴₦₫฿＄￡￦₪₱₸₲₡₭₮₼₾"
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_DIGIT = re.compile("[0-9０-９]")
_COMMA_DECIMAL = re.compile(",[0-9]{1,2}(?![0-9])")
_BREAK = re.compile(r"[ \n-]")
_TAIL = re.compile(
    rf"(?:[ \u00a0]?\n?[ ]?|-)(?P<word>(?P<sign>[A-Z]{{0,3}}[{_SIGNS}¢×+]|[%％](?: points?)?|°[CF]?)"
    r"|(?:U\.S\.[ ]?\$?)?[A-Za-z]+(?:[ \n/-][A-Za-z]+){0,3})"
)
_JOINED = re.compile(r"(?P<scale>k|K|m|M|MM|bn|B)(?P<code>[A-Z]{3})(?![A-Za-z])")
_SCALE_AFTER = re.compile(r"[ \u00a0](?P<scale>[A-Za-z]+)(?![A-Za-z])")
_RATE = re.compile(r"(?:(?P<one>[0-9０-９一二三四五六七八九])分)?(?:(?P<tenth>[0-9０-９一二三四五六七八九])厘)?")
_DIGITS_OF = {sign: Decimal(at % 10) for at, sign in enumerate("0123456789０１２３４５６７８９〇一二三四五六七八九")}
_LONG = re.compile(r"[ -]figures?\b")
_LAST_WORD = re.compile(r"(?P<word>[A-Za-z][A-Za-z'’&-]*)[.]?[ \n\u00a0-]{1,2}$")
_ACRONYMS = re.compile("[A-Z][A-Z0-9]+s")
_NEXT_WORD = re.compile(r"(?P<join>[ \n\u00a0]{1,2}|-)[\"“‘']?(?P<word>[0-9]?[A-Za-z][A-Za-z'’-]*(?:[0-9]+[a-z]?)?)(?![0-9])")
_OF_NOUN = re.compile(r"の(?P<noun>[一-鿿]{2,8}|[ァ-ヴー]{2,12})")
_AGE_BEFORE = re.compile(r"[A-Z][a-z’'-]+, $")
_AGE_OF = re.compile(r"\b(?:the age of|at age|aged)[ \n](?:only[ \n]|just[ \n]|about[ \n])?$")
_AGED = re.compile(r"\b(?:was|is|turned|aged|age)[ \n](?:only[ \n]|just[ \n]|about[ \n])?$")
_AGE_AFTER = re.compile(r"[,.;)]|[ \n](?:and|when|at|years)\b|$")
_CHANGE = re.compile(r"\bfrom[ \n](?:[a-z]+[ \n]){0,2}$")
_RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|anywhere|var(?:y|ies|ied|ying))[ \n]from[ \n](?:[a-z]+[ \n]){0,2}$")
_SPENDING = re.compile(
    r"\b(?:rais|spen[dt]|invest|pour|pa(?:y|id)|cost|worth|lose|lost|losing|earn|made|mak|burn|sav|ow|fund|throw|bet|plough|plow|sink|sunk|donat)\w*\b"
)
_STATED_IN = re.compile(
    r"(?i)(?:[(\[$€£¥]|(?:dollars|won|yen|euros|expressed|amounts|figures|stated|usd|krw|jpy|eur|^))[ \n]?in[ \n](?:the[ ])?$"
)
_AGAIN = re.compile(r"[ \n]?[(（\[][ \n]?(?:or|=|i\.e\.|equal to|equivalent to)?[ \n]?|,? or ")
_SINGULAR = (("ies", "y", 5), ("sses", "ss", 5), ("shes", "sh", 5), ("ches", "ch", 5), ("xes", "x", 4), ("zzes", "zz", 5))


def _singular(word: str) -> str | None:
    """The singular of a regular plural; None for what is none."""
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")):
        return None
    for ending, instead, least in _SINGULAR:
        if len(word) >= least and word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word[:-1]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    unit: str
    factor: Decimal = _ONE
    digits: bool = False
    exact: bool = False
    unless: str = ""


class _Words:
    """The look-up tables of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.by_character = language in ("ja", "ko")
        lexicon = load(language) if language else Lexicon("", "", {})
        latin = load("en")
        self.codes = frozenset(currency.code for currency in currencies())
        self.suffixes = {entry.text: entry.value for entry in latin.of(Suffix)}
        self.scales = {entry.text: entry.value for entry in (*latin.of(Scale), *lexicon.of(Scale))}
        self.signs: dict[str, str] = {}
        self.units: dict[str, _Entry] = {}
        homonyms = (*latin.of(Homonym), *(() if language == "en" else lexicon.of(Homonym)))
        self.never = frozenset(word for entry in homonyms if entry.never for word in entry.text)
        self.doubtful = frozenset(word for entry in homonyms if not entry.never for word in entry.text)
        self._currencies(language)
        for sign in (*latin.of(Sign), *lexicon.of(Sign)):
            self.signs[sign.text] = sign.code
            if sign.text[-1] in _SIGNS:
                self.signs[sign.text.upper()] = sign.code
        for money in (*lexicon.of(CurrencyWord),):
            self.units[self._key(money.text)] = _Entry("money", money.code, unless=money.unless)
        for minor in lexicon.of(Minor):
            self.units[self._key(minor.text)] = _Entry("minor", minor.code, Decimal("0.01"))
        for counter in lexicon.of(Counter):
            self.units.setdefault(counter.text, _Entry("count", counter.unit, _ONE, counter.digits, True, counter.unless))
        for percent in (*(() if language else latin.of(PercentWord)), *lexicon.of(PercentWord)):
            self.units[self._key(percent.text)] = _Entry("percent", "%", percent.factor)
        self.before_ends = frozenset(sign[-1] for sign in self.signs)
        self.before_longest = max(map(len, self.signs))
        self.after_longest: dict[str, int] = {}
        for word in self.units:
            self.after_longest[word[0]] = max(self.after_longest.get(word[0], 0), len(word))
        self.stops = frozenset(word for entry in lexicon.of(Stop) for word in entry.text)
        self.numbers = frozenset(entry.text for entry in lexicon.of(Number))
        self.headings = frozenset(word for entry in lexicon.of(Heading) for word in entry.text)
        self.nouns = {entry.text: entry.unit for entry in lexicon.of(Noun)}
        self.ranges = {entry.text.lower(): entry.opening for entry in lexicon.of(Range)}
        self._hedges(lexicon)

    def _key(self, text: str) -> str:
        return text if self.by_character or text.isupper() else text.lower()

    def _currencies(self, language: str) -> None:
        heads: dict[str, set[str]] = {}
        old: dict[str, set[str]] = {}
        for currency in currencies():
            names: tuple[str, ...] = getattr(currency, language) if language else ()
            for name in names:
                for written in {name, name.replace(" ", ""), name.replace(" ", "・")} if self.by_character else {name}:
                    if currency.tender or written not in self.units:
                        self.units[written] = _Entry("money", currency.code)
                if " " in name:
                    (heads if currency.tender else old).setdefault(name.rsplit(" ", 1)[1], set()).add(currency.code)
            for sign in currency.signs:
                taken = sign in self.signs and not (sign in "¥￥" and currency.code == "JPY")
                if not taken or currency.code in ("USD", "JPY", "GBP"):
                    self.signs[sign] = currency.code
            self.signs[currency.code] = currency.code
            self.units[currency.code] = _Entry("money", currency.code, exact=True)
        for head, codes in (*heads.items(), *old.items()):
            if (len(head) > 2 or self.by_character) and head not in self.never:
                self.units.setdefault(head, _Entry("money", next(iter(codes)) if len(codes) == 1 else ""))
        for sign, code in tuple(self.signs.items()):
            if len(sign) == 1 or sign.endswith("$"):
                self.units.setdefault(sign, _Entry("money", code))

    def _hedges(self, lexicon: Lexicon) -> None:
        self.befores: dict[str, Relation] = {}
        self.afters: dict[str, tuple[Relation, str]] = {}
        self.verbs: dict[str, Relation] = {}
        for hedge in lexicon.of(Hedge):
            relation = Relation(hedge.relation)
            if hedge.side == "before":
                self.befores[hedge.text.lower()] = relation
            elif hedge.side == "after":
                self.afters[hedge.text] = (relation, hedge.unless)
            else:
                self.verbs[hedge.text] = relation
        self.hedge_ends = frozenset(text.rsplit(" ", 1)[-1] for text in self.befores)
        self.before_hedge_longest = max((len(text) for text in self.befores), default=0)
        self.after = re.compile(
            r"[ \n]?(?:" + "|".join(re.escape(text) for text in sorted(self.afters, key=len, reverse=True)) + ")" if self.afters else "(?!)"
        )
        self.verb = re.compile("|".join(re.escape(text) for text in sorted(self.verbs, key=len, reverse=True)) or "(?!)")

    def hedge_before(self, text: str, floor: int, at: int) -> tuple[int, Relation] | None:
        """The hedge that ends right before a place, with its start."""
        if self.by_character:
            stop = at
            while stop > floor and at - stop < 4 and text[stop - 1] in _SPACE:
                stop -= 1
            for length in range(min(self.before_hedge_longest, stop - floor), 0, -1):
                relation = self.befores.get(text[stop - length : stop])
                if relation is not None:
                    return stop - length, relation
            return None
        words = text[max(floor, at - 40) : at].split()
        if not words or words[-1].lstrip("(“\"'‘[").lower() not in self.hedge_ends:
            return None
        for count in range(min(4, len(words)), 0, -1):
            first = words[-count].lstrip("(“\"'‘[")
            relation = self.befores.get(" ".join((first, *words[len(words) - count + 1 :])).lower())
            if relation is not None:
                start = at
                for word in reversed(words[len(words) - count + 1 :]):
                    start = text.rindex(word, floor, start)
                return text.rindex(first, floor, start), relation
        return None

    def hedge_after(self, text: str, at: int, end: int) -> tuple[int, Relation] | None:
        """The hedge that starts right after a place, with its end."""
        match = self.after.match(text, at, end)
        if match is None:
            return None
        relation, unless = self.afters[match[0].lstrip(" \n")]
        follows = text[match.end()] if match.end() < end else ""
        if follows and (follows in unless or (not self.by_character and _ASCII_LETTER.match(follows) and match[0][-1].isalpha())):
            return None
        return match.end(), relation

    def hedge_verb(self, text: str, at: int, end: int) -> Relation | None:
        """What a verb after a place says of the figure before it."""
        match = self.verb.match(text, at, end)
        return self.verbs[match[0]] if match is not None else None

    @cache  # noqa: B019 - one object a language, kept for the life of the process
    def header(self, header: str) -> tuple[Label, str, Decimal] | None:
        """The unit and scale that the header of a column states for bare numbers under it."""
        match = _HEADED.search(header)
        said = match[1] if match is not None else header
        if re.search("[%％]|percent|パーセント", said):
            return Label.PERCENT, "%", _ONE
        unit = None
        rest = said
        for word in sorted({*self.units, *self.signs}, key=lambda item: (-len(item), item)):
            entry = self.units.get(word)
            code = self.signs.get(word) if entry is None else entry.unit if entry.kind == "money" else None
            if code and (word in said if not word.isascii() or not word.isalpha() else re.search(rf"\b{re.escape(word)}\b", said)):
                unit, rest = code, said.replace(word, " ")
                break
        if unit is None:
            return None
        scale = _ONE
        for word in re.findall(r"[A-Za-z]+|[十百千万億兆]+|[십백천만억조]+", rest):
            scale *= self._header_scale(word)
        return Label.MONEY, unit, scale

    def _header_scale(self, word: str) -> Decimal:
        lower = word.lower()
        for written in (word, lower, lower.removesuffix("s")):
            found: Any = self.scales.get(written) or self.suffixes.get(written)
            if found is not None:
                return Decimal(found)
        if all(letter in self.scales for letter in word):
            product = _ONE
            for letter in word:
                product *= self.scales[letter]
            return product
        return _ONE


_HEADED = re.compile(r"[(（\[]([^()（）\[\]]{1,40})[)）\]]")


@cache
def _words(language: str) -> _Words:
    return _Words(language)

"""Numbers spelled in words, for languages that put spaces between them: added up below a scale, multiplied by it, with a fraction last.

In: a run of words that may be numbers. Out: the numbers in it, exact. Never: a word that the lexicon does not list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.lexicon import Lexicon

#: Nothing from here on is read: no amount in any currency is as large.
LARGEST = Decimal(10) ** 27
#: Precision to which a fraction that has no finite decimal form is written: what a column of amounts keeps.
_FRACTION = Decimal("1e-9")
_ZERO = Decimal(0)
_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_DOZEN = Decimal(12)
_THOUSAND = Decimal(1000)

#: A word of a run with its place: start, end, the word in lower case.
Word = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class SpelledNumber:
    """A number in words.

    Attributes:
        start: First character in the run.
        end: Character after the last.
        value: What it says.
        scale: What its last scale multiplies by, 1 without one.
        ordinal: Whether it ranks.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal
    ordinal: bool


@dataclass(slots=True)
class _Reading:
    """A number as far as it is read."""

    first: int
    total: Decimal = _ZERO  # finished scales
    group: Decimal = _ZERO  # what the next scale multiplies
    room: Decimal = _THOUSAND  # what the next number word has to stay below
    scale: Decimal = _ONE
    ceiling: Decimal = _ONE
    bare: bool = True  # nothing read yet
    ordinal: bool = False
    done: bool = False

    def finish(self, value: Decimal, *, ordinal: bool = False) -> None:
        """End the number with a value."""
        self.total, self.group, self.scale = _ZERO, value, _ONE
        self.bare, self.ordinal, self.done = False, ordinal, True


class Spelled:
    """Reads the numbers of runs of words.

    Args:
        lexicon: The words of the language: numbers, scales, fractions, ranks, the decimal point, and what stands between them.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.numbers, self.scales, self.parts, self.ordinals = map(lexicon.values, ("number", "scale", "part", "ordinal"))
        self.points = frozenset(lexicon.words("point"))
        self.articles, self.ands, self.ofs, self.pairs = (lexicon.cue(f"number {kind}") for kind in ("article", "and", "of", "two"))
        #: Words that carry no number and stand inside one.
        self.between = frozenset((*self.articles, *self.ands, *self.ofs))
        #: Words after which an article goes on with the number.
        self.leading = frozenset((*self.ands, *self.parts, *self.ofs))
        self.single = frozenset((*self.articles, *(word for word, value in self.numbers.items() if value == 1)))
        #: Each reads one kind of word at a place and returns the place after it, or 0 where it cannot go on there.
        self.readers = (self._couple, self._point, self._mixed, self._fraction, self._number, self._scale, self._ordinal)

    def split(self, words: Sequence[Word]) -> Iterator[SpelledNumber]:
        """Yield the numbers of a run, which falls apart where its words cannot be one number ("twenty twenty-five")."""
        at = 0
        while at < len(words):
            upto = 0
            if words[at][2] not in (*self.ands, *self.ofs):
                reading = _Reading(at)
                upto = self._read(reading, words)
            if not upto:
                at += 1
                continue
            yield SpelledNumber(words[at][0], words[upto - 1][1], reading.total + reading.group, reading.scale, reading.ordinal)
            at = upto

    def _read(self, reading: _Reading, words: Sequence[Word]) -> int:
        """Read one number; return the place after it, 0 where there is none."""
        at, read = reading.first, 0
        while at < len(words) and reading.total < LARGEST and not reading.done:
            word = words[at][2]
            if word in self.articles and at > reading.first and words[at - 1][2] not in self.leading:
                break
            if word in self.between:
                at += 1
                continue
            upto = next((after for reader in self.readers if (after := reader(reading, words, at))), 0)
            if not upto:
                break
            read = at = upto
        return read

    def _couple(self, reading: _Reading, words: Sequence[Word], at: int) -> int:
        if words[at][2] not in self.pairs:
            return 0
        upto = at + (2 if at + 1 < len(words) and words[at + 1][2] in self.ofs else 1)
        if upto < len(words) and words[upto][2] in self.scales:  # a couple of million
            reading.group, reading.room, reading.bare = Decimal(2), _ZERO, False
        else:
            reading.finish(Decimal(2))
        return upto

    def _point(self, reading: _Reading, words: Sequence[Word], at: int) -> int:
        if words[at][2] not in self.points or reading.bare:
            return 0
        digits, upto = "", at + 1
        while upto < len(words) and (value := self.numbers.get(words[upto][2], Decimal(10))) < 10:
            digits, upto = digits + str(value), upto + 1
        if not digits:
            return 0
        reading.group += Decimal(f"0.{digits}")
        reading.room = _ZERO
        return upto

    def _mixed(self, reading: _Reading, words: Sequence[Word], at: int) -> int:
        """Read the fraction of "one and three quarters", "two and two-thirds million"."""
        parts = self.numbers.get(words[at][2])
        if reading.bare or parts is None or words[at - 1][2] not in self.ands or at + 1 == len(words):
            return 0
        divisor = self._part(reading, words, at + 1)
        if divisor is None or parts >= divisor:
            return 0
        reading.group, reading.room = reading.group + parts / divisor, _ZERO
        return at + 2

    def _fraction(self, reading: _Reading, words: Sequence[Word], at: int) -> int:
        """Read "half a billion", "two-thirds", "two and a half", "three quarters of a million"."""
        part = self._part(reading, words, at)
        if part is None:
            return 0
        whole = _ONE if reading.bare else reading.total + reading.group
        if reading.bare and not self._scale_follows(words, at):
            if at == reading.first and part != 2:
                return 0
            reading.finish((whole / part).quantize(_FRACTION))
        elif not reading.bare and words[at - 1][2] in self.articles and at - 2 > reading.first:
            if reading.scale > 1 and not reading.group:  # "a million and a half"
                reading.total, reading.room = reading.total + reading.scale / part, _ZERO
            else:
                reading.group, reading.room = reading.group + _ONE / part, _ZERO
        elif reading.bare or (self._scale_follows(words, at) and (words[at + 1][2] in self.ofs or whole < part)):
            reading.total, reading.group, reading.room, reading.bare = _ZERO, whole / part, _ZERO, False
        else:
            reading.finish((whole / part).quantize(_FRACTION))
        return at + 1

    def _number(self, reading: _Reading, words: Sequence[Word], at: int) -> int:
        value = self.numbers.get(words[at][2])
        if value is None or value >= reading.room or (value == 0 and not reading.bare):
            return 0
        reading.group += value
        reading.room = Decimal(10) if value >= 20 else _ZERO
        reading.bare = False
        return at + 1

    def _scale(self, reading: _Reading, words: Sequence[Word], at: int) -> int:
        word = words[at][2]
        factor = self.scales.get(word) or self.scales.get(word.removesuffix("s"))
        if factor is None:
            return 0
        if factor == _HUNDRED:
            if reading.group >= _HUNDRED:
                return 0
            reading.group, reading.room = (reading.group or _ONE) * factor, _HUNDRED
        elif factor == _DOZEN:
            reading.group, reading.room = (reading.group or _ONE) * factor, _ZERO
        elif reading.group or reading.bare:
            if reading.total and factor >= reading.ceiling:  # three thousand billion
                reading.total = (reading.total + (reading.group or _ONE)) * factor
            else:
                reading.total += (reading.group or _ONE) * factor
            reading.group, reading.room, reading.ceiling, reading.scale = _ZERO, _THOUSAND, factor, factor
        else:  # three lakh crore
            reading.total *= factor
            reading.scale = factor
        reading.bare = False
        return at + 1

    def _ordinal(self, reading: _Reading, words: Sequence[Word], at: int) -> int:
        value = self.ordinals.get(words[at][2])
        if value is None or not (reading.bare or (value < reading.room and value < 10)):
            return 0
        reading.finish(reading.total + reading.group + value, ordinal=True)
        return at + 1

    def _scale_follows(self, words: Sequence[Word], at: int) -> bool:
        """Whether a scale stands after a fraction, with "of a" or without ("a quarter of a million", "half a billion")."""
        for _, _, word in words[at + 1 : at + 4]:
            if word not in self.articles and word not in self.ofs:
                return word in self.scales
        return False

    def _part(self, reading: _Reading, words: Sequence[Word], at: int) -> Decimal | None:
        """The divisor that a word names, after a number or an article ("two-thirds", "a fifth")."""
        word = words[at][2]
        single = word.removesuffix("s") if word != "halves" else "half"
        if single in self.parts:
            return self.parts[single]
        before = words[at - 1][2] if at else ""
        divisor = self.ordinals.get(word if before in self.single else single)
        if divisor is None or divisor <= 2:
            return None
        if before in self.single or (not reading.bare and word != single):
            return divisor
        return None

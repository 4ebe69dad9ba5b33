"""Numbers in characters, for languages that put no spaces between them: digits, number words and scales in one run.

In: the tokens of a run. Out: the pieces that can be one number each, and what a piece adds up to. Never: a character that the lexicon does
not list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

#: From here on a scale multiplies all that stands before it (三百二十万), below only the digit before it.
TEN_THOUSAND = Decimal(10000)
_ZERO = Decimal(0)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a run.

    Attributes:
        start: First code point in the text.
        end: Code point after the last.
        kind: `digits`, `number`, `scale`, `vague` (a digit left open), `spread` (two digits, the number lies between), `excess` or `point`.
        value: What a number or a scale says.
        text: The word; of digits the plain form, without grouping and with a point before the decimals.
        grouped: Whether digits are written in groups.
    """

    start: int
    end: int
    kind: str
    value: Decimal = _ONE
    text: str = ""
    grouped: bool = False


@dataclass(slots=True)
class Total:
    """What tokens add up to, as far as they are read.

    Attributes:
        low: The number, with a digit that is left open read as 2.
        high: The same with that digit read as 10.
        last: The scale after the last digit, 1 where none follows.
        scale: The last scale.
        big: The largest scale from ten thousand on, 1 without one.
        vague: Whether a digit is left open.
        spread: Whether the number lies between `low` and `high`, both of which are said.
        excess: Whether a word says that it is somewhat more.
    """

    low: Decimal = _ZERO
    high: Decimal = _ZERO
    last: Decimal = _ONE
    scale: Decimal = _ONE
    big: Decimal = _ONE
    vague: bool = False
    spread: bool = False
    excess: bool = False
    _section: tuple[Decimal, Decimal] = (_ZERO, _ZERO)  # since the last big scale
    _digit: tuple[Decimal, Decimal] | None = None  # what the next scale multiplies
    _said: bool = False  # whether a digit stands before the next big scale: 0億 is nothing, 億 is one
    _place: Decimal | None = None  # of the next digit after a point

    def add(self, token: Token) -> None:
        """Read one more token."""
        digit = self._digit
        if token.kind == "digits":
            value = Decimal(token.text)
            if self._place is not None and digit is not None:
                value = digit[0] + value.scaleb(-len(token.text))
            self._say((value, value))
        elif token.kind == "number" and token.value >= 10:
            self._section = self._section[0] + token.value, self._section[1] + token.value
        elif token.kind == "number":
            if self._place is not None and digit is not None:
                self._place /= 10
                self._say((digit[0] + token.value * self._place, digit[1] + token.value * self._place))
            else:
                less, more = digit or (_ZERO, _ZERO)
                self._say((less * 10 + token.value, more * 10 + token.value))
        elif token.kind == "spread":
            self.spread = True
            self._say(divmod(token.value, 10))
        elif token.kind == "vague":
            self.vague = True
            less, more = digit or (_ZERO, _ZERO)
            self._say((less + 2, more + 10))
        elif token.kind == "point":
            self._place = _ONE
            self._digit = digit or (_ZERO, _ZERO)
        elif token.kind == "excess":
            self.excess = True
        else:
            self._multiply(token.value)

    def _say(self, digit: tuple[Decimal, Decimal]) -> None:
        self._digit, self.last, self._said = digit, _ONE, True

    def _multiply(self, scale: Decimal) -> None:
        section, digit = self._section, self._digit
        self.scale = self.last = scale
        self._place = self._digit = None
        if scale < TEN_THOUSAND:
            less, more = digit or (_ONE, _ONE)
            self._section = section[0] + less * scale, section[1] + more * scale
            return
        self.big = max(self.big, scale)
        less, more = (section[0] + digit[0], section[1] + digit[1]) if digit is not None else section
        if not less and not self._said:
            less = more = _ONE
        self.low, self.high = self.low + less * scale, self.high + more * scale
        self._section, self._said = (_ZERO, _ZERO), False

    def close(self) -> None:
        """Add what no scale multiplies."""
        less, more = self._digit or (_ZERO, _ZERO)
        self.low, self.high = self.low + self._section[0] + less, self.high + self._section[1] + more


def total(tokens: Sequence[Token]) -> Total:
    """Return what the tokens of one number add up to."""
    said = Total()
    for token in _spread(tokens):
        said.add(token)
    said.close()
    return said


def _spread(tokens: Sequence[Token]) -> Iterator[Token]:
    """Read a digit and the next higher one beside a scale as the ends of a spread: 二三百, 十二三, 이삼백."""
    at = 0
    while at < len(tokens):
        two = tokens[at : at + 2]
        around = [tokens[beside] if 0 <= beside < len(tokens) else None for beside in (at - 1, at + 2)]
        if (
            len(two) == 2
            and all(token.kind == "number" and 0 < token.value < 10 for token in two)
            and two[0].value + 1 == two[1].value
            and all(token is None or token.kind == "scale" for token in around)
            and any(token is not None and token.value < TEN_THOUSAND for token in around)
        ):
            yield replace(two[0], end=two[1].end, kind="spread", value=two[0].value * 10 + two[1].value)
            at += 2
        else:
            yield tokens[at]
            at += 1


def pieces(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Cut a run where its tokens cannot be one number: digits after digits, a scale that is not smaller than one before it."""
    piece: list[Token] = []
    small: Decimal | None = None
    big: Decimal | None = None
    for token in tokens:
        cut: int | None = None
        if token.kind == "digits" and piece and piece[-1].kind == "vague":
            cut = len(piece)
        elif token.kind in ("digits", "vague", "number") and piece and piece[-1].kind in ("digits", "number"):
            if (
                token.kind == "digits"
                or (token.kind == "number" and piece[-1].kind == "digits")
                or (token.kind == "vague" and piece[-1].kind == "number")
            ):
                cut = len(piece)
        elif token.kind == "scale":
            if token.value < TEN_THOUSAND:
                cut = _after_scale(piece) if small is not None and token.value >= small else None
                small = token.value
            else:
                cut = _after_scale(piece, TEN_THOUSAND) if big is not None and token.value >= big else None
                small, big = None, token.value
        if cut is not None:
            yield piece[:cut]
            piece = piece[cut:]
            if token.kind != "scale":
                small = big = None
            elif token.value < TEN_THOUSAND:
                big = None
        piece.append(token)
    if piece:
        yield piece


def _after_scale(piece: list[Token], least: Decimal = _ONE) -> int:
    """Where the tokens after the last scale of a piece begin."""
    return max((at + 1 for at, token in enumerate(piece) if token.kind == "scale" and token.value >= least), default=0)

"""Whether a figure is below zero: the minus sign or word, the triangle and the brackets that stand around it and its currency.

In: a text and the place of a figure whose unit is known. Out: where the sign begins. Never: the dash of a range, of a name or of an aside,
the mark of a list, a footnote.

The scanner takes in a sign that stands before a number whatever it counts; what only the unit can tell is told here.
"""

from __future__ import annotations

import re

from extractors.numerals import Numeral
from extractors.triangles import triangles_point
from extractors.units import Unit, Words

DASHES = "-−‐‑–－―ー"
TRIANGLES = "▲△▼▽↓"
_OPENING = "(（[「『【〔:：、。，,|>≤≥<=~～〜\t"
_CHARACTER = re.compile("[぀-ヿ一-鿿가-힣]")
_OPEN, _CLOSE = "(（", ")）"
#: What is below zero as often as money and shares are.
_SIGNED = frozenset({"degree", "degree Celsius", "degree Fahrenheit", "point"})


#: How far back the beginning of a line is looked for.
_LINE = 200
#: A minus sign in brackets of its own.
_ALONE = re.compile(r"[(（][-−－–△▲▼][)）][ \u00a0]?$")


#: What a change is against, in Latin letters close to its figure: YoY-4.1%.
_COMPARED = re.compile(r"(?<![A-Za-z])[YQMHW]o[YQMHW]$")


def sign_before(text: str, lo: int, hi: int, at: int, unit: Unit | None, words: Words) -> int | None:
    """Return where the sign begins that makes a figure negative.

    Args:
        text: The whole text.
        lo: First code point of the passage.
        hi: Code point after its last.
        at: Where the figure begins, with a currency that stands before the number.
        unit: What it is a figure of.
        words: The tables of the language.

    Returns:
        The first character of the sign or word; None where the figure is not negative, or has its sign already.
    """
    if at <= lo or unit is None:
        return None
    amount = unit.kind in ("money", "minor", "percent") or unit.unit in _SIGNED
    if amount and (alone := _ALONE.search(text, max(lo, at - 5), at)) is not None:  # 마이너스(-) 3.2%, (△)12억원
        word = _word_before(text, lo, alone.start(), words)
        return alone.start() if word is None else word
    sign = text[at - 1]
    if sign == "▲" and triangles_point(text, unit is not None and unit.kind == "percent"):
        return None
    if sign in TRIANGLES:
        return at - 1 if sign != "▽" or (amount and not _begins_line(text, lo, at - 1)) else None
    if sign in DASHES:
        return at - 1 if amount and _is_minus(text, lo, at - 1, unit, words) else None
    if sign in " \u00a0\u3000":
        if amount and at - 2 >= lo and text[at - 2] in TRIANGLES and (not _opens_line(text, at - 2) or _ends_line(text, hi, unit.end)):
            return at - 2
        if amount and at - 2 > lo and _is_minus_apart(text, lo, at - 2, words):
            return at - 2
        at -= 1
    return _word_before(text, lo, at, words)


def sign_around(text: str, lo: int, at: int, words: Words) -> int | None:
    """Return where the triangle or word begins that stands before the hedge of a figure: ▲約5億円, "minus about $5 million"."""
    if at > lo and text[at - 1] in "▲△▼":
        return at - 1
    return _word_before(text, lo, at - 1 if at > lo and text[at - 1] == " " else at, words)


def _word_before(text: str, lo: int, at: int, words: Words) -> int | None:
    """Where a word for the minus sign begins that ends at a place."""
    for word in words.minus:
        start = at - len(word)
        if start >= lo and text[start:at].lower() == word and (not word.isascii() or start == lo or not text[start - 1].isalnum()):
            return start
    return None


def bracketed(text: str, lo: int, hi: int, numeral: Numeral) -> tuple[int, int] | None:
    """Return where the brackets begin and end in which a number stands alone; a space may part them from it, as in columns."""
    start, end = numeral.start, numeral.end
    while end < hi and text[end] == " " and end - numeral.end < 2:
        end += 1
    if end >= hi or text[end] not in _CLOSE:
        return None
    while start > lo and text[start - 1] == " " and numeral.start - start < 2:
        start -= 1
    return (start - 1, end + 1) if start > lo and text[start - 1] in _OPEN else None


#: Characters before brackets in which it is told what they hold.
_LED = 90


def bracket_told(text: str, lo: int, start: int, end: int, words: Words) -> bool:
    """Return whether brackets make a sum negative: one alone of what may be so, asked for: "a profit of ($5 million)", "EPS was ($0.05)".

    Args:
        text: The whole text.
        lo: First code point of the passage.
        start: Where the sum begins, with its currency.
        end: Where it ends.
        words: The tables of the language.
    """
    if start - 2 <= lo or text[start - 1] not in _OPEN or text[end : end + 1] not in tuple(_CLOSE) or not text[start - 2].isspace():
        return False  # "the price ($5 million) was paid" adds to the word before it
    ahead = text[max(lo, start - _LED) : start - 2].lower()
    return ahead.rpartition(" ")[2] in words.cue("asks for a sum") and words.below_zero.search(ahead) is not None


def _is_minus(text: str, lo: int, at: int, unit: Unit, words: Words) -> bool:
    """Whether a dash right before a figure is a minus sign."""
    if at == lo:
        return True
    before = text[at - 1]
    if before in _OPENING:
        return True
    if before.isspace():
        back = text[max(lo, at - 4) : at].rstrip()
        # "2,402.1 -0.3%" in a row of figures: whether it is a range is asked of both ends later
        return not back or not back[-1].isdigit() or text[at] in "-−－"
    if not _CHARACTER.match(before):
        return unit.kind == "percent" and _COMPARED.search(text, max(lo, at - 4), at) is not None
    cued = text[max(lo, at - 6) : at].endswith(words.cue("signed")) or words.hedge_before(text, lo, at) is not None
    return cued or (unit.kind == "percent" and text[at] not in "―ー")


def _is_minus_apart(text: str, lo: int, at: int, words: Words) -> bool:
    """Whether a dash that a space parts from its figure is a minus sign, and neither a list's mark, an aside nor a range."""
    if _begins_line(text, lo, at):
        return False
    if text[at] in "–‐‑":
        return text[max(lo, at - 2) : at] in (": ", ":\u00a0")  # "Result: – €45 million"
    if text[at] not in "-−":
        return False
    if text[at - 1] in "（(：:\t" or text[max(lo, at - 6) : at].endswith(words.cue("signed")):
        return True
    before = text[max(lo, at - 4) : at].rstrip()
    return text[at - 1] in " \u00a0" and (text[at] == "−" or before[-1:] in (":", "：")) and not before[-1:].isdigit()


def _begins_line(text: str, lo: int, at: int) -> bool:
    return not text[text.rfind("\n", lo, at) + 1 or lo : at].strip()


def _opens_line(text: str, at: int) -> bool:
    """Whether a mark is the first of its line, in which a cell may stand behind another."""
    before = text[max(0, at - _LINE) : at].rpartition("\n")[2]
    return len(before) < _LINE and not before.strip(" \u00a0\u3000")


def _ends_line(text: str, hi: int, end: int) -> bool:
    stop = text.find("\n", end, hi)
    return not text[end : stop if stop >= 0 else hi].strip(" \u00a0\u3000。.")

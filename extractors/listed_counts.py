"""Numbers of a list in Japanese whose counter stands once: 〔国内店舗〕 北海道33、東北51、東京123 計207店舗.

In: a number and the text around it. Out: what it counts. Never: a number that no name stands right before, or that no list holds.
"""

from __future__ import annotations

import re

from extractors.numerals import Numeral
from extractors.units import Words

__all__ = ["in_list"]

#: How far from a number of a list its total or its head stands, in characters.
_REACH = 200
#: A name and its number, the total behind them, and what opens the list. A name begins with no blank, which the comma before it takes:
#: a text that could be read in two ways for each item would be read in all of them.
_NAME = r"[^\s\d０-９、，。][^\d０-９、，。\n]{0,15}"
_ITEM = rf"{_NAME}[\d０-９]{{1,5}}"
_BEHIND = re.compile(
    rf"(?:[、，\s　]{{1,12}}{_ITEM}){{0,30}}[、，\s　]{{0,12}}(?:合計|総計|計)[\s　]?"
    r"(?P<total>[\d,，０-９]{1,7})(?P<noun>[一-龥ァ-ヶー]{1,4})"
)
_BEFORE = re.compile(
    rf"(?<![\d０-９一-龥ァ-ヶー])(?P<noun>[一-龥ァ-ヶー]{{1,12}})[〕】］\]：:][\s　]{{0,4}}(?:{_ITEM}[、，][\s　]{{0,12}}){{0,30}}{_NAME}\Z"
)
_NAMED, _LAST = re.compile(r"[一-龥ァ-ヶー）)]\Z"), re.compile(r"[\d０-９][、，]")
_NEXT = re.compile(r"[、，]|[\s　]{0,12}(?:合計|総計|計)|[\s　]*\Z")


def in_list(text: str, lo: int, hi: int, numeral: Numeral, words: Words) -> str:
    """Return what a number of a list counts, by its total or its head; nothing where it stands in no such list.

    Args:
        text: The whole text.
        lo: First code point of the passage.
        hi: Code point after its last.
        numeral: The number.
        words: The tables of the language.
    """
    if not numeral.digits or numeral.scaled or numeral.value is None or numeral.value % 1 or len(numeral.digits) > len("12345"):
        return ""
    before = text[max(lo, numeral.start - _REACH) : numeral.start]
    if _NAMED.search(before[-1:]) is None or _NEXT.match(text, numeral.end, min(hi, numeral.end + 20)) is None:
        return ""
    if text[numeral.end : numeral.end + 1] not in ("、", "，") and _LAST.search(before[-20:]) is None:
        return ""
    found = _BEHIND.match(text, numeral.end, min(hi, numeral.end + _REACH))
    if found is not None:
        total = int(found["total"].replace(",", "").replace("，", "") or "0")
        return _counter(found["noun"], words) if total >= numeral.value else ""
    head = _BEFORE.search(before)
    return _place(head["noun"].removesuffix("数"), words) if head is not None else ""


def _counter(noun: str, words: Words) -> str:
    """Return the unit of the longest counter that the word behind a total begins with."""
    for size in range(len(noun), 0, -1):
        unit = words.units.get(noun[:size])
        if unit is not None and unit.kind == "count" and unit.unit not in ("unit", "time"):
            return unit.unit
    return ""


def _place(noun: str, words: Words) -> str:
    """Return the unit of the longest counter of places that a head ends with: 国内店舗, no 発起人 and no 人気商品."""
    word = max((one for one in words.cue("counters of places") if noun.endswith(one)), key=len, default="")
    return words.units[word].unit if word else ""

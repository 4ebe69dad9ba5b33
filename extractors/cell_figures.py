"""Where in a headed cell a bare number stands: alone, before words on it, or in brackets behind it.

In: a text, the bounds of a cell, and those of a number in it; a head. Out: whether the heads of the cell say what the number is. Never: the
number.
"""

from __future__ import annotations

import re

_OPENING = re.compile(r"(?:[\s(（*†‡約~\-−▲△▼+＋\ufffc]|</?[a-z]{1,9}(?: [^<>]{1,60})?>){0,40}")
#: What may stand behind a number that is all that a cell states: marks, and a note in brackets.
_CLOSING = re.compile(
    r"(?:[\s)）*†‡\-−▲△▼+＋\ufffc]|</?[a-z]{1,9}>){0,40}(?:[(（](?:[^\d\s(（）)][^(（）)]{0,30}|(?:19|20)\d\d)[)）](?:[\s*†‡]|</?[a-z]{1,9}>){0,9})?"
)
#: What goes before a number that more is told of, and what goes on behind it: "about 2,100 in July", "3,040, of whom 1,150 in Poland".
_HEDGED = re.compile(r"\s{0,9}(?:(?:about|around|some|over|nearly|approx\.?|c\.|ca\.|約|およそ|약)\s?)?[*_]{0,3}", re.IGNORECASE)
_GOES_ON = re.compile(
    r"[*_]{0,3}(?:[,;，；]\s(?=[a-z(+\-])|[、，](?=[^\d\s])|\s?[(（]|\s(?:in|at|as (?:of|on|at)|by|by the end of)\s"
    r"|\+?\s(?:worldwide|globally|in total)(?!\w))"
)
#: Digits without groups, as codes of securities and years are.
_CODE, _DAY_BEHIND = re.compile(r"\d{4,}"), re.compile(r"\s?\((?:19|20)\d\d(?:-\d\d){0,2}\)")
#: A period before a number in brackets, or one behind it: (2023: 1,962), (1,130 last year), （前年 1,130）.
_LAST = r"(?:last year|a year (?:ago|earlier|before)|the year before|previously|prior year|in (?:19|20)\d\d)"
_DATED_BEFORE = re.compile(rf"[(（]\s?(?:(?:FY\s?)?(?:19|20)\d\d|{_LAST}|前[年期]|전년)\s?[:：]?\s?\Z", re.IGNORECASE)
_BRACKET_BEFORE = re.compile(r"[(（]\s?\Z")
_DATED_BEHIND = re.compile(rf"\s{_LAST}\s?[)）]", re.IGNORECASE)


def alone(text: str, lo: int, hi: int, start: int, end: int) -> bool:
    """Whether what stands between two places is all that a cell holds, but for brackets, signs and notes.

    Args:
        text: The text.
        lo: Where the cell begins.
        hi: Where it ends.
        start: Where the figure begins.
        end: Where it ends.
    """
    return _OPENING.fullmatch(text, lo, start) is not None and _CLOSING.fullmatch(text, end, hi) is not None


def leads(text: str, lo: int, hi: int, start: int, end: int) -> bool:
    """Whether a number opens a cell and is what its heads ask for, more being told behind it, or is the same of another time in brackets.

    Args:
        text: The text.
        lo: Where the cell begins.
        hi: Where it ends.
        start: Where the number begins.
        end: Where it ends.
    """
    if _HEDGED.fullmatch(text, lo, start) is not None:
        code = _CODE.fullmatch(text, start, end) is not None and _DAY_BEHIND.match(text, end, hi) is None
        return not code and _GOES_ON.match(text, end, hi) is not None
    before = text[max(lo, start - 24) : start]
    if _DATED_BEFORE.search(before) is not None:
        return text[end : min(hi, end + 1)] in (")", "）")
    return _BRACKET_BEFORE.search(before) is not None and _DATED_BEHIND.match(text, end, hi) is not None


#: What has a number of its own, before "no.": of things in the plural it is how many there are.
_NUMBERED = r"(?:account|case|contract|deal|fax|file|invoice|item|order|patent|(?:tele)?phone|policy|reference|registration|serial|tel|vat)"
#: Heads of numbers that only name what they stand for, or where it is: ids, codes, places in a list and on the map.
_NAMES = re.compile(
    r"(?:(?!(?:of|per|in)[ _])[a-z]{1,16}[ _]){0,2}(?:id|code|rank(?:ing)?s?|lat(?:itude)?|lng|lon(?:gitude)?)"
    rf"|(?:(?:[a-z]{{1,16}}[ _])?{_NUMBERED}[ _])?(?:nr\.|no\.)|ticker|zip|postcode|(?:tele)?phone[ _]number|#|№|順位|番号|連番"
    r"|(?:[一-龠]{2})?コード|연번|번호|순위|순번|(?:[가-힣]{2} ?)?코드",
    re.IGNORECASE,
)


def names(head: str) -> bool:
    """Whether the numbers under a head only name what they stand for: ids, codes, places in a list.

    Args:
        head: The head.
    """
    return _NAMES.fullmatch(head.strip(" *|")) is not None


#: What stands behind the sum below which figures are rounded: 「百万円未満切捨て」, "less than one million yen are rounded down".
_ROUNDED = re.compile(
    r"未満(?:の端数)?(?:は|を)?(?:四捨五入|切り?捨て|切り?上げ)"
    r"|\s(?:are|is|were|have been|has been)\s(?:rounded|truncated|omitted|discarded)\b"
)


def rounds(text: str, end: int, hi: int) -> bool:
    """Whether behind a sum stands that figures below it are rounded or left out."""
    return _ROUNDED.match(text, end, hi) is not None


#: What stands in English before the sum below which figures are rounded.
_BELOW = re.compile(r"\b(?:less than|below|under|smaller than|fractions? of)(?: an?| one)? ?$", re.IGNORECASE)
_BELOW_REACH = 24


def below(text: str, lo: int, start: int) -> bool:
    """Whether before a sum stands that what is less is meant."""
    return _BELOW.search(text, max(lo, start - _BELOW_REACH), start) is not None


def fills(text: str, lo: int, hi: int, start: int, end: int) -> bool:
    """Whether a stretch is all that stands in a cell, brackets aside."""
    return text[lo:start].strip() in ("", "(") and text[end:hi].strip() in ("", ")")

"""What makes up a share, and whether an amount only says of whom others are counted.

In: a line and a figure. Out: words of the text, in English where they are known; yes or no. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.compounds import in_english
from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["bound", "sharer"]

_COUNTED = r"(?:customers|clients|accounts|companies|businesses|firms|households|families|users|people|individuals|merchants|investors)"
_BOUND_AHEAD = re.compile(
    rf"\b{_COUNTED}\b[^.,;:]{{0,40}}?\b(?:with|contributing|generating|spending|earning|paying|making|worth)\b[^.,;:]{{0,50}}?"
    r"\b(?:above|over|more than|at least|exceeding|greater than|in excess of|below|under|less than|up to|between) $"
)
_BOUND_BEHIND = re.compile(
    r"(?:以上|超|未満|以下)?の(?:企業|顧客|会社|世帯|個人|取引先|加盟店)"
    r"|\s?(?:이상|초과|미만|이하)(?:의|인)? ?(?:기업|고객|회사|가구|법인|자산가)"
)
_BOUNDS = ("gt", "ge", "lt", "le", "range")


def bound(line: Line, figure: Mention) -> bool:
    """Whether an amount only says of whom others are counted: "customers with ARR above $100,000" tells no recurring revenue.

    Args:
        line: The line.
        figure: The amount.
    """
    if figure.label != "MONEY":
        return False
    a, b = figure.start - line.start, figure.end - line.start
    if line.language == "en":
        ahead = line.low[max(a - _MAKER_REACH - 40, 0) : a]
        said = re.match(r"(?:above|over|more than|at least|less than|up to) ", figure.text.lower())
        return _BOUND_AHEAD.search(f"{ahead}{said[0]}" if said is not None else ahead) is not None
    return figure.relation in _BOUNDS and _BOUND_BEHIND.match(line.text, b) is not None


_MAKES_UP = (
    r"(?:account(?:s|ed|ing)?(?: for)?|ma(?:kes?|de|king) up|(?:contribut|generat|compris|constitut)(?:es?|ed|ing)|represent(?:s|ed|ing)?)"
)
#: Words that no name of a part has.
_NO_NAME = r"(?!(?:that|which|who|and|but|as|while|where|it|they|this|{between})\b)"
_BETWEEN = "also|will|still|now|would|has|have|had|is|are|was|were|be|to|estimated|expected|projected|set|alone|currently|together"
_ABOUT = r"(?: (?:for|about|around|roughly|nearly|almost|over|more|less|than|just|under|some|approximately|up|to|only|at|least|a|an))*"
_MAKER = {
    "en": re.compile(
        rf"(?<![a-z0-9&’'-])(?P<name>(?:{_NO_NAME.format(between=_BETWEEN)}[a-z0-9&’'-]+ ){{1,6}}?)"
        rf"(?:(?:{_BETWEEN}) )*{_MAKES_UP}{_ABOUT} $"
    ),
    "ja": re.compile(r"(?P<name>[^、。「」（）()\sがはも]{2,20})[がはも][^がはも、。]{0,20}$"),
    "ko": re.compile(r"(?P<name>[가-힣A-Za-z0-9&]{2,20}) ?(?:이|가|은|는) [^,.]{0,20}$"),
}
_MADE_UP = {
    "ja": re.compile(r"(?:超|以上|強|弱|程度|余り)?を(?:占|担)"),
    "ko": re.compile(r" ?(?:가량|이상|정도)?(?:을|를) (?:차지|담당|책임)"),
}
_MADE_FROM = re.compile(
    r" of [^,.;:]{2,40}? (?:(?:to )?c[oa]m(?:es?|e|ing)|derived|generated|earned|is|was) from (?:the |its |our |their )?"
    r"(?P<name>(?:(?!(?:in|for|and|at|to|on|than|which|that)\b)[a-z0-9&’'-]+ ?){1,5})"
)
_LETTER = re.compile(r"[^\W\d_]{2,}")
_DETERMINED = re.compile(r"^(?:the|a|an|its|our|their|his|her) ", re.IGNORECASE)
#: Characters before a figure in which the name of what makes up a share stands.
_MAKER_REACH = 90


def sharer(line: Line, figure: Mention) -> str:
    """Return what makes up a share: "largest customer" of "our largest customer accounted for 63% of revenue".

    Args:
        line: The line.
        figure: The share.
    """
    a, b = figure.start - line.start, figure.end - line.start
    begin = max((m.end - line.start for m in line.crossed(figure.start - _MAKER_REACH, figure.start)), default=0)
    ahead = max(begin, a - _MAKER_REACH)
    if line.language != "en" and _MADE_UP[line.language].match(line.text, b) is None:
        return ""
    found = _MAKER[line.language].search(line.low if line.language == "en" else line.text, ahead, a)
    if found is None and line.language == "en":
        found = _MADE_FROM.match(line.low, b, b + _MAKER_REACH)
    if found is None:
        return ""
    name = line.text[found.start("name") : found.end("name")].strip()
    if line.language != "en":
        return in_english(name.rpartition("の")[2] if line.language == "ja" else name, line.language) or ""
    name = _DETERMINED.sub("", name)
    return name if _LETTER.search(name) is not None else ""

"""Dates of a text that only say what its figures are compared with: they are never its own.

In: a text, one of its sentences and a date in it. Out: whether the date is told as what something is compared with, and whether that is
the same time of the year before. Never: which figure is compared.
"""

from __future__ import annotations

import re

from extractors import Span

#: What may stand between the words of a comparison and its date: figures and what they are of, not another statement.
_ON = (
    r"(?:(?!;|:\s|,\s(?!or\b|respectively|(?:and\s)?[$€£¥₩]?\s?\d)|[（(](?!\W{0,3}\d)"
    r"|\b(?:while|whereas|but|which|who|when|after|was|were|is|are|since|by|until|established|founded|due|thanks|because)\b).){0,120}"
)
_AHEAD = re.compile(
    r"(?:\b(?:compar(?:ed|es|ing|ison)\s(?:to|with)|versus|vs\b\.?|than\s(?=(?:in|at|for|on|the|those|that|its)\b)|against\s(?=\W?\d|the\s(?:same|prior|previous|corresponding)\b))"
    r"|\b(?:up|down|increas\w{1,3}|decreas\w{1,3}|rose|rise|fell|grew|growth|declin\w{1,3}|dropped|improv\w{1,5}|gain\w{0,3})\b[^.;,]{0,60}\b(?:from|over)\b)"
    rf"{_ON}\Z"
    r"|\b(?:(?:same|corresponding|comparable)\s(?:\w{1,10}[\s-]){1,4}(?:of|in|a\syear\s(?:ago|earlier))"
    r"|(?:year-ago|year-earlier|prior[\s-]year(?:['’]s)?)\s(?:\w{1,10}\s){0,3}(?:of|in)?)\s?[,（(]?\s?\Z"
    r"|(?:前年|前期|昨年)(?:同期|同月|同四半期|度)?(?:の|は|である|[（(、])?\Z|(?:전년|작년|지난해)\s?(?:같은\s기간|동기)?(?:인\s)?[（(]?\Z",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND = re.compile(
    r"\s?(?:の?(?:同期|同月|同時期|実績|水準)){0,2}[）)]?(?:(?:と|に)?比(?:べ|較|で)|比(?![率重例])|に対し|対比|を(?:上|下)回|より(?:も)?(?:\d|増|減))"
    r"|\s?(?:의\s)?(?:같은\s기간|동기)?[）)]?\s?(?:대비|보다|에\s비해|[과와]\s비교)"
)
#: What says that a comparison is with the same time of the year before.
_YEAR_BEFORE = re.compile(
    r"\byear[\s-](?:over|on)[\s-](?:the[\s-])?year\b|\byoy\b|\by/y\b|\b(?:same|corresponding|comparable|year-ago|year-earlier|prior[\s-]year)\b|\byear\s(?:ago|earlier|before)\b"
    r"|前年|昨年|전년|작년|지난해",
    re.IGNORECASE,
)
#: Characters before a date in which the words of its comparison stand.
_REACH = 240


def is_compared(text: str, sentence: Span, found: Span) -> bool:
    """Say whether a date is told as what something is compared with.

    Args:
        text: The text.
        sentence: The sentence of the date.
        found: The date.
    """
    return (
        _BEHIND.match(text, found.end, max(found.end, sentence.end)) is not None
        or _AHEAD.search(text[max(sentence.start, found.start - _REACH) : found.start]) is not None
    )


def is_year_on_year(text: str, sentence: Span) -> bool:
    """Say whether a sentence compares with the same time of the year before.

    Args:
        text: The text.
        sentence: The sentence.
    """
    return _YEAR_BEFORE.search(text, sentence.start, sentence.end) is not None

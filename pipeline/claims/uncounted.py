"""Figures that state nothing of a company by themselves: the one by which another is shared out, all of those just named, a person's age.

In: a line and a figure. Out: whether it is such a figure. Never: a figure that a measure of its own asks for, as an average age is. Part of
the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["uncounted"]

#: What makes the one before it that by which another figure is shared out: 1株につき14円, 1店1日当り.
_SHARES_OUT = re.compile(r"(?:[1１一]日)?(?:につき|に付き|当たり|当り|あたり|ごとに|毎に|換算)|당(?![^\W\d_])")
#: What stands before a count of companies that were named or told of just before: 上記4社, この3社, 1位・2位の2社.
_SAID = re.compile(r"(?:上記|前述|前記|当該|この|その|同じ|位の|TOP\s?\d{1,2}の|上位\d{0,2})\s?$", re.IGNORECASE)
#: What stands between two names that are told together; of one alone its companies are counted: Aのグループ80社.
_AND = re.compile(r"[」』)）]?\s?(?:と|、|・|や|及び|および|並びに)\s?[「『(（]?")
#: What binds the names before a count to it: AとBの2社.
_BOUND = re.compile(r"[」』)）]?(?:など)?の(?:グループ|計|合計)?$")
#: Units of companies and of ages.
_COMPANIES = ("company", "社", "企業", "firm")
_AGES = ("year-old", "歳", "才", "세")
#: Words for ages that are told of many.
_OF_MANY = re.compile(r"平均|中央値|中位|年齢層|定年|\baverage\b|\bmedian\b|\bmean\b|평균|정년")
#: Characters before a figure in which what it is of stands.
_REACH = 16


def uncounted(line: Line, figure: Mention) -> bool:
    """Tell whether a figure states nothing of a company by itself.

    Args:
        line: The line.
        figure: The figure.
    """
    if figure.label != "QUANTITY":
        return False
    a, b = figure.start - line.start, figure.end - line.start
    if figure.value == 1 and _SHARES_OUT.match(line.text, b) is not None:
        return True
    if figure.unit in _AGES:
        return _OF_MANY.search(f"{line.low} {line.head.lower()}") is None and not line.segment.cells
    if line.language != "ja" or figure.unit not in _COMPANIES or line.segment.cells:
        return False
    before = line.text[max(a - _REACH, 0) : a]
    if _SAID.search(before) is not None:
        return True
    bound = _BOUND.search(before)
    if bound is None:
        return False
    named = [m for m in line.mentions if m.label == "ORG" and m.end <= figure.start - len(bound.group())][-2:]
    if not named or named[-1].end != figure.start - len(bound.group()):
        return False
    gap = (named[0].end - line.start, named[-1].start - line.start)
    return "など" in bound.group() or (len(named) > 1 and _AND.fullmatch(line.text, *gap) is not None)

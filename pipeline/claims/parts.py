"""Whether a figure is of a whole company or of a part of it: a segment, a product, a region, one customer.

In: a line with its headings, a figure, the words of its measure. Out: named evidence. Never: the name of the part. Part of
the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims.context import FIGURES, Line
from pipeline.records import Mention

__all__ = ["part"]

#: Words for a part of a company, and for one of many to whom a whole is shared out.
_PART = re.compile(
    r"\b(?:segments?|divisions?|business(?:es)?|units?|branch(?:es)?|regions?|geograph\w+|brands?|products?|categor(?:y|ies)|channels?|stores?|platforms?"
    r"|domestic|overseas|international|online|export)\b"
    r"|事業|部門|セグメント|地域|店舗|支店|製品|商品|ブランド|国内|海外|向け|別|부문|사업|지역|지점|브랜드|제품|해외|국내|별(?!도)"
)
_WHOLE = re.compile(r"\b(?:consolidated|total|group|company-wide|overall|full-year)\b|連結|全社|合計|グループ|통합|연결|전체|합계|전사")
_EACH = re.compile(r"\bper (?:customer|user|store|employee|unit|person|household|subscriber|capita)\b|(?:あたり|当たり|当り)|인당|당\s")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def part(line: Line, figure: Mention, heads: Sequence[Line], place: tuple[int, int] | None) -> list[str]:
    """Return what the words around a figure say of the part that it is of.

    Args:
        line: The line.
        figure: The figure.
        heads: The headings above, innermost first.
        place: Where the words of the measure stand, None where no word near names it.
    """
    found = []
    inside = place is not None and line.start <= place[0] and place[1] <= line.end
    earlier = [m.end for m in line.mentions if m.label in FIGURES and m.end <= figure.start]
    begin = max(earlier, default=line.start)
    own = line.low[begin - line.start : figure.end + 24 - line.start]
    if line.segment.cells:
        named = inside and place is not None and line.cell(place[0]) is line.segment.cells[0]
        first = line.segment.cells[0]
        company = any(m.label == "ORG" and m.start < first.end for m in line.mentions)
        if _LETTERS.search(line.head) and line.cell(figure.start) is not first:
            found.append("row-names:" + ("company" if company else "measure" if named else "other"))
        own = line.head.lower()
        cell = line.cell(figure.start)
        if cell is not None and _PART.search(cell.header.lower()):
            found.append("part:column")
    for name, pattern in (("part", _PART), ("whole", _WHOLE), ("each", _EACH)):
        if pattern.search(own):
            found.append(f"{name}:own")
        elif pattern.search(line.low):
            found.append(f"{name}:line")
        if any(pattern.search(head.low) for head in heads[:2]):
            found.append(f"{name}:head")
    return found

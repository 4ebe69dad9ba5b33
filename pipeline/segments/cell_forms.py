"""What cells of tables hold that is no figure by its form: signs and units of what stands beside them, labels of dates.

In: texts of cells. Out: patterns, and whether a row is one of dates that it states. Never: what they mean for other cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

#: Labels of rows whose dates are what the row states, and no heads of what stands below them.
_BEGUN = re.compile(
    r"(?:(?:year|date) (?:of )?)?(?:founded|founding|foundation|establish(?:ed|ment)|incorporat(?:ed|ion)|formed|launch(?:ed)?|opened"
    r"|listed|listing|IPO|started|last updated)(?: (?:in|year|date))?"
    r"|(?:会社)?(?:設立|創業|創立|上場|開業)(?:年(?:月日?)?|日)?|(?:설립|창립|창업|상장)(?: ?(?:연도|년도|연월|일자?))?",
    re.IGNORECASE,
)
#: A sign of a currency in a cell of its own.
SIGN = re.compile(r"(?:[A-Z]{1,3})?[$€£¥₩₹￥＄]|(?:USD|EUR|GBP|JPY|KRW|Rs\.?)", re.I)
#: A unit of the figures beside or below: Million yen, £m, 百万円, %.
UNIT = re.compile(
    r"[(（]?(?i:(?:(?:in )?(?:hundred |ten )?(?:thousand|million|billion|trillion)s?(?: of)? )?(?:japanese |korean |u\.?s\.? |new taiwan )?"
    r"(?:yen|won|dollars|euros|pounds|yuan|rupees|baht|pence|cents)|(?:yen|won|dollars|euros) (?:in )?(?:thousand|million|billion)s?"
    r"|(?:thousand|million|billion)s? (?-i:[A-Z]{3})|(?:rs\.?|inr|₹) ?(?:in )?(?:crores?|lakhs?|cr\.?))[)）]?|"
    r"(?:[A-Z]{1,3}\s?)?[$€£¥₩₹]?\s?(?<=[A-Z$€£¥₩₹ ])(?:mn?|bn?|k|'?000s?|thousands?|millions?|billions?)|[십백천만억조]{1,3}\s?원"
    r"|\)?\s?(?:[%％‰]|bps?|pts?|ppts?|pp|x|倍|ポイント|pt|(?:十億|億|百万|千|万)?(?:円(?:\s銭)?|ドル|ウォン|원)|人|名|社|店|株|件|台|times)\)?|\)"
)
#: A head that is a unit with its scale, or a column's name in a file of records: EUR million, $m, TEUR, 百万円, revenue_usd_m.
UNIT_NAME = re.compile(
    r"(?:in )?(?:[A-Z]{0,3}[$€£¥₩₹]|[A-Z]{3})\s?(?:k|m|mn|bn|tn|thousands?|millions?|billions?|crores?|lakhs?|['’]?000s?)"
    r"|(?:in )?(?:thousand|million|billion)s?(?: of)? [A-Za-z.$€£¥]{1,8}|[MTk](?:[A-Z]{3}|€)"
    r"|[百千万億兆]{1,4}円|[백천만억조]{1,4}\s?(?:원|달러)"
    r"|[a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){0,4}_(?:usd|eur|gbp|jpy|krw|cny|inr|chf|cad|aud)(?:_[a-z]{1,8})?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def begun(label: str, values: Sequence[str], *, first: bool) -> bool:
    """Tell whether a row states when each of what heads its columns began: "Founded | 1988 | 2011".

    Args:
        label: The label of the row.
        values: Its other cells.
        first: Whether it is the first of its table; there years one after the other are the heads of a series.
    """
    years = [int(match.group()) for match in map(_YEAR.search, values) if match is not None]
    series = first and 1 < len(years) == len(values) and all(abs(one - other) == 1 for one, other in pairwise(years))
    return _BEGUN.fullmatch(label.strip(" *_:：")) is not None and not series

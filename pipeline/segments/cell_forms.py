"""What cells of tables hold that is no figure by its form: signs and units of what stands beside them, labels of dates.

In: nothing. Out: patterns. Never: what they mean for other cells.
"""

from __future__ import annotations

import re

#: Labels of rows whose dates are what the row states, and no heads of what stands below them.
BEGUN = re.compile(
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

"""What cells of tables hold by their form: figures, periods, signs and units of what stands beside them, labels of dates.

In: texts of cells. Out: their kinds, patterns, and whether a row is one of dates that it states. Never: what they mean for other cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from extractors import languages
from extractors.patterns import any_of

#: The head of a column that says of when each row is.
TIMED = re.compile(
    r"\W{0,4}(?:(?:(?:fiscal|financial|calendar|reporting|report)[ _])?(?:year|period|quarter|month|date)|f[._]?y"
    r"|(?:period|year|quarter|month)[ _]end(?:ed|ing)?|as[ _]of(?:[ _]date)?|(?:geschäfts)?jahr|année|exercice|año|ejercicio|anno"
    r"|年度?|会計年度|事業年度|決算期|年月|時期|期間?|対象期間|[연년]도|연월|회계\s?연도|사업\s?연도|기간|분기|기준일)\W{0,4}",
    re.I,
)
MARKED = re.compile(r"[*_`~]{1,3}")
_COUNTERS = (
    r"(?:[十百千万億兆]{0,3}\s?(?:米ドル|ドル|円|ウォン|ユーロ|人民元|元|ポンド|人|名|社|店舗|店|件|台|株|回|倍|[カか]?月|[カか]国|年間?"
    r"|歳|日|時間|点|本|個|戸|室|トン|口|世帯|ポイント)?|[십백천만억조]{0,3}\s?(?:원|달러|명|개|주|배|건|대)?)"
)
_BLANK_FIGURE = re.compile(r"[-–—―－─*]{1,3}|n/?a|n\.?m\.?|nm|N/?A|－|非開示|未定|-\s?[%％]")
_YEAR = r"(?:19|20)\d{2}"
_PLAIN, _WRITTEN_YEAR = (
    re.compile(r"\d[\d,.]{0,30}"),
    re.compile(rf"{_YEAR}(?:\.\d{{1,2}}){{0,2}}|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.{_YEAR}"),
)
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
_DATED = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def begun(label: str, values: Sequence[str], *, first: bool) -> bool:
    """Tell whether a row states when each of what heads its columns began: "Founded | 1988 | 2011".

    Args:
        label: The label of the row.
        values: Its other cells.
        first: Whether it is the first of its table; there years one after the other are the heads of a series.
    """
    years = [int(match.group()) for match in map(_DATED.search, values) if match is not None]
    series = first and 1 < len(years) == len(values) and all(abs(one - other) == 1 for one, other in pairwise(years))
    return _BEGUN.fullmatch(label.strip(" *_:：")) is not None and not series


@cache
def _figure() -> re.Pattern[str]:
    """Return what matches a figure that fills a cell; costly to compile, and a text without tables never asks for it."""
    return re.compile(
        r"[(（]?\s?(?:約|[△▲▼＋+\-−–—~±<>≒↑↓]\s?)?[(（]?\s?(?:(?:[A-Z]{1,3})?[$€£¥₩₹￥＄]|(?:USD|EUR|GBP|JPY|KRW|Rs\.?|INR)\s?)?\s?"
        r"[(（]?[△▲▼＋+\-−–]?\s?(?:\d[\d,，.]{0,30}|[.．]\d{1,12})" + _COUNTERS + r"(?:\d[\d,，]{0,20}" + _COUNTERS + ")?"
        r"(?:\s?[A-Za-z%％‰¢][A-Za-z./]{0,9}){0,2}(?:\s?[)）%％*†‡]){0,3}(?:\s?(?:[十百千万億兆]{0,2}円|[%％xX倍]))?(?:以上|超|弱|強|程度|未満|以下)?"
        r"\s?(?:[(（][^()（）]{0,24}[)）])?"
    )


@cache
def _period() -> re.Pattern[str]:
    """Return what matches a head that is a period; costly to compile, and a text without tables never asks for it."""
    return re.compile(
        "|".join(
            (
                rf"(?:FY|CY|fiscal(?: year)?|year|years?)?\s?'?{_YEAR}(?:[-/–~〜](?:{_YEAR}|\d{{2}}))?\s?"
                r"(?:[AEFPC]|\([AEFPC]\)|est\.?|actual|forecast)?",
                r"FY\s?'?\d{2,4}\s?(?:[AEF]|\([AEF]\))?",
                rf"(?:FY\s?)?{_YEAR}\s?[(（][^()（）\d%％]{{1,24}}[)）]|(?:FY\s?)?{_YEAR}\s?[(（]\d{{1,2}}[)）]",
                rf"[1-4]?[QH][1-4]?\s?(?:FY)?\s?'?(?:\d{{2}}|{_YEAR})?[A-Z]?|(?:{_YEAR}|\d{{2}})\s?[QH][1-4]"
                rf"|(?:{_YEAR}|'?\d{{2}})[.\s]\s?[1-4][QH][A-Z]?",
                r"(?:(?:平成|令和|昭和|[HRS])?\s?(?:\d{1,4}|元))\s?[年/]?.{0,12}(?:期|年度|年|四半期|上期|下期|通期|月末?|末|累計)"
                r"(?:末|累計|実績|予想|見込み?|計画)?(?:[(（].{0,12}[)）])?",
                rf"第?\d{{1,3}}期(?:[(（].{{0,8}}[)）])?|{_YEAR}[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?|\d{{2}}/\d{{1,2}}期?.{{0,4}}",
                r"(?:第[1-4１-４]四半期|[上下]半?期|中間期|通期)(?:末|累計|実績|予想|見込み?|計画)?",
                r"(?:前|当|今|来|前年同|前々)[期年](?:末|比|実績|予想|同期)?",
                r"(?:the )?(?:three|six|nine|twelve|thirteen|\d{1,2})[\s-](?:months?|weeks?|quarters?).{0,40}",
                r"(?:fiscal |financial )?(?:quarter|year|period|months?|weeks?)s?\s(?:ended|ending).{0,40}",
                rf"(?:as of|at|ended)?\s?{any_of(languages.months())}\.?\s.{{0,24}}",
                r"(?:as (?:of|at)|ended|to)?\s?(?:\d{1,2}(?:st|nd|rd|th)?[\s.-]{1,2}"
                rf"{any_of(languages.months())}\.?,?[\s.'’-]{{0,2}}(?:{_YEAR}|\d{{2}})|\d{{1,2}}([./-])\d{{1,2}}\1{_YEAR})"
                r"\s?(?:[(（][^()（）\d%％]{1,24}[)）])?",
                rf"{_YEAR}년.{{0,12}}|\d{{1,2}}분기|{_YEAR}年\d{{1,2}}月\d{{1,2}}日\s?(?:現在|時点)",
            )
        ),
        re.I,
    )


#: A name that begins with a number: "1stLine", "5Harbor Foods".
_CALLED = re.compile(r"\d{1,3}(?:st|nd|rd|th)?[A-Z][a-z]{3,}[A-Za-z]*(?: [A-Z][A-Za-z.&]*)*")


@lru_cache(maxsize=4096)  # a cell is asked about by every way to find a table, and most say what others said
def kind(text: str) -> str:
    """Return what a cell holds by its form: `empty`, `unit`, `period`, `figure` or `text`.

    Args:
        text: What the cell says; marks of emphasis do not count.
    """
    if _PLAIN.fullmatch(text) and not _WRITTEN_YEAR.fullmatch(text):
        return "figure"  # most cells of a large table
    plain = " ".join(MARKED.sub("", text).split())
    if not plain:
        return "empty"
    if SIGN.fullmatch(plain) or UNIT.fullmatch(plain):
        return "unit"
    if _period().fullmatch(plain):
        return "period"
    if _BLANK_FIGURE.fullmatch(plain) or (len(plain) <= 40 and _figure().fullmatch(plain) and not _CALLED.fullmatch(plain)):
        return "figure"
    return "text"

"""What a figure measures where no word names it: the price of a share that closes, of one that is bid for, a share of a market.

In: a line and a figure. Out: names of measures with named evidence. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

from pipeline.claims.context import Line
from pipeline.claims.cues import FIRMS, words_of
from pipeline.claims.flanks import loses
from pipeline.records import Cell, Mention

__all__ = ["implied", "moving"]

#: What is paid for one share.
_A_SHARE = re.compile(
    r"\s?(?:\([^()]{1,30}\) ?)?(?:(?:an?|per|each|for each|for every) (?:[a-z]+ ){0,2}(?:share|ads|adr|unit)\b|each\b|apiece\b)"
)
#: The same before a figure: 「1株1,850円」, "주당 6만8000원".
_EACH_SHARE = {
    "ja": re.compile(r"(?:1|１|一)株(?:当たり|当り|あたり|につき)?[はの]? ?約?$"),
    "ko": re.compile(r"(?:(?<![가-힣])|1)주당 ?약? ?$"),
}
#: What stands behind an amount of one share that is no price: a dividend, a profit.
_PAID_OUT = re.compile(r"\s?(?:の|씩|의)?\s?(?:[一-鿿가-힣]{0,4}\s?)?(?:配当|分配|利益|純資産|배당|이익|순자산)")
#: What tells that it was paid, not only bid.
_PAID = re.compile(
    r"\b(?:bought|buys|(?<!be )acquired|acquires|purchased|(?<!be )sold|sells)\b"
    r"|取得|買い集め|買った|買い増|譲渡|売却|사들|매입|취득|샀|팔|매각|처분|인수"
)
_BID = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|propos(?:al|als|ed|es)|bids?|acquir\w+|takeover|buyout|take .{1,30} private|tender|merger|bought|buy|purchase"
    r"|ipo"
    r"|initial public offering|float(?:ed)?|priced|placing|rights issue|private placement)\b"
    r"|公開買付|買付|買収|取得|ＴＯＢ|TOB|tob|公開価格|公募|仮条件|第三者割当|공개매수|공모가|유상증자|인수|사들|매입"
)
_OF_MARKET = re.compile(
    r" (?:share )?of (?:the |its |all )?[a-z&'’ -]{2,40}? (?:market|sector|industry)\b"
    r"(?![ -](?:operator|leader|research|data|maker|unit|business|group|firm|company|player|fund))"
    r"|\s?(?:の|を)?(?:国内|世界|市場)?シェア|\s?(?:의 )?(?:시장 ?)?점유율"
)
#: Characters around a figure in which the deed of a bid is told.
_NEAR = 120


def implied(line: Line, figure: Mention) -> list[tuple[str, dict[str, float]]]:
    """Return what is measured where a company is said to rise or to close at a figure, to lose it, is bid for, or has a part of a market.

    Args:
        line: The line.
        figure: The figure.
    """
    found = []
    a, b = figure.start - line.start, figure.end - line.start
    if figure.label in ("MONEY", "PERCENT") and (ev := _traded(line, figure)):
        found.append(("share price" if figure.label == "MONEY" else "change in share price", ev))
    if figure.label == "MONEY" and _each_share(line, figure):
        near = max(a - _NEAR, 0), a if line.language == "en" else b + _NEAR
        if line.language != "en" or _BID.search(line.low, *near) is not None:
            how = "bid" if _BID.search(line.low, *near) is not None else "each"
            found.append(("offer price per share", {f"implied:{how}": 1.0}))
        if _PAID.search(line.low, *near) is not None:
            found.append(("price paid per share", {"implied:paid": 1.0, f"implied:paid|{line.language}": 1.0}))
    if figure.label == "MONEY" and loses(line, figure):
        found.append(("net loss", {"implied:lost": 1.0}))
    if figure.label == "PERCENT" and _OF_MARKET.match(line.low, b):
        found.append(("market share", {"implied:market": 1.0}))
    if figure.label == "MONEY" and not found and (ev := _small(line, figure)):
        found.append(("price", ev))
    if figure.label == "QUANTITY" and (name := _using(line, figure)):
        found.append((name, {"implied:using": 1.0, f"implied:using|{line.language}": 1.0}))
    if figure.label != "PERCENT" and (cell := line.cell(figure.start)) is not None and (name := _dividend(line, cell)):
        found.append((name, {"implied:dividend": 1.0}))
    return found


def _each_share(line: Line, figure: Mention) -> bool:
    """Tell whether an amount is of one share by the words right beside it."""
    a, b = figure.start - line.start, figure.end - line.start
    if line.language == "en":
        return _A_SHARE.match(line.low, b) is not None
    each = _EACH_SHARE[line.language].search(line.low, max(a - _ONE, 0), a) is not None
    return each and _PAID_OUT.match(line.low, b) is None


#: Characters before an amount in which such words stand.
_ONE = 12
#: Sums from which on a piece is seldom sold, in currencies of small units and in others.
_SMALL_UNITS, _SUMS = ("JPY", "KRW"), (100_000, 1000)


def _small(line: Line, figure: Mention) -> dict[str, float]:
    """Say whether an amount is as small as the price of one piece."""
    bound = _SUMS[0 if figure.unit in _SMALL_UNITS else 1]
    if figure.value is None or not 0 < figure.value < bound:
        return {}
    return {"implied:small": 1.0, f"implied:small|{line.language}": 1.0, f"implied:small|{'row' if line.segment.cells else 'text'}": 1.0}


#: Units of those who may use what a company sells, by what they are called then.
_USERS = (
    ("users", frozenset(("person", "people", "人", "名", "명", "household", "family", "世帯"))),
    (
        "customers",
        frozenset(
            "company firm business brand merchant organisation organization bank retailer enterprise startup school hospital clinic hotel "
            "restaurant farm grower city municipality institution developer manufacturer 社 企業 団体 법인 기업 사 곳 개사 업체".split()
        ),
    ),
)
#: What they do with it.
_USE = re.compile(
    r"\b(?:use[sd]?|using|serv(?:e|es|ed|ing)|rel(?:y|ies|ied) on|trust(?:s|ed)?|adopt(?:s|ed)?|signed up"
    r"|subscrib(?:e|es|ed)|pay(?:s|ing)?)\b"
    r"|導入|利用(?!者)|採用|使[いわっう]|取引(?!先)|契約(?!者)|도입|이용(?!자)|사용(?!자)|쓰고|쓴다|거래(?!처)|계약(?!자)|공급"
)
#: Characters beside a figure in which that stands.
_USE_REACH = 50


def _using(line: Line, figure: Mention) -> str:
    """Return what those who are counted are called where they are said to use what the company sells: "is used by 40 banks"."""
    unit = str(figure.unit or "").lower()
    name = next((name for name, units in _USERS if unit in units), "")
    a, b = figure.start - line.start, figure.end - line.start
    near = line.low[max(a - _USE_REACH, 0) : b + _USE_REACH]
    return name if name and _USE.search(near) is not None else ""


#: How the columns of dividends are headed in Japanese, where only a line above them says that they are dividends.
_TERMS = (
    ("interim dividend per share", re.compile(r"第?[1-3一二三]四半期末|中間(?:期末|配当)?")),
    ("year-end dividend per share", re.compile(r"期末")),
    ("dividend per share", re.compile(r"合計|年間|通期")),
)
#: What a head of a column says besides.
_UNITS = re.compile(r"[\s()（）円銭]+")


def _dividend(line: Line, cell: Cell) -> str:
    """Return which dividend a column of a table is of that has one for each term of a year and one for the whole: 中間, 期末, 合計.

    Source: the form of 決算短信 of the Tokyo Stock Exchange, 配当の状況.
    """
    if line.language != "ja":
        return ""
    at = bisect_left(line.segment.cells, cell.start, key=lambda one: one.start)
    near = line.segment.cells[max(at - _COLUMNS, 0) : at + _COLUMNS + 1]
    heads = {one.start: _UNITS.sub("", unicodedata.normalize("NFKC", one.header)) for one in near}
    told = {start: name for start, head in heads.items() for name, pattern in _TERMS if pattern.fullmatch(head)}
    whole = {"year-end dividend per share", "dividend per share"} <= set(told.values())
    return told.get(cell.start, "") if whole else ""


#: Columns beside one that are looked at.
_COLUMNS = 5


def _traded(line: Line, figure: Mention) -> dict[str, float]:
    """Say whether the name before a figure is told to move, and whether the line tells of trade in shares."""
    ev: dict[str, float] = {}
    if (name := next((m for m in reversed(line.mentions) if m.label == "ORG" and m.end <= figure.start), None)) is not None:
        begin = name.end - line.start
        gap = line.low[begin : min(begin + 3 * _GAP, figure.start - line.start)]  # longer than what a name is, and a word for a move
        gap = (_DESCRIBED.sub("", gap) if line.language == "en" else gap)[:_GAP].lstrip(" )は、株がも은는이가")
        other = line.language == "ja" and _PROFITS.match(gap) is not None
        other |= line.language == "en" and _OF_ITS.match(line.low, figure.end - line.start) is not None
        if not other and any(words_of(aspect, line.language).match(gap) for aspect in ("rise", "fall", "trades")):
            ev["implied:name moves"] = 1.0
    if not ev and line.language == "en" and figure.label == "PERCENT" and _moved(line, figure):
        ev["implied:name moves"] = 1.0
    if _in_shares(line.low, line.language):
        ev["implied:trades"] = 1.0
    if _QUOTED.search(line.low, max(figure.start - line.start - _QUOTE, 0), figure.start - line.start):
        ev["implied:quoted"] = 1.0
    return ev


#: Of what so much is lost or gained, which is no share: "dropped 8% of its staff".
_OF_ITS = re.compile(r"\s(?:of|more of) (?:its|their|all|the)\b")
#: Words by which profits and sales move, and no shares: 最終減益20%.
_PROFITS = re.compile(r"(?:営業|経常|最終|純)?[増減][収益]")
#: What a name is, between commas behind it; the company told by what it is, with the same behind it; and what may stand before a figure.
_DESCRIBED = re.compile(r"^, (?:an?|the|formerly|once|which|whose|better known|also known)\b[^,;]{3,70}, ")
_COMPANY = re.compile(
    rf"(?:^|[^\w’'-])the (?:[a-z][\w’'&-]* ){{0,6}}?(?:{FIRMS}|[a-z]*maker|chain|giant|brewer|miner|carrier|builder|developer|operator"
    r"|platform|manufacturer)(?:, [^,;]{3,70},)? $"
)
_SOME = re.compile(r"(?:by |about |nearly |almost |around |roughly |more than |less than |over |as much as |up to |another |some )?$")
#: What stands behind how a share moved: why, when or to what; not of what so much is.
_BEHIND = re.compile(
    r"\s?(?:[,.;)]|$|(?:to|at|on|as|after|before|following|ahead|amid|while|when|and|despite|this|so far|lower|higher)\b"
    r"|in (?:pre|after|early|late|morning|midday|afternoon|extended|trad|the (?:session|morning|afternoon)))"
)


def _moved(line: Line, figure: Mention) -> bool:
    """Whether a company told by what it is moves right before a figure: "the soap maker slid about 3% as"."""
    a, b = figure.start - line.start, figure.end - line.start
    if _BEHIND.match(line.low, b) is None:
        return False
    ahead = line.low[max(a - _FAR, 0) : a]
    verb = _SOME.sub("", ahead).rstrip().rpartition(" ")
    moves = any(words_of(aspect, "en").fullmatch(verb[2]) for aspect in ("rise", "fall"))
    return moves and _COMPANY.search(f"{verb[0]} ") is not None


#: Characters before a figure in which the company is told.
_FAR = 160
#: Longer than a word for a move and what stands before it.
_GAP = 60


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _in_shares(low: str, language: str) -> bool:
    """Whether a line tells of trade in shares."""
    return words_of("trades", language).search(low) is not None


#: A price with how it moved, as boards of prices write them: "47.18 -1.26 (-2.60%)", 「2,036円 +61円」.
_QUOTED = re.compile(r"\d(?:円|원|ドル)?\s+[(（]?(?:[+＋−△▲▼-][\d,.]+(?:円|원|ドル)?\s?[(（]?)?[+＋−△▲▼-]?$")
#: Characters before a figure in which that stands.
_QUOTE = 30


#: Words for a measure that moved, right behind the figure by which it did: 5%の増収, 8%営業減益.
_MOVES = re.compile(r"の?(?P<word>(?P<whose>営業|経常|最終|純)?[増減](?P<what>[収益]))(?![率額])")
_MOVED_BY = re.compile(r"(?P<word>(?P<whose>営業|経常|最終|純)?[増減](?P<what>[収益]))(?:は|が|幅は)?(?:約)?$")
_MOVED = {"営業": "operating profit", "経常": "ordinary profit", "最終": "net profit", "純": "net profit"}


def moving(line: Line, figure: Mention) -> list[tuple[int, int, str]]:
    """Return where the word stands that says what a figure moved, and the measure that it names; of profits which one, if any.

    Args:
        line: The line.
        figure: The figure.
    """
    if line.language != "ja" or figure.label == "QUANTITY":
        return []
    a = figure.start - line.start
    match = _MOVES.match(line.low, figure.end - line.start) or _MOVED_BY.search(line.low, max(a - 8, 0), a)
    if match is None or not (match["whose"] or match["what"] == "収"):
        return []
    return [(*match.span("word"), "revenue" if match["what"] == "収" else _MOVED[match["whose"]])]

"""Names in the cells of tables, by the header or key that stands over or beside them.

In: the passages of a text, and what was read in them. Out: readings of cells, and marks of their places. Never: a choice between readings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors import languages, lexicon
from extractors.mention import Passage, Span
from extractors.name_votes import Reading

#: Headers under which a table lists companies.
_COMPANIES = re.compile(
    r"^(?:name of (?:the )?)?(?:(?:(?:acquired|acquisition|takeover|group|football|home|away) )?(?:target|team)"
    r"|(?:(?!(?:per|of|by|in|for|at|each|number|all|other|total) )[a-z&/.-]{1,14} ){0,2}"
    r"(?:company|companies|start-?up|firm|issuer"
    r"|buyer|acquir[eo]r|bidder|seller|lender"
    r"|retailer|grocer|employer|supplier|subsidiary|competitor|peer|rival|operator|maker|organi[sz]ation|vendor|provider|manufacturer"
    r"|insurer|airline|bank|broker(?:age)?|club|franchise|fund house|asset manager|issuer name|publisher|studio|university"
    r"|hospital|landlord|contractor|registrar|dealer))(?:[ _]?(?:names?|details))?s?$"
    r"|^(?:企業名?|社名|商号|正式名称|スタートアップ|投資先|買い手|売り手|買収企業"
    r"|(?:上場|発行|対象|比較|同業)?会社名?|出資先|競合(?:他社)?|銘柄名?|メーカー名?|球団|クラブ名?|(?:金融機関|銀行|店|大学|病院|団体|法人)名|事業者名?"
    r"|회사명?|기업명?|업체명?|상호|종목명?|투자기업|피투자기업|경쟁사|구단명?|은행명?|증권사|보험사|항공사|대학명?|기관명?|제조사)$",
    re.IGNORECASE,
)
#: A header of names of any kind, and headers beside it that only tables of companies have.
_ANY = re.compile(r"^(?:names?|名称)$", re.IGNORECASE)
_TOLD = re.compile(
    r"^(?:(?:annual |net |total )?(?:revenues?|sales|turnover|funding)|valuation|market cap(?:itali[sz]ation)?|employees|headcount"
    r"|headquarters|hq|ticker|symbol|profits?|net (?:income|profit)|売上高?|従業員数|時価総額|本社(?:所在地)?|매출액?|시가총액|본사)\b",
    re.IGNORECASE,
)
#: Headers that tables of products and of persons who sell have too.
_SOLD = re.compile(r"^(?:(?:annual |net |total )?(?:sales|turnover)|(?:net )?profits?|売上|매출)", re.IGNORECASE)
#: What a row of no company is called in such a column.
_SUMMED = re.compile(
    r"(?:grand |sub-?)?totals?|averages?|median|mean|sum|(?:all )?others?|rest|overall"
    r"|(?:総|小|合)?計|総合計|平均|中央値|その他|전체|합계|총계|평균|기타",
    re.IGNORECASE,
)
#: Cells of a row that are looked at beside one.
_BESIDE = 6
#: Headers under which those stand who hold shares or give money: organisations, and persons now and then.
_BACKERS = re.compile(
    r"^(?:(?:lead |key |main |notable |other )?(?:investors?|backers|shareholders?|holders?)(?: name)?|led by|participants|partners"
    r"|(?:主要|大)?株主(?:名|構成)?|(?:主な)?(?:投資家|引受先|出資者|割当先)(?:名)?|氏名又は名称|(?:報告書)?提出者|(?:大量)?保有者|関係会社|子会社|取引銀行|主要取引先"
    r"|(?:주요 ?)?(?:투자자|투자사|투자기관|주주|주주명|보고자|제출인|보유자|거래처|고객사))$",
    re.IGNORECASE,
)
#: Keys of a table beside which the head of a company or its founder stands, and how their names are written there.
_PEOPLE = re.compile(
    r"^(?:(?:대표(?:이사명?|자명?)?|창업자|창립자|설립자|공동 ?창업자?|성명|핵심 ?인물|CEO)"
    r"|(?:company )?(?:co-?)?founders?(?:\(s\))?|founded by|key people|chief executive(?: officer)?|managing director"
    r"|chair(?:man|woman|person)?|president"
    r"|代表者?(?:名|氏名)?|代表取締役(?:社長)?|創業者|設立者|共同創業者|社長|会長)$",
    re.IGNORECASE,
)
_PERSON_NAMES = re.compile(
    r"(?<![가-힣])[가-힣]{3}(?![가-힣])"
    r"|(?<![一-鿿々ァ-ヺー])[一-鿿々ヶ]{1,4}[ 　](?!兼)[一-鿿々ぁ-んァ-ヶー]{1,5}(?![一-鿿々ぁ-んァ-ヺー])"
    r"|(?<![ァ-ヺー])[ァ-ヺー]{2,8}[ 　][一-鿿々]{1,3}(?![一-鿿々])"
    r"|(?<![\w.&’'-])[A-ZÀ-Þ][a-zß-ÿ’']+(?:-[A-ZÀ-Þa-z][a-zß-ÿ’']+)*(?: [A-ZÀ-Þ]\.| (?:de|van|von|da|di|del|bin|al|der))*"
    r"(?: [A-ZÀ-Þ][a-zß-ÿ’']+(?:[A-ZÀ-Þ][a-zß-ÿ’']+)?(?:-[A-ZÀ-Þa-z][a-zß-ÿ’']+)*){1,2}(?=$|[ ]*(?:[,;(（/|&–—\n\t]|and\b|since\b|\[))"
)
#: The name in such a cell: up to a mark, to a column of white space where a layout ran into it, or to a blank behind its legal form.
_CELL_NAME = re.compile(
    r"[A-ZÀ-Þ0-9Ａ-Ｚａ-ｚ０-９ぁ-んァ-ヺ一-鿿가-힣](?:(?!\s\s|(?<=\S(?:株式|有限|合同)会社)\s)[^\t\n|,、;:()（）*\]`]){1,39}"
)


def headed(text: str, passages: Sequence[Passage]) -> Iterator[tuple[Span, Reading]]:
    """Read the cells of a column of companies, whatever they look like, and the persons beside keys such as 대표이사 or "Founders".

    Args:
        text: The whole text, what is masked replaced one for one.
        passages: Its passages in order.

    Yields:
        Place and reading of each.
    """
    for place, passage in enumerate(passages):
        header = passage.header.split() if passage.kind == "cell" else []
        if _PEOPLE.match("".join(header)) or _PEOPLE.match(" ".join(header)):
            for named in _PERSON_NAMES.finditer(text, passage.start, passage.end):
                if _borne(named.group()):
                    yield Span(*named.span()), Reading(*named.span(), "PERSON", "cell-header", 3.0)
        if _COMPANIES.match(" ".join(header)) or (_ANY.match(" ".join(header)) and _of_companies(passages, place)):
            found = _CELL_NAME.match(text, _opened(text, passage), passage.end)
            if found is not None and re.search(r"[^\W\d]", found.group()) and not _SUMMED.fullmatch(found.group().strip()):
                end = found.start() + len(found.group().rstrip())
                yield Span(found.start(), end), Reading(found.start(), end, "ORG", "cell-header", 3.0)


#: A heading that may be a name, behind its number and marks of Markdown, and headings that say what an entry holds.
_ENTRY = re.compile(
    r"[#\s]{0,8}(?:#?\d{1,3}[.)．]|#\d{1,3}|[A-Z][.)]|\d{1,3}位)?\s{0,3}[*_\[]{0,3}"
    r"(?P<name>(?!\d\d|\d[.)．]\s)[A-ZÀ-Þ0-9ァ-ヺ一-鿿가-힣][^\n|:：(（\[\]*_—–]{1,39}?)[*_\]]{0,3}\s*(?:[(（\[—–][^\n]{0,60})?\s*"
)
_GENERIC = re.compile(
    r"\b(?:overview|profiles?|facts?|details?|metrics?|data|compan(?:y|ies)|figures?|information|info|summary|snapshot|statistics|stats|glance"
    r"|financials?|performance|about|funding|history|background|investors?|investments?|team|competitors?|market|products?|key|highlights?"
    r"|introduction|valuation|numbers|startups?|rounds?|results?|analysis|comparison|tables?|lists?|sections?|parts?|top|leaders?hip|basics"
    r"|headquarters|locations?|business|organi[sz]ation|general|corporate|who|what|how|why|our|the)\b"
    r"|概要|情報|会社|企業|沿革|業績|データ|基本|一覧|まとめ|개요|정보|회사|기업|현황",
    re.IGNORECASE,
)
#: A word in small letters that names of companies do not hold: "Next steps", "Orvano opens a mill".
_SAYS = re.compile(
    r"(?<![\w’'.-])(?!(?:and|of|for|de|du|des|di|da|del|der|den|und|et|e|y|van|von|in|on|at|to|by|plc)\b)[a-z][a-z’']*(?![\w.’'-])"
)
#: Labels that only entries of companies have.
_ONLY = re.compile(
    r"^(?:founded(?: in)?|year founded|founders?|founded by|established|headquarters|hq|head office|valuation"
    r"|(?:total )?funding|total raised"
    r"|market cap(?:itali[sz]ation)?|ticker|設立|創業|本社(?:所在地)?|時価総額|評価額|설립|본사|시가총액)$",
    re.IGNORECASE,
)
#: Passages below a heading in which the labels of its entry stand.
_BELOW = 16


def entries(text: str, passages: Sequence[Passage]) -> Iterator[tuple[Span, Reading]]:
    """Read the headings of entries that tell what only companies have: "### 2. Acme", below it Founded and Funding.

    Args:
        text: The whole text, what is masked replaced one for one.
        passages: Its passages in order.

    Yields:
        Place and reading of each.
    """
    for place, passage in enumerate(passages):
        if passage.kind not in ("heading", "title") or passage.end - passage.start > 2 * _LONG:
            continue
        named = _ENTRY.fullmatch(text, passage.start, passage.end)
        if named is None or _GENERIC.search(named["name"]) or not re.search(r"[^\W\d]", named["name"]):
            continue
        if _SAYS.search(named["name"]) is not None:
            continue
        labels: set[str] = set()
        for below in passages[place + 1 : place + 1 + _BELOW]:
            if below.kind in ("heading", "title") and (labels or not _GENERIC.search(text, below.start, below.end)):
                break
            if below.kind == "cell" and below.header:
                labels.add(below.header.strip(" *_:："))
            elif below.kind == "paragraph" and not labels:
                break
        if len(labels) > 1 and any(map(_ONLY.match, labels)):
            end = named.start("name") + len(named["name"].rstrip())
            yield Span(named.start("name"), end), Reading(named.start("name"), end, "ORG", "entry-head", 3.0)


#: Characters of such a heading at most, by half.
_LONG = 60


def _of_companies(passages: Sequence[Passage], place: int) -> bool:
    """Whether two cells beside a name are told of companies and not only of what is sold: revenue and headquarters, no sales and profit."""
    beside = passages[max(place - _BESIDE, 0) : place + _BESIDE + 1]
    told = {one.header.strip() for one in beside if one.kind == "cell" and _TOLD.match(one.header.strip())}
    return len(told) > 1 and not all(map(_SOLD.match, told))


def _borne(name: str) -> bool:
    """Whether a name may be a person's: in hangul it begins with a family name, in Japanese no part of it is a post."""
    if _HANGUL.match(name):
        return any(name[0] in lexicon.name_words(tag, role) for tag in languages.tags() for role in ("surname", "surname-rare"))
    parts = re.split("[ \u3000]", name)
    return not any(
        part in lexicon.name_words(tag, role) for tag in languages.tags() for role in ("title-before", "title-after") for part in parts
    )


_HANGUL = re.compile(r"[가-힣]")


def columns(passages: Sequence[Passage], places: Sequence[tuple[Span, Reading]]) -> Iterator[tuple[Span, Reading]]:
    """Mark the cells of a column of which others are organisations, and the names under a header of those who hold shares or give money.

    Args:
        passages: The passages of a text in order.
        places: What was read in them.

    Yields:
        Place and mark of each.
    """
    alone = {span for span, reading in places if not reading.label and reading.rule == "alone"}
    likely = {span for span, reading in places if reading.label == "ORG" and reading.weight >= 1}
    columns: defaultdict[str, list[Span]] = defaultdict(list)
    starts = sorted(alone)
    every = sorted({span for span, reading in places if reading.rule == "place"})
    for passage in passages:
        if passage.kind == "cell" and _BACKERS.match(" ".join(passage.header.split())):
            for span in every[bisect_left(every, Span(passage.start, passage.start)) : bisect_left(every, Span(passage.end, passage.end))]:
                if span.end <= passage.end:
                    yield span, Reading(span.start, span.end, "", "under backers", 1.0)
        if passage.kind == "cell" and passage.header:
            at = bisect_left(starts, Span(passage.start, passage.start))
            columns[passage.header] += [span for span in starts[at : at + 3] if span.end <= passage.end]
    for column in columns.values():
        told = sum(span in likely for span in column)
        if len(column) >= _FEW and told > 1 and 3 * told >= len(column):
            yield from ((span, Reading(span.start, span.end, "", "column of organisations", 1.0)) for span in column)


def _opened(text: str, passage: Passage) -> int:
    """Return where the name of a cell begins, behind white space and the marks of Markdown around it: **Name**, [Name](address)."""
    at = passage.start
    while at < passage.end and (text[at].isspace() or text[at] in "*_[`"):
        at += 1
    return at


#: Cells from which a column tells of the others.
_FEW = 3

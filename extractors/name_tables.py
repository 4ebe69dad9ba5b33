"""Names of organisations that head the rows or the columns of a table which compares them.

In: the passages of a text, and what was read in them. Out: readings of labels and heads, and marks of their places. Never: a choice between
readings, or a name in a table in which nothing else tells of organisations.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.mention import Passage, Span
from extractors.name_votes import Reading

#: Least heads of a table that are organisations of themselves, and of how many one must be.
_TOLD, _OF = 2, 3
#: Columns before the one of labels at most: ranks, marks of rows that are new.
_BEFORE = 2
#: What a table tells of organisations and of nothing else.
_PROFILE = re.compile(
    r"^(?:(?:year )?(?:founded|established)|founders?|CEO|chief executive(?: officer)?|head ?quarters|HQ|head office"
    r"|based? ?(?:in)?|owners?(?:hip)?|ticker|parent(?: company)?|market cap(?:itali[sz]ation)?|employees|headcount|staff"
    r"|設立(?:年(?:月日?)?)?|創業(?:年|者)?|本社(?:所在地)?|代表者?|社長|代表取締役(?:社長)?|従業員数?|社員数|時価総額|証券コード|決算(?:月|期)"
    r"|설립(?:일|년도|연도)?|본사(?:소재지)?|대표(?:이사|자)?|직원 ?수|임직원 ?수|시가총액|종목코드)$",
    re.IGNORECASE,
)
#: What stands among the labels of rows and the heads of columns and is no name.
_NONE = re.compile(
    r"(?:company )?names?|company|(?:sub-?|grand )?totals?|average|median|mean|sum|others?|(?:all|the) (?:others?|rest)|rest of .*"
    r"|industry.*|(?:the )?market"
    r"|free float|treasury .*|(?:the )?public.*|employees.*|management.*|directors.*|individuals.*|founders?|listed|sector.*|peers?.*"
    r"|change.*|growth|budget|actuals?|plan|forecast|guidance|estimate|consensus|variance|difference|benchmark|units?|values?"
    r"|(?:prior|previous|current|last|this) .*|notes?|source|rank|n/?a|none|unknown|undisclosed|confidential"
    r"|氏名.*|名称|会社名|社名|(?:総|小|合)?計|総合計|平均|中央値|その他.*|他社?|全体|市場.*|業界.*|増減.*|前年.*|予算|目標|実績|計画|予想|差異?|単位|(?:今|前|当|来)期.*|備考|出典|順位|自己株式|個人.*|一般.*|従業員.*|なし|不明|非公表|非公開"
    r"|성명|회사명|(?:총|소)?(?:합)?계|평균|기타.*|전체|시장.*|업계.*|증감.*|예산|목표|실적|계획|전망|차이|단위|(?:당|전)기.*|비고|출처|순위|자기주식|개인.*|소액주주.*|우리사주.*|없음|미공개|비공개",
    re.IGNORECASE,
)
#: What heads a column of labels that are no organisations, whatever is told of them.
_OTHERS = re.compile(
    r"(?:(?:business|operating|report(?:ing|able)|geographic(?:al)?|product|key|financial) )?"
    r"(?:metric|measure|indicator|item|figure|ratio|segment|division|department|region|countr(?:y|ie)|state|area|cit(?:y|ie)|location"
    r"|site|plant|factor(?:y|ie)|product|model|job|position|function|categor(?:y|ie)|line|line of business|year|period"
    r"|town|count(?:y|ie)|province|office|branche?|market|currenc(?:y|ie)|language|industr(?:y|ie)|sector|player|director|executive|event)s?"
    r"|(?:報告|事業)?セグメント名?|事業(?:部門?|分野|名)?|部門名?|部署名?|地域|国(?:名|・地域)?|都市|拠点名?|工場名?|製品名?|商品名?|品目|車種|機種|職種|年度?|(?:経営)?指標|項目|科目|市町村|県|都道府県|市場|支店名?|業種|役員"
    r"|(?:사업|보고)?부문|사업부?|부서|지역|국가|도시|공장|제품명?|상품명?|품목|직종|연도|지표|항목|시장|지점|모델|차종|업종|임원",
    re.IGNORECASE,
)
#: A name that heads a row or column: one in small letters is one word.
_NAME = re.compile(
    r"[\s*_]*((?:[A-ZÀ-Þ0-9ぁ-んァ-ヺ一-鿿가-힣](?:(?!\s\s)[^\t\n|,、;:*()（）\[]){1,39}|[a-z][a-z0-9&.'-]{2,24}(?=[\s*_]*(?:\Z|[(（\[]))))"
)
#: What says when a column is of.
_WHEN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\b(?:FY|CY)\s?'?\d|\b[1-4]?[QH][1-4]?\b|\d\s?[年月日期년월일분기]")
_FIGURE = re.compile(r"\d[\d.,]*\s?(?:[KMBTkmbt]n?|[十百千万億兆만억조]{1,2}\S?|\S)")
_LETTERS, _MARKUP = re.compile(r"[^\W\d]"), re.compile(r"[\s|:\-–—=+*_─━]*")


def compared(text: str, passages: Sequence[Passage], places: Sequence[tuple[Span, Reading]]) -> Iterator[tuple[Span, Reading]]:
    """Read the labels of rows, and the heads of columns, some of which are organisations, where the table has what is told of them.

    Args:
        text: The whole text, what is masked replaced one for one.
        passages: Its passages in order.
        places: What was read in them.

    Yields:
        Place, reading and mark of each.
    """
    likely = sorted({span for span, reading in places if reading.label == "ORG" and reading.weight >= 1})
    people = {span for span, reading in places if reading.label == "PERSON" and reading.weight >= 1}
    for table in _tables(text, passages):
        first, *rows = table
        labels = _labels(text, rows) if _figured(text, rows) else []
        width = Counter(map(len, rows)).most_common(1)[0][0]
        corner = len(first) == width
        heads = [span for cell in first[corner:] if (span := _named(text, cell)) is not None] if width - len(first) in (0, 1) else []
        beside = [span for cell in labels if (span := _named(text, cell)) is not None and span not in people]
        told = _profiled(text, labels)
        cornered = not corner and told > 1 and len(heads) == len(first) > _TOLD
        if labels:
            yield from _readings(text, heads, likely, least=0 if cornered else 1 if told else _TOLD)
        if labels and not told and not any(_OTHERS.fullmatch(cell.header.strip(" *_")) for cell in labels):
            yield from _readings(text, beside, likely, least=1 if _profiled(text, first) else _TOLD)


def _tables(text: str, passages: Sequence[Passage]) -> Iterator[list[list[Passage]]]:
    """Give the tables of a text: rows of cells, nothing but rules and marks between them."""
    stated = [passage for passage in passages if passage.kind == "cell" or not _is_rule(text, passage)]
    for is_cell, run in groupby(stated, key=lambda passage: passage.kind == "cell"):
        if not is_cell:
            continue
        table: list[list[Passage]] = []
        end = -1
        for cell in run:
            between = text[end : cell.start] if end >= 0 else "\n"
            if len(between) > _APART or _MARKUP.fullmatch(between) is None or _BREAK.search(between):
                if len(table) > 1:
                    yield table
                table, between = [], "\n"
            if "\n" in between or not table:
                table.append([])
            table[-1].append(cell)
            end = cell.end
        if len(table) > 1:
            yield table


#: Characters between two cells of a table at most: the rule below its heads.
_APART = 400
#: What parts two tables: two blank lines, and one between rows with strokes.
_BREAK = re.compile(r"\n\n\n|\|[ \t]*\n[ \t]*\n[ \t]*\|")


def _is_rule(text: str, passage: Passage) -> bool:
    """Whether a passage is a line of marks alone."""
    return passage.end - passage.start <= _APART and _MARKUP.fullmatch(text, passage.start, passage.end) is not None


def _labels(text: str, rows: Sequence[Sequence[Passage]]) -> list[Passage]:
    """Return the cells that label rows, in the column in which most rows have their first words, behind their rank at most."""
    placed = [(at, row[at]) for row in rows if len(row) > 1 and (at := _worded(text, row)) is not None]
    column = Counter(at for at, _ in placed).most_common(1)
    return [cell for at, cell in placed if at == column[0][0]]


def _worded(text: str, row: Sequence[Passage]) -> int | None:
    return next((at for at, cell in enumerate(row[: _BEFORE + 1]) if _LETTERS.search(text, cell.start, cell.end)), None)


def _figured(text: str, rows: Sequence[Sequence[Passage]]) -> bool:
    """Whether half of the cells beside the labels hold a figure."""
    cells = [any(sign.isdigit() for sign in text[cell.start : cell.end]) for row in rows for cell in row[1:]]
    return 0 < len(cells) <= 2 * sum(cells)


def _profiled(text: str, cells: Sequence[Passage]) -> int:
    """How many cells say what is told of organisations and of nothing else."""
    return len({said for cell in cells if (said := _plain(text, cell)) and len(said) <= _LONG and _PROFILE.match(said) is not None})


#: Characters of a label at most that is looked at.
_LONG = 40


def _plain(text: str, cell: Passage) -> str:
    return re.split(r"[(（\[,、]", text[cell.start : min(cell.end, cell.start + 2 * _LONG)])[0].strip(" \u3000*_:：")


def _named(text: str, cell: Passage) -> Span | None:
    """Return where a cell has what may be a name: a few words, no sum, no measure of all."""
    said = text[cell.start : cell.end]
    found = _NAME.match(said) if len(said) <= 2 * _LONG else None
    if (
        found is None
        or _LETTERS.search(found[1]) is None
        or _FIGURE.fullmatch(found[1].strip())
        or _WHEN.search(said)
        or _NONE.fullmatch(found[1].strip())
    ):
        return None
    start = cell.start + found.start(1)
    return Span(start, start + len(found[1].rstrip(" \u3000*_")))


def _readings(text: str, spans: Sequence[Span], likely: Sequence[Span], least: int) -> Iterator[tuple[Span, Reading]]:
    """Read names that stand in a line where enough of them are organisations of themselves: so many, or one in three of more than one."""
    told = len({text[span.start : span.end] for span in spans if _within(text, span, likely)})
    if len(spans) < _TOLD or told < least or (least == _TOLD and _OF * told < len(spans)):
        return
    for span in spans:
        if (span.end - span.start > _CODE or _within(text, span, likely)) and not _told_in(text, span, likely):
            yield span, Reading(span.start, span.end, "ORG", "cell-header", 3.0)
            yield span, Reading(span.start, span.end, "", "column of organisations", 1.0)


def _within(text: str, span: Span, likely: Sequence[Span]) -> bool:
    """Whether most of a name was read as an organisation by itself."""
    at = bisect_left(likely, Span(span.start, span.start))
    while at < len(likely) and likely[at].start < span.end:
        if likely[at].end <= span.end + 1 and 2 * (likely[at].end - likely[at].start) >= span.end - span.start:
            return True
        at += 1
    return False


#: Characters of a code of a currency or country.
_CODE = 3
_KANA = re.compile(r"[ぁ-ん]")


def _told_in(text: str, span: Span, likely: Sequence[Span]) -> bool:
    """Whether an organisation stands in a cell behind what is told of it: 合併により株式会社…."""
    at = bisect_left(likely, Span(span.start + 1, span.start + 1))
    return at < len(likely) and likely[at].start < span.end and _KANA.match(text, likely[at].start - 1) is not None

"""How a figure looks at what it measures: a level, a growth, a share, what it is of the year before or of what was expected.

In: a reading, weighed. Out: the aspects that its name may tell, each with its chance, and names with them. Never: a weight. Part of the
room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.context import FIGURES, Line
from pipeline.claims.cues import closed, keys
from pipeline.claims.readings import ASPECTS, Reading
from pipeline.records import Mention

__all__ = ["looked", "revised", "with_aspect"]

#: Aspects that are tried for a name, the likeliest.
_ASPECTS = 3
#: Before a forecast that is not the company's own.
_OTHERS = r"(?<!own )(?<!its )(?<!our )(?<!their )(?<!company's )(?<!company’s )(?<!management's )(?<!management’s )"
#: Aspects that only a name has, by the words that head a figure or stand right beside it: how far off what was expected it is, and how
#: much of that is reached.
_ASIDE = (
    (
        "compared with consensus",
        re.compile(
            rf"\b(?:consensus|{_OTHERS}(?:estimates?|forecasts?|expectations?))\b[^.;,]{{0,24}} by$"
            r"|\b(?:vs|versus) (?:forecast|consensus|estimates?)\b"
            r"|\b(?:beat|beats|beating|topped|missed|missing|exceed(?:ed|ing)) [^.;,]{0,40}\b"
            rf"{_OTHERS}(?:consensus|estimates?|expectations?) by$"
            r"|(?:市場予想|コンセンサス|(?<![自会当御]社)(?<!社内)予想)[^、。]{0,6}(?:比|を|に対し)[^、。]{0,6}$"
            r"|(?:컨센서스|전망치|기대치|예상치)(?:[(（][^()（）]{0,24}[)）])?[^,.]{0,6}(?:대비|를|을|보다)[^,.]{0,6}$"
        ),
    ),
    (
        "compared with the plan",
        re.compile(
            r"\b(?:vs|versus|against|compared (?:with|to)) (?:the |its |our )?(?:plan|budget|guidance)\b"
            r"|(?:計画|予算)(?:対?比|に対し)[^、。]{0,6}$|(?:계획|예산|목표) ?대비[^,.]{0,6}$"
        ),
    ),
    ("progress towards the full-year forecast", re.compile(r"進捗率?|達成率|\bprogress rate\b|진[행척]률|달성률")),
)
#: What stands behind a percentage that tells how far a figure is from what was expected: "9% higher than the average estimate".
_EXPECTED = re.compile(
    r"\s?(?:higher|lower|more|less|better|worse|above|below|over|under|short of|ahead of|shy of|beat|miss)\b[^.;,]{0,30}?\b"
    rf"{_OTHERS}(?:estimates?|consensus|forecasts?|expectations?|hopes|street|projections?|(?<!we )(?<!it )(?:expected|predicted))\b"
    r"|\s?(?:下回|上回)[^、。]{0,6}(?<![自会当]社)予想|\s?(?:상회|하회|웃돌|밑돌)[^,.]{0,6}(?:전망|예상|컨센서스)"
)
#: What stands before a percentage and behind it where they tell so together: 「컨센서스(100억원) 15% 상회」.
_CONSENSUS = re.compile(r"(?:컨센서스|전망치|기대치|예상치|市場予想|コンセンサス)(?:[(（][^()（）]{0,24}[)）])?[^、。,.]{0,4}$")
_BEATEN = re.compile(r"\s?(?:가량 |정도 |ほど)?(?:상회|하회|웃[돌도]|밑[돌도]|上回|下回)")
#: What a percentage is of a year before where it is no growth: 「前年同月比107.2」 is 7.2% more. Not where a rise or a fall is told.
_RATIO = "to the year before"
_YEAR_BEFORE = re.compile(
    r"対?前[年期](?:同期|同月|同四半期|度)?比|昨年(?:同期|同月)?比|전년 ?(?:동기|동월)? ?(?:대비|비)|작년 ?(?:같은 기간|동기) ?대비"
)
_MOVED = re.compile(r"増|減|伸び|成長|上昇|低下|下落|上げ|下げ|プラス|マイナス|증|감|성장|상승|하락|늘|줄|신장|올랐|내렸|뛰|떨어|[+＋△▲▼±]")
#: Measures of which shops tell nothing else in percentages near a hundred, month by month.
_SAME = ("same-store", "all-store")
#: Such a percentage is near a hundred.
_RATIOS = (70, 150)
#: Aspects of percentages by what heads their column.
_HEADED = (
    ("share", re.compile(r"構成比|構成割合|売上比率|구성비|비중|\b(?:%|percent(?:age)?|share) of (?:total|sales|revenues?)\b|\bmix\b")),
    (
        "growth year on year",
        re.compile(
            r"前年(?:同期|同月|度)?(?:増減)?比|前期(?:増減)?比|対前[年期]|전년 ?(?:동기|동월)? ?(?:대비|비)"
            r"|\by[-/]?o[-/]?y\b|\by[-/]y\b|\byear[- ](?:on|over)[- ]year\b"
        ),
    ),
)
#: The label of a row, or the head of a column, of sums by which others moved.
_SUMS = re.compile(
    r"[\s|*(（]{0,6}(?:増減|増加|減少|変動|差)額|[\s|*(]{0,6}(?:증감|증가|감소|변동)액|[\s|*(]{0,6}(?:amount of )?change \([a-d]-[a-d]\)"
)
#: The label of a row, or the head of a column, that tells by how much a forecast was changed where its table tells of such: 増減額（B－A）.
_REVISIONS = re.compile(
    r"(?:増減|修正|변동|증감|change|difference)(?:額|率|幅|액|[률율])?\s?(?:[(（\[][^()（）\[\]]{0,16}[)）\]])?\s?(?:[(（][%％][)）])?"
)
_REVISION = "change in forecast"
#: Characters before a figure in which such words stand.
_ASIDE_REACH = 40


def looked(reading: Reading) -> list[tuple[str, float]]:
    """Return the aspects in which a figure may be looked at, each with its chance."""
    line, at = reading.line, reading.figure.start - reading.line.start
    if _of_revision(reading):
        return [(_REVISION, 1.0)]
    if reading.figure.label == "PERCENT":
        if _compound(line, reading.figure):
            return [("growth", 1.0)]
        cell = line.cell(reading.figure.start)
        near = [line.low[max(at - _ASIDE_REACH, 0) : at].strip(" 約+-＋−"), *(words for *_, words in keys(line.text)[:4])]
        near += [line.head.lower(), cell.header.lower()] if cell is not None else []
        for aspect, pattern in _ASIDE:
            if any(pattern.search(words) for words in near):
                return [(aspect, 1.0)]
        beaten = _CONSENSUS.search(near[0]) is not None and _BEATEN.match(line.low, reading.figure.end - line.start) is not None
        if beaten or _EXPECTED.match(line.low, reading.figure.end - line.start):
            return [("compared with consensus", 1.0)]
        if _to_the_year_before(reading):
            return [(_RATIO, 1.0)]
        header = f"{cell.header} {line.head if cell is not line.labels else ''}".lower() if cell is not None else ""
        for aspect, pattern in _HEADED:
            if pattern.search(header):
                return [(aspect, reading.aspects[ASPECTS.index(aspect)])]
    cell = line.cell(reading.figure.start) if reading.figure.label == "MONEY" else None
    if cell is not None and any(_SUMS.match(closed(words)) for words in (line.head.lower(), cell.header.lower())):
        return [("change", 1.0)]
    told = [at for at, aspect in enumerate(ASPECTS) if aspect != "share" or reading.figure.label != "MONEY"]  # no sum is a part of another
    order = sorted(told, key=lambda at: (-reading.aspects[at], at))[:_ASPECTS]
    return [(ASPECTS[at], reading.aspects[at]) for at in order]


def _of_revision(reading: Reading) -> bool:
    """Whether a figure stands where a table of changed forecasts tells by how much they were changed."""
    cell = reading.line.cell(reading.figure.start)
    if cell is None or reading.figure.label == "QUANTITY":
        return False
    heads = (reading.line.head, cell.header)
    return any(_REVISIONS.fullmatch(closed(head).strip(" *|").lower()) for head in heads) and revised(reading) == "over"


def _to_the_year_before(reading: Reading) -> bool:
    """Whether a percentage says what part of a year before it is, a hundred for as much, and not by how much it grew."""
    line, figure = reading.line, reading.figure
    if line.language == "en" or figure.value is None or not _RATIOS[0] <= figure.value <= _RATIOS[1]:
        return False
    at, end, cell = figure.start - line.start, figure.end - line.start, line.cell(figure.start)
    if _MOVED.search(line.text, max(at - 2, 0), at):
        return False
    named = reading.measure.measure.name if reading.measure is not None and reading.measure.measure is not None else ""
    if named.startswith(_SAME) and not _MOVED.search(f"{line.text[end : end + _MOVED_REACH]} {cell.header if cell is not None else ''}"):
        return True
    if cell is None:
        ahead = line.text[max(at - _ASIDE_REACH, 0) : at]
        told = list(_YEAR_BEFORE.finditer(ahead))
        return bool(told) and len(ahead) - told[-1].end() <= _JOIN and not _MOVED.search(line.text[end : end + _MOVED_REACH])
    heads = f"{cell.header} {line.head} {reading.corner}"
    above = " ".join((heads, reading.over, *(head.text for head in reading.heads[:1])))
    return _YEAR_BEFORE.search(above) is not None and _MOVED.search(heads) is None


#: Longer than what joins a comparison to its figure, and characters behind it in which a rise or a fall stands.
_JOIN, _MOVED_REACH = 4, 8


#: A growth over years, told a year.
_COMPOUND = re.compile(r"(?<![A-Za-z])CAGR(?![A-Za-z])|\bcompound(?:ed)? annual\b|年平均(?:成長|伸び)率|年率|연평균", re.IGNORECASE)


#: What says that a forecast is changed, not by how much it is beaten.
_FORECASTS = r"(?:forecasts?|estimates?|guidance|outlook|projections?)"
_REVISED = re.compile(
    r"予想.{0,8}修正|修正.{0,8}予想|[上下]方修正|予想[^。]{0,20}(?:引き上げ|引き下げ|増額|減額)"
    rf"|\b(?:rais|lift|cut|trim|lower|upgrad|downgrad|revis|hik|slash|increas|reduc)\w* [^.;]{{0,60}}\b{_FORECASTS}\b"
    rf"|\b{_FORECASTS} (?:was |were |is |has been )?(?:raised|lifted|cut|trimmed|lowered|revised|increased|reduced)\b"
    r"|(?:전망|예상|추정|목표)치?[^.]{0,16}(?:상향|하향|올려|낮춰|높여)|(?:상향|하향) ?조정"
)
#: Characters around a figure in which that stands.
_REVISED_REACH = 100


def revised(reading: Reading) -> str | None:
    """Return where it is told that a forecast is changed, to which a change beside it may be of: in its line or over it."""
    line, at = reading.line, reading.figure.start - reading.line.start
    if _REVISED.search(line.low, max(at - _REVISED_REACH, 0), min(at + _REVISED_REACH // 2, len(line.low))) is not None:
        return "line"
    above = " ".join((reading.over, reading.corner, *(head.text for head in reading.heads[:2]))).lower()
    return "over" if _REVISED.search(above[-4 * _REVISED_REACH :]) is not None else None


def with_aspect(name: str, aspect: str, line: Line, figure: Mention) -> str:
    """Return the name of a measure looked at in an aspect: "growth year on year" behind it, "share of" and "change in" before it."""
    if aspect == "level" or name.startswith("change in"):
        return name
    if aspect == _REVISION:
        return f"change in {name} forecast"
    if aspect.startswith("growth") and figure.label == "PERCENT" and _compound(line, figure):
        return f"{name} compound annual growth rate"
    if aspect == "share":
        return f"share of {name}" if "share" not in name else name
    if aspect == "change" or (name == "share price" and figure.label == "PERCENT"):
        return f"change in {name}"
    return f"{name.removesuffix(' growth')} {aspect}"


def _compound(line: Line, figure: Mention) -> bool:
    """Whether a growth is told as the yearly one of several years: CAGR stands nearest before it, or right behind it."""
    at = figure.start - line.start
    begin = max((m.end - line.start for m in line.mentions if m.label in FIGURES and m.end <= figure.start), default=0)
    return (
        _COMPOUND.search(line.text, max(begin, at - 40), at) is not None
        or _COMPOUND.match(line.text, figure.end - line.start + 1) is not None
    )

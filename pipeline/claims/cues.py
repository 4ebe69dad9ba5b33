"""Words of direction, comparison and certainty near a figure, and the identifiers of a line.

In: a line and a figure; `rules/concepts.toml`. Out: how near words of each aspect stand. Never: what is measured. Part of the room
of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extractors.patterns import any_of
from pipeline.claims.context import Line
from pipeline.claims.points import in_points
from pipeline.records import Mention
from pipeline.rules import toml

__all__ = ["ASPECTS", "closed", "concepts", "cues", "grouped", "keys", "words_of"]

#: Of words put together by capitals each goes on in small letters, and the first has two: iPhone and macOS are names.
_IDENTIFIER = re.compile(r"\b[a-z][a-z0-9]+(?:[A-Z][a-z0-9]+)+[A-Z]*\b|\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


@lru_cache(maxsize=256)  # every figure of a line asks the same, and every row of a table
def keys(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the identifiers of a text, such as the keys of records, each with its place and its words: operatingProfit, net_sales."""
    return tuple((m.start(), m.end(), " ".join(_WORD.findall(m.group())).lower()) for m in _IDENTIFIER.finditer(text))


_SPACED = re.compile(r"(?<=[぀-ヿ一-鿿])[ \u3000]{1,4}(?=[぀-ヿ一-鿿](?:[ \u3000:：(（]|$))")


def closed(label: str) -> str:
    """Return the label of a table in plain words.

    The blanks that only widen it are gone ("資 本 金" says "資本金"), and the name of a column of records is apart: operating_income_usd.
    """
    plain = label.strip(" *|\t")
    return next((words for start, end, words in keys(plain) if (start, end) == (0, len(plain))), None) or _SPACED.sub("", label)


#: What stands around the head of a group of rows, and behind it: 【既存店】, ■全店（前年同月比％）.
_AROUND = re.compile(r"^[\s*|■●◆◎○・【\[<＜《「]{1,12}|[\s*|】\]>＞》」:：]{1,12}$|\s?[(（][^()（）]{0,40}[)）]\s?$")


@lru_cache(maxsize=256)
def grouped(over: str, label: str, language: str) -> str:
    """Return the label of a row read on from what heads its group, in lower case: 既存店客数 of 客数 under 既存店.

    Args:
        over: What heads the group.
        label: The label.
        language: Language of the table.
    """
    parts = [_AROUND.sub("", _AROUND.sub("", closed(words))) for words in (over, label)]
    return (" " if language == "en" else "").join(parts).lower()


@cache
def concepts() -> dict[str, Any]:
    """Return what `rules/concepts.toml` holds: it is long, and read once for all that look something up in it."""
    return toml("concepts.toml")


@cache
def words_of(name: str, language: str) -> re.Pattern[str]:
    """Return the pattern of the words of an aspect in a language."""
    words = any_of(word.lower() for word in concepts()["aspect"][name][language])
    return re.compile(rf"(?<![a-z]){words}(?![a-z])" if language == "en" else words)


ASPECTS = (
    "rise",
    "fall",
    "share",
    "per_share",
    "year_on_year",
    "quarter_on_quarter",
    "month_on_month",
    "forecast",
    "estimate",
    "discussed",
    "compare",
    "trades",
    "change",
    "over",
    "under",
)
#: Aspects that say with when a figure is compared.
_COMPARING = ("year_on_year", "quarter_on_quarter", "month_on_month")
#: Aspects that say what a figure is of its measure, told alike by a column, the head of a row and a word right beside.
_SAID = ("rise", "fall", "share", "change", "over", "under")
#: What parts a figure that is complete from how it moved: "18%, down from 21%".
_APART = frozenset(",、，(（;")


class _Cued(NamedTuple):
    """Where the words of an aspect stand in a line: how each begins and ends, and where the identifiers that hold one end."""

    starts: Sequence[int]
    ends: Sequence[int]
    keyed: Sequence[int]


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _cued(low: str, text: str, language: str) -> dict[str, _Cued]:
    """Return where the words of each aspect stand in a line, of lower case and as written."""
    found, spelt = {}, keys(text)
    for aspect in ASPECTS:
        spans = [match.span() for match in words_of(aspect, language).finditer(low)]
        keyed = [end for _, end, words in spelt if words_of(aspect, "en").search(words)]
        found[aspect] = _Cued([a for a, _ in spans], [b for _, b in spans], keyed)
    return found


def _last_before(cued: _Cued, pattern: re.Pattern[str], low: str, place: int) -> int | None:
    """Return where the last word of an aspect ends that stands before a place; what follows the place does not lengthen a word."""
    at = bisect_right(cued.ends, place)
    if (at < len(cued.starts) and cued.starts[at] < place) or "a" <= low[place : place + 1] <= "z":
        ends = [match.end() for match in pattern.finditer(low, 0, place)]
    else:
        ends = [cued.ends[at - 1]] if at else []
    if keyed := bisect_right(cued.keyed, place):
        ends.append(cued.keyed[keyed - 1])
    return max(ends, default=None)


def _first_after(cued: _Cued, pattern: re.Pattern[str], low: str, place: int) -> int | None:
    """Return where the first word of an aspect begins that stands after a place."""
    at = bisect_left(cued.starts, place)
    if at and cued.ends[at - 1] > place:
        match = pattern.search(low, place)
        return match.start() if match else None
    return cued.starts[at] if at < len(cued.starts) else None


#: What the title of the part of a table says of the figures in it.
_TITLED = ("forecast", "estimate")
#: What says that figures in a table of forecasts are none.
_ACTUAL = re.compile(r"実績|前回?期|실적|\bactuals?\b|\bresults?\b", re.IGNORECASE)


def cues(line: Line, figure: Mention, over: str = "") -> dict[str, float]:
    """Return how near before and after a figure words of each aspect stand: name -> 1 for right beside it, less further off.

    Args:
        line: The line.
        figure: The figure.
        over: What heads the part of the table, and the column, that the figure stands in.
    """
    found: dict[str, float] = {}
    first, last = _joined(line, figure)
    a, b = first.start - line.start, last.end - line.start
    left = max((m.end - line.start for m in line.figures if m.end <= first.start and m is not figure), default=0)
    right = min((m.start - line.start for m in line.crossed(last.end, line.end + 1) if m is not figure), default=len(line.low))
    unit = 5.0 if line.language == "en" else 2.0
    told = _cued(line.low, line.text, line.language)
    for aspect in ASPECTS:
        pattern = words_of(aspect, line.language)
        before = _last_before(told[aspect], pattern, line.low, a)
        after = _first_after(told[aspect], pattern, line.low, b)
        if before is not None:
            steps = (a - before) / unit
            found[f"{aspect}<"] = 1 / (1 + steps)
            if steps < 1.5:
                found[f"{aspect}<beside"] = 1.0
            if before >= left:
                found[f"{aspect}<own"] = 1.0
        if after is not None:
            steps = (after - b) / unit
            found[f"{aspect}>"] = 1 / (1 + steps)
            if steps < 1.5:
                found[f"{aspect}>beside"] = 1.0
            if after < right:
                found[f"{aspect}>own"] = 1.0
            if line.low[b:after].lstrip()[:1] in _APART:
                found[f"{aspect}>parted"] = 1.0
    found[f"label:{figure.label}"] = 1.0
    found[f"lang:{line.language}"] = 1.0
    if line.segment.cells:
        found["row"] = 1.0
        cell = line.cell(figure.start)
        header, head = cell.header.lower() if cell is not None else "", line.head.lower()
        for aspect in ASPECTS:
            if words_of(aspect, line.language).search(header):
                found[f"{aspect}^"] = 1.0
            if words_of(aspect, line.language).search(head):
                found[f"{aspect}|head"] = 1.0
        if not _ACTUAL.search(f"{header} {head}"):
            found |= {f"{aspect}:over": 1.0 for aspect in _TITLED if over and words_of(aspect, line.language).search(over.lower())}
    found |= _moved(line, figure, told) | _itself(line, figure)
    for aspect in _SAID:
        if any(f"{aspect}{place}" in found for place in ("^", "|head", "<beside", ">beside")):
            found[f"said:{aspect}"] = 1.0
    nearest = max((aspect for aspect in _COMPARING if f"{aspect}>own" in found), key=lambda one: found[f"{one}>"], default=None)
    nearest = nearest or max((one for one in _COMPARING if f"{one}<own" in found), key=lambda one: found[f"{one}<"], default=None)
    if nearest is not None:
        found[f"against:{nearest}"] = 1.0
    if any(f"{aspect}<beside" in found for aspect in _COMPARING) and line.low[max(a - 3, 0) : a].rstrip()[-1:] in ("+", "＋"):
        found["plus:compared"] = 1.0
    return found | _signed(line, figure)


#: What joins percentages of which the same is told: "fell 21 percent and 7 percent", 「각각 3.4%, 80.1% 줄었다」.
_AND = re.compile(r"\s?(?:,|、|・|\band\b|, and\b|と|및|와|과)\s?(?:by )?(?:각각 )?")


def _joined(line: Line, figure: Mention) -> tuple[Mention, Mention]:
    """Return the first and the last of the percentages of a sentence that are joined to one as things of which the same is told."""
    if figure.label != "PERCENT" or line.segment.cells:
        return figure, figure
    peers = [m for m in line.figures if m.label == "PERCENT"]
    at = next((at for at, m in enumerate(peers) if m.start == figure.start), None)
    if at is None:
        return figure, figure
    first = last = at
    while first and _AND.fullmatch(line.low, peers[first - 1].end - line.start, peers[first].start - line.start):
        first -= 1
    while last + 1 < len(peers) and _AND.fullmatch(line.low, peers[last].end - line.start, peers[last + 1].start - line.start):
        last += 1
    return peers[first], peers[last]


def _signed(line: Line, figure: Mention) -> dict[str, float]:
    """Say whether a figure has a sign, a bracket before it, or points for a unit."""
    found: dict[str, float] = {}
    a = figure.start - line.start
    ahead = line.low[max(a - 3, 0) : a]
    if re.search(r"[(（+＋]\s*$", ahead):
        found["opens:" + ("plus" if ahead.strip()[-1] in "+＋" else "bracket")] = 1.0
    if re.search(r"[-−–▲△▼]\s*$", ahead) or line.low[a : a + 1] in "-−▲△▼":
        found["minus"] = 1.0
    if _SIGN.search(ahead) or line.low[a : a + 1] in _SIGNS or line.low.startswith(("マイナス", "プラス"), a):
        found["signed"] = STRONG
    if in_points(figure):
        found["points"] = STRONG
    return found


#: Signs that say that a figure is a difference; hyphens between figures are none.
_SIGNS = "+＋−▲△▼±"
_SIGN = re.compile(rf"(?:^|[^\w%％\s])\s?[-–]$|[{_SIGNS}]\s?$")


#: How strongly what is said right beside a figure counts: it is rare and says much.
STRONG = 3.0
#: What an English text calls a company whose name it does not repeat: "the retailer".
FIRMS = "company|firm|group|startup|bank|retailer|airline|lender|insurer|conglomerate"
#: As far as words beside a figure are read.
_NEAR = 60
#: What may stand between a word that says that something moves and the figure by or to which it does: words of closed classes.
_UP_TO = {
    "en": re.compile(
        r"(?:\sin [a-z'’ -]{1,40}(?= (?:of|was|were|is|by|to)\b))?(?:[\s#@+$(),–-]|\b(?:by|of|to|from|at|in|on|is|was|were|or|than|about"
        r"|around|almost|over|up|more|less|least|just|some|as|much|a|an|the|another|further|additional|and|between"
        r"|[a-z]+ly)\b)*"
    ),
    "ja": re.compile(r"[#@\s+＋±(（:：はがをのへにからとで約額幅率さしたてれえりっ]*"),
    "ko": re.compile(r"[#@\s+＋(（:：,약은는이가을를의로에서한된난해여었어났했다며고률율폭액]*"),
}
#: What may stand between a figure and such a word.
_ON_FROM = {
    "en": re.compile(
        r"[-\s)]*(?:(?:[a-z]-o?-?[a-z]|yoy|qoq|mom|(?:year|quarter|month)[- ]o(?:n|ver)[- ](?:year|quarter|month)|annual(?:i[sz]ed)?"
        r"|organic|percentage|points?|[a-z]+ly)\b[-\s]*){0,3}(?:[a-z]+[-\s])?"
    ),
    "ja": re.compile(r"(?:[\sともにのをほどへ]|近く|以上|超|余り|弱|強|程度|大幅|大きく|急|まで)*"),
    "ko": re.compile(r"(?:[\s이의나씩p로]|가량|정도|이상|넘게|가까이|포인트)*"),
}
#: How a figure stands to the word before it: that by which it moves, that to which, that from which.
_LINKS = {
    "en": re.compile(r"\b(?:(?P<by>by|of|is|was|were)|(?P<to>to|at)|(?P<from>from))\b"),
    "ja": re.compile(r"(?P<from>から)|(?P<by>[はが率額幅])|(?P<to>[のにへでてしたえりれ])"),
    "ko": re.compile(r"(?P<from>에서)|(?P<by>[은는이가률율폭액])|(?P<to>[의로한된난해여고며])"),
}
#: Particles of a figure that its verb does not move by it: 75億ドルに引き上げた, 5000億円を上回り.
_PARTICLE = {"en": re.compile(r"(?!)"), "ja": re.compile(r"[にをへ]|まで|の"), "ko": re.compile(r"[로의]")}
#: A figure right behind such a word is its own: "at 117,000 won, up 27,000 won".
_NEXT = re.compile(r"\s?(?:by )?\W{0,2}#")
#: Words before a figure that look as if something moved by it: 売上高, "makes up".
_NO_MOVE = re.compile(r"[高安]$|\b(?:ma[dk]es?|making|rack(?:s|ed)?|set) up$")
#: What follows a figure that goes on to another.
_ON_TO = {
    "en": re.compile(
        r"\s?(?:[(（][^()（）]{0,30}[)）])?,?\s?(to|from|at|in|of|on|above|below)\b[^.;a-z]{0,3}"
        r"(?:(?:about|around|a|an|the|some|nearly|over) )?(#?)"
    ),
    "ja": re.compile(r"[^、。#@]{0,5}?(の|から)約?(#)"),
    "ko": re.compile(r"[^,.#@]{0,6}?(한|된|의|에서)\s?약?\s?(#)"),
}


#: What leads right to an amount that is itself a rise or a fall: "costs decreased $52,000", "up £7 million", "a decrease of $1.2 million".
_HEDGED = r"(?:(?:about|around|approximately|nearly|almost|roughly|some|over|more than|just|only) )*"
_MOVES = re.compile(
    r"\b(?:(?P<verb>(?:increas|decreas|declin|improv|narrow|widen|climb|dropp|slipp|jump)ed|rose|fell|grew|(?<!set )(?<!made )up|down)"
    r"(?: by)?|an? (?:[a-z-]+ ){0,2}?(?P<noun>increase|decrease|decline|reduction|improvement|rise|fall|drop|gain) of) "
    rf"{_HEDGED}$"
)
#: The same right behind it: "a $52,000 decrease in", "$6 million below the prior year".
_MOVED_BY = re.compile(
    r"\s(?:or \S{1,9}\s)?(?:(?P<noun>increase|decrease|decline|reduction|improvement|rise|fall|drop)\b(?! to\b)"
    r"|(?P<than>(?:below|above|ahead of|(?:more|less|higher|lower|better|worse) than) (?:the |its )?(?:same|prior|previous|last|year))\b)"
)
_LEADS = 50


def _itself(line: Line, figure: Mention) -> dict[str, float]:
    """Say whether an English amount is told as that by which something rises or falls, by the words right beside it alone."""
    if line.language != "en" or figure.label == "PERCENT" or line.segment.cells:
        return {}
    a, b = figure.start - line.start, figure.end - line.start
    ahead, behind = _MOVES.search(line.low, max(a - _LEADS, 0), a), _MOVED_BY.match(line.low, b)
    if ahead is not None:
        return {"itself": STRONG, f"itself:{ahead.lastgroup}<": STRONG}
    return {"itself": STRONG, f"itself:{behind.lastgroup}>": STRONG} if behind is not None else {}


#: A move that is told of the figure right before it and of none behind: 12%の増収、.
_TOLD = re.compile(r"#の?(?:営業|経常|最終)?[増減][収益]$")


def _moved(line: Line, figure: Mention, told: Mapping[str, _Cued]) -> dict[str, float]:
    """Say whether a figure is that by which, to which or from which something rises or falls, and whether it goes on to another."""
    found: dict[str, float] = {}
    language = line.language
    a, b = figure.start - line.start, figure.end - line.start
    ahead, behind = line.masked[max(a - _NEAR, 0) : a], line.masked[b : b + _NEAR]
    row = "row:" if line.segment.cells else ""
    rest = behind
    for aspect in ("rise", "fall"):
        pattern = words_of(aspect, language)
        before = _last_before(told[aspect], pattern, line.low, a)
        held = (
            before is None
            or _NO_MOVE.search(line.low, max(before - 12, 0), before)
            or _TOLD.search(line.masked[max(before - 12, 0) : before])
        )
        if before is not None and not held and a - before <= _NEAR:
            gap = ahead[len(ahead) - (a - before) :]
            if _UP_TO[language].fullmatch(gap):
                links = [str(match.lastgroup) for match in _LINKS[language].finditer(gap)]
                found[f"{row}moved:{links[-1] if links else 'by'}{':past' if '#' in gap else ''}"] = STRONG
        after = _first_after(told[aspect], pattern, line.low, b)
        if after is not None and after - b <= _NEAR and _ON_FROM[language].fullmatch(behind, 0, after - b):
            word = pattern.match(line.low, after)
            rest = behind[(word.end() if word else after) - b :]
            noun = word is not None and word.end() - after > 1  # 4億円の減益, but 12億円の増資
            still = _PARTICLE[language].search(behind, 0, after - b) is not None and not (noun and behind.startswith("の"))
            how = "next" if _NEXT.match(rest) else "at" if still else "by"
            found[f"{row}moved:{how}"] = STRONG
    if (then := _ON_TO[language].match(rest)) is not None:
        found[f"{row}then:{then[1]}{then[2]}"] = 1.0
    return found

"""Words for another time than the one spoken of, what was before a move, tenses; years of dates without one, days as of which all holds.

In: a line and a figure, or the scene. Out: named evidence, years and days that the text names. Never: the period of a figure. Part of the
room of claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extractors.dates import bounded
from pipeline.claims.context import Line, Scene
from pipeline.claims.timex import grain
from pipeline.predicates import column
from pipeline.records import Mention

__all__ = [
    "a_year_earlier",
    "as_of",
    "begins",
    "bounds",
    "dates_figures",
    "earlier",
    "founds",
    "names_year",
    "of_a_figure",
    "says_as_of",
    "says_end",
    "spoken",
    "times",
    "to_come",
    "told_on",
]

#: Words for a time before the one spoken of; "last year" counts from the time of telling.
_EARLIER = {
    "en": re.compile(
        r"(?:year|quarter|month)s?[- ](?:earlier|ago|prior|before)|previous(?:ly| year)|prior[- ]year|same (?:period|quarter|month)"
        r"|year-ago|\bpcp\b"
    ),
    "ja": re.compile(r"前の?[年期]|前回"),
    "ko": re.compile(r"전년|전기"),
}
_AHEAD = {
    "en": re.compile(r"next ?(?:fiscal|financial)|next year|current (?:fiscal )?year|this (?:fiscal |financial )?year|full[- ]year"),
    "ja": re.compile(r"来期|今期|通期|当期|今年度|来年度|next ?(?:fiscal|year)"),
    "ko": re.compile(r"내년|올해|금년|연간"),
}
#: Words that tell of the time of telling.
_NOW = re.compile(r"\b(?:current|currently|now)\b|現在の|現状|足元|현재")
#: The key of a value, before its colon.
_KEY = re.compile(r"[\s,{\"']{0,12}[^\W\d][\w ]{0,40}[\"']?\s?:")
#: How far from a figure, in characters, a word stands beside it.
_SIDE = {"en": 14, "ja": 6, "ko": 6}


def times(line: Line, figure: Mention, stretches: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Return what words for an earlier or later period than the one spoken of go with a figure, and whether they stand beside it.

    In a table those count that stand in the heads of its cell, or beside it in the cell; the key of a value heads it too. Whether a figure
    is the one before a move or the one after, and in what time its sentence is told, is named as well.
    """
    cell, found = line.cell(figure.start), {}
    begin = max(cell.start, line.start) if cell is not None else line.start
    end = cell.end if cell is not None else line.end
    ahead = line.low[begin - line.start : figure.start - line.start]
    after = line.low[figure.end - line.start : end - line.start]
    side = _SIDE[line.language]
    for name, words in (("earlier", _EARLIER[line.language]), ("ahead", _AHEAD[line.language]), ("now", _NOW)):
        if cell is not None and words.search(cell.header.lower()):
            found[name] = found[f"{name}:head"] = 1.0
        if not _stand(words, line.low):
            continue
        last = max((match.end() for match in words.finditer(ahead)), default=-99)
        first = words.search(after)
        if len(ahead) - last <= side and not re.search(r"[)）;。]", ahead[max(last, 0) :]):
            found[f"{name}:beside<"] = 1.0
        if first is not None and first.start() <= side and not re.search(r"[(（;。,、]", after[: first.start()]):
            found[f"{name}:beside>"] = 1.0
    found |= dict.fromkeys(_moved(line, figure, begin, end), 1.0)
    if cell is None and (mood := line.once(_mood, figure, figure.start)) is not None:
        found[f"tense:{mood}"] = 1.0
    if cell is None and _stand(_EARLIER[line.language], line.low) and _gone_by(line, figure, stretches):
        found["earlier"] = 1.0
    if cell is None and _stand(_AHEAD[line.language], line.low):
        found["ahead"] = 1.0
        if (key := _KEY.match(line.low)) is not None and _AHEAD[line.language].search(key[0]):
            found["ahead:head"] = 1.0
    return found


#: What leads from the figure that was to the one that is, after the first: "12% to 15%", 「12％から15％」, 12 → 15.
_TO = re.compile(r"(?:[^\d\w]{0,2}|\s?(?:程度|余り|前後|台|선|대|여)?)(?:から|より|에서|→|⇒|➡|=>|->|–>|~>)\s?")
_TO_EN, _FROM_EN = re.compile(r" to "), re.compile(r"\bfrom (?:about |around |nearly |some )?[a-z]{0,3}[$€£¥₩]?$")
#: What stands before the figure that was: "from 12%", "(was 12%", "up from 12%", 「従来12％」, "기존 12%".
_WAS = re.compile(
    r"(?:\b(?P<from>from)|\b(?P<was>(?<=[(,] )were|(?<=[(,] )was|(?<=[(,])was"
    r"|formerly|previously|originally|had been|initial|old|prior|previous|last)"
    r"|(?P<kept>従来(?:予想|計画|目標|比)?|前回(?:予想)?|これまで|旧|当初(?:予想|計画)?|기존(?:의)?|종전(?:의)?|이전|직전|당초))"
    r"[\s:：は의の]{0,2}(?:about |around |nearly |some |only |just |a |an |the |約|약 ?)?[a-z]{0,3}[$€£¥₩]?\s?$"
)
#: What follows the figure that is: "15%, up from 12%", "15% (was 12%".
_IS = re.compile(
    r"[\s,]{0,2}[(（]?(?:(?:up|down|an? \w+|increased|raised|lowered|cut|rising|falling) )?"
    r"(?:from|was|previously|formerly|従来|前回|旧|기존|종전|이전)[\s:：は]{0,2}"
)
_SPAN = 28


def _moved(line: Line, figure: Mention, begin: int, end: int) -> list[str]:
    """Name on which side of a move a figure stands: what it was before, or what it came to; nothing where no move is told of it."""
    low, at, stop = line.low, figure.start - line.start, figure.end - line.start
    ahead, after = low[max(begin - line.start, at - _SPAN, 0) : at], low[stop : min(end - line.start, stop + _SPAN)]
    names = []
    risen = line.language == "en" and _FROM_EN.search(ahead) is not None
    for pattern in (_TO, _TO_EN) if risen else (_TO,):
        if (then := pattern.match(after)) is not None and line.crossed(figure.end + then.end(), figure.end + then.end() + 6):
            names += ["old", "old:to"]
            break
    if was := _WAS.search(ahead):
        names += ["old", f"old:{was.lastgroup}"]
    if not names and (_IS.match(after) is not None or _came(line, figure)):
        names.append("new")
    return names


def _came(line: Line, figure: Mention) -> bool:
    """Tell whether a move leads to a figure from the one before it: "from 12% to 15%", 12 → 15."""
    last = next((m for m in reversed(line.figures) if m.end <= figure.start), None)
    if last is None or figure.start - last.end > _SPAN:
        return False
    at, gap = last.start - line.start, line.low[last.end - line.start : figure.start - line.start]
    risen = line.language == "en" and _TO_EN.match(gap) is not None
    return _TO.match(gap) is not None or (risen and _FROM_EN.search(line.low, max(at - _SPAN, 0), at) is not None)


#: Verbs that tell in what time a sentence is, the last of them before a figure in English, the one that closes it elsewhere.
_MOODS_EN = re.compile(
    r"\b(?:(?P<had>had)|(?P<past>was|were|did)|(?P<would>(?:would|could|might|may|should)(?: \w+)?)"
    r"|(?P<will>will(?: \w+)?|plans?|aims?|intends?|expects?|(?<!price )targets?)"
    r"|(?P<present>is|are|has|have|owns|operates|employs|runs|holds|sells|makes|offers|serves))\b"
)
_CLOSING = {
    "ja": re.compile(
        r"(?P<will>予定|見込|見通し|計画|方針|目指|目標|予想|だろう|でしょう)|(?P<past>(?:だっ|でし|まし|い|っ|し|り|れ|え|け|げ|せ)た(?:。|$|」|という|と))"
        r"|(?P<present>(?:てい|であ|持|あ|い)る|ています|です|だ。|ます|擁する|展開する)"
    ),
    "ko": re.compile(
        r"(?P<will>예정|계획|전망|방침|목표|것으로|예상|할 것)|(?P<past>[았었였했됐랐렸졌났]다)"
        r"|(?P<present>이다|있다|한다|된다|습니다|입니다)"
    ),
}


def _mood(line: Line, figure: Mention) -> str | None:
    """Name the time in which the statement of a figure is told, as far as its verb shows it."""
    at = figure.start - line.start
    if line.language == "en":
        told = None
        for match in _MOODS_EN.finditer(line.low, max(at - 120, 0), at):
            told = match.lastgroup
        return told
    closing = _CLOSING[line.language].search(line.low, figure.end - line.start)
    return closing.lastgroup if closing else "none"


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _stand(words: re.Pattern[str], low: str) -> bool:
    """Tell whether any of some words stands in a line."""
    return words.search(low) is not None


def _gone_by(line: Line, figure: Mention, stretches: Sequence[tuple[int, int]]) -> bool:
    """Tell whether words for an earlier period go with a figure: not those of a comparison in which it does not stand."""
    for match in _EARLIER[line.language].finditer(line.low):
        at = match.start() + line.start
        held = [(a, b) for a, b in stretches if a <= at < b]
        if not held or any(a <= figure.start < b for a, b in held):
            return True
    return False


def earlier(line: Line, told: Mention) -> bool:
    """Tell whether the words of a date say an earlier period than the one spoken of: a year earlier, 前年同期; not "last year"."""
    return line.once(_earlier, told, told.start)


def _earlier(line: Line, told: Mention) -> bool:
    return _EARLIER[line.language].search(told.text.lower()) is not None


#: Words that count back by a year, not by a quarter or month.
_YEAR = re.compile(r"year|same|pcp|前[年期]|전[년기]")


def a_year_earlier(line: Line, told: Mention) -> bool:
    """Tell whether the words of a date say the period a year before the one spoken of."""
    return earlier(line, told) and _YEAR.search(told.text.lower()) is not None


#: A year as words of a date name it.
_NAMED_YEAR = re.compile(
    r"\d{4}|['’]\d\d|\d\d[年년]|fy ?\d\d|(?<!\d)(?:[1-4][qh]|[qh][1-4])\s?'?\d\d(?!\d)|元年"
    r"|(?:令和|平成|昭和|[RHS])\s?\d{1,2}年|(?<!\d)\d\d[/.]\d{1,2}(?=期|\s?(?:[1-4][qｑ]|[上下]期|第[1-4]四半期))",
    re.IGNORECASE,
)


def names_year(text: str) -> bool:
    """Tell whether the words of a date name its year."""
    return _NAMED_YEAR.search(text) is not None


#: Words that speak of the end of a period.
_END = re.compile(r"\b(?:year-?)?end\b|末|말(?!에?\s?까지)", re.IGNORECASE)
#: What makes a date beside it the day as of which something holds.
_AS_OF = re.compile(r"\bas (?:of|at|on) (?:the )?$")
_AS_OF_CJK = re.compile(r"\s?末?(?:現在|時点)|\s?(?:말\s?)?(?:기준|현재)")


def of_a_figure(line: Line, date: Mention) -> bool:
    """Tell whether a date stands behind the figure of a cell, of which no figure of another row is: | $60m (March 2024) |.

    Args:
        line: The line of the date.
        date: The date.
    """
    cell = line.cell(date.start) if len(line.segment.cells) > 2 else None  # a label and its value are no row of a table
    return cell is not None and cell is not line.segment.cells[0] and len(line.crossed(cell.start, date.start)) > 0


def says_as_of(low: str, start: int, end: int) -> bool:
    """Tell whether words make a date of a line, from one place to another, the day as of which something holds: as of, 現在, 기준."""
    return _AS_OF_CJK.match(low, end) is not None or _AS_OF.search(low, max(start - 12, 0), start) is not None


#: What stands behind the day on which figures were told, and before it.
_TOLD_ON = re.compile(r"\s?付?(?:け)?(?:に|の)?\s?(?:公表|発表|開示)|\s?(?:공시|발표)")
#: The head of a column of such days.
_TOLD_DAY = re.compile(
    r"(?:決算|予想|業績)?(?:発表|公表|開示)(?:年月)?日|(?:발표|공시)일자?|(?:announcement|disclosure|release) date"
    r"|date (?:announced|disclosed|released)|(?:announced|disclosed|released)(?: on)?",
    re.IGNORECASE,
)
_TOLD_ON_EN = re.compile(r"\b(?:announced|published|released|issued|disclosed)(?: on)?[\s(]{1,3}$")


def told_on(line: Line, told: Mention) -> bool:
    """Tell whether words make a date of a line the day on which its figures were told: 前回発表予想 (2024年5月10日公表) is of no day."""
    at, end = told.start - line.start, told.end - line.start
    cell = line.cell(told.start) if line.segment.cells else None
    if cell is not None and cell.header and _TOLD_DAY.fullmatch(cell.header.strip(" *")):
        return True
    return _TOLD_ON.match(line.low, end) is not None or _TOLD_ON_EN.search(line.low, max(at - 16, 0), at) is not None


def says_end(text: str) -> bool:
    """Tell whether words speak of the end of a period."""
    return _END.search(text.lower()) is not None


def founds(line: Line, told: Mention) -> bool:
    """Tell whether a date stands in a column of when companies were founded: it dates nothing else."""
    cell = line.cell(told.start) if line.segment.cells else None
    known = column(cell.header) if cell is not None and cell.header else None
    return known is not None and known.role == "founded"


def begins(line: Line, told: Mention) -> bool:
    """Tell whether a date is when a company was founded, by its column or the word beside it (設立1998年4月): it dates no other figure."""
    return founds(line, told) or line.once(_beside_founding, told, told.start)


def dates_figures(line: Line, mention: Mention) -> bool:
    """Tell whether a mention is a date of which a figure of its line may be."""
    return mention.label == "DATE" and bool(mention.timex_value) and not begins(line, mention)


#: Words of a founding right before a date and right behind it, in Japanese and Korean.
_FOUNDED_ON = re.compile(r"(?:設立|創業|創立|創設|설립|창립|창업)(?:年月日?|年|日|일)?(?: ?[:：] ?|[は ])?$")
#: What stands behind it where it is part of another word, or of a jubilee: 창립 50주년, 창업 지원, 創業支援.
NO_FOUNDING = r"(?!者|[자주]| ?(?:제? ?\d+ ?(?:周年|주년|돌)|支援|기념|지원|자금|교육|생태계|경진|대회|준비))"
_FOUNDED_THEN = re.compile(
    r"に?(?:設立|創業|創立|創設)(?:[、。，,)）」]|の(?! ?\d+ ?周年)|(?:し|され)[たてま、]|$)|에? ?(?:설립|창립|창업)" + NO_FOUNDING
)
_FOUNDED_REACH = 12


def _beside_founding(line: Line, told: Mention) -> bool:
    if line.language == "en":
        return False
    at, end = told.start - line.start, told.end - line.start
    return _FOUNDED_ON.search(line.low, max(at - _FOUNDED_REACH, 0), at) is not None or _FOUNDED_THEN.match(line.low, end) is not None


def as_of(told: Scene) -> list[str]:
    """Return the days as of which headings and notes without a figure say that what they are of holds, the commonest first.

    Args:
        told: The scene.
    """
    held = Counter(
        m.timex_value
        for line in told.lines
        if not line.figures
        for m in line.mentions
        if m.label == "DATE" and grain(m.timex_value) in ("day", "month") and says_as_of(line.low, m.start - line.start, m.end - line.start)
    )
    return [str(value) for value, _ in held.most_common(2)]


#: What leads to a year, or follows it, of which a line tells what is to come.
_TO_COME = re.compile(
    r"\b(?:will|would|plans?|planned|planning|aims?|intends?|expects?|expected|targets?|targeting|forecasts?|outlook|guidance|due|by|until"
    r"|through|matur\w{1,20}|expires?|option)\b[^.;]{0,40}$"
)
_TO_COME_CJK = re.compile(r"[^。]{0,12}(?:までに|満期|予定|見通|見込|計画|目標|目指|까지|예정|계획|전망|목표)")
_TO_COME_REACH = 60


def to_come(line: Line, told: Mention) -> bool:
    """Tell whether the words beside a date make it one to come: "plans to list in Q1 2026", 2030年までに."""
    at = told.start - line.start
    if line.language == "en":
        return _TO_COME.search(line.low, max(at - _TO_COME_REACH, 0), at) is not None
    return _TO_COME_CJK.match(line.low, told.end - line.start) is not None


def bounds(told: Scene, line: Line, date: Mention) -> bool:
    """Tell whether a date only bounds a time of which no figure is told: "the highest since the third quarter of 2017", a deadline."""
    return date.timex_mod == "AFTER" or bounded(told.document.text, date.start, date.end, line.language)


def spoken(told: Scene) -> dict[int, str]:
    """Return for each date that names no year the year of the last one before it, in its article, that does, or of one behind it.

    That of its own line counts before those of other lines; a year to come counts for none, and that of an item of a list for no other.
    Heads of a table stand beside others and have none.
    """
    found: dict[int, str] = {}
    year, article = None, None
    for line in told.lines:
        if line.segment.article != article:
            year, article = None, line.segment.article
        dated = [m for m in line.mentions if m.label == "DATE" and m.timex_value]
        years = {m.start: match[1] for m in dated if names_year(m.text) and (match := _YEARED.match(str(m.timex_value)))}
        named = [m for m in dated if m.start in years and not (to_come(line, m) or begins(line, m) or bounds(told, line, m))]
        behind = years[named[0].start] if named else None
        last = None
        for mention in dated:
            if begins(line, mention):
                continue
            if mention.start in years:
                last = last if to_come(line, mention) or bounds(told, line, mention) else years[mention.start]
            elif not line.segment.cells and (said := last or behind or year) is not None:
                found[mention.start] = said
        if last is not None and line.segment.kind != "list_item":
            year = last
    return found


#: The year that a value opens with.
_YEARED = re.compile(r"(?:FY)?(\d{4})")

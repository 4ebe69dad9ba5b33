"""Which of several names told together goes with which of several figures told together: "A and B were 1 and 2, respectively".

In: a line, a figure, where words of the lexicon or names stand. Out: whether each has the place among its equals that the figure has among
its own. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["deals_out", "ordered", "respective"]

_AND = r"\s*(?:[,、，・&]|(?:,\s*)?and|or|と|および|及び|및|과|와)\s*"
#: What parts two figures of one list, and two names of one; a name may have a word or two before it.
_FIGURES = re.compile(rf"{_AND}(?:(?:about|approximately|around|nearly|by)\s+|約|약\s*)?")
_NAMES = re.compile(rf"(?:額|高)?{_AND}(?:(?:the|its|their)\s+)?(?:[a-z’'-]{{2,}}\s+){{0,2}}")
#: What parts two names of companies that are told together.
_JOINT = re.compile(rf"{_AND}(?:(?:the|its|their)\s+)?")
_RESPECTIVE = re.compile(r"\brespective(?:ly)?\b|それぞれ|각각")


def ordered(line: Line, figure: Mention, spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Return the evidence for the words of the lexicon that are as many as the figures told together with one.

    Args:
        line: The line.
        figure: The figure.
        spans: Where the words stand, in order.
    """
    if bound := _bound(line, figure, spans):
        return bound
    told = next((run for run in line.once(_figures, figure.label, figure.label) if (figure.start, figure.end) in run), ())
    if len(told) < 2:
        return {}
    whole = [span for span in spans if not any(a <= span[0] and span[1] <= b and span != (a, b) for a, b in spans)]
    ahead = [span for span in whole if span[1] <= told[0][0]]
    groups = [run for run in _runs(line, ahead, _NAMES) if len(run) == len(told)]
    if not groups:
        return {}
    place, sort = told.index((figure.start, figure.end)), "respective" if deals_out(line) else "listed"
    return {span: f"{sort}:{'aligned' if at == place else 'misaligned'}" for at, span in enumerate(groups[-1])}


#: What binds a sum to the words behind it that say of what it is: 120億円の売上高, 850억원의 매출.
_OF_SUM = {
    "ja": re.compile(r"(?:以上|超|余り|あまり|近く|弱|強|規模)?の(?=[^\s、。])"),
    "ko": re.compile(r" ?(?:이상|이하|가량|안팎|규모|대)?의 (?:연결 )?(?=[^\s,.])"),
}


def _bound(line: Line, figure: Mention, spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Return the evidence for words of several sums told with what each is of behind it: 120億円の売上高と15億円の利益."""
    binds = _OF_SUM.get(line.language)
    if binds is None or figure.label != "MONEY" or line.segment.cells:
        return {}
    at: dict[int, tuple[int, int]] = {}
    free = line.start
    for one in line.figures:
        if one.label != "MONEY":
            continue
        tie = binds.match(line.low, one.end - line.start)
        begins = line.start + tie.end() if tie is not None else -1
        end = max((b for a, b in spans if a == begins), default=-1)
        if end > 0 and not any(free <= a and b <= one.start for a, b in spans):  # else of what is told before it: 営業損益は3億円の赤字
            at[one.start] = begins, end
        free = max(one.end, end)
    if figure.start not in at or len(at) < 2:
        return {}
    own, end = at[figure.start]
    return {(a, b): f"respective:{'aligned' if own <= a and b <= end else 'misaligned'}" for a, b in spans}


#: What stands before names that a sentence does something to, or with, and of which it tells no figure.
_ASIDE = re.compile(r"\b(?:in|into|from|to|for|by|with|against|than|between|said|including)\s(?:the\s)?$")
#: What is bought or sold, and what stands behind names that another acts on: A bought B and C for, AはBとCを, A는 B와 C에.
_BOUGHT = re.compile(r"\b(?:bought|buy(?:s|ing)?|acquir(?:e[sd]?|ing)|purchas(?:e[sd]?|ing)|sold|sell(?:s|ing)?|took over)\s(?:the\s)?$")
_ACTED_ON = re.compile(r"(?:の株式?)?(?:を|に(?!よ[るれ]|つ))|(?:을|를|에(?!서|게서| 따르))")
_LED = re.compile(r"\bby\s(?:the\s)?$")
_WHICH = re.compile(r"[\s,]{1,3}(?:which|who)\b")


def deals_out(line: Line) -> bool:
    """Whether a line says that each of several goes with its own: respectively, それぞれ, 각각."""
    return _RESPECTIVE.search(line.low) is not None


def respective(line: Line, figure: Mention, names: Sequence[Mention], measured: Sequence[tuple[int, int]]) -> Mention | None:
    """Return the name that a figure goes with where as many names as figures are told together, in a line that says "respectively".

    Args:
        line: The line.
        figure: The figure.
        names: The names of the line, in order.
        measured: Where words of the lexicon stand, in order: where these are as many, the figures go with them.
    """
    told = next((run for run in line.once(_figures, figure.label, figure.label) if (figure.start, figure.end) in run), ())
    by_place = {(name.start, name.end): name for name in names if name.end <= figure.start}
    groups = [run for run in _runs(line, sorted(by_place), _JOINT) if len(run) == len(told)]
    if len(told) < 2 or not groups or len({by_place[span].entity_id for span in groups[-1]}) < len(told):
        return None
    first, last = groups[-1][0][0], groups[-1][-1][1]
    before = line.low[max(first - line.start - 24, 0) : first - line.start]
    led = _LED.search(before) and _WHICH.match(line.low, last - line.start)
    at_end = re.search(r"\bwith\s(?:the\s)?$", before) and re.match(r"\s(?:at|on|posting|reporting)\b", line.low[last - line.start :])
    if _BOUGHT.search(before) or _ACTED_ON.match(line.low, last - line.start):
        return None
    if (_ASIDE.search(before) and not led and not at_end) or ordered(line, figure, [span for span in measured if span[0] >= last]):
        return None
    return by_place[groups[-1][told.index((figure.start, figure.end))]]


def _figures(line: Line, label: str) -> list[tuple[tuple[int, int], ...]]:
    """Return the runs of the figures of a kind."""
    return _runs(line, [(m.start, m.end) for m in line.figures if m.label == label], _FIGURES)


def _runs(line: Line, spans: Sequence[tuple[int, int]], joint: re.Pattern[str]) -> list[tuple[tuple[int, int], ...]]:
    """Return the stretches of a line as runs of those that a joint parts and nothing else."""
    found: list[list[tuple[int, int]]] = []
    for span in spans:
        if found and joint.fullmatch(line.low, found[-1][-1][1] - line.start, max(span[0] - line.start, 0)) is not None:
            found[-1].append(span)
        else:
            found.append([span])
    return [tuple(run) for run in found]

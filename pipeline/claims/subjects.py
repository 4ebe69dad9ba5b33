"""Whose figure it is: the organisations in reach, and the evidence that speaks for each.

In: the scene of a document, a line, a figure. Out: candidates with named, language-neutral evidence. Never: a choice between them; the
weights do that. Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pipeline.claims.context import FIGURES, Line, Scene, bare
from pipeline.records import Mention

__all__ = ["Candidate", "candidates", "relation"]

#: Lines back in which an organisation may stand that is not a topic.
_REACH = 6


@dataclass(slots=True)
class Candidate:
    """An organisation that may be the subject.

    Attributes:
        name: Its entity.
        evidence: Name of the evidence -> strength.
        mention: Where it is named nearest, in the line or before.
    """

    name: str
    evidence: dict[str, float] = field(default_factory=dict)
    mention: Mention | None = None


_RELATIONS_CJK = (
    ("source", re.compile(r"(?:によると|によれば|の調べ|の調査|調べ|に따르면|에 따르면|가 발표한 조사)")),
    ("by", re.compile(r"(?:による|によって|に よ|에 의한|에 의해)")),
    ("than", re.compile(r"(?:より|に比べ|と比べ|보다|대비)")),
    ("poss", re.compile(r"(?:の|의)")),
    ("topic", re.compile(r"(?:は|では|には|은|는)")),
    ("subj", re.compile(r"(?:が|이|가|께서)(?!\w{0,1}入)")),
    ("also", re.compile(r"(?:も|도)")),
    ("obj", re.compile(r"(?:を|을|를)")),
    ("loc", re.compile(r"(?:に|へ|에|에게|에서|で)")),
    ("with", re.compile(r"(?:と|や|および|及び|・|와|과|및)")),
    ("from", re.compile(r"(?:から|으로부터|로부터)")),
    ("comma", re.compile(r"[、,，]")),
    ("colon", re.compile(r"[:：|｜]")),
)
_SKIP = re.compile(r"(?:[」』”\"’'*]|株式会社|グループ|社|\s?[(（][^()（）]{0,40}[)）])*\s?")
_SOURCE_EN = re.compile(
    r"(?:'s|’s)?\s*(?:analysts?|research(?:ers)?|economists?|strategists?|poll|survey|data|report)\b"
    r"|\s*(?:said|says|reported) (?:on|in|that|the|this|last|mon|tue|wed|thu|fri|it)?",
)
_PREP = re.compile(
    r"\b(of|by|in|into|at|from|to|with|for|on|than|between|behind|over|against|like|including|via|per|and|or|through|as)\s+"
    r"(?:the |its |an? |both )?$"
)


def relation(line: Line, mention: Mention) -> list[str]:
    """Return what the words beside a name say of its part in the sentence."""
    before = line.low[: mention.start - line.start]
    after = line.low[mention.end - line.start :]
    if line.language != "en":
        skipped = _SKIP.match(after)
        at = skipped.end() if skipped else 0
        return [name for name, pattern in _RELATIONS_CJK if pattern.match(after, at)][:1] or ["plain"]
    found = []
    if re.search(r"according to (?:the |a |an )?(?:[\w-]+ ){0,3}$|\bcited by $|\bsource: $", before):
        found.append("source")
    prep = _PREP.search(before)
    if prep:
        found.append(f"prep:{prep[1]}")
    if re.match(r"\s?(?:'s|’s|'(?=\s)|’(?=\s))", after) or re.search(r"s['’]$", mention.text):
        found.append("poss")
    if _SOURCE_EN.match(after):
        found.append("reports")
    if re.match(r"\s*[(（]", after):
        found.append("bracket")
    if re.search(r"[(（]\s*$", before):
        found.append("in-bracket")
    if not prep and (
        not before.strip(" *-•\"'“‘#>|0123456789.")
        or re.search(r"(?:[,;:—–-]|\b(?:and|but|while|as|that|when|whereas|because|after|before|if)) (?:the )?$", before)
    ):
        found.append("opens")
    if re.match(r"\s*[a-z]", after) and not re.match(r"\s*(?:and|or|of|in|to|by|for|at|on|with|from)\b", after):
        found.append("verb")
    if re.match(r"\s*:", after):
        found.append("colon")
    return found or ["plain"]


_ANAPHOR = {
    "en": re.compile(
        r"\b(?:the (?:company|firm|group|startup|start-up|bank|retailer|maker|carmaker|automaker|chipmaker|business|airline|lender|insurer"
        r"|conglomerate)|it|its|their|they)\b"
    ),
    "ja": re.compile(r"同社|同行|同グループ|同店"),
    "ko": re.compile(r"이 회사|동사|회사는|회사 측|이 기업|그룹은"),
}
_FIRST = {
    "en": re.compile(r"\b(?:we|our|us)\b"),
    "ja": re.compile(r"当社|弊社|当行|当期|当グループ|私たち"),
    "ko": re.compile(r"당사|우리"),
}


def _buckets(evidence: dict[str, float], name: str, value: float, steps: Sequence[float]) -> None:
    """Say of a length which of the steps it passes, so that a line weight becomes a staircase."""
    for step in steps:
        if value > step:
            evidence[f"{name}>{step:g}"] = 1.0


def candidates(told: Scene, line: Line, figure: Mention, proposed: Mapping[str, Sequence[str]], topics: Sequence[str]) -> list[Candidate]:
    """Return the organisations in reach of a figure with what speaks for each.

    Args:
        told: The scene.
        line: The line of the figure.
        figure: The figure.
        proposed: Mention -> subjects that the hand-written readings propose for it.
        topics: Organisations that the article is about by its title and opening, most of all first.
    """
    here = told.organisations(line)
    reach: dict[str, Candidate] = {}

    def add(name: str) -> Candidate:
        return reach.setdefault(name, Candidate(name))

    for mention in here:
        add(str(mention.entity_id))
    for back in told.lines[max(line.at - _REACH, 0) : line.at]:
        if back.segment.article == line.segment.article:
            for mention in told.organisations(back):
                add(str(mention.entity_id))
    for head in told.heads[line.at]:
        for mention in told.organisations(head):
            add(str(mention.entity_id))
    ranks = told.ranks.get(line.segment.article, {})
    for name in islice(ranks, 4):
        add(name)
    for name in (*list(topics)[:2], *told.titled, *proposed.get(figure.mention_id, ())):
        if told.kind(name) == "organisation" and name in told.seen:
            add(name)
    state = _State(told, line, figure, here, proposed.get(figure.mention_id, ()), list(topics), ranks)
    for candidate in reach.values():
        _describe(state, candidate)
    return sorted(reach.values(), key=lambda c: c.name)


@dataclass(slots=True)
class _State:
    told: Scene
    line: Line
    figure: Mention
    here: list[Mention]
    proposed: Sequence[str]
    topics: list[str]
    ranks: Mapping[str, int]


def _describe(state: _State, candidate: Candidate) -> None:
    told, line, figure, name = state.told, state.line, state.figure, candidate.name
    ev = candidate.evidence
    article = line.segment.article
    own = [m for m in state.here if m.entity_id == name]
    others = {m.entity_id for m in state.here} - {name}
    ev["here" if own else "away"] = 1.0
    if own:
        _in_line(state, candidate, own)
    elif not others:
        ev["away:nobody-here"] = 1.0
    else:
        ev["away:others-here"] = 1.0
        if any(m.start < figure.start for m in state.here):
            ev["away:others-before"] = 1.0
    _before(state, candidate, bool(own))
    anaphor = _ANAPHOR[line.language].search(line.low, 0, max(figure.start - line.start, 1))
    first = _FIRST[line.language].search(line.low)
    main = bool(state.topics) and state.topics[0] == name
    _titles(state, candidate)
    share = told.share.get((article, name), 0.0)
    ev["share"] = share
    ev["share:log"] = math.log(share + 0.01) + 3
    rank = state.ranks.get(name, 9)
    ev[f"rank:{min(rank, 4)}"] = 1.0
    count = len(told.seen[name])
    _buckets(ev, "named", count, (1, 2, 4, 8))
    if name in told.publisher:
        ev["publisher"] = 1.0
        if share < 0.2:
            ev["publisher:seldom"] = 1.0
    for cue, found in (("anaphor", anaphor), ("first", first)):
        if found:
            ev[f"{cue}:{'main' if main else 'other'}{':away' if not own else ':here'}"] = 1.0
    _as_named(told, name, ev)
    if name in state.proposed:
        ev["proposed"] = 1.0
        if own:
            ev["proposed:here"] = 1.0
    elif state.proposed:
        ev["proposed:another"] = 1.0
    if line.segment.cells:
        ev["row:" + ("here" if own else "topic" if main else "other")] = 1.0
    language = line.language
    for key in ("here", "titled:first", "topic:0", "rank:0", "head:inner", "proposed"):
        if key in ev:
            ev[f"{key}|{language}"] = ev[key]


def _titles(state: _State, candidate: Candidate) -> None:
    """Say whether headings, the title and the topics name it."""
    told, line, name, ev = state.told, state.line, candidate.name, candidate.evidence
    heads = [head for head in told.heads[line.at] if any(m.entity_id == name for m in told.organisations(head))]
    if heads:
        ev["head"] = 1.0
        if heads[0] is told.heads[line.at][0]:
            ev["head:inner"] = 1.0
            named = next(m for m in told.organisations(heads[0]) if m.entity_id == name)
            if (named.end - named.start) * 2 > len(heads[0].text.strip(" #*.0123456789")):
                ev["head:is-name"] = 1.0
            if len({m.entity_id for m in told.organisations(heads[0])}) == 1:
                ev["head:alone"] = 1.0
    elif any(told.organisations(head) for head in told.heads[line.at][:1]):
        ev["head:another"] = 1.0
    if name in told.titled:
        ev["titled"] = 1.0
        if told.titled[name] == min(told.titled.values()):
            ev["titled:first"] = 1.0
        if len(told.titled) == 1:
            ev["titled:only"] = 1.0
    if name in state.topics:
        ev[f"topic:{min(state.topics.index(name), 3)}"] = 1.0


def _as_named(told: Scene, name: str, ev: dict[str, float]) -> None:
    """Say how surely it is a name, and of what kind."""
    if name not in told.known:
        told.known[name] = _known(told, name)
    ev |= told.known[name]


def _known(told: Scene, name: str) -> dict[str, float]:
    ev: dict[str, float] = {}
    # The first that is seen is seen on the first line that names one.
    if told.seen[name][0][0] == next(iter(told.seen.values()))[0][0]:
        ev["opens-document"] = 1.0
    mentions = [m for _, m in told.seen[name]]
    best = max(m.confidence for m in mentions)
    ev["sure"] = best
    via = Counter(m.extractor.split("+")[0] for m in mentions).most_common(1)[0][0]
    ev[f"via:{via}"] = 1.0
    forms = {f.text for f in told.names[name].names} if name in told.names else set()
    if any(bare(form) != form for form in forms):
        ev["legal-form"] = 1.0
    return ev


def _in_line(state: _State, candidate: Candidate, own: Sequence[Mention]) -> None:
    line, figure, ev = state.line, state.figure, candidate.evidence
    before = [m for m in own if m.end <= figure.start]
    near = before[-1] if before else own[0]
    candidate.mention = near
    ev["before" if before else "after"] = 1.0
    a, b = (near.end, figure.start) if before else (figure.end, near.start)
    gap = line.low[max(a - line.start, 0) : max(b - line.start, 0)]
    width = len(gap) / (5.0 if line.language == "en" else 2.0)
    side = "before" if before else "after"
    _buckets(ev, f"{side}:words", width, (1, 3, 6, 10, 16, 25))
    commas = len(re.findall(r"[,、，]", gap))
    stops = len(re.findall(r"[;:.。—–|]|\b(?:while|but|whereas)\b|一方", gap))
    _buckets(ev, f"{side}:commas", commas, (0, 1, 3))
    if stops:
        ev[f"{side}:stop"] = 1.0
    between = {m.entity_id for m in state.here if m.entity_id != candidate.name and min(a, b) <= m.start < max(a, b)}
    _buckets(ev, f"{side}:others", len(between), (0, 1, 2))
    figures = sum(1 for m in line.mentions if m.label in FIGURES and min(a, b) <= m.start < max(a, b) and m is not figure)
    _buckets(ev, f"{side}:figures", figures, (0, 1))
    if state.here[0].entity_id == candidate.name:
        ev["first"] = 1.0
    if len({m.entity_id for m in state.here}) == 1:
        ev["alone"] = 1.0
    for name in relation(line, near):
        ev[f"{side}:{name}"] = 1.0
        if line.language != "en":
            ev[f"{side}:{name}|cjk"] = 1.0
    if before and before[0] is not near:
        for name in relation(line, before[0]):
            ev[f"again:{name}"] = 1.0
    if line.segment.cells:
        cell = line.cell(near.start)
        ev["cell:first" if cell is line.segment.cells[0] else "cell:same" if cell is line.cell(figure.start) else "cell:other"] = 1.0


def _before(state: _State, candidate: Candidate, own: bool) -> None:
    """Say how long ago a name was last told, and how."""
    told, line, ev = state.told, state.line, candidate.evidence
    told_of = told.spoken.get((line.segment.article, candidate.name), ())
    earlier = bisect_left(told_of, line.at, key=lambda seen: seen[0])
    where = "here" if own else "away"
    if not earlier:
        ev[f"{where}:never-before"] = 1.0
        return
    at, last = told_of[earlier - 1]
    if not own:
        candidate.mention = last
        _buckets(ev, "ago", line.at - at, (1, 2, 4, 8, 20))
        previous = told.lines[at]
        if previous.segment is line.segment:
            ev["ago:same-passage"] = 1.0
        for name in relation(previous, last):
            if at >= line.at - 3:
                ev[f"ago:{name}"] = 1.0
        named = told.organisations(previous)
        if named and named[0].entity_id == candidate.name:
            ev["ago:first-there"] = 1.0
        later = (
            {
                m.entity_id
                for back in told.lines[at : line.at]
                for m in told.organisations(back)
                if m.start > last.start and m.entity_id != candidate.name
            }
            if line.at - at < 30
            else {"?", "??"}
        )
        ev["ago:last-of-all" if not later else "ago:one-since" if len(later) == 1 else "ago:more-since"] = 1.0
        if not line.segment.cells and line.at - at == 1:
            ev["ago:line-before"] = 1.0

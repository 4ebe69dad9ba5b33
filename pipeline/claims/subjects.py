"""Whose figure it is: the organisations in reach, a person where a pattern reads one, and the evidence that speaks for each.

In: the scene of a document, a line, a figure. Out: candidates with named, language-neutral evidence. Never: a choice between them; the
weights do that. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from pipeline.claims.cast import Cast, first_person
from pipeline.claims.confines import confined
from pipeline.claims.context import FIGURES, Line, Scene
from pipeline.claims.cues import FIRMS, STRONG
from pipeline.claims.deals import roll
from pipeline.claims.deed_kinds import between
from pipeline.claims.holders import holders
from pipeline.records import Mention

__all__ = ["Candidate", "candidates", "playing"]

#: Lines back in which an organisation may stand that is not a topic.
_REACH = 6


@dataclass(slots=True)
class Candidate:
    """An organisation that may be the subject.

    Attributes:
        name: Its entity.
        standing: What speaks for it anywhere in the article: name of the evidence -> strength.
        evidence: The same and what speaks for it at this figure.
        mention: Where it is named nearest, in the line or before.
    """

    name: str
    standing: Mapping[str, float]
    evidence: dict[str, float] = field(default_factory=dict)
    mention: Mention | None = None


#: Characters after "based" in which the noun may stand that it describes: "the Oslo-based company".
_NOUN = 24

_ANAPHOR = {
    "en": re.compile(
        rf"\b(?:the (?:[^\s;:()]+ ){{0,4}}(?:{FIRMS}|start-up|maker|carmaker|automaker|chipmaker|business)|it|its|their|they)\b"
    ),
    "ja": re.compile(r"同社|同行|同グループ|同店"),
    "ko": re.compile(r"이 회사|동사|회사는|회사 측|이 기업|그룹은"),
}


def _buckets(evidence: dict[str, float], name: str, value: float, steps: Sequence[float]) -> None:
    """Say of a length which of the steps it passes, so that a line weight becomes a staircase."""
    for step in steps:
        if value > step:
            evidence[f"{name}>{step:g}"] = 1.0


def candidates(
    told: Scene, roles: Cast, line: Line, figure: Mention, proposed: Mapping[str, Sequence[str]], topics: Sequence[str]
) -> list[Candidate]:
    """Return the organisations in reach of a figure with what speaks for each.

    Args:
        told: The scene.
        roles: The parts of the names in it.
        line: The line of the figure.
        figure: The figure.
        proposed: Mention -> subjects that the hand-written readings propose for it.
        topics: Organisations that the article is about by its title and opening, most of all first.
    """
    here = [mention for mention in told.organisations(line) if "source" not in roles.part(line, mention)]
    article, named_here = line.segment.article, {str(mention.entity_id) for mention in here}
    reach: dict[str, Candidate] = {}

    def add(name: str) -> None:
        if name not in reach and (name in named_here or name not in roles.offices()):
            reach[name] = Candidate(name, roles.standing(article, name))

    for name in sorted(named_here):
        add(name)
    for back in told.lines[max(line.at - _REACH, 0) : line.at]:
        if back.segment.article == line.segment.article:
            for mention in told.organisations(back):
                add(str(mention.entity_id))
    for head in told.heads[line.at]:
        for mention in told.organisations(head):
            add(str(mention.entity_id))
    over = _over(told, line, figure)
    for name in over:
        add(name)
    for name in islice(told.ranks.get(article, {}), 4):
        add(name)
    for name in (*list(topics)[:2], *told.titled, *roles.declared(), *roles.opening(article), *proposed.get(figure.mention_id, ())):
        if told.kind(name) == "organisation" and name in told.seen:
            add(name)
    for name in proposed.get(figure.mention_id, ()):
        if told.kind(name) == "person":
            reach.setdefault(name, Candidate(name, {"person": 1.0}))
    vouching = {str(mention.entity_id) for mention in told.organisations(line)} - named_here
    own = [name for name in proposed.get(figure.mention_id, ()) if name not in vouching]
    listed, left = roll(line, figure, told.heads[line.at]), _left_open(roles, line, figure, here)
    for name in holders(told, line, figure, listed):
        reach.setdefault(name, Candidate(name, {"person:near": 1.0}))
    alone = confined(roles, line, figure, here, many=not (topics or told.titled or roles.declared()))
    if alone:
        reach = {name: candidate for name, candidate in reach.items() if name in alone}
    state = _State(told, roles, line, figure, here, own, list(topics), over, _spoken(line, figure), listed, left)
    for candidate in reach.values():
        _describe(state, candidate)
    return sorted(reach.values(), key=lambda c: c.name)


#: What tells who a text calls "we", which counts where a line says it.
_SPEAKING = ("labelled", "defined", "signed")


@dataclass(slots=True)
class _State:
    told: Scene
    roles: Cast
    line: Line
    figure: Mention
    here: list[Mention]
    proposed: Sequence[str]
    topics: list[str]
    over: Mapping[str, Mapping[str, bool]]
    cues: tuple[str, ...]
    roll: str
    left: Sequence[str]


#: Heads of a cell that may name whose it is.
_NAMING, _HEADING = ("row", "column", "section"), ("column", "section")


def _over(told: Scene, line: Line, figure: Mention) -> dict[str, dict[str, bool]]:
    """Return the organisations that the heads of a figure's cell name: each with the kinds of head, and whether it is most of that head."""
    cell = line.cell(figure.start)
    found: dict[str, dict[str, bool]] = {}
    for head in cell.heads if cell is not None else ():
        if head.kind in _NAMING:
            for mention in told.named(head.start, head.end):
                whole = (mention.end - mention.start) * 2 > head.end - head.start
                kinds = found.setdefault(str(mention.entity_id), {})
                kinds[head.kind] = whole or kinds.get(head.kind, False)
    return found


def _spoken(line: Line, figure: Mention) -> tuple[str, ...]:
    """Return whether words before a figure stand for a company, and whether the line speaks in the first person."""
    reach = figure.end + _NOUN if figure.label == "ANSWER" else figure.start
    anaphor = _ANAPHOR[line.language].search(line.low, 0, max(reach - line.start, 1))
    return tuple(name for name, found in (("anaphor", anaphor), ("first", first_person(line))) if found)


def _describe(state: _State, candidate: Candidate) -> None:
    line, figure, name = state.line, state.figure, candidate.name
    ev = candidate.evidence
    ev |= candidate.standing
    own = [m for m in (line.mentions if state.told.kind(name) == "person" else state.here) if m.entity_id == name]
    others = {m.entity_id for m in state.here} - {name}
    ev["here" if own else "away"] = 1.0
    if own:
        _in_line(state, candidate, own)
        ev |= dict.fromkeys(_does(state, name, candidate.mention), STRONG)
    elif not others:
        ev["away:nobody-here"] = 1.0
    else:
        ev["away:others-here"] = 1.0
        if any(m.start < figure.start for m in state.here):
            ev["away:others-before"] = 1.0
        ev |= dict.fromkeys(state.left, STRONG)
    _before(state, candidate, bool(own))
    main = bool(state.topics) and state.topics[0] == name
    _heads(state, candidate)
    for cue in state.cues:
        ev[f"{cue}:{'main' if main else 'other'}{':away' if not own else ':here'}"] = 1.0
    if "first" in state.cues:
        ev |= {f"first|{part}": STRONG * ev[part] for part in _SPEAKING if part in ev}
    if not own and not others:
        for part in [part for part in ev if part.startswith("ago:")]:
            ev[f"nobody|{part}"] = 1.0
            if "anaphor" in state.cues:
                ev[f"anaphor|{part}"] = 1.0
    _dealt(state, candidate, ev)
    if state.roll:
        ev |= dict.fromkeys(_listed(state, ev, bool(own)), _OF_A_LIST)
    for kind, whole in state.over.get(name, {}).items():
        ev["over"] = ev[f"over:{kind}"] = 1.0
        if whole:
            ev["over:whole"] = ev[f"over:{kind}:whole"] = 1.0
    if name not in state.over and any(whole for kinds in state.over.values() for whole in kinds.values()):
        ev["over:another"] = 1.0
    if name in state.proposed:
        ev["proposed"] = 1.0
        if own:
            ev["proposed:here"] = 1.0
    elif state.proposed:
        ev["proposed:another"] = 1.0
    if line.segment.cells and main and not own:
        ev["row:topic"] = 1.0


def _heads(state: _State, candidate: Candidate) -> None:
    """Say whether the headings above name it; a column or a part of a table that is headed by a name is like a passage that is."""
    told, line, name, ev = state.told, state.line, candidate.name, candidate.evidence
    inner = {owner for owner, kinds in state.over.items() if any(kinds.get(kind) for kind in _HEADING)}
    heads = [head for head in told.heads[line.at] if any(m.entity_id == name for m in told.organisations(head))]
    if name in inner:
        ev |= dict.fromkeys(("head", "head:inner", "head:is-name", "head:alone"), 1.0)
    elif inner:
        ev["head:another"] = 1.0
    elif heads:
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


#: What stands between a name and its own figure: a bracket, a colon or dash, blanks.
_GLUE = re.compile(
    r"(?P<bracket>[^\S\n]?[(（])|(?P<colon>\*{0,2}\s?[:：–—=-]\s?\*{0,2})|(?P<blank>\s{0,2})|(?P<own>\s?(?:'s|’s|の|의|で|が)\s?)"
)


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
    if (glue := _GLUE.fullmatch(line.text[max(a - line.start, 0) : max(b - line.start, 0)])) is not None:
        ev[f"{side}:glued:{next(name for name, held in glue.groupdict().items() if held is not None)}"] = 2.0
    if state.here and state.here[0].entity_id == candidate.name:
        ev["first"] = 1.0
    if len({m.entity_id for m in state.here}) == 1:
        ev["alone"] = 1.0
    for name in state.roles.part(line, near):
        ev[f"{side}:{name}"] = 1.0
    for name in state.roles.party(line, near):
        ev[f"deal:{name}"] = ev[f"deal:{name}:{side}"] = 1.0
    if before and before[0] is not near:
        for name in state.roles.part(line, before[0]):
            ev[f"again:{name}"] = 1.0
    if line.segment.cells:
        cell = line.cell(near.start)
        ev["cell:first" if cell is line.segment.cells[0] else "cell:same" if cell is line.cell(figure.start) else "cell:other"] = 1.0


#: What binds a name to the figure before it.
_LINKED = re.compile(
    r"[,'’”\")）]? ?(?:\([^()]{1,24}\) ?|[（][^（）]{1,24}[）])?"
    r"(?P<word>of|in|into|to|for|from|by|at|on|with|(?:own|held|stake|holding|interest|share)[a-z]{0,2} (?:by|in)) "
    r"(?:the |its |an? )?(?:[\w’'&.-]+ ){0,3}"
)


def _does(state: _State, name: str, near: Mention | None) -> list[str]:
    """Return which deeds are told between a name of the line and the figure, first and last, and what binds a name behind to the figure."""
    line, figure = state.line, state.figure
    if near is None:
        return []
    start, end = sorted((near, figure), key=lambda m: m.start)
    crossed = any(
        m.label in ("ORG", "PERSON") and start.end <= m.start and m.end <= end.start and m.entity_id != name for m in line.mentions
    )
    told = between(line, start.end, end.start)
    if near is start:
        over = ":over" if crossed else ""
        return [f"does:{told[0]}{over}", f"last:{told[-1]}{over}"] if told else [f"does:none{over}"]
    if crossed:
        return []
    bound = _LINKED.fullmatch(line.low, figure.end - line.start, near.start - line.start)
    words = [f"link:{bound['word']}", f"link:{bound['word']}:{figure.label}"] if bound is not None else ["link:other"]
    return [*words, *(f"under:{kind}" for kind in told[:1])]


def _left_open(roles: Cast, line: Line, figure: Mention, here: Sequence[Mention]) -> list[str]:
    """Return what the parts of all names of a line in a deal leave to one who is not named in it."""
    parts = [(m, roles.party(line, m)) for m in here]
    before = [part for m, part in parts if m.end <= figure.start]
    found = []
    if parts and all("bought" in part or "seller" in part for _, part in parts):
        found.append("away:all-bought")
    if any("buyer" in part for _, part in parts):
        found.append("away:buyer-here")
    if before and "bought" in before[-1]:
        found.append("away:bought-before")
    return found


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
        previous = told.lines[at]
        if previous.segment is line.segment:
            ev["ago:same-passage"] = 1.0
        for name in state.roles.part(previous, last):
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


#: How strongly it counts that a figure stands in a list of holders, or of those that are held.
_OF_A_LIST = 2.0


def _listed(state: _State, ev: Mapping[str, float], own: bool) -> list[str]:
    """Return what a list of holders, or of those that are held, says of a name in it or beside it."""
    told, where = f"roll:{state.roll}", "here" if own else "away"
    found = [f"{told}:{where}"]
    if any(name.startswith("dealt:") and name.endswith(":own") for name in ev):
        found.append(f"{told}:own")
    return [*found, f"{told}:topic:{where}"] if "topic:0" in ev else found


#: Units of places in a list, which deal nothing out.
_RANKS = ("位", "위", "place", "rank")


def _dealt(state: _State, candidate: Candidate, ev: dict[str, float]) -> None:
    """Say whether a line deals figures out to names in turn, and whether this one's is the figure's."""
    line = state.line
    if line.segment.cells or len({m.entity_id for m in state.here}) < 2:
        return
    blocks: list[tuple[bool, list[Mention]]] = []
    names = {m.mention_id for m in state.here}
    for mention in line.mentions:
        named = mention.mention_id in names
        if not named and (mention.label not in FIGURES or mention.unit in _RANKS):
            continue
        if not blocks or blocks[-1][0] != named:
            blocks.append((named, []))
        blocks[-1][1].append(mention)
    turns = len(blocks) // 2
    if turns < 2:
        return
    own = next((at for at, (_, held) in enumerate(blocks) if any(m.mention_id == state.figure.mention_id for m in held)), None)
    if own is None:
        return
    tight = all(b[1][0].start - a[1][-1].end <= (24 if line.language == "en" else 8) for a, b in pairwise(blocks) if a[0])
    key = f"dealt:{min(turns, 3)}{':tight' if tight else ''}"
    beside = blocks[own - 1 if blocks[0][0] else min(own + 1, len(blocks) - 1)][1]
    order = "before" if blocks[0][0] else "after"
    ev[f"{key}:{order}:{'own' if any(m.entity_id == candidate.name for m in beside) else 'other'}"] = 3.0


#: Evidence that means another thing of who gives or holds than of others: where a name stands, what it does, and what it is.
_PLACED = (
    *("here", "away", "before", "after", "first", "alone", "proposed", "dealt", "does:", "last:", "link:", "under:", "roll:"),
    *("ago:last", "ago:line", "anaphor", "head:is", "titled:first", "sort:", "person", "deal:"),
)
#: Least chance of a role that is heard.
_LIKELY = 0.15
#: How strongly evidence counts of who gives or holds, who are few and stand otherwise than whom other figures are of; of whom all counts.
_PLAYED = 2.0
_WHOLLY = ("gives",)
#: What is heard only of a whole reading: a choice that learns from it does worse on documents that it has not seen, since
#: in the few documents that are learnt from it says which company is the main one, over and over.
_UNHEARD = ("topic:", "rank:", "named>", "titled", "row:")


def playing(candidate: Candidate, roles: Mapping[str, float]) -> dict[str, float]:
    """Return the evidence that a choice hears for a candidate, with what it means for one who plays a role in a deal.

    Args:
        candidate: The candidate.
        roles: Chance of each role that the subject may play.
    """
    heard = {name: held for name, held in candidate.evidence.items() if not name.startswith(_UNHEARD)}
    found = dict(heard)
    for role, chance in roles.items():
        if chance > _LIKELY:
            strength, wholly = chance * _PLAYED, role in _WHOLLY
            found |= {f"{role}|{name}": strength * held for name, held in heard.items() if wholly or name.startswith(_PLACED)}
    return found

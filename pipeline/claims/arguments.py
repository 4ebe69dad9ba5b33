"""Who plays which part in a statement, when it holds, how firmly it is said, and on whose word.

In: a sentence taken apart and the trigger word of a frame. Out: parties, date, modality, speaker. Never: a decision between readings.
Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims import syntax
from pipeline.claims.candidates import FIGURES, Hit
from pipeline.claims.frames import predicates
from pipeline.claims.parsing import Party, Sentence, is_verb
from pipeline.records import Mention

__all__ = ["dated", "denied", "marked", "marked_near", "modality", "role_en", "roles"]


def roles(
    sentence: Sentence, hit: Hit, mention: Mention, wanted: Sequence[str], topics: Sequence[str], taken: tuple[str, ...]
) -> tuple[list[Party], bool]:
    """Return the parties in the first role that is filled, and whether only the article fills it."""
    for role in wanted:
        if role == "context":
            others = [t for t in topics[:1] if t not in taken]
            return ([Party(hit.start, hit.start, "organisation", "context", (others[0],))], True) if others else ([], True)
        found = role_en(sentence, role, hit, mention) if sentence.language == "en" else role_ja(sentence, role, hit, mention)
        if found and not any(p.ids for p in found):
            return [], True  # someone is named there, and it is not known who
        found = [p for p in found if p.ids and not set(p.ids) & set(taken)]
        if found:
            return found, False
    return [], True


#: Tokens behind a verb in which its object may stand, what it is told first: "bought U.S. electronics materials maker Acme".
_DESCRIBED = 9
_ENDS_OBJECT = ("in", "at", "by", "on", "for", "of", ",", "as", "and", "or", "to", "from", "with", "that")

_INTO = re.compile(r"\b(?:in|into|bought|acquired|buys|acquires)\s(?:\w+\s){0,2}$")


def role_en(sentence: Sentence, role: str, hit: Hit, mention: Mention) -> list[Party]:
    """Return who plays `role` in an English sentence: by order, voice and preposition."""
    tokens = sentence.tokens
    if role == "possessor":
        at = sentence.index(mention.start)
        return syntax.possessor(sentence, hit.first) or (syntax.possessor(sentence, at) if at < hit.first else [])
    if role == "genitive":
        found = syntax.possessor(sentence, hit.first, marked=True)
        # "own 21.4% of our shares": whose shares they are, not who holds them
        return [] if found and mention.end <= found[0].start and mention.end <= hit.start else found
    if role == "subject":
        if hit.frame.shape == "place" and syntax.reduced(sentence, hit.first, hit.last):
            return syntax.before(sentence, hit.first)
        return syntax.subject_en(sentence, hit.first, strict=hit.frame.predicate in ("investment", "stake"))
    if role == "agent":
        if hit.frame.shape == "verb" and syntax.passive(sentence, hit.first, hit.last):
            return syntax.after_preposition(sentence, hit.last, ("by",))
        return syntax.subject_en(sentence, hit.first)
    if role == "patient":
        for at in range(hit.last, min(hit.last + _DESCRIBED, len(tokens))):
            if tokens[at].party is not None and not syntax.possessive(sentence, at):
                if hit.frame.predicate == "investment" and syntax.modifies(sentence, at):
                    return []  # "buy Airbus jets"
                return syntax.group(sentence, at)
            if tokens[at].mention is not None or tokens[at].low in _ENDS_OBJECT or (at > hit.last and is_verb(sentence, at)):
                break
        if syntax.reduced(sentence, hit.first, hit.last):
            return syntax.before(sentence, hit.first)
        if syntax.passive(sentence, hit.first, hit.last) or hit.frame.predicate != "investment":
            return syntax.subject_en(sentence, hit.first)
        return []
    if role == "compound":
        at = hit.first - 1
        if at >= 0 and tokens[at].party is not None and not syntax.possessive(sentence, at):
            return [tokens[at].party]  # type: ignore[list-item]
        return []
    if role == "investee":
        # "B invested in Acme at a $3 billion valuation"
        given = [p for p in sentence.parties if p.kind == "organisation" and p.ids and p.end <= hit.start]
        given = [p for p in given if _INTO.search(sentence.between(sentence.start, p.start))]
        return given[-1:]
    if role == "earlier":
        # "Acme invests in Beta, raising its stake to 35%"
        found = [p for p in sentence.parties if p.kind == "organisation" and p.form == "name" and p.ids and p.end <= hit.start]
        return [p for p in found[-1:] if syntax.governed(sentence, sentence.index(p.start))]
    if role == "stake":
        return syntax.after_preposition(sentence, hit.last, ("in", "of"), 10)
    start = sentence.index(mention.end) if mention.end <= hit.start and hit.frame.predicate == "stake" else hit.last
    return syntax.after_preposition(sentence, start, (role,))


def role_ja(sentence: Sentence, role: str, hit: Hit, mention: Mention) -> list[Party]:
    clause = sentence.clause_at(hit.start)
    groups = syntax.groups_ja(sentence)
    near = [g for g in groups if sentence.clause_at(g[1]) == clause]
    organisations = [g for g in near if g[0][0].kind == "organisation"]
    if role == "の":
        for parties, _, end in reversed(organisations):
            anchors = {hit.start, mention.start}
            for anchor in sorted(anchors):
                if end <= anchor and re.match(r"^の[^、。はがを]{0,16}$", sentence.between(end, anchor)):
                    return parties
                if end <= anchor and not sentence.between(end, anchor).strip():
                    return parties
        return []
    if role == "は":
        marks = ("は", "が", "も", "では", "において")
        found = marked_near(sentence, [g for g in groups if g[0][0].kind == "organisation"], hit.start, marks)
        found = found or marked_near(sentence, groups, hit.start, marks)
        if not found:
            # 「今週の話題:A社、シリーズBで…を調達」
            found = next((g[0] for g in near if _after_colon(sentence, g[1]) and syntax.particle(sentence, g[2])[:1] == "、"), [])
        if not found and groups and groups[0][1] - sentence.start <= 2 and syntax.particle(sentence, groups[0][2])[:1] in ("、", ","):
            return groups[0][0]  # a headline: 「A社、…を調達」
        return found
    if role == "株主":
        for parties, start, end in organisations:
            before, after = sentence.between(sentence.start, start), syntax.particle(sentence, end)
            if re.search(r"株主(?:は|の|である|で)[、]?$", before) or re.match(r"(?:が|は)[^、。]{0,12}株主", after):
                return parties
        return []
    if role == "が":
        return marked_near(sentence, groups, hit.start, ("が",))
    if role == "による":
        return next(
            (
                g[0]
                for g in reversed(near)
                if g[2] <= max(hit.end, mention.end)
                and syntax.particle(sentence, g[2]).startswith(("による", "によって", "により", "主導"))
            ),
            [],
        )
    if role == "から":
        return next(
            (
                g[0]
                for g in reversed(near)
                if g[2] <= max(hit.start, mention.start) and syntax.particle(sentence, g[2]).startswith(("から", "より"))
            ),
            [],
        )
    if role == "に":
        return next(
            (
                g[0]
                for g in reversed(organisations)
                if g[2] <= hit.start
                and re.match(r"^(?:の[^、。はがを\d]{1,10}?)?(?:に(?!よ|本社)|への|へ|に対)", syntax.particle(sentence, g[2]))
            ),
            [],
        )
    if role == "に与":
        return next((g[0] for g in organisations if re.match(r"^に", syntax.particle(sentence, g[2])) and "与え" in sentence.low), [])
    if role == "に所有":
        return next(
            (
                g[0]
                for g in organisations
                if re.match(r"^に(?!よ)", syntax.particle(sentence, g[2])) and re.search(r"所有され|保有され|買収され", sentence.low)
            ),
            [],
        )
    if role == "を":
        return next((g[0] for g in reversed(organisations) if g[2] <= hit.start and syntax.particle(sentence, g[2]).startswith("を")), [])
    if role == "株":
        return next(
            (
                g[0]
                for g in organisations
                if re.match(r"^(?:の(?:発行済み?)?[^、。]{0,8}(?:株|持分|議決権|\d|[0-9])|株)", syntax.particle(sentence, g[2]))
            ),
            [],
        )
    if role == "育":
        # 「A社を設立し、取扱高100億円に育てた」: the figure is that of what was set up.
        raised = [
            g[0] for g in groups if g[2] <= hit.start and re.match(r"を(?:設立|創業|買収|立ち上げ|経営)", syntax.particle(sentence, g[2]))
        ]
        return raised[-1] if raised else []
    if role == "前":
        # 「B社に1億円を出資し、株式の15%を取得」
        earlier = [g for g in groups if g[2] <= hit.start and g[0][0].kind == "organisation"]
        return next((g[0] for g in reversed(earlier) if re.match(r"(?:に(?!よ)|を|への|へ|と?の)", syntax.particle(sentence, g[2]))), [])
    if role == "と":
        return next((g[0] for g in organisations if re.match(r"^と(?:の)?", syntax.particle(sentence, g[2]))), [])
    return []


def _after_colon(sentence: Sentence, start: int) -> bool:
    return start < sentence.end and sentence.between(max(start - 2, sentence.start), start).rstrip(" 　").endswith((":", "："))


def marked(sentence: Sentence, particles: tuple[str, ...]) -> list[Party]:
    """Return the first parties of a Japanese sentence that one of the particles follows."""
    for parties, _, end in syntax.groups_ja(sentence):
        if parties[0].ids and syntax.particle(sentence, end).startswith(particles):
            return parties
    return []


_ADNOMINAL = re.compile(r"が[^、。]{0,20}?(?:する|した|いる|いた|った|んだ|れる|れた|える|きる|ある)(?=[一-龠ァ-ヶA-Za-z0-9０-９「『])")


def _embedded(sentence: Sentence, end: int, place: int) -> bool:
    """Whether a party before が is the subject of a clause inside a noun phrase: 「Aが主導する1億円の調達」."""
    start = end - sentence.start
    match = _ADNOMINAL.match(sentence.text, start)
    return match is not None and sentence.start + match.end() <= place


def marked_near(sentence: Sentence, groups: list[tuple[list[Party], int, int]], place: int, particles: tuple[str, ...]) -> list[Party]:
    """Return the parties marked as topic or subject, nearest before `place`; a clause without its own takes that of the one before."""
    best: list[Party] = []
    for parties, _, end in groups:
        follows = syntax.particle(sentence, end)
        if end <= place and parties[0].ids and follows.startswith(particles) and not _embedded(sentence, end, place):
            best = parties
    if best:
        return best
    return next((g[0] for g in groups if g[1] >= place and g[0][0].ids and syntax.particle(sentence, g[2]).startswith("は")), [])


def dated(sentence: Sentence, hit: Hit, mention: Mention | None) -> Mention | None:
    """Return the date that the sentence gives to the statement at `hit`, None if it gives it none."""
    dates = [m for m in sentence.mentions if m.label == "DATE" and m.timex_type != "SET" and m.timex_value is not None]
    if not dates:
        return None
    at = mention.start if mention is not None else hit.start
    found = _date_en(sentence, hit, mention, dates, at) if sentence.language == "en" else _date_ja(sentence, hit, mention, dates)
    # "recently" says nothing, but it stands in the way of a date that belongs to another figure.
    return None if found is None or str(found.timex_value).startswith(("PAST_REF", "FUTURE_REF", "XXXX-XX")) else found


#: Characters before a date in which words that lead to it stand.
_LEAD_REACH = 80
_SAID = re.compile(r"\b(?:said|says|told|reported|announced|disclosed|added|confirmed|stated|revealed)(?: \w+){0,2} (?:on |in )?(?:the )?$")


def _reported(sentence: Sentence, day: Mention) -> bool:
    """Whether the date is that of the report: "said on Tuesday", "on Tuesday said"."""
    if day.start not in sentence.reported:
        sentence.reported[day.start] = _said(sentence, day)
    return sentence.reported[day.start]


def _said(sentence: Sentence, day: Mention) -> bool:
    if _SAID.search(sentence.between(max(day.start - _LEAD_REACH, sentence.start), day.start)):
        return True
    return re.match(r"(?: \w+)? (?:said|announced|reported|told|disclosed)\b", sentence.between(day.end, day.end + 24)) is not None


#: What a date may follow that is then not of the statement: when a company began, what is compared, from what something rose.
_FOUNDED_THEN = re.compile(r"(?:founded|established|incorporated|set up)\W+(?:back )?(?:in |on )?$")
_COMPARED_THEN = re.compile(r"\b(?:compared (?:with|to)|versus|vs\.?|than|over)\s+(?:in |the )?$")
_FROM = re.compile(r"\bfrom\s+$")
_FOUNDING = re.compile(r"\b(?:founded|established|incorporated|set up|started)\b")


def _date_en(sentence: Sentence, hit: Hit, figure: Mention | None, dates: list[Mention], at: int) -> Mention | None:
    home = {sentence.clause_at(at), sentence.clause_at(hit.start)}
    rivals = [m for m in sentence.mentions if figure is not None and m is not figure and m.label == figure.label and m.restates is None]
    best: tuple[float, int, Mention] | None = None
    for day in dates:
        if day.start not in sentence.leads:
            before = sentence.between(max(day.start - _LEAD_REACH, sentence.start), day.start)
            sentence.leads[day.start] = tuple(pattern.search(before) is not None for pattern in (_FOUNDED_THEN, _COMPARED_THEN, _FROM))
        begun, compared, moved = sentence.leads[day.start]
        if begun and hit.frame.predicate != "founded":
            continue
        clause = sentence.clause_at(day.start)
        cost = 0.0
        if _reported(sentence, day):
            if not predicates()[hit.frame.predicate].reported or modality(sentence, hit, figure) != "actual":
                continue
            cost += 10
        if compared:
            cost += 8
        if figure is not None and figure.label == "PERCENT" and moved:
            continue
        if clause not in home:
            opening = sentence.between(sentence.start, day.start) if clause == 0 else ""
            leading = clause == 0 and len(opening.split()) <= 6 and not re.search(r"\w.*\b(?:and|but)\b", opening)
            kind = sentence.opened[clause]
            if kind == "bracket" and figure is not None and 0 <= day.start - figure.end <= 6:
                cost += 0.2
            elif leading:
                cost += 3
            elif hit.frame.predicate not in ("founded", "founder") and _FOUNDING.search(sentence.between(*sentence.clause_span(clause))):
                continue  # "founded in 1921, has 310 shops"
            elif any(m is not figure for m in sentence.figures_in(clause)):
                continue  # the date of another figure
            elif kind in ("participle", "relative", "subordinate") or sentence.opened[sentence.clause_at(at)] in (
                "participle",
                "that",
                "subordinate",
                "bracket",
            ):
                cost += 6
            else:
                continue
        if figure is not None:
            low, high = sorted((figure.start, day.start))
            cost += 4 * sum(low < m.start < high for m in rivals)
            gap = sentence.between(day.end, figure.start) if day.start < figure.start else sentence.between(figure.end, day.start)
            cost += len(gap.split()) * 0.3 + (0.5 if day.start < figure.start else 0.0)
        if best is None or (cost, day.start) < best[:2]:
            best = (cost, day.start, day)
    return best[2] if best is not None else None


def _date_ja(sentence: Sentence, hit: Hit, figure: Mention | None, dates: list[Mention]) -> Mention | None:
    place = figure.start if figure is not None else hit.start
    values = [m for m in sentence.mentions if m.label in FIGURES]
    best: tuple[float, int, Mention] | None = None
    for day in dates:
        cost = 0.0
        follows = sentence.between(day.end, day.end + 4)
        if re.match(r"の(?:創業|設立|創立)", follows):
            continue
        if re.match(r"(?:と|に)?(?:比|対し)|を(?:上|下)回", follows):
            continue  # 前期比: what it is compared with
        owner = next((m for m in values if 0 <= m.start - day.end <= 3 and follows.startswith(("の", "に"))), None)
        if owner is not None and figure is not None and owner is not figure:
            continue
        if figure is not None and 0 <= day.start - figure.end <= 2 and sentence.between(figure.end, day.start).strip() in ("(", "（"):
            cost = -3
        elif day.start > place:
            cost += 4 if sentence.clause_at(day.start) == sentence.clause_at(place) else 8
            if day.start > max(place, hit.end) and sentence.clause_at(day.start) != sentence.clause_at(place):
                continue
        apart = sentence.clause_at(place) - sentence.clause_at(day.start)
        cost += 2.0 * max(apart, 0) + abs(place - day.start) * 0.02
        between = [m for m in values if m is not figure and day.end <= m.start < place and m.label == (figure.label if figure else "")]
        cost += 1.0 * len(between)
        if day.timex_value == "PRESENT_REF":
            cost += 3
        if best is None or (cost, day.start) < best[:2]:
            best = (cost, day.start, day)
    return best[2] if best is not None and best[0] < 9 else None


def _window(sentence: Sentence, hit: Hit, mention: Mention | None, *, above: bool = False) -> tuple[str, str]:
    """Return the words that may govern the statement: up to its last part, with the clause `above` it if asked, and after it."""
    at = mention.start if mention is not None else hit.start
    stop = max(hit.end, mention.end if mention is not None else hit.end)
    spans = [sentence.clause_span(sentence.clause_at(hit.start)), sentence.clause_span(sentence.clause_at(at))]
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    if sentence.language == "en":
        follows = mention is not None and mention.end <= hit.start and hit.frame.shape == "verb" and hit.first < hit.last
        if mention is not None and follows and not syntax.passive(sentence, hit.first, hit.last):
            return _undated(sentence, mention.start, hit.end), ""  # "will use the $5 million it raised"
        if above and sentence.opened[sentence.clause_at(first)] == "that":
            first = sentence.clause_span(sentence.clause_at(first) - 1)[0]
        return _undated(sentence, first, stop), sentence.between(stop, last)
    return sentence.between(min(hit.start, at), last), sentence.between(first, last)


def _undated(sentence: Sentence, start: int, end: int) -> str:
    """Return the text with its dates blanked: May is no "may"."""
    text = list(sentence.between(start, end))
    for day in sentence.mentions:
        if day.label == "DATE":
            for at in range(max(day.start, start), min(day.end, end)):
                text[at - start] = " "
    return "".join(text)


_AFTER_TALKS = re.compile(
    r"\b(?:is|are|was|were)(?: being| under| still| also)* (?:discuss|negotiat|consider|weigh|mull|propos|explor|in talks|under discussion)"
)
_AFTER_AHEAD = re.compile(
    r"\b(?:is|are|was|were)(?: being)? (?:expected|planned|forecast|projected|targeted|anticipated)|\bnext (?:year|quarter)\b"
)


#: What makes all that follows "that" a matter of the future.
_HOPES = re.compile(r"\b(?:expects?|expected|forecasts?|predicts?|predicted|projects|projected|anticipates?|hopes?|projections?) that\b")


#: A verb in its plain form at the end of a sentence, a quotation or an announcement is said of what is to come.
_PLANNED_JA = re.compile(
    r"^(?:する|てる|る|じる|を行う|を実施する|者?[をの]募集(?:を実施)?する|者?を募る)(?:。|」|$|と(?:発表|表明|述べ|明らか|語|説明))"
)


def _planned_ja(sentence: Sentence, hit: Hit) -> bool:
    rest = sentence.between(hit.end, hit.end + 40)
    if hit.frame.shape == "verb":
        return _PLANNED_JA.match(rest) is not None
    bought = re.search(r"取得|売却|購入|買収", rest)
    return hit.frame.predicate == "stake" and bought is not None and _PLANNED_JA.match(rest[bought.end() :]) is not None


def modality(sentence: Sentence, hit: Hit, mention: Mention | None) -> str:
    """Return how firmly the statement at `hit` is made: actual, estimate, forecast or discussed."""
    lists = sentence.words
    planned = predicates()[hit.frame.predicate].planned
    text, after = _window(sentence, hit, mention)
    if sentence.language == "en":
        if lists.has("talks", text) or _AFTER_TALKS.search(after[:80]):
            return planned if lists.has("ahead", text) else "discussed"
        if lists.has("may", text):
            return planned
        wider, _ = _window(sentence, hit, mention, above=True)
        titled = sentence.kind in ("title", "heading", "reference", "list_item") and lists.has("headline", text)
        if titled or lists.has("commits", text) or lists.has("ahead", text) or _AFTER_AHEAD.search(after[:60]) or _HOPES.search(wider):
            return "forecast"
        return "estimate" if lists.has("guess", wider) else "actual"
    if lists.has("talks", text):
        return planned
    if lists.has("ahead", text) or re.search(r"へ[\s」』）)]*$", text) or _planned_ja(sentence, hit):
        return "forecast"
    if lists.has("guess", text) or "推定" in sentence.between(max(hit.start - 6, sentence.start), hit.end):
        return "estimate"
    return "actual"


def denied(sentence: Sentence, hit: Hit, mention: Mention | None) -> bool:
    """Whether the sentence says that it is not so."""
    if sentence.language == "en":
        text, _ = _window(sentence, hit, mention, above=True)
        return sentence.words.has("denied", text)
    if hit.frame.shape == "noun" and mention is not None and mention.end <= hit.start:
        return False
    _, last = sentence.clause_span(sentence.clause_at(hit.start))
    return sentence.words.has("denied", sentence.between(hit.end, min(last, hit.end + 24)))

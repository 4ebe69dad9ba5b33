"""When and by whom a company was founded: statements without a figure.

In: a sentence taken apart and the words of a founding. Out: drafts of the predicates founded and founder; of whom they are may be left to
the weights. Never: the title of a founder. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from pipeline.claims import syntax
from pipeline.claims.arguments import denied, marked, marked_near, role_en, roles
from pipeline.claims.candidates import Draft, Hit, plain
from pipeline.claims.parsing import AUX, Party, Sentence
from pipeline.claims.readers.places import apposed
from pipeline.records import Mention

__all__ = ["founded", "founders"]


def founded(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return when the organisation was founded."""
    dates = _dates(sentence)
    if not dates or denied(sentence, hit, None):
        return []
    day, owners, weak = (_founding_en if sentence.language == "en" else _founding_ja)(sentence, hit, dates, topics)
    if day is None:
        return []
    owners = [p for p in owners if p.kind == "organisation" and p.ids]
    draft = plain(sentence, hit, hit.frame.rule, 0.75 if weak or not owners else 0.92)
    draft.mention, draft.text_value, draft.weak_subject = day, day.timex_value, weak
    draft.subjects = [i for p in owners for i in p.ids]
    draft.dated(day)
    draft.marks += [("value", day.start, day.end)] + [("subject", p.start, p.end) for p in owners if p.end > p.start]
    return [draft]


def _dates(sentence: Sentence) -> list[Mention]:
    return [m for m in sentence.mentions if m.label == "DATE" and m.timex_value and m.timex_value[:2] in ("16", "17", "18", "19", "20")]


#: The day, whose founding it is as far as the pattern tells, and whether that is only whom the article is about.
_Founding: TypeAlias = tuple[Mention | None, list[Party], bool]


def _day_en(sentence: Sentence, hit: Hit, dates: Sequence[Mention]) -> Mention | None:
    """Return the date that goes with a founding: after its verb, or at the opening of its clause."""
    day: Mention | None = None
    home = sentence.clause_at(hit.start)
    for candidate in dates:
        if candidate.start >= hit.end:
            gap = sentence.between(hit.end, candidate.start)
            near = sentence.clause_at(candidate.start) == home and len(gap.split()) <= 12
            if (
                near and re.search(r"(?:\b(?:in|on|since|around|during|of|back)\s+(?:the year |early |late |mid-?)?|^\s*[:,]?\s*)$", gap)
            ) or (near and not gap.strip()):
                day = candidate
                break
        elif (
            not sentence.between(sentence.start, candidate.start).replace("in", "").strip(" ,")
            and sentence.clause_at(candidate.start) == home
        ):
            day = candidate
    return day


def _founding_en(sentence: Sentence, hit: Hit, dates: Sequence[Mention], topics: Sequence[str]) -> _Founding:
    day = _day_en(sentence, hit, dates)
    owners, weak = role_en(sentence, "patient", hit, dates[0]), False
    owners = apposed(sentence, hit.start) or owners
    if all(p.start < hit.start for p in owners) and _OTHER_EN.match(sentence.between(hit.end, hit.end + 60)):
        return None, [], False
    if not owners and topics and sentence.between(hit.start, hit.end) in ("founded", "established", "incorporated"):
        owners, weak = [Party(hit.start, hit.start, "organisation", "context", (topics[0],))], True
    loose = sentence.between(hit.start, hit.end) in ("started", "formed", "launched")
    by_person = [p for p in syntax.subject_en(sentence, hit.first) if p.kind == "person"]
    direct = bool(owners) and bool(by_person) and owners[0].start >= hit.end
    opening = not sentence.between(sentence.start, hit.start).strip(" -*•") and day is not None and day.start - hit.end <= 14
    if loose and not direct and not opening and not (owners and syntax.passive(sentence, hit.first, hit.last)):
        return None, [], False
    return day, owners, weak


#: What is set up and is neither the company nor a time: "lawmakers set up a fund", "founded the first school".
_OTHER_EN = re.compile(
    r" (?:an?|the|its|their|his|her|our|this|these|new|two|three|four|several) "
    r"(?!(?:[a-z-]+ ){0,3}?(?:company|firm|business|start-?up|brand|group|[a-z]*maker|bank|studio|agency|venture|lender|retailer"
    r"|organi[sz]ation|operator"
    r"|year|month|week|day|decade|century|time|summer|winter|spring|autumn|fall|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b)"
)
_FOLLOWS = {
    "ja": re.compile(r"(?:さ|し|た|て|の|、|。|は|年|以来|：|:|$|\)|）|（|／|/|\s)"),
    "ko": re.compile(r"(?:한|된|했|됐|되|돼|하|일|연도|년| 이[후래]|,|\.|\)|:|\s|$)"),
}


def _day_ja(sentence: Sentence, hit: Hit, dates: Sequence[Mention]) -> Mention | None:
    """Return the date that goes with a founding: before it, or behind it as the value of a label."""
    day: Mention | None = None
    for candidate in dates:
        if (
            candidate.end <= hit.start
            and len(sentence.between(candidate.end, hit.start)) <= hit.frame.before
            and sentence.clause_at(candidate.start) == sentence.clause_at(hit.start)
        ):
            gap = sentence.between(candidate.end, hit.start)
            if re.search(r"(?:前|後|際|時|以来|まで)(?:に)?、", gap):
                continue
            if (
                re.match(r"^\s?[|｜\t]|^[\s　]+", gap)
                or re.match(r"^(?:に|、|、に|の|에 ?| |にかけて|\s*$|(?:\(|（)[^)）]*(?:\)|）)に)", gap)
                or not gap
            ):
                day = candidate
        elif candidate.start >= hit.end and re.fullmatch(r"(?:は|年月日?は?|：|:|\s)*", sentence.between(hit.end, candidate.start)):
            day = candidate
    return day


def _founding_ja(sentence: Sentence, hit: Hit, dates: Sequence[Mention], topics: Sequence[str]) -> _Founding:
    day = _day_ja(sentence, hit, dates)
    if day is None or not _FOLLOWS[sentence.language].match(sentence.between(hit.end, hit.end + 8)):
        return None, [], False
    if _other_object_ja(sentence, hit) or _of_a_part(sentence, hit):
        return None, [], False
    return day, *roles(sentence, hit, day, ("を", "は", "の", "context"), topics, ())


#: What a company sets up that is not itself: 「上海に製造子会社設立」, "합작법인을 설립".
_PARTS = re.compile(
    r"(?:(?:子|合弁|販売|新)会社|現地法人|支店|支社|工場|拠点|営業所|事務所|研究所|財団)[がは]?$"
    r"|(?:(?:자|합작|판매|신설)회사|합작사|[가-힣]법인|공장|재단|지사|지점|연구소|센터)[을를이가]? ?$"
)


def _of_a_part(sentence: Sentence, hit: Hit) -> bool:
    """Whether a part of a company, or another one beside it, is what is set up."""
    return _PARTS.search(sentence.between(max(hit.start - 8, sentence.start), hit.start)) is not None


def _other_object_ja(sentence: Sentence, hit: Hit) -> bool:
    """Whether something that is no organisation is set up: 「オフィスを設立」."""
    before = sentence.between(max(hit.start - 14, sentence.start), hit.start)
    match = re.search(r"([^、。をはがに]{1,12})を(?:新たに|共同で)?$", before)
    if match is None:
        return False
    start = hit.start - len(before) + match.start(1)
    return not any(p.start < start + len(match[1]) and start < p.end for p in sentence.parties) and match[1] not in (
        "会社",
        "企業",
        "同社",
        "法人",
    )


#: Foundings that without a company beside them are of whom the article is about.
_OF_THE_TOPIC = ("founded", "co-founded", "設立", "創業", "설립한", "창업한", "창립한", "설립했", "창업했", "창립했")
#: Between a founder and the verb: 「 대표가 2018년 」, 「 최고기술책임자(CTO)가 2021년 4월 공동 」.
_FOUNDS_KO = re.compile(r" ?(?:[^,.()]{0,14}(?:\([A-Z]{2,5}\))?)?(?:[가이]|께서)? [^,.]{0,24}", re.IGNORECASE)
#: Between two people who do a thing together: 「 대표와 카이스트 박사인 」.
_WITH_KO = re.compile(r" ?(?:[^,.·]{0,12}?(?:와|과|하고) (?:[^,.]{0,14} )?|[·,] ?)")
_BY_THEM = re.compile(r"[^.;:]{0,60}?\bby [a-z0-9][^.;:,]{2,50}: ")


def _listed(sentence: Sentence, hit: Hit) -> list[Party]:
    """Return the people of a list that a colon opens: "founded in Oslo by three engineers: A, B and C"."""
    opened = _BY_THEM.match(sentence.between(hit.end, sentence.end))
    if opened is None:
        return []
    at = sentence.index(hit.end + opened.end())
    party = sentence.tokens[at].party if at < len(sentence.tokens) else None
    return syntax.group(sentence, at) if party is not None and party.kind == "person" else []


def founders(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return by whom the organisation was founded, as a verb says it."""
    if denied(sentence, hit, None):
        return []
    people, owners = _FOUNDERS[sentence.language](sentence, hit)
    people = [p for p in people if p.kind == "person" and p.ids]
    owners = [p for p in owners if p.kind == "organisation" and p.ids]
    weak = False
    if people and not owners and topics and sentence.between(hit.start, hit.end) in _OF_THE_TOPIC:
        owners, weak = [Party(hit.start, hit.start, "organisation", "context", (topics[0],))], True
    if not people:
        return []
    draft = plain(sentence, hit, hit.frame.rule, 0.7 if weak or not owners else 0.9)
    draft.subjects, draft.objects = [i for p in owners for i in p.ids], [i for p in people for i in p.ids]
    draft.weak_subject = weak
    draft.marks += [("subject", p.start, p.end) for p in owners if p.end > p.start] + [("object", p.start, p.end) for p in people]
    draft.dated(_when(sentence, hit))
    return [draft]


#: Between a founding and a date behind it, where the sentence turns on the date: 「立ち上げたのは2020年」, "세운 것은 2020년".
_TURNED = re.compile(r"[^、。,]{0,4}(?:のは|のが|것은|것이|때는|건)[ 、]?")


def _when(sentence: Sentence, hit: Hit) -> Mention | None:
    """Return the date that the sentence gives to a founding: somebody told as a founder without one founded it at no time told."""
    dates = _dates(sentence)
    if sentence.language == "en":
        return _day_en(sentence, hit, dates)
    behind = (m for m in dates if m.start >= hit.end and _TURNED.fullmatch(sentence.between(hit.end, m.start)))
    return _day_ja(sentence, hit, dates) or next(behind, None)


def _founders_ko(sentence: Sentence, hit: Hit) -> tuple[list[Party], list[Party]]:
    standing = [p for p in sentence.parties if p.kind == "person" and p.ids and p.end <= hit.start]
    found: list[Party] = []
    if _of_a_part(sentence, hit):
        return [], []
    for party in reversed(standing):
        bound = _WITH_KO.fullmatch(sentence.between(party.end, found[0].start)) if found else None
        if bound is not None or (not found and _FOUNDS_KO.fullmatch(sentence.between(party.end, hit.start)) is not None):
            found = [party, *found]
    behind = (p for p in sentence.parties if p.kind == "organisation" and p.ids and p.start >= hit.end)
    built = next((p for p in behind if _BUILT_KO.fullmatch(sentence.between(hit.end, p.start))), None)
    return found, [built] if built is not None else []


#: Between the verb and the name of what is founded: "김하늘이 세운 화장품 회사 '할덴'".
_BUILT_KO = re.compile(r"(?:한)? (?:[^., ]{0,9}[^., 은는이가을를와과에로도의] ){0,2}['‘\"“]?")


def _founders_en(sentence: Sentence, hit: Hit) -> tuple[list[Party], list[Party]]:
    people: list[Party] = []
    owners: list[Party] = []
    told = re.match(r"[^.;]{0,60}\bby\b", sentence.between(hit.end, sentence.end))
    by = syntax.after_preposition(sentence, hit.last, ("by",), 14) if told else []
    if not by:
        by = _listed(sentence, hit)
    if by and by[0].kind == "person":
        people = by
        beside = syntax.reduced(sentence, hit.first, hit.last)
        owners = apposed(sentence, hit.start)
        owners = owners or (syntax.before(sentence, hit.first) if beside else syntax.subject_en(sentence, hit.first))
    elif not syntax.passive(sentence, hit.first, hit.last):
        owners = _begun(sentence, hit)
        beginners = _beginners(sentence, hit)
        described = _described(sentence, hit, beginners) if not owners else None
        if described is not None:
            owners = [p for p in sentence.parties if p.kind == "organisation" and p.end == described]
        if owners or described is not None or _IT.match(sentence.between(hit.end, hit.end + 60)) is not None:
            people = [p for p in beginners if p.kind == "person"]
            if people:
                people += [p for p in syntax.after_preposition(sentence, hit.last, ("with", "alongside"), 12) if p.kind == "person"]
        if owners and not people:
            later = [p for p in sentence.parties if p.kind == "person" and p.start > hit.end and p.form == "name"]
            subject = syntax.subject_en(sentence, hit.first)
            ing = sentence.between(hit.start, hit.end).endswith("ing")
            people = later[:1] if not subject or (all(p.kind == "organisation" for p in subject) and ing) else []
    return people, owners


#: What ends the object of a verb.
_OBJECT_ENDS = frozenset("in by at on with for , . after from as to of".split())
#: What is begun without a name of its own beside: "set up the company".
_IT = re.compile(
    r" (?:it\b|(?:the|this|that|their|his|her|our) (?:[a-z-]+ ){0,2}?"
    r"(?:company|firm|business|start-?up|brand|group|charity|agency|studio|bank|fund|app|website|service)\b)"
)


def _begun(sentence: Sentence, hit: Hit) -> list[Party]:
    """Return the organisation that is the object of the verb at `hit`."""
    for at in range(hit.last, min(hit.last + 5, len(sentence.tokens))):
        token = sentence.tokens[at]
        if token.party is not None:
            whole = token.party.kind == "organisation" and not syntax.possessive(sentence, at) and not syntax.modifies(sentence, at)
            return [token.party] if whole else []
        if token.mention is not None or token.low in _OBJECT_ENDS:
            break
    return []


#: What stands before those who begin it, where their clause describes what is begun: "the firm, which Jane Roe set up in".
_DESCRIBES = re.compile(
    r"(?:company|firm|business|start-?up|maker|brand|group|agency|studio|charity)(?P<noun> )$|(?P<name>,? (?:which|that) )$"
)
_ENDS_THERE = re.compile(r" (?:in|at|on|as|with)\b|[,.]")


def _described(sentence: Sentence, hit: Hit, beginners: Sequence[Party]) -> int | None:
    """Return where the noun ends that the clause of the verb at `hit` describes, None where it describes none."""
    if not beginners or beginners[-1].end > hit.start or _ENDS_THERE.match(sentence.between(hit.end, hit.end + 6)) is None:
        return None
    start = max(beginners[0].start - 16, sentence.start)
    told = _DESCRIBES.search(sentence.between(start, beginners[0].start))
    return start + told.start(str(told.lastgroup)) if told is not None else None


def _beginners(sentence: Sentence, hit: Hit) -> list[Party]:
    """Return who begins something: whoever stands right before the verb at `hit`, else the subject of its clause."""
    tokens, at = sentence.tokens, hit.first - 1
    if at > 0 and tokens[at].low == "to":
        return syntax.subject_en(sentence, at)
    while at > 0 and (tokens[at].low in AUX or tokens[at].low.endswith("ly") or tokens[at].low in ("first", "co", "then", "both")):
        at -= 1
    party = tokens[at].party if at >= 0 else None
    if party is not None and party.kind == "person" and not syntax.possessive(sentence, at):
        return syntax.group_left(sentence, at)
    return syntax.subject_en(sentence, hit.first)


#: What is founded, said behind the verb: 「2012年に山田氏が創業した会社」.
_COMPANY_JA = re.compile(r"(?:した|する)(?:会社|企業|スタートアップ|メーカー|ベンチャー|店)")
#: Between a founder and the verb, where no company is named beside: 「氏が2019年に大阪で」, 「・北大教授が」, 「が「朝日商店」を」.
_FOUNDS_JA = re.compile(
    r"(?:氏|さん)?(?:・?[^、。はがを]{0,10})(?:[(（][^()（）]{1,20}[)）])?(?:が|らが)(?:[^。はがを]{0,30}|[^。はが]{0,30}「[^「」]{1,30}」を)"
)
#: Between two founders: 「氏とスペイン出身の」.
_WITH_JA = re.compile(r"(?:氏|さん)?(?:と|、|や|・|および)(?:[^、。はがをと]{0,14}の)?")


def _founding_ja_people(sentence: Sentence, hit: Hit, groups: list[tuple[list[Party], int, int]]) -> list[Party]:
    """Return who founds something that no organisation beside names, with those named before the last one."""
    found: list[Party] = []
    standing = [g for g in groups if g[2] <= hit.start and sentence.clause_at(g[1]) == sentence.clause_at(hit.start)]
    for parties, _, end in reversed(standing):
        if parties[0].kind != "person":
            continue
        if not found and _FOUNDS_JA.fullmatch(sentence.between(end, hit.start)) is None:
            continue
        if found and _WITH_JA.fullmatch(sentence.between(end, found[0].start)) is None:
            break
        found = [*parties, *found]
    return found


def _founders_ja(sentence: Sentence, hit: Hit) -> tuple[list[Party], list[Party]]:
    people: list[Party] = []
    owners: list[Party] = []
    groups = syntax.groups_ja(sentence)
    clause = sentence.clause_at(hit.start)
    follows = sentence.between(hit.end, hit.end + 6)
    if not re.match(r"^(?:さ|し|の|、|。|した|する|$|た|（|\s)", follows):
        return [], []
    by = next(
        (
            g[0]
            for g in reversed(groups)
            if g[0][0].kind == "person"
            and g[2] <= hit.start
            and re.match(r"^(?:に?よって|により|による|らによ|の手)", syntax.particle(sentence, g[2]))
        ),
        [],
    )
    if by:
        people = by
        owners = marked_near(sentence, [g for g in groups if g[0][0].kind == "organisation"], hit.start, ("は", "が", "も"))
    else:
        owners = next(
            (
                g[0]
                for g in reversed(groups)
                if g[0][0].kind == "organisation"
                and g[2] <= hit.start
                and sentence.clause_at(g[1]) == clause
                and syntax.particle(sentence, g[2]).startswith("を")
                and hit.start - g[2] <= 12
            ),
            [],
        )
        described = re.match(r"(?:した|する)(?=[一-龠ァ-ヶA-Za-z0-9。])", follows)
        if not owners and described:
            # 「A社は、山田氏が設立した会社」
            owners = marked_near(sentence, [g for g in groups if g[0][0].kind == "organisation"], hit.start, ("は",))
        if not owners and (re.match(r"(?:した|し|された)?(?:[。、（(]|$|のが)", follows) or _COMPANY_JA.match(follows)):
            # 「1953年に山田氏が創業した。」 says it of the company that the article is about.
            people = _founding_ja_people(sentence, hit, groups)
            owners = marked_near(sentence, [g for g in groups if g[0][0].kind == "organisation"], hit.start, ("は",)) if people else []
            return people, owners
        if owners:
            people = marked_near(sentence, [g for g in groups if g[0][0].kind == "person"], hit.start, ("は", "が", "も"))
            standing = [p for p in sentence.parties if p.kind == "person" and p.form == "person" and p.end <= hit.start]
            if not people and standing and not marked(sentence, ("は", "が")):
                people = standing[-1:]
            people = people or _founding_ja_people(sentence, hit, groups)
    return people, owners


_FOUNDERS = {"en": _founders_en, "ja": _founders_ja, "ko": _founders_ko}

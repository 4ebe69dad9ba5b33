"""Who founded and who leads a company, and since when there is one: statements without a figure.

In: a sentence taken apart and the words of a title or a founding. Out: drafts of the predicates founded, founder and chief_executive; of
whom they are may be left to the weights. Never: other posts. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from pipeline.claims import syntax
from pipeline.claims.arguments import dated, denied, marked, marked_near, role_en, roles
from pipeline.claims.candidates import Draft, Hit, plain
from pipeline.claims.parsing import Party, Sentence
from pipeline.claims.readers.places import bracketed
from pipeline.records import Mention

__all__ = ["founded", "founders", "titled"]


_CHAIN_EN = (
    r"(?:(?:co-?)?founders?|ceo|chief executive(?: officer)?|president|managing director|md|owner"
    r"|(?:executive )?chair(?:man|woman|person)?(?: of the board)?|cto|coo|head|director|general manager|principal|partner)"
)


def titled(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return who holds the title at `hit`, and of which organisation."""
    frame = hit.frame
    people, place = _HOLDERS[sentence.language](sentence, hit)
    if not people:
        return []
    around = sentence.between(max(hit.start - 14, sentence.start), hit.start)
    if frame.predicate == "chief_executive":
        if sentence.language == "en" and re.search(
            r"\b(?:former|ex|previous|then|outgoing|late|deputy|vice|would-be|aspiring)[ -](?:\w+ (?:and |& )?)?$", around
        ):
            return []
        if sentence.language != "en" and (
            re.search(r"(?:元|前|旧|副)(?:[^、。]{0,4}兼)?$", around)
            or re.match(r"(?:を|の座を)?(?:辞任|退任|退い|解任)", sentence.between(hit.end, hit.end + 10))
        ):
            return []
    elif sentence.language != "en" and re.search(r"(?:非|元|前)$", around):
        return []
    owners = (
        _owner_en(sentence, hit, people)
        if sentence.language == "en"
        else _owner_ja(sentence, hit, people)
        if sentence.language == "ja"
        else []
    )
    weak = not owners
    if weak and sentence.language == "en" and _OF_OTHER.match(sentence.text, hit.end - sentence.start):
        return []  # of a company that is no mention: not of the topic
    if weak and topics:
        owners = [Party(hit.start, hit.start, "organisation", "context", (topics[0],))]
    draft = plain(sentence, hit, frame.rule, 0.65 if weak else 0.92)
    draft.weak_subject = weak
    draft.subjects = [i for p in owners for i in p.ids]
    draft.objects = [i for p in people for i in p.ids]
    draft.marks += [("subject", p.start, p.end) for p in owners if p.end > p.start] + [("object", p.start, p.end) for p in people]
    if frame.predicate == "chief_executive":
        text = sentence.between(hit.start, hit.end)
        if re.match(r"interim|acting|暫定", text):
            draft.qualifier = "interim"
        draft.dated(_title_date(sentence, hit, place))
        if sentence.language != "en" and _WILL_TAKE_UP.match(sentence.between(hit.end, hit.end + 16)):
            draft.modality = "forecast"
    return [draft]


_OF_OTHER = re.compile(r"(?:,? (?:and|&) [\w -]{2,30}?)? (?:of|at|for) (?:[a-z]+ ){0,3}[A-Z]")


def _title_date(sentence: Sentence, hit: Hit, place: int) -> Mention | None:
    """Return the date of a post: in brackets after the name, or the date of an appointment."""
    dates = [m for m in sentence.mentions if m.label == "DATE" and m.date_start is not None]
    dates = [d for d in dates if not re.match(r"から|以来", sentence.between(d.end, d.end + 3))]
    dates = [d for d in dates if not re.search(r"\bsince $", sentence.between(sentence.start, d.start))]
    for day in dates:
        if day.start >= max(place, hit.end) and re.fullmatch(r"\s?[(（]", sentence.between(max(place, hit.end), day.start)):
            return day
    appointed = r"appoint|succeed|replac|named|promot|took over|took office|becom|became|joined as|steps? in|就任|任命|昇格"
    if dates and re.search(appointed, sentence.low):
        return dated(sentence, hit, None)
    return None


def _holder_en(sentence: Sentence, hit: Hit) -> tuple[list[Party], int]:
    tokens = sentence.tokens
    after = sentence.between(hit.end, sentence.end)
    right = re.match(
        rf"(?:\s(?:story|profile|interview|spotlight)(?=:))?(?:\s*(?:,|and|&|/)\s*(?:its |the )?(?:{_CHAIN_EN}))*\s*[,:]?\s*"
        r"(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?",
        after,
    )
    at = hit.end + (right.end() if right else 0)
    place = sentence.index(at)
    if place < len(tokens) and tokens[place].party is not None and tokens[place].party.kind == "person" and tokens[place].start - at <= 1:  # type: ignore[union-attr]
        found = syntax.group(sentence, place) if hit.frame.predicate == "founder" else [tokens[place].party]
        return [p for p in found if p is not None and p.ids], tokens[place].end
    # "Acme's CEO is Jane Roe", "founders are A and B"
    if place < len(tokens) and tokens[place].low in ("is", "are", "was", "were", "include", "includes") and place + 1 < len(tokens):
        following = tokens[place + 1].party
        if following is not None and following.kind == "person":
            return syntax.group(sentence, place + 1), following.end
    first = hit.first
    opening, _ = sentence.clause_span(sentence.clause_at(hit.start))
    if re.search(r"\b(?:succeed(?:ed|s)?|replac(?:ed|es))\b", sentence.between(opening, hit.start)):
        # "Jane Roe succeeded John Doe as CEO"
        verb = next(i for i in range(first - 1, -1, -1) if re.match(r"succeed|replac", tokens[i].low))
        ousted = syntax.passive(sentence, verb, verb + 1)
        chosen = syntax.after_preposition(sentence, verb, ("by",), 4) if ousted else syntax.subject_en(sentence, verb)
        return [p for p in chosen[:1] if p.kind == "person" and p.ids], hit.end
    copula = next(
        (i for i in range(first - 1, max(first - 4, -1), -1) if tokens[i].low in ("is", "was", "became", "becomes", "remains")), None
    )
    if copula is not None:
        return [p for p in syntax.subject_en(sentence, copula)[:1] if p.kind == "person" and p.ids], hit.end
    for step in range(first - 1, max(first - 16, -1), -1):
        token = tokens[step]
        if token.party is not None and token.party.kind == "person" and token.party.ids and not syntax.possessive(sentence, step):
            gap = sentence.between(token.end, hit.start)
            joined = (
                r"\s*(?:,|:|\(|as|is|was|who is|who was|becomes?|became|to be|has been|will be|steps? in"
                r"|stepped in"
                r"|took over|takes over|joined|named|appointed|–|-|who serves|serving|remains)"
            )
            if (
                re.match(joined + r"[^.;]*$", gap)
                and len(gap.split()) <= 14
                and not re.search(r"\b(?:said|says|told|met|with|asked|replac|succeed)\w*\b", gap)
            ):
                found = (
                    syntax.group_left(sentence, step)
                    if hit.frame.predicate == "founder" and sentence.between(hit.start, hit.end).endswith("s")
                    else [token.party]
                )
                return found, token.end
            return [], 0
        if token.low in (";", "."):
            break
    return [], 0


def _owner_en(sentence: Sentence, hit: Hit, people: list[Party]) -> list[Party]:
    tokens = sentence.tokens
    after = re.match(
        rf"(?:\s*(?:,|and|&|/)\s*(?:its |the )?(?:{_CHAIN_EN}))*\s*(?:of|at|for|with)\s+(?:\w+[ -]){{0,4}}?",
        sentence.between(hit.end, sentence.end),
    )
    if after:
        for at in range(sentence.index(hit.end), min(sentence.index(hit.end) + 10, len(tokens))):
            party = tokens[at].party
            if party is not None and party.kind == "organisation" and party.ids:
                return [party]
            if party is not None or (tokens[at].low in (",", "said", ";") and at > sentence.index(hit.end) + 6):
                break
    for step in range(hit.first - 1, max(hit.first - 8, -1), -1):
        token = tokens[step]
        if token.party is not None:
            if token.party.kind == "organisation" and token.party.ids:
                gap = sentence.between(token.end, hit.start)
                if re.fullmatch(
                    rf"(?:['’]s?)?\s*(?:(?:{_CHAIN_EN}|and|&|/|,|co|current|new|longtime|billionaire|\d+-year-old)\s*-?\s*)*", gap
                ) or token.low in ("its", "their", "our"):
                    return [token.party]
            break
    last = max((p.end for p in people), default=hit.end)
    following = re.match(r"\s*,?\s*(?:of|at|from)\s+", sentence.between(last, sentence.end))
    if following:
        at = sentence.index(last + following.end())
        if at < len(tokens) and tokens[at].party is not None and tokens[at].party.kind == "organisation":  # type: ignore[union-attr]
            return [tokens[at].party]  # type: ignore[list-item]
    return []


_CHAIN_JA = r"(?:(?:共同)?(?:創業者|創設者|設立者)|CEO|最高経営責任者|代表取締役|社長|会長|取締役|執行役員|COO|CTO|代表)"


#: 「桐原桂・取締役常務(58)が代表取締役社長に昇格」: the posts held so far between the name and が, then the new one.
_PROMOTED = re.compile(
    r"[ 　]?(?:[・、]?[^、。はがを()（）]{0,30})(?:[(（][^()（）]{1,30}[)）])?[^、。はがを()（）]{0,8}が[^、。はがを]{0,16}"
)
_TAKES_UP = re.compile(r"(?:CEO)?に(?:それぞれ|新たに)?(?:昇格|昇任|就任|就く|就き|就いた|選任|選ばれ)")

_WILL_TAKE_UP = re.compile(r"(?:CEO)?に(?:それぞれ|新たに)?(?:(?:昇格|昇任|就任)する|就く)")


def _holder_ja(sentence: Sentence, hit: Hit) -> tuple[list[Party], int]:
    groups = [g for g in syntax.groups_ja(sentence) if g[0][0].kind == "person" and g[0][0].ids]
    for parties, start, end in groups:
        if start >= hit.end:
            gap = sentence.between(hit.end, start)
            chain = (
                rf"(?:[（(][^)）]{{0,12}}[)）])?\s*(?:(?:兼|で|、|・|/|および)?{_CHAIN_JA})*\s*"
                r"(?:である|の|で|、|:|：|は|・|のプロフィール[:：]|氏の|を務める|たる)?\s*"
            )
            if re.fullmatch(r"に就任(?:した|する)|に就いた|を務める", gap):
                return parties[:1], end
            if gap in ("に", "には") and syntax.particle(sentence, end).startswith(("が", "を")):
                return parties[:1], end
            if re.fullmatch(chain, gap, re.IGNORECASE) or re.fullmatch(r"\s*(?:の)?[^、。はがを]{0,10}[:：]\s*", gap):
                return (parties if hit.frame.predicate == "founder" else parties[:1]), end
    for parties, _, end in reversed(groups):
        if end <= hit.start:
            gap = sentence.between(end, hit.start)
            chain = rf"(?:氏|さん)?\s*(?:は|が|を|の|、|\(|（)?\s*(?:同社の|当社の|新たな|次期)?(?:{_CHAIN_JA}(?:兼|、|・|および)?)*\s*"
            if (
                hit.frame.predicate == "chief_executive"
                and _PROMOTED.fullmatch(gap)
                and _TAKES_UP.match(sentence.between(hit.end, hit.end + 12))
            ):
                return [parties[-1]], end
            if re.fullmatch(chain, gap, re.IGNORECASE) or (
                re.match(r"(?:氏|さん)?[はがを]", gap)
                and len(gap) <= 30
                and re.match(r"(?:に|として|を務め|に就任|となり|だ|である|で)", sentence.between(hit.end, hit.end + 4))
                and "、" not in gap[3:]
            ):
                return [parties[-1]], end
            break
    return [], 0


#: A name before or after its title: 「김민수 대표」, 「대표이사 김민수」.
def _holder_ko(sentence: Sentence, hit: Hit) -> tuple[list[Party], int]:
    for party in sentence.parties:
        if party.kind != "person" or not party.ids:
            continue
        if party.end <= hit.start and re.fullmatch(r" ?(?:\([^()]{1,12}\))? ?", sentence.between(party.end, hit.start)):
            return [party], party.end
        if party.start >= hit.end and re.fullmatch(r"(?:이사)?(?:은|는)? ?(?:[:：] ?)?", sentence.between(hit.end, party.start)):
            return [party], party.end
    return [], 0


_HOLDERS = {"en": _holder_en, "ja": _holder_ja, "ko": _holder_ko}


def _owner_ja(sentence: Sentence, hit: Hit, people: list[Party]) -> list[Party]:
    if named := bracketed(sentence, hit.start):
        return named
    organisations = [g for g in syntax.groups_ja(sentence) if g[0][0].kind == "organisation" and g[0][0].ids]
    for parties, _, end in reversed(organisations):
        if end <= hit.start:
            gap = sentence.between(end, hit.start)
            if re.fullmatch(
                rf"\s*(?:の|で|は|、|が|を)?\s*(?:現在の|現|新|初代)?(?:{_CHAIN_JA}(?:兼|・|、|および)?)*\s*", gap, re.IGNORECASE
            ):
                return [parties[-1]]
            break
    last = max((p.end for p in people), default=hit.end)
    for parties, start, _ in organisations:
        if start >= last and sentence.between(last, start) in ("(", "（", "、"):
            return [parties[0]]
    # 「CEOの山田氏が率いるA社」: the noun that the clause describes is the company.
    described = re.match(r"(?:氏|社長)?が[^、。]{0,30}?(?:する|した|いる|いた|れる|る)", sentence.between(last, sentence.end))
    if described:
        return next((parties[:1] for parties, start, _ in organisations if start >= last + described.end()), [])
    return marked_near(sentence, organisations, hit.start, ("は",))[:1]


def founded(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return when the organisation was founded."""
    dates = [m for m in sentence.mentions if m.label == "DATE" and m.timex_value and m.timex_value[:2] in ("18", "19", "20")]
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


#: The day, whose founding it is as far as the pattern tells, and whether that is only whom the article is about.
_Founding: TypeAlias = tuple[Mention | None, list[Party], bool]


def _founding_en(sentence: Sentence, hit: Hit, dates: Sequence[Mention], topics: Sequence[str]) -> _Founding:
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
    owners, weak = role_en(sentence, "patient", hit, dates[0]), False
    if not owners and topics and sentence.between(hit.start, hit.end) in ("founded", "established", "incorporated"):
        owners, weak = [Party(hit.start, hit.start, "organisation", "context", (topics[0],))], True
    loose = sentence.between(hit.start, hit.end) in ("started", "formed", "launched")
    by_person = [p for p in syntax.subject_en(sentence, hit.first) if p.kind == "person"]
    direct = bool(owners) and bool(by_person) and owners[0].start >= hit.end
    opening = not sentence.between(sentence.start, hit.start).strip(" -*•") and day is not None and day.start - hit.end <= 14
    if loose and not direct and not opening and not (owners and syntax.passive(sentence, hit.first, hit.last)):
        return None, [], False
    return day, owners, weak


_FOLLOWS = {
    "ja": re.compile(r"(?:さ|し|た|て|の|、|。|は|年|以来|：|:|$|\)|）|（|／|/|\s)"),
    "ko": re.compile(r"(?:한|된|했|됐|되|돼|하|일|연도|년| 이[후래]|,|\.|\)|:|\s|$)"),
}


def _founding_ja(sentence: Sentence, hit: Hit, dates: Sequence[Mention], topics: Sequence[str]) -> _Founding:
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
                re.match(r"^\s?[|｜\t]", gap)
                or re.match(r"^(?:に|、|、に|の|에 ?| |にかけて|\s*$|(?:\(|（)[^)）]*(?:\)|）)に)", gap)
                or not gap
            ):
                day = candidate
        elif candidate.start >= hit.end and re.fullmatch(r"(?:は|年月日?は?|：|:|\s)*", sentence.between(hit.end, candidate.start)):
            day = candidate
    if day is None or not _FOLLOWS[sentence.language].match(sentence.between(hit.end, hit.end + 8)):
        return None, [], False
    if _other_object_ja(sentence, hit) or _PARTS_JA.search(sentence.between(max(hit.start - 6, sentence.start), hit.start)):
        return None, [], False
    return day, *roles(sentence, hit, day, ("を", "は", "の", "context"), topics, ())


#: What a company sets up that is not itself: 「上海に製造子会社設立」.
_PARTS_JA = re.compile(r"(?:(?:子|合弁)会社|現地法人|支店|工場|拠点|営業所|事務所|研究所)$")


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
_OF_THE_TOPIC = ("founded", "co-founded", "設立", "創業", "설립한", "창업한", "창립한", "설립했", "창업했")
_FOUNDS_KO = re.compile(r" ?(?:대표|회장|의장|창업자|박사|교수|씨)?(?:이사)?[가이]? [^,.]{0,20}")
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
    return [draft]


def _founders_ko(sentence: Sentence, hit: Hit) -> tuple[list[Party], list[Party]]:
    standing = [p for p in sentence.parties if p.kind == "person" and p.ids and p.end <= hit.start]
    return [p for p in standing if _FOUNDS_KO.fullmatch(sentence.between(p.end, hit.start))], []


def _founders_en(sentence: Sentence, hit: Hit) -> tuple[list[Party], list[Party]]:
    people: list[Party] = []
    owners: list[Party] = []
    by = (
        syntax.after_preposition(sentence, hit.last, ("by",), 10)
        if re.match(r"[^.;]{0,40}\bby\b", sentence.between(hit.end, sentence.end))
        else []
    )
    if not by:
        by = _listed(sentence, hit)
    if by and by[0].kind == "person":
        people = by
        beside = syntax.reduced(sentence, hit.first, hit.last)
        owners = syntax.before(sentence, hit.first) if beside else syntax.subject_en(sentence, hit.first)
    elif not syntax.passive(sentence, hit.first, hit.last):
        for at in range(hit.last, min(hit.last + 5, len(sentence.tokens))):
            token = sentence.tokens[at]
            if token.party is not None:
                if token.party.kind == "organisation" and not syntax.possessive(sentence, at):
                    owners = [token.party]
                break
            if token.mention is not None or token.low in (
                "in",
                "by",
                "at",
                "on",
                "with",
                "for",
                ",",
                ".",
                "after",
                "from",
                "as",
                "to",
                "of",
            ):
                break
        if owners:
            people = [p for p in syntax.subject_en(sentence, hit.first) if p.kind == "person"]
            if people:
                people += [p for p in syntax.after_preposition(sentence, hit.last, ("with", "alongside"), 8) if p.kind == "person"]
            if not people:
                later = [p for p in sentence.parties if p.kind == "person" and p.start > hit.end and p.form == "name"]
                subject = syntax.subject_en(sentence, hit.first)
                people = (
                    later[:1]
                    if not subject
                    or (all(p.kind == "organisation" for p in subject) and sentence.between(hit.start, hit.end).endswith("ing"))
                    else []
                )
    return people, owners


def _founders_ja(sentence: Sentence, hit: Hit) -> tuple[list[Party], list[Party]]:
    people: list[Party] = []
    owners: list[Party] = []
    groups = syntax.groups_ja(sentence)
    clause = sentence.clause_at(hit.start)
    follows = sentence.between(hit.end, hit.end + 6)
    if not re.match(r"^(?:さ|し|の|、|。|した|$|た|（)", follows):
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
        if not owners and re.match(r"(?:した|し|された)?(?:[。、]|$)", follows):
            # 「1953年に山田氏が創業した。」 says it of the company that the article is about.
            people = next(
                (
                    g[0]
                    for g in groups
                    if g[0][0].kind == "person" and 0 < hit.start - g[2] <= 10 and syntax.particle(sentence, g[2])[:1] == "が"
                ),
                [],
            )
        if owners:
            people = marked_near(sentence, [g for g in groups if g[0][0].kind == "person"], hit.start, ("は", "が", "も"))
            standing = [p for p in sentence.parties if p.kind == "person" and p.form == "person" and p.end <= hit.start]
            if not people and standing and not marked(sentence, ("は", "が")):
                people = standing[-1:]
    return people, owners


_FOUNDERS = {"en": _founders_en, "ja": _founders_ja, "ko": _founders_ko}

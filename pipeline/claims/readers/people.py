"""Who founded, leads and houses a company: statements without a figure.

In: a sentence taken apart and the words of a title, a founding or a place. Out: drafts of the predicates founded, founder,
chief_executive and headquarters. Never: other posts. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims import syntax
from pipeline.claims.arguments import dated, denied, marked, marked_near, role_en, roles
from pipeline.claims.candidates import Draft, Hit
from pipeline.claims.parsing import Party, Sentence, is_verb
from pipeline.records import Mention

__all__ = ["founded", "founders", "placed", "titled"]


def _plain(sentence: Sentence, hit: Hit, rule: str, score: float) -> Draft:
    return Draft(
        hit.frame.predicate, rule, sentence.start, sentence.end, (hit.start, hit.end), score, marks=[("trigger", hit.start, hit.end)]
    )


_CHAIN_EN = (
    r"(?:(?:co-?)?founders?|ceo|chief executive(?: officer)?|president|chair(?:man|woman|person)?|managing director|md|owner"
    r"|cto|coo|head|director|general manager|principal|partner)"
)


def titled(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return who holds the title at `hit`, and of which organisation."""
    frame = hit.frame
    people, place = (_holder_en if sentence.language == "en" else _holder_ja)(sentence, hit)
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
    owners = (_owner_en if sentence.language == "en" else _owner_ja)(sentence, hit, people)
    weak = not owners
    if weak and sentence.language == "en" and _OF_OTHER.match(sentence.text, hit.end - sentence.start):
        return []  # of a company that is no mention: not of the topic
    if weak:
        if not topics:
            return []
        owners = [Party(hit.start, hit.start, "organisation", "context", (topics[0],))]
    draft = _plain(sentence, hit, frame.rule, 0.65 if weak else 0.92)
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
        rf"(?:\s(?:story|profile|interview|spotlight)(?=:))?(?:\s*(?:,|and|&|/)\s*(?:its |the )?(?:{_CHAIN_EN}))*\s*[,:]?\s*", after
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
                r"\s*(?:,|\(|as|is|was|who is|who was|becomes?|became|to be|has been|will be|steps? in"
                r"|stepped in|took over|takes over|joined|named|appointed|–|-|who serves|serving|remains)"
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


def _owner_ja(sentence: Sentence, hit: Hit, people: list[Party]) -> list[Party]:
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


_PLACE_EN = re.compile(
    r"(?:the )?[A-Z][\w.'’-]*(?:[ -](?:[A-Z][\w.'’-]*|of(?= [A-Z])|de|la|el))*(?:, (?!and\b)[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,2}){0,3}"
)


_CITY_AND = re.compile(r"(?:\b[Aa]n? |-old, |\A)((?:[A-Z][\w.'’]*[ -]){0,2}[A-Z][\w'’]+, [A-Z][\w.'’]+)-$")
#: What is "-based" and no place: a technique, told by its capitals; short names of countries and cities are places.
_NO_PLACE = re.compile(
    r"(?!(?:US|U\.S\.?|UK|U\.K\.?|UAE|USA|EU|NYC|LA|SF|DC|D\.C\.|NZ|HK|NCR)\Z)(?:[A-Z]{2,}|[A-Z][a-z]*[A-Z]\w*|\w*[a-z][A-Z]{2,}"
    r"|Web|Internet|Cloud|Blockchain|Android|Linux|Arm|Windows|Unix|Java|Python)"
)


def placed(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return where the organisation has its seat."""
    body, base = sentence.text, sentence.start
    after = body[hit.end - base :]
    if sentence.language == "en":
        before = body[: hit.start - base]
        compound = re.search(r"((?:[A-Z][\w.'’]*[ -]){0,2}[A-Z][\w.'’]*(?:, [A-Z][a-z]{1,4}\.|, [A-Z]{2})?)-$", before)
        if sentence.between(hit.start, hit.end) in ("based", "headquartered") and compound:
            place = re.sub(r"^(?:The|A|An) ", "", compound[1])
            whole = _CITY_AND.search(before)
            if whole is not None:
                place = whole[1]  # "a 13-year-old, Lagos, Nigeria-based lender"
            if _NO_PLACE.fullmatch(place):
                return []  # "AI-based"
            start = base + compound.end(1) - len(place)
            owners = _described(sentence, hit)
        else:
            match = re.match(
                r"\s*(?:[:\-–]\s*|(?:is |are |was )?(?:located |situated )?(?:in|at|of|near|out of)\s+)(?:and around )?", after
            )
            if not match or (sentence.between(hit.start, hit.end) == "based" and ":" in match.group()):
                return []
            names = [p.start - hit.end for p in sentence.parties if p.form == "name" and p.start >= hit.end + match.end()]
            found = _PLACE_EN.match(after, match.end(), names[0] if names else len(after))
            if found is None:
                return []
            place, start = found.group().rstrip(".,"), hit.end + found.start()
            owners, _ = roles(
                sentence,
                hit,
                sentence.mentions[0] if sentence.mentions else _NOWHERE,
                ("possessor", "subject", "context")
                if "quarters" in hit.frame.words.pattern and "quarters" in sentence.between(hit.start, hit.end)
                else ("subject", "context"),
                topics,
                (),
            )
    else:
        lead = re.search(r"([^、。はがをも]{2,40})に(?:ある)?$", body[: hit.start - base])
        follow = re.match(r"(?:所在地)?(?:は|を|：|:|が)?、?\s*([^、。はがを]{2,40}?)(?:にある|に置|に構え|に移|で|。|、|[)）]|$)", after)
        if lead and re.match(r"(?:を(?:置|構|持|お|設)|の?が?ある|は)", after):
            place, start = lead[1], base + lead.start(1)
        elif follow and re.match(r"(?:所在地)?(?:は|を|：|:)", after):
            place, start = follow[1], hit.end + follow.start(1)
        else:
            return []
        owners, _ = roles(sentence, hit, sentence.mentions[0] if sentence.mentions else _NOWHERE, hit.frame.subject, topics, ())
    owners = [p for p in owners if p.kind == "organisation" and p.ids]
    if not owners or denied(sentence, hit, None):
        return []
    draft = _plain(sentence, hit, hit.frame.rule, 0.9 if owners[0].form != "context" else 0.7)
    draft.subjects = [i for p in owners for i in p.ids]
    draft.text_value = " ".join(place.split()).lstrip(":：・- ")
    draft.marks += [("value", start, start + len(place))] + [("subject", p.start, p.end) for p in owners if p.end > p.start]
    return [draft]


_NOWHERE = Mention("", "", "", 0, 0, "", "DATE")


_BESIDE = re.compile(r", (?:an?|the) (?:[\w-]+, ){0,2}(?:[A-Z][\w.'’]*[ ,-]{1,2}){1,4}$")


def _described(sentence: Sentence, hit: Hit) -> list[Party]:
    """Return whom "Oslo-based" describes: the name that its noun phrase ends in, else the name before it, else "the company"."""
    tokens = sentence.tokens
    for at in range(hit.last, min(hit.last + 9, len(tokens))):
        party = tokens[at].party
        if party is not None:
            if party.kind == "organisation":
                return [party]
            break
        if tokens[at].low in (",", ";", ".", ":", "(", "and", "which", "that", "who", "of", "to", "for", "in") or is_verb(sentence, at):
            break
    around = [p for p in sentence.parties if p.start <= hit.start < p.end]
    beside = _BESIDE.search(sentence.text[: hit.start - sentence.start])
    if beside is not None and not around:
        close = [p for p in sentence.parties if p.kind == "organisation" and p.ids and p.end == sentence.start + beside.start()]
        if close:
            return close  # "Acme works with Tern, an Oslo-based maker"
    return around or syntax.subject_en(sentence, hit.first)


def founded(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return when the organisation was founded."""
    dates = [m for m in sentence.mentions if m.label == "DATE" and m.timex_value and m.timex_value[:2] in ("18", "19", "20")]
    if not dates or denied(sentence, hit, None):
        return []
    day: Mention | None = None
    if sentence.language == "en":
        home = sentence.clause_at(hit.start)
        for candidate in dates:
            if candidate.start >= hit.end:
                gap = sentence.between(hit.end, candidate.start)
                near = sentence.clause_at(candidate.start) == home and len(gap.split()) <= 12
                if (
                    near
                    and re.search(r"(?:\b(?:in|on|since|around|during|of|back)\s+(?:the year |early |late |mid-?)?|^\s*[:,]?\s*)$", gap)
                ) or (near and not gap.strip()):
                    day = candidate
                    break
            elif (
                not sentence.between(sentence.start, candidate.start).replace("in", "").strip(" ,")
                and sentence.clause_at(candidate.start) == home
            ):
                day = candidate
        owners = role_en(sentence, "patient", hit, dates[0])
        weak = False
        if not owners and topics and sentence.between(hit.start, hit.end) in ("founded", "established", "incorporated"):
            owners, weak = [Party(hit.start, hit.start, "organisation", "context", (topics[0],))], True
        loose = sentence.between(hit.start, hit.end) in ("started", "formed", "launched")
        by_person = [p for p in syntax.subject_en(sentence, hit.first) if p.kind == "person"]
        direct = bool(owners) and bool(by_person) and owners[0].start >= hit.end
        if loose and not direct and not (owners and syntax.passive(sentence, hit.first, hit.last)):
            return []
    else:
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
                    or re.match(r"^(?:に|、|、に|の|にかけて|\s*$|(?:\(|（)[^)）]*(?:\)|）)に)", gap)
                    or not gap
                ):
                    day = candidate
            elif candidate.start >= hit.end and re.fullmatch(r"(?:は|年月日?は?|：|:|\s)*", sentence.between(hit.end, candidate.start)):
                day = candidate
        follows = sentence.between(hit.end, hit.end + 8)
        if day is not None and not re.match(r"^(?:さ|し|た|て|の|、|。|は|年|以来|：|:|$|\)|）|\s)", follows):
            return []
        owners, weak = [], False
        if day is not None:
            owners, weak = roles(sentence, hit, day, ("を", "は", "の", "context"), topics, ())
            if _other_object_ja(sentence, hit):
                return []
    owners = [p for p in owners if p.kind == "organisation" and p.ids]
    if day is None or not owners:
        return []
    draft = _plain(sentence, hit, hit.frame.rule, 0.75 if weak else 0.92)
    draft.mention, draft.text_value, draft.weak_subject = day, day.timex_value, weak
    draft.subjects = [i for p in owners for i in p.ids]
    draft.dated(day)
    draft.marks += [("value", day.start, day.end)] + [("subject", p.start, p.end) for p in owners if p.end > p.start]
    return [draft]


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


def founders(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return by whom the organisation was founded, as a verb says it."""
    people: list[Party] = []
    owners: list[Party] = []
    if denied(sentence, hit, None):
        return []
    if sentence.language == "en":
        by = (
            syntax.after_preposition(sentence, hit.last, ("by",), 10)
            if re.match(r"[^.;]{0,40}\bby\b", sentence.between(hit.end, sentence.end))
            else []
        )
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
    else:
        groups = syntax.groups_ja(sentence)
        clause = sentence.clause_at(hit.start)
        follows = sentence.between(hit.end, hit.end + 6)
        if not re.match(r"^(?:さ|し|の|、|。|した|$|た)", follows):
            return []
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
    people = [p for p in people if p.kind == "person" and p.ids]
    owners = [p for p in owners if p.kind == "organisation" and p.ids]
    weak = False
    if people and not owners and topics and sentence.between(hit.start, hit.end) in ("founded", "co-founded", "設立", "創業"):
        owners, weak = [Party(hit.start, hit.start, "organisation", "context", (topics[0],))], True
    if not people or not owners:
        return []
    draft = _plain(sentence, hit, hit.frame.rule, 0.7 if weak else 0.9)
    draft.subjects, draft.objects = [i for p in owners for i in p.ids], [i for p in people for i in p.ids]
    draft.weak_subject = weak
    draft.marks += [("subject", p.start, p.end) for p in owners if p.end > p.start] + [("object", p.start, p.end) for p in people]
    return [draft]

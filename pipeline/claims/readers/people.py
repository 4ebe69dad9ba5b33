"""Who leads or founded a company, by the title that is said beside a name: statements without a figure.

In: a sentence taken apart and the words of a title. Out: drafts of the predicates chief_executive and founder; of whom they are may be left
to the weights. Never: other posts. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims import syntax
from pipeline.claims.arguments import dated, marked_near
from pipeline.claims.candidates import Draft, Hit, plain
from pipeline.claims.parsing import Party, Sentence
from pipeline.claims.readers.places import bracketed
from pipeline.records import Mention

__all__ = ["titled"]


_HONORIFIC = r"(?:(?:mr|ms|mrs|mx|dr|prof(?:essor)?|sir|dame|lord|lady|datuk|dat[ou]['’]?|datin|tan sri|tun|shri)\.?)"
#: Between a title and its holder in apposition: "founder of Acme, Jane Roe".
_OF_WHICH = re.compile(rf"(?: (?:and|&) [\w -]{{2,30}}?)? (?:of|at) [^,;:.()]{{2,40}}, (?:{_HONORIFIC} )?")
#: Between a person and the title taken up, held or given up: "has joined Acme as its new".
_SERVES_AS = re.compile(
    r"(?:,[^.;:\"“”]{0,90}| \([^()]{0,30}\))? (?:has |had |have |will |would |to |who |and )*"
    r"(?:be |been |is |was )?[a-z]+(?: (?:down|in|back|on|over|up))?\b[^.;:\"“”]{0,60}?\bas"
    r"(?: (?:its|the|their|our|his|her|an?))?(?: (?:first|new|next))?(?: (?:president|chair(?:man|woman)?|chairperson|founder) and)? ?"
)
#: Who speaks of another or follows one.
_OF_OTHERS = re.compile(r"\b(?:said|says|told|met|with|asked|replac|succeed)\w*\b")
#: Who speaks of another, or holds a post no more.
_LEAVES = re.compile(
    r"\b(?:said|says|told|asked|replac|succeed|resign|quit|retir|oust|dismiss|remov|depart|leav|left)\w*\b|\bstep\w* (?:down|aside)\b"
)
#: Between a person and a title that is said right behind: "Jane Roe our chief executive".
_OURS = re.compile(r" (?:now |currently )?(?:our|its|their|the) (?:(?:current|new) )?")
#: Who is named to a post: "Acme names Roe chief executive".
_NAMES = re.compile(
    r"\b(?:nam(?:es?|ed|ing)|appoint(?:s|ed|ing)?|elect(?:s|ed)?|ma(?:kes?|de)|promot(?:es?|ed)|hir(?:es?|ed)) (?:\w+ ){0,2}$"
)
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
    owners = _OWNERS[sentence.language](sentence, hit, people)
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
        behind = sentence.between(place, place + 60)
        if sentence.language != "en" and (_WILL_TAKE_UP.match(sentence.between(hit.end, hit.end + 16)) or _IS_TO_JA.match(behind)):
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
    tokens, first = sentence.tokens, hit.first
    people, end = _named_behind(sentence, hit)
    if end:
        return people, end
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
    if copula is not None and not any(t.party is not None and t.party.form == "name" for t in tokens[copula + 1 : first]):
        return [p for p in syntax.subject_en(sentence, copula)[:1] if p.kind == "person" and p.ids], hit.end
    for step in range(first - 1, max(first - 16, -1), -1):
        token = tokens[step]
        if token.party is not None and token.party.kind == "person" and token.party.ids and not syntax.possessive(sentence, step):
            if not _holds(sentence, token.start, token.end, hit.start):
                return [], 0
            several = hit.frame.predicate == "founder" and sentence.between(hit.start, hit.end).endswith("s")
            return syntax.group_left(sentence, step) if several else [token.party], token.end
        if token.low in (";", "."):
            break
    return [], 0


def _named_behind(sentence: Sentence, hit: Hit) -> tuple[list[Party], int]:
    """Return who is named behind a title, and where the first name ends; 0 where the words behind do not tell."""
    tokens, after = sentence.tokens, sentence.between(hit.end, sentence.end)
    right = _BEHIND.match(after)
    at = hit.end + (right.end() if right else 0)
    place = sentence.index(at)
    following = tokens[place] if place < len(tokens) else None
    if (told := _OF_WHICH.match(after)) is not None:
        # "the founder of Acme, Jane Roe,"
        named = sentence.index(hit.end + told.end())
        person = tokens[named].party if named < len(tokens) and tokens[named].start == hit.end + told.end() else None
        if person is not None and person.kind == "person" and person.ids:
            return [person], person.end
    if following is not None and following.party is not None and following.party.kind == "person" and following.start - at <= 1:
        found = syntax.group(sentence, place) if hit.frame.predicate == "founder" else [following.party]
        return [p for p in found if p.ids], following.end
    # "Acme's CEO is Jane Roe", "founders are A and B"
    if following is not None and following.low in ("is", "are", "was", "were", "include", "includes") and place + 1 < len(tokens):
        person = tokens[place + 1].party
        if person is not None and person.kind == "person":
            return syntax.group(sentence, place + 1), person.end
    return [], 0


#: Between a title and the name of its holder behind it: ", president and ", " (CEO) Mr ".
_BEHIND = re.compile(
    r"(?:\s\((?:ceo|md)\))?(?:\s(?:story|profile|interview|spotlight)(?=:))?"
    rf"(?:\s*(?:,|and|&|/|-)\s*(?:its |the )?(?:{_CHAIN_EN}))*\s*[,:]?\s*(?:{_HONORIFIC}\s)?"
)
#: What a gap between a person and the title starts with.
_JOINED = re.compile(
    r"\s*(?:,|:|\(|as|is|was|who is|who was|becomes?|became|to be|has been|will be|steps? in|stepped in"
    r"|took over|takes over|joined|named|appointed|–|-|who serves|serving|remains)[^.;]*$"
)


#: Between a name and a title in a list of officers, perhaps with the age: the columns of a table, or a line below.
_IN_A_LIST = re.compile(r"\s*(?:\t|\||\n| {3,})\s*(?:\d{2}\s*(?:\t|\|| {3,})\s*)?")


def _holds(sentence: Sentence, start: int, end: int, title: int) -> bool:
    """Whether the words between a person and a title behind say that the person holds it."""
    gap = sentence.between(end, title)
    if _JOINED.match(gap) and len(gap.split()) <= 14 and not _OF_OTHERS.search(gap):
        return True
    if _IN_A_LIST.fullmatch(gap):
        return True
    if not gap.strip():
        return _NAMES.search(sentence.between(max(start - 40, sentence.start), start)) is not None
    return _OURS.fullmatch(gap) is not None or (_SERVES_AS.fullmatch(gap) is not None and _LEAVES.search(gap) is None)


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


#: Between a post and who takes it up, and what follows the name: 「社長に青葉テックの林美咲取締役（51）が」, of a headline 「社長に林氏」.
_TO_POST = re.compile(r"(?:[（(]CEO[)）])?(?:に|には)(?:、)?(?:[^、。はがをに]{1,16}の)?", re.IGNORECASE)
_TAKEN_UP = re.compile(
    r"(?:氏|さん)?(?:・?[^、。はがを()（）\s]{0,16})(?:[(（][^()（）]{1,20}[)）])?"
    r"(?:が|を(?:充て|起用|選任|指名|迎え|昇格)|を$)|氏(?:[\s　、。]|$)"
)
#: 「桐原桂・取締役常務(58)が代表取締役社長に昇格」: the posts held so far between the name and が, then the new one.
_PROMOTED = re.compile(
    r"[ 　]?(?:[・、]?[^、。はがを()（）]{0,30})(?:[(（][^()（）]{1,30}[)）])?[^、。はがを()（）]{0,8}が[^、。はがを]{0,16}"
)
_TAKES_UP = re.compile(r"(?:CEO|[（(]ceo[)）])?に(?:それぞれ|新たに)?(?:昇格|昇任|就任|就く|就き|就いた|選任|選ばれ)")

_IS_TO_JA = re.compile(r"[^、。はがを]{0,30}が[^、。はがを]{0,12}(?:(?:昇格|昇任|就任)する|就く)")
_WILL_TAKE_UP = re.compile(r"(?:CEO)?に(?:それぞれ|新たに)?(?:(?:昇格|昇任|就任)する|就く)")


def _holder_ja(sentence: Sentence, hit: Hit) -> tuple[list[Party], int]:
    groups = [g for g in syntax.groups_ja(sentence) if g[0][0].kind == "person" and g[0][0].ids]
    for parties, start, end in groups:
        if start >= hit.end:
            gap = sentence.between(hit.end, start)
            chain = (
                rf"(?:[（(][^)）]{{0,12}}[)）])?\s*(?:(?:兼|で|、|・|/|および)?{_CHAIN_JA})*\s*"
                r"(?:である|の|で|、|:|：|は|・|のプロフィール[:：]|氏の|を務める|たる)?\s*(?:[（(]氏名[)）])?\s*"
            )
            if re.fullmatch(r"に就任(?:した|する)|に就いた|を務める", gap):
                return parties[:1], end
            if _TO_POST.fullmatch(gap) and _TAKEN_UP.match(sentence.between(end, end + 40)):
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


#: Between a name and its title, and between the title and a name behind it: 「김민수 대표」, 「대표이사 김민수」, 「대표이사에 김민수」.
_TITLED_KO = re.compile(r" ?(?:\([^()]{1,12}\))? ?(?:현 |신임 |초대 |각자 ?|공동 ?)?")
_TITLE_KO = re.compile(r"(?:이사)?(?: ?사장| ?부회장| ?회장)?(?:\(ceo\))?(?:은|는|인|에|로|에는)? ?(?:[:：] ?)?")


def _holder_ko(sentence: Sentence, hit: Hit) -> tuple[list[Party], int]:
    people = [p for p in sentence.parties if p.kind == "person" and p.ids]
    firms = [p for p in sentence.parties if p.kind == "organisation"]
    for party in people:
        if party.end <= hit.start:
            gap = sentence.between(party.end, hit.start)
            inside = next((p for p in firms if party.end < p.start and p.end <= hit.start), None)
            # 「김민수 할덴 대표」 says the company between the name and the title.
            told = inside is not None and _TITLED_KO.fullmatch(sentence.between(party.end, inside.start)) is not None
            if _TITLED_KO.fullmatch(gap) or (told and inside is not None and not sentence.between(inside.end, hit.start).strip()):
                return [*_beside_ko(sentence, people, party, hit)], party.end
        if party.start >= hit.end and _TITLE_KO.fullmatch(sentence.between(hit.end, party.start)):
            return [party], party.end
    return [], 0


def _beside_ko(sentence: Sentence, people: Sequence[Party], last: Party, hit: Hit) -> list[Party]:
    """Return the people who share a title with the last of them: 「김민수·박서준 공동창업자」."""
    found = [last]
    for party in reversed(people):
        if party.end <= found[0].start and re.fullmatch(r"[·,] ?", sentence.between(party.end, found[0].start)):
            found = [party, *found]
    return found


def _owner_ko(sentence: Sentence, hit: Hit, people: Sequence[Party]) -> list[Party]:
    """Return the company beside a name and its title: 「할덴 김민수 대표」, 「김민수 할덴 대표」, 「할덴 대표이사 김민수」."""
    first = min((p.start for p in people), default=hit.start)
    for party in sentence.parties:
        if party.kind != "organisation" or not party.ids:
            continue
        if party.end <= hit.start and not sentence.between(party.end, min(first, hit.start) if party.end <= first else hit.start).strip():
            return [party]
    return []


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


_OWNERS = {"en": _owner_en, "ja": _owner_ja, "ko": _owner_ko}

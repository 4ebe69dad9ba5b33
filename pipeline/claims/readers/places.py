"""Where a company sits.

In: a sentence taken apart and the words of a seat. Out: drafts of the predicate headquarters; of whom they are may be left to the weights.
Never: a place of anything else. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from pipeline.claims import syntax
from pipeline.claims.arguments import denied, roles
from pipeline.claims.candidates import Draft, Hit, plain
from pipeline.claims.frames import words
from pipeline.claims.parsing import AUX, Party, Sentence, is_verb
from pipeline.records import Mention

__all__ = ["apposed", "bracketed", "nowhere", "placed"]

_PLACE_EN = re.compile(
    r"(?:the )?[A-Z][\w.'’-]*(?:[ -](?:[A-Z][\w.'’-]*|of(?= [A-Z])|de|la|el))*(?:, (?!and\b)[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,2}){0,3}"
)


#: The place of offices, with street and postcode: "125 Mill Street, Salem, Oregon 97301".
_ADDRESS_EN = re.compile(r"(?:\d[\w-]*[ \n])?(?:[A-Z][\w.'’-]*(?: (?:of|de))?[ ,\n]{0,2})*[A-Z][\w.'’-]*(?:[ \n]\d{4,6}(?:-\d{4})?)?")
_CITY_AND = re.compile(r"(?:\b[Aa]n? |\b[Tt]he |-old,? |\A(?![Tt]he ))((?:[A-Z][\w.'’]*[ -]){0,2}[A-Z][\w'’]+, [A-Z][\w.'’]+)-$")
#: What is "-based" and no place: a technique, told by its capitals; short names of countries and cities are places.
_NO_PLACE = re.compile(
    r"(?!(?:US|U\.S\.?|UK|U\.K\.?|UAE|USA|EU|NYC|LA|SF|DC|D\.C\.|NZ|HK|NCR)\Z)(?:[A-Z]{2,}|[A-Z][a-z]*[A-Z]\w*|\w*[a-z][A-Z]{2,}"
    r"|Web|Internet|Cloud|Blockchain|Android|Linux|Arm|Windows|Unix|Java|Python)"
)


def placed(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> list[Draft]:
    """Return where the organisation has its seat, or its seats: "based in Oslo and Bergen"."""
    if denied(sentence, hit, None):
        return []
    places, owners = _SEATS[sentence.language](sentence, hit, topics)
    owners = [p for p in owners if p.kind == "organisation" and p.ids]
    found = []
    for start, end in places:
        if nowhere(sentence.between(start, end), sentence.language):
            continue
        draft = plain(sentence, hit, hit.frame.rule, 0.9 if owners and owners[0].form != "context" else 0.7)
        draft.subjects = [i for p in owners for i in p.ids]
        draft.text_value = " ".join(sentence.text[start - sentence.start : end - sentence.start].split()).lstrip(":：・- ")
        draft.marks += [("value", start, end)] + [("subject", p.start, p.end) for p in owners if p.end > p.start]
        found.append(draft)
    return found


def nowhere(told: str, language: str) -> bool:
    """Whether what is told of a seat is wholly how many places there are, "everywhere" or a way of working, and no place.

    Args:
        told: The words that stand where a place does.
        language: First part of a BCP 47 tag.
    """
    known = words(language).patterns.get("nowhere")
    if known is None:
        return False
    parts = [part.strip(" *_.。:：-") for part in _PARTED.split(" ".join(told.split()))]
    return all(not part or known.fullmatch(part) for part in parts)


#: What parts the places that are told together: "Remote / hybrid", "Online and on site".
_PARTED = re.compile(r"[,、，/／・·;|()（）&+–—]| (?:and|or|-) ")
#: Places, each where it starts and ends, and whose seat it is as far as the pattern tells.
_Seats: TypeAlias = tuple[list[tuple[int, int]], list[Party]]

_BASED = re.compile(r"((?:[A-Z][\w.'’]*[ -]){0,2}[A-Z][\w.'’]*(?:, [A-Z][a-z]{1,4}\.|, [A-Z]{2})?)[- ]$")
_ALSO = re.compile(r"((?:[A-Z][\w.'’]*[ -]){0,2}[A-Z][\w.'’]*) and $")
_SITS = re.compile(r"\s*(?:[:\-–]\s*|(?:is |are |was )?(?:located |situated )?(?:in|at|of|near|out of)\s+)(?:and around )?")
#: "Switzerland based Orvel": without a hyphen only before a name or a company.
_BASED_WHAT = re.compile(r"\s(?:[A-Z]|company|firm|start-?up|maker|group)")
#: Behind a name "the" and the place, also without a hyphen: "Orvel, the Leeds based retailer".
_BASED_THE = re.compile(r", the (?:[A-Z][\w.'’]*[ -]){0,2}[A-Z][\w.'’]* $")
#: How far behind the "and" a name starts that is said next: "based in Oslo and Acme".
_NEXT = 2
#: The place that a seat is called by: "its Oslo headquarters".
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er|['’]s) ((?:[A-Z][\w.'’-]*[ -]?){1,3}(?:, [A-Z][\w.]+)?) $")
_EXECUTIVE = re.compile(
    r"\s(?:(?:senior|chief|top) )?(?:executives?|analysts?|investors?|lawyers?|reporters?|correspondents?|economists?)\b"
)


def _seats_en(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> _Seats:
    body, base = sentence.text, sentence.start
    after, before = body[hit.end - base :], body[: hit.start - base]
    said = sentence.between(hit.start, hit.end)
    compound = _BASED.search(before)
    told = _BASED_THE.search(before)
    behind = told is not None and any(p.kind == "organisation" and p.end == base + told.start() for p in sentence.parties)
    if said in ("based", "headquartered") and compound and (before.endswith("-") or behind or _BASED_WHAT.match(after)):
        if _EXECUTIVE.match(after) or any(p.kind == "person" and 0 <= p.start - hit.end <= 1 for p in sentence.parties):
            return [], []  # of a person
        start = base + compound.start(1) + len(compound[1]) - len(re.sub(r"^(?:The|A|An) ", "", compound[1]))
        whole = _CITY_AND.search(before)
        if whole is not None:
            start = base + whole.start(1)  # "a 13-year-old, Lagos, Nigeria-based lender"
        end = base + compound.end(1)
        if _NO_PLACE.fullmatch(body[start - base : end - base]):
            return [], []  # "AI-based"
        also = _ALSO.search(body[: start - base])
        places = [(base + also.start(1) + len(re.match(r"(?:(?:The|A|An) )?", also[1])[0]), base + also.end(1))] if also else []  # type: ignore[index]
        return [*places, (start, end)], _described(sentence, hit)
    if "quarters" in said and (called := _ITS.search(before)) is not None:
        return [(base + called.start(1), base + called.end(1))], roles(sentence, hit, _NOWHERE, ("possessor", "context"), topics, ())[0]
    match = _SITS.match(after)
    if not match or (said == "based" and ":" in match.group()):
        return [], []
    firms = [p for p in sentence.parties if p.form == "name" and p.kind == "organisation"]
    if match.group().endswith("of ") and any(p.start == hit.end + match.end() for p in firms):
        return [], []  # "the headquarters of Acme"
    names = [p.start - hit.end for p in firms if p.start > hit.end + match.end()]  # at it stands a place that was taken for a name
    found = (_ADDRESS_EN if "offices" in said else _PLACE_EN).match(after, match.end(), names[0] if names else len(after))
    if found is None:
        return [], []
    places = [(hit.end + found.start(), hit.end + found.start() + len(found.group().rstrip(".,")))]
    also = re.match(r" and (?=[A-Z])", after[found.end() :])
    if also and "," not in found.group() and not any(at < found.end() + also.end() + _NEXT for at in names):
        second = _PLACE_EN.match(after, found.end() + also.end())
        if second is not None and not re.match(r"\s+(?:[a-z]+s|has|is|was)\b", after[second.end() :]):
            places.append((hit.end + second.start(), hit.end + second.start() + len(second.group().rstrip(".,"))))
    quarters = "quarters" in hit.frame.words.pattern and "quarters" in said
    if owners := apposed(sentence, hit.start):
        return places, owners
    wanted = ("possessor", "subject", "context") if quarters else ("subject", "context")
    return places, roles(sentence, hit, sentence.mentions[0] if sentence.mentions else _NOWHERE, wanted, topics, ())[0]


_APPOSED = re.compile(r", (?:an?|the|one of)\b[^;:()\n]{0,90}?\b([a-z-]+) $")
#: What no noun is that a description ends in.
_JOINS = frozenset("and or but which that who whose to has have had also then first later".split())


def apposed(sentence: Sentence, place: int) -> list[Party]:
    """Return the organisation that a description describes which a place ends: "Acme, an Oslo company" before "founded by"."""
    for party in reversed(sentence.parties):
        if party.end <= place and party.kind == "organisation" and party.ids:
            told = _APPOSED.match(sentence.between(party.end, place))
            return [party] if told is not None and told[1] not in AUX and told[1] not in _JOINS else []
    return []


_OPENED = re.compile(r"[（(「『]?[（(][^()（）]*$")


def bracketed(sentence: Sentence, place: int) -> list[Party]:
    """Return the name on which a bracket opens that a place stands in: 「A社（本社・大阪市、社長・山田）」."""
    opened = _OPENED.search(sentence.text, 0, place - sentence.start)
    at = sentence.start + opened.start() if opened is not None else -1
    return [p for p in sentence.parties if p.end == at and p.kind == "organisation" and p.ids]


_LEAD_JA = re.compile(r"([^、。はがをも（(]{2,40})に(?:ある(?:[^、。はがをも]{2,20}の)?)?$")
_MOVED_JA = re.compile(r"(?:を|機能を|工場を)(?:[^、。はがをも]{1,20}から)?([^、。はがをも]{2,40}?)[にへ]移")
_MOVED_HERE_JA = re.compile(r"([^、。はがをも]{2,40}?)[にへ](?:新)?$")
_FOLLOW_JA = re.compile(
    r"(?:所在地)?(?:は|：|:|・|／|/|[〕】］\]]|を(?=[^、。はがを]{2,40}(?:に|へ)(?:置|構|移))|[\s　](?=[^\s　]))[\s　]*、?\s*"
    r"([^、。はがを]{2,40}?)(?:にある|に置|に構え|に移|へ移|で|。|、|[)）]|$)"
)
#: Where a place is no phrase of a verb: 「本部を実現し」.
_NOT_A_PLACE_JA = re.compile(r"(?:し|する|した|移転|設置|統合)$|^\d+$")


def _seats_ja(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> _Seats:
    body, base = sentence.text, sentence.start
    after = body[hit.end - base :]
    lead, follow, moved = _LEAD_JA.search(body[: hit.start - base]), _FOLLOW_JA.match(after), _MOVED_JA.match(after)
    here = _MOVED_HERE_JA.search(body[: hit.start - base]) if re.match(r"(?:機能|工場)?を移", after) else None
    if lead and re.match(r"を(?:置|構|持|お|設)|の?が?ある|は|と|[、）)]", after):
        place = (base + lead.start(1), base + lead.end(1))
    elif moved:
        place = (hit.end + moved.start(1), hit.end + moved.end(1))
    elif here:
        place = (base + here.start(1), base + here.end(1))
    elif follow:
        place = (hit.end + follow.start(1), hit.end + follow.end(1))
    else:
        return [], []
    if _NOT_A_PLACE_JA.search(sentence.between(*place)):
        return [], []
    about = roles(sentence, hit, sentence.mentions[0] if sentence.mentions else _NOWHERE, hit.frame.subject, topics, ())[0]
    return [place], bracketed(sentence, hit.start) or about


_PLACE_KO = r"((?:[가-힣A-Z][가-힣\w.-]*[ ·]){0,3}[가-힣A-Z][가-힣\w.-]*)"
_LEAD_KO = re.compile(rf"{_PLACE_KO}(?:에|에서)? ?$")
_FOLLOW_KO = re.compile(rf"(?:은|는|가|:|：)? ?{_PLACE_KO}(?:에 있|에 위치|이다|이며|로 이전|으로 이전|[,.]|$)")
_INSIDE_KO = re.compile(rf"\({_PLACE_KO} $")


def _seats_ko(sentence: Sentence, hit: Hit, topics: Sequence[str]) -> _Seats:
    body, base = sentence.text, sentence.start
    words = sentence.between(hit.start, hit.end)
    lead, follow = _LEAD_KO.search(body[: hit.start - base]), _FOLLOW_KO.match(body[hit.end - base :])
    about = roles(sentence, hit, _NOWHERE, hit.frame.subject, topics, ())[0]
    inside = _INSIDE_KO.search(body[: hit.start - base])
    if words == "본사" and inside:
        return [(base + inside.start(1), base + inside.end(1))], about
    if words == "본사" and follow:
        return [(hit.end + follow.start(1), hit.end + follow.end(1))], about
    if words != "본사" and lead:
        last = lead[1].split(" ")[-1].removesuffix("에서").removesuffix("에")
        start = base + lead.end(1) - len(lead[1].split(" ")[-1])
        return [(start, start + len(last))], about
    return [], []


_SEATS = {"en": _seats_en, "ja": _seats_ja, "ko": _seats_ko}


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

"""What whole wordings say of a company: who founded and who leads it, since when it is there, where it sits.

In: a sentence taken apart; the wordings of `rules/predicates/*.toml`. Out: drafts of what no trigger word with its arguments has read; of
whom they are may be left to the weights. Never: the words that say it, but for what joins names and what a place looks like. Part of the
room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.patterns import Sieve
from pipeline.claims.candidates import Draft
from pipeline.claims.frames import words
from pipeline.claims.parsing import Sentence
from pipeline.predicates import Wording, predicates
from pipeline.records import Mention

__all__ = ["worded"]

#: What stands in a sentence for each letter of a person's name, an organisation's, a date, a figure, and a person meant without a name.
_PERSON, _ORG, _DAY, _FIGURE, _ONE = "\ue000\ue001\ue002\ue003\ue004"
_SIGNS = {"PERSON": _PERSON, "ORG": _ORG, "DATE": _DAY, "DURATION": _FIGURE, "MONEY": _FIGURE, "PERCENT": _FIGURE, "QUANTITY": _FIGURE}

_TITLES_EN = r"(?:(?:[Mm]rs?|[Mm]s|[Dd]r|[Ss]ir|[Ll]ord|[Ll]ady|[Pp]rof(?:essor)?)\.? )?"
_CITY = r"[A-Z][^\W\d_]+(?:[.'’-]?[ -](?:de |la |of )?[A-Z][^\W\d_]+){0,2}"
_JA_NAME = "[一-龠ヶケノ々ぁ-んァ-ン]"
_JA_AREA = (
    rf"(?:東京・?[一-龠ァ-ヶ]{{1,6}}[都市区町村]?|{_JA_NAME}{{1,6}}[都道府県](?:{_JA_NAME}{{1,8}}[市区町村郡]){{0,3}}"
    rf"|(?:{_JA_NAME}{{1,8}}[市区町村]){{1,3}})"
)
_KO_AREA = (
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|제주|경기|강원|충북|충남|전북|전남|경북|경남|충청[남북]도|전라[남북]도|경상[남북]도)"
    r"(?:특별시|광역시|특별자치시|특별자치도|도|시)?(?: [가-힣]{1,6}[시군구읍면동]){0,3}"
)
#: Names of tags in a wording -> what they are in a sentence, by language; those of all languages under "".
_TAGS = {
    "": {
        "person": f"{_PERSON}+",
        "org": f"(?P<org>{_ORG}+)",
        "date": f"{_DAY}+",
        "day": f"(?P<day>{_DAY}+)",
        "one": f"(?:{_PERSON}+|{_ONE}+)",
        "name": f"(?:{_PERSON}+|{_ORG}+)",
    },
    "en": {
        "people": rf"{_TITLES_EN}(?P<people>[{_PERSON}{_ONE}]+(?: ?\([^()]{{1,40}}\))?"
        rf"(?:(?:, | and |, and | & |; )(?:[A-Za-z][\w'’.-]* ){{0,5}}?{_PERSON}+){{0,5}})",
        "place": rf"(?P<place>{_CITY}(?:, (?:{_CITY}|(?:[A-Z]\.){{2,3}}|[A-Z]{{2}}\b)\.?)?)",
        "town": rf"(?P<place>{_CITY}(?:, (?:{_CITY}|(?:[A-Z]\.){{2,3}}|[A-Z]{{2}}\b)\.?)?)(?P<known>)",
        "company": r"(?:company|firm|business|start-?up|carrier|bank|lender|[a-z]*maker|brand|group|chain|studio|agency|charity|club|"
        r"brewer|brewery|retailer|airline|insurer|broker(?:age)?|builder|shipper|operator|developer|producer|platform|venture|fintech|unicorn|"
        r"label|publisher|manufacturer|outfit|co-?operative|restaurateur|distiller(?:y)?|bakery|consultancy|laboratory|grocer|supplier|"
        r"provider|shop|school|foundry|factory|workshop|newsletter|app|fund|winery|mill|society|trust|hospital)",
        "left": r"(?P<left>(?:has |had |have )?(?:stepped (?:down|aside|back)|resigned|retired|stood down|departed|quit)"
        r"|\b(?:resignation|departure|retirement|dismissal|ousting|exit) of)",
        "begun": r"(?:founded|co-founded|cofounded|started|set up|established|began|launched|incorporated|opened|formed)",
        "no_plan": r"(?<!\bto )(?<!\bnot )(?<!n't )(?<!n’t )(?<!never )(?<!\bon )(?<!\bof )(?<!about )(?<!consider )(?<!considers )"
        r"(?<!considering )(?<!weighing )(?<!mulling )(?<!would )(?<!could )(?<!\bmay )(?<!might )",
        "step": r"(?:(?!(?:deputy|assistant|associate|vice|former|advis\w+|aide|secretary|reporting|help|by|to|under|after)\b)[a-z]+ )",
        "title": r"(?:[\w'’-]+(?: [\w'’-]+)?(?: and |, | & ))?(?:CEO|[Cc]hief [Ee]xec(?:utive)?(?: [Oo]fficer)?|[Mm]anaging [Dd]irector)",
    },
    "ja": {
        "people": rf"(?P<people>{_PERSON}+(?:[（(][^()（）]{{1,16}}[)）])?(?:氏|さん|教授|博士)?"
        rf"(?:(?:と|、|・|や|および|及び|＆)(?:[^。、{_PERSON}]{{0,14}}の)?{_PERSON}+(?:氏|さん|教授|博士)?){{0,4}})(?:の?(?:両|[2-4二三四２-４])[氏人])?",
        "place": rf"(?P<place>{_JA_AREA})",
    },
    "ko": {
        "people": rf"(?P<people>{_PERSON}+(?: ?[가-힣]{{1,7}})?"
        rf"(?:(?:·|, ?|와 |과 |하고 )(?:[^.,{_PERSON}]{{0,14}} )?{_PERSON}+(?: ?[가-힣]{{1,7}})?){{0,4}}?)",
        "place": rf"(?P<place>{_KO_AREA})",
    },
}
_TAG = re.compile(r"<(\w+)>")


@cache
def _wordings(language: str) -> tuple[tuple[Wording, re.Pattern[str]], ...]:
    """Return the wordings of a language with what they look like in a sentence whose names and figures are signs."""
    tags = {**_TAGS[""], **_TAGS.get(language, {})}
    return tuple(
        (wording, re.compile(_TAG.sub(lambda tag: tags[tag[1]], wording.words)))
        for one in predicates().values()
        for wording in one.wording
        if wording.language == language
    )


@cache
def _sieve(language: str) -> Sieve:
    """Return what tells which wordings of a language a sentence may hold."""
    return Sieve([pattern for _, pattern in _wordings(language)])


#: Marks that set a name in bold, or make a link of it: they say nothing.
_MARKUP = re.compile(r"\*+|\[(?=[^\[\]\n]{1,80}\]\([^()\s]{1,200}\))|\]\([^()\s]{1,200}\)")


def _signed(sentence: Sentence) -> tuple[str, Sequence[int]]:
    """Return a sentence whose names, dates and figures are signs, letter by letter and without markup, and where each letter stands."""
    signs = list(sentence.text.replace("\n", " "))
    for party in sentence.parties:
        if party.kind == "person" and party.form != "name" and party.ids:
            signs[party.start - sentence.start : party.end - sentence.start] = _ONE * (party.end - party.start)
    for mention in sentence.mentions:
        sign = _SIGNS.get(mention.label)
        if mention.label == "ORG" and any(p.start == mention.start and p.kind == "person" for p in sentence.parties):
            sign = _PERSON
        if sign is not None:
            signs[mention.start - sentence.start : mention.end - sentence.start] = sign * (mention.end - mention.start)
    text = "".join(signs)
    if "*" not in text and "](" not in text:
        return text, range(len(text) + 1)
    left_out = {at for match in _MARKUP.finditer(text) for at in range(*match.span())}
    places = [at for at in range(len(text)) if at not in left_out]
    return "".join(text[at] for at in places), [*places, len(text)]


def worded(sentence: Sentence, topics: Sequence[str], found: Sequence[Draft]) -> list[Draft]:
    """Return what wordings say that has not been read yet.

    Args:
        sentence: The sentence.
        topics: Organisations that the article is about, most of all first; of it is what names no other.
        found: What has been read of it.
    """
    wordings = _wordings(sentence.language)
    signed, spots = _signed(sentence) if wordings else ("", range(1))
    told = {(draft.predicate, value) for draft in found for value in (*draft.objects, *([draft.text_value] if draft.text_value else ()))}
    places = [(a, b) for draft in found if draft.predicate == "headquarters" for role, a, b in draft.marks if role == "value"]
    made: list[Draft] = []
    for wording, pattern in (wordings[at] for at in _sieve(sentence.language).passing(signed)):
        for match in pattern.finditer(signed):
            draft = _draft(sentence, wording, match, spots, topics)
            if draft is None:
                continue
            draft.objects = [name for name in draft.objects if (wording.predicate, name) not in told]
            value = (wording.predicate, draft.text_value)
            if (not draft.objects and draft.text_value is None) or (draft.text_value is not None and value in told):
                continue
            if wording.predicate == "headquarters":
                start, end = _span(sentence, match, "place", spots)
                if any(a < end and start < b for a, b in places):
                    continue
                places.append((start, end))
            told |= {(wording.predicate, name) for name in draft.objects} | {value}
            made.append(draft)
    return made


#: What a predicate takes -> the tag of a wording that tells it.
_TELLS = {"PERSON": "people", "DATE": "day", "PLACE": "place"}
#: How sure a wording is taken to be until it is weighed: with its company, and without.
_SURE, _UNSURE = 0.85, 0.65


def _span(sentence: Sentence, match: re.Match[str], group: str, spots: Sequence[int]) -> tuple[int, int]:
    """Return where a part of a match stands in the document."""
    start, end = match.span(group)
    return sentence.start + spots[start], sentence.start + spots[end - 1] + 1


#: What ends the clause that tells of a post given up, and what stands before a day on which nobody left.
_CLAUSE_END, _NOT_LEFT = re.compile(r"[;]|\.(?=\s|$)|,? (?:and|but|while|when|after) "), re.compile(r"\b(?:since|from|of) (?:the )?$")


def _left_on(sentence: Sentence, start: int) -> Mention | None:
    """Return when a post was given up, by the only date that the clause has behind who held it."""
    over = _CLAUSE_END.search(sentence.text, start - sentence.start)
    end = sentence.start + over.start() if over is not None else sentence.end
    days = [m for m in sentence.mentions if m.label == "DATE" and m.date_start is not None and start <= m.start < end]
    days = [day for day in days if not _NOT_LEFT.search(sentence.between(sentence.start, day.start))]
    return days[0] if len(days) == 1 else None


#: Whose the post is that a wording ends in: "as chief executive" "of Acme", "at the toy maker Acme".
_WHOSE = re.compile(rf"(?<=CEO|ive|cer|tor) (?:of|at) (?:[a-z][\w'’-]* ){{0,4}}?(?P<org>{_ORG}+)(?!['’]s)", re.IGNORECASE)


def _known(sentence: Sentence, place: str) -> bool:
    """Whether a place that no words call so is one by its name: "Oslo", "Salem, Oregon", "Salem, OR"; no "Energy"."""
    town, _, region = place.partition(", ")
    towns, regions = (words(sentence.language).patterns.get(name) for name in ("town", "region"))
    if towns is not None and towns.fullmatch(town):
        return True
    return regions is not None and regions.fullmatch(region) is not None


def _place(sentence: Sentence, match: re.Match[str], spots: Sequence[int]) -> str:
    """Return the place that a wording names."""
    start, end = _span(sentence, match, "place", spots)
    return " ".join(sentence.text[start - sentence.start : end - sentence.start].split())


def _draft(sentence: Sentence, wording: Wording, match: re.Match[str], spots: Sequence[int], topics: Sequence[str]) -> Draft | None:
    groups = match.re.groupindex
    what = next(group for label, group in _TELLS.items() if label in predicates()[wording.predicate].takes)
    start, end = _span(sentence, match, what, spots)
    if "known" in groups and not _known(sentence, _place(sentence, match, spots)):
        return None
    draft = Draft(wording.predicate, wording.rule, sentence.start, sentence.end, (start, end), _UNSURE)
    draft.marks = [("trigger", start, end)]
    if what == "people":
        people = [p for p in sentence.parties if p.kind == "person" and p.ids and start <= p.start and p.end <= end]
        draft.objects = [name for party in people for name in party.ids]
        draft.marks += [("object", party.start, party.end) for party in people]
        if not draft.objects:
            return None
        if "left" in groups:
            draft.dated(_left_on(sentence, end))
    elif what == "day":
        day = _day(sentence, start)
        if day is None:
            return None
        draft.mention, draft.text_value = day, day.timex_value
        draft.dated(day)
        draft.marks.append(("value", day.start, day.end))
    else:
        draft.text_value = _place(sentence, match, spots)
        if words(sentence.language).has("no_place", draft.text_value):
            return None
        draft.marks.append(("value", start, end))
    if "org" in groups and match["org"] is not None:
        named = _span(sentence, match, "org", spots)[0]
        firms = [p for p in sentence.parties if p.kind == "organisation" and p.ids and p.start == named]
        draft.subjects = [name for party in firms for name in party.ids]
        draft.marks += [("subject", party.start, party.end) for party in firms]
    elif what == "people" and (beside := _WHOSE.match(match.string, match.end())) is not None:
        named = sentence.start + spots[beside.start("org")]
        firms = [p for p in sentence.parties if p.kind == "organisation" and p.ids and p.start == named]
        draft.subjects = [name for party in firms for name in party.ids]
        draft.marks += [("subject", party.start, party.end) for party in firms]
    if draft.subjects:
        draft.score = _SURE
    else:
        draft.subjects, draft.weak_subject = list(topics[:1]), True
    return draft


def _day(sentence: Sentence, start: int) -> Mention | None:
    """Return the date at a place where it tells at least a year."""
    return next(
        (m for m in sentence.mentions if m.start == start and m.timex_value and m.timex_value[:2] in ("16", "17", "18", "19", "20")), None
    )

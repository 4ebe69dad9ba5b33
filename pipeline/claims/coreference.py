"""Whom an article is about, and whom "it", "the company", 同社 mean.

In: the passages and mentions of an article; the sentences before. Out: topics, and entities for the parties that stand for a name.
Never: a guess where no company stands out. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.claims import syntax
from pipeline.claims.parsing import Party, Sentence
from pipeline.records import Article, Document, Entity, Mention, Segment

__all__ = ["SILENT", "UNKNOWN", "article_of", "publishers", "resolve", "spellings", "topics_of"]

#: Passages that say nothing.
SILENT = frozenset({"furniture", "byline"})
#: Stands for a company that is spoken of and is no mention.
UNKNOWN = "?"


def spellings(names: Mapping[str, Entity]) -> dict[str, set[str]]:
    """Return the entities of each name, whatever its case."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, entity in names.items():
        for text in (entity.name, *(form.text for form in entity.names)):
            found[text.casefold()].add(key)
    return found


def publishers(document: Document, ordinal: int, spelt: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the entities that published an article.

    Args:
        document: The document.
        ordinal: Which of its articles.
        spelt: The entities of each name.
    """
    article = article_of(document, ordinal)
    shown = {text.casefold() for text in (document.publisher, article.publisher if article else None) if text}
    shown |= {_HOUSE.sub("", text) for text in shown}
    return frozenset().union(*(spelt.get(text, frozenset()) for text in shown))


#: What a paper or a house of research is called more shortly without.
_HOUSE = re.compile(
    r"(?: (?:credit|equity|bond))? (?:ratings|research|newswire|newsletter|letter|news agency|news|wire|daily|weekly|monthly)\Z"
)


def article_of(document: Document, ordinal: int) -> Article | None:
    """Return one of the articles of a document."""
    at = bisect_left(document.articles, ordinal, key=lambda article: article.ordinal)
    return document.articles[at] if at < len(document.articles) and document.articles[at].ordinal == ordinal else None


_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|,? (?:Inc|Ltd|Corp|LLC|Co|PLC|Limited|Corporation|Incorporated)\b\.?|ホールディングス|グループ",
    re.IGNORECASE,
)


#: A title of many: nobody stands out in it, so that what a sentence leaves open stays open.
_ROUND_UP = re.compile(
    r"\A\W*(?:(?:\d[\d,]*|top|major|more|these|indian|korean|japanese|chinese|us|u\.s\.|european|asian|south|s\.|early-stage|tech|ai|chip|big"
    r"|all|several|local|global|weekly|startup) ){0,4}(?:start-?ups|companies|firms|conglomerates|unicorns|chipmakers|automakers"
    r"|banks|stocks|shares)\b(?! (?:of|in)\b)"
    r"|\b\d+ (?:news|stories|events|deals|start-?ups) to\b"
    r"|\b(?:round-?up|digest|newsletter|news wrap|weekly wrap|week in review|(?:funding|deals|news|acquisitions)\b.{0,40} this week)\b"
    r"|\b(?:funding|deals|acquisitions) in [\w ]{0,20}start-?ups?\b",
    re.IGNORECASE,
)

_WE_JA = re.compile("[当弊]社")
_OWN_ROW = re.compile(r"(?:会社名|社名|商号|提出者|提出会社)[】\s　:：|]*$")


def _nameless(text: str, begin: int) -> bool:
    """Whether 当社 speaks before the first organisation is named, and is not it: a filing whose cover is not in the text."""
    _, we = _itself(text)
    return (
        we is not None
        and we < begin
        and re.fullmatch(r"[（(、は\s　]{0,3}", text[we : min(begin, we + 4)]) is None
        and _OWN_ROW.search(text[max(0, begin - 16) : begin]) is None
    )


_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")


@lru_cache(maxsize=2)
def _itself(text: str) -> tuple[bool, int | None]:
    """Tell whether a text says "we", and where its first 当社 ends: asked once for all of its articles."""
    we = _WE_JA.search(text)
    return we is not None or len(_WE.findall(text[:20000])) >= 3, we.end() if we is not None else None


def topics_of(
    document: Document, passages: Sequence[Segment], inside: dict[str, list[Mention]], publisher: frozenset[str], names: dict[str, Entity]
) -> tuple[list[str], bool]:
    """Return the organisations that the article is about, most of all first, and whether its title names the first.

    Where none stands out, none is returned.
    """
    weight: dict[str, float] = defaultdict(float)
    counted: dict[str, int] = defaultdict(int)
    article = article_of(document, passages[0].article)
    title = (article.title if article and article.title else document.title) or ""
    if _ROUND_UP.search(title):
        return [], False
    first = True
    titled: set[str] = set()
    begins: dict[str, int] = {}
    opening: set[str] = set()
    for segment in passages:
        local = [m for m in inside.get(segment.segment_id, []) if m.label == "ORG" and m.entity_id]
        if segment.kind in SILENT or (segment.kind == "reference" and len(passages) > 1):
            continue
        short = segment.kind in ("title", "heading") or (segment.end - segment.start < 40 and len(local) == 1)
        head = short and segment.ordinal < passages[0].ordinal + 4
        for place, mention in enumerate(local):
            counted[str(mention.entity_id)] += 1
            weight[str(mention.entity_id)] += 3.0 if head else 1.0
            begins.setdefault(str(mention.entity_id), mention.start)
            if head:
                titled.add(str(mention.entity_id))
            if place == 0 and first and not head:
                weight[str(mention.entity_id)] += 1.5
        if not head and not opening and not segment.cells:
            end = segment.sentences[0].end if segment.sentences else segment.end
            opening = {str(m.entity_id) for m in local if m.start < end} | {""}
        first = first and (head or not local)
        if head and not title:
            title = document.text[segment.start : segment.end]
    for name in weight:
        forms = {names[name].name, *(form.text for form in names[name].names)} if name in names else set()
        cores = {core for form in forms if len(core := _FORMS.sub("", form).strip()) > 1}
        if any(core in title for core in cores):
            titled.add(name)
            weight[name] += 4.0
    if len(weight) > 1:
        weight = {name: count * 0.1 if name in publisher else count for name, count in weight.items()}
    order = sorted(weight, key=lambda name: (-weight[name], begins[name]))
    itself, _ = _itself(document.text)
    often = bool(order) and counted[order[0]] >= max(3.0, 0.3 * sum(counted.values()))
    if order and itself and order[0] not in titled and not often:
        # a text that says "we": the one that it names first
        order = sorted(weight, key=lambda name: begins[name])
        if _nameless(document.text, begins[order[0]]):
            return [], False
        return order, True
    few = len(order) <= 2 and bool(order) and order[0] in opening
    if order and order[0] not in titled and not often and not few:
        return [], False  # a list of many: what is left open stays open
    return order, bool(order) and order[0] in titled


def resolve(
    sentence: Sentence,
    topics: Sequence[str],
    recent: Sequence[str],
    last_subject: Sequence[str],
    publisher: frozenset[str],
    person: Sequence[str],
    sure: bool,
) -> None:
    """Give every party that stands for a name its entities."""
    for party in sentence.parties:
        if party.form == "name":
            continue
        before = [p for p in sentence.parties if p.end <= party.start and p.form == "name"]
        if party.kind == "person":
            people = [p for p in before if p.kind == "person"]
            party.ids = people[-1].ids[:1] if people else tuple(person[:1])
            continue
        organisations = [i for p in before if p.kind == "organisation" for i in p.ids if i not in publisher]
        if party.form == "both":
            pair = list(dict.fromkeys(organisations))[-2:] or list(dict.fromkeys(recent))[-2:]
            party.ids = tuple(pair) if len(pair) == 2 else ()
        elif party.form == "own":
            # 自社 is the company of whoever speaks in the sentence.
            itself = sentence.between(party.start, party.end) == "自社"
            party.ids = tuple(organisations[:1] if itself and organisations else topics[:1])
        elif party.form in ("bare", "definite"):
            others = [t for t in topics if t not in organisations[:1]]
            if party.form == "definite" and sentence.language == "en":
                party.ids = _company(sentence, party, organisations, topics, recent, last_subject)
            elif party.form == "definite" and sentence.between(party.start, party.end).endswith(
                ("プラットフォーム", "子会社", "platform", "subsidiary")
            ):
                party.ids = tuple((organisations[-1:] or list(recent)[-1:] or list(topics))[:1])
            else:
                party.ids = tuple((others or list(topics))[:1])
        elif sentence.language == "en":
            valued = _valued(sentence, party) if sentence.language == "en" else ()
            if valued:
                party.ids = valued
                continue
            near = list(topics[:1]) if topics and topics[0] in organisations else organisations[:1]
            if not near and sentence.low[party.start - sentence.start : party.end - sentence.start] in ("it", "its") and not sure:
                people = [p for p in before if p.kind == "person" and not syntax.governed(sentence, sentence.index(p.start))]
                if people:
                    continue
            subjects = near or list(last_subject)[:1]
            if not near and sentence.tokens and syntax.other_subject(sentence, sentence.index(party.start), named=True):
                continue  # "Gomu named its chief": of someone who is no mention
            party.ids = tuple(subjects or list(topics)[:1])
        else:
            # 同社 stays with the company that the text is about, unless the one spoken of last is another and the topic is not near.
            spoken = set(last_subject) | set(recent)
            held = list(dict.fromkeys(organisations))
            if len(held) > 1 and _HELD.match(sentence.between(party.end, sentence.end)):
                # 「A社はB社の株式を持ち、同社の議決権の半分を得る」
                party.ids = (held[-1],)
                continue
            if (
                sentence.between(party.start, party.end) == "同社"
                and last_subject
                and topics
                and _told_of_another(topics, recent, last_subject)
            ):
                party.ids = (last_subject[0],)
                continue
            party.ids = (
                (topics[0],)
                if topics and (sure or topics[0] in spoken or not last_subject)
                else tuple(list(last_subject)[:1] or topics[:1])
            )
    for party in sentence.parties:
        if UNKNOWN in party.ids:
            party.ids = ()


#: Whose shares are spoken of is the one whose shares were spoken of before.
_HELD = re.compile("の(?:議決権|株式|全株|発行済|持ち?株)")


def _told_of_another(topics: Sequence[str], recent: Sequence[str], last_subject: Sequence[str]) -> bool:
    """Whether the last sentence with names is of another company alone: 同社 after it is that one, whatever the title names."""
    return topics[0] not in recent and last_subject[0] in recent and len(set(recent)) == 1


_VALUING = re.compile(r"\b(?:valuing|values|valued|giving|gives|bringing)\s$")


def _valued(sentence: Sentence, party: Party) -> tuple[str, ...]:
    """Return whom "it" is in "Fern put $5 million into Marlow, valuing it at": the one into which the money went."""
    if not _VALUING.search(sentence.between(sentence.start, party.start)):
        return ()
    into = [
        p
        for p in sentence.parties
        if p.form == "name"
        and p.kind == "organisation"
        and p.end <= party.start
        and _INTO.search(sentence.between(sentence.start, p.start))
    ]
    return into[-1].ids[:1] if into else ()


_INTO = re.compile(r"\b(?:in|into|of|for)\s(?:\w+\s){0,2}$")


def _company(
    sentence: Sentence, party: Party, organisations: list[str], topics: Sequence[str], recent: Sequence[str], last_subject: Sequence[str]
) -> tuple[str, ...]:
    """Return whom "the company" means: the name to which it stands in apposition, the topic if it is near, else who acted last."""
    beside = next((p for p in sentence.parties if p.form == "name" and p.kind == "organisation" and 0 < party.start - p.end <= 2), None)
    if beside is not None and sentence.between(beside.end, party.start).startswith(","):
        return beside.ids
    valued = _valued(sentence, party)
    if valued:
        return valued
    acting = [
        p
        for p in sentence.parties
        if p.form == "name" and p.kind == "organisation" and p.end <= party.start and not syntax.governed(sentence, sentence.index(p.start))
    ]
    noun = sentence.between(party.start, party.end).rsplit(" ", 1)[-1]
    if (
        acting
        and noun not in ("company", "firm", "group", "corporation", "business")
        and syntax.governed(sentence, sentence.index(party.start))
    ):
        # "Acme bought a stake in the robot maker": not itself
        others = [i for i in (*reversed(organisations), *reversed(recent), *topics) if i not in acting[0].ids]
        if others:
            return (others[0],)
    if topics and topics[0] in organisations:
        return (topics[0],)
    if acting:
        return acting[0].ids[:1]
    if topics and (topics[0] in recent or topics[0] in last_subject):
        return (topics[0],)
    return tuple((list(last_subject) or list(topics))[:1])

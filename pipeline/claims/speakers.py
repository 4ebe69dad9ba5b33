"""On whose word a sentence says what it states: "X said", "according to X", Xによると.

In: a sentence and a draft. Out: the draft with its attribution. Never: a source outside the sentence. Part of the room of claims.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims import syntax
from pipeline.claims.candidates import Draft
from pipeline.claims.parsing import Party, Sentence, is_verb

__all__ = ["speaker"]

#: What stands before the name of a source at the end of a reference.
_ENDING = re.compile(r"(?:\||–|—|\s-|:|\bby|\bvia)\s*$", re.IGNORECASE)
_TITLES_JA = r"(?:社長|会長|代表取締役|CEO|最高経営責任者|代表|アナリスト|取締役|執行役員|部長|教授)"
_ROLE_JA = r"(?:の[^、。はが]{0,12}?(?:CEO|最高経営責任者|社長|広報|担当者|代表|氏|幹部|関係者|研究|調査|報告書?|報道|推計|データ|記事))?"


def speaker(sentence: Sentence, draft: Draft) -> None:
    """Find on whose word the sentence says it."""
    party = _speaker_en(sentence, draft) if sentence.language == "en" else _speaker_ja(sentence, draft)
    if party is not None and draft.predicate in ("founder", "chief_executive") and set(party.ids) & set(draft.objects):
        return  # "said Jane Roe, chief executive": who she is, she does not say
    if party is not None and party.ids:
        draft.attribution = party.ids[:1]
        draft.marks.append(("attribution", party.start, party.end))


#: What may follow "X said" when what X said stands before it.
_ENDS = frozenset({"", ".", ",", ";", "on", "in", "at", "late", "earlier", "last", "this", "during", "via", "through", "citing", "as"})


_REPORTED_IN = re.compile(r"\b(?:in|by|from|to)\b(?: \w+){0,2} $")


@cache
def _report(media: str) -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s)?\s+(?:{media})")


def _speaker_en(sentence: Sentence, draft: Draft) -> Party | None:
    tokens, lists = sentence.tokens, sentence.words
    named = [p for p in sentence.parties if p.form == "name"]
    if sentence.kind == "reference":
        tail = [
            p
            for p in named
            if sentence.end - p.end <= 12
            and not re.search(
                r"\w", sentence.between(p.end, sentence.end).replace("english", "").replace("magazine", "").replace("news", "")
            )
        ]
        if tail and _ENDING.search(sentence.text[: tail[-1].start - sentence.start]):
            text = sentence.between(tail[-1].start, tail[-1].end)
            return None if re.fullmatch(lists.patterns["platform"].pattern, text) else tail[-1]
        return None
    for match in lists.patterns["cites"].finditer(sentence.low):
        end = sentence.start + match.end()
        for party in named:
            gap = sentence.between(end, party.start)
            reach = 2 if match.group() in ("told", "sources told", "source told") else 40
            if 0 <= party.start - end <= reach and not re.search(r"[,;.]|\bthat\b", gap):
                return party
    report = _report(lists.patterns["media"].pattern)
    for party in named:
        at = party.end - sentence.start
        if report.match(sentence.low, at, at + 24) and _REPORTED_IN.search(sentence.between(sentence.start, party.start)):
            return party
    verbs = lists.patterns["says"]
    for at, token in enumerate(tokens):
        if token.mention is not None or token.party is not None or not verbs.fullmatch(token.low) or not is_verb(sentence, at):
            continue
        if at and tokens[at - 1].low in ("is", "are", "was", "were", "been"):
            continue
        sayer = _sayer(sentence, at)
        if sayer is None:
            continue
        party = sayer
        own = party.kind == "organisation" and bool(set(party.ids) & set(draft.subjects))
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if own and token.low not in ("said", "says", "told", "claims", "claimed", "stated", "states"):
            continue
        if not own and party.form != "name":
            continue
        if token.low in ("report", "reported", "reports", "found", "added") and following not in ("that", "on", ",", "") and own:
            continue
        if draft.trigger[0] < token.start:
            aside = re.search(r"[,”\"—–]", sentence.between(draft.trigger[1], max(party.start, draft.trigger[1])))
            dated_next = at + 1 < len(tokens) and tokens[at + 1].mention is not None
            if aside is None or not (dated_next or following in _ENDS):
                continue
        return party
    return None


def _sayer(sentence: Sentence, at: int) -> Party | None:
    """Return who speaks by the verb at token `at`: "Acme said", "said Acme", "Acme on Tuesday said"."""
    tokens = sentence.tokens
    following = tokens[at + 1].party if at + 1 < len(tokens) else None
    after = tokens[at + 2].low if at + 2 < len(tokens) else ""
    closed = not after.isalpha() or after in ("in", "on", "at", "who", "chief", "ceo", "founder", "president", "an", "a", "the")
    if following is not None and following.form == "name" and closed and at and tokens[at - 1].low in (",", "”", '"', "'", "’"):
        return following
    before = at - 1
    while before > 0 and (
        (tokens[before].mention is not None and tokens[before].party is None) or tokens[before].low in ("on", "also", "has", "had", "have")
    ):
        before -= 1
    party = tokens[before].party if before >= 0 else None
    if party is not None and not syntax.possessive(sentence, before) and not syntax.governed(sentence, before):
        return party
    # "people familiar with the matter said": others speak than the subject of the sentence.
    stretch = at - 1
    while stretch >= 0 and tokens[stretch].party is None and tokens[stretch].low not in (",", "—", "–", ";", ":"):
        stretch -= 1
    if stretch < 0 or (tokens[stretch].party is None and at - 1 - stretch >= 2):
        return None
    parties = syntax.subject_en(sentence, at)
    return parties[0] if parties else None


def _speaker_ja(sentence: Sentence, draft: Draft) -> Party | None:
    people_first = sorted(syntax.groups_ja(sentence), key=lambda g: (g[0][0].kind != "person", g[1]))
    for parties, _, end in people_first:
        party = parties[0]
        if party.form != "name" or not party.ids:
            continue
        rest = sentence.between(end, end + 40)
        if re.match(rf"^(?:氏|社)?{_ROLE_JA}(?:によると|によれば|が報じ|は報じ|の報道によ|が伝え|調べ)", rest):
            return party
        if re.match(r"^の(?:[0-9０-９]{4}年の)?[^、。はが]{0,10}(?:研究|調査|報告書?|推計|データ|報道|記事)(?:では|は|で|に)", rest):
            return party
        if re.match(rf"^(?:氏|{_TITLES_JA}){{0,2}}(?:[（(][^)）]{{0,12}}[)）])?{_ROLE_JA}[はが]", rest, re.IGNORECASE) and re.search(
            r"と(?:主張|述べ|語|指摘|コメント|説明|明らかに|話|強調|報じ|伝え)", sentence.between(end, sentence.end)
        ):
            if draft.trigger[0] < end + 4 or draft.trigger[0] < end + len(re.split(r"[はが]", rest, maxsplit=1)[0]):
                continue
            if set(party.ids) & set(draft.subjects) and not re.search(r"と(?:主張|述べ|語|コメント|説明|話|強調)", sentence.low):
                continue
            return party
    return None

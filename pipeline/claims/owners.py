"""Whose a sum is, by the words right beside it, and what is no sum of a company at all.

In: a sentence, the words of a frame and a figure; the subjects found by grammar. Out: the subjects, others in their place, or none. Never:
the topic of the article. Part of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims import syntax
from pipeline.claims.candidates import Hit
from pipeline.claims.parsing import Party, Sentence, is_verb
from pipeline.records import Mention

__all__ = ["crowd", "of_another", "owned", "piece", "summed", "things", "to_buy"]


def things(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """Whether things are bought: "buy a plant", "$5 million worth of chips"."""
    return _GOODS.match(sentence.text, hit.start - sentence.start) is not None or (
        re.match(r"\s*worth of\b", sentence.between(mention.end, mention.end + 12)) is not None
    )


_CROWD = re.compile(
    r"\b(?:start-?ups|companies|firms|unicorns|giants|conglomerates|chaebols?|investors|lenders|banks|makers|players|businesses|groups|funds)"
    r"(?: (?:has|have|had|will|would|could|may|together|each|all|also|combined|jointly|alone|\w+ly)){0,3} [a-z]{3,16}\b"
)


#: What is bought is said, and is no mention.
_GOODS = re.compile(
    r"(?:purchase|acquisition|takeover|buyout)s? of (?:an?|the|its|their) [a-z]"
    r"|(?:buy|buys|bought|acquir\w+|purchas\w+) (?:an?|its|their) [a-z]"
)
_RAISING = re.compile(r"\b(?:rais|secur|bagg|attract|clos|receiv|collect|garner)\w+$")


def crowd(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """Whether many that have no name do what the trigger says: "Acme says rival banks spent", "with 25 start-ups raising"."""
    if sentence.language != "en" or hit.frame.predicate == "metric":
        return False
    first, _ = sentence.clause_span(sentence.clause_at(hit.start))
    if hit.frame.shape == "noun":
        lead = sentence.between(first, mention.start)
        return any(
            _RAISING.search(found.group()) and mention.start - first - found.end() <= 24
            for found in _CROWD.finditer(lead)
            if not any(first + found.start() <= p.end and p.start < mention.start for p in sentence.parties)
        )
    if hit.frame.shape != "verb":
        return False
    for found in _CROWD.finditer(sentence.between(first, hit.end)):
        start, end = first + found.start(), first + found.end()
        if end == hit.end and not any(start <= p.start < max(end, mention.start) or p.start <= start < p.end for p in sentence.parties):
            return not re.search(r"\b(?:and|,) (?:\w+ ){0,3}$", sentence.between(first, start)) or not _named_before(sentence, first, start)
    return False


def _named_before(sentence: Sentence, first: int, start: int) -> bool:
    return any(p.form == "name" and first <= p.start < start for p in sentence.parties)


_TO_BUY = re.compile(r"\b(?:acqui|stake|buyout|takeover|capex|plants?\b)")
_SUMS = frozenset({"funding_round", "funding_total", "valuation", "revenue", "spending"})
_POSSESSED = re.compile(r"[’'](?:s)?\s(?:(?:latest|recent|new|whopping|massive|first)\s)?$")
_UNKNOWN_OWNER = re.compile(r"\b[A-Z][\w.&-]+[’']s?\s$")
_RAISED_BY_OTHER = re.compile(
    r",\s(?:and\s|while\s)?[A-Z][\w.&-]+(?:\s[A-Z][\w.&-]+){0,2}\s(?:gets?|raise[sd]?|secure[sd]?|bag(?:s|ged)|land(?:s|ed)|close[sd]?|nets?|snags?)\s$"
)
#: Characters before a sum in which the words that say whose it is stand.
_NEAR = 160
_ROUND_OF = re.compile(r"\b(?:round|raise|financing|fundraise)\s?,?\s?$")


def owned(sentence: Sentence, hit: Hit, mention: Mention, subjects: list[Party]) -> list[Party] | None:
    """Return whose sum it is where the words beside it say so, the subjects found where they do not, None where it is nobody's known.

    "Acme's $5 million", "A hit $3 billion, and B exceeded $2 billion", "Acme's round, which aims to raise $5 million".
    """
    if hit.frame.predicate not in _SUMS:
        return subjects
    names = [p for p in sentence.parties if p.form == "name" and p.kind == "organisation"]
    place = mention.start - sentence.start
    before, near = sentence.text[:place], max(place - _NEAR, 0)
    possessed = _POSSESSED.search(sentence.text, near, place)
    if possessed is not None:
        at = sentence.start + possessed.start()
        owner = [p for p in names if p.end in (at, at + 1) and p.ids]
        if owner:
            return owner if owner[0].start < hit.start else None
        if _UNKNOWN_OWNER.search(sentence.text, near, place) and not any(p.end >= at - 1 and p.start < at for p in sentence.parties):
            return None
    # the comma before a legal form is one of the name: "Acme, Inc. raised"
    if (
        subjects
        and _RAISED_BY_OTHER.search(sentence.text, near, place)
        and not any(p.end > sentence.start + before.rfind(",") for p in subjects)
    ):
        return None
    clause = sentence.clause_at(hit.start)
    first, _ = sentence.clause_span(clause)
    if sentence.opened[clause] == "relative" and hit.frame.predicate == "funding_round":
        lead = sentence.text[: first - sentence.start]
        noun = _ROUND_OF.search(lead)
        whose = syntax.possessor(sentence, sentence.index(sentence.start + noun.start())) if noun is not None else []
        if whose and whose[0].ids:
            return whose
    if hit.frame.shape == "noun" and hit.end <= mention.start and hit.frame.predicate in ("valuation", "revenue"):
        there = [
            p
            for p in names
            if hit.end <= p.start < mention.start
            and p.ids
            and re.search(r"\b(?:and|while|but|whereas)\s$", sentence.between(hit.end, p.start))
            and (mention.start - p.end <= 1 or is_verb(sentence, sentence.index(p.end - 1) + 1))
        ]
        if there:
            return there[-1:]
    if subjects and subjects[0].end > subjects[0].start and _OF_MANY.search(sentence.text[: subjects[0].start - sentence.start]):
        return None
    return subjects


#: The sum of many, of whom some are named: "Builders including Acme and Tern will spend $5 billion".
_OF_MANY = re.compile(
    r"\b(?:start-?ups|companies|firms|unicorns|giants|conglomerates|chaebols?|investors|lenders|banks|makers|players|businesses|groups)"
    r",? (?:including|such as|like)\s$",
    re.IGNORECASE,
)

_A_PIECE = re.compile(
    r"\s*(?:\([^)]{0,30}\)\s*)?(?:(?:a|an|per|for each|for every) (?:\w+ )?(?:share|piece|unit|ounce|barrel|tonne?|ton)\b|apiece\b)",
    re.IGNORECASE,
)


def piece(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sum is the price of one piece: "$54 a share", "at 20 rupees each"."""
    if mention.label != "MONEY":
        return False
    if _A_PIECE.match(sentence.text, mention.end - sentence.start):
        return True
    each = re.match(r"\s*each\b", sentence.between(mention.end, mention.end + 6)) is not None
    return each and sentence.between(sentence.start, mention.start).endswith(" at ")


def of_another(sentence: Sentence, mention: Mention, end: int) -> bool:
    """Whether another's name stands between a round and a sum: "A's Series B, and B's $4 million"."""
    between = [p for p in sentence.parties if p.form == "name" and end <= p.start and p.end <= mention.start]
    return bool(between) and _POSSESSED.search(sentence.text[: mention.start - sentence.start]) is not None


def to_buy(sentence: Sentence) -> bool:
    """Whether a sentence tells of something bought or built, so that its total is paid and not raised."""
    return _TO_BUY.search(sentence.low) is not None


_COMBINED = re.compile(r"\b(?:combined|joint|aggregate)\b")
_MARKET = re.compile(r"\bmarket (?:size|opportunity|volume)\b")
_DEAL = re.compile(r"\b(?:deal|transaction|contract|order|agreement|project|acquisition|investment|package)\b(?: \w+){0,3}\s?$")


def summed(sentence: Sentence, hit: Hit, mention: Mention, subjects: int, *, weak: bool) -> bool:
    """Whether a sum is of several together, or of a whole market that only the article would give to a company."""
    first, _ = sentence.clause_span(sentence.clause_at(hit.start))
    lead = sentence.between(first, max(hit.end, mention.start))
    joined = _COMBINED.search(lead)
    if joined is not None:
        of = [p for p in sentence.parties if p.form == "name" and first + joined.end() <= p.start < mention.start]
        return subjects > 1 or len(of) > 1
    if weak and hit.frame.rule == "en-worth" and _DEAL.search(sentence.between(first, hit.start)):
        return True  # "the deal is worth": not the company
    return weak and _MARKET.search(lead) is not None

"""What the words beside an English name say of its kind.

In: a sentence and the place of a name in it. Out: weights for ORG and PERSON. Never: the name itself.
"""

from __future__ import annotations

import re
from functools import cache

from extractors import lexicon
from extractors.patterns import any_of

#: Characters read before and after a name.
_BEFORE = 48
_AFTER = 72


def words(role: str) -> frozenset[str]:
    """Return the English words that play a part in finding names."""
    return lexicon.name_words("en", role)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    roles = ("post", "asset", "firm", "backing", "org-verb", "person-verb", "saying")
    post, asset, firm, backing, doing, life, saying = (any_of(words(role)) for role in roles)
    article, some = r"(?:an?|the)", r"(?:[\w-]+ ){0,5}"
    org_after = re.compile(
        rf"(?:[’']s?)? (?:{post}|{asset})\b|(?: \(|, )(?:NYSE|NASDAQ|Nasdaq|LSE|TSE|BSE|NSE|KRX|TYO)\b"
        rf"|,? {article} {some}{firm}\b| (?:is|was) {article} {some}{firm}\b"
        rf"| (?:was|were) (?:founded|established|incorporated|valued|acquired)\b| {doing}\b"
    )
    org_before = re.compile(rf"\b(?:(?:{post}|{asset}) (?:of|at|in|for|from)|{firm}|{backing}) $")
    person_after = re.compile(
        rf",? (?:who|whose|himself|herself)\b|, (?:the |an? |its |their |then |former )?(?:[\w-]+ ){{0,4}}{post}\b"
        rf"|, (?:aged )?[1-9][0-9],| \((?:born|aged|[1-9][0-9])\b"
        rf"|(?:[’']s)? (?:wife|husband|mother|father|son|daughter|brother|sister|career|childhood)\b"
        rf"| {life}\b"
    )
    return org_after, org_before, person_after, re.compile(rf" {saying}\b")


def cues(sentence: str, start: int, end: int) -> dict[str, float]:
    """Weigh what stands beside a name: what a company has and does, what a person is and does."""
    org_after, org_before, person_after, says = _patterns()
    before, after = sentence[max(0, start - _BEFORE) : start], sentence[end : end + _AFTER]
    found: dict[str, float] = {}
    org = bool(org_after.match(after)) + bool(org_before.search(before))
    person = bool(person_after.match(after)) + 0.4 * bool(says.match(after))
    if org:
        found["ORG"] = float(org)
    if person:
        found["PERSON"] = person
    return found


def speaks(sentence: str, end: int) -> bool:
    """Whether a verb of saying follows."""
    return bool(_patterns()[3].match(sentence, end))

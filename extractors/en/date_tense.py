"""Whether an English sentence tells of a date as past or as to come.

In: the place of a date in a text. Out: -1, 0 or 1. Never: a date.
"""

from __future__ import annotations

from extractors.en.date_words import rx
from extractors.en.relative_dates import SENTENCE_END

_FUTURE = (
    r"(?:(?-i:will|may|can|might|must)|'ll|’ll|won['’]t|shall|would|could|should)(?:\s+(?:not|also|then|only))?(?:\s+be)?(?:\s+[a-z]+)?|going\s+to|(?<!\bthe\s)(?<!\bthis\s)(?<!\ba\s)plans?|planned|planning|expects?|expected|scheduled|slated|due|set\s+(?:to|for)|hop(?:es?|ed|ing)|aim(?:s|ed|ing)?|intend(?:s|ed|ing)?|target(?:s|ing)|eye(?:s|ing)|preparing|seek(?:s|ing)|upcoming|forthcoming|"
    r"deadline|until|till|when\s+(?:it|he|she|they)\s+[a-z]+s|to\s+be\s+[a-z]+|be\s+[a-z]+(?:ed|en|n)|(?:has|have)\s+been\s+(?:scheduled|set|planned|called|slated)|forecasts?|projects|projected|by(?=\s+(?:[a-z]+[\s-]){0,3}$)|ahead\s+of|starting|beginning|to\s+be|proposed|unless|runs\s+out|expires?"
)
_PASTS = (
    r"was|were|had|did|said|told|has\s+been|have\s+been|rose|fell|took|made|came|went|began|became|got|gave|sold|bought|held|won|lost|met|left|grew|led|paid|ran|saw|sent|spent|stood|struck|wrote|won|hit|cut|"
    r"since|last|according\s+to|[a-z]{2,}ed"
)
_HAD = rx(r"\s*,?\s*(?:it|they|he|she|we|the\s[a-z]+)?\s*(?:had|was|were)\b")
_TENSE = rx(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PASTS}))\b(?!\s+and\s+)")


#: Fourth-quarter results, Monday's close; what analysts expect of the first quarter's earnings is of one that runs.
_REPORT_AFTER = rx(
    r"(?:\s(?:results|earnings|figures|numbers)|(?P<sure>\s(?:beat|miss)|[’']s\s(?:clos(?:e|ing)|session|trading|settlement|share\sprice)))\b"
    r"(?!\s(?:guidance|forecast|outlook|estimate|target))"
)
_EXPECTED_BEFORE = rx(
    r"\b(?:expect(?:s|ed|ing)?|forecast(?:s|ing)?|project(?:s|ed|ing)?|sees?|guid(?:es?|ed|ance)|outlook|estimates?|modeling|will\sbe)\b[^.;]{0,48}$"
)


#: What is named, or decided, with effect from a day.
_IN_FORCE = rx(
    r"\b(?:effective(?:\s(?:on|from|as\sof))?|with\seffect\s(?:from|on)|payable(?:\son)?|holders\sof\srecord(?:\s(?:on|as\sof))?)\s$"
)


def tense(text: str, start: int, end: int, first: int, last: int) -> int:
    """Which tense stands nearest: before the expression in its sentence, else after it. What is reported, or traded, is over."""
    before = text[max(first, start - 160) : start]
    if (told := _REPORT_AFTER.match(text, end, last)) and (told["sure"] or not _EXPECTED_BEFORE.search(before)):
        return -1
    cut = [match.end() for match in SENTENCE_END.finditer(before)]
    if _IN_FORCE.search(before):
        return 1
    found = list(_TENSE.finditer(before, cut[-1] if cut else 0))
    limit = min(last, end + 120)
    stop = SENTENCE_END.search(text, end, limit)
    following = _TENSE.search(text, end, stop.start() if stop else limit)
    if found and (following is None or len(before) - found[-1].end() <= (following.start() - end) * 2 + 12):
        if found[-1][0].lower() == "by" and _HAD.match(text, end, limit):
            return -1  # by mid-October it had sold all
        return 1 if found[-1]["future"] else -1
    if following is not None:
        return 1 if following["future"] else -1
    return 0

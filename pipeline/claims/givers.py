"""Who alone gave the money of a round: "raised $5 million from Acme" tells a round of one and an investment of the other.

In: a line and a sum; the words that bind them. Out: the name of the only giver, or None. Never: whether the sum is a round. Part
of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["giver"]

#: What a sum may be called, and when it was given, before "from".
_CALLED = (
    r"(?:in |of |as )?(?:an? |new |fresh |further |debt |equity |venture |seed |series [a-k]\d? |pre-seed |convertible |cash |senior "
    r"|funding |growth |bridge |capital |investment |injection |funds? |notes? |loans? |credit |financing |round |[\w%.-]+ due @+ "
    r"|in (?:the )?(?!the )[a-z]+ |(?:in |last |this |on )?@+ )*"
)
#: A word between "from" and the name of a giver: no deed and no word that binds something else to it ("from selling shares of").
_WORD = (
    r"(?:(?:arm|unit|division|fund|subsidiary|affiliate) of"
    r"|(?!(?:of|in|at|by|and|from|for|on|to|with|help)\b|(?!leading)\w+ing\b)[\w’'-]+) "
)
#: Between a sum and its giver behind it, and between a giver and the sum.
_BEHIND = re.compile(
    rf"[*_]{{0,2}}(?: ?\([^()]{{1,24}}\))? {_CALLED}(?:from (?!(?:investors?|backers|including|existing|several|both|its|a|an)\b)"
    rf"(?:the )?(?:{_WORD}){{0,4}}?|(?:to|with) (?:the )?)"
)
#: Behind a name that gave nothing itself: "from Acme's customers", "with Acme leading", "from Acme employees".
_NOT_ITSELF = re.compile(
    r"[*_’'”)\]]{0,3}(?:['’]s?\b| (?:leading|(?:co-?)?founders?|chief|ceo|chair(?:man|woman)?|president|employees|staff|executives"
    r"|veterans|alumni|customers|users|shares|stock|bonds|assets)\b)"
)
_BEFORE = {
    "en": re.compile(r"(?!)"),
    "ja": re.compile(
        r"[」』*]{0,3}社?(?:[（(][^（）()]{0,24}[)）])?(?:から(?:の)?|を(?:引受先|割当先)と(?:する|して)|に対する)[^、。は]{0,24}?(?:により|で|に)?"
        r"(?:総額|計|約|合計)?"
    ),
    "ko": re.compile(r"[’'”*]{0,3}(?:\([^()]{0,20}\))?(?:으?로부터|에서|에게서|을 대상으로|를 대상으로) (?:[^.,]{0,16} )?(?:총 ?|약 ?)?"),
}
#: What says that a giver is one of several.
_MORE = re.compile(
    r"[*_’'”)\]]{0,3}(?:\s?\([^()]{0,30}\))?"
    r"(?:,? (?:and|plus|with|alongside|as well as) (?!at |in |on |the company|is |was |an? [#£$€])"
    r"|, (?!which|the |a |at |in |who |its |taking|bringing|for )"
    r"|や|、|・|など|ら(?:から|に)|と(?!して)|および|ほか| 등| 외|와 |과 |, ?[가-힣])"
)
#: What says behind it that others gave too.
_LED = re.compile(r"\bled by\b|\bparticipation\b|\bother (?:investors|backers)\b")
_LED_REACH = 80
#: Characters before a giver in which that stands.
_AND_REACH = 60
_AND = re.compile(r"(?:,| and|や|、|・|と|와|과)\s?(?:[\w’'-]+ ){0,3}$")


def _joined(line: Line, name: Mention) -> bool:
    """Whether another giver is told right before a name."""
    at = name.start - line.start
    return _AND.search(line.low, max(at - _AND_REACH, 0), at) is not None


def giver(line: Line, figure: Mention) -> Mention | None:
    """Return the name of whoever alone gave a sum, None where the line tells none or several.

    Args:
        line: The line.
        figure: The sum.
    """
    firms = [m for m in line.mentions if m.label in ("ORG", "PERSON") and m.entity_id]
    behind = next((m for m in firms if m.start >= figure.end), None)
    if behind is not None and line.language == "en":
        gap = line.masked[figure.end - line.start : behind.start - line.start]
        ends = behind.end - line.start
        several = _MORE.match(line.low, ends) or _LED.search(line.low, ends, ends + _LED_REACH)
        if _BEHIND.fullmatch(gap) and not several and not _NOT_ITSELF.match(line.low, ends):
            return behind
    before = next((m for m in reversed(firms) if m.end <= figure.start), None)
    bound = before is not None and _BEFORE[line.language].fullmatch(line.masked, before.end - line.start, figure.start - line.start)
    return before if before is not None and bound and not _joined(line, before) else None

"""The m of "22.4m": whether it is a million or a metre.

In: a lexicon. Out: patterns of what stands before and behind where it is a million. Never: the number itself.
"""

from __future__ import annotations

import re

from extractors.lexicon import Lexicon
from extractors.patterns import any_of

__all__ = ["CURRENCY_SIGNS", "before_million", "by_million"]

#: The signs of money that are one character (Unicode, category Sc), as the inside of a class of characters.
CURRENCY_SIGNS = "$¢-¥֏؋৲৳৻૱௹฿៛\u20a0-\u20c0＄￠￡￥￦﷼"


def before_million(lexicon: Lexicon) -> re.Pattern[str]:
    """Return what stands before "22.4m" where m is a million: a sum so written in the sentence, or the name of what is counted.

    Args:
        lexicon: The lexicon of the language.
    """
    words = any_of(lexicon.cue("by the million"))
    return re.compile(
        rf"(?:[{CURRENCY_SIGNS}]|\b[A-Z]{{3}}[ \u00a0]?)\d[\d.,]{{0,12}}(?P<letters>[mb])\b(?:[^.!?;\n]|\.\d){{0,70}}\Z"
        rf"|\b(?i:{words})\b(?: [a-z]{{2,12}}){{0,2}}(?:[ .…]{{2,40}}|: ?\*{{0,2}})\Z"
        rf"|\b(?:(?:[Mm]onthly |[Dd]aily )actives|[MD]AUs?)\b(?: [a-z]{{2,12}})? ?\Z"
    )


def by_million(lexicon: Lexicon) -> re.Pattern[str] | None:
    """Return what follows "300m" where it is counted by the million, not measured in metres; None in languages that write no such m.

    Args:
        lexicon: The lexicon of the language.
    """
    words, raced = lexicon.cue("by the million"), any_of(lexicon.cue("by the metre"))
    many = rf"(?!(?:{raced})\b)[a-z]+(?:er|or|nt|ist)s"
    nation = "[A-Z][a-z]+(?:ans|ons|is|ers|ese|ish)"
    what = rf"[ \u00a0](?:(?:[a-z]+[ ]){{0,2}}(?:{any_of(words)}|{many}|{nation})|of (?:them|whom))\b|-strong\b"
    return re.compile(what) if words else None

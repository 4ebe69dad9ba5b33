"""Short forms of organisations in Korean text: 예시 for 예시전자.

In: a full name, or the place of a form in a text. Out: its shorter forms; as what a form stands. Never: a choice between two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.ko.particles import agrees
from extractors.lexicon import name_words
from extractors.name_votes import Shorter, ShorterForms, Standing
from extractors.patterns import any_of

_FORM = re.compile("[가-힣]{2,}")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    form = any_of(name_words("ko", "legal-form"))
    return (
        re.compile(f"{any_of(name_words('ko', 'org-head') | name_words('ko', 'org-head-weak'))}$"),
        re.compile(f"^{form} ?| ?{form}$"),
        re.compile(any_of(name_words("ko", "particle")) + "(?![가-힣])"),
        re.compile(rf"(?:의)? ?{any_of(name_words('ko', 'asset'))}"),
        re.compile(rf"[가-힣A-Za-z0-9 ,.%~·'‘’“”()]{{0,80}}?{any_of(name_words('ko', 'org-verb'))}"),
    )


def forms(name: str) -> Iterator[Shorter]:
    """Give the name without the words for what it is and trades in at the end."""
    ends, legal, *_ = _patterns()
    own = legal.sub("", name)
    if own != name:
        yield from _formed(own, own)
    left = own
    while (cut := ends.search(left)) and cut.start() > 1:
        left = left[: cut.start()].rstrip()
        yield from _formed(left, own)


def _formed(short: str, own: str) -> Iterator[Shorter]:
    ends, *_ = _patterns()
    if _FORM.fullmatch(short) and short not in name_words("ko", "no-name") and not ends.fullmatch(short):
        clear = own.removeprefix(short) in name_words("ko", "holder") | {""}
        yield Shorter(short, own, Standing.FIRM if len(short) <= _SHORT else Standing.NAME, clear)


#: Syllables of what may be a plain word as well.
_SHORT = 2


def stands(text: str, start: int, end: int) -> Standing:
    """Say as what a form stands: as one that has or does something, before a particle, inside another word."""
    if not _HANGUL.match(text, start):
        return Standing.UNTOLD
    _, _, particle, asset, doing = _patterns()
    joined = particle.match(text, end)
    if _HANGUL.match(text, end) and (joined is None or not agrees(text[end - 1], joined.group())):
        return Standing.OTHER
    if asset.match(text, end):
        return Standing.FIRM
    if joined is not None and joined.group() in _CASES:
        told = _FIGURE.match(text, joined.end()) or doing.match(text, joined.end())
        return Standing.FIRM if joined.group() in _TOPIC and told else Standing.NAME
    if _FIGURE.match(text, end):
        return Standing.NAME
    if joined is None and (behind := _NOUN.match(text, end)):
        return Standing.UNTOLD if behind[1] in name_words("ko", "title-after") | name_words("ko", "post") else Standing.OTHER
    return Standing.UNTOLD


#: A noun that stands behind.
_NOUN = re.compile(" ([가-힣]+)")
_HANGUL = re.compile("[가-힣]")
#: A share or a sum that is told of what stands before it.
_FIGURE = re.compile(r" [1-9][0-9.,]*(?:%|[조억만]|원)")
_TOPIC = frozenset({"은", "는", "이", "가"})
_CASES = _TOPIC | {"을", "를", "의", "와", "과"}

SHORTER = ShorterForms(forms, stands)

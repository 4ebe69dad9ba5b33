"""Which form a Korean particle takes behind a syllable.

In: a syllable and a particle. Out: whether the two go together. Never: whether it is one.
"""

from __future__ import annotations

import re

_HANGUL = re.compile(r"[가-힣]")


def agrees(last: str, particle: str) -> bool:
    """Whether a particle has the form that it takes behind a syllable: 은, 이, 을, 과 behind a consonant, 는, 가, 를, 와 behind a vowel.

    Args:
        last: Last character before the particle; behind one that is no syllable of Hangul any form goes.
        particle: The particle.
    """
    if not _HANGUL.match(last):
        return True
    closed = (ord(last) - 0xAC00) % 28
    if particle in _BEHIND_CONSONANT:
        return closed > 0
    if particle in _BEHIND_VOWEL:
        return closed == 0
    return closed not in (0, _RIEUL) if particle.startswith("으로") else closed in (0, _RIEUL) if particle.startswith("로") else True


_BEHIND_CONSONANT = frozenset({"은", "이", "을", "과", "이나", "이며", "이고", "이라고", "이라는", "이란", "과의"})
_BEHIND_VOWEL = frozenset({"는", "가", "를", "와", "나", "며", "라고", "라는", "란", "와의"})
#: Place of ㄹ among the final consonants of a syllable.
_RIEUL = 8

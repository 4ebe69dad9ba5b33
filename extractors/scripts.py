"""Scripts: which letters belong to which, told once.

In: a text. Out: whether and how often letters of a script stand in it. Never: a language.

Source: Unicode Standard, blocks of the scripts; letters alone, no marks of punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

#: Ranges of letters by script, in the order in which a text is described.
SCRIPTS = {
    "kana": "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30fe\uff66-\uff9d",
    "han": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
    "hangul": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "arabic": "\u0600-\u06ff\u0750-\u077f",
    "hebrew": "\u0590-\u05ff",
    "thai": "\u0e00-\u0e7f",
    "devanagari": "\u0900-\u097f",
}
_WORD = r"A-Za-z\u00c0-\u024f&＆"


def latin_words(part: str) -> str:
    """Return a pattern of a name of several words in Latin letters in a text of another script: "Blue Lantern" of "Blue Lantern CEO".

    Args:
        part: Pattern of what the text's language calls a part of a firm, joined to letters, which is no word of its name.
    """
    return (
        rf"[{_WORD}0-9][{_WORD}0-9'’.-]*"
        rf"(?: (?!(?:C[A-Z]O|VP|TEL|Tel|FAX|Fax|URL|HP|IR|PR|[Ee]-?[Mm]ail|MAIL|https?|www)(?![A-Za-z0-9])|(?:[A-Z]{{2,4}}|Web){part})"
        rf"[{_WORD}][{_WORD}0-9'’.-]*){{1,4}}(?<!\.)"
    )


@cache
def letters(*scripts: str) -> re.Pattern[str]:
    """Return a pattern of one letter of any of some scripts."""
    return re.compile("[" + "".join(SCRIPTS[script] for script in scripts) + "]" if scripts else "(?!)")


def written_in(scripts: Sequence[str], text: str, start: int, end: int) -> bool:
    """Whether a letter of one of some scripts stands in a stretch of a text."""
    return letters(*scripts).search(text, start, end) is not None

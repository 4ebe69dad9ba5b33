"""Whether a figure is told in a sense of its own: of a part, of the parent alone, adjusted, added up since a start.

In: a claim. Out: the names of the senses that its own text or measure tells. Never: a comparison of two claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.errors import ConfigError
from pipeline.records import Claim
from pipeline.rules import by_name, toml

#: Characters on each side of a figure in which a sense is told.
REACH = 120
#: What ends the clause of a figure before it.
_CLAUSE = re.compile(r"[;:。、，,（(\[／\n|](?!\d)|\.(?!\d)")
#: Figures and signs between the words of a row and one of its later cells.
_CELLS = re.compile(r"[\d\s.,%|()（）△▲+−–—-]+$")


@dataclass(frozen=True, slots=True)
class Sense:
    """Words by which a figure answers another question than the bare one; the fields are explained at the top of senses.toml."""

    name: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None = None
    note: str | None = None
    source: str | None = None


@cache
def known() -> tuple[Sense, ...]:
    """Return the senses.

    Raises:
        ConfigError: `rules/senses.toml` is wrong.
    """
    content = toml("senses.toml")
    if content.keys() - {"sense"}:
        raise ConfigError("rules/senses.toml: write [[sense]] blocks and nothing else")
    return by_name(Sense, content.get("sense"), "rules/senses.toml: sense")


def senses(claim: Claim) -> frozenset[str]:
    """Return the senses in which a figure is told: by the words of its clause before it, right behind it, its measure, or a heading above.

    Args:
        claim: A claim of a figure.
    """
    if claim.value is None:
        return frozenset()
    headed = frozenset((claim.headed,)) if claim.headed else frozenset()
    mark = next((mark for mark in claim.marks if mark.role == "value"), None)
    if mark is None:
        return headed
    start, end = mark.start - claim.start, mark.end - claim.start
    ahead = _CELLS.sub("", claim.text[max(start - REACH, 0) : start].lower())
    cut = max((match.end() for match in _CLAUSE.finditer(ahead)), default=0)
    behind = claim.text[end : end + REACH].lower()
    told, measured = ahead[cut:], (claim.qualifier or "").lower()
    return headed | frozenset(
        one.name
        for one in known()
        if one.before.search(told) or one.before.search(measured) or (one.after is not None and one.after.search(behind))
    )

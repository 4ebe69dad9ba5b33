"""What a sum buys: a company, a share of one, one piece of many; and what else speaks for a deal or for posts that come and go.

In: figures with their lines; the words of `rules/concepts.toml`. Out: for each figure what is said of that, and how a name beside it is
bound to it, as named evidence. Never: a
choice of a predicate. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.claims.context import Line
from pipeline.claims.cues import words_of
from pipeline.records import Mention

__all__ = ["beside", "bought"]

#: Words that say how much of a company a sum buys, where one is bought.
_BOUGHT = ("bought_part", "bought_whole")
#: Right behind a sum: it is of one piece of many.
_EACH = re.compile(r"\s?/\s?[a-z]|\s(?:per|an?|each|apiece)\b|\s?(?:円|ドル|元)?/|씩")


def bought(figures: Sequence[tuple[Line, Mention]]) -> list[list[str]]:
    """Return what each figure of a document buys by the words and the shares of its line, and by others that tell the same sum.

    Args:
        figures: All figures of a document with their lines; of those that are no money nothing is said.
    """
    lines = {line.at: line for line, figure in figures if figure.label == "MONEY"}
    said_in = {at: _said(line) for at, line in lines.items()}
    own = [_own(line, figure, said_in[line.at]) if figure.label == "MONEY" else [] for line, figure in figures]
    told: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for (_, figure), said in zip(figures, own, strict=True):
        told[figure.value, figure.unit].update(name for name in said if name != "each")
    return [
        [*said, *(f"{name}:elsewhere" for name in sorted(told[figure.value, figure.unit] - set(said)))] if figure.label == "MONEY" else []
        for (_, figure), said in zip(figures, own, strict=True)
    ]


def _said(line: Line) -> list[str]:
    found = [name for name in _BOUGHT if words_of(name, line.language).search(line.low)]
    if any(m.label == "PERCENT" and m.value is not None and 0 < m.value < 100 for m in line.mentions):
        found.append("bought_share")
    return found


def _own(line: Line, figure: Mention, said: list[str]) -> list[str]:
    return ["each", *said] if _EACH.match(line.low, figure.end - line.start) else said


#: What binds a name to a figure behind it, and a figure to a name behind it.
_NAMED_BEFORE = re.compile(
    r"(?P<next>\s?(?:約|about |some |around )?)|(?P<bracket>\s?[(（\[](?:約|with |for )?)|(?P<label>\s?[:：·|–-]\s?)"
    r"|(?P<to>(?:社)?に(?:は)?(?:約|総額)?)"
    r"|(?P<by>(?:社)?[がはも](?:約|総額)?|(?:은|는|이|가) (?:약 ?)?)|(?P<owns>(?:社)?の(?:株式)?(?:の)?(?:約)?|의 (?:지분 ?)?|['’]s? )"
)
_NAMED_BEHIND = re.compile(r",? (?:\([^()]{1,20}\) )?(?P<word>of|in|into|to|for|from|by|at|on) (?:(?:the|its|a|an) )?(?:[\w’'&.-]+ ){0,4}")
#: What is counted where it comes or goes.
_POSTS = ("job", "position", "role", "post")
#: Longer than what stands between the two.
_REACH = 48

#: Behind a name that owns what comes next: 9% of Acme's sales is no share of Acme.
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s)|の(?=\S)|의(?=\s)")


def beside(line: Line, figure: Mention) -> list[str]:
    """Return how the names right before and right behind a figure are bound to it: "paid $5 million for Acme", 「A社（40億円）」.

    Args:
        line: The line.
        figure: The figure; of one that counts posts that is told too.
    """
    found = ["jobs"] if figure.label == "QUANTITY" and figure.unit in _POSTS else []
    before = next((m for m in reversed(line.mentions) if m.label in ("ORG", "PERSON") and m.end <= figure.start), None)
    if before is not None and figure.start - before.end < _REACH:
        bound = _NAMED_BEFORE.fullmatch(line.text, before.end - line.start, figure.start - line.start)
        found += [f"name:{bound.lastgroup}"] if bound is not None else []
    behind = next((m for m in line.mentions if m.label == "ORG" and m.start >= figure.end), None)
    if behind is not None and behind.start - figure.end < _REACH:
        told = _NAMED_BEHIND.fullmatch(line.low, figure.end - line.start, behind.start - line.start)
        owns = "'s" if _POSSESSIVE.match(line.text, behind.end - line.start) else ""
        found += [f"{told['word']}:name{owns}"] if told is not None else []
    return found

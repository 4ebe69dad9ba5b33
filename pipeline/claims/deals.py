"""What a sum buys: a company, a share of one, one piece of many.

In: figures with their lines; the words of `rules/concepts.toml`. Out: for each figure what is said of that, as named evidence. Never: a
choice of a predicate. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.claims.context import Line
from pipeline.claims.cues import words_of
from pipeline.records import Mention

__all__ = ["bought"]

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

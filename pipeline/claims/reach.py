"""Which of the periods in reach of a cell it may mean.

In: periods, each with what speaks for it. Out: those that are left. Never: a choice between them. Part of the room of claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.claims.timex import Meaning

__all__ = ["of_head", "reachable"]

#: Evidence that a date stands in a cell, in the label of its row or in what heads it; that it does so plainly; that a heading says it.
_OWN = ("cell:own", "cell:label", "head:column", "head:row", "head:section", "head:corner", "left", "left:last")
_DATED = ("head:column:whole", "head:column:part", "head:row:whole", "head:row:part", "cell:label:told")
_TITLED = ("heading:named", "cell:own", "cell:label", "cell:other")


def reachable(evidence: Mapping[str | None, Mapping[str, float]]) -> set[str | None]:
    """Return the periods that a cell may mean: those of it and its heads where they are dated, else of the heading above, else all.

    Args:
        evidence: Each period in reach with what speaks for it.
    """
    said = {name for held in evidence.values() for name in held}
    wanted: tuple[str, ...] | None = None
    if said.intersection(_DATED) or "left" in said:
        wanted = _OWN
    elif "heading:named" in said:
        wanted = _TITLED
    return {value for value, held in evidence.items() if wanted is None or any(name in held for name in wanted)}


def of_head(meanings: Sequence[Meaning], evidence: Sequence[str]) -> Iterator[Meaning]:
    """Give what a date may mean: the last month of a fiscal year that stands over it is a month, and not that year."""
    joined = "head:column:joined" in evidence
    return (one for one in meanings if not (joined and any(str(mark).startswith("as:closing") for mark in one[1:])))

"""To whom alone the wording of a line leaves a figure: respectively, "valuing it at", an offer's bidder, the brief of a round-up.

In: a line, a figure, the organisations of the line. Out: the entities of which one is the subject, or none where the wording leaves it
open. Never: a choice between several. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims.cast import Cast
from pipeline.claims.context import Line
from pipeline.claims.lists import deals_out, respective
from pipeline.claims.measures import named
from pipeline.records import Mention

__all__ = ["confined"]


def confined(roles: Cast, line: Line, figure: Mention, here: Sequence[Mention], many: bool) -> frozenset[str]:
    """Return the entities of which one is the subject of a figure by the wording of its line; none where it leaves that open.

    Args:
        roles: The parts of the names in the document.
        line: The line.
        figure: The figure.
        here: The organisations of the line that do not vouch for it.
        many: Whether the text is of many companies, of which none stands out.
    """
    one = _respective(line, figure, here) or _valued(line, figure, here) or _bidder(line, figure, here)
    if one is not None:
        return frozenset({str(one.entity_id)})
    return _brief(roles, line, here) if many else frozenset()


#: What stands between a sum that is offered and whoever offers it: "a $3bn takeover offer from", "an offer of $3bn from"; no "owner of".
_OFFERED = re.compile(
    r"(?: ?\([^()]{1,24}\))?(?: (?!(?:for|to|from|by|in|on|of|and|a|per|an)\b)[a-z][\w-]*){0,3} (?:offer|bid|approach|proposal)s?"
    r" (?:made )?(?:from|by) (?:the )?(?:(?!of\b)[a-z][\w’'-]* ){0,4}"
)
_OFFER_OF = re.compile(r"\b(?:offer|bid|approach|proposal) (?:of|worth|valued at) (?:about |around |up to |nearly |roughly )?$")
#: How far before a sum an offer of it is told.
_OFFER_REACH = 48
_FROM = re.compile(r"(?: ?\([^()]{1,24}\))?,? (?:made )?(?:from|by) (?:the )?(?:(?!of\b)[a-z][\w’'-]* ){0,4}")
#: What makes another of a name: "Halden's owner", "Halden-backed".
_ANOTHER = re.compile(r"['’]s? |-[a-z]")


def _bidder(line: Line, figure: Mention, here: Sequence[Mention]) -> Mention | None:
    """Return who offers a sum that is told to come from someone: "rejected a $3bn offer from Acme"."""
    behind = next((m for m in here if m.start >= figure.end), None)
    if behind is None or figure.label != "MONEY" or line.language != "en":
        return None
    start, end = figure.start - line.start, figure.end - line.start
    gap = line.masked[end : behind.start - line.start]
    offered = _OFFERED.fullmatch(gap) or (_OFFER_OF.search(line.masked, max(start - _OFFER_REACH, 0), start) and _FROM.fullmatch(gap))
    return behind if offered and not _ANOTHER.match(line.masked, behind.end - line.start) else None


def _brief(roles: Cast, line: Line, here: Sequence[Mention]) -> frozenset[str]:
    """Return whom a brief is of: who alone is named in a line and opens it; of a line that names none, whom its passage has named."""
    told = roles.told
    if line.segment.cells:
        return frozenset()
    if here:
        alone = len({m.entity_id for m in told.organisations(line)}) == 1 and {"opens", "verb"} <= set(roles.part(line, here[0]))
        found = [str(here[0].entity_id)] if alone else []
    else:
        before = [back for back in told.lines[max(line.at - _PASSAGE, 0) : line.at] if back.segment is line.segment]
        found = [str(m.entity_id) for back in before for m in told.organisations(back) if _ACTS & set(roles.part(back, m))]
    return frozenset(name for name in found if not _stands_by(roles, line, name)) if len(set(found)) == 1 else frozenset()


def _stands_by(roles: Cast, line: Line, name: str) -> bool:
    """Whether an organisation is of a sort that is named beside what a text is of; a fund may be what it is of."""
    return any(part.startswith("sort:") and part != "sort:fund" for part in roles.standing(line.segment.article, name))


#: Parts in which a name is what its line is of.
_ACTS = {"opens", "topic", "subj"}
#: Lines of one passage before a figure in which it is told whom a brief is of.
_PASSAGE = 8


#: What a price paid for a part says of the whole, up to the figure; and what stands before whoever is bought into, with what it is.
_VALUING = re.compile(
    r"\bvalu(?:es?|ing|ed) (?:it|the (?:company|firm|start-?up|business|bank|group|lender|fintech|unicorn)) at [^,;.]{0,24}$"
)
_INTO = re.compile(r"\b(?:in|into|on|of|for|buy|buys|bought|buying|acquire[sd]?|acquiring|back(?:s|ed|ing)?) (?:[a-z][\w-]* ){0,4}$")
_GIVING = re.compile(r"\b(?:by|from|with|including|alongside|and|of) (?:the )?$")


def _respective(line: Line, figure: Mention, here: Sequence[Mention]) -> Mention | None:
    """Return the name that a figure goes with in a line that deals figures out to names respectively."""
    if not deals_out(line):
        return None
    return respective(line, figure, here, [(line.start + start, line.start + end) for start, end, _ in named(line.low, line.language)])


def _valued(line: Line, figure: Mention, here: Sequence[Mention]) -> Mention | None:
    """Return whom "valuing it at" before a figure means: the last who is bought into, else the one who does not give the money."""
    told = _VALUING.search(line.low, 0, figure.start - line.start) if figure.label == "MONEY" and line.language == "en" else None
    ahead = [(m, line.low[max(m.start - line.start - 60, 0) : m.start - line.start]) for m in here] if told is not None else []
    taking = [(m, said) for m, said in ahead if told is not None and m.end <= line.start + told.start() and not _GIVING.search(said)]
    into = [m for m, said in taking if _INTO.search(said)][-1:] or [m for m, _ in taking]
    return into[-1] if len({m.entity_id for m in into}) == 1 else None

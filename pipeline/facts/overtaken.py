"""What an article itself tells as overtaken: an estimate beside the figure that came, the forecast before this one, what others expected.

In: a slot. Out: the claims whose own article gives another figure that counts, and why. Never: claims of two articles compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.errors import ConfigError
from pipeline.facts.slot import NEIGHBOURS, Slot
from pipeline.facts.values import Reading
from pipeline.records import Claim
from pipeline.rules import by_name, toml

#: Characters on each side of a figure in which a cue stands.
REACH = 160
ESTIMATED = "an estimate; its own article gives the figure"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words beside a figure that say that another counts; the fields are explained at the top of overtaken.toml."""

    name: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    ranges: bool = False
    note: str | None = None
    source: str | None = None


@cache
def cues() -> tuple[Cue, ...]:
    """Return the cues.

    Raises:
        ConfigError: `rules/overtaken.toml` is wrong.
    """
    content = toml("overtaken.toml")
    if content.keys() - {"cue"}:
        raise ConfigError("rules/overtaken.toml: write [[cue]] blocks and nothing else")
    return by_name(Cue, content.get("cue"), "rules/overtaken.toml: cue")


def overtaken(slot: Slot) -> Mapping[str, str]:
    """Return the claims of a slot that count no more, each with the reason.

    A claim is overtaken only where its own article gives another figure that excludes it and is not overtaken itself.
    """
    articles: dict[tuple[str, int], list[tuple[Claim, Reading]]] = {}
    for claim, reading in zip(slot.claims, slot.readings, strict=True):
        if not reading.vague and claim.value is not None:
            articles.setdefault((claim.document_id, claim.article), []).append((claim, reading))
    found: dict[str, str] = {}
    for held in articles.values():
        if all(reading.meets(held[0][1]) for _, reading in held):
            continue
        came = any(claim.modality == "actual" for claim, _ in held)
        told = {claim.claim_id: reason for claim, _ in held if (reason := _reason(claim, came=came))}
        counting = [reading for claim, reading in held if claim.claim_id not in told][:NEIGHBOURS]
        if counting:
            found |= {
                claim.claim_id: told[claim.claim_id]
                for claim, reading in held
                if claim.claim_id in told and not any(reading.meets(other) for other in counting)
            }
    return found


def _reason(claim: Claim, *, came: bool) -> str | None:
    if claim.modality == "estimate" and came:
        return ESTIMATED
    mark = next((mark for mark in claim.marks if mark.role == "value"), None)
    if mark is None:
        return None
    start, end = mark.start - claim.start, mark.end - claim.start
    ahead, behind = claim.text[max(start - REACH, 0) : start].lower(), claim.text[end : end + REACH].lower()
    for cue in cues():
        if (cue.ranges or claim.relation != "range") and (cue.before.search(ahead) or cue.after.search(behind)):
            return cue.name
    return None

"""Facts and the reasons for them, in records and in words.

In: a draft. Out: the fact with one sentence that a person can check, and a row for each of its claims. Never: a choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from math import exp, log

from pipeline.facts.decisions import GIVEN
from pipeline.facts.selection import Draft
from pipeline.facts.values import stated_date
from pipeline.records import Claim, Fact, FactClaim


def publish(draft: Draft) -> tuple[Fact, list[FactClaim]]:
    """Return the fact of a draft, and the part of each claim in it."""
    names = draft.names
    slot, claim = draft.slot, draft.claims[draft.chosen]
    agreeing = draft.agreeing()
    parts = [_part(draft, place) for place in range(len(draft.claims))]
    for before in sorted(draft.overtaken, key=Draft.order):
        when = before.slot.modality if before.slot.modality != "actual" else "held until then"
        parts += [FactClaim(draft.fact_id, other.claim_id, "superseded", 0.0, f"{when}; overtaken by this") for other in before.claims]
    fact = Fact(
        fact_id=draft.fact_id,
        subject_id=claim.subject_id,
        subject=names.get(claim.subject_id, claim.subject_id),
        predicate=slot.predicate,
        object_id=slot.object_id,
        object=names.get(slot.object_id, slot.object_id) if slot.object_id else None,
        qualifier=slot.qualifier,
        concept=claim.concept or next((one.concept for one in draft.claims if one.concept), None),
        period=slot.period,
        period_start=slot.start,
        period_end=draft.end or slot.end,
        unit=slot.unit or claim.unit,
        value=claim.value,
        lower=draft.lower,
        upper=draft.upper,
        relation=draft.relation,
        text_value=claim.text_value,
        modality=_modality(draft.claims),
        status=draft.status,
        confidence=draft.confidence,
        claims=len(draft.claims),
        documents=len({one.document_id for one in draft.claims}),
        independent_sources=len(agreeing),
        conflicts=sum(1 for part in parts if part.role == "conflicts"),
        current=draft.current,
        superseded_by=draft.superseded_by.fact_id if draft.superseded_by else None,
    )
    return replace(fact, explanation=_explained(draft, fact)), parts


def _modality(claims: Iterable[Claim]) -> str:
    """Return the modality of a fact; plain telling wins over an estimate, a plan over its plain repetition."""
    found = {claim.modality for claim in claims}
    return next((name for name in ("discussed", "forecast", "actual", "estimate") if name in found), "actual")


def _part(draft: Draft, place: int) -> FactClaim:
    claim, reading = draft.claims[place], draft.readings[place]
    if claim.claim_id in draft.rejected:
        return FactClaim(draft.fact_id, claim.claim_id, "chosen" if place == draft.chosen else "conflicts", 0.0, "rejected by a person")
    if claim.claim_id in draft.slot.overtaken:
        return FactClaim(draft.fact_id, claim.claim_id, "superseded", 0.0, draft.slot.overtaken[claim.claim_id])
    if claim.claim_id in draft.mistaken:
        return FactClaim(draft.fact_id, claim.claim_id, "conflicts", 0.0, f"a {draft.slot.other_name} under another name")
    vote = draft.votes[draft.voice[place]]
    weight = round(vote.weight, 3)
    if place == draft.chosen and draft.accepted:
        said = "its value was given by a person" if claim.rule == GIVEN else "accepted by a person"
        return FactClaim(draft.fact_id, claim.claim_id, "chosen", weight, said)
    if place == draft.chosen:
        return FactClaim(draft.fact_id, claim.claim_id, "chosen", weight, "the most precise figure of the best-supported reading")
    if claim.claim_id in draft.slot.copies:
        return FactClaim(draft.fact_id, claim.claim_id, "duplicate", 0.0, "a copy of another passage")
    if not draft.agrees[place]:
        reason = "its source contradicts itself and votes for neither side" if vote.own else "excludes the chosen value"
        return FactClaim(draft.fact_id, claim.claim_id, "conflicts", 0.0 if vote.own else weight, reason)
    if reading.vague:
        return FactClaim(draft.fact_id, claim.claim_id, "supports", 0.0, "gives no figure; compatible")
    if vote.reading is None:
        return FactClaim(draft.fact_id, claim.claim_id, "supports", 0.0, "compatible, but its source contradicts itself and has no vote")
    if draft.voice[place] == draft.voice[draft.chosen]:
        return FactClaim(draft.fact_id, claim.claim_id, "supports", 0.0, "same voice as the chosen claim")
    if claim.claim_id in draft.slot.converted:
        return FactClaim(draft.fact_id, claim.claim_id, "supports", weight, "the same sum, at the rate that another claim's sentence gives")
    same = reading.form == draft.readings[draft.chosen].form
    return FactClaim(draft.fact_id, claim.claim_id, "supports", weight, "says the same" if same else "compatible with the chosen value")


_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_RELATIONS = {"gt": "more than ", "ge": "at least ", "lt": "less than ", "le": "up to ", "approx": "about "}


_RULES = {
    "conflicting": ", the finest figure of the best-supported reading",
    "compatible": ", the finest figure that all wordings allow",
    "agreed": ", which two or more of them say alike",
}


def shown(value: Decimal, unit: str | None = None) -> str:
    """Return a figure as a person writes it: 14.3 billion USD."""
    for size, word in _SCALES:
        if abs(value) >= size:
            text = f"{(value / size).normalize():f} {word}"
            break
    else:
        text = f"{value.normalize():f}"
    return f"{text}{'' if unit == '%' else ' '}{unit}" if unit else text


def _told(draft: Draft, place: int) -> str:
    claim = draft.claims[place]
    if claim.value is not None and draft.slot.rule.answer == "number":
        return _RELATIONS.get(claim.relation, "") + shown(claim.value, claim.unit or draft.slot.unit)
    if draft.slot.rule.answer == "object":
        return draft.names.get(claim.object_id or "", claim.object_id or "no name")
    return claim.text_value or stated_date(claim) or "no figure"


def _odds(lead: float) -> str:
    """Say how far the voices for the chosen value outweigh those for the next one, from the logarithm of the odds."""
    if lead < log(1.5):
        return "about as likely by the voices behind it" if lead >= 0 else "likelier by its voices alone"
    if lead > log(1000):
        return "over 1,000 times less likely by the voices behind it"
    return f"{exp(lead):.{0 if lead >= log(10) else 1}f} times less likely by the voices behind it"


def _voice_names(draft: Draft, voices_of: Iterable[str]) -> str:
    printed_as: dict[str, str] = {}
    for place, name in enumerate(draft.voice):
        claim = draft.claims[place]
        known = draft.names.get(name) or draft.names.get(claim.source)
        printed_as.setdefault(name, known or (claim.source if claim.source != claim.document_id else "a document without a name"))
    found = sorted({printed_as.get(name, name) for name in voices_of})
    return ", ".join(found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")


def _torn(draft: Draft, voices_of: Iterable[str]) -> str:
    """Say which voices contradict themselves, what else they give, and whether the value is but the surest of their claims."""
    torn = set(voices_of)
    places = [place for place, voice in enumerate(draft.voice) if voice in torn and not draft.agrees[place]]
    others = list(dict.fromkeys(_told(draft, place) for place in places if draft.claims[place].claim_id not in draft.slot.overtaken))
    also = f" (also {', '.join(others[:3])}{' and others' if len(others) > 3 else ''})" if others else ""
    said = f"{_voice_names(draft, torn)} {'contradict themselves' if len(torn) > 1 else 'contradicts itself'}{also}"
    if all(vote.reading is None for vote in draft.votes.values()):
        return f"{said}, so that the claim read most surely is shown"
    return f"{said} and {'have' if len(torn) > 1 else 'has'} no vote"


def _explained(draft: Draft, fact: Fact) -> str:
    """Say in one sentence who gives the value, who disagrees, and which rule decided."""
    slot = draft.slot
    agreeing = draft.agreeing()
    many = f"{len(agreeing)} independent voices" if len(agreeing) > 1 else "One voice"
    verb = "give" if len(agreeing) > 1 else "gives"
    if fact.value is not None and slot.rule.answer == "number":
        value = _RELATIONS.get(fact.relation, "") + shown(fact.value, fact.unit)
        if fact.lower is not None and fact.upper is not None and fact.lower != fact.upper:
            value += f" (allowed: {shown(fact.lower)} to {shown(fact.upper)})"
    else:
        value = _told(draft, draft.chosen)
    if draft.readings[draft.chosen].vague:
        verb, value = ("tell" if len(agreeing) > 1 else "tells"), "of it without a figure"
    said = f"{many} ({_voice_names(draft, agreeing)}) {verb} {value}"
    if slot.period and slot.rule.answer != "date":
        said += f" for {slot.period}"
    if len(agreeing) > 1:
        said += _RULES.get(draft.status, "")
    repeats = sum(1 for place, agreed in enumerate(draft.agrees) if agreed) - len(agreeing)
    if repeats > 0:
        said += f"; {repeats} more {'claims repeat' if repeats > 1 else 'claim repeats'} them"
    rivals: dict[str, set[str]] = {}
    torn: set[str] = set()
    for place, agreed in enumerate(draft.agrees):
        if draft.claims[place].claim_id in draft.rejected | draft.mistaken | slot.overtaken.keys():
            continue
        if draft.votes[draft.voice[place]].reading is None:
            torn.add(draft.voice[place])
        elif not agreed:
            rivals.setdefault(_told(draft, place), set()).add(draft.voice[place])
    if rivals:
        listed = sorted(rivals.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:3]
        said += "; against " + " and ".join(f"{told} ({_voice_names(draft, who)})" for told, who in listed)
        said += f", {_odds(draft.support - draft.runner_up)}"
    if torn:
        said += f"; {_torn(draft, torn)}"
    mistaken = sorted({_told(draft, place) for place, claim in enumerate(draft.claims) if claim.claim_id in draft.mistaken})
    if mistaken:
        said += f"; {' and '.join(mistaken)} left out as a {slot.other_name} under another name"
    said += "".join(f"; {remark}" for remark in draft.remarks)
    out = sum(1 for claim in draft.claims if claim.claim_id in draft.rejected)
    if out:
        said += f"; {out} {'claims were' if out > 1 else 'claim was'} rejected by a person"
    if draft.accepted:
        said += "; given by a person" if draft.claims[draft.chosen].rule == GIVEN else "; accepted by a person"
    if draft.superseded_by is not None:
        later = draft.superseded_by
        said += f"; followed by {_told(later, later.chosen)}" + (f" in {later.slot.period}" if later.slot.period else "")
    return said + "."

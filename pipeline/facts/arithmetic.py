"""What sums and products say of the facts of one subject.

In: the drafts of one subject. Out: the same, with remarks and a little confidence where the figures add up. Never: a source; a value
changed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from pipeline.facts.explanation import shown
from pipeline.facts.independence import Press
from pipeline.facts.selection import SUREST, Draft, chance

#: What a check adds to the logarithm of the odds of a fact.
WORTH = 0.5
#: How far a product may be off, as a share: figures are rounded.
SLACK = Decimal("0.02")


def check(drafts: Sequence[Draft], known: Press) -> None:
    """Compare totals with sums of rounds, and what is paid for a stake with what the whole is said to be worth."""
    actual = [draft for draft in drafts if draft.slot.modality == "actual" and _value(draft) is not None]
    of: dict[str, list[Draft]] = {}
    for draft in actual:
        of.setdefault(draft.slot.predicate, []).append(draft)
    for draft in actual:
        rule = draft.slot.rule
        if rule.sum_of:
            _parts(draft, of.get(rule.sum_of, []))
        if rule.share and rule.worth:
            _share(draft, of.get(rule.share, []), known.figures.get((rule.worth, draft.slot.object_id or ""), frozenset()))


def _parts(total: Draft, parts: Sequence[Draft]) -> None:
    """Look for the first parts, in order of time, that add up to a total."""
    dated = sorted((one for one in parts if one.slot.unit == total.slot.unit and one.slot.start), key=lambda one: (one.slot.start, one.key))
    added, low, high = Decimal(0), total.lower, total.upper
    if low is None or high is None:
        return
    for count, one in enumerate(dated, 1):
        added += _value(one) or 0
        if count > 1 and low <= added <= high:
            total.remarks.append(
                f"the {count} {_words(one.slot.predicate).split()[-1]}s up to {one.slot.period} add up to {shown(added, total.slot.unit)}"
            )
            _believe(total)
            return


def _share(paid: Draft, shares: Sequence[Draft], worths: Collection[tuple[str | None, Decimal]]) -> None:
    """Divide what is paid by the share that it buys, and compare the whole with what others say that it is worth."""
    for held in shares:
        share, value = _value(held), _value(paid)
        if held.slot.object_id != paid.slot.object_id or held.slot.unit != "%" or not share or not value or not _together(paid, held):
            continue
        whole = value * 100 / share
        told = sorted(worth for unit, worth in worths if unit == paid.slot.unit)
        near = [worth for worth in told if abs(worth - whole) <= worth * SLACK]
        if near:
            name = paid.names.get(paid.slot.object_id or "", "the whole")
            reckoned = shown(whole.quantize(Decimal(1).scaleb(whole.adjusted() - 2)), paid.slot.unit)
            held_share = f"{_words(held.slot.predicate)} of {shown(share, '%')}"
            paid.remarks.append(f"with the {held_share} it puts {name} at {reckoned}, near the {shown(near[0])} told")
            _believe(paid)
            return


def _together(first: Draft, second: Draft) -> bool:
    one, other = first.slot, second.slot
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (one.end or date.max)


def _words(predicate: str) -> str:
    return predicate.replace("_", " ")


def _value(draft: Draft) -> Decimal | None:
    return draft.claims[draft.chosen].value


def _believe(draft: Draft) -> None:
    held = min(max(draft.confidence, 0.01), 0.99)
    draft.confidence = round(min(chance(math.log(held / (1 - held)) + WORTH), SUREST), 4)

"""Which facts came after which.

In: the drafts of one subject. Out: the same, with who was followed by whom: the next value of a state, what became of a plan, the next
holder of a post. Never: a value changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from pipeline.facts.selection import Draft
from pipeline.facts.slot import CLOSE_DAYS, Slot
from pipeline.facts.values import later


def date_by(drafts: Sequence[Draft]) -> None:
    """Date what happened with another event, where no claim dates it: founders found in the year of founding."""
    dated: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.slot.period:
            dated.setdefault(draft.slot.predicate, []).append(draft)
    for draft in drafts:
        if draft.slot.period is None and draft.slot.rule.dated_by:
            dating = dated.get(draft.slot.rule.dated_by, [])
            if dating:
                best = max(dating, key=lambda one: (one.confidence, one.slot.period or ""))
                draft.slot.period, draft.slot.start, draft.slot.end = best.slot.period, best.slot.start, best.slot.end


def succeed(drafts: Sequence[Draft]) -> None:
    """Say which facts came after which: the next value of a state, what became of a plan, who followed whom in a post."""
    actual: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.slot.modality == "actual":
            actual.setdefault(draft.slot.predicate, []).append(draft)
    for draft in drafts:
        if draft.slot.modality != "actual":
            after = [other for other in actual.get(draft.slot.predicate, []) if _overtakes(other.slot, draft)]
            if after:
                _overtake(min(after, key=lambda other: (other.slot.start or date.max, other.key)), draft)
    for _, held in sorted(actual.items()):
        rule = held[0].slot.rule
        if rule.kind != "state" or rule.several:
            continue
        if rule.answer == "object":
            _posts(held)
            continue
        lines: dict[tuple[str, str, str], list[Draft]] = {}
        for draft in held:
            slot = draft.slot
            if slot.start is not None and slot.lasting:
                lines.setdefault((slot.object_id or "", slot.unit or "", slot.qualifier or ""), []).append(draft)
        for line in lines.values():
            line.sort(key=lambda draft: (draft.slot.start or date.min, draft.slot.end or date.min, draft.key))
            for before, after_it in pairwise(line):
                before.current, before.superseded_by = False, after_it
                if after_it.slot.start and before.slot.start and after_it.slot.start > before.slot.start:
                    before.end = later(after_it.slot.start, -1)
            line[-1].current = True


def _overtake(after: Draft, before: Draft) -> None:
    before.superseded_by, before.current = after, False
    if before.status != "conflicting":
        before.status = "superseded"
    after.overtaken.append(before)


def _overtakes(actual: Slot, plan: Draft) -> bool:
    """Tell whether an actual slot settles a plan: the same question, at the plan's time or later."""
    planned = plan.slot
    if planned.rule.answer != "object" and actual.object_id != planned.object_id:
        return False
    if actual.unit != planned.unit and actual.unit and planned.unit:
        return False
    if planned.qualifier and actual.qualifier and planned.qualifier.casefold() != actual.qualifier.casefold():
        return False
    if planned.rule.kind == "flow" or (planned.rule.by_period and not planned.lasting):
        same_days = planned.end is not None and (actual.start, actual.end) == (planned.start, planned.end)
        return planned.period is not None and (same_days or actual.period == planned.period)
    if actual.end is None:
        return False
    since = planned.start or plan.times.told
    return since is not None and actual.end >= since


def _posts(drafts: Sequence[Draft]) -> None:
    """Order the holders of a post; two names at one time are a succession where anything tells them apart."""
    held = [draft for draft in drafts if draft.slot.object_id]
    held.sort(key=lambda draft: (*_since(draft), draft.key))
    for before, after in pairwise(held):
        (began, dated, told), (began_after, dated_after, told_after) = _since(before), _since(after)
        if began == began_after and (not (dated and dated_after) or told == told_after):
            spoken = {name for name, vote in before.hear().votes.items() if vote.reading and not vote.reading.vague}
            apart = not spoken & set(after.hear().votes)
            if dated and dated_after and apart and before.slot.period == after.slot.period and _close(before.slot):
                before.status = after.status = "conflicting"
            continue
        _overtake(after, before)
        if after.slot.start and before.slot.start and after.slot.start > before.slot.start:
            before.end = later(after.slot.start, -1)
    if held and held[-1].status != "conflicting":
        held[-1].current = True


def _close(slot: Slot) -> bool:
    """Tell whether a slot is dated to a month or better: within a year, two holders of a post are a succession that nobody told."""
    return slot.start is not None and slot.end is not None and (slot.end - slot.start).days <= CLOSE_DAYS


def _since(draft: Draft) -> tuple[date, bool, date]:
    """Return since when somebody is known to hold a post, whether any claim dates it, and when the first article says so."""
    times = draft.times
    began = min(times.stated or date.max, times.told or date.max)
    return began, times.stated is not None, times.since or date.max

"""What the whole document adds to what a sentence leaves open: parties of a known stake, companies of people, years, periods.

In: the drafts of a document. Out: the same, completed, without those of nobody known. Never: a word of a text. Part of the room of claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipeline.claims.candidates import Draft

__all__ = ["complete"]


def complete(drafts: list[Draft]) -> None:
    """Fill from the rest of the document what a sentence leaves open: parties of a known stake, years of founding, periods.

    Args:
        drafts: All drafts of a document, in order; those of which nobody knows whom they are of are taken out.
    """
    employers: dict[str, str] = {}
    for draft in drafts:
        if draft.predicate in ("chief_executive", "founder"):
            for person in draft.objects:
                for subject in draft.subjects:
                    employers.setdefault(person, subject)
    for draft in drafts:
        draft.subjects = [_for_whom(name, draft, employers) for name in draft.subjects]
        draft.objects = [employers.get(name, name) if name in draft.people else name for name in draft.objects]
    _settle_events(drafts, employers)
    _settle_stakes(drafts)
    # a share of nobody knows whom is no claim
    drafts[:] = [draft for draft in drafts if draft.objects or draft.predicate not in ("investment", "stake")]
    _settle_periods(drafts)


#: Ends of the rules that read who holds a post by the title alone: what another sentence dates says nothing of it.
_TITLED = ("-title", "row")
#: Where a founder is told in a sentence, which takes the year of founding from another; labels, lists and heads give the name alone.
_RUNNING = ("paragraph", "reference")


def _settle_periods(drafts: Sequence[Draft]) -> None:
    founded: dict[str, str] = {}
    # The years that a sentence gives, by the company; under None those of which it is not sure whose they are.
    beside: dict[tuple[str | None, int], set[str]] = {}
    for draft in drafts:
        if draft.predicate == "founded" and draft.period_value:
            sure = draft.subjects if draft.subjects and not draft.weak_subject else [None]
            for owner in sure:
                beside.setdefault((owner, draft.start), set()).add(draft.period_value)
            for subject in draft.subjects:
                founded.setdefault(subject, draft.period_value)
    dated: dict[tuple[object, ...], str] = {}
    spans: dict[str, tuple[date | None, date | None]] = {}
    for draft in drafts:
        value = draft.period_value
        if value is None:
            continue
        spans.setdefault(value, draft.period_span)
        for key in _keys(draft):
            # "now" is said of the date that another sentence gives to the same figure.
            if key not in dated or dated[key] == "PRESENT_REF":
                dated[key] = value
    for draft in drafts:
        if draft.period_value == "PRESENT_REF":
            if draft.mention is not None and draft.mention.value is not None:
                draft.period_value = dated.get(_keys(draft)[0], draft.period_value)
            draft.period_span = spans.get(draft.period_value or "", draft.period_span)
            continue
        if draft.period_value is not None or draft.predicate in ("headquarters", "founded"):
            continue
        if draft.predicate == "founder":
            own = {year for name in draft.subjects for year in beside.get((name, draft.start), ())}
            years = own or beside.get((None, draft.start), set())
            if not years and draft.segment is not None and draft.segment.kind in _RUNNING:
                years = {founded[name] for name in draft.subjects if name in founded}
            if len(years) == 1:
                draft.period_value = min(years)
                draft.period_span = spans.get(draft.period_value, (None, None))
            continue
        if draft.modality in ("discussed", "forecast") and draft.predicate in ("investment", "stake"):
            continue
        if draft.predicate == "chief_executive" and draft.rule.endswith(_TITLED):
            continue
        found = next((dated[key] for key in _keys(draft) if key in dated), None)
        if draft.predicate == "chief_executive" and draft.scene is not None:
            found = draft.scene.timex_value
            spans.setdefault(str(found), (draft.scene.date_start, draft.scene.date_end))
        if (
            found is None
            and draft.scene is not None
            and draft.predicate not in ("metric", "stake", "spending")
            and draft.segment is not None
        ):
            found = draft.scene.timex_value
            spans.setdefault(str(found), (draft.scene.date_start, draft.scene.date_end))
        if found is not None:
            draft.period_value, draft.period_span = found, spans.get(found, (None, None))


def _settle_stakes(drafts: Sequence[Draft]) -> None:
    """Give a stake of which a party is open the parties of the first of the same size that has both."""
    first: dict[tuple[object, ...], Draft] = {}

    def key(draft: Draft, subjects: bool, objects: bool) -> tuple[object, ...]:
        size = (draft.mention.value, draft.mention.unit) if draft.mention is not None else ()
        return draft.predicate, size, tuple(draft.subjects) if subjects else None, tuple(draft.objects) if objects else None

    held = [draft for draft in drafts if draft.predicate in ("stake", "investment") and draft.mention is not None]
    for draft in held:
        if draft.subjects and draft.objects and not draft.weak_subject and not draft.weak_object:
            for subjects, objects in ((False, False), (False, True), (True, False)):
                first.setdefault(key(draft, subjects, objects), draft)
    for draft in held:
        if draft.weak_subject or draft.weak_object:
            other = first.get(key(draft, not draft.weak_subject, not draft.weak_object))
            if other is not None:
                draft.subjects, draft.objects = list(other.subjects), list(other.objects)


def _for_whom(name: str, draft: Draft, employers: dict[str, str]) -> str:
    """Return the company for which a person acts, unless it is the other party of what is said."""
    company = employers.get(name, name) if name in draft.people else name
    return name if company in draft.objects else company


def _settle_events(drafts: list[Draft], employers: dict[str, str]) -> None:
    """Read "the $5 million deal" as the investment that the document tells of between two that the sentence names; else drop it."""
    known = [
        (d.subjects[0], d.objects[0]) for d in drafts if d.predicate in ("investment", "stake") and not d.event and d.subjects and d.objects
    ]
    order = {pair: place for place, (pair, _) in enumerate(Counter(known).most_common())}
    lost: set[int] = set()
    for draft in [d for d in drafts if d.event]:
        named = {employers.get(name, name) for name in draft.named}
        pair = min(((s, o) for s in named for o in named if (s, o) in order), key=lambda pair: order[pair], default=None)
        if pair is None:
            lost.add(id(draft))
        else:
            draft.subjects, draft.objects = [pair[0]], [pair[1]]
            draft.weak_subject = draft.weak_object = False
    drafts[:] = [draft for draft in drafts if id(draft) not in lost]


def _keys(draft: Draft) -> list[tuple[object, ...]]:
    """Return what a statement without a date shares with one that has it, the closest likeness first."""
    value = draft.mention.value if draft.mention is not None else None
    unit = draft.mention.unit if draft.mention is not None else None
    who = (draft.predicate, tuple(sorted(draft.subjects)), tuple(sorted(draft.objects)))
    firm = draft.modality if draft.modality in ("discussed", "forecast") else "actual"
    keys: list[tuple[object, ...]] = []
    if value is not None:
        keys.append((firm, *who, unit, value))
    if draft.predicate == "chief_executive":
        keys.append((firm, *who))
    if draft.predicate == "funding_round" and draft.qualifier:
        keys.append((firm, *who, draft.qualifier))
    if draft.predicate in ("investment", "stake") and draft.objects:
        keys.append((firm, *who))
    return keys

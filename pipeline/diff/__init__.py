"""What changed between two runs, in words.

In: the tables of both. Out: the facts that are new, gone or changed, the weightiest first, each with the claims that came and went, and the
counts of each table. Never: a difference of ids alone told as a change; a judgement of which run is right.

A fact is the same in both runs if it has the same id; else if it asks the same of the same names; else if it shares most claims with one of
the same predicate; else if it is alone in asking the same but for the period, of the same document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.contract import from_table
from pipeline.diff.rows import differing, picked
from pipeline.diff.wording import answer, figure, head, status, step
from pipeline.records import TABLES, Claim, Document, Fact
from pipeline.store import Tables

_KEYS = {"documents": "document_id", "segments": "segment_id", "mentions": "mention_id", "entities": "entity_id", "claims": "claim_id"}
_KEYS |= {"facts": "fact_id"}
#: By which column rows that belong together stand together.
_TOGETHER = {"documents": "document_id", "segments": "document_id", "mentions": "document_id", "entities": "entity_id"}
_TOGETHER |= {"claims": "document_id", "facts": "subject_id", "fact_claims": "fact_id", "rejects": "path"}
#: How much a change tells a reader, the weightiest first.
_WEIGHTS = ("value", "conflict", "gone", "new", "slot", "status", "other")


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim that came or went.

    Attributes:
        source: Who says it, as a reader knows him.
        path: The document.
        text: The sentence.
    """

    source: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is new, gone or changed.

    Attributes:
        kind: new, gone or changed.
        weight: Place among the kinds of change, 0 the weightiest.
        words: The change, in one line.
        old: The fact before, if there was one.
        new: The fact after, if there is one.
        gained: Claims that came.
        lost: Claims that went.
    """

    kind: str
    weight: int
    words: str
    old: Fact | None
    new: Fact | None
    gained: tuple[Voice, ...] = ()
    lost: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of a table before and after, and how many of them are new, gone, or changed under the same id."""

    old: int
    new: int
    added: int
    gone: int
    changed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs.

    Attributes:
        facts: Facts that changed, the weightiest first.
        tables: Counts by table.
        documents: Path -> new, gone or edited.
        rejects: What was rejected anew, in words.
        alike: Facts whose answer is the same, but not the words about it.
    """

    facts: tuple[Change, ...]
    tables: Mapping[str, Count]
    documents: Mapping[str, str] = field(default_factory=dict)
    rejects: tuple[str, ...] = ()
    alike: int = 0

    def __bool__(self) -> bool:
        return any(count.added or count.gone or count.changed for count in self.tables.values())


def compare(old: Tables, new: Tables) -> Difference:
    """Compare the tables of two runs.

    Args:
        old: Those before.
        new: Those after.

    Raises:
        ContractError: The tables of one do not follow the schema of this version.
    """
    tables = {name: (old.arrow(name), new.arrow(name)) for name in TABLES}
    differ = {name: differing(*both, _TOGETHER[name]) for name, both in tables.items()}
    facts = set().union(*(side.column("fact_id").to_pylist() for name in ("facts", "fact_claims") for side in differ[name]))
    before, after = (_Run({name: both[side] for name, both in tables.items()}, facts) for side in (0, 1))
    rows = {name: (from_table(name, one), from_table(name, other)) for name, (one, other) in differ.items()}
    changes, alike = [], 0
    for one, other in _paired(before, after):
        change = _change(one, other, before, after)
        if change is not None:
            changes.append(change)
        elif one != other:
            alike += 1
    changes.sort(key=_importance)
    rejects = Counter(map(_rejected, rows["rejects"][1])) - Counter(map(_rejected, rows["rejects"][0]))
    return Difference(
        tuple(changes),
        {
            name: replace(_count(*rows[name], _KEYS.get(name)), old=one.num_rows, new=other.num_rows)
            for name, (one, other) in tables.items()
        },
        dict(_documents(*rows["documents"])),
        tuple(sorted(rejects.elements())),
        alike,
    )


class _Run:
    """The facts of a run that may have changed, and what is asked of them."""

    def __init__(self, tables: Mapping[str, Any], facts: Collection[str]) -> None:
        parts = picked("fact_claims", tables["fact_claims"], "fact_id", facts)
        self.facts: dict[str, Fact] = {row.fact_id: row for row in picked("facts", tables["facts"], "fact_id", facts)}
        stated = picked("claims", tables["claims"], "claim_id", {part.claim_id for part in parts})
        self.claims: dict[str, Claim] = {row.claim_id: row for row in stated}
        papers = tables["documents"].select(["document_id", "title", "path"]).to_pylist()
        self.titles = {row["document_id"]: f"“{row['title']}”" if row["title"] else row["path"] for row in papers}
        self.paths = {row["document_id"]: row["path"] for row in papers}
        named = tables["entities"].select(["entity_id", "name"]).to_pylist()
        self.names = {row["entity_id"]: row["name"] for row in named}
        self.parts: dict[str, list[str]] = defaultdict(list)
        self.of: dict[str, list[str]] = defaultdict(list)
        for part in parts:
            if not part.reason.endswith("overtaken by this"):
                self.parts[part.fact_id].append(part.claim_id)
                self.of[part.claim_id].append(part.fact_id)

    def voice(self, claim: Claim) -> str:
        """Return who says a claim: the one it names, else its publisher, else the title of its document."""
        named = self.names.get(claim.attribution_id or "")
        return named or (claim.source if claim.source and claim.source != claim.document_id else self.titles[claim.document_id])

    def told(self, claim: str) -> Voice:
        """Return a claim as a reader knows it."""
        row = self.claims[claim]
        return Voice(self.voice(row), self.paths[row.document_id], " ".join(row.text.split()))


# --- which fact is which --------------------------------------------------------------------------------------------------------


def _paired(before: _Run, after: _Run) -> Iterator[tuple[Fact | None, Fact | None]]:
    old, new = dict(before.facts), dict(after.facts)
    for name in [name for name in old if name in new]:
        yield old.pop(name), new.pop(name)
    for asked in (_asked, _askers(before, after)):
        for one, other in _alone(old, new, asked):
            yield old.pop(one), new.pop(other)
        if asked is _asked:
            for one, other in _sharing(old, new, before, after):
                yield old.pop(one), new.pop(other)
    yield from ((fact, None) for fact in old.values())
    yield from ((None, fact) for fact in new.values())


def _asked(fact: Fact) -> Hashable:
    return fact.subject, fact.predicate, fact.object, fact.qualifier, fact.period, fact.unit, fact.modality


def _askers(before: _Run, after: _Run) -> Callable[[Fact], Hashable]:
    """Return what a fact asks but for the period and unit, with the documents that it rests on."""

    def asked(fact: Fact) -> Hashable:
        run = before if before.facts.get(fact.fact_id) is fact else after
        papers = frozenset(run.claims[claim].document_id for claim in run.parts[fact.fact_id])
        return fact.subject, fact.predicate, fact.object, fact.qualifier, papers

    return asked


def _alone(old: Mapping[str, Fact], new: Mapping[str, Fact], asked: Callable[[Fact], Hashable]) -> list[tuple[str, str]]:
    """Pair facts that are alone, on both sides, in what they ask."""
    sides: list[dict[Hashable, list[str]]] = []
    for held in (old, new):
        side: dict[Hashable, list[str]] = defaultdict(list)
        for name, fact in held.items():
            side[asked(fact)].append(name)
        sides.append(side)
    one, other = sides
    return [(one[key][0], other[key][0]) for key in one if len(one[key]) == 1 and len(other.get(key, ())) == 1]


def _sharing(old: Mapping[str, Fact], new: Mapping[str, Fact], before: _Run, after: _Run) -> list[tuple[str, str]]:
    """Pair facts of one predicate that share claims, those that share most first."""
    shared: Counter[tuple[str, str]] = Counter()
    for name, fact in old.items():
        for claim in before.parts[name]:
            shared.update((name, other) for other in after.of.get(claim, ()) if other in new and new[other].predicate == fact.predicate)
    pairs: list[tuple[str, str]] = []
    taken: set[str] = set()
    for (one, other), _ in sorted(shared.items(), key=lambda pair: (-pair[1], head(old[pair[0][0]]), head(new[pair[0][1]]))):
        if one not in taken and other not in taken:
            pairs.append((one, other))
            taken |= {one, other}
    return pairs


# --- how it changed ------------------------------------------------------------------------------------------------------------


def _change(old: Fact | None, new: Fact | None, before: _Run, after: _Run) -> Change | None:
    """Say how a fact changed; None where no reader would call it a change."""
    had = before.parts[old.fact_id] if old else []
    has = after.parts[new.fact_id] if new else []
    lost, gained = sorted(set(had) - set(has)), sorted(set(has) - set(had))
    why = _why(had, has, before, after)
    voices = (tuple(after.told(claim) for claim in gained), tuple(before.told(claim) for claim in lost))
    if new is None:
        assert old is not None
        said = f"{head(old)}: gone, was {answer(old)}, {status(old)}"
        return Change("gone", _WEIGHTS.index("gone"), f"{said}: {why}" if why else said, old, None, *voices)
    if old is None:
        said = f"{head(new)}: new, {answer(new)}, {status(new)}"
        return Change("new", _WEIGHTS.index("new"), f"{said}: {why}" if why else said, None, new, *voices)
    steps = _steps(old, new)
    if not steps and why:
        steps["other"] = f"still {answer(new)}"
    if not steps and abs(old.confidence - new.confidence) >= 0.05:
        steps["other"] = f"confidence {old.confidence:.2f} -> {new.confidence:.2f}"
    if not steps:
        return None
    weight = "conflict" if "conflicting" in (old.status, new.status) and "status" in steps and "value" not in steps else next(iter(steps))
    words = f"{head(new if 'slot' not in steps else old)}: {'; '.join(steps.values())}: {why or 'the same claims, judged anew'}"
    return Change("changed", _WEIGHTS.index(weight), words, old, new, *voices)


def _steps(old: Fact, new: Fact) -> dict[str, str]:
    """Return what of a fact changed, in words, by the kind of change."""
    steps: dict[str, str] = {}
    if answer(old) != answer(new):
        steps["value"] = step(answer(old), answer(new))
    parts = ("subject", "object", "qualifier", "period", "modality")
    moved = [
        f"{part} {getattr(old, part) or 'none'} -> {getattr(new, part) or 'none'}"
        for part in parts
        if getattr(old, part) != getattr(new, part) and not (part == "object" and "value" in steps)
    ]
    if moved:
        steps["slot"] = "; ".join(moved)
    if old.status != new.status:
        steps["status"] = f"{status(old)} -> {status(new)}"
    return steps


def _why(had: Sequence[str], has: Sequence[str], before: _Run, after: _Run) -> str:
    """Say which voices joined and left, and which says something else now."""
    old: dict[str, list[str]] = defaultdict(list)
    new: dict[str, list[str]] = defaultdict(list)
    for run, claims, side in ((before, had, old), (after, has, new)):
        for claim in claims:
            side[run.voice(run.claims[claim])].append(claim)
    said = [f"{who} joined" for who in sorted(new.keys() - old.keys())] + [f"{who} left" for who in sorted(old.keys() - new.keys())]
    for who in sorted(old.keys() & new.keys()):
        lost = [_told(before.claims[claim], before) for claim in old[who] if claim not in new[who]]
        came = [_told(after.claims[claim], after) for claim in new[who] if claim not in old[who]]
        if now := sorted(set(came) - set(lost)):
            said.append(f"{who} now says {' and '.join(now)}")
        elif gone := sorted(set(lost) - set(came)):
            said.append(f"{who} no longer says {' and '.join(gone)}")
    return _listed(said)


def _told(claim: Claim, run: _Run) -> str:
    if claim.value is not None:
        said = figure(claim.relation, claim.value, claim.unit)
    else:
        said = claim.text_value or run.names.get(claim.object_id or "") or "no figure"
    said += f" for {claim.period}" if claim.period else ""
    return f"{said} ({claim.modality})" if claim.modality != "actual" else said


def _listed(said: Sequence[str], most: int = 4) -> str:
    return ", ".join(said[:most]) + (f" and {len(said) - most} more" if len(said) > most else "")


def _importance(change: Change) -> tuple[object, ...]:
    fact = change.new or change.old
    assert fact is not None
    return change.weight, -fact.independent_sources, -fact.confidence, change.words


# --- the other tables -----------------------------------------------------------------------------------------------------------


def _count(old: Sequence[Any], new: Sequence[Any], key: str | None) -> Count:
    if key is None:
        gone, added = Counter(map(repr, old)), Counter(map(repr, new))
        return Count(len(old), len(new), (added - gone).total(), (gone - added).total(), 0)
    before, after = ({getattr(row, key): row for row in rows} for rows in (old, new))
    changed = sum(1 for name, row in before.items() if name in after and after[name] != row)
    return Count(len(old), len(new), len(after.keys() - before.keys()), len(before.keys() - after.keys()), changed)


def _documents(before: Sequence[Document], after: Sequence[Document]) -> Iterator[tuple[str, str]]:
    old, new = ({row.document_id: row for row in rows} for rows in (before, after))
    for name, row in sorted((old | new).items(), key=lambda pair: pair[1].path):
        if name not in old:
            yield row.path, "new"
        elif name not in new:
            yield row.path, "gone"
        elif old[name].sha256 != row.sha256:
            yield row.path, "edited"


def _rejected(row: Any) -> str:
    return f"{row.path} ({row.stage}: {row.reason}) {row.detail}"

"""Claims to facts: what do the documents say together, and why this value.

In: the claims of all documents. Out: a fact for each slot, and each claim's part in it. Claims of one subject never look at those of
another, but for what all claims say of the sources. A fault costs the slot in which it happened. Never: a claim changed or dropped, a value
that no claim states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import chain, groupby
from operator import attrgetter
from typing import TypeAlias

from pipeline.facts.arithmetic import check
from pipeline.facts.decisions import Verdicts
from pipeline.facts.decisions import load as load_verdicts
from pipeline.facts.explanation import publish
from pipeline.facts.grouping import slots
from pipeline.facts.independence import Press, masthead, press
from pipeline.facts.memory import Context, Kept, Memory, Mind, Names, plain
from pipeline.facts.resting import Bared, Resting, told_by
from pipeline.facts.selection import Draft, choose
from pipeline.facts.shares import Lay, Parted, Shares, in_memory
from pipeline.facts.slot import CLASSES, Slot, order
from pipeline.facts.tally import Tally, learn
from pipeline.facts.timeline import date_by, succeed
from pipeline.facts.voting import Trust
from pipeline.predicates import Predicate, predicates
from pipeline.records import Claim, Entity, Fact, FactClaim, Mark, Reject, content_id
from pipeline.sources import Sources, shipped

__all__ = ["Kept", "Lay", "Memory", "Verdicts", "by_subject", "in_memory", "load_verdicts", "reconcile"]

#: What a claim says: its numbers, of which equal ones are not always written alike, its marks, and all else.
_NUMBERS = attrgetter("value", "lower", "upper", "also_value")
_MARK = attrgetter(*(column.name for column in fields(Mark)))
_SAID = attrgetter(*(column.name for column in fields(Claim) if column.name not in ("value", "lower", "upper", "also_value", "marks")))
#: Period of what is said of the time of telling (TIMEX3).
NOW = "PRESENT_REF"
#: Probability that a claim is what its text says, below which it makes no fact: more likely wrong than right. It stays in `claims`.
LEAST = 0.5


def reconcile(
    claims: Sequence[Claim],
    *,
    entities: Sequence[Entity] = (),
    sources: Sources | None = None,
    verdicts: Verdicts | None = None,
    titles: Mapping[str, str] | None = None,
) -> tuple[tuple[Fact, ...], tuple[FactClaim, ...], tuple[Reject, ...]]:
    """Reconcile claims, as `by_subject` does, and return the facts, the parts and the slots that could not be judged one after another."""
    made = by_subject(sorted(claims, key=attrgetter("document_id")), entities=entities, sources=sources, verdicts=verdicts, titles=titles)
    return tuple(chain.from_iterable(made.facts)), tuple(chain.from_iterable(made.parts)), tuple(made.rejects)


@dataclass(slots=True)
class Subjects:
    """What is made of all claims: the facts by their subjects, the parts of the claims, and the slots that could not be judged.

    Attributes:
        judged: How often voices were found right or wrong.
    """

    facts: list[Sequence[Fact]] = field(default_factory=list)
    parts: list[Sequence[FactClaim]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    judged: Tally = field(default_factory=Tally)


def by_subject(
    claims: Sequence[Claim],
    *,
    entities: Sequence[Entity] = (),
    sources: Sources | None = None,
    verdicts: Verdicts | None = None,
    titles: Mapping[str, str] | None = None,
    memory: Memory | None = None,
    lay: Lay = in_memory,
) -> Subjects:
    """Reconcile claims; the order of the documents changes nothing.

    Args:
        claims: The claims of all documents, those of one together; one that is more likely wrong than right makes no fact, unless a person
            accepted it.
        entities: All entities, for their names.
        sources: The user's list of sources; None takes the shipped one.
        verdicts: What a person decided.
        titles: What to call a document whose publisher is not known, by its id.
        memory: What subjects came to before; None judges all anew.
        lay: Puts rows where they take no memory.

    Returns:
        Facts by subject, predicate and period, every claim's part in them, and the slots that could not be judged.
    """
    sources = shipped() if sources is None else sources
    verdicts = verdicts or Verdicts()
    shares = Shares(len(claims), lay)
    undated: set[tuple[str, int]] = set()
    known = press(shares.take(_heard(claims, verdicts, undated)), entities, sources.same)
    names = Names({entity.entity_id: entity.name for entity in entities}, titles or {})
    trust = Trust({masthead(name, known): chance for name, chance in sources.prior.items()}, sources.unknown)
    fixed = frozenset(masthead(name, known) for name in sources.fixed)
    judge = Judge(shares, years_by_others(chain.from_iterable(shares) if undated else (), undated), verdicts, memory or Mind())
    found = judge.run(0, Context(names, known, trust))
    learned = learn(trust, found.judged, fixed)
    if learned is not trust:
        found = judge.run(1, Context(names, known, learned))
    return found


def _heard(claims: Iterable[Claim], verdicts: Verdicts, undated: set[tuple[str, int]]) -> Iterator[Claim]:
    """Yield the claims that count, those of a document in their order; note the articles without a date that tell of now."""
    for _, held in groupby(claims, key=attrgetter("document_id")):
        for claim in sorted(held, key=order):
            if claim.confidence >= LEAST or claim.claim_id in verdicts.accepted:
                if claim.period == NOW and claim.published is None:
                    undated.add((claim.document_id, claim.article))
                yield claim


@dataclass(slots=True)
class Found:
    """What is made of claims: facts, the parts of the claims, what failed, and how often other voices found each voice right or wrong."""

    facts: Sequence[Fact] = ()
    parts: Sequence[FactClaim] = ()
    rejects: list[Reject] = field(default_factory=list)
    judged: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def reject(self, subject: str, predicate: str, error: Exception) -> None:
        """Note a slot, or a predicate of a subject, that could not be judged."""
        said = f"{type(error).__name__}: {error}"
        self.rejects.append(Reject(f"facts/{subject}/{predicate}", None, "reconcile", "failed", " ".join(said.split())[:300]))


#: (document, article) -> the period that it means when it tells of now, with its first and last day.
Years: TypeAlias = Mapping[tuple[str, int], tuple[str, date, date]]


def years_by_others(shares: Iterable[Sequence[Claim]], undated: Collection[tuple[str, int]]) -> Years:
    """Date the "now" of an article without a date by others that print one of its figures of the same period with a year.

    "Revenue could reach 2 billion this year" is of the year for which another document gives that forecast; then so is all else that the
    article says of this year. Where the others name several years, nothing is dated.

    Args:
        shares: All claims, those of one subject and predicate together.
        undated: The articles.
    """
    table = predicates()
    years: dict[tuple[str, int], set[tuple[str, date, date]]] = {}
    for claims in shares if undated else ():
        now = [claim for claim in claims if claim.period == NOW and (claim.document_id, claim.article) in undated and _flows(claim, table)]
        dated: dict[tuple[object, ...], set[tuple[str, date, date]]] = {_figure(claim): set() for claim in now}
        for claim in claims if now else ():
            if claim.period and claim.period_start and claim.period_end and _flows(claim, table) and (figure := _figure(claim)) in dated:
                dated[figure].add((claim.period, claim.period_start, claim.period_end))
        for claim in now:
            years.setdefault((claim.document_id, claim.article), set()).update(dated[_figure(claim)])
    return {article: one for article, told in years.items() if len(told) == 1 for one in told}


def _dated(claim: Claim, years: Years) -> Claim:
    if claim.period != NOW or (told := years.get((claim.document_id, claim.article))) is None:
        return claim
    period, start, end = told
    return replace(claim, period=period, period_start=start, period_end=end)


def _flows(claim: Claim, table: Mapping[str, Predicate]) -> bool:
    return claim.value is not None and (known := table.get(claim.predicate)) is not None and known.slot.kind == "flow"


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.subject_id, claim.predicate, claim.object_id, claim.unit, claim.value, CLASSES.get(claim.modality, claim.modality)


def reconcile_subject(claims: Sequence[Claim], *, names: Mapping[str, str], known: Press, trust: Trust, verdicts: Verdicts) -> Found:
    """Reconcile the claims of one subject.

    Args:
        claims: Claims with one subject_id.
        names: Entity -> its name.
        known: What all claims say of the sources.
        trust: How far voices are believed.
        verdicts: What a person decided.

    Returns:
        Facts, the parts of the claims, what failed, and how often other voices found each voice right or wrong; the counts add up over
        subjects.
    """
    case = Case(claims[0].subject_id, names, known, trust, verdicts)
    by_predicate: dict[str, list[Claim]] = {}
    for claim in claims:
        by_predicate.setdefault(claim.predicate, []).append(claim)
    for _, held in sorted(by_predicate.items()):
        case.take(held)
    return case.closed()


@dataclass(slots=True)
class Case:
    """What the claims of one subject come to, those of one predicate after those of another.

    Attributes:
        subject: The entity.
        names: Entity -> its name.
        known: What all claims say of the sources.
        trust: How far voices are believed.
        verdicts: What a person decided.
        resting: Where claims lie until facts are published; None leaves them in memory.
    """

    subject: str
    names: Mapping[str, str]
    known: Press
    trust: Trust
    verdicts: Verdicts
    resting: Resting | None = None
    found: Found = field(default_factory=Found)
    drafts: list[Draft] = field(default_factory=list)

    def take(self, claims: list[Claim]) -> None:
        """Choose the answers of one predicate; its claims are let go."""
        held = self._slots(claims)
        claims.clear()
        made: dict[int, Draft] = {}
        # Those that are told side by side are laid down together, one after another, so that few are in memory.
        for place in sorted(range(len(held)), key=lambda place: told_by(held[place])) if self.resting else range(len(held)):
            try:
                made[place] = choose(held[place], self.known, self.trust, self.names, self.verdicts)
            except Exception as error:
                self.found.reject(self.subject, held[place].predicate, error)
                continue
            if self.resting:
                self.resting.gather(made[place])
        if self.resting:
            self.resting.lay()
        self.drafts += (draft for _, draft in sorted(made.items()))

    def _slots(self, claims: Sequence[Claim]) -> Sequence[Slot]:
        try:
            return slots(claims, verdicts=self.verdicts)
        except Exception as error:
            self.found.reject(self.subject, claims[0].predicate, error)
            return ()

    def closed(self) -> Found:
        """Return what it all came to."""
        found, drafts = self.found, self.drafts
        facts: list[Fact] = []
        parts: list[FactClaim] = []
        for step in (date_by, partial(check, known=self.known), succeed):
            try:
                step(drafts)
            except Exception as error:
                found.reject(self.subject, "*", error)
        drafts.sort(key=Draft.order)
        taken: Counter[str] = Counter()
        for draft in drafts:
            taken[draft.key] += 1
            draft.fact_id = content_id("fact", draft.key, taken[draft.key] if taken[draft.key] > 1 else "")
        for draft in drafts:
            draft.heard = draft.hear()
            try:
                fact, linked = publish(draft)
            except Exception as error:
                found.reject(self.subject, draft.slot.predicate, error)
                continue
            if self.resting:
                self.resting.take(fact, linked)
            else:
                facts.append(fact)
                parts += linked
            found.judged.update(draft.judged())
            draft.hush()
        found.facts, found.parts = self.resting.taken() if self.resting else (facts, parts)
        return found


@dataclass(slots=True)
class Judge:
    """Reconciles all subjects, those of a share at a time.

    Attributes:
        shares: All claims.
        years: What articles mean by now.
        verdicts: What a person decided.
        memory: What subjects came to in an earlier run, or in the first pass of this one.
        keys: What names all that a subject hangs on.
    """

    shares: Shares
    years: Years
    verdicts: Verdicts
    memory: Memory
    keys: dict[str, str] = field(default_factory=dict)

    def run(self, turn: int, context: Context) -> Subjects:
        """Reconcile each subject, or take what its claims came to before."""
        found = Subjects()
        for share in self.shares:
            made = list(self._many(share, turn, context) if isinstance(share, Parted) else self._subjects(share, turn, context))
            found.facts += self.shares.lay("facts", [[one.facts for one in made]])
            found.parts += self.shares.lay("fact_claims", [[one.parts for one in made]])
            for one in made:
                found.rejects += one.rejects
                found.judged.add(one.judged)
            self.memory.rest()
        return found

    def _subjects(self, share: Iterable[Sequence[Claim]], turn: int, context: Context) -> Iterator[Kept]:
        """Reconcile the subjects of a share, each by itself."""
        (held,) = map(self._read, share)
        for subject, (claims, changed) in held.items():
            if subject not in self.keys:
                self.keys[subject] = _key(claims, changed, self.verdicts, context.trust, self.memory)
            kept = self._recalled(subject, turn, context)
            if kept is None:
                kept = _judged(claims, context, self.verdicts)
            self.memory.remember(turn, self.keys[subject], kept)
            yield kept

    def _many(self, share: Parted, turn: int, context: Context) -> Iterator[Kept]:
        """Reconcile the subjects of a share all together, one predicate after another."""
        self.keys |= self._told_by(share, context.trust)
        kept = {subject: self._recalled(subject, turn, context) for subject in share.subjects}
        cases: dict[str, tuple[Context, Case]] = {}
        for subject in share.subjects:
            if kept[subject] is None:
                heard = context.listening()
                case = Case(subject, heard.names, heard.known, heard.trust, self.verdicts, Resting(self.shares.lay))
                cases[subject] = heard, case
        self.memory.rest()  # before all the claims of a predicate are read
        for predicate in share.predicates if cases else ():
            held = self._read(map(Bared().claim, share.of(predicate)))
            for subject, (claims, _) in held.items():
                if subject in cases:
                    cases[subject][1].take(claims)
            held.clear()  # before others are read
        for subject in share.subjects:
            one = kept[subject]
            if one is None:
                heard, case = cases.pop(subject)
                one = _heard_of(case.closed(), heard, context)
            self.memory.remember(turn, self.keys[subject], one)
            yield one

    def _told_by(self, share: Parted, trust: Trust) -> dict[str, str]:
        """Return what names all that the subjects of a share hang on; their claims are read those of a document at a time."""
        told: dict[str, list[str]] = {}
        for predicate in share.predicates if not self.keys.keys() >= set(share.subjects) else ():
            by: dict[str, Key] = {}
            for _, own in groupby(share.of(predicate), key=attrgetter("document_id")):
                for subject, (claims, changed) in self._read(own).items():
                    if subject not in by:
                        by[subject] = Key((subject, predicate), self.verdicts, trust, self.memory)
                    by[subject].take(claims, changed)
            for subject, key in by.items():
                told.setdefault(subject, []).append(key.digest())
        return {subject: _digest(keys) for subject, keys in told.items()}

    def _recalled(self, subject: str, turn: int, context: Context) -> Kept | None:
        """Return what the claims of a subject came to before, if it hangs on nothing that has changed."""
        before = (self.memory.recall(each, self.keys[subject]) for each in range(turn, -1, -1))
        return next((one for one in before if one and context.answers(one.asked) == one.answers), None)

    def _read(self, claims: Iterable[Claim]) -> dict[str, tuple[list[Claim], set[int]]]:
        """Return the claims of each subject, in their order, and which of them other articles have dated."""
        held: dict[str, tuple[list[Claim], set[int]]] = {}
        for read in sorted(claims, key=order):
            claim = _dated(read, self.years)
            own, changed = held.setdefault(claim.subject_id, ([], set()))
            own.append(claim)
            if claim is not read:
                changed.add(id(claim))
        return dict(sorted(held.items()))


def _judged(claims: Sequence[Claim], context: Context, verdicts: Verdicts) -> Kept:
    """Reconcile a subject, and write down what was asked for it."""
    heard = context.listening()
    return _heard_of(reconcile_subject(claims, names=heard.names, known=heard.known, trust=heard.trust, verdicts=verdicts), heard, context)


def _heard_of(one: Found, heard: Context, context: Context) -> Kept:
    """Return what is kept of a subject, with what was asked for it."""
    asked = {name: list(table.asked) for name, table in heard.tables().items()}
    judged = sorted((voice, right, count) for (voice, right), count in one.judged.items())
    return Kept(one.facts, one.parts, one.rejects, judged, asked, context.answers(asked))


class Key:
    """What names all that a subject hangs on but for what is asked of others.

    What a document says is told once for all runs in which it is the same; but not where another document, or a person, had a say in it.
    """

    def __init__(self, of: tuple[str, ...], verdicts: Verdicts, trust: Trust, memory: Memory) -> None:
        """Say of what, and what else it hangs on."""
        self._about = _digest((*of, sorted(verdicts.accepted)))
        self._given, self._memory = verdicts.given, memory
        self._made = sha256(repr((self._about, sorted(verdicts.rejected), verdicts.same, verdicts.apart, trust.unknown)).encode())

    def take(self, claims: Sequence[Claim], changed: Collection[int]) -> None:
        """Add the claims of one document, of which others have dated some."""
        own = not any(id(claim) in changed or claim.claim_id in self._given or claim.duplicate_of in self._given for claim in claims)
        told = self._memory.told(claims[0].document_id, self._about, partial(_told, claims)) if own else _told(claims)
        self._made.update(f" {told}".encode())

    def digest(self) -> str:
        """Return the name."""
        return self._made.hexdigest()


def _key(claims: Sequence[Claim], changed: Collection[int], verdicts: Verdicts, trust: Trust, memory: Memory) -> str:
    """Return what names all that a subject with these claims hangs on."""
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        said.setdefault(claim.document_id, []).append(claim)
    made = Key((claims[0].subject_id,), verdicts, trust, memory)
    for held in said.values():
        made.take(held, changed)
    return made.digest()


def _told(claims: Sequence[Claim]) -> str:
    """Return the digest of all that claims say."""
    told = [(_SAID(claim), [plain(number) for number in _NUMBERS(claim)], [_MARK(mark) for mark in claim.marks]) for claim in claims]
    return _digest(told)


def _digest(told: object) -> str:
    return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()

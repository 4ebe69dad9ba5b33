"""What people decided about claims, as reconciling asks it: values accepted or given, claims rejected, slots joined or parted.

In: answers. Out: verdicts by claim; claims with the values that people gave; what is stale or divided. Never: a verdict applied in part.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline import answers
from pipeline.answers import Answer, amount
from pipeline.predicates import predicates
from pipeline.records import Claim, Entity, Reject

#: The rule of a claim whose value a person gave.
GIVEN = "decision"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """People's verdicts.

    Attributes:
        accepted: Claims whose value is right.
        rejected: Claims that shall not count.
        same: Pairs of claims that answer one question.
        apart: Pairs of claims that answer two questions.
        given: Claims -> the value that they should have.
        answers: All of these as they were given, and those about names.
        divided: In words, what people do not agree about.
    """

    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    divided: tuple[str, ...] = ()

    @property
    def claims(self) -> frozenset[str]:
        """All claims that a verdict names."""
        return frozenset(one for answer in self.answers if answer.question[0] != "names" for one in answer.about)

    def stale(self, claims: Collection[str], names: Collection[str] = ()) -> tuple[str, ...]:
        """Return, in words, the verdicts whose claims or names are not there any more.

        Args:
            claims: Ids of the claims of this run.
            names: Every form of every name of this run.
        """
        gone = (
            answer.words()
            for answer in self.answers
            if not all(one in (names if answer.question[0] == "names" else claims) for one in answer.about)
        )
        return tuple(sorted(gone))

    def rejects(self, claims: Sequence[Claim], entities: Sequence[Entity], unfit: Sequence[str]) -> tuple[Reject, ...]:
        """Return what of the verdicts could not be applied, in words.

        Args:
            claims: The claims of this run.
            entities: Its entities.
            unfit: Values that are no answer to their claim.
        """
        stale: tuple[str, ...] = ()
        if self.answers:
            stale = self.stale({row.claim_id for row in claims}, {form.text for row in entities for form in row.names})
        told = (("stale_decision", stale), ("divided_decision", self.divided), ("unfit_decision", unfit))
        return tuple(Reject("decisions.jsonl", None, "facts", reason, words) for reason, lines in told for words in lines)

    def corrected(self, claims: Sequence[Claim]) -> tuple[Sequence[Claim], tuple[str, ...]]:
        """Return the claims, those with another value of which people gave one, and in words the values that are no answer to their claim.

        Args:
            claims: The claims of all documents; a copy of a claim is corrected with it.
        """
        if not self.given:
            return claims, ()
        found, unfit = [], set()
        for claim in claims:
            origin = claim.claim_id if claim.claim_id in self.given else claim.duplicate_of
            if origin is not None and origin in self.given:
                fit = _with(claim, self.given[origin])
                unfit |= {origin} if fit is None else set()
                claim = fit or claim
            found.append(claim)
        said = (answer.words() for answer in self.answers if answer.verdict == "correct" and answer.about[0] in unfit)
        return tuple(found), tuple(sorted(said))


#: What a person gave is sure.
_GIVEN: Mapping[str, Any] = {"rule": GIVEN, "confidence": 1.0, "full_confidence": 1.0}


def _with(claim: Claim, value: str) -> Claim | None:
    """Return a claim with exactly the value that a person gave; None where that is no answer to its question."""
    known = predicates().get(claim.predicate)
    answer = known.slot.answer if known else "number"
    if answer == "number":
        number = amount(value)
        return None if number is None else replace(claim, value=number, lower=number, upper=number, relation="eq", **_GIVEN)
    return replace(claim, text_value=value, **_GIVEN) if answer in ("place", "date") and claim.text_value else None


def load(path: Path | None) -> Verdicts:
    """Read a file of verdicts; no file is no verdicts.

    Raises:
        ConfigError: A line is wrong, or contradicts another.
    """
    return verdicts(answers.load(path))


def parse(text: str, name: str = "decisions.jsonl") -> Verdicts:
    """Read verdicts, one JSON object a line.

    Raises:
        ConfigError: A line is wrong, or contradicts another.
    """
    return verdicts(answers.parse(text, name))


def verdicts(given: Sequence[Answer]) -> Verdicts:
    """Return what answers come to: of several to one question the one that most people give, and none where they are divided."""
    held, divided = answers.settled(given)

    def about(*wanted: str) -> list[tuple[str, ...]]:
        return sorted(answer.about for answer in held if answer.verdict in wanted)

    def pairs(wanted: str) -> tuple[tuple[str, str], ...]:
        return tuple((one, other) for one, other in about(wanted))

    return Verdicts(
        frozenset(claim for (claim,) in about("accept", "correct")),
        frozenset(claim for (claim,) in about("reject")),
        pairs("same_slot"),
        pairs("not_same_slot"),
        {answer.about[0]: answer.value for answer in held if answer.verdict == "correct"},
        held,
        divided,
    )

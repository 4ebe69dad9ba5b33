"""How far people agree.

In: for each question what each of them said. Out: Krippendorff's alpha, and the questions on which they differ. Never: a question that one
person alone answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.answers import Answer, latest


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree.

    Attributes:
        people: Who answered a question that another answered too, in order.
        questions: Questions that two or more of them answered.
        same: Of these, those to which all gave one answer.
        alpha: Krippendorff's alpha; 1 is agreement, 0 what chance alone gives; None without a pair of answers or where all are the same.
        apart: Each question on which they differ, in words.
    """

    people: tuple[str, ...]
    questions: int
    same: int
    alpha: float | None
    apart: tuple[str, ...]


def agreement(answers: Sequence[Answer], about: Mapping[str, str]) -> Agreement:
    """Return how far the people of a file of answers agree.

    Args:
        answers: The answers, in order; those that name nobody are left out.
        about: Claim -> the fact that it is part of, where two people may answer by two claims.
    """
    asked: dict[tuple[str, ...], dict[str, list[Answer]]] = {}
    for answer in latest(answers):
        if answer.by:
            key = ("fact", about[answer.about[0]]) if answer.question[0] == "claim" and answer.about[0] in about else answer.question
            asked.setdefault(key, {}).setdefault(answer.by, []).append(answer)
    both = {key: {by: _verdict(held) for by, held in told.items()} for key, told in asked.items() if len(told) > 1}
    apart = []
    for key, told in both.items():
        if len(set(told.values())) > 1:
            where = next(one for held in asked[key].values() for one in held).words().partition("; ")[2]
            apart.append("; ".join([*(f"{by}: {said}" for by, said in sorted(told.items())), *([where] if where else [])]))
    people = tuple(sorted({by for told in both.values() for by in told}))
    same = sum(len(set(told.values())) == 1 for told in both.values())
    return Agreement(people, len(both), same, alpha(list(told.values()) for told in both.values()), tuple(apart))


def _verdict(held: Sequence[Answer]) -> str:
    """Return what one person says of a fact: the claim that he takes, or those that he rejects."""
    taken = sorted(f"{one.said} {' '.join(one.about)}" for one in held if one.verdict != "reject")
    return " and ".join(taken or sorted(f"{one.said} {' '.join(one.about)}" for one in held))


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal values; None where nothing can be compared or nothing varies.

    Args:
        units: For each unit the values that people gave it; a unit with fewer than two is left out.

    Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability, section C.
    """
    held = [Counter(unit) for unit in units if len(unit) > 1]
    totals = sum(held, Counter())
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    if not expected:
        return None
    observed = sum((unit.total() ** 2 - sum(count * count for count in unit.values())) / (unit.total() - 1) for unit in held)
    return 1 - (n - 1) * observed / expected

"""Figures of an evaluation, and how what was found is paired with what was annotated.

In: pairs that may be made, each with its rank. Out: precision, recall, F1, B-cubed, calibration. Never: a table or a file of gold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

#: Two figures within this share of the annotated one are the same.
CLOSE = Decimal("0.0005")
#: Bands of confidence, of equal width.
BANDS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """How many were annotated, how many were found, and how many of both are the same."""

    gold: int
    predicted: int
    right: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


@dataclass(frozen=True, slots=True)
class Clusters:
    """B-cubed of names that were joined, over the mentions that were found.

    Source: Bagga and Baldwin 1998, Algorithms for scoring coreference chains.
    """

    mentions: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """Claims whose confidence lies from `low` to the next band's."""

    low: float
    claims: int
    right: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is wrong, with its sentence.

    Attributes:
        document: Name of the file.
        kind: missed, spurious, value, subject, predicate, period, published or language.
        what: Label or predicate.
        said: What the tables say.
        wanted: What was annotated.
        text: The characters, sentence or row.
    """

    document: str
    kind: str
    what: str
    said: str = ""
    wanted: str = ""
    text: str = ""


def close(found: object, wanted: object) -> bool:
    """Whether two figures are the same but for rounding; a figure that is not there is only the same as none."""
    one, other = number(found), number(wanted)
    if one is None or other is None:
        return one is other
    return abs(one - other) <= abs(other) * CLOSE


def number(value: object) -> Decimal | None:
    """Return a figure as a decimal; None where there is none."""
    try:
        return None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None


def paired(options: Iterable[tuple[Any, int, int]]) -> list[tuple[int, int]]:
    """Pair what was found with what was annotated, each at most once.

    Args:
        options: Pairs that may be made, each as (rank, found, annotated); the least rank is made first.

    Returns:
        The pairs (found, annotated), in the order in which they were made.
    """
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, found, wanted in sorted(options):
        if found not in left and wanted not in right:
            left.add(found)
            right.add(wanted)
            pairs.append((found, wanted))
    return pairs


def shared(a: Any, b: Any) -> float:
    """Return the share of two spans, each with `start` and `end`, that is common to both."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def b_cubed(links: Sequence[tuple[str, str]]) -> Clusters:
    """Return how well names were joined.

    Args:
        links: For each mention, what it was said to name and what it names.
    """
    said, true, both = Counter(one for one, _ in links), Counter(other for _, other in links), Counter(links)
    size = max(len(links), 1)
    return Clusters(len(links), sum(both[x] / said[x[0]] for x in links) / size, sum(both[x] / true[x[1]] for x in links) / size)


def bands(claims: Iterable[tuple[float, bool]]) -> tuple[Band, ...]:
    """Return how often claims are right, by their confidence."""
    found = []
    for low, group in groupby(sorted(claims), key=lambda one: min(int(one[0] * BANDS), BANDS - 1)):
        held = list(group)
        found.append(Band(low / BANDS, len(held), sum(right for _, right in held), sum(chance for chance, _ in held) / len(held)))
    return tuple(found)


def calibration_error(found: Sequence[Band]) -> float:
    """Return the expected calibration error: the mean distance of confidence from the share that is right.

    Source: Naeini, Cooper and Hauskrecht 2015, Obtaining well calibrated probabilities using Bayesian binning.
    """
    total = sum(band.claims for band in found)
    return sum(abs(band.confidence * band.claims - band.right) for band in found) / total if total else 0.0

"""What a raw score is worth: scores to probabilities, by what proved right.

In: raw scores, and for some of them whether they were right. Out: a rising curve. Never: a probability of one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: Known answers below which no curve is fitted.
FEWEST = 20
#: Known answers a bin.
BIN = 25
#: Most bins.
BINS = 40


@dataclass(frozen=True, slots=True)
class Curve:
    """Raw share of weight -> probability of being right: rising steps, joined by straight lines."""

    share: tuple[float, ...]
    right: tuple[float, ...]

    def __call__(self, share: Floats) -> Floats:
        """Return the probabilities of raw shares."""
        return np.asarray(np.interp(share, self.share, self.right), np.float64)


def shipped() -> Curve:
    """Return the calibration used where no answers are known.

    Its knots are the mean, over the four development sets of truth discovery, of the share of right answers by raw share of weight.
    """
    return Curve((0.2, 0.4, 0.6, 0.8, 0.9, 0.97, 0.995, 0.9999), (0.37, 0.45, 0.6, 0.77, 0.83, 0.88, 0.92, 0.97))


def fit(share: Floats, right: Floats) -> Curve:
    """Fit a rising curve to known answers: equal-sized bins, then pooled until they rise.

    Args:
        share: Raw shares.
        right: 1 where the answer is right, 0 where it is wrong, NaN where it is not known.

    Source: pool adjacent violators (Ayer et al., 1955).
    """
    known = np.flatnonzero(~np.isnan(right))
    if len(known) < FEWEST:
        return shipped()
    order = known[np.argsort(share[known], kind="stable")]
    bins = np.array_split(order, max(2, min(len(order) // BIN, BINS)))
    blocks: list[list[float]] = []
    for held in bins:
        blocks.append([float(share[held].sum()), float(right[held].sum()), float(len(held))])
        while len(blocks) > 1 and (_mean(blocks[-2], 1) >= _mean(blocks[-1], 1) or _mean(blocks[-1], 0) - _mean(blocks[-2], 0) < 1e-9):
            last = blocks.pop()
            blocks[-1] = [one + two for one, two in zip(blocks[-1], last, strict=True)]
    mean = float(right[known].mean())
    return Curve(tuple(x / n for x, _, n in blocks), tuple((hits + mean) / (n + 1.0) for _, hits, n in blocks))


def _mean(block: list[float], column: int) -> float:
    return block[column] / block[2]

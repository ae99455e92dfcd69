"""What is said of an ensemble: the median, an interval, and one scenario against another seed by seed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

PerReplicate = NDArray[np.float64]
SHARE = 0.90
FEWEST = 10  # replicates below which an interval of 90% is no more than the range, and no sign is claimed


@dataclass(frozen=True)
class Interval:
    """The median and the interval that holds the middle `share` of the replicates."""

    median: float
    low: float
    high: float
    share: float = SHARE
    count: int = FEWEST  # replicates that it comes from

    @property
    def holds_zero(self) -> bool:
        """Whether even the sign of a difference is open: zero is inside, or there are too few replicates."""
        return self.count < FEWEST or self.low <= 0.0 <= self.high


@dataclass(frozen=True)
class Mean:
    """The mean of replicates, or of paired differences, and its 95% interval."""

    mean: float
    low: float
    high: float

    @property
    def sureness(self) -> float:
        """How far the mean is from zero, in half-widths of its interval; 0 if there is no difference."""
        half = (self.high - self.low) / 2.0
        return 0.0 if self.mean == 0.0 else abs(self.mean) / half if half > 0.0 else float("inf")


def mean_difference(values: PerReplicate, reference: PerReplicate) -> Mean:
    """The mean difference between replicates with the same seed; one pair is a ValueError."""
    paired(values, reference)
    return mean(values - reference)


def mean(values: PerReplicate) -> Mean:
    """The mean, and its interval by Student's t; one value is a ValueError."""
    half, centre = float(half_widths(values)), float(values.mean())
    return Mean(centre, centre - half, centre + half)


def half_widths(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half of the interval of the mean along the last axis; one value there is a ValueError."""
    count = values.shape[-1]
    if count < 2:
        raise ValueError("an interval of the mean needs at least two replicates")
    half: NDArray[np.float64] = stdtrit(count - 1, 0.975) * values.std(axis=-1, ddof=1) / math.sqrt(count)
    return half


def standing(scores: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each along the second axis, how many are less, and how many are level with it, itself among them."""
    from scipy.stats import rankdata  # half a second that only this needs

    less = rankdata(scores, "min", axis=1).astype(np.int64) - 1
    return less, rankdata(scores, "max", axis=1).astype(np.int64) - less


def interval(values: PerReplicate, share: float = SHARE) -> Interval:
    """The median and the central interval; no values are a ValueError."""
    if values.size == 0:
        raise ValueError("an interval needs at least one replicate")
    tail = (1.0 - share) / 2.0
    low, median, high = np.quantile(values, [tail, 0.5, 1.0 - tail])
    return Interval(float(median), float(low), float(high), share, int(values.size))


def difference(values: PerReplicate, reference: PerReplicate, share: float = SHARE) -> Interval:
    """The interval of the difference between replicates with the same seed."""
    paired(values, reference)
    return interval(values - reference, share)


def chance_greater(values: PerReplicate, reference: PerReplicate) -> float:
    """The share of seeds with which the first is greater than the second; a tie counts half."""
    paired(values, reference)
    return float(np.mean((values > reference) + 0.5 * (values == reference)))


def paired(values: PerReplicate, reference: PerReplicate) -> None:
    """Raise `ValueError` unless there is one for each of the other."""
    if values.shape != reference.shape:
        raise ValueError(f"replicates are not paired: {values.shape} and {reference.shape}")

"""What is said of an ensemble: the median, an interval, and one scenario against another seed by seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtrit

PerReplicate = NDArray[np.float64]
Crossed = NDArray[np.float64]  # ... x point x seed: every point with every seed, or one point
SHARE = 0.90
FEWEST = 10  # replicates below which an interval of 90% is no more than the range, and no sign is claimed


@dataclass(frozen=True)
class Interval:
    """The median, and the central interval in which one more replicate would lie with probability `share`."""

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
    """The mean of replicates, or of paired differences, and its interval, of 95% if not said otherwise."""

    mean: float
    low: float
    high: float

    @property
    def sureness(self) -> float:
        """How far the mean is from zero, in half-widths of its interval; 0 if there is no difference."""
        half = (self.high - self.low) / 2.0
        return 0.0 if self.mean == 0.0 else abs(self.mean) / half if half > 0.0 else float("inf")


def mean_difference(values: PerReplicate, reference: PerReplicate, doubt: float = 0.05) -> Mean:
    """The mean difference between replicates with the same seed; one pair is a ValueError."""
    paired(values, reference)
    return mean(values - reference, doubt)


def mean(values: PerReplicate | Crossed, doubt: float = 0.05) -> Mean:
    """The mean of seeds, or of point x seed, and its interval of 1 - `doubt`; below two a ValueError."""
    half, centre = float(half_widths(np.atleast_2d(values), doubt)), float(values.mean())
    return Mean(centre, centre - half, centre + half)


def half_widths(values: Crossed, doubt: float = 0.05) -> NDArray[np.float64]:
    """Half of the interval of the mean over points and seeds, outside which it lies with this probability.

    Runs of one point have its numbers in common and runs of one seed its luck, so that a hundred points with
    two seeds tell less than two hundred runs. By Student's t for the mean of the points, and for that of the
    seeds, of both the root of the sum of squares; what is left of both counts in each, which is never too
    little. One run is a ValueError.
    Source: Howe (1974), Journal of the American Statistical Association 69: 789-794.
    """
    parts = [stdtrit(n - 1, 1.0 - doubt / 2.0) ** 2 * part for n, part in _variances(values)]
    half: NDArray[np.float64] = np.sqrt(np.sum(parts, axis=0))
    return half


def variance(values: Crossed) -> float:
    """The variance of the mean over points and seeds; one run is a ValueError."""
    return float(sum(part for _, part in _variances(values)))


def _variances(values: Crossed) -> list[tuple[int, NDArray[np.float64]]]:
    """How many points there are and the variance of their mean, and of seeds, where there are several."""
    several = [(n, other) for n, other in zip(values.shape[-2:], (-1, -2), strict=True) if n > 1]
    if not several:
        raise ValueError("an interval of the mean needs at least two replicates")
    return [(n, values.mean(axis=other).var(axis=-1, ddof=1) / n) for n, other in several]


def share(hits: int, count: int, doubt: float = 0.05) -> Mean:
    """A share of so many cases, and its interval of 1 - `doubt`.

    Source: Clopper and Pearson (1934), Biometrika 26: 404-413.
    """
    low = float(betaincinv(hits, count - hits + 1, doubt / 2.0)) if hits else 0.0
    high = float(betaincinv(hits + 1, count - hits, 1.0 - doubt / 2.0)) if hits < count else 1.0
    return Mean(hits / count, low, high)


def fewest(values: Crossed) -> int:
    """How many runs of which no two share a seed, or a point where there are several: what a sign is of."""
    points, seeds = values.shape[-2:]
    return int(seeds if points == 1 else min(points, seeds))


def standing(scores: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each along the second axis, how many are less, and how many are level with it, itself among them."""
    from scipy.stats import rankdata  # half a second that only this needs

    less = rankdata(scores, "min", axis=1).astype(np.int64) - 1
    return less, rankdata(scores, "max", axis=1).astype(np.int64) - less


def interval(values: PerReplicate, share: float = SHARE) -> Interval:
    """The median and the central interval, in which one more would lie with this probability.

    As wide as all of them where they are too few for that: fewer than 19 for 90%. No values are a ValueError.
    Source: Hyndman and Fan (1996), The American Statistician 50: 361-365, definition 6.
    """
    if values.size == 0:
        raise ValueError("an interval needs at least one replicate")
    tail = (1.0 - share) / 2.0
    low, median, high = np.quantile(values, [tail, 0.5, 1.0 - tail], method="weibull")
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

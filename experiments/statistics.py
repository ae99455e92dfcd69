"""What is said of an ensemble: the median, an interval, and one scenario against another seed by seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


def interval(values: PerReplicate, share: float = SHARE) -> Interval:
    """The median and the central interval; no values are a ValueError."""
    if values.size == 0:
        raise ValueError("an interval needs at least one replicate")
    tail = (1.0 - share) / 2.0
    low, median, high = np.quantile(values, [tail, 0.5, 1.0 - tail])
    return Interval(float(median), float(low), float(high), share, int(values.size))


def difference(values: PerReplicate, reference: PerReplicate, share: float = SHARE) -> Interval:
    """The interval of the difference between replicates with the same seed."""
    _paired(values, reference)
    return interval(values - reference, share)


def chance_greater(values: PerReplicate, reference: PerReplicate) -> float:
    """The share of seeds with which the first is greater than the second; a tie counts half."""
    _paired(values, reference)
    return float(np.mean((values > reference) + 0.5 * (values == reference)))


def _paired(values: PerReplicate, reference: PerReplicate) -> None:
    if values.shape != reference.shape:
        raise ValueError(f"replicates are not paired: {values.shape} and {reference.shape}")

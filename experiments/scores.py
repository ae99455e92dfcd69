"""Proper scores of a forecast that is a sample, against the one value that came.

Source: Gneiting and Raftery (2007), Journal of the American Statistical Association 102: 359-378; the fair
estimator of the CRPS: Ferro (2014), Quarterly Journal of the Royal Meteorological Society 140: 1917-1923; the
randomised PIT: Czado, Gneiting and Held (2009), Biometrics 65: 1254-1261.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.statistics import interval

Sample = NDArray[np.float64]


def crps(sample: Sample, value: float, draws: int = 1) -> float:
    """Continuous ranked probability score, in the unit of the value; 0 is best.

    The mean distance to the value, less half the mean distance between two members of different replicates,
    of which the sample has so many draws each, one after the other: so neither more replicates nor more draws
    of the same forecast are rewarded. Of one replicate it is the distance.
    """
    away, pairs = float(np.abs(sample - value).mean()), sample.size * (sample.size - draws)
    if pairs == 0:
        return away
    apart = _distances(sample) - _distances(sample.reshape(-1, draws))
    return away - apart / pairs / 2.0


def _distances(rows: Sample) -> float:
    """The sum of the distances from each member of a row to each, over all rows."""
    n = rows.shape[-1]
    weights = 2.0 * np.arange(1, n + 1) - n - 1.0
    return float((np.sort(rows, axis=-1) * weights).sum()) * 2.0


def central(sample: Sample, share: float) -> tuple[float, float]:
    """The central interval that holds this share of the sample."""
    found = interval(sample, share)
    return found.low, found.high


def interval_score(sample: Sample, value: float, share: float = 0.80) -> float:
    """Width of the central interval and 2 / (1 - share) times how far outside the value lies; 0 is best."""
    low, high = central(sample, share)
    outside = max(low - value, 0.0) + max(value - high, 0.0)
    return high - low + 2.0 / (1.0 - share) * outside


def covers(sample: Sample, value: float, share: float) -> bool:
    """Whether the central interval holds the value, its ends included."""
    low, high = central(sample, share)
    return low <= value <= high


def pit(sample: Sample, low: float, high: float, luck: float) -> float:
    """Probability integral transform of a value known to lie from low to high, by a uniform luck.

    Uniform if the forecast is calibrated: low where values come too low, high where too high.
    """
    under, upto = float((sample < low).mean()), float((sample <= high).mean())
    return under + luck * (upto - under)

"""Proper scores of a forecast that is a sample, against the one value that came.

Source: Gneiting and Raftery (2007), Journal of the American Statistical Association 102: 359-378; the fair
estimator of the CRPS: Ferro (2014), Quarterly Journal of the Royal Meteorological Society 140: 1917-1923; the
randomised PIT: Czado, Gneiting and Held (2009), Biometrics 65: 1254-1261.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Sample = NDArray[np.float64]


def crps(sample: Sample, value: float) -> float:
    """Continuous ranked probability score, in the unit of the value; 0 is best.

    The mean distance to the value, less half the mean distance between two different members of the sample:
    so a larger sample of the same forecast is not rewarded. Of one member it is the distance.
    """
    ordered, n = np.sort(sample), sample.size
    away = float(np.abs(sample - value).mean())
    if n < 2:
        return away
    weights = 2.0 * np.arange(1, n + 1) - n - 1.0
    apart = float((weights * ordered).sum()) * 2.0 / (n * (n - 1))
    return away - apart / 2.0


def central(sample: Sample, share: float) -> tuple[float, float]:
    """The central interval that holds this share of the sample."""
    low, high = np.quantile(sample, [(1.0 - share) / 2.0, (1.0 + share) / 2.0])
    return float(low), float(high)


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

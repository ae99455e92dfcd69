"""Even draws for forecasts that are samples: the same points every time, spread evenly in each direction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
SEED = 20161202


def uniform(number: int, directions: int, seed: int = SEED) -> Values:
    """So many points of the unit cube, one in each of as many equal slices of every direction.

    Source: McKay, Beckman and Conover (1979), Technometrics 21: 239-245.
    """
    from scipy.stats import qmc  # half a second that only scores need

    return np.asarray(qmc.LatinHypercube(directions, seed=seed).random(number))


def normal(number: int, directions: int, seed: int = SEED) -> Values:
    """The same, of standard normals."""
    from scipy.special import ndtri

    return np.asarray(ndtri(np.clip(uniform(number, directions, seed), 1e-9, 1 - 1e-9)))

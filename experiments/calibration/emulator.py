"""History matching: an emulator of what runs would say, and what it leaves of the prior.

The emulator is a least-squares fit of the logarithm of each observed quantity by all uncertain numbers
and their squares, in units of their prior's standard deviations. What it misses of runs that it has not
seen, their luck included, is the variance of an emulated value. A place is implausible by the distance
between what is emulated there and what was reported, in standard deviations; more than three rule it out.

Source: Craig, Goldstein, Seheult and Smith (1997); the limit of 3: Pukelsheim (1994).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.calibration.smc import PerParticle, Places

LIMIT = 3.0
PARTS = 5  # of the runs, each of which tests the emulator that the others make


@dataclass(frozen=True, eq=False)
class Emulator:
    """What is fitted to several quantities, and how well it does on runs that it has not seen."""

    coefficients: NDArray[np.float64]  # term x quantity
    variance: NDArray[np.float64]  # of what is left over, by quantity
    explained: NDArray[np.float64]  # share of the variance of runs held back, by quantity

    def at(self, places: Places) -> NDArray[np.float64]:
        """The emulated quantities, place x quantity."""
        return terms(places) @ self.coefficients


def terms(places: Places) -> NDArray[np.float64]:
    """1, each number, and its square: place x term."""
    return np.column_stack([np.ones(len(places)), places, places**2])


def fewest(numbers: int) -> int:
    """Runs that an emulator of so many numbers needs: twice its terms."""
    return 2 * (2 * numbers + 1)


def fitted(places: Places, values: NDArray[np.float64]) -> Emulator:
    """The emulator of values, run x quantity; fewer runs than `fewest` are a ValueError."""
    made, least = terms(places), fewest(places.shape[1])
    if len(made) < least:
        raise ValueError(f"{made.shape[1]} terms need {least} runs, and there are {len(made)}")
    missed = np.empty_like(values)
    for part in range(PARTS):
        test = np.arange(len(made)) % PARTS == part
        missed[test] = values[test] - made[test] @ _solved(made[~test], values[~test])
    variance = np.square(missed).mean(axis=0)
    spread = np.maximum(values.var(axis=0), 1e-12)
    return Emulator(_solved(made, values), variance, 1.0 - variance / spread)


def _solved(made: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.linalg.lstsq(made, values, rcond=None)[0], dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Window:
    """What was reported of some of the quantities: between two ends, give or take a variance; logarithms."""

    columns: NDArray[np.int64]  # of the quantities, as the emulator has them
    low: NDArray[np.float64]  # minus infinity where a claim is "at most"
    high: NDArray[np.float64]
    variance: NDArray[np.float64]

    def implausibility(self, emulator: Emulator, places: Places) -> NDArray[np.float64]:
        """How far each of them lies outside, in standard deviations: place x quantity."""
        said = emulator.at(places)[:, self.columns]
        gap = np.maximum(np.maximum(self.low - said, said - self.high), 0.0)
        found: NDArray[np.float64] = gap / np.sqrt(emulator.variance[self.columns] + self.variance)
        return found


def worst(implausibility: NDArray[np.float64], kinds: list[str]) -> PerParticle:
    """The largest over kinds of observable of the least within each, by place.

    Reports of one observable contradict each other: a place is held against it only if it misses them all.
    """
    names = np.array(kinds)
    least = [implausibility[:, names == kind].min(axis=1) for kind in dict.fromkeys(kinds)]
    found: PerParticle = np.max(least, axis=0)
    return found

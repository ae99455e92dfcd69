"""Compiled loops to measure against: the bare scan, the hand-written rule, and the limits of the machine."""

from __future__ import annotations

import model  # noqa: F401 - before numba is imported it says where machine code is kept

# isort: split
import numpy as np
from numba import njit

from model.randomness import Decision, philox, uniform

TOLERANCE = int(Decision.TOLERANCE)


@njit(cache=True)
def scan(level: np.ndarray, row: np.ndarray, total: np.ndarray, hours: int) -> int:
    """The yardstick: every household's threshold compared once an hour, nothing else."""
    passed = 0
    for hour in range(hours):
        total[hour % total.shape[0]] += 1e-9
        for h in range(level.shape[0]):
            if level[h] <= total[row[h]]:
                passed += 1
    return passed


@njit(cache=True)
def draw_and_walk(
    place: np.ndarray, has_left: np.ndarray, onward: np.ndarray, hazard: float, hour: int
) -> None:
    """The hand-written rule: a draw for each family that stays, a place further for each that has left."""
    for h in range(place.shape[0]):
        if has_left[h] or uniform(1, TOLERANCE, h, hour) < hazard:
            has_left[h] = True
            place[h] = onward[place[h]]


@njit(cache=True)
def triad(a: np.ndarray, b: np.ndarray, c: np.ndarray, times: int) -> None:
    """a = b + 3 c: 24 bytes of memory an element (McCalpin's STREAM)."""
    for turn in range(times):
        for i in range(a.shape[0]):
            a[i] = b[i] + (3.0 + turn) * c[i]


@njit(cache=True)
def blocks(count: int) -> np.uint32:
    """So many random blocks of four words, as the model draws them."""
    found = np.uint32(0)
    for i in range(count):
        found ^= philox(i, 0, 0, TOLERANCE, 1, 0)[0]
    return found

"""Blocks of lines: what nobody in a block can come to yet need not be looked for in it.

Whoever changes the hour of a death or of a release, or the end of a store, does it here, so that no bound is
ever too high.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from model.state import BLOCK

ROUNDING = 1e-7  # hours by which the sums of a bound may be off, and more


@njit(cache=True)
def doom_at(w, h, hour):
    """Set the hour at which the next of a household's wounded dies."""
    w.hot.doom[h] = hour
    b = h // BLOCK
    w.blocks.doom[b] = min(w.blocks.doom[b], hour)


@njit(cache=True)
def store_until(w, h, food):
    """Set the meals missed in its place at which a household's own store is gone."""
    w.hot.food[h] = food
    w.blocks.store[h // BLOCK] = -np.inf


@njit(cache=True)
def release_at(w, h, hour):
    """Set the hour in which the men of a household who are held are let go."""
    w.households.release[h] = hour
    b = h // BLOCK
    w.blocks.release[b] = min(w.blocks.release[b], hour)


@njit(cache=True)
def lines_of(w, b):
    """The first line of a block, and the one after its last."""
    return b * BLOCK, min((b + 1) * BLOCK, w.lines[0])

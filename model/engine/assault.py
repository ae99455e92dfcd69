"""Assault: an hour of the hazard with which the places of a sector fall."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model.codes import Side
from model.rules.fronts.stochastic import assault_hazard


class Sector(NamedTuple):
    """The places of a sector, and what they hold out against."""

    places: NDArray[np.int64]
    resistance: NDArray[np.float64]  # by place of the city: hazard at which it falls
    hazard: float  # per hour, of a place whose neighbours are all lost
    contested_from: float  # 0-1, share of its resistance at which a place counts as contested


@njit(cache=True)
def press(w, sector, pressed, is_pressed, held, pace, together, start, neighbour):
    """Add the hour's hazard to ``pressed``, contest what is near its resistance; which places have passed it.

    By place: ``is_pressed``, whether there is an assault on it, ``held`` as the phase of the fronts found it,
    and ``pace``, how fast the assault goes there; ``together`` is how well the defenders hold together.
    """
    falls = np.zeros(held.shape[0], np.bool_)
    for p in sector.places:
        if is_pressed[p] and w.places.side[p] == Side.OPPOSITION:
            near = neighbour[start[p] : start[p + 1]]
            lost = 0
            for q in near:
                lost += not held[q]
            pressed[p] += assault_hazard(sector.hazard, lost, near.shape[0], pace[p], together)
            w.places.contested[p] = pressed[p] > sector.resistance[p] * sector.contested_from
            falls[p] = pressed[p] > sector.resistance[p]
    return np.flatnonzero(falls)

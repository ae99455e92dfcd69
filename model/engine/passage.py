"""Passage: the ways of a corridor, as an hour opens and shuts them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model.codes import Side, Way
from model.engine.paths import is_front


class Corridor(NamedTuple):
    """The ways of a corridor, and the terms on which people pass."""

    ways: NDArray[np.int64]
    news: int  # row of the news by which they are known
    guarantor: int  # row of the trust in whoever guarantees them
    constant: float  # logarithm of their appeal before trust, time and queue
    capacity: float  # people an hour, by each
    monitored: float  # chance of being held there, of the usual
    stopped: float  # chance of being stopped where armed groups do not let people go
    screened: bool  # whether men of 15-55 are, by the government side
    fire: float  # strikes on the place before an open way, of the usual


@njit(cache=True)
def work(w, c, is_due, is_passable, lets_go, left_over):
    """Open the ways of a corridor that lead across the front, while it is due; shut the others.

    By place: ``is_passable``, whether a way there lets people through in this hour, and ``lets_go``, whether
    armed groups keep a promise to; by way: ``left_over``, the capacity that the last hour left.
    """
    for e in c.ways:
        if is_due and is_front(w, e):
            open_way(w, c, e, lets_go[w.ways.inside[e]])
            w.ways.capacity[e] = left_over[e]
            if is_passable[w.ways.inside[e]]:
                let_through(w, c, e)
        elif w.ways.news[e] == c.news:  # unless another corridor has it
            w.ways.kind[e] = Way.SHUT


@njit(cache=True)
def open_way(w, c, e, lets_go):
    """Open a way on the terms of a corridor."""
    ways, places, outside = w.ways, w.places, w.ways.outside[e]
    ways.kind[e] = Way.CORRIDOR
    ways.side[e] = places.side[outside]
    ways.beyond[e] = places.beyond[outside]
    ways.constant[e] = c.constant
    ways.guarantor[e] = c.guarantor
    ways.news[e] = c.news
    ways.monitored[e] = c.monitored
    ways.screened[e] = c.screened and places.side[outside] == Side.GOVERNMENT
    ways.stopped[e] = 0.0 if lets_go else c.stopped
    ways.usual[e] = c.capacity


@njit(cache=True)
def let_through(w, c, e):
    """An hour's people may pass, and what the guarantee keeps off the place before the way is kept off."""
    before = w.ways.inside[e]
    w.ways.capacity[e] += c.capacity
    w.places.spared[before] = min(w.places.spared[before], c.fire)

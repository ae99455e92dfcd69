"""The front passes: who stayed, who was on the way."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.engine.changes import put, strand
from model.engine.leaving import await_screening
from model.state import Goal, Side, Status


@njit(cache=True)
def overtake(w, place, side, hour):
    """A place changes hands: who stayed is under changed control, who was on the way out gets out."""
    hh, hot = w.households, w.hot
    w.places.side[place] = side
    for h in range(hot.level.shape[0]):
        if hot.place[h] == place and hh.people[h] > 0:
            status = hot.status[h]
            if side == Side.OPPOSITION:
                if status == Status.CHANGED_CONTROL:
                    put(w, h, Status.HOME, place)
                elif status == Status.OVERRUN:
                    put(w, h, Status.DISPLACED_INSIDE, place)
            elif status == Status.HOME:
                put(w, h, Status.CHANGED_CONTROL, place)
            elif status == Status.DISPLACED_INSIDE:
                put(w, h, Status.OVERRUN, place)
            elif (status == Status.WAITING or status == Status.TRAVELLING) and hh.goal[h] > Goal.OUT:
                meet_front(w, h, side, hour)


@njit(cache=True)
def meet_front(w, h, side, hour):
    """The front reaches people on the way: those bound outward are out, the others stay where they are."""
    hh, hot = w.households, w.hot
    p = hot.place[h]
    if hh.goal[h] < 0:
        strand(w, h)
        return
    hh.goal[h] = Goal.OUT - side
    hours = w.places.beyond[p] if np.isfinite(w.places.beyond[p]) else 1.0
    hh.until[h] = hour + max(1, math.ceil(hours))
    put(w, h, Status.TRAVELLING, p)
    if side == Side.GOVERNMENT:
        await_screening(w, h)

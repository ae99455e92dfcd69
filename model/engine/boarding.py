"""Boarding: who gets a seat in the ambulances."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.engine.changes import put, rest
from model.randomness import Decision, uniform
from model.state import Goal, Side, Status


@njit(cache=True)
def board_patients(w, e, seats, hours, hour):
    """Ambulances take patients with their families, in keyed order, while seats last; how many boarded."""
    hh, hot = w.households, w.hot
    is_candidate = np.zeros(hot.level.shape[0], np.uint8)
    for h in range(hot.level.shape[0]):
        if hh.patients[h] > 0 and w.places.enclave[hot.place[h]] and hot.status[h] != Status.TRAVELLING:
            is_candidate[h] = 1
    candidates = np.flatnonzero(is_candidate)
    lot = np.empty(candidates.shape[0])
    for i in range(candidates.shape[0]):
        lot[i] = uniform(w.seed, Decision.BOARDING, hh.key[candidates[i]], 0)
    boarded = 0
    for i in np.argsort(lot):
        h = candidates[i]
        if w.places.side[hot.place[h]] == Side.OPPOSITION and hh.people[h] <= seats - boarded:
            boarded += hh.people[h]
            rest(w, h)
            hh.goal[h] = Goal.AMBULANCE
            hh.until[h] = hour + max(1, math.ceil(hours))
            put(w, h, Status.TRAVELLING, w.ways.outside[e])
    return boarded

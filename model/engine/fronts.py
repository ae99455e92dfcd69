"""Fronts: an hour of every line: what comes due on the offensive's clocks, and the hazard of assault."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Side
from model.rules.fronts.stochastic import assault_hazard, cohesion

NOWHERE = -1
GROUND = 2  # of the weapons, the advance on the ground


@njit(cache=True)
def begin(w):
    """The clocks of the offensive run as far as they are not restrained; who holds what is kept in mind."""
    orders = w.orders
    orders.clocks[:] += orders.restraint[GROUND]
    for p in range(orders.held.shape[0]):
        orders.held[p] = w.places.side[p] == Side.OPPOSITION


@njit(cache=True)
def advance(w, hour):
    """Let every line come as far as the clocks have run, up to the next place that is taken by force.

    Returns that place and the side which takes it, or `NOWHERE`: then the hour's advance is over.
    """
    orders = w.orders
    for number in range(orders.fronts.shape[0]):
        front = orders.fronts[number]
        for i in range(front.first, front.last):
            moment = orders.moments[i]
            if not moment.done and moment.at <= orders.clocks[moment.place]:
                moment.done = True
                if not orders.handed_over[moment.place] and takes(w, moment.place, moment.side):
                    return moment.place, moment.side
        if front.pressed_from < np.inf and front.pressed_in < hour:
            front.pressed_in = hour
            press(w, front, cohesion_now(w, hour))
        for p in range(front.start, front.end):
            place = orders.sectors[p]
            if orders.falls[place]:
                orders.falls[place] = False
                return place, np.int64(Side.GOVERNMENT)
    return NOWHERE, NOWHERE


@njit(cache=True)
def takes(w, place, side):
    """Whether a moment of the record takes a place; otherwise it is contested, or is so no more."""
    places = w.places
    if side < 0:
        places.contested[place] = places.side[place] == Side.OPPOSITION
    elif places.side[place] != side:
        return True
    else:
        places.contested[place] = 0
    return False


@njit(cache=True)
def cohesion_now(w, hour):
    """How well the defenders hold together, by the ground lost and whether they have united."""
    s, held, places = w.settings, 0, 0
    for p in range(w.places.side.shape[0]):
        if w.places.enclave[p]:
            places += 1
            held += w.orders.held[p]
    return cohesion(s.disarray, 1.0 - held / places, s.unity, hour >= s.united)


@njit(cache=True)
def press(w, front, together):
    """By hazard: add the hour's, contest what is near its resistance; what has passed it falls.

    ``together`` is how well the defenders hold together.
    """
    orders, s = w.orders, w.settings
    for p in orders.sectors[front.start : front.end]:
        is_pressed = orders.clocks[p] >= front.pressed_from and not orders.handed_over[p]
        if is_pressed and w.places.side[p] == Side.OPPOSITION:
            near = w.neighbours.other[w.neighbours.start[p] : w.neighbours.start[p + 1]]
            lost = 0
            for q in near:
                lost += not orders.held[q]
            pace = orders.restraint[GROUND, p] * front.pace
            orders.pressed[p] += assault_hazard(s.assault, lost, near.shape[0], pace, together)
            w.places.contested[p] = orders.pressed[p] > orders.resistance[p] * s.contested_from
            orders.falls[p] = orders.pressed[p] > orders.resistance[p]

"""Boarding: who may take a bus, and whom the ambulances call."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Goal, Member, Status, Way
from model.engine.changes import is_held, put, rest
from model.randomness import Decision, uniform
from model.rules.boarding import carry_hours, claims, urgency
from model.rules.walking import on_the_road


@njit(cache=True)
def claims_of(w, h):
    """The words that hold for a household, one bit each."""
    hh = w.households
    children, elderly = hh.members[h, Member.CHILD], hh.members[h, Member.ELDERLY]
    return claims(hh.patients[h], hh.wounded[h], children, elderly, hh.immobile[h])


@njit(cache=True)
def may_board(w, h, e):
    """Whether a way out takes this household: every way but that of a fleet takes everyone."""
    return w.ways.kind[e] != Way.FLEET or (claims_of(w, h) & w.ways.boards[e]) != 0


@njit(cache=True)
def call_patients(w, s, e, seats, reach, drive):
    """Call the families of patients to the ambulances, the most urgent first; how many people have seats.

    ``reach`` are the hours in which they can be carried to the way, ``drive`` those from there.
    """
    w.ways.ambulance[e] = drive
    candidates = patients_within(w, s, e, reach)
    called = 0
    for i in by_urgency(w, candidates):
        h = candidates[i]
        if w.households.people[h] <= seats - called:
            called += w.households.people[h]
            call(w, h, e)
    return called


@njit(cache=True)
def patients_within(w, s, e, reach):
    """Households with patients in held places from which they can be carried to a way in time."""
    hh, n, found = w.households, 0, np.empty(w.lines[0], np.int64)
    for p in range(w.places.side.shape[0]):
        hours = carry_hours(w.paths.km[p, w.ways.inside[e]], s.speed, s.slow)
        if is_held(w, p) and hours <= reach and w.places.patients[p] > 0:
            h = w.places.head[p]
            while h >= 0:
                if hh.patients[h] > 0 and w.hot.status[h] != Status.TRAVELLING:
                    found[n] = h
                    n += 1
                h = w.hot.after[h]
    return found[:n]


@njit(cache=True)
def by_urgency(w, candidates):
    """Their order: most patients first, then those with someone who cannot walk, then by keyed lot."""
    hh = w.households
    order = np.empty(candidates.shape[0])
    for i in range(candidates.shape[0]):
        h = candidates[i]
        lot = uniform(w.seed, Decision.BOARDING, hh.key[h], 0)
        order[i] = urgency(lot, hh.patients[h], hh.immobile[h])
    return np.argsort(order)


@njit(cache=True)
def call(w, h, e):
    """A household sets out to be carried to its ambulance."""
    rest(w, h)
    w.households.goal[h] = e
    w.households.walked[h] = 0.0
    w.households.called[h] = 1
    put(w, h, Status.TRAVELLING, w.hot.place[h])


@njit(cache=True)
def leave_by_ambulance(w, h, e, hour):
    """Whoever has come to the ambulance leaves in it."""
    hh = w.households
    hh.called[h] = 0
    hh.crossed[h] = e
    hh.goal[h] = Goal.AMBULANCE
    hh.until[h] = hour + on_the_road(w.ways.ambulance[e])
    put(w, h, Status.TRAVELLING, w.ways.outside[e])

"""The front passes: who stayed, who fled from it, who was on the way."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Count, Goal, Side, Status
from model.engine.changes import count_people, put, rest, strand
from model.engine.leaving import go_over
from model.randomness import Decision, pick, uniform
from model.rules.front import FORWARD, INWARD, STAYS, flight, shelter_inward


@njit(cache=True)
def overtake(w, place, side, hour, forward, inward, before):
    """A place has changed hands: people in it stay, flee or are out.

    ``forward`` and ``inward`` are shares of the households; ``before`` is the place's row of the walks as
    they were before it fell.
    """
    hh, hot = w.households, w.hot
    for h in range(hot.level.shape[0]):
        if hot.place[h] == place and hh.people[h] > 0:
            status = hot.status[h]
            if side == Side.OPPOSITION:
                if status == Status.CHANGED_CONTROL:
                    put(w, h, Status.HOME, place)
                elif status == Status.OVERRUN:
                    put(w, h, Status.DISPLACED_INSIDE, place)
            elif status == Status.HOME or status == Status.DISPLACED_INSIDE:
                stay_or_flee(w, h, side, hour, forward, inward, before)
            elif (status == Status.WAITING or status == Status.TRAVELLING) and hh.goal[h] > Goal.OUT:
                meet_front(w, h, side, hour)


@njit(cache=True)
def stay_or_flee(w, h, side, hour, forward, inward, before):
    """What a household does whose place falls, by one keyed draw."""
    hh, hot = w.households, w.hot
    p = hot.place[h]
    what = STAYS
    if forward + inward > 0.0:
        what = flight(uniform(w.seed, Decision.OVERTAKEN, hh.key[h], 2 * p), forward, inward)
    if what == FORWARD:
        count_people(w, Count.FLED_FORWARD, h)
        go_over(w, h, side, hour)
    elif what == INWARD and flee_inward(w, h, before):
        count_people(w, Count.FLED_INWARD, h)
    elif hot.status[h] == Status.HOME:
        count_people(w, Count.STAYED_CHANGED_CONTROL, h)
        put(w, h, Status.CHANGED_CONTROL, p)
    else:
        put(w, h, Status.OVERRUN, p)


@njit(cache=True)
def flee_inward(w, h, before):
    """Set out for a place that is still held, from the neighbour on the way there; whether there is one."""
    hh, places = w.households, w.places
    p, n = w.hot.place[h], w.places.side.shape[0]
    pull = np.zeros(n)
    for q in range(n):
        first = before.step[q]
        if q != p and first >= 0 and is_refuge(places, q) and is_refuge(places, first):
            pull[q] = shelter_inward(before.refuge[q], places.front[q])
    goal = pick(pull, uniform(w.seed, Decision.OVERTAKEN, hh.key[h], 2 * np.int64(p) + 1))
    if goal < 0:
        return False
    rest(w, h)
    hh.goal[h], hh.walked[h] = Goal.REFUGE - goal, 0.0
    put(w, h, Status.TRAVELLING, before.step[goal])
    return True


@njit(cache=True)
def is_refuge(places, q):
    """Whether a place is in the enclave and still held."""
    return places.enclave[q] == 1 and places.side[q] == Side.OPPOSITION


@njit(cache=True)
def meet_front(w, h, side, hour):
    """The front reaches people on the way: those bound outward are out, the others stay where they are."""
    if w.households.goal[h] < 0:
        strand(w, h)
    else:
        go_over(w, h, side, hour)

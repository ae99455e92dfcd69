"""The front passes: who stayed, who fled from it, who was on the way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model.codes import Count, Goal, Side, Status
from model.engine.changes import count_people, is_held, put, rest, strand
from model.engine.leaving import go_over
from model.engine.paths import change_hands
from model.engine.whereabouts import households_at
from model.randomness import Decision, pick, uniform
from model.rules.front import FORWARD, INWARD, STAYS, flight, shelter_inward


class Walks(NamedTuple):
    """The walks from a place, by where they lead: columns of PATH."""

    step: NDArray[np.int16]
    refuge: NDArray[np.float64]


@njit(cache=True)
def overtake(w, place, side, hour, by_force):
    """A place changes hands: people in it stay, flee or are out; nobody flees where it is handed over."""
    before = Walks(w.paths.step[place].copy(), w.paths.refuge[place].copy())
    change_hands(w, place, side, by_force)
    forward, inward = (w.settings.flee_forward, w.settings.flee_inward) if by_force else (0.0, 0.0)
    hh, pull = w.households, pulls_inward(w, place, before)
    for i in households_at(w, place):
        h = np.int64(i)
        if hh.people[h] > 0:
            status = w.hot.status[h]
            if side == Side.OPPOSITION:
                if status == Status.CHANGED_CONTROL:
                    put(w, h, Status.HOME, place)
                elif status == Status.OVERRUN:
                    put(w, h, Status.DISPLACED_INSIDE, place)
            elif status == Status.HOME or status == Status.DISPLACED_INSIDE:
                stay_or_flee(w, h, side, hour, forward, inward, before, pull)
            elif (status == Status.WAITING or status == Status.TRAVELLING) and hh.goal[h] > Goal.OUT:
                meet_front(w, h, side, hour)


@njit(cache=True)
def stay_or_flee(w, h, side, hour, forward, inward, before, pull):
    """What a household does whose place falls, by one keyed draw.

    ``forward`` and ``inward`` are shares of the households; ``before`` are the walks as they were before.
    """
    hh, hot = w.households, w.hot
    p = hot.place[h]
    what = STAYS
    if forward + inward > 0.0:
        what = flight(uniform(w.seed, Decision.OVERTAKEN, hh.key[h], 2 * p), forward, inward)
    if what == FORWARD:
        count_people(w, Count.FLED_FORWARD, h)
        go_over(w, h, side, hour)
    elif what == INWARD and flee_inward(w, h, before, pull):
        count_people(w, Count.FLED_INWARD, h)
    elif hot.status[h] == Status.HOME:
        count_people(w, Count.STAYED_CHANGED_CONTROL, h)
        put(w, h, Status.CHANGED_CONTROL, p)
    else:
        put(w, h, Status.OVERRUN, p)


@njit(cache=True)
def pulls_inward(w, p, before):
    """The pull of each place that is still held on those who flee from ``p``, now that it has fallen."""
    pull = np.zeros(w.places.side.shape[0])
    for q in range(pull.shape[0]):
        first = before.step[q]
        if q != p and first >= 0 and is_held(w, q) and is_held(w, first):
            pull[q] = shelter_inward(before.refuge[q], w.places.front[q])
    return pull


@njit(cache=True)
def flee_inward(w, h, before, pull):
    """Set out for a place that is still held, from the neighbour on the way there; whether there is one."""
    hh, p = w.households, w.hot.place[h]
    goal = pick(pull, uniform(w.seed, Decision.OVERTAKEN, hh.key[h], 2 * np.int64(p) + 1))
    if goal < 0:
        return False
    rest(w, h)
    hh.goal[h], hh.walked[h] = Goal.REFUGE - goal, 0.0
    put(w, h, Status.TRAVELLING, before.step[goal])
    return True


@njit(cache=True)
def meet_front(w, h, side, hour):
    """The front reaches people on the way: those bound outward are out, the others stay where they are."""
    if w.households.goal[h] < 0:
        strand(w, h)
    else:
        go_over(w, h, side, hour)

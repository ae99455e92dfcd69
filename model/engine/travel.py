"""Movement: walking inside the enclave, joining the queue of a way out, and arriving beyond it."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Count, Goal, Status, Way
from model.engine.boarding import leave_by_ambulance, may_board
from model.engine.changes import by_lot, count_people, put, strand
from model.engine.leaving import is_stopped
from model.engine.reception import arrive
from model.engine.whereabouts import forget_indoors
from model.randomness import Decision, exponential, uniform
from model.rules.queueing import gives_up
from model.rules.walking import is_still_walking, reach


@njit(cache=True)
def walk(w, s, hour, is_night):
    """Everyone on the way comes as far as an hour allows; those who reach a way out join its queue."""
    hh, status = w.households, w.hot.status
    forget_indoors(w)
    outdoors = w.tally.outdoors[1 : w.tally.outdoors[0] + 1]
    due, reached = np.empty_like(outdoors), np.empty_like(outdoors)
    m = n = 0
    for h in outdoors:
        if status[h] == Status.TRAVELLING and hh.people[h] > 0:
            if hh.goal[h] <= Goal.OUT:
                if hh.until[h] <= hour:
                    due[m] = h
                    m += 1
            elif advance(w, s, np.int64(h), is_night):
                reached[n] = h
                n += 1
    for h in by_lot(w, due[:m], hour):
        arrive(w, s, np.int64(h))
    for h in by_lot(w, reached[:n], hour):
        join(w, s, np.int64(h), hour)


@njit(cache=True)
def advance(w, s, h, is_night):
    """Walk for an hour; whether the household now stands before its way out."""
    hh, hot, paths = w.households, w.hot, w.paths
    km = left = reach(s.speed, s.night, is_night, s.slow, hh.immobile[h] + hh.called[h])
    goal = hh.goal[h]
    target = np.int64(w.ways.inside[goal]) if goal >= 0 else np.int64(Goal.REFUGE - goal)
    while hot.place[h] != target:
        p = hot.place[h]
        q = paths.step[p, target]
        if q < 0:
            strand(w, h)
            return False
        stretch = paths.km[p, q] - hh.walked[h]
        if stretch > left:
            hh.walked[h] += left
            return False
        left -= max(stretch, 0.0)
        hh.walked[h] = 0.0
        put(w, h, Status.TRAVELLING, q)
    if is_still_walking(left, km, uniform(w.seed, Decision.WALK, hh.key[h], hh.event[h])):
        return False
    if goal >= 0:
        return True
    count_people(w, Count.WENT_HOME_INSIDE if hot.place[h] == hh.home[h] else Count.FLED_INSIDE, h)
    strand(w, h)
    return False


@njit(cache=True)
def join(w, s, h, hour):
    """Join the queue of a way, unless it has shut or armed groups stop the household."""
    hh, hot, ways = w.households, w.hot, w.ways
    e = hh.goal[h]
    if hh.called[h]:
        leave_by_ambulance(w, h, e, hour)
        return
    if ways.kind[e] == Way.SHUT or not may_board(w, h, e):
        turn_back(w, h)
        return
    if is_stopped(w, h, e):
        hh.barred[h] = e
        count_people(w, Count.STOPPED, h)
        turn_back(w, h)
        return
    hh.next[h] = -1
    if ways.head[e] < 0:
        ways.head[e] = h
    else:
        hh.next[ways.tail[e]] = h
    ways.tail[e] = h
    ways.waiting[e] += hh.people[h]
    hh.until[h] = gives_up(hour, s.patience, exponential(w.seed, Decision.PATIENCE, hh.key[h], hh.event[h]))
    put(w, h, Status.WAITING, hot.place[h])


@njit(cache=True)
def turn_back(w, h):
    """Give up a way out: the household stays before it and decides anew."""
    strand(w, h)

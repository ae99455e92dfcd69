"""Queues at the ways out: first come, first served, as far as capacity goes."""

from __future__ import annotations

import math

from numba import njit

from model.engine.changes import count_people, put
from model.engine.leaving import await_screening
from model.engine.travel import turn_back
from model.state import LARGEST_HOUSEHOLD, Count, Goal, Group, Spell, Status, Way

GROUPS = len(Group)


@njit(cache=True)
def serve_queues(w, hour):
    """Let people through, first come first served, as far as each way's capacity goes."""
    hh, hot, ways = w.households, w.hot, w.ways
    for e in range(ways.kind.shape[0]):
        ways.fresh[e] = 0
        h = ways.head[e]
        ways.waiting[e] = 0
        while h >= 0 and (hot.status[h] != Status.WAITING or hh.goal[h] != e or passes(w, e, h, hour)):
            h = hh.next[h]
        ways.head[e] = h
        is_empty = h < 0
        while h >= 0:
            if hot.status[h] == Status.WAITING and hh.goal[h] == e:
                ways.waiting[e] += hh.people[h]
            h = hh.next[h]
        ways.capacity[e] = 0.0 if is_empty else min(ways.capacity[e], float(LARGEST_HOUSEHOLD))
    for g in range(GROUPS):
        w.tally.hours[Spell.WAITING, g] += w.tally.status[Status.WAITING, g]


@njit(cache=True)
def passes(w, e, h, hour):
    """Let the household at the head through, or home if the way has shut; False if it has to wait."""
    hh, ways = w.households, w.ways
    if ways.kind[e] == Way.SHUT:
        turn_back(w, h)
        return True
    if hh.people[h] > ways.capacity[e]:
        return False
    ways.capacity[e] -= hh.people[h]
    ways.passed[e] += hh.people[h]
    ways.fresh[e] += hh.people[h]
    cross(w, e, h, hour)
    return True


@njit(cache=True)
def cross(w, e, h, hour):
    """Pass a way out and travel on to a reception."""
    hh, ways = w.households, w.ways
    if ways.kind[e] == Way.FLEET:
        hh.goal[h] = Goal.BUS
    else:
        hh.goal[h] = Goal.OUT - ways.side[e]
        count_people(w, Count.PASSED_BREACH if ways.kind[e] == Way.BREACH else Count.PASSED_CORRIDOR, h)
    hh.until[h] = hour + max(1, math.ceil(ways.beyond[e]))
    put(w, h, Status.TRAVELLING, ways.outside[e])
    if ways.screened[e]:
        await_screening(w, h)

"""Queues at the ways out: first come, first served, as far as capacity goes; at buses, by priority."""

from __future__ import annotations

from numba import njit

from model.codes import Count, Goal, Group, Spell, Status, Way
from model.engine.boarding import claims_of, may_board
from model.engine.changes import count_people, put
from model.engine.leaving import await_screening
from model.engine.travel import turn_back
from model.rules.boarding import rank
from model.rules.queueing import left_over
from model.rules.walking import on_the_road

GROUPS = len(Group)


@njit(cache=True)
def sweep(w, hour):
    """Close the gaps in the queues; who may not board or has lost patience leaves them."""
    ways = w.ways
    for e in range(ways.kind.shape[0]):
        before, h = -1, ways.head[e]
        while h >= 0:
            behind = w.households.next[h]
            if stays(w, e, h, hour):
                before = h
            else:
                unlink(w, e, before, h)
            h = behind


@njit(cache=True)
def stays(w, e, h, hour):
    """Whether a household is still in the queue; one that gives it up is turned back."""
    hh, hot, ways = w.households, w.hot, w.ways
    if hot.status[h] != Status.WAITING or hh.goal[h] != e or hh.people[h] == 0:
        return False
    gives_up = hh.until[h] <= hour
    if gives_up:
        count_people(w, Count.GAVE_UP, h)
    if gives_up or ways.kind[e] == Way.SHUT or not may_board(w, h, e):
        turn_back(w, h)
        return False
    return True


@njit(cache=True)
def unlink(w, e, before, h):
    """Take a household out of a queue; ``before`` is the one before it, or -1."""
    hh, ways = w.households, w.ways
    if before < 0:
        ways.head[e] = hh.next[h]
    else:
        hh.next[before] = hh.next[h]
    if ways.tail[e] == h:
        ways.tail[e] = before
    hh.next[h] = -1


@njit(cache=True)
def serve_queues(w, hour):
    """Let people through, first come first served, as far as each way's capacity goes."""
    ways = w.ways
    for e in range(ways.kind.shape[0]):
        ways.fresh[e] = 0
        if ways.head[e] >= 0 and ways.passes[e]:
            ranks = ways.first.shape[1] if ways.kind[e] == Way.FLEET else 0
            for turn in range(ranks + 1):
                if not serve_rank(w, e, turn, ranks, hour):
                    break
        ways.waiting[e] = people_waiting(w, e)
        ways.capacity[e] = left_over(ways.capacity[e], ways.waiting[e])
    for g in range(GROUPS):
        w.tally.hours[Spell.WAITING, g] += w.tally.status[Status.WAITING, g]


@njit(cache=True)
def serve_rank(w, e, turn, ranks, hour):
    """Serve those of one rank in the order in which they came; False if one of them does not fit."""
    before, h = -1, w.ways.head[e]
    while h >= 0:
        behind = w.households.next[h]
        if ranks > 0 and rank(claims_of(w, h), w.ways.first[e]) != turn:
            before = h
        elif w.households.people[h] <= w.ways.capacity[e]:
            unlink(w, e, before, h)
            pass_through(w, e, h, hour)
        else:
            return False
        h = behind
    return True


@njit(cache=True)
def stop_fleet(w, e):
    """The last vehicle has left: whoever still stands in the queue is left behind."""
    h = w.ways.head[e]
    while h >= 0:
        count_people(w, Count.LEFT_BEHIND, h)
        h = w.households.next[h]
    w.ways.kind[e] = Way.SHUT


@njit(cache=True)
def people_waiting(w, e):
    """People in the queue of a way."""
    people, h = 0, w.ways.head[e]
    while h >= 0:
        people += w.households.people[h]
        h = w.households.next[h]
    return people


@njit(cache=True)
def pass_through(w, e, h, hour):
    """Pass a way out, which has so much less capacity left."""
    people, ways = w.households.people[h], w.ways
    ways.capacity[e] -= people
    ways.passed[e] += people
    ways.fresh[e] += people
    cross(w, e, h, hour)


@njit(cache=True)
def cross(w, e, h, hour):
    """Travel on to a reception."""
    hh, ways = w.households, w.ways
    hh.crossed[h] = e
    if ways.kind[e] == Way.FLEET:
        hh.goal[h] = Goal.BUS
    else:
        hh.goal[h] = Goal.OUT - ways.side[e]
        count_people(w, Count.PASSED_BREACH if ways.kind[e] == Way.BREACH else Count.PASSED_CORRIDOR, h)
    hh.until[h] = hour + on_the_road(ways.beyond[e])
    put(w, h, Status.TRAVELLING, ways.outside[e])
    if ways.screened[e]:
        await_screening(w, h)

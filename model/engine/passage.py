"""Passage: an hour of corridors: what is heard and seen of them, and how their ways open and shut."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Side, Way
from model.engine import hearing
from model.engine.harm import ARTILLERY
from model.engine.paths import is_front
from model.randomness import Decision, uniform

OPENED = int(Way.CORRIDOR)  # numba compares no array with an enumeration


@njit(cache=True)
def work_all(w, hour):
    """An hour of all corridors; where two open one way, the better trusted governs it: it is worked last.

    Nor do they open one that buses leave by whose guarantor is trusted as well or better.
    """
    corridors = w.orders.corridors
    w.places.spared[:] = 1.0
    left_over, n = w.ways.capacity.copy(), corridors.shape[0]
    turn, records = np.empty(n, np.int64), np.empty(n)
    for i in range(n):
        turn[corridors[i].rank] = i
    for rank in range(n):
        records[rank] = w.guarantors[corridors[turn[rank]].guarantor].record
    for rank in range(n):  # before any is worked: what is seen happened on the ways as they have been
        if corridors[turn[rank]].announced:
            be_seen(w, corridors[turn[rank]], hour)
    for rank in np.argsort(records, kind="mergesort"):
        if corridors[turn[rank]].announced:
            work(w, corridors[turn[rank]], left_over)


@njit(cache=True)
def be_seen(w, c, hour):
    """What people hear of a corridor in an hour, and see on the ways that it has opened."""
    hearing.tell(w, c.news)
    ways = w.orders.ways[c.first : c.last]
    are_open = w.ways.kind[ways] == OPENED
    hearing.see(w, c.guarantor, ways[are_open], fired_on(w, c, ways, hour))


@njit(cache=True)
def work(w, c, left_over):
    """The ways of one corridor in an hour; ``left_over`` is the capacity, by way, that the last hour left."""
    for e in w.orders.ways[c.first : c.last]:
        if is_fleets(w, e, c):
            continue
        if c.due and is_front(w, e):
            if w.ways.kind[e] == Way.FLEET:
                left_over[e] = 0.0  # seats are no room on foot
            open_way(w, c, e)
            w.ways.capacity[e] = left_over[e]
            w.ways.passes[e] = c.passable and not (c.needs_quiet and is_struck(w, w.ways.inside[e]))
            if w.ways.passes[e]:
                let_through(w, c, e)
        elif w.ways.news[e] == c.news:  # unless another corridor has it
            w.ways.kind[e] = Way.SHUT


@njit(cache=True)
def is_fleets(w, e, c):
    """Whether buses have a way, or take it in this hour, whose guarantor is trusted no less than ``c``'s."""
    number = best_fleet(w, e)
    if number < 0:
        return False
    record = w.guarantors[w.orders.fleets[number].guarantor].record
    return record >= w.guarantors[c.guarantor].record


@njit(cache=True)
def best_fleet(w, e):
    """The best trusted fleet of buses that leaves by a way now, by its number; -1 if none does."""
    fleets, best = w.orders.fleets, -1
    if not is_held_before(w, e):
        return best
    for i in range(fleets.shape[0]):
        fleet = fleets[i]
        leaves = fleet.way == e and fleet.announced and not fleet.over and not fleet.takes_patients
        if leaves and (best < 0 or is_better(w, fleet, fleets[best])):
            best = i
    return best


@njit(cache=True)
def is_better(w, fleet, other):
    """Whether a fleet's guarantor is trusted more than another's; of equals the later by name is better."""
    record, others = w.guarantors[fleet.guarantor].record, w.guarantors[other.guarantor].record
    return record > others or (record == others and fleet.rank > other.rank)


@njit(cache=True)
def is_held_before(w, e):
    """Whether the opposition holds the place before a way."""
    return w.places.side[w.ways.inside[e]] == Side.OPPOSITION


@njit(cache=True)
def fired_on(w, c, ways, hour):
    """Those of its ways that are hit in this hour; their queues are under artillery in the next."""
    hit, n, is_firing = np.empty_like(ways), 0, False
    if c.passable and uniform(w.seed, Decision.INCIDENT, c.luck, hour) < c.incidents:
        for e in ways:
            if is_front(w, e):
                hit[n] = e
                n += 1
                is_firing |= w.orders.restraint[ARTILLERY, w.ways.inside[e]] > 0.0
    if not is_firing:
        return hit[:0]
    for e in hit[:n]:
        w.orders.shells[w.ways.inside[e]] += c.shells
    return hit[:n]


@njit(cache=True)
def is_struck(w, p):
    """Whether any weapon is not silent in a place."""
    return (w.orders.restraint[:, p] > 0.0).any()


@njit(cache=True)
def open_way(w, c, e):
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
    ways.stopped[e] = 0.0 if w.orders.lets_go[ways.inside[e]] else c.stopped
    ways.usual[e] = c.capacity


@njit(cache=True)
def let_through(w, c, e):
    """An hour's people may pass, and what the guarantee keeps off the place before the way is kept off."""
    before = w.ways.inside[e]
    w.ways.capacity[e] += c.capacity
    w.places.spared[before] = min(w.places.spared[before], c.fire)

"""Leaving: the hazard of each row, who passes its tolerance this hour, and where they set out for."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.engine.changes import await_leaving, await_return, onward_row, put, rest, return_row
from model.randomness import Decision, uniform
from model.rules.leaving import appeal, assurance, push
from model.state import Goal, Side, Status, Way


@njit(cache=True)
def feel_front(w, s, start, neighbour):
    """The pressure of the front by place: in it, beside it, or after it has passed."""
    places = w.places
    own = np.zeros(places.side.shape[0])
    for p in range(own.shape[0]):
        if places.contested[p]:
            own[p] = 1.0
        elif np.isfinite(places.fell[p]):
            own[p] = math.exp(-places.fell[p] / s.aftermath)
    for p in range(own.shape[0]):
        if places.enclave[p]:
            near = 0.0
            for i in range(start[p], start[p + 1]):
                near = max(near, own[neighbour[i]])
            places.front[p] = max(own[p], s.near * near)


@njit(cache=True)
def pressure(w, p):
    """What drives people out: the front, or a handing over to come, which draws no fire."""
    return max(w.places.front[p], w.places.handover[p])


@njit(cache=True)
def ways_open(w):
    """The ways that are not shut."""
    n = 0
    out = np.empty(w.ways.kind.shape[0], np.int64)
    for e in range(out.shape[0]):
        if w.ways.kind[e] != Way.SHUT:
            out[n] = e
            n += 1
    return out[:n]


@njit(cache=True)
def weigh_ways(w, b, s, open_ways):
    """The appeal of each open way to a family that stands before it, fear of arrest included."""
    ways = w.ways
    for e in open_ways:
        constant = ways.constant[e]
        if ways.kind[e] == Way.BREACH:
            constant -= w.places.fell[ways.outside[e]] / s.fluid
        if ways.side[e] == Side.KURDISH:
            constant += b.kurdish
        # On a bus the drive puts nobody off: the walk and the queue are what it costs to board.
        hours = ways.km[e] / s.speed + (0.0 if ways.kind[e] == Way.FLEET else ways.beyond[e])
        queue = ways.waiting[e] / ways.usual[e]
        ways.pull[e, 0] = appeal(b, constant, hours, queue)
        ways.pull[e, 1] = ways.pull[e, 0] * (math.exp(b.arrest) if ways.screened[e] else 1.0)


@njit(cache=True)
def way_appeal(w, b, e, p, men):
    """The appeal of way ``e`` to a family in place ``p``, as far as news of it has come and is believed."""
    ways = w.ways
    known = w.news[ways.news[e], p] * assurance(b, w.trust[ways.guarantor[e], p])
    return known * w.paths.approach[p, ways.inside[e]] * ways.pull[e, men]


@njit(cache=True)
def refuge_appeal(w, p, q):
    """The appeal of moving from ``p`` deeper into the enclave, to ``q``; 1 in all on a quiet first hour."""
    return w.paths.refuge[p, q] * (1.0 - pressure(w, q))


@njit(cache=True)
def settled_appeal(w, b, p, men):
    """The appeal of going to a reception from a place that has changed hands."""
    beyond = w.places.beyond[p]
    if not np.isfinite(beyond):
        return 0.0
    constant = b.settled
    if w.places.side[p] == Side.KURDISH:
        constant += b.kurdish
    elif men:
        constant += b.arrest
    return appeal(b, constant, beyond, 0.0)


@njit(cache=True)
def total_appeal(w, b, open_ways, p, men):
    """The appeal of everything that a family in ``p`` could do instead of staying."""
    if w.places.side[p] != Side.OPPOSITION:
        return settled_appeal(w, b, p, men)
    total = 0.0
    for q in range(w.places.side.shape[0]):
        total += refuge_appeal(w, p, q)
    for e in open_ways:
        total += way_appeal(w, b, e, p, men)
    return total


@njit(cache=True)
def add_hazards(w, b, s):
    """Work out each row's hazard in this hour and add it to the row's total."""
    places, rows = w.places, w.rows
    open_ways = ways_open(w)
    weigh_ways(w, b, s, open_ways)
    for p in range(places.side.shape[0]):
        if places.enclave[p]:
            gone = places.left[p] / places.initial[p] if places.initial[p] > 0 else 0.0
            drive = push(b, places.threat[p], pressure(w, p), gone, places.belief[p])
            for men in range(2):
                rows.appeal[2 * p + men] = total_appeal(w, b, open_ways, p, men)
                rows.hazard[2 * p + men] = min(b.fastest, drive * rows.appeal[2 * p + men])
            is_quiet = places.side[p] != Side.OPPOSITION and places.fell[p] >= s.quiet
            rows.hazard[return_row(w, p)] = s.returning * (1.0 - places.threat[p]) if is_quiet else 0.0
        rows.hazard[onward_row(w, p)] = s.onward
    for r in range(rows.total.shape[0]):
        rows.total[r] += rows.hazard[r]


@njit(cache=True)
def decide(w, b, hour):
    """Every household whose row has passed its level acts: the one comparison that an hour costs each."""
    level, row, total = w.hot.level, w.hot.row, w.rows.total
    open_ways = ways_open(w)
    for h in range(level.shape[0]):
        if level[h] <= total[row[h]]:
            act(w, b, open_ways, h, hour)


@njit(cache=True)
def act(w, b, open_ways, h, hour):
    """What a household does whose tolerance is spent, by where it is in life."""
    hh, hot = w.households, w.hot
    p, status = hot.place[h], hot.status[h]
    if status == Status.OUT_CAMP:
        move_in_with_relatives(w, h)
    elif status == Status.OUT_GOVERNMENT or status == Status.OUT_KURDISH:
        put(w, h, Status.RETURNED, hh.home[h])
        rest(w, h)
    elif w.places.side[p] != Side.OPPOSITION:
        set_out_overtaken(w, h, hour)
    else:
        set_out(w, b, open_ways, h)


@njit(cache=True)
def move_in_with_relatives(w, h):
    """Leave a shelter for relatives on the same side."""
    p = w.hot.place[h]
    for r in range(w.receptions.place.shape[0]):
        if w.receptions.side[r] == w.places.side[p] and w.receptions.host[r]:
            put(w, h, Status.OUT_GOVERNMENT, w.receptions.place[r])
            break
    await_return(w, h)


@njit(cache=True)
def set_out_overtaken(w, h, hour):
    """Leave a place that has changed hands for a reception of the side that holds it."""
    hh, hot = w.households, w.hot
    p = hot.place[h]
    rest(w, h)
    hh.goal[h] = Goal.OUT - w.places.side[p]
    hh.until[h] = hour + max(1, math.ceil(w.places.beyond[p]))
    put(w, h, Status.TRAVELLING, p)
    if w.places.side[p] == Side.GOVERNMENT:
        await_screening(w, h)


@njit(cache=True)
def await_screening(w, h):
    """Put a household on this hour's list for the checkpoint."""
    crossed = w.tally.crossed
    crossed[0] += 1
    crossed[crossed[0]] = h


@njit(cache=True)
def is_stopped(w, h, e):
    """Whether armed groups at a way stop this family: the same luck at every attempt."""
    return uniform(w.seed, Decision.STOPPED, w.households.key[h], e) < w.ways.stopped[e]


@njit(cache=True)
def choose(w, b, open_ways, h, p, men):
    """Where a household sets out for: a way out or a refuge, in proportion to their appeals."""
    hh, hot = w.households, w.hot
    at = uniform(w.seed, Decision.DESTINATION, hh.key[h], hh.event[h]) * w.rows.appeal[hot.row[h]]
    for e in open_ways:
        at -= way_appeal(w, b, e, p, men)
        if at < 0.0:
            return np.int64(e)
    last = np.int64(Goal.NOWHERE)
    for q in range(w.places.side.shape[0]):
        here = refuge_appeal(w, p, q)
        at -= here
        if here > 0.0:
            last = np.int64(Goal.REFUGE - q)
            if at < 0.0:
                break
    return last


@njit(cache=True)
def set_out(w, b, open_ways, h):
    """Start walking to where the household has chosen to go, unless it knows that it would be stopped."""
    hh, hot = w.households, w.hot
    p = hot.place[h]
    hh.event[h] += 1
    goal = choose(w, b, open_ways, h, p, hot.row[h] - 2 * p)
    knows_better = goal >= 0 and goal == hh.barred[h] and is_stopped(w, h, goal)
    if goal == Goal.NOWHERE or knows_better:
        await_leaving(w, h)
        return
    rest(w, h)
    hh.goal[h] = goal
    hh.walked[h] = 0.0
    put(w, h, Status.TRAVELLING, p)

"""Leaving: the hazard of each row, who passes its tolerance this hour, and where they set out for."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Goal, Side, Status
from model.engine.appeals import pressure, weigh_appeals
from model.engine.boarding import may_board
from model.engine.changes import await_leaving, put, rest, return_row
from model.engine.homecoming import add_returning
from model.engine.kin import is_first_there, share_at, share_out_on
from model.engine.near import past_their_level
from model.engine.reception import add_moving_on, move_in_with_relatives
from model.randomness import Decision, pick, uniform
from model.rules.front import passed
from model.rules.kin import share_out
from model.rules.leaving import (
    is_ready,
    kinship,
    progress,
    push,
    threshold,
)
from model.rules.walking import on_the_road
from model.state import UNDECIDED


@njit(cache=True)
def feel_front(w, s):
    """The pressure of the front by place: in it, beside it, or after it has passed."""
    places = w.places
    own = np.zeros(places.side.shape[0])
    for p in range(own.shape[0]):
        if places.contested[p]:
            own[p] = 1.0
        elif np.isfinite(places.fell[p]):
            own[p] = passed(places.fell[p], s.aftermath)
    for p in range(own.shape[0]):
        if places.enclave[p]:
            near = 0.0
            for i in range(w.neighbours.start[p], w.neighbours.start[p + 1]):
                near = max(near, own[w.neighbours.other[i]])
            places.front[p] = max(own[p], s.near * near)


@njit(cache=True)
def gone(w):
    """The share by place of its first residents who have left it."""
    places = w.places
    shares = np.zeros(places.side.shape[0])
    for p in range(shares.shape[0]):
        if places.initial[p] > 0:
            shares[p] = places.left[p] / places.initial[p]
    return shares


@njit(cache=True)
def weigh_leaving(w, b, s):
    """What the households that wait on each row compare their level with, an hour later.

    Returns the open ways, and by row to leave the appeal of each of them and then of each place.
    """
    open_ways, appeals, everything = weigh_appeals(w, b, s)
    places, rows, left = w.places, w.rows, gone(w)
    rows.before[:] = rows.total
    for p in range(places.side.shape[0]):
        if places.enclave[p]:
            drive = push(b, places.threat[p], pressure(w, p), left[p], places.damage[p], places.belief[p])
            for row in range(2 * p, 2 * p + 2):
                rows.total[row] = progress(b, rows.before[row], drive, everything[row])
    add_moving_on(w, s)
    add_returning(w, s)
    return open_ways, appeals


@njit(cache=True)
def decide(w, b, hour, open_ways, appeals):
    """Every household whose row has passed its level acts."""
    row, left, first_out = w.hot.row, gone(w), return_row(w, 0)
    due = past_their_level(w)
    for i in due:
        h = np.int64(i)
        if row[h] < first_out and is_about_to_act(w, b, left, h, hour):
            set_out(w, b, open_ways, appeals, h, hour)
    for i in due:  # only now: where they are draws those inside
        if row[i] >= first_out:
            move_on(w, np.int64(i))


@njit(cache=True)
def is_about_to_act(w, b, left, h, hour):
    """Whether a household inside that has passed its level acts now; who is undecided draws a threshold."""
    hh, hot = w.households, w.hot
    row = hot.row[h]
    if hot.level[h] == UNDECIDED:
        lot = uniform(w.seed, Decision.TOLERANCE, hh.key[h], hh.event[h])
        hot.level[h] = threshold(b, w.rows.before[row], lot, hh.factor[h])
    excess = w.rows.total[row] - hot.level[h]
    if not excess >= 0.0:
        return False
    peers = uniform(w.seed, Decision.PEERS, hh.key[h], 0)
    kin = share_out(hh.kin_out[h], hh.kin[h])
    return is_ready(b, excess, left[hot.place[h]], kin, peers, hour)


@njit(cache=True)
def move_on(w, h):
    """Out of the enclave: from a shelter to relatives, or home for good."""
    if w.hot.status[h] == Status.OUT_CAMP:
        move_in_with_relatives(w, h)
    else:
        put(w, h, Status.RETURNED, w.households.home[h])
        rest(w, h)


@njit(cache=True)
def set_out(w, b, open_ways, appeals, h, hour):
    """Leave a place that is held, or one that has changed hands."""
    if w.places.side[w.hot.place[h]] != Side.OPPOSITION:
        set_out_overtaken(w, h, hour)
    else:
        set_out_held(w, b, open_ways, appeals, h)


@njit(cache=True)
def set_out_overtaken(w, h, hour):
    """Leave a place that has changed hands for a reception of the side that holds it."""
    side = w.places.side[w.hot.place[h]]
    go_over(w, h, side, hour)
    if side == Side.GOVERNMENT:
        await_parting(w, h)


@njit(cache=True)
def go_over(w, h, side, hour):
    """Set out at once for a reception of the side that holds the place where a household is."""
    hh, p = w.households, w.hot.place[h]
    rest(w, h)
    hh.goal[h] = Goal.OUT - side
    hh.until[h] = hour + on_the_road(w.places.beyond[p])
    put(w, h, Status.TRAVELLING, p)
    if side == Side.GOVERNMENT:
        await_screening(w, h)


@njit(cache=True)
def await_screening(w, h):
    """Put a household on this hour's list for the checkpoint."""
    crossed = w.tally.crossed
    crossed[0] += 1
    crossed[crossed[0]] = h


@njit(cache=True)
def await_parting(w, h):
    """Put a household that sets out toward a checkpoint on this hour's list of those whose men may stay."""
    parting = w.tally.parting
    parting[0] += 1
    parting[parting[0]] = h


@njit(cache=True)
def is_stopped(w, h, e):
    """Whether armed groups at a way stop this family: the same luck at every attempt."""
    return uniform(w.seed, Decision.STOPPED, w.households.key[h], e) < w.ways.stopped[e]


@njit(cache=True)
def choose(w, b, open_ways, appeals, h):
    """Where a household sets out for: a way or a refuge, in proportion to appeal and kin there."""
    hh, hot = w.households, w.hot
    ways, own = open_ways.shape[0], appeals[hot.row[h]]
    if hh.kin[h] > 0:
        own = own.copy()
        draw_to_kin(w, b, open_ways, h, own)
    i = pick(own, uniform(w.seed, Decision.DESTINATION, hh.key[h], hh.event[h]))
    if i < 0:
        return np.int64(Goal.NOWHERE)
    return np.int64(open_ways[i]) if i < ways else np.int64(Goal.REFUGE - (i - ways))


@njit(cache=True)
def draw_to_kin(w, b, open_ways, h, appeals):
    """Multiply the appeal of each destination by what the share of the household's kin there makes of it."""
    ways = open_ways.shape[0]
    for side in range(w.sides.load.shape[0]):
        on = share_out_on(w, h, side)
        if on > 0.0:
            factor = kinship(b, on)
            for i in range(ways):
                if w.ways.side[open_ways[i]] == side:
                    appeals[i] *= factor
    for t in range(w.kin.start[h], w.kin.start[h + 1]):
        if is_first_there(w, h, t):  # each place once, however many of them are there
            q = w.hot.place[w.kin.other[t]]
            appeals[ways + q] *= kinship(b, share_at(w, h, q))


@njit(cache=True)
def set_out_held(w, b, open_ways, appeals, h):
    """Start walking to where the household has chosen to go, unless it knows that it would be stopped."""
    hh, hot = w.households, w.hot
    p = hot.place[h]
    hh.event[h] += 1
    goal = choose(w, b, open_ways, appeals, h)
    knows_better = goal >= 0 and goal == hh.barred[h] and is_stopped(w, h, goal)
    if goal == Goal.NOWHERE or knows_better or (goal >= 0 and not may_board(w, h, goal)):
        await_leaving(w, h)
        return
    rest(w, h)
    hh.goal[h] = goal
    hh.walked[h] = 0.0
    put(w, h, Status.TRAVELLING, p)
    if goal >= 0 and w.ways.screened[goal]:
        await_parting(w, h)

"""The few steps by which a household's state changes; every tally is kept here and nowhere else."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.randomness import Decision, exponential, uniform
from model.rules.kin import share_out
from model.rules.leaving import own_factor, rebased
from model.state import LARGEST_HOUSEHOLD, UNDECIDED, Goal, Member, Side, Status

CLASSES = len(Member)


@njit(cache=True)
def is_held(w, p):
    """Whether a place is in the enclave and held by the opposition."""
    return w.places.enclave[p] == 1 and w.places.side[p] == Side.OPPOSITION


@njit(cache=True)
def is_outdoors(status):
    """Whether people of this status are on the way or in a queue."""
    return status == Status.WAITING or status == Status.TRAVELLING


@njit(cache=True)
def is_never_moved(status):
    """Whether people of this status are in their own home and have been all along."""
    return status == Status.HOME or status == Status.CHANGED_CONTROL


@njit(cache=True)
def count_in(w, h, people):
    """Add so many people of a household (negative: take away) to its status and place."""
    s = w.hot.status[h]
    p = w.hot.place[h]
    w.tally.status[s] += people
    if is_outdoors(s):
        w.places.outdoors[p] += people
        if s == Status.WAITING:
            w.places.queueing[p] += people
    else:
        w.places.indoors[p] += people
    if w.households.hungry[h]:
        w.places.hungry[p] += people


@njit(cache=True)
def put(w, h, status, place):
    """Give a household a status and a place; stores are carried along, and end outside the enclave."""
    hh, hot, places = w.households, w.hot, w.places
    old = hot.place[h]
    people = np.int64(hh.people[h])
    count_in(w, h, -people)
    places.patients[old] -= hh.patients[h]
    if is_never_moved(hot.status[h]) and not is_never_moved(status):
        places.left[hh.home[h]] += people
    if place != old:
        if places.enclave[place]:
            hot.food[h] += places.missed[place] - places.missed[old]
        else:
            hh.hungry[h] = 0
            hot.food[h] = np.inf
        if places.enclave[place] != places.enclave[old]:
            w.kin.moved[0] += 1
            w.kin.moved[w.kin.moved[0]] = h
    hot.status[h] = status
    hot.place[h] = place
    count_in(w, h, people)
    places.patients[place] += hh.patients[h]


@njit(cache=True)
def leave_row(w, h, place):
    """The hazard row of a household that may leave a place: by place and by whether it has men of 15-55."""
    return 2 * place + (1 if w.households.members[h, Member.MAN] > 0 else 0)


@njit(cache=True)
def return_row(w, place):
    """The hazard row of those who wait to go home to a place."""
    return 2 * w.places.side.shape[0] + place


@njit(cache=True)
def onward_row(w, place):
    """The hazard row of those who stay in a shelter."""
    return 3 * w.places.side.shape[0] + place


@njit(cache=True)
def await_on(w, h, row, multiple):
    """Let a household wait on a hazard row with a fresh tolerance, at a multiple of the row's hazard."""
    hh, hot = w.households, w.hot
    hh.event[h] += 1
    hot.row[h] = row
    tolerance = exponential(w.seed, Decision.TOLERANCE, hh.key[h], hh.event[h])
    hot.level[h] = w.rows.total[row] + tolerance / multiple


@njit(cache=True)
def await_leaving(w, h):
    """Let a household wait to leave where it is; it draws its threshold when it next decides."""
    w.households.event[h] += 1
    w.hot.row[h] = leave_row(w, h, w.hot.place[h])
    w.hot.level[h] = UNDECIDED


@njit(cache=True)
def await_return(w, h):
    """Let a household wait to go home; what drove it out no longer weighs."""
    await_on(w, h, return_row(w, w.households.home[h]), 1.0)


@njit(cache=True)
def rest(w, h):
    """Let a household wait on nothing."""
    w.hot.level[h] = np.inf


@njit(cache=True)
def rebase(w, b, h):
    """After an event, let what the household has become apply to the threshold on which it waits to leave."""
    hh, hot = w.households, w.hot
    kin = share_out(hh.kin_out[h], hh.kin[h])
    new = own_factor(b, hh.frailty[h], hh.hungry[h], hh.wounded[h], hh.immobile[h], kin)
    if np.isfinite(hot.level[h]) and hot.row[h] < return_row(w, 0):
        hot.level[h] = rebased(b, w.rows.total[hot.row[h]], hot.level[h], hh.factor[h], new)
    hh.factor[h] = new


@njit(cache=True)
def draw_member(w, h, decision, event):
    """The class of a member, each member having the same chance."""
    hh = w.households
    at = uniform(w.seed, decision, hh.key[h], event) * hh.people[h]
    for c in range(CLASSES):
        at -= hh.members[h, c]
        if at < 0.0:
            return c
    return CLASSES - 1


@njit(cache=True)
def lose(w, h, member, to):
    """Take one person of a class out of a household, into a status of persons (detained or killed)."""
    hh, hot = w.households, w.hot
    count_in(w, h, -1)
    hh.members[h, member] -= 1
    hh.people[h] -= 1
    w.tally.status[to] += 1
    hh.wounded[h] = min(hh.wounded[h], hh.people[h])
    if to == Status.KILLED:
        lose_ability(w, h)
    hh.disabled[h] = min(hh.disabled[h], hh.people[h])
    hh.immobile[h] = min(hh.immobile[h], hh.people[h])
    if hh.patients[h] > hh.people[h]:
        w.places.patients[hot.place[h]] -= 1
        hh.patients[h] -= 1
    if hh.people[h] == 0:
        rest(w, h)


@njit(cache=True)
def lose_ability(w, h):
    """Decide whether the one just killed was disabled: each of the family was as likely to be killed."""
    hh = w.households
    event = hh.event[h] * (LARGEST_HOUSEHOLD + 1) + hh.people[h]
    at = uniform(w.seed, Decision.ABILITY_LOST, hh.key[h], event) * (hh.people[h] + 1)
    if at < hh.disabled[h]:
        hh.disabled[h] -= 1
    if at < hh.immobile[h]:
        hh.immobile[h] -= 1


@njit(cache=True)
def strand(w, h):
    """End a journey that cannot go on: the household stays where it is and decides anew."""
    hh, hot = w.households, w.hot
    p = hot.place[h]
    if w.places.side[p] != Side.OPPOSITION:
        status = Status.CHANGED_CONTROL if p == hh.home[h] else Status.OVERRUN
    else:
        status = Status.HOME if p == hh.home[h] else Status.DISPLACED_INSIDE
    if is_never_moved(status) and not is_never_moved(hot.status[h]):
        w.places.left[p] -= hh.people[h]
    hh.goal[h] = Goal.NOWHERE
    put(w, h, status, p)
    await_leaving(w, h)

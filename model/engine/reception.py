"""Arrival on the other side, moving on from a shelter, and how full the shelters are."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Count, Goal, Side, Status
from model.engine.changes import (
    await_on,
    await_return,
    by_lot,
    count_patients,
    count_people,
    onward_row,
    put,
    rest,
)
from model.engine.whereabouts import households_at
from model.randomness import Decision, pick, uniform
from model.rules.reception import onward_hazard, shelter_pull

UNLIMITED = 2**40  # people; a capacity that is not known


@njit(cache=True)
def arrive(w, s, h):
    """Arrive on the other side: in a shelter, with a host community, or as an evacuee."""
    hh = w.households
    goal = hh.goal[h]
    hh.goal[h] = Goal.NOWHERE
    w.places.safe[hh.home[h]] += hh.people[h]
    if goal == Goal.BUS or goal == Goal.AMBULANCE:
        if goal == Goal.AMBULANCE:
            count_patients(w, Count.PATIENTS_EVACUATED, h)
        put(
            w,
            h,
            Status.EVACUATED_BUS if goal == Goal.BUS else Status.EVACUATED_MEDICAL,
            host(w, Side.OPPOSITION),
        )
        rest(w, h)
    elif goal == Goal.OUT - Side.GOVERNMENT:
        count_people(w, Count.ARRIVED_GOVERNMENT, h)
        take_in(w, s, h)
    elif goal == Goal.OUT - Side.KURDISH:
        count_people(w, Count.ARRIVED_KURDISH, h)
        put(w, h, Status.OUT_KURDISH, host(w, Side.KURDISH))
        await_return(w, h)
    else:
        count_people(w, Count.ARRIVED_OPPOSITION, h)
        put(w, h, Status.OUT_OPPOSITION, host(w, Side.OPPOSITION))
        rest(w, h)


@njit(cache=True)
def host(w, side):
    """The host community of a side."""
    for r in range(w.receptions.place.shape[0]):
        if w.receptions.side[r] == side and w.receptions.host[r]:
            return w.receptions.place[r]
    return w.receptions.place[0]


@njit(cache=True)
def take_in(w, s, h):
    """On the government side: to relatives, or to a shelter with room, or else to the host community."""
    hh = w.households
    if uniform(w.seed, Decision.RECEPTION, hh.key[h], hh.event[h]) >= s.relatives:
        r = choose_shelter(w, s, h)
        if r >= 0:
            place = w.receptions.place[r]
            put(w, h, Status.OUT_CAMP, place)
            await_on(w, h, onward_row(w, place), 1.0)
            return
    move_in_with_relatives(w, h)


@njit(cache=True)
def choose_shelter(w, s, h):
    """An open shelter with room for the whole household, by room and drive; -1 where there is none."""
    n = w.receptions.place.shape[0]
    pull = np.zeros(n)
    for r in range(n):
        pull[r] = pull_of(w, s, r, h)
    return pick(pull, uniform(w.seed, Decision.SHELTER, w.households.key[h], w.households.event[h]))


@njit(cache=True)
def pull_of(w, s, r, h):
    """The pull of a reception on a household that came out where it now is; 0 if it cannot take it in."""
    receptions = w.receptions
    hours = w.drives[r, w.hot.place[h]]
    if receptions.host[r] or not receptions.open[r] or receptions.side[r] != Side.GOVERNMENT:
        return 0.0
    room = receptions.capacity[r] - w.places.indoors[receptions.place[r]]
    if room < w.households.people[h] or not np.isfinite(hours):
        return 0.0
    return shelter_pull(float(room), hours, s.near_shelter)


@njit(cache=True)
def move_in_with_relatives(w, h):
    """Join the host community on the government side, and wait to go home."""
    put(w, h, Status.OUT_GOVERNMENT, host(w, Side.GOVERNMENT))
    await_return(w, h)


@njit(cache=True)
def close_shelter(w, s, place, hour):
    """Everyone in a shelter that closes is received anew, in keyed order."""
    inside, n = households_at(w, place), 0
    for h in inside:
        if w.hot.status[h] == Status.OUT_CAMP and w.households.people[h] > 0:
            inside[n] = h
            n += 1
    for h in by_lot(w, inside[:n], hour):
        take_in(w, s, np.int64(h))


@njit(cache=True)
def add_moving_on(w, s):
    """The hour's hazard of moving on from each shelter."""
    for r in range(w.receptions.place.shape[0]):
        if not w.receptions.host[r]:
            p = w.receptions.place[r]
            people, capacity = w.places.indoors[p], w.receptions.capacity[r]
            w.rows.total[onward_row(w, p)] += onward_hazard(s.onward, s.crowding, people, capacity)


@njit(cache=True)
def weigh_load(w):
    """How full the open shelters of each side are; where it has none, its host communities."""
    for side in range(w.sides.load.shape[0]):
        load = load_of(w, side, 0)
        w.sides.load[side] = load if load >= 0.0 else max(load_of(w, side, 1), 0.0)


@njit(cache=True)
def load_of(w, side, host):
    """People in a side's open shelters or in its host communities, of their capacity; -1 if it has none."""
    receptions = w.receptions
    people = capacity = 0
    for r in range(receptions.place.shape[0]):
        is_meant = receptions.side[r] == side and receptions.host[r] == host and receptions.open[r]
        if is_meant and receptions.capacity[r] < UNLIMITED:
            people += w.places.indoors[receptions.place[r]]
            capacity += receptions.capacity[r]
    return people / capacity if capacity > 0 else -1.0

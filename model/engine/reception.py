"""Arrival on the other side: in a shelter, with a host community, or as an evacuee."""

from __future__ import annotations

from numba import njit

from model.engine.changes import (
    await_on,
    await_return,
    count_patients,
    count_people,
    onward_row,
    put,
    rest,
)
from model.randomness import Decision, uniform
from model.state import Count, Goal, Side, Status


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
    """On the government side: to relatives, or to the first shelter that is open and has room."""
    hh, receptions = w.households, w.receptions
    to_relatives = uniform(w.seed, Decision.RECEPTION, hh.key[h], hh.event[h]) < s.relatives
    if not to_relatives:
        for r in range(receptions.place.shape[0]):
            p = receptions.place[r]
            has_room = w.places.indoors[p] + hh.people[h] <= receptions.capacity[r]
            is_shelter = receptions.side[r] == Side.GOVERNMENT and not receptions.host[r]
            if is_shelter and receptions.open[r] and has_room:
                put(w, h, Status.OUT_CAMP, p)
                await_on(w, h, onward_row(w, p), 1.0)
                return
    put(w, h, Status.OUT_GOVERNMENT, host(w, Side.GOVERNMENT))
    await_return(w, h)


@njit(cache=True)
def close_shelter(w, place):
    """Everyone in a shelter that closes moves to relatives."""
    hot = w.hot
    for h in range(hot.level.shape[0]):
        if hot.place[h] == place and hot.status[h] == Status.OUT_CAMP and w.households.people[h] > 0:
            put(w, h, Status.OUT_GOVERNMENT, host(w, Side.GOVERNMENT))
            await_return(w, h)

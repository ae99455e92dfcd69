"""Movement: walking inside the enclave, queues at the ways out, boarding, and arrival on the other side."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.engine.changes import await_on, await_return, onward_row, put, rest, strand
from model.engine.leaving import await_screening, is_stopped
from model.randomness import Decision, uniform
from model.rules.walking import reach
from model.state import LARGEST_HOUSEHOLD, Count, Goal, Side, Spell, Status, Way


@njit(cache=True)
def walk(w, s, hour, is_night):
    """Everyone on the way comes as far as an hour allows; those who reach a way out join its queue."""
    hh, status = w.households, w.hot.status
    due = np.empty(status.shape[0], np.int32)
    reached = np.empty(status.shape[0], np.int32)
    m = n = 0
    for h in range(status.shape[0]):
        if status[h] == Status.TRAVELLING and hh.people[h] > 0:
            if hh.goal[h] <= Goal.OUT:
                if hh.until[h] <= hour:
                    due[m] = h
                    m += 1
            elif advance(w, s, h, is_night):
                reached[n] = h
                n += 1
    for h in by_lot(w, due[:m], hour):
        arrive(w, s, h)
    for h in by_lot(w, reached[:n], hour):
        join(w, h)


@njit(cache=True)
def advance(w, s, h, is_night):
    """Walk for an hour; whether the household now stands before its way out."""
    hh, hot, paths = w.households, w.hot, w.paths
    left = reach(s.speed, s.night, is_night, s.slow, hh.immobile[h])
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
    if goal >= 0:
        return True
    w.tally.counts[Count.FLED_INSIDE] += hh.people[h]
    strand(w, h)
    return False


@njit(cache=True)
def by_lot(w, who, hour):
    """Households that come in the same hour, in keyed order: their order of storage never matters."""
    lot = np.empty(who.shape[0])
    for i in range(who.shape[0]):
        lot[i] = uniform(w.seed, Decision.QUEUE_ORDER, w.households.key[who[i]], hour)
    return who[np.argsort(lot)]


@njit(cache=True)
def join(w, h):
    """Join the queue of a way, unless it has shut or armed groups stop the household."""
    hh, hot, ways = w.households, w.hot, w.ways
    e = hh.goal[h]
    if ways.kind[e] == Way.SHUT:
        turn_back(w, h)
        return
    if is_stopped(w, h, e):
        hh.barred[h] = e
        w.tally.counts[Count.STOPPED] += hh.people[h]
        turn_back(w, h)
        return
    hh.next[h] = -1
    if ways.head[e] < 0:
        ways.head[e] = h
    else:
        hh.next[ways.tail[e]] = h
    ways.tail[e] = h
    ways.waiting[e] += hh.people[h]
    put(w, h, Status.WAITING, hot.place[h])


@njit(cache=True)
def turn_back(w, h):
    """Give up a way out: the household stays before it and decides anew."""
    strand(w, h)


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
        w.tally.hours[Spell.WAITING] += ways.waiting[e]


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
    hh, ways, counts = w.households, w.ways, w.tally.counts
    if ways.kind[e] == Way.FLEET:
        hh.goal[h] = Goal.BUS
    else:
        hh.goal[h] = Goal.OUT - ways.side[e]
        counts[Count.PASSED_BREACH if ways.kind[e] == Way.BREACH else Count.PASSED_CORRIDOR] += hh.people[h]
    hh.until[h] = hour + max(1, math.ceil(ways.beyond[e]))
    put(w, h, Status.TRAVELLING, ways.outside[e])
    if ways.screened[e]:
        await_screening(w, h)


@njit(cache=True)
def arrive(w, s, h):
    """Arrive on the other side: in a shelter, with a host community, or as an evacuee."""
    hh, counts = w.households, w.tally.counts
    goal, people = hh.goal[h], np.int64(hh.people[h])
    hh.goal[h] = Goal.NOWHERE
    if goal == Goal.BUS or goal == Goal.AMBULANCE:
        if goal == Goal.AMBULANCE:
            counts[Count.PATIENTS_EVACUATED] += hh.patients[h]
        put(
            w,
            h,
            Status.EVACUATED_BUS if goal == Goal.BUS else Status.EVACUATED_MEDICAL,
            host(w, Side.OPPOSITION),
        )
        rest(w, h)
    elif goal == Goal.OUT - Side.GOVERNMENT:
        counts[Count.ARRIVED_GOVERNMENT] += people
        take_in(w, s, h)
    elif goal == Goal.OUT - Side.KURDISH:
        counts[Count.ARRIVED_KURDISH] += people
        put(w, h, Status.OUT_KURDISH, host(w, Side.KURDISH))
        await_return(w, h)
    else:
        counts[Count.ARRIVED_OPPOSITION] += people
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
        if hot.place[h] == place and hot.status[h] == Status.OUT_CAMP:
            put(w, h, Status.OUT_GOVERNMENT, host(w, Side.GOVERNMENT))
            await_return(w, h)


@njit(cache=True)
def board_patients(w, e, seats, hours, hour):
    """Ambulances take patients with their families, in keyed order, while seats last; how many boarded."""
    hh, hot = w.households, w.hot
    is_candidate = np.zeros(hot.level.shape[0], np.uint8)
    for h in range(hot.level.shape[0]):
        if hh.patients[h] > 0 and w.places.enclave[hot.place[h]] and hot.status[h] != Status.TRAVELLING:
            is_candidate[h] = 1
    candidates = np.flatnonzero(is_candidate)
    lot = np.empty(candidates.shape[0])
    for i in range(candidates.shape[0]):
        lot[i] = uniform(w.seed, Decision.BOARDING, hh.key[candidates[i]], 0)
    boarded = 0
    for i in np.argsort(lot):
        h = candidates[i]
        if w.places.side[hot.place[h]] == Side.OPPOSITION and hh.people[h] <= seats - boarded:
            boarded += hh.people[h]
            rest(w, h)
            hh.goal[h] = Goal.AMBULANCE
            hh.until[h] = hour + max(1, math.ceil(hours))
            put(w, h, Status.TRAVELLING, w.ways.outside[e])
    return boarded


@njit(cache=True)
def overtake(w, place, side, hour):
    """A place changes hands: who stayed is under changed control, who was on the way out gets out."""
    hh, hot = w.households, w.hot
    w.places.side[place] = side
    for h in range(hot.level.shape[0]):
        if hot.place[h] == place and hh.people[h] > 0:
            status = hot.status[h]
            if side == Side.OPPOSITION:
                if status == Status.CHANGED_CONTROL:
                    put(w, h, Status.HOME, place)
                elif status == Status.OVERRUN:
                    put(w, h, Status.DISPLACED_INSIDE, place)
            elif status == Status.HOME:
                put(w, h, Status.CHANGED_CONTROL, place)
            elif status == Status.DISPLACED_INSIDE:
                put(w, h, Status.OVERRUN, place)
            elif (status == Status.WAITING or status == Status.TRAVELLING) and hh.goal[h] > Goal.OUT:
                meet_front(w, h, side, hour)


@njit(cache=True)
def meet_front(w, h, side, hour):
    """The front reaches people on the way: those bound outward are out, the others stay where they are."""
    hh, hot = w.households, w.hot
    p = hot.place[h]
    if hh.goal[h] < 0:
        strand(w, h)
        return
    hh.goal[h] = Goal.OUT - side
    hours = w.places.beyond[p] if np.isfinite(w.places.beyond[p]) else 1.0
    hh.until[h] = hour + max(1, math.ceil(hours))
    put(w, h, Status.TRAVELLING, p)
    if side == Side.GOVERNMENT:
        await_screening(w, h)

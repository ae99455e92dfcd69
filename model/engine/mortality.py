"""Mortality: the wounded and the sick who die in the enclave before anyone takes them out of it."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import UNKNOWN, Count, Status
from model.engine.blocks import doom_at, lines_of
from model.engine.changes import count_person, draw_member, is_held, lose, rebase, release_patient
from model.randomness import Decision, exponential, uniform
from model.rules.danger import DEATH, harm_event
from model.rules.medical import next_death, other_wounded, others_hazard, patients_hazard, spent

NO_TOLERANCE = -1.0


@njit(cache=True)
def others(w, h):
    """The wounded of a household who are no patients."""
    return other_wounded(w.households.wounded[h], w.households.patients[h])


@njit(cache=True)
def tolerance_left(w, care, h, hour):
    """What is left of a household's tolerance at an hour, or none if it has no wounded who might die."""
    doom = w.hot.doom[h]
    if not np.isfinite(doom):
        return NO_TOLERANCE
    hh = w.households
    return spent(care, hh.patients[h], hh.since[h], others(w, h), np.float64(hour), doom)


@njit(cache=True)
def await_death(w, care, h, left, hour):
    """Let the hour of the next death follow from who is wounded now; a first wound draws a tolerance."""
    hh = w.households
    if hh.wounded[h] == 0:
        doom_at(w, h, np.inf)
        return
    if left == NO_TOLERANCE:
        left = exponential(w.seed, Decision.UNTREATED, hh.key[h], 2 * hour)
    doom_at(w, h, next_death(care, left, hh.patients[h], hh.since[h], others(w, h), np.float64(hour)))


@njit(cache=True)
def die(w, b, s, hour):
    """Those whose hour has come die, unless they are out of the enclave: then they have been treated."""
    soonest = w.blocks.doom
    for block in range(soonest.shape[0]):
        if soonest[block] < hour + 1.0:
            die_in_block(w, b, s, block, hour)


@njit(cache=True)
def die_in_block(w, b, s, block, hour):
    """The same of one block of lines; the bound is set to the next hour of any of them."""
    doom, (first, end), soonest = w.hot.doom, lines_of(w, block), np.inf
    for h in range(first, end):
        if doom[h] == UNKNOWN:
            await_death(w, s.care, h, NO_TOLERANCE, hour)
        if doom[h] < hour + 1.0:
            if is_held(w, w.hot.place[h]) and w.households.wounded[h] > 0:
                perish(w, b, s.care, h, hour)
            else:
                doom[h] = np.inf
        soonest = min(soonest, doom[h])
    w.blocks.doom[block] = soonest


@njit(cache=True)
def perish(w, b, care, h, hour):
    """One of a household's wounded dies; the others live through this hour."""
    hh, key = w.households, w.households.key[h]
    at = w.hot.doom[h]
    severe = patients_hazard(care, hh.patients[h], hh.since[h], at)
    total = severe + others_hazard(care, others(w, h), at)
    if total <= 0.0:  # whoever it was has left the household meanwhile
        doom_at(w, h, np.inf)
        return
    if uniform(w.seed, Decision.MORTAL, key, hour) * total < severe:
        w.places.patients[w.hot.place[h]] -= 1
        release_patient(w, h)
    event = harm_event(hour, DEATH, 0)
    member = draw_member(w, h, Decision.MEMBER_HIT, event)
    w.tally.killed[w.hot.place[h]] += 1
    _, is_immobile = lose(w, h, member, Status.KILLED, 1, event)
    count_person(w, Count.DIED_UNTREATED, member, is_immobile, 1)
    await_death(w, care, h, exponential(w.seed, Decision.UNTREATED, key, 2 * hour + 1), hour + 1)
    rebase(w, b, h)

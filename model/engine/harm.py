"""Harm: strikes on places, the people they kill and wound, and patients who die while they wait."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.engine.changes import draw_member, is_held, is_outdoors, lose, rebase
from model.randomness import Decision, exponential, poissons, uniform
from model.rules.danger import expected_killed, remembered, strike_rate, threat
from model.state import Count, Status

KILL, WOUND, DIE = 0, 1, 2
KINDS = 3


@njit(cache=True)
def bombard(w, s, weapon, campaign, lethality, fear, restraint, extra, hour):
    """One weapon's strikes in this hour, their expected dead and the memory of them; the number of strikes.

    ``campaign`` per km2 and hour; ``extra`` strikes by place besides the campaign's; ``restraint`` 0 to 1.
    """
    places = w.places
    rates = np.zeros(places.side.shape[0])
    for p in range(rates.shape[0]):
        if is_held(w, p):
            rates[p] = strike_rate(
                campaign, places.hectares[p] / 100.0, s.contact, places.front[p], restraint * places.spared[p]
            )
    strikes = poissons(w.seed, Decision.STRIKES, rates, 2 * hour + weapon) + extra
    for p in range(rates.shape[0]):
        if strikes[p] > 0:
            walking = places.outdoors[p] - places.queueing[p]
            exposed = places.indoors[p] + s.open_air * walking + s.queue * places.queueing[p]
            places.killed[p] += expected_killed(strikes[p], lethality, exposed, places.hectares[p], s.worst)
            places.memory[p] += fear * strikes[p]
    return strikes.sum()


@njit(cache=True)
def suffer(w, b, s, hour):
    """Turn the hour's expected dead and wounded into people, chosen by lot among those exposed."""
    places = w.places
    n = places.side.shape[0]
    means = np.zeros((KINDS, n))
    for p in range(n):
        means[KILL, p] = places.killed[p]
        means[WOUND, p] = s.wounded * places.killed[p]
        means[DIE, p] = s.dying * places.patients[p] if is_held(w, p) else 0.0
        places.killed[p] = 0.0
    counts = np.zeros((KINDS, n), np.int64)
    counts[KILL] = poissons(w.seed, Decision.KILLED, means[KILL], hour)
    counts[WOUND] = poissons(w.seed, Decision.WOUNDED, means[WOUND], hour)
    counts[DIE] = poissons(w.seed, Decision.UNTREATED, means[DIE], hour)
    if counts.sum() > 0:
        hit(w, b, s, counts, hour)


@njit(cache=True)
def remember(w, s):
    """Fade the memory of strikes by an hour and turn it into threat."""
    places = w.places
    for p in range(places.memory.shape[0]):
        if places.enclave[p]:
            per_day = places.memory[p] * 24.0 / s.memory / (places.hectares[p] / 100.0)
            places.threat[p] = threat(per_day, s.half_threat)
            places.memory[p] = remembered(places.memory[p], 0, s.fade)


@njit(cache=True)
def weight(w, s, h, kind):
    """A household's chance, in proportion, of the next one hit being one of its members."""
    hh, hot = w.households, w.hot
    if kind == DIE:
        return float(hh.patients[h])
    exposure = 1.0
    if hot.status[h] == Status.TRAVELLING:
        exposure = s.open_air
    elif hot.status[h] == Status.WAITING:
        exposure = s.queue
    people = hh.people[h] if kind == KILL else max(np.int64(hh.people[h]) - hh.wounded[h], 0)
    return exposure * people


@njit(cache=True)
def hit(w, b, s, counts, hour):
    """Harm ``counts[kind, p]`` people in each place p: households with the smallest keyed lots, by exposure.

    At most one person of a household in an hour and kind, and never more than there are households.
    """
    hh, place = w.households, w.hot.place
    lots = np.full((*counts.shape, counts.max()), np.inf)
    who = np.full(lots.shape, -1, np.int32)
    is_struck = counts.sum(axis=0) > 0
    for h in range(place.shape[0]):
        p = place[h]
        if is_struck[p] and hh.people[h] > 0:
            for kind in range(KINDS):
                if counts[kind, p] > 0:
                    draw_lot(w, s, h, kind, hour, lots[kind, p, : counts[kind, p]], who[kind, p])
    for kind in range(KINDS):
        for p in range(counts.shape[1]):
            for i in range(counts[kind, p]):
                h = who[kind, p, i]
                if h >= 0 and weight(w, s, h, kind) > 0.0:
                    harm(w, b, s, h, kind, hour)


@njit(cache=True)
def draw_lot(w, s, h, kind, hour, lots, who):
    """A household's lot in this hour: the larger its exposure, the likelier a small one."""
    chance = weight(w, s, h, kind)
    if chance > 0.0:
        lot = exponential(w.seed, Decision.VICTIM, w.households.key[h], 4 * hour + kind) / chance
        insert(lots, who, lot, h)


@njit(cache=True)
def insert(lots, who, lot, h):
    """Keep the smallest lots in order."""
    i = lots.shape[0] - 1
    if lot >= lots[i]:
        return
    while i > 0 and lots[i - 1] > lot:
        lots[i], who[i] = lots[i - 1], who[i - 1]
        i -= 1
    lots[i], who[i] = lot, h


@njit(cache=True)
def harm(w, b, s, h, kind, hour):
    """Kill or wound one member of a household."""
    hh, hot, tally = w.households, w.hot, w.tally
    member = draw_member(w, h, Decision.MEMBER_HIT, 4 * hour + kind)
    if kind == WOUND:
        tally.counts[Count.WOUNDED] += 1
        tally.wounded[member] += 1
        hh.wounded[h] += 1
        if uniform(w.seed, Decision.SEVERITY, hh.key[h], hour) < s.severe and hh.patients[h] < hh.people[h]:
            hh.patients[h] += 1
            w.places.patients[hot.place[h]] += 1
            tally.counts[Count.PATIENTS] += 1
        rebase(w, b, h)
        return
    tally.killed[member] += 1
    if kind == DIE:
        tally.counts[Count.DIED_UNTREATED] += 1
        hh.patients[h] -= 1
        w.places.patients[hot.place[h]] -= 1
        hh.wounded[h] -= min(hh.wounded[h], 1)
    elif is_outdoors(hot.status[h]):
        tally.counts[Count.KILLED_ON_THE_WAY] += 1
    lose(w, h, member, Status.KILLED)
    rebase(w, b, h)

"""Harm: strikes on places, what they destroy, and the people they kill and wound."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.codes import LARGEST_HOUSEHOLD, Count, Status
from model.engine.changes import (
    count_person,
    draw_member,
    is_held,
    lose,
    lot_ability,
    lot_wounded,
    rebase,
    wound,
)
from model.engine.mortality import await_death, tolerance_left
from model.engine.orders import time_of_day
from model.engine.whereabouts import households_at, is_outdoors, keys_of, outdoors_of
from model.randomness import Decision, exponential, pick, poisson_of, poissons, uniform, uniforms
from model.rules.danger import (
    CROWD,
    KILL,
    KINDS,
    WOUND,
    destroyed,
    expected_killed,
    exposure,
    found,
    harm_event,
    incident_rate,
    left_to_harm,
    remembered,
    roof,
    strike_rate,
    threat,
)
from model.rules.medical import wait_begins

ARTILLERY = 1  # beside 0, air
ON_WAYS, BY_CROWD = 0, 1  # shells on those in the open: at a guarantor's ways, and where crowds are
BARELY = 1.0 - 1e-9  # more than the rounding of a logarithm


@njit(cache=True)
def shell(w, hour):
    """An hour of air strikes, then of artillery, at the pace of this time of the day."""
    orders, time = w.orders, time_of_day(w, hour)
    for weapon in range(orders.strikes.shape[0]):
        intensity = orders.restraint[weapon] * orders.pace[weapon, time]
        shells = np.zeros((2, intensity.shape[0]), np.int64)
        if weapon == ARTILLERY:
            shells[ON_WAYS] = orders.shells * (orders.restraint[ARTILLERY] > 0.0)
            shells[BY_CROWD] = w.settings.shells * incidents(w, intensity, hour)
            orders.shells[:] = 0
        orders.strikes[weapon] += bombard(w, w.arms[weapon], intensity, shells, hour)


@njit(cache=True)
def incidents(w, intensity, hour):
    """How often the crowd of each place comes under fire in this hour."""
    places, counts = w.places, np.zeros(w.places.side.shape[0], np.int64)
    exposed, highest, squares = np.zeros(counts.shape[0]), 0.0, 0.0
    for p in range(counts.shape[0]):
        if is_held(w, p):
            weight = places.spared[p] * intensity[p]
            exposed[p] = places.outdoors[p] * weight
            squares += places.squares[p].sum() * weight**2
            highest = max(highest, intensity[p])
    if highest > 0.0:
        s, crowds = w.settings, exposed.sum() / highest
        others = found(crowds, squares / highest**2, s.scale)
        mean = incident_rate(s.incidents, s.crowd, crowds, others, highest)
        for i in range(poisson_of(uniform(w.seed, Decision.CROWD, 0, hour), mean)):
            counts[pick(exposed, uniform(w.seed, Decision.CROWD, i + 1, hour))] += 1
    return counts


@njit(cache=True)
def bombard(w, arms, intensity, shells, hour):
    """One weapon's strikes in this hour: expected dead, the memory of them, damage; the number of strikes.

    By place: ``intensity``, of the campaign's mean; ``shells`` on the crowd there, by what brings them.
    """
    places, s = w.places, w.settings
    rates = np.zeros(places.side.shape[0])
    for p in range(rates.shape[0]):
        if is_held(w, p):
            area = places.hectares[p] / 100.0
            spared = intensity[p] * places.spared[p]
            rates[p] = strike_rate(arms.campaign, area, s.contact, places.front[p], spared)
    strikes = poissons(w.seed, Decision.STRIKES, rates, 2 * hour + arms.number)
    for p in range(rates.shape[0]):
        if strikes[p] + shells[:, p].sum() > 0 and is_held(w, p):
            strike(w, s, arms, p, strikes[p], shells[:, p])
    return strikes.sum() + shells.sum()


@njit(cache=True)
def strike(w, s, arms, p, strikes, shells):
    """What so many strikes do to a place, and so many shells on the crowd in it."""
    places = w.places
    hectares, damage, squares = places.hectares[p], places.damage[p], places.squares[p]
    walking = places.outdoors[p] - places.queueing[p]
    crowd = s.open_air * walking + s.queue * places.queueing[p]
    exposed = crowd + roof(damage, s.ruins) * places.indoors[p]
    places.killed[p] += expected_killed(strikes, arms.lethality, exposed, hectares, s.worst)
    met = found(crowd, s.open_air**2 * squares[0] + s.queue**2 * squares[1], s.scale)
    places.struck_down[p] += expected_killed(shells[ON_WAYS], arms.lethality, crowd, s.ground, s.worst)
    places.struck_down[p] += expected_killed(shells[BY_CROWD], arms.lethality, met, s.ground, s.worst)
    fallen = strikes + shells.sum()
    places.memory[p] += arms.fear * fallen
    places.damage[p] = destroyed(damage, arms.destroyed * fallen / hectares)


@njit(cache=True)
def casualties(w, s, hour):
    """How many people are harmed in this hour, kind of harm x place, at most; what was expected is spent."""
    places = w.places
    n = places.side.shape[0]
    means = np.zeros((KINDS, n))
    for p in range(n):
        means[KILL, p] = places.killed[p]
        means[CROWD + KILL, p] = places.struck_down[p]
        places.killed[p] = places.struck_down[p] = 0.0
    counts = np.zeros((KINDS, n), np.int64)
    for among in (0, CROWD):
        dead = means[among + KILL]
        counts[among + KILL] = poissons(w.seed, Decision.KILLED, dead, 2 * hour + among // CROWD)
        counts[among + WOUND] = poissons(
            w.seed, Decision.WOUNDED, s.wounded * dead, 2 * hour + among // CROWD
        )
    return counts


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
def hit(w, b, s, counts, hour):
    """Harm ``counts[kind, p]`` people in each place p: those with the smallest keyed lots, by exposure.

    Never more than there are. A person's lot is exponential, so that one with twice the exposure is twice as
    likely to have the smaller. A household draws the smallest of its members' lots, then what each next adds.
    """
    for p in range(counts.shape[1]):
        if counts[:, p].max() > 0:
            here = households_at(w, p)
            who = np.full((KINDS, counts[:, p].max(), 2), -1, np.int32)
            for among in (0, CROWD):
                if counts[among : among + CROWD, p].max() > 0:
                    exposed = outdoors_of(w, here) if among == CROWD else here
                    keys = keys_of(w, exposed)
                    for kind in range(among, among + CROWD):
                        if counts[kind, p] > 0:
                            draw_lots(w, s, p, exposed, keys, kind, hour, who[kind, : counts[kind, p]])
            for kind in range(KINDS):
                harm_chosen(w, b, s, who[kind], kind, hour)


@njit(cache=True)
def draw_lots(w, s, p, here, keys, kind, hour, who):
    """Fill in whom the smallest lots in a place are of: a household, and the number of the one hit in it."""
    hh, lots, sheltered = w.households, np.full(who.shape[0], np.inf), roof(w.places.damage[p], s.ruins)
    draws, least, least_indoors = np.empty(here.shape[0]), 0.0, 0.0
    uniforms(w.seed, Decision.VICTIM, keys, harm_event(hour, kind, 0), draws)
    for i in range(here.shape[0]):
        if draws[i] > least:
            h, status = here[i], w.hot.status[here[i]]
            if draws[i] <= least_indoors and not is_outdoors(status):
                continue
            each = exposure(kind, status, sheltered, s.open_air, s.queue)
            members = left_to_harm(kind, hh.people[h], hh.wounded[h])
            if each * members > 0.0 and -math.log(draws[i]) / (each * members) < lots[-1]:
                draw_members(w, lots, who, kind, hour, np.int64(h), each, members)
                least_indoors = least_draw(lots[-1], sheltered)
                least = min(least_indoors, least_draw(lots[-1], max(s.open_air, s.queue)))


@njit(cache=True)
def draw_members(w, lots, who, kind, hour, h, each, members):
    """Keep the lots of a household's members, as far as they are among the smallest."""
    lot, key = 0.0, w.households.key[h]
    for number in range(members):
        event = harm_event(hour, kind, number)
        lot += exponential(w.seed, Decision.VICTIM, key, event) / (each * (members - number))
        if lot >= lots[-1]:
            break
        insert(lots, who, lot, h, number)


@njit(cache=True)
def least_draw(lot, exposure):
    """Up to this a draw is too small for a smaller lot than this one, at so much exposure of each member."""
    return BARELY * math.exp(-lot * LARGEST_HOUSEHOLD * exposure)


@njit(cache=True)
def harm_chosen(w, b, s, who, kind, hour):
    """Harm those chosen; whoever a family has lost meanwhile cannot be harmed again."""
    hh = w.households
    for i in range(who.shape[0]):
        h = np.int64(who[i, 0])
        if h >= 0 and left_to_harm(kind, hh.people[h], hh.wounded[h]) > 0:
            harm(w, b, s, h, kind, np.int64(who[i, 1]), hour)


@njit(cache=True)
def insert(lots, who, lot, h, number):
    """Keep the smallest lots in order."""
    i = lots.shape[0] - 1
    while i > 0 and lots[i - 1] > lot:
        lots[i], who[i, 0], who[i, 1] = lots[i - 1], who[i - 1, 0], who[i - 1, 1]
        i -= 1
    lots[i], who[i, 0], who[i, 1] = lot, h, number


@njit(cache=True)
def harm(w, b, s, h, kind, number, hour):
    """Kill or wound one member of a household, the first or a further one in an hour."""
    event = harm_event(hour, kind, number)
    left = tolerance_left(w, s.care, h, hour)
    member = draw_member(w, h, Decision.MEMBER_HIT, event)
    if kind % CROWD == KILL:
        kill(w, h, member, event)
    else:
        injure(w, s, h, member, event, hour)
    await_death(w, s.care, h, left, hour)
    rebase(w, b, h)


@njit(cache=True)
def kill(w, h, member, event):
    """Kill one member of a household where it is."""
    status = w.hot.status[h]
    w.tally.killed[w.hot.place[h]] += 1
    is_wounded = lot_wounded(w, h, event)
    _, is_immobile = lose(w, h, member, Status.KILLED, is_wounded, event)
    if status == Status.TRAVELLING:
        count_person(w, Count.KILLED_ON_THE_WAY, member, is_immobile, is_wounded)
    elif status == Status.WAITING:
        count_person(w, Count.KILLED_IN_QUEUES, member, is_immobile, is_wounded)
    else:
        count_person(w, Count.KILLED_AT_HOME, member, is_immobile, is_wounded)


@njit(cache=True)
def injure(w, s, h, member, event, hour):
    """Wound one member of a household where it is; some of the wounded are patients who need evacuation."""
    hh, status, place = w.households, w.hot.status[h], w.hot.place[h]
    _, is_immobile = lot_ability(w, h, event)
    w.tally.wounded[place] += 1
    if status == Status.TRAVELLING:
        count_person(w, Count.WOUNDED_ON_THE_WAY, member, is_immobile, 1)
    elif status == Status.WAITING:
        count_person(w, Count.WOUNDED_IN_QUEUES, member, is_immobile, 1)
    else:
        count_person(w, Count.WOUNDED_AT_HOME, member, is_immobile, 1)
    wound(w, h)
    if uniform(w.seed, Decision.SEVERITY, hh.key[h], event) < s.severe and hh.patients[h] < hh.people[h]:
        hh.patients[h] += 1
        hh.since[h] += wait_begins(s.care, hour)
        w.places.patients[place] += 1
        count_person(w, Count.PATIENTS, member, is_immobile, 1)

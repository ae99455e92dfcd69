"""The checkpoint: men of 15-55 who crossed to the government side this hour, and those who are let go."""

from __future__ import annotations

from numba import njit

from model.codes import NEVER, UNKNOWN, Count, Goal, Member, Status
from model.engine.blocks import doom_at, lines_of, release_at, store_until
from model.engine.changes import add_people, count_people, free, hold, is_held, is_never_moved, put, strand
from model.randomness import Decision, exponential, uniform
from model.rules.reception import arrived
from model.rules.screening import age_of_man, chance_held, release_hour

EVENTS_PER_DECISION = 16  # more than the men in any household, so that no two draws share a key


@njit(cache=True)
def screen(w, s, hour):
    """Hold each man who crossed this hour with the rule's chance; empty the list."""
    crossed = w.tally.crossed
    for i in range(1, crossed[0] + 1):
        screen_family(w, s, crossed[i], hour)
    crossed[0] = 0


@njit(cache=True)
def screen_family(w, s, h, hour):
    """Screen the men of one family, who are held or not each for himself; it may turn back without them."""
    hh = w.households
    held, e = 0, hh.crossed[h]
    monitored = w.ways.monitored[e] if e >= 0 else 1.0
    for man in range(hh.members[h, Member.MAN]):
        age = age_of_man(uniform(w.seed, Decision.AGE, hh.key[h], man))
        draw = hh.event[h] * EVENTS_PER_DECISION + man
        chance = chance_held(s.held, s.other_ages, age, monitored)
        if uniform(w.seed, Decision.HELD, hh.key[h], draw) < chance:
            hold(w, h, draw)
            held += 1
    if held > 0:
        plan_release(w, s, h, hour)
    could = held > 0 and e >= 0 and hh.people[h] > 0 and is_held(w, w.ways.inside[e])
    if could and uniform(w.seed, Decision.TURNS_BACK, hh.key[h], hh.event[h]) < s.turns_back:
        go_back_in(w, h, e, held)


@njit(cache=True)
def plan_release(w, s, h, hour):
    """When those of a family who are held together are let go together, or not at all."""
    hh = w.households
    is_planned = hh.release[h] < NEVER  # for men held before: they are let go together
    if not is_planned and uniform(w.seed, Decision.RELEASE, hh.key[h], 0) < s.released:
        lot = exponential(w.seed, Decision.RELEASE, hh.key[h], 1)
        release_at(w, h, release_hour(hour, lot, s.release_rate))


@njit(cache=True)
def go_back_in(w, h, e, held):
    """A family goes back to the place before the way, without the men held; its store stays outside."""
    hh, p = w.households, w.ways.inside[e]
    count_people(w, Count.TURNED_BACK, h)
    w.ways.fresh[e] -= hh.people[h] + held  # no safe passage
    hh.crossed[h] = -1
    put(w, h, Status.TRAVELLING, p)
    if not w.places.enclave[w.ways.outside[e]]:  # what it had was left there; inside it is carried along
        store_until(w, h, w.places.missed[p])
    doom_at(w, h, UNKNOWN)
    strand(w, h)


@njit(cache=True)
def let_go(w, hour):
    """Give the men whose time has come back to their families."""
    soonest = w.blocks.release
    for block in range(soonest.shape[0]):
        if soonest[block] <= hour:
            soonest[block] = let_go_in_block(w, block, hour)


@njit(cache=True)
def let_go_in_block(w, block, hour):
    """The same of one block of lines; the next hour in which any of their men are let go."""
    hh, (first, end), soonest = w.households, lines_of(w, block), NEVER
    for h in range(first, end):
        if hh.release[h] <= hour:
            if is_never_moved(w.hot.status[h]):  # its family turned back and is at home
                w.places.left[hh.home[h]] -= hh.detained[h]
            are_alone = hh.people[h] == 0 and hh.goal[h] > Goal.OUT
            count = arrived(w.hot.status[h])
            if count >= 0:
                add_people(hh[h], w.tally.counts[count], -1)
            free(w, h)
            if count >= 0:  # those let go have now arrived, too
                add_people(hh[h], w.tally.counts[count], 1)
            doom_at(w, h, UNKNOWN)  # one of them may be wounded
            hh.release[h] = NEVER
            if are_alone:
                strand(w, h)
        soonest = min(soonest, hh.release[h])
    return soonest

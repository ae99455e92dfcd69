"""The few steps by which a household's state changes; every tally is kept here and nowhere else."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Count, Goal, Group, Member, Side, Status
from model.engine.near import act_at
from model.engine.whereabouts import enter, is_outdoors, leave, list_outdoors
from model.randomness import Decision, exponential, uniform
from model.rules.kin import share_out
from model.rules.leaving import own_factor, rebased
from model.rules.people import is_among, member_of
from model.rules.walking import settles_as
from model.state import UNDECIDED

CLASSES = len(Member)
HELD, EVACUATED = 1 << 24, 1 << 25  # what numbers these events begin at: above all of harm by hour


@njit(cache=True)
def is_held(w, p):
    """Whether a place is in the enclave and held by the opposition."""
    return w.places.enclave[p] == 1 and w.places.side[p] == Side.OPPOSITION


@njit(cache=True)
def is_never_moved(status):
    """Whether people of this status are in their own home and have been all along."""
    return status == Status.HOME or status == Status.CHANGED_CONTROL


@njit(cache=True)
def add_people(of, groups, sign):
    """Add the people of a household (sign -1: take them away) to what is counted by group."""
    for c in range(CLASSES):
        groups[c] += sign * np.int64(of.members[c])
    groups[Group.IMMOBILE] += sign * np.int64(of.immobile)
    groups[Group.WOUNDED] += sign * np.int64(of.wounded)


@njit(cache=True)
def count_people(w, count, h):
    """Add the people of a household to a count of events."""
    add_people(w.households[h], w.tally.counts[count], 1)


@njit(cache=True)
def add_person(groups, member, is_immobile, is_wounded, number):
    """Add one person (or so many alike) to what is counted by group."""
    groups[member] += number
    groups[Group.IMMOBILE] += is_immobile * number
    groups[Group.WOUNDED] += is_wounded * number


@njit(cache=True)
def count_person(w, count, member, is_immobile=0, is_wounded=0):
    """Add one person of a class to a count of events."""
    add_person(w.tally.counts[count], member, is_immobile, is_wounded, 1)


@njit(cache=True)
def count_in(w, h, sign):
    """Add the people of a household (sign -1: take them away) to its status and place."""
    s, of, there = w.hot.status[h], w.households[h], w.places[w.hot.place[h]]
    people = sign * np.int64(of.people)
    add_people(of, w.tally.status[s], sign)
    add_people(of, w.tally.here[w.hot.place[h], s], sign)
    if is_outdoors(s):
        there.outdoors += people
        there.squares[int(s == Status.WAITING)] += people * of.people
        if s == Status.WAITING:
            there.queueing += people
    else:
        there.indoors += people
    if of.hungry:
        count_hungry(w, h, sign)
    count_apart(w, h, sign)


@njit(cache=True)
def count_apart(w, h, sign):
    """Add the people of a household (sign -1: take them away) to those who are apart from their family."""
    of = w.households[h]
    if of.root >= 0:
        add_people(of, w.tally.apart, sign)


@njit(cache=True)
def count_hungry(w, h, sign):
    """Add the people of a household (sign -1: take them away) to the hungry of its place."""
    p, of = w.hot.place[h], w.households[h]
    w.places.hungry[p] += sign * np.int64(of.people)
    add_people(of, w.tally.hungry[p], sign)


@njit(cache=True)
def put(w, h, status, place):
    """Give a household a status and a place; stores are carried along, and end outside the enclave."""
    hh, hot, places = w.households, w.hot, w.places
    old = hot.place[h]
    people = np.int64(hh.people[h])
    count_in(w, h, -1)
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
        leave(w, h)
        hot.place[h] = place
        enter(w, h)
    hot.status[h] = status
    if is_outdoors(status):
        list_outdoors(w, h)
    count_in(w, h, 1)
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
    act_at(w, h, w.rows.total[row] + tolerance / multiple)


@njit(cache=True)
def await_leaving(w, h):
    """Let a household wait to leave where it is; it draws its threshold when it next decides."""
    w.households.event[h] += 1
    w.hot.row[h] = leave_row(w, h, w.hot.place[h])
    act_at(w, h, UNDECIDED)


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
    if new == hh.factor[h]:
        return
    if np.isfinite(hot.level[h]) and hot.row[h] < return_row(w, 0):
        act_at(w, h, rebased(b, w.rows.total[hot.row[h]], hot.level[h], hh.factor[h], new))
    hh.factor[h] = new


@njit(cache=True)
def by_lot(w, who, hour):
    """Households that come in the same hour, in keyed order: their order of storage never matters."""
    lot = np.empty(who.shape[0])
    for i in range(who.shape[0]):
        lot[i] = uniform(w.seed, Decision.QUEUE_ORDER, w.households.key[who[i]], hour)
    return who[np.argsort(lot)]


@njit(cache=True)
def draw_member(w, h, decision, event):
    """The class of a member, each member having the same chance."""
    members = w.households.members[h]
    lot = uniform(w.seed, decision, w.households.key[h], event)
    return member_of(
        lot, members[Member.CHILD], members[Member.WOMAN], members[Member.MAN], members[Member.ELDERLY]
    )


@njit(cache=True)
def count_patients(w, count, h):
    """Add the patients of a household to a count, each member having the same chance of being one."""
    for i in range(w.households.patients[h]):
        member = draw_member(w, h, Decision.PATIENT_CLASS, i)
        count_person(w, count, member, lot_ability(w, h, EVACUATED + i)[1], 1)


@njit(cache=True)
def lot_ability(w, h, event):
    """What a member of whom nothing else is known can do: whether he has a disability, and whether he walks.

    Those who cannot walk are among the disabled: one lot decides both.
    """
    hh = w.households
    if hh.disabled[h] == 0:
        return 0, 0
    lot, people = uniform(w.seed, Decision.MEMBER_ABLE, hh.key[h], event), hh.people[h]
    return int(is_among(lot, hh.disabled[h], people)), int(is_among(lot, hh.immobile[h], people))


@njit(cache=True)
def lot_wounded(w, h, event):
    """Whether a member of whom nothing else is known is one of the wounded."""
    hh = w.households
    if hh.wounded[h] == 0:
        return 0
    lot = uniform(w.seed, Decision.MEMBER_WOUNDED, hh.key[h], event)
    return int(is_among(lot, hh.wounded[h], hh.people[h]))


@njit(cache=True)
def release_patient(w, h):
    """One patient of a household fewer, who had waited as long as they have on average."""
    hh = w.households
    hh.since[h] -= hh.since[h] / hh.patients[h]
    hh.patients[h] -= 1


@njit(cache=True)
def lose(w, h, member, to, is_wounded, event):
    """Take one person of a class out of a household, into a status of persons (detained or killed).

    ``event`` numbers the losses of a household. Returns whether the person is disabled, and cannot walk.
    """
    hh, hot = w.households, w.hot
    is_disabled, is_immobile = lot_ability(w, h, event)
    count_in(w, h, -1)
    hh.members[h, member] -= 1
    hh.people[h] -= 1
    hh.disabled[h] -= is_disabled
    hh.immobile[h] -= is_immobile
    hh.wounded[h] -= is_wounded
    count_in(w, h, 1)
    add_person(w.tally.status[to], member, is_immobile, is_wounded, 1)
    if hh.patients[h] > hh.people[h] or (is_wounded and hh.patients[h] > hh.wounded[h]):
        w.places.patients[hot.place[h]] -= 1
        release_patient(w, h)
    if hh.people[h] == 0:
        rest(w, h)
    return is_disabled, is_immobile


@njit(cache=True)
def hold(w, h, event):
    """Take one man of 15-55 out of a household and hold him; ``event`` numbers the men screened."""
    hh = w.households
    is_wounded = lot_wounded(w, h, HELD + event)
    is_disabled, is_immobile = lose(w, h, Member.MAN, Status.DETAINED, is_wounded, HELD + event)
    hh.detained[h] += 1
    hh.held_disabled[h] += is_disabled
    hh.held_immobile[h] += is_immobile
    hh.held_wounded[h] += is_wounded
    count_person(w, Count.DETENTIONS, Member.MAN, is_immobile, is_wounded)


@njit(cache=True)
def free(w, h):
    """Put the men who are held back into their household."""
    hh, held = w.households, w.tally.status[Status.DETAINED]
    count_in(w, h, -1)
    add_person(held, Member.MAN, 0, 0, -np.int64(hh.detained[h]))
    held[Group.IMMOBILE] -= hh.held_immobile[h]
    held[Group.WOUNDED] -= hh.held_wounded[h]
    hh.members[h, Member.MAN] += hh.detained[h]
    hh.people[h] += hh.detained[h]
    hh.disabled[h] += hh.held_disabled[h]
    hh.immobile[h] += hh.held_immobile[h]
    hh.wounded[h] += hh.held_wounded[h]
    hh.detained[h] = hh.held_disabled[h] = hh.held_immobile[h] = hh.held_wounded[h] = 0
    count_in(w, h, 1)


@njit(cache=True)
def wound(w, h):
    """One more member of a household is wounded."""
    count_in(w, h, -1)
    w.households.wounded[h] += 1
    count_in(w, h, 1)


@njit(cache=True)
def strand(w, h):
    """End a journey that cannot go on: the household stays where it is and decides anew."""
    hh, hot = w.households, w.hot
    p = hot.place[h]
    status = settles_as(w.places.side[p] == Side.OPPOSITION, p == hh.home[h])
    if is_never_moved(status) and not is_never_moved(hot.status[h]):
        w.places.left[p] -= hh.people[h]
    hh.goal[h] = Goal.NOWHERE
    hh.called[h] = 0
    put(w, h, status, p)
    await_leaving(w, h)

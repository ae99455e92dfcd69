"""A full count of people from the households: the first hour's, and one to hold the tallies against."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model.codes import Count, Group, Status
from model.engine.changes import CLASSES, add_people, count_in, count_patients
from model.engine.families import PARTS
from model.engine.whereabouts import is_outdoors, settle

STATUSES, GROUPS = len(Status), len(Group)


class Counted(NamedTuple):
    """What the households add up to."""

    status: NDArray[np.int64]  # status x group, but for the killed
    here: NDArray[np.int64]  # place x status x group
    hungry: NDArray[np.int64]  # place x group
    indoors: NDArray[np.int64]  # by place
    outdoors: NDArray[np.int64]  # by place
    squares: NDArray[np.int64]  # of the members of each household, place x on the way and in a queue
    patients: NDArray[np.int64]  # by place
    apart: NDArray[np.int64]  # by group, who are not with the first household of their family
    wrong: int  # families whose members do not add up
    torn: int  # parts that do not fit their family


@njit(cache=True)
def count_first(w):
    """Fill the tallies, the places and the lists with the people of the first hour."""
    settle(w)
    for h in range(w.lines[0]):
        count_in(w, h, 1)
        w.places.patients[w.hot.place[h]] += w.households.patients[h]
        count_patients(w, Count.PATIENTS, h)


@njit(cache=True)
def is_conserved(w, first):
    """Whether statuses add up to ``first``, people by class, and places hold all who are alive and free."""
    present = 0
    for c in range(CLASSES):
        people = 0
        for status in range(STATUSES):
            people += w.tally.status[status, c]
            if status != Status.DETAINED and status != Status.KILLED:
                present += w.tally.status[status, c]
        if people != first[c]:
            return False
    return present == w.places.indoors.sum() + w.places.outdoors.sum()


@njit(cache=True)
def recount(w):
    """Everyone counted anew."""
    hh, hot = w.households, w.hot
    n = w.places.side.shape[0]
    status = np.zeros((STATUSES, GROUPS), np.int64)
    here = np.zeros((n, STATUSES, GROUPS), np.int64)
    hungry = np.zeros((n, GROUPS), np.int64)
    indoors, outdoors, patients = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    squares = np.zeros((n, 2), np.int64)
    apart, wrong, torn = np.zeros(GROUPS, np.int64), 0, 0
    for h in range(w.lines[0]):
        p, of = hot.place[h], hh[h]
        add_people(of, here[p, hot.status[h]], 1)
        if of.detained:
            status[Status.DETAINED, Group.MAN] += of.detained
            status[Status.DETAINED, Group.IMMOBILE] += of.held_immobile
            status[Status.DETAINED, Group.WOUNDED] += of.held_wounded
        if of.hungry:
            add_people(of, hungry[p], 1)
        if of.root >= 0:
            add_people(of, apart, 1)
        if is_outdoors(hot.status[h]):
            outdoors[p] += of.people
            squares[p, int(hot.status[h] == Status.WAITING)] += np.int64(of.people) ** 2
        else:
            indoors[p] += of.people
        patients[p] += of.patients
        wrong += not adds_up(of)
        torn += not fits(hh, hot.level[h], h)
    status += here.sum(axis=0)
    return Counted(status, here, hungry, indoors, outdoors, squares, patients, apart, wrong, torn)


@njit(cache=True)
def tallies_agree(w, counted):
    """Whether the tallies are what was counted; of the killed no household knows, the sums tell of them."""
    tally, places, killed = w.tally, w.places, 0
    for status in range(STATUSES):
        if status != Status.KILLED and (counted.status[status] != tally.status[status]).any():
            return False
    for c in range(CLASSES):
        killed += tally.status[Status.KILLED, c]
    for p in range(places.side.shape[0]):
        hungry = 0
        for c in range(CLASSES):
            hungry += counted.hungry[p, c]
        if hungry != places.hungry[p]:
            return False
    return (
        killed == tally.killed.sum()
        and (counted.here == tally.here).all()
        and (counted.hungry == tally.hungry).all()
        and (counted.indoors == places.indoors).all()
        and (counted.outdoors == places.outdoors).all()
        and (counted.squares == places.squares).all()
        and (counted.patients == places.patients).all()
        and (counted.apart == tally.apart).all()
        and counted.wrong == counted.torn == 0
    )


@njit(cache=True)
def adds_up(of):
    """Whether a family has as many members as it says, and no more of a group than members."""
    members = 0
    for c in range(CLASSES):
        members += of.members[c]
    is_within = of.immobile <= of.disabled and of.disabled <= of.people and of.wounded <= of.people
    return members == of.people and is_within


@njit(cache=True)
def fits(hh, level, h):
    """Whether a part is named after its family and shares its home, and an empty line waits on nothing."""
    root = hh.root[h]
    if hh.people[h] == 0 and np.isfinite(level):
        return False
    return root < 0 or (hh.key[h] % PARTS == hh.key[root] and hh.home[h] == hh.home[root])

"""A full count of people from the households: the first hour's, and one to hold the tallies against."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model.codes import Count, Group, Status
from model.engine.changes import CLASSES, add_people, count_in, count_patients, is_outdoors
from model.engine.families import PARTS

STATUSES, GROUPS = len(Status), len(Group)


class Counted(NamedTuple):
    """What the households add up to."""

    status: NDArray[np.int64]  # status x group, but for the killed
    here: NDArray[np.int64]  # place x status x group
    hungry: NDArray[np.int64]  # place x group
    indoors: NDArray[np.int64]  # by place
    outdoors: NDArray[np.int64]  # by place
    patients: NDArray[np.int64]  # by place
    wrong: int  # families whose members do not add up
    torn: int  # parts that do not fit their family


@njit(cache=True)
def count_first(w):
    """Fill the tallies and the places with the people of the first hour."""
    for h in range(w.hot.level.shape[0]):
        count_in(w, h, 1)
        w.places.patients[w.hot.place[h]] += w.households.patients[h]
        count_patients(w, Count.PATIENTS, h)


@njit(cache=True)
def recount(w):
    """Everyone counted anew."""
    hh, hot = w.households, w.hot
    n = w.places.side.shape[0]
    status = np.zeros((STATUSES, GROUPS), np.int64)
    here = np.zeros((n, STATUSES, GROUPS), np.int64)
    hungry = np.zeros((n, GROUPS), np.int64)
    indoors, outdoors, patients = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    wrong = torn = 0
    for h in range(hot.level.shape[0]):
        p = hot.place[h]
        add_people(hh, here[p, hot.status[h]], h, 1)
        status[Status.DETAINED, Group.MAN] += hh.detained[h]
        status[Status.DETAINED, Group.IMMOBILE] += hh.held_immobile[h]
        status[Status.DETAINED, Group.WOUNDED] += hh.held_wounded[h]
        if hh.hungry[h]:
            add_people(hh, hungry[p], h, 1)
        if is_outdoors(hot.status[h]):
            outdoors[p] += hh.people[h]
        else:
            indoors[p] += hh.people[h]
        patients[p] += hh.patients[h]
        wrong += not adds_up(hh, h)
        torn += not fits(hh, hot.level[h], h)
    status += here.sum(axis=0)
    return Counted(status, here, hungry, indoors, outdoors, patients, wrong, torn)


@njit(cache=True)
def adds_up(hh, h):
    """Whether a family has as many members as it says, and no more of a group than members."""
    members = 0
    for c in range(CLASSES):
        members += hh.members[h, c]
    people = hh.people[h]
    is_within = hh.immobile[h] <= hh.disabled[h] and hh.disabled[h] <= people and hh.wounded[h] <= people
    return members == people and is_within


@njit(cache=True)
def fits(hh, level, h):
    """Whether a part is named after its family and shares its home, and an empty line waits on nothing."""
    root = hh.root[h]
    if hh.people[h] == 0 and np.isfinite(level):
        return False
    return root < 0 or (hh.key[h] % PARTS == hh.key[root] and hh.home[h] == hh.home[root])

"""A full recount of people from the households, to hold the running tallies against."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.engine.changes import CLASSES, is_outdoors
from model.state import Status

STATUSES = len(Status)


@njit(cache=True)
def recount(w):
    """People by status; by place under a roof, outdoors, hungry and patients; families that do not add up."""
    hh, hot = w.households, w.hot
    n = w.places.side.shape[0]
    status = np.zeros(STATUSES, np.int64)
    indoors, outdoors = np.zeros(n, np.int64), np.zeros(n, np.int64)
    hungry, patients = np.zeros(n, np.int64), np.zeros(n, np.int64)
    wrong = 0
    for h in range(hot.level.shape[0]):
        p, people = hot.place[h], hh.people[h]
        status[hot.status[h]] += people
        status[Status.DETAINED] += hh.detained[h]
        if is_outdoors(hot.status[h]):
            outdoors[p] += people
        else:
            indoors[p] += people
        if hh.hungry[h]:
            hungry[p] += people
        patients[p] += hh.patients[h]
        members = 0
        for c in range(CLASSES):
            members += hh.members[h, c]
        if members != people:
            wrong += 1
    return status, indoors, outdoors, hungry, patients, wrong

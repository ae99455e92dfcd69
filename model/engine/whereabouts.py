"""Lists of who is where: the households of each place, and those outdoors, so that nobody looks for them."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Status


@njit(cache=True)
def is_outdoors(status):
    """Whether people of this status are on the way or in a queue."""
    return status == Status.WAITING or status == Status.TRAVELLING


@njit(cache=True)
def settle(w):
    """List everyone where they are in the first hour."""
    w.places.head[:], w.places.households[:] = -1, 0
    for h in range(w.lines[0] - 1, -1, -1):
        enter(w, h)


@njit(cache=True)
def enter(w, h):
    """Put a household on the list of its place."""
    hot, head = w.hot, w.places.head
    p = w.hot.place[h]
    hot.before[h], hot.after[h] = -1, head[p]
    if head[p] >= 0:
        hot.before[head[p]] = h
    head[p] = h
    w.places.households[p] += 1


@njit(cache=True)
def leave(w, h):
    """Take a household off the list of its place."""
    hot = w.hot
    before, after = hot.before[h], hot.after[h]
    if before >= 0:
        hot.after[before] = after
    else:
        w.places.head[w.hot.place[h]] = after
    if after >= 0:
        hot.before[after] = before
    w.places.households[w.hot.place[h]] -= 1


@njit(cache=True)
def households_at(w, p):
    """The households of a place, in any order."""
    n, h, after = 0, w.places.head[p], w.hot.after
    here = np.empty(w.places.households[p], np.uint32)
    while h >= 0:
        here[n] = h
        n += 1
        h = after[np.uint32(h)]
    return here[:n]


@njit(cache=True)
def keys_of(w, households):
    """The keys of some households."""
    keys, key = np.empty(households.shape[0], np.int64), w.hot.key
    for i in range(keys.shape[0]):
        keys[i] = key[households[i]]
    return keys


@njit(cache=True)
def outdoors_of(w, households):
    """Those of some households who are outdoors."""
    n, found = 0, np.empty_like(households)
    for h in households:
        if is_outdoors(w.hot.status[h]):
            found[n] = h
            n += 1
    return found[:n]


@njit(cache=True)
def list_outdoors(w, h):
    """Put a household on the list of those outdoors, once."""
    outdoors = w.tally.outdoors
    if not w.households.listed[h]:
        w.households.listed[h] = 1
        outdoors[0] += 1
        outdoors[outdoors[0]] = h


@njit(cache=True)
def forget_indoors(w):
    """Take off the list of those outdoors whoever is there no more."""
    outdoors, n = w.tally.outdoors, 0
    for i in range(1, outdoors[0] + 1):
        h = outdoors[i]
        if is_outdoors(w.hot.status[h]):
            n += 1
            outdoors[n] = h
        else:
            w.households.listed[h] = 0
    outdoors[0] = n

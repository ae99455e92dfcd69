"""The network of kin: who is tied to whom, and how those inside hear of kin who left or came back."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.engine.changes import rebase
from model.randomness import Decision, poisson_of, uniform
from model.state import Kin, Table


def network(seed: int, hh: Table, ties: float, near: float) -> Kin:
    """Ties between the households of the first hour, by their positions; the same whatever their order."""
    order = np.argsort(hh.key, kind="stable")
    homes = hh.home[order]
    first = np.searchsorted(homes, np.arange(int(homes.max(initial=0)) + 2))
    drawn = int(ties * len(hh)) + 100 if ties > 0 else 0
    pairs = np.empty((2, drawn), np.int32)
    n = draw_ties(seed, hh.key[order], homes, first, ties / 2.0, near, pairs)
    ends = order[pairs[:, :n]].astype(np.int32)
    start, other = by_household(ends, len(hh))
    return Kin(start, other, np.zeros(2 * len(hh) + 1, np.int32))


@njit(cache=True)
def draw_ties(seed, keys, homes, first, mean, near, pairs):
    """Draw each household's own ties; how many there are. Households stand by place, and by rank in it."""
    n, everyone = 0, keys.shape[0]
    if mean <= 0.0:
        return 0
    for h in range(everyone):
        own = poisson_of(uniform(seed, Decision.KIN, keys[h], 0), mean)
        for tie in range(own):
            lot = uniform(seed, Decision.KIN, keys[h], 2 * tie + 1)
            low, high = 0, everyone
            if uniform(seed, Decision.KIN, keys[h], 2 * tie + 2) < near:
                low, high = first[homes[h]], first[homes[h] + 1]
            other = low + int(lot * (high - low))
            if other != h and n < pairs.shape[1]:
                pairs[0, n], pairs[1, n] = h, other
                n += 1
    return n


@njit(cache=True)
def by_household(ends, n):
    """Where the ties of each of ``n`` households begin, and to whom they lead; a tie is a column of ends."""
    start = np.zeros(n + 1, np.int32)
    for h in ends.flat:
        start[h + 1] += 1
    start = np.cumsum(start).astype(np.int32)
    free, other = start[:-1].copy(), np.empty(ends.size, np.int32)
    for end in range(2):
        for i in range(ends.shape[1]):
            h = ends[end, i]
            other[free[h]] = ends[1 - end, i]
            free[h] += 1
    return start, other


@njit(cache=True)
def hear(w):
    """Whose kin have crossed the edge of the enclave weighs what they all have done; the list is emptied."""
    moved, places, hot, n = w.kin.moved, w.places, w.hot, 0
    for i in range(1, moved[0] + 1):
        h = moved[i]
        step = -1 if places.enclave[hot.place[h]] else 1
        if h + 1 < w.kin.start.shape[0] and has_crossed(w, h, step):
            w.households.away[h] = 1 if step > 0 else 0
            for t in range(w.kin.start[h], w.kin.start[h + 1]):
                w.households.kin_out[w.kin.other[t]] += step
            n += 1
            moved[n] = h
    for i in range(1, n + 1):
        for t in range(w.kin.start[moved[i]], w.kin.start[moved[i] + 1]):
            rebase(w, w.weights, w.kin.other[t])
    moved[0] = 0


@njit(cache=True)
def has_crossed(w, h, step):
    """Whether kin have yet to hear of it: a household may be on the list twice."""
    return w.households.away[h] != (1 if step > 0 else 0)


@njit(cache=True)
def share_at(w, h, p):
    """The share of a household's ties who are in a place."""
    start, other, place = w.kin.start, w.kin.other, w.hot.place
    at, each = 0.0, 1.0 / (start[h + 1] - start[h])
    for t in range(start[h], start[h + 1]):
        if place[other[t]] == p:
            at += each
    return at


@njit(cache=True)
def share_out_on(w, h, side):
    """The share of a household's ties who are out on a side."""
    start, other, place, places = w.kin.start, w.kin.other, w.hot.place, w.places
    on, each = 0.0, 1.0 / (start[h + 1] - start[h])
    for t in range(start[h], start[h + 1]):
        p = place[other[t]]
        if places.side[p] == side and not places.enclave[p]:
            on += each
    return on


@njit(cache=True)
def is_first_there(w, h, t):
    """Whether none of a household's ties before this one is in the same place."""
    other, place, is_first = w.kin.other, w.hot.place, True
    for earlier in range(w.kin.start[h], t):
        is_first &= place[other[earlier]] != place[other[t]]
    return is_first

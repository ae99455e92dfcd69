"""Hearing: an hour of news and of talk about guarantors, place by place."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.rules.information import as_told, spread, trust_after, trust_heard


@njit(cache=True)
def share_safe(w, p):
    """The share of a place's first residents who have come out safely."""
    first = w.places.initial[p]
    return min(1.0, w.places.safe[p] / first) if first > 0 else 0.0


@njit(cache=True)
def known_around(w, known, start, neighbour, p):
    """The mean share that knows in the enclave places around; the place's own where there is none."""
    total, n = 0.0, 0
    for i in range(start[p], start[p + 1]):
        if w.places.enclave[neighbour[i]]:
            total += known[neighbour[i]]
            n += 1
    return total / n if n > 0 else known[p]


@njit(cache=True)
def tell(w, row, start, neighbour, broadcast, hearsay, neighbours, kin):
    """News spreads for an hour."""
    known = w.news[row].copy()
    for p in range(known.shape[0]):
        around = known_around(w, known, start, neighbour, p)
        w.news[row, p] = spread(known[p], around, share_safe(w, p), broadcast, hearsay, neighbours, kin)


@njit(cache=True)
def see(w, row, record, ways, fired_on, loudness, scale, loss, gain):
    """An hour of a guarantor's word, seen in the places before its ways; its record afterwards."""
    ways_out, trust, people = w.ways, w.trust[row], 0
    is_hit = np.zeros(loudness.shape[0], np.bool_)
    for e in fired_on:
        is_hit[ways_out.inside[e]] = True
    for e in ways:
        p = ways_out.inside[e]
        loudness[p] = 1.0  # these people see for themselves
        if ways_out.guarantor[e] == row:
            people += ways_out.fresh[e]
            if not (fired_on == e).any():
                trust[p] = trust_after(trust[p], False, ways_out.fresh[e] / scale, loss, gain)
    for p in range(is_hit.shape[0]):
        if is_hit[p]:
            trust[p] = trust_after(trust[p], True, 0.0, loss, gain)
    return trust_after(record, fired_on.shape[0] > 0, people / scale, loss, gain)


@njit(cache=True)
def talk(w, row, first, record, loudness, hearsay, kin):
    """People hear of a guarantor's record for an hour; ``loudness`` by place is how rumour tells it there."""
    for p in range(loudness.shape[0]):
        told = as_told(first, record, loudness[p])
        w.trust[row, p] = trust_heard(w.trust[row, p], told, share_safe(w, p), hearsay, kin)

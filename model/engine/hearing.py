"""Hearing: an hour of news and of talk about guarantors, place by place."""

from __future__ import annotations

from numba import njit

from model.rules.information import as_told, spread, trust_heard


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
def talk(w, row, first, record, loudness, hearsay, kin):
    """People hear of a guarantor's record for an hour; ``loudness`` by place is how rumour tells it there."""
    for p in range(loudness.shape[0]):
        told = as_told(first, record, loudness[p])
        w.trust[row, p] = trust_heard(w.trust[row, p], told, share_safe(w, p), hearsay, kin)

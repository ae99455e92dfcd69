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
def known_around(w, known, p):
    """The mean share that knows in the enclave places around; the place's own where there is none."""
    total, n = 0.0, 0
    for i in range(w.neighbours.start[p], w.neighbours.start[p + 1]):
        q = w.neighbours.other[i]
        if w.places.enclave[q]:
            total += known[q]
            n += 1
    return total / n if n > 0 else known[p]


@njit(cache=True)
def tell(w, row):
    """News spreads in the enclave for an hour; where that is no mechanism, all know at once."""
    known, s = w.news[row].copy(), w.settings
    for p in range(known.shape[0]):
        if w.places.enclave[p] and s.information:
            around, out = known_around(w, known, p), share_safe(w, p)
            w.news[row, p] = spread(known[p], around, out, s.broadcast, s.hearsay, s.neighbours, s.rumour)
        elif w.places.enclave[p]:
            w.news[row, p] = 1.0


@njit(cache=True)
def see(w, row, ways, fired_on):
    """An hour of a guarantor's word, seen in the places before its ways."""
    if not w.settings.information:
        return
    ways_out, trust, loudness, people = w.ways, w.trust[row], w.loudness[row], 0
    scale, loss, gain = w.settings.scale, w.settings.loss, w.settings.gain
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
    seen = w.guarantors[row]
    seen.record = trust_after(seen.record, fired_on.shape[0] > 0, people / scale, loss, gain)


@njit(cache=True)
def talk(w):
    """People hear for an hour of the guarantors of whom there is something to tell."""
    s = w.settings
    if not s.information:
        return
    for row in range(w.guarantors.shape[0]):
        first, record = w.guarantors[row].first, w.guarantors[row].record
        if record != first:
            for p in range(w.trust.shape[1]):
                told = as_told(first, record, w.loudness[row, p])
                w.trust[row, p] = trust_heard(w.trust[row, p], told, share_safe(w, p), s.hearsay, s.rumour)

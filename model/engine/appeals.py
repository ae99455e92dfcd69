"""The appeal of each destination: the ways that are open, refuges, and receptions once a place is lost."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.codes import Side, Way
from model.engine.changes import is_held
from model.rules.leaving import assurance, haven, pull, way


@njit(cache=True)
def pressure(w, p):
    """What drives people out: the front, or a handing over to come, which draws no fire."""
    return max(w.places.front[p], w.places.handover[p])


@njit(cache=True)
def ways_open(w):
    """The ways that are not shut."""
    n = 0
    out = np.empty(w.ways.kind.shape[0], np.int64)
    for e in range(out.shape[0]):
        if w.ways.kind[e] != Way.SHUT:
            out[n] = e
            n += 1
    return out[:n]


@njit(cache=True)
def weigh_ways(w, b, s, open_ways):
    """The appeal of each open way to a family that stands before it, fear of arrest included."""
    ways, sides = w.ways, w.sides
    for e in open_ways:
        constant = ways.constant[e]
        if ways.kind[e] == Way.BREACH:
            constant -= w.places.fell[ways.outside[e]] / s.fluid
        side = ways.side[e]
        if side == Side.KURDISH:
            constant += b.kurdish
        before = ways.inside[e]
        danger = w.places.threat[before] * w.places.spared[before]
        # On a bus the drive puts nobody off: the walk and the queue are what it costs to board.
        drive = 0.0 if ways.kind[e] == Way.FLEET else ways.beyond[e]
        hours, queue = ways.km[e] / s.speed + drive, ways.waiting[e] / ways.usual[e]
        ways.pull[e, 0] = pull(b, constant, danger, sides.aid[side], sides.load[side], hours, queue)
        ways.pull[e, 1] = ways.pull[e, 0] * (math.exp(b.arrest) if ways.screened[e] else 1.0)


@njit(cache=True)
def weigh_places(w, b):
    """The appeal of each held place as a refuge, and how its own people find it, were there no front."""
    places = w.places
    for p in range(places.side.shape[0]):
        places.haven[p] = 0.0
        if is_held(w, p):
            people, first = places.indoors[p] + places.outdoors[p], places.initial[p]
            crowd = max(0.0, people / first - 1.0) if first > 0 else 0.0
            places.haven[p] = haven(b, pressure(w, p), places.threat[p], crowd)
            places.ease[p] = haven(b, 0.0, places.threat[p], 0.0)


@njit(cache=True)
def distances(w, s, open_ways):
    """Kilometres from the near end of each open way to a reception; a bus takes people there."""
    out = np.empty(open_ways.shape[0])
    for i in range(out.shape[0]):
        e = open_ways[i]
        out[i] = w.ways.km[e] + (0.0 if w.ways.kind[e] == Way.FLEET else w.ways.beyond[e] * s.vehicles)
    return out


@njit(cache=True)
def assurances(w, b):
    """The factor that trust in each guarantor puts on the appeal of a way out, guarantor x held place."""
    factors = np.empty_like(w.trust)
    for p in range(factors.shape[1]):
        if is_held(w, p):
            for g in range(factors.shape[0]):
                factors[g, p] = assurance(b, w.trust[g, p])
    return factors


@njit(cache=True)
def appeal_of_ways(w, b, open_ways, km, assured, p, out):
    """The appeal of each open way to families in ``p`` without and with men of 15-55.

    It is known as far as news of it has come, and counts as far as it is believed.
    """
    ways, approach, news = w.ways, w.paths.approach, w.news
    for i in range(open_ways.shape[0]):
        e = open_ways[i]
        known = news[ways.news[e], p]
        if known > 0.0:
            known *= assured[ways.guarantor[e], p]
        for men in range(2):
            out[men, i] = known
            if known > 0.0:
                out[men, i] *= way(b, approach[p, ways.inside[e]], ways.pull[e, men], km[i])


@njit(cache=True)
def appeal_of_refuges(w, p, out):
    """The appeal of moving from ``p`` deeper into the enclave, to each other place; all of them together."""
    refuge, haven_of, ease, total = w.paths.refuge, w.places.haven, w.places.ease[p], 0.0
    for q in range(out.shape[0]):
        out[q] = 0.0
        if haven_of[q] > 0.0:
            out[q] = refuge[p, q] * haven_of[q] / ease
            total += out[q]
    return total


@njit(cache=True)
def settled_appeal(w, b, p, men):
    """The appeal of going to a reception from a place that has changed hands."""
    beyond, side = w.places.beyond[p], w.places.side[p]
    if not np.isfinite(beyond):
        return 0.0
    constant = b.settled
    if side == Side.KURDISH:
        constant += b.kurdish
    elif men:
        constant += b.arrest
    return pull(b, constant, 0.0, w.sides.aid[side], w.sides.load[side], beyond, 0.0)


@njit(cache=True)
def weigh_appeals(w, b, s):
    """The appeal of each destination to families in each place, without and with men of 15-55.

    Returns the open ways; by row to leave the appeal of each of them and then of each place; and by row that
    of all together, or of a reception where the place has changed hands.
    """
    n, open_ways = w.places.side.shape[0], ways_open(w)
    weigh_ways(w, b, s, open_ways)
    weigh_places(w, b)
    km, assured, ways = distances(w, s, open_ways), assurances(w, b), open_ways.shape[0]
    appeals, everything = np.empty((2 * n, ways + n)), np.zeros(2 * n)
    for p in range(n):
        here, together = appeals[2 * p : 2 * p + 2], everything[2 * p : 2 * p + 2]
        if is_held(w, p):
            appeal_of_ways(w, b, open_ways, km, assured, p, here[:, :ways])
            refuges = appeal_of_refuges(w, p, here[0, ways:])
            here[1, ways:] = here[0, ways:]
            for men in range(2):
                together[men] = refuges + here[men, :ways].sum()
        elif w.places.enclave[p]:
            for men in range(2):
                together[men] = settled_appeal(w, b, p, men)
    return open_ways, appeals, everything

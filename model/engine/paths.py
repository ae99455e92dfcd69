"""Ways through the city: shortest walks inside the enclave, and the drive from its edge to a reception."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Side, Way
from model.engine.changes import is_held
from model.rules.leaving import approach, refuge


@njit(cache=True)
def shortest_walks(w, a, b, km):
    """Shortest walks between opposition-held enclave places over the routes a-b (Floyd 1962)."""
    best, step = w.paths.km, w.paths.step
    best[:] = np.inf
    step[:] = -1
    held = np.array([p for p in range(w.places.side.shape[0]) if is_held(w, p)])
    for p in held:
        best[p, p] = 0.0
        step[p, p] = p
    for r in range(a.shape[0]):
        i, j = a[r], b[r]
        if best[i, i] == 0.0 and best[j, j] == 0.0 and km[r] < best[i, j]:
            best[i, j] = best[j, i] = km[r]
            step[i, j] = j
            step[j, i] = i
    for k in held:
        for i in held:
            through = best[i, k]
            if np.isfinite(through):
                for j in held:
                    if through + best[k, j] < best[i, j]:
                        best[i, j] = through + best[k, j]
                        step[i, j] = step[i, k]


@njit(cache=True)
def drives(w, a, b, km, speed):
    """Hours from each place, over its own side's ground only, to each reception and to the nearest open."""
    places, receptions = w.places, w.receptions
    places.beyond[:] = np.inf
    w.drives[:] = np.inf
    for r in range(receptions.place.shape[0]):
        p = receptions.place[r]
        if places.side[p] == receptions.side[r]:
            w.drives[r, p] = 0.0
            drive_to(w.drives[r], places.side, places.enclave, a, b, km / speed)
            if receptions.open[r]:
                for q in range(places.side.shape[0]):
                    places.beyond[q] = min(places.beyond[q], w.drives[r, q])


@njit(cache=True)
def drive_to(best, side, enclave, a, b, hours):
    """Hours from each place to where they are 0, never through the siege or over ground of another side."""
    changed = True
    while changed:
        changed = False
        for e in range(a.shape[0]):
            i, j = a[e], b[e]
            if side[i] == side[j] and (side[i] != Side.OPPOSITION or not (enclave[i] or enclave[j])):
                if best[j] + hours[e] < best[i]:
                    best[i] = best[j] + hours[e]
                    changed = True
                if best[i] + hours[e] < best[j]:
                    best[j] = best[i] + hours[e]
                    changed = True


@njit(cache=True)
def is_front(w, e):
    """Whether a way leads from ground of the opposition to another side's."""
    side = w.places.side
    return side[w.ways.inside[e]] == Side.OPPOSITION and side[w.ways.outside[e]] != Side.OPPOSITION


@njit(cache=True)
def breaches(w, constant, capacity):
    """Open each stretch of front whose far end has just fallen, shut those that are no front any more."""
    ways, places = w.ways, w.places
    for e in range(ways.inside.shape[0]):
        if ways.kind[e] == Way.FLEET:
            continue
        if ways.kind[e] == Way.CORRIDOR:
            ways.beyond[e] = places.beyond[ways.outside[e]]
            continue
        v = ways.outside[e]
        if is_front(w, e) and np.isfinite(places.fell[v]) and np.isfinite(places.beyond[v]):
            ways.kind[e] = Way.BREACH
            ways.side[e] = places.side[v]
            ways.screened[e] = 1 if places.side[v] == Side.GOVERNMENT else 0
            ways.beyond[e] = places.beyond[v]
            ways.constant[e] = constant
            ways.usual[e] = capacity
            ways.stopped[e] = 0.0
            ways.monitored[e] = 1.0
            ways.guarantor[e] = 0
            ways.news[e] = 0
        else:
            ways.kind[e] = Way.SHUT


@njit(cache=True)
def weigh_walks(w, b, speed, inside):
    """How much each walk takes from a refuge at its end, and from a way out that begins there."""
    km, nowhere = w.paths.km, approach(b, np.inf, np.inf, 0)
    w.paths.refuge[:] = 0.0
    w.paths.approach[:] = nowhere
    for p in range(km.shape[0]):
        for q in range(km.shape[0]):
            if not np.isfinite(km[p, q]):
                continue
            hours, hops = km[p, q] / speed, stretches(w, p, q)
            if p != q and hops > 0:
                w.paths.refuge[p, q] = refuge(b, hours, inside, km[p, q], hops) / w.places.refuge[p]
            w.paths.approach[p, q] = approach(b, hours, km[p, q], hops)


@njit(cache=True)
def stretches(w, p, q):
    """Stretches of the shortest walk from one place to another; 0 where there is none, or it is the same."""
    n = 0
    if w.paths.step[p, q] >= 0:
        while p != q:
            p = w.paths.step[p, q]
            n += 1
    return n

"""Ways through the city: shortest walks inside the enclave, and the drive from its edge to a reception."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Side, Way
from model.engine.changes import is_held
from model.rules.leaving import approach, refuge

QUIET_LONG_AGO = 1e6  # hours since a place changed hands without a fight: no pressure is left of it


@njit(cache=True)
def settle(w):
    """Work out the walks and drives of the first hour."""
    for p in range(w.places.side.shape[0]):
        forget_walks(w, p)
    refresh(w)


@njit(cache=True)
def refresh(w):
    """Work out walks between held places, and drives, anew."""
    shortest_walks(w)
    weigh_walks(w)
    drives(w)


@njit(cache=True)
def change_hands(w, place, side, by_force):
    """A place comes to be held by another side, and what is near and far changes with it."""
    places = w.places
    places.contested[place] = 0
    places.turned[place] = 0.0
    places.fell[place] = 0.0 if by_force else QUIET_LONG_AGO
    if side == Side.OPPOSITION:
        places.fell[place] = np.inf
    places.side[place] = side
    w.held[place] = is_held(w, place)
    w.orders.turned[0] += 1
    forget_walks(w, place)
    refresh(w)


@njit(cache=True)
def forget_walks(w, place):
    """No walk leads to a place, or from it."""
    paths, nowhere = w.paths, approach(w.weights, np.inf, np.inf, 0)
    for p in range(w.places.side.shape[0]):
        for a, b in ((place, p), (p, place)):
            paths.km[a, b], paths.step[a, b] = np.inf, -1
            paths.refuge[a, b], paths.approach[a, b] = 0.0, nowhere


@njit(cache=True)
def held_places(w):
    """The places of the enclave that the opposition holds."""
    return np.array([p for p in range(w.places.side.shape[0]) if is_held(w, p)])


@njit(cache=True)
def shortest_walks(w):
    """Shortest walks between opposition-held enclave places (Floyd 1962)."""
    a, b, km = w.streets
    held = held_places(w)
    n, rank = held.shape[0], np.full(w.places.side.shape[0], -1)
    best, step = np.full((n, n), np.inf), np.full((n, n), -1)
    for i in range(n):
        rank[held[i]] = i
        best[i, i] = 0.0
        step[i, i] = held[i]
    for r in range(a.shape[0]):
        i, j = rank[a[r]], rank[b[r]]
        if i >= 0 and j >= 0 and km[r] < best[i, j]:
            best[i, j] = best[j, i] = km[r]
            step[i, j], step[j, i] = held[j], held[i]
    for k in range(n):
        for i in range(n):
            if np.isfinite(best[i, k]):
                shorten(best[i], step[i], best[i, k], best[k], step[i, k])
    write_walks(w.paths, held, best, step)


@njit(cache=True)
def shorten(best, step, through, onward, first):
    """Where it is shorter, walk by a place so far away and onward from there, with the same first stretch."""
    for j in range(best.shape[0]):  # without a branch, so that several are compared at a time
        is_shorter = through + onward[j] < best[j]
        best[j] = through + onward[j] if is_shorter else best[j]
        step[j] = first if is_shorter else step[j]


@njit(cache=True)
def write_walks(paths, held, best, step):
    """Write the walks between the places that are held."""
    for i in range(held.shape[0]):
        for j in range(held.shape[0]):
            paths.km[held[i], held[j]] = best[i, j]
            paths.step[held[i], held[j]] = step[i, j]


@njit(cache=True)
def drives(w):
    """Hours from each place, over its own side's ground only, to each reception and to the nearest open."""
    (a, b, km), speed = w.routes, w.settings.vehicles
    places, receptions = w.places, w.receptions
    places.beyond[:] = np.inf
    w.drives[:] = np.inf
    hours = km / speed
    for r in range(receptions.place.shape[0]):
        p = receptions.place[r]
        if places.side[p] == receptions.side[r]:
            w.drives[r, p] = 0.0
            drive_to(w.drives[r], places.side, places.enclave, a, b, hours)
            if receptions.open[r]:
                for q in range(places.side.shape[0]):
                    places.beyond[q] = min(places.beyond[q], w.drives[r, q])


@njit(cache=True)
def drive_to(best, side, enclave, a, b, hours):
    """Hours from each place to where they are 0, never through the siege or over ground of another side."""
    n, roads = 0, np.empty(a.shape[0], np.int64)
    for e in range(a.shape[0]):
        i, j = a[e], b[e]
        if side[i] == side[j] and (side[i] != Side.OPPOSITION or not (enclave[i] or enclave[j])):
            roads[n] = e
            n += 1
    changed = True
    while changed:
        changed = False
        for e in roads[:n]:
            i, j = a[e], b[e]
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
            ways.passes[e] = 1
            ways.monitored[e] = 1.0
            ways.guarantor[e] = 0
            ways.news[e] = 0
        else:
            ways.kind[e] = Way.SHUT


@njit(cache=True)
def weigh_walks(w):
    """How much each walk takes from a refuge at its end, and from a way out that begins there."""
    b, paths, speed, inside = w.weights, w.paths, w.settings.speed, w.settings.inside
    held = held_places(w)
    for q in held:
        to = stretches(paths.step, q)
        for p in held:
            km, hops = paths.km[p, q], to[p]
            paths.approach[p, q] = approach(b, km / speed, km, hops)
            paths.refuge[p, q] = 0.0
            if hops > 0:
                paths.refuge[p, q] = refuge(b, km / speed, inside, km, hops) / w.places.refuge[p]


@njit(cache=True)
def stretches(step, q):
    """Stretches of the shortest walk to a place from each; 0 where there is none, and from the place itself.

    Each place is walked from once: a walk that comes to where another has been goes on as that did.
    """
    found = np.where(step[:, q] >= 0, -1, 0)
    found[q] = 0
    for first in range(step.shape[0]):
        n, p = 0, first
        while found[p] < 0:
            n, p = n + 1, step[p, q]
        n, p = n + found[p], first
        while found[p] < 0:
            found[p], n, p = n, n - 1, step[p, q]
    return found

"""Food: what is handed out is eaten first, then each household's own store; then people go hungry."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.engine.changes import count_hungry, is_held, rebase
from model.state import Group, Side, Spell

EMPTY = 1e-6  # hours for which an empty store lasts
GROUPS = len(Group)


@njit(cache=True)
def eat(w, b):
    """An hour's meals in every enclave place, and the households whose store has run out by it."""
    places, hh, hot = w.places, w.households, w.hot
    for p in range(places.stock.shape[0]):
        people = places.indoors[p] + places.outdoors[p]
        if places.enclave[p] and people > 0:
            need = people / 24.0
            eaten = min(places.stock[p], need)
            places.stock[p] -= eaten
            places.short[p] = 1.0 - eaten / need if places.side[p] == Side.OPPOSITION else 0.0
            places.missed[p] += places.short[p]
            if places.short[p] > 0.0:
                for g in range(GROUPS):
                    w.tally.hours[Spell.HUNGER, g] += places.short[p] * w.tally.hungry[p, g] / 24.0
    for h in range(hot.food.shape[0]):
        if hot.food[h] <= places.missed[hot.place[h]]:
            hot.food[h] = np.inf
            hh.hungry[h] = 1
            count_hungry(w, h, 1)
            rebase(w, b, h)


@njit(cache=True)
def hand_out(w, person_days):
    """Share food among the opposition-held places by the people in them."""
    places = w.places
    everyone = 0
    for p in range(places.stock.shape[0]):
        if is_held(w, p):
            everyone += places.indoors[p] + places.outdoors[p]
    for p in range(places.stock.shape[0]):
        if is_held(w, p) and everyone > 0:
            places.stock[p] += person_days * (places.indoors[p] + places.outdoors[p]) / everyone


@njit(cache=True)
def relieve(w, b):
    """Hunger ends where food is handed out; it is back as soon as nothing is left to hand out."""
    hh, hot, places = w.households, w.hot, w.places
    for h in range(hot.food.shape[0]):
        p = hot.place[h]
        if hh.hungry[h] and is_held(w, p) and places.stock[p] > 0.0:
            hh.hungry[h] = 0
            count_hungry(w, h, -1)
            hot.food[h] = places.missed[p] + EMPTY
            rebase(w, b, h)


@njit(cache=True)
def hungry_groups(w):
    """People by group whose own store is gone and to whom nothing is handed out in this hour."""
    groups = np.zeros(GROUPS)
    for p in range(w.places.short.shape[0]):
        for g in range(GROUPS):
            groups[g] += w.places.short[p] * w.tally.hungry[p, g]
    return groups

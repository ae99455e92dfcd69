"""Food: what is handed out is eaten first, then each household's own store; then people go hungry."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Group, Side, Spell, Status
from model.engine.blocks import ROUNDING, lines_of, store_until
from model.engine.changes import count_hungry, is_held, rebase
from model.rules.siege import EMPTY, claim, hours_stored, price, ration, unmet

GROUPS = len(Group)
STATUSES = len(Status)


@njit(cache=True)
def in_stores(w):
    """Person-hours of food by place in its households' stores; whole, so that their order does not matter."""
    hh, hot, missed = w.households, w.hot, w.places.missed
    stores = np.zeros(missed.shape[0], np.int64)
    for block in range(w.blocks.store.shape[0]):
        if w.blocks.store[block] < np.inf:
            first, end = lines_of(w, block)
            for h in range(first, end):
                if np.isfinite(hot.food[h]):
                    p = hot.place[h]
                    stores[p] += hh.people[h] * hours_stored(hot.food[h], missed[p])
    return stores


@njit(cache=True)
def set_prices(w, s, stores):
    """The price of food by place, by what is left there to hand out and in its households' stores."""
    places = w.places
    for p in range(stores.shape[0]):
        people = places.indoors[p] + places.outdoors[p]
        places.price[p] = 1.0
        if is_held(w, p) and people > 0:
            hours = (24.0 * places.stock[p] + stores[p]) / people
            places.price[p] = price(hours, s.plenty, s.scarcity, s.dearest)


@njit(cache=True)
def serve_meals(w, s):
    """An hour's meals in every enclave place."""
    most = 0.0
    for p in range(w.places.stock.shape[0]):
        people, before = w.places.indoors[p] + w.places.outdoors[p], w.places.missed[p]
        if w.places.enclave[p] and people > 0:
            serve(w, p, people, meal(w, s, p))
        most = max(most, w.places.missed[p] - before)
    w.blocks.eaten[0] += most


@njit(cache=True)
def meal(w, s, p):
    """What each one in a place eats who has food, of a full meal."""
    return ration(w.places.price[p], s.thrift) if is_held(w, p) else 1.0


@njit(cache=True)
def serve(w, p, people, meal):
    """An hour's meals in one place, at so much of a full meal."""
    places = w.places
    need = meal * people / 24.0
    share = unmet(need, places.stock[p])
    places.stock[p] -= min(places.stock[p], need)
    places.short[p] = share if places.side[p] == Side.OPPOSITION else 0.0
    places.missed[p] += places.short[p] * meal


@njit(cache=True)
def count_hours(w, s):
    """Count the hour of those who went without food, in it or for the share of it that nobody met."""
    for p in range(w.places.short.shape[0]):
        if w.places.enclave[p]:
            if w.places.short[p] > 0.0:
                for g in range(GROUPS):
                    w.tally.hours[Spell.HUNGER, g] += w.places.short[p] * w.tally.hungry[p, g] / 24.0
            if meal(w, s, p) < 1.0:
                forgo(w, p, (1.0 - meal(w, s, p)) / 24.0)


@njit(cache=True)
def forgo(w, p, person_days):
    """Count the food that each person in a place who has some does without."""
    for g in range(GROUPS):
        people = 0
        for status in range(STATUSES):
            people += w.tally.here[p, status, g]
        eaters = people - w.places.short[p] * w.tally.hungry[p, g]
        w.tally.hours[Spell.FOREGONE, g] += person_days * eaters


@njit(cache=True)
def run_out(w, b):
    """The households whose own store is gone are hungry from now on."""
    for block in range(w.blocks.store.shape[0]):
        if w.blocks.store[block] <= w.blocks.eaten[0]:
            run_out_in_block(w, b, block)


@njit(cache=True)
def run_out_in_block(w, b, block):
    """The same of one block of lines; the bound is set to what is left in the smallest store."""
    missed, (first, end), least = w.places.missed, lines_of(w, block), np.inf
    food, place = w.hot.food, w.hot.place
    for h in range(first, end):
        if food[h] <= missed[place[h]]:
            food[h] = np.inf
            w.households.hungry[h] = 1
            count_hungry(w, h, 1)
            rebase(w, b, h)
        else:
            least = min(least, food[h] - missed[place[h]])
    w.blocks.store[block] = w.blocks.eaten[0] + least - ROUNDING


@njit(cache=True)
def hand_out(w, s, place, person_days):
    """Share food that came in at a held place among the held places, by the people in them and the walk."""
    places = w.places
    shares = np.zeros(places.stock.shape[0])
    for p in range(shares.shape[0]):
        if is_held(w, p) and np.isfinite(w.paths.km[place, p]):
            shares[p] = claim(places.indoors[p] + places.outdoors[p], w.paths.km[place, p], s.reach)
    total = shares.sum()
    for p in range(shares.shape[0]):
        if total > 0.0:
            places.stock[p] += person_days * shares[p] / total
    return person_days if total > 0.0 else 0.0


@njit(cache=True)
def relieve(w):
    """Hunger ends where every meal is met, and where the siege does; it is back as soon as a meal is not."""
    places = w.places
    for p in range(places.stock.shape[0]):
        if places.enclave[p] and places.short[p] == 0.0 and places.hungry[p] > 0:
            h = places.head[p]
            while h >= 0:
                if w.households.hungry[h]:
                    feed(w, w.weights, h)
                h = w.hot.after[h]


@njit(cache=True)
def feed(w, b, h):
    """End the hunger of a household in whose place every meal is met."""
    w.households.hungry[h] = 0
    count_hungry(w, h, -1)
    store_until(w, h, w.places.missed[w.hot.place[h]] + EMPTY)
    rebase(w, b, h)


@njit(cache=True)
def hungry_groups(w):
    """People by group whose own store is gone and to whom nothing is handed out in this hour."""
    groups = np.zeros(GROUPS)
    for p in range(w.places.short.shape[0]):
        if w.places.short[p] > 0.0:
            groups += w.places.short[p] * w.tally.hungry[p]
    return groups

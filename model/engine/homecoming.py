"""Going home: the hazard of it for those who are out, and the way back for those displaced inside."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.codes import Goal, Side, Status
from model.engine.changes import is_held, put, rest, return_row
from model.randomness import Decision, uniform
from model.rules.reception import chance_in, is_calm, return_hazard

DAY = 24.0  # hours


@njit(cache=True)
def add_returning(w, s):
    """The hour's hazard of going home to each place from outside, and how long each has been calm inside."""
    places = w.places
    for p in range(places.side.shape[0]):
        if places.enclave[p]:
            is_quiet = places.side[p] != Side.OPPOSITION and places.turned[p] >= s.quiet
            if is_quiet:
                w.rows.total[return_row(w, p)] += return_hazard(
                    s.returning, places.threat[p], places.damage[p]
                )
            front = max(places.front[p], places.handover[p])
            stays_calm = (
                is_held(w, p) and not places.contested[p] and is_calm(places.threat[p], front, s.calm)
            )
            places.calm[p] = places.calm[p] + 1.0 if stays_calm else 0.0


@njit(cache=True)
def chances_home(w, s):
    """The chance by place that a household displaced inside sets out for its home there on this day."""
    places = w.places
    chance = np.zeros(places.side.shape[0])
    for p in range(chance.shape[0]):
        if is_held(w, p) and places.calm[p] > s.settled:
            chance[p] = chance_in(DAY, return_hazard(s.homecoming, places.threat[p], places.damage[p]))
    return chance


@njit(cache=True)
def go_home_inside(w, chance, hour):
    """Once a day: who is displaced inside and sets out for a home that has long been calm."""
    hh, hot = w.households, w.hot
    if chance.max() == 0.0:
        return
    for h in range(w.lines[0]):
        home = hh.home[h]
        if hot.status[h] == Status.DISPLACED_INSIDE and chance[home] > 0.0 and hh.people[h] > 0:
            can_walk = np.isfinite(w.paths.km[hot.place[h], home])
            draw = uniform(w.seed, Decision.HOMECOMING, hh.key[h], hour // 24)
            if can_walk and draw < chance[home]:
                set_out_for_home(w, h)


@njit(cache=True)
def set_out_for_home(w, h):
    """Walk home through the enclave."""
    hh = w.households
    rest(w, h)
    hh.goal[h] = Goal.REFUGE - np.int64(hh.home[h])
    hh.walked[h] = 0.0
    put(w, h, Status.TRAVELLING, w.hot.place[h])

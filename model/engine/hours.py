"""An hour of households, phase by phase, each in one call of compiled code: every call costs time too."""

from __future__ import annotations

from numba import njit

from model.codes import Way
from model.engine import (
    checkpoint,
    families,
    harm,
    homecoming,
    leaving,
    mortality,
    paths,
    provisions,
    queues,
    travel,
)


@njit(cache=True)
def move_front(w, start, neighbour, constant, capacity):
    """An hour along the line: its pressure, and the stretches that can be crossed, by so many people more."""
    w.places.fell[:] += 1.0
    leaving.feel_front(w, w.settings, start, neighbour)
    paths.breaches(w, constant, capacity)
    for e in range(w.ways.kind.shape[0]):
        if w.ways.kind[e] == Way.BREACH:
            w.ways.capacity[e] += capacity


@njit(cache=True)
def suffer(w, b, hour):
    """The hour's dead and wounded, those who die of earlier wounds, and what is remembered."""
    counts = harm.casualties(w, w.settings, hour)
    if counts.sum() > 0:
        harm.hit(w, b, w.settings, counts, hour)
    mortality.die(w, b, w.settings, hour)
    harm.remember(w, w.settings)


@njit(cache=True)
def eat(w, b, hour):
    """The hour's meals, at prices that are set once a day."""
    if w.settings.scarcity > 0.0 and hour % 24 == 0:
        provisions.set_prices(w, w.settings, provisions.in_stores(w))
    provisions.serve_meals(w, w.settings)
    provisions.run_out(w, b)


@njit(cache=True)
def decide(w, b, hour):
    """Who sets out, and where to; then whose men may stay is on the list of those who part."""
    open_ways, appeals = leaving.weigh_leaving(w, b, w.settings)
    leaving.decide(w, b, hour, open_ways, appeals)
    if hour % 24 == 0 and w.settings.homecoming > 0.0:
        homecoming.go_home_inside(w, homecoming.chances_home(w, w.settings), hour)
    families.keep_men(w, w.settings)


@njit(cache=True)
def move(w, hour, is_night):
    """Walking, queueing, crossing, arriving."""
    queues.sweep(w, hour)
    travel.walk(w, w.settings, hour, is_night)
    queues.serve_queues(w, hour)


@njit(cache=True)
def screen(w, b, first, hour):
    """The checkpoint, and once a day those who are let go and the parts of families that meet.

    Parts have lines from ``first`` on.
    """
    checkpoint.screen(w, w.settings, hour)
    if hour % 24 == 0:
        checkpoint.let_go(w, hour)
        families.reunite(w, b, w.settings, first, hour // 24)

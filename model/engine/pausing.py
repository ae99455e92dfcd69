"""Pausing: an hour of pauses: who hears of them and believes in them, and the fighting they hold down."""

from __future__ import annotations

from numba import njit

from model.engine import hearing
from model.engine.changes import is_held


@njit(cache=True)
def hold(w):
    """An hour of all pauses."""
    w.places.belief[:] = 0.0
    w.places.handover[:] = 0.0
    for i in range(w.orders.pauses.shape[0]):
        pause = w.orders.pauses[i]
        if pause.announced:
            be_heard_of(w, i, pause)
        if pause.working:
            w.orders.held_down[i] += 1.0 - w.orders.left[i]
        if pause.broken:
            pause.belief *= 1.0 - w.settings.loss
            pause.broken = False


@njit(cache=True)
def be_heard_of(w, i, pause):
    """News of a pause spreads; whoever knows of it believes in it, or fears what is to follow."""
    hearing.tell(w, pause.news)
    places, known = w.places, w.news[pause.news]
    for p in range(known.shape[0]):
        if w.orders.areas[i, p]:
            places.belief[p] = max(places.belief[p], pause.belief * known[p])
            if pause.handover and is_held(w, p):  # what has fallen is not to be handed over
                places.handover[p] = max(places.handover[p], w.weights.handover * known[p])

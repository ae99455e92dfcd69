"""Convoys: what becomes of each when it is due, and an hour of unloading those that came in."""

from __future__ import annotations

from numba import njit

from model.codes import Outcome
from model.engine.passage import is_struck
from model.engine.provisions import hand_out


@njit(cache=True)
def work(w, hour):
    """An hour of all convoys."""
    for i in range(w.orders.convoys.shape[0]):
        convoy = w.orders.convoys[i]
        if convoy.outcome == Outcome.PLANNED and convoy.due <= hour:
            arrive(w, convoy)
        if convoy.hours_left > 0:
            unload(w, convoy)


@njit(cache=True)
def arrive(w, convoy):
    """Come in, whole or in part, or be sent away."""
    if not convoy.cleared:
        convoy.outcome = Outcome.NOT_CLEARED
    elif not w.held.any():
        convoy.outcome = Outcome.TOO_LATE
    elif convoy.needs_quiet and not is_quiet(w):
        convoy.outcome = Outcome.TURNED_BACK
    else:
        convoy.outcome = Outcome.PARTIAL if convoy.cut else Outcome.DELIVERED
        convoy.brought = convoy.part if convoy.cut else convoy.whole
        is_open = convoy.entry >= 0 and w.held[convoy.entry]
        convoy.place = convoy.entry if is_open else fullest(w)
        convoy.hours_left = convoy.takes


@njit(cache=True)
def is_quiet(w):
    """Whether every weapon is silent in all that the besieged hold."""
    struck = 0
    for p in range(w.held.shape[0]):
        struck += w.held[p] and is_struck(w, p)
    return struck == 0


@njit(cache=True)
def fullest(w):
    """The place held by the opposition in which most people are."""
    return (w.places.indoors * w.held).argmax()


@njit(cache=True)
def unload(w, convoy):
    """Hand out an equal part of what is left; what lies in a place that has fallen is lost."""
    left = convoy.brought - convoy.handed_out
    if not w.held[convoy.place]:
        convoy.lost, convoy.hours_left = left, 0
        return
    convoy.handed_out += hand_out(w, w.settings, convoy.place, left / convoy.hours_left)
    convoy.hours_left -= 1

"""Fleets: an hour of buses and ambulances: what is heard of them, when they leave, with how many seats."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.codes import LARGEST_HOUSEHOLD, Side, Way
from model.engine import hearing
from model.engine.boarding import call_patients
from model.engine.passage import best_fleet, is_held_before, is_struck
from model.engine.queues import stop_fleet
from model.rules.boarding import departures


@njit(cache=True)
def run_all(w):
    """An hour of all fleets: who boards is seen to when people walk and queue, patients are called now."""
    for number in range(w.orders.fleets.shape[0]):
        fleet = w.orders.fleets[number]
        if not fleet.takes_patients:
            if run_buses(w, number):
                stop_fleet(w, fleet.way)
        else:
            free = seats_for_patients(w, number)
            if free > 0:
                called = call_patients(w, w.settings, fleet.way, free, fleet.reach, fleet.drive)
                take(w, number, called)


@njit(cache=True)
def take(w, number, people):
    """So many have seats; those left over wait for the next hour, as far as a family could need them."""
    fleet = w.orders.fleets[number]
    fleet.left = min(fleet.left - people, LARGEST_HOUSEHOLD)


@njit(cache=True)
def run_buses(w, number):
    """An hour of buses; whether they have just stopped for good."""
    fleet, ways = w.orders.fleets[number], w.ways
    if not fleet.announced:
        return False
    e = fleet.way
    hearing.tell(w, fleet.news)
    has_way = ways.kind[e] == Way.FLEET and ways.news[e] == fleet.news
    if has_way:  # those whom they brought out in the last hour were seen
        hearing.see(w, fleet.guarantor, np.array([e]), np.empty(0, np.int64))
    if fleet.over or not is_held_before(w, e):
        return has_way
    if best_fleet(w, e) != number or is_corridors(w, e, fleet):
        return False
    if not has_way:
        ways.capacity[e] = 0.0  # what another left over is not theirs
    open_way(w, fleet, e)
    ways.capacity[e] += seats(w, fleet) * w.settings.scale
    return False


@njit(cache=True)
def is_corridors(w, e, fleet):
    """Whether a corridor has opened a way in this hour whose guarantor has a better record than a fleet's."""
    record = w.guarantors[w.ways.guarantor[e]].record
    return w.ways.kind[e] == Way.CORRIDOR and record > w.guarantors[fleet.guarantor].record


@njit(cache=True)
def seats_for_patients(w, number):
    """Seats that ambulances have in this hour, those left over from the last ones included."""
    fleet = w.orders.fleets[number]
    if not is_held_before(w, fleet.way):
        return 0
    fleet.left += seats(w, fleet) * w.settings.scale
    return int(fleet.left) if fleet.has_run and fleet.hours_run > 0 else 0


@njit(cache=True)
def seats(w, fleet):
    """Seats that leave in this hour: whole vehicles, spread evenly over the cycle.

    While it does not run, the fleet waits at the far end, half a cycle away.
    """
    if not fleet.due or (fleet.needs_quiet and is_struck(w, w.ways.inside[fleet.way])):
        fleet.hours_run, fleet.lag = 0, math.ceil(fleet.cycle / 2.0) if fleet.has_run else 0
        return 0.0
    leaving = departures(fleet.hours_run, fleet.lag, fleet.vehicles, fleet.cycle)
    fleet.hours_run += 1
    fleet.has_run = True
    return leaving * fleet.seats


@njit(cache=True)
def open_way(w, fleet, e):
    """Open a way to those who may board."""
    ways = w.ways
    ways.kind[e], ways.side[e], ways.passes[e] = Way.FLEET, Side.OPPOSITION, 1
    ways.beyond[e], ways.constant[e] = fleet.drive, w.weights.corridor
    ways.guarantor[e], ways.news[e], ways.screened[e] = fleet.guarantor, fleet.news, 0
    ways.boards[e] = fleet.boards
    for i in range(fleet.first.shape[0]):
        ways.first[e, i] = fleet.first[i]
    ways.stopped[e] = 0.0 if w.orders.lets_go[ways.inside[e]] else fleet.stopped
    per_hour = fleet.vehicles * fleet.seats / fleet.cycle
    ways.usual[e] = max(per_hour * w.settings.scale, 1.0)

"""Aid to those who are out: whom it reaches on each side, and the person-days of the others."""

from __future__ import annotations

from numba import njit

from model.codes import Group, Side, Spell, Status
from model.engine.changes import CLASSES
from model.rules.aid import reached, share_reached, within_reach

GROUPS = len(Group)
SHELTERS, GOVERNMENT, KURDISH, OPPOSITION = range(4)  # reliefs
CAMP = (int(Status.OUT_CAMP),)
WEST = (int(Status.OUT_GOVERNMENT),)
NORTH = (int(Status.OUT_KURDISH),)
COUNTRY = (int(Status.OUT_OPPOSITION), int(Status.EVACUATED_BUS), int(Status.EVACUATED_MEDICAL))


@njit(cache=True)
def within_reach_of(w, number, hour):
    """The people whom a relief can reach in an hour, of those simulated."""
    relief = w.orders.reliefs[number]
    hours = (3600.0 * hour - relief.start) / 3600.0
    return w.settings.scale * within_reach(relief.capacity, hours, relief.build_up)


@njit(cache=True)
def help_outside(w, hour):
    """Share out an hour's aid to those who are out."""
    shelters, government = within_reach_of(w, SHELTERS, hour), within_reach_of(w, GOVERNMENT, hour)
    kurdish, opposition = within_reach_of(w, KURDISH, hour), within_reach_of(w, OPPOSITION, hour)
    sides = w.sides
    sides.unaided[:] = 0.0
    camp, west = (
        help_them(w, Side.GOVERNMENT, CAMP, shelters),
        help_them(w, Side.GOVERNMENT, WEST, government),
    )
    people = people_in(w, CAMP) + people_in(w, WEST)
    sides.aid[Side.GOVERNMENT] = share_reached(camp + west, people, shelters + government)
    north = help_them(w, Side.KURDISH, NORTH, kurdish)
    sides.aid[Side.KURDISH] = share_reached(north, people_in(w, NORTH), kurdish)
    country = help_them(w, Side.OPPOSITION, COUNTRY, opposition)
    sides.aid[Side.OPPOSITION] = share_reached(country, people_in(w, COUNTRY), opposition)


@njit(cache=True)
def people_in(w, statuses):
    """People who are in one of some statuses."""
    people = 0
    for status in statuses:
        for c in range(CLASSES):
            people += w.tally.status[status, c]
    return people


@njit(cache=True)
def help_them(w, side, statuses, capacity):
    """Help the people in some statuses, all alike; how many of them are reached."""
    people = people_in(w, statuses)
    fed = reached(capacity, people)
    w.sides.unaided[side] += people - fed
    if fed < people:
        for status in statuses:
            for g in range(GROUPS):
                w.tally.hours[Spell.UNAIDED, g] += (1.0 - fed / people) * w.tally.status[status, g] / 24.0
    return fed

"""Aid to those who are out: whom it reaches on each side, and the person-days of the others."""

from __future__ import annotations

from numba import njit

from model.codes import Group, Side, Spell, Status
from model.engine.changes import CLASSES
from model.rules.aid import reached, share_reached

GROUPS = len(Group)
CAMP = (int(Status.OUT_CAMP),)
WEST = (int(Status.OUT_GOVERNMENT),)
NORTH = (int(Status.OUT_KURDISH),)
COUNTRY = (int(Status.OUT_OPPOSITION), int(Status.EVACUATED_BUS), int(Status.EVACUATED_MEDICAL))


@njit(cache=True)
def help_outside(w, shelters, government, kurdish, opposition):
    """Share out an hour's aid; the four numbers are the people whom each relief can reach."""
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

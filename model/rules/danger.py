"""Danger: how often a place is struck, and how many a strike kills and wounds.

Strikes per hour on a place, air and artillery apart = (campaign per km2 x area) x (1 + contact x F) x
(restraint), F being the pressure of the front. Killed per strike = k / (1 + k / worst) with k = lethality x
people per hectare / 100, people on the way counting ``open_air`` times and people in a queue ``queue``
times: one strike reaches only so many. Intensities are inputs; nothing here chooses a target.
"""

from __future__ import annotations

import math

from numba import njit

from model.parameters import Parameters, Quantity, quantity

DAY = range(7, 17)  # local hours of light in Aleppo in December (sunrise 06:40, sunset 16:20)


class Weapon(Parameters):
    """One kind of bombardment."""

    campaign: Quantity = quantity("strikes/km2/day", "strikes on opposition-held ground", at_least=0)
    lethality: Quantity = quantity(
        "people/strike", "killed by a strike where 100 people a hectare live", at_least=0
    )
    night: Quantity = quantity("1", "intensity by night, of that by day", at_least=0)
    grounded: Quantity = quantity("1", "share lost in weather that grounds aircraft", at_least=0, at_most=1)


class Shelling(Parameters):
    """Air strikes and artillery, and what both do to people."""

    air: Weapon
    artillery: Weapon
    contact: Quantity = quantity("1", "further strikes where the front is, of the campaign's", at_least=0)
    wounded: Quantity = quantity("1", "wounded for each one killed", at_least=0)
    open_air: Quantity = quantity("1", "exposure on the way, of that under a roof", at_least=0)
    queue: Quantity = quantity(
        "1", "exposure in a queue, of that under a roof: people take cover near it", at_least=0
    )
    worst: Quantity = quantity(
        "people/strike", "most that one strike can kill, however dense the crowd", more_than=0
    )
    memory: Quantity = quantity("h", "time in which the memory of strikes fades by e", more_than=0)
    half_threat: Quantity = quantity(
        "strikes/km2/day", "remembered strikes at which threat is half its fullest", more_than=0
    )
    fear_of_artillery: Quantity = quantity(
        "1", "weight of an artillery strike in the memory, of an air strike's", at_least=0
    )


@njit(cache=True)
def strike_rate(campaign, area, contact, front, restraint):
    """Expected strikes on a place in an hour; ``campaign`` per km2 and hour, ``area`` in km2."""
    return campaign * area * (1.0 + contact * front) * restraint


@njit(cache=True)
def expected_killed(strikes, lethality, people, hectares, worst):
    """Expected dead from a number of strikes on so many people spread over so many hectares."""
    each = lethality * people / (hectares * 100.0)
    return strikes * each / (1.0 + each / worst)


@njit(cache=True)
def remembered(memory, strikes, fade):
    """The memory of strikes after an hour: what has faded, and what has been added."""
    return memory * fade + strikes


@njit(cache=True)
def threat(per_km2_day, half):
    """Threat, 0 to 1, from remembered strikes per km2 and day."""
    return per_km2_day / (per_km2_day + half)


@njit(cache=True)
def fade(memory_hours):
    """The share of a memory that is left after one hour."""
    return math.exp(-1.0 / memory_hours)

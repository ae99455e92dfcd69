"""Weather: which days are wet, and how much of a wet day keeps aircraft on the ground.

A day is wet or dry. A day in the record of the city (`weather.csv`) grounds aircraft for the share of it
that is written there, and is wet if that share is more than 0. Every other day keeps the state of the day
before with the chance `weather.persistence`; otherwise it is wet with the chance `weather.wet`, whatever
the day before was:

    chance that day d is wet | day d - 1 wet  =  persistence + (1 - persistence) x wet
    chance that day d is wet | day d - 1 dry  =               (1 - persistence) x wet

This is a two-state Markov chain whose share of wet days is `wet` and whose correlation from a day to the
next is `persistence`. It needs no first day: from day d one goes back to the last day that is in the record
or drew its state anew, and that day's state is day d's.

A wet day outside the record grounds aircraft for the share `weather.grounded` of it, a dry one not at all:

    grounded = recorded share                  in the record
             = grounded                        wet, not in the record
             = 0                               dry

**Light.** An hour is light if the sun is up in the middle of it, otherwise it is night. At the latitude L
on the n-th day of the year the sun is up for H hours before and after noon,

    cos(15 degrees x H) = -tan(L) tan(d),    d = -23.44 degrees x cos(360 degrees x (n + 10) / 365)

(H between 0 and 12), noon being taken as 12:00 of the clock, within half an hour of the sun's in the cities
here. At Aleppo from 26 November to 31 December the hours from 07:00 to 16:59 are light.

What it does: air strikes are multiplied by 1 - grounded x `shelling.air.grounded`; artillery goes on. A
stochastic front slows down (see the front).

Draws: SPELL (whether the day before's state stays) and SKY (the new state), both keyed by the date alone,
so that every proposal under one seed has the same sky. With the mechanism off every day is fit for flying,
the recorded ones too, and nothing is drawn.

Source: two-state Markov chains for wet and dry days, Gabriel and Neumann (1962), Quarterly Journal of the
Royal Meteorological Society 88, 90-95; the sun's declination as in Cooper (1969), Solar Energy 12, 333-346.
"""

from __future__ import annotations

import math
from datetime import date
from functools import cache

from numba import njit

from model.parameters import Parameters, Quantity, quantity


class Climate(Parameters):
    """The season's weather, where no record says what it was."""

    wet: Quantity = quantity("1", "share of days that are wet", at_least=0, at_most=1)
    persistence: Quantity = quantity(
        "1", "chance that a day's weather stays for the next day", at_least=0, at_most=0.99
    )
    grounded: Quantity = quantity(
        "1", "share of a wet day in which aircraft cannot fly", at_least=0, at_most=1
    )


@njit(cache=True)
def stays(luck, persistence):
    """Whether a day keeps the state of the day before, by a uniform number."""
    return luck < persistence


@njit(cache=True)
def is_wet(luck, wet):
    """Whether a day that draws its state anew is wet, by a uniform number."""
    return luck < wet


@cache
def half_day(latitude: float, day: date) -> float:
    """Hours for which the sun is up before and after noon; latitude in degrees north."""
    around = math.radians(360.0 * (day.timetuple().tm_yday + 10) / 365.0)
    declination = math.radians(-23.44 * math.cos(around))
    cosine = -math.tan(math.radians(latitude)) * math.tan(declination)
    return math.degrees(math.acos(min(1.0, max(-1.0, cosine)))) / 15.0


def is_light(latitude: float, day: date, hour: int) -> bool:
    """Whether the sun is up in the middle of an hour of the clock."""
    return abs(hour + 0.5 - 12.0) < half_day(latitude, day)


@cache
def nights(latitude: float, day: date) -> tuple[bool, ...]:
    """Whether it is dark in each hour of a day."""
    return tuple(not is_light(latitude, day, hour) for hour in range(24))

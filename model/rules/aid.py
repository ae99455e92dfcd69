"""Aid to those already out: how many people each side can feed, from when, and whom that reaches.

Each of four reliefs (those in shelters on the government side, the others on the government side, those on
the Kurdish side, those in the opposition countryside, evacuees included) can reach, at a time t,

    c(t) = capacity x min(1, (t - start) / build_up)

people, and 0 before `aid.<relief>.start` (a build-up of 0 h: all from the start). `capacity` is in people,
scaled with the population that is simulated, `build_up` in hours. It reaches min(c(t), n) of the n people
who are there. On the government side what the shelters do not need is not passed on to the others. With n
and a summed over the reliefs of a side, the share that aid reaches there is

    aid = a / n        (with nobody there: 1 if c(t) > 0, else 0)

which is what people who might leave can hear of that side. People out whom aid does not reach are n - a,
and their person-days are summed hour by hour, the n - a being spread over the groups of people in
proportion. Those who have gone home, stayed while the front passed or are held are not out, and not
counted. Nothing is drawn. The switch `aid_outside` turns it off: the share is 0 everywhere, and nobody is
counted as left without aid.

Source: reported figures of 1 and 2 December 2016 in the parameters.
"""

from __future__ import annotations

from numba import njit
from pydantic import Field

from model.parameters import Moment, Parameters, Quantity, quantity


class Relief(Parameters):
    """What one kind of relief can do."""

    start: Moment = Field(description="when it begins")
    capacity: Quantity = quantity("people", "people it can reach once it is built up", at_least=0)
    build_up: Quantity = quantity("h", "time until it reaches so many", at_least=0)


class Aid(Parameters):
    """Aid to those who are out."""

    shelters: Relief = Field(description="in the shelters on the government side")
    government: Relief = Field(description="elsewhere on the government side")
    kurdish: Relief = Field(description="on the Kurdish side")
    opposition: Relief = Field(description="in the opposition countryside, evacuees included")


@njit(cache=True)
def within_reach(capacity, hours, build_up):
    """People whom a relief can reach so many hours after it began."""
    if hours < 0.0:
        return 0.0
    return capacity if hours >= build_up else capacity * hours / build_up


@njit(cache=True)
def reached(capacity, people):
    """The people among those who are there whom aid reaches."""
    return min(capacity, float(people))


@njit(cache=True)
def share_reached(reached_people, people, capacity):
    """The share of the people on a side whom aid reaches; with nobody there, whether there is any."""
    if people > 0:
        return reached_people / people
    return 1.0 if capacity > 0.0 else 0.0

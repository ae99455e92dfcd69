"""Walking: the ground, the ways out of the enclave, and how a family comes to one, through it and beyond.

**Ground.** Routes of the kinds street and front-crossing are walked, those and all others are driven.
Walks inside are the shortest by length over walked routes between enclave places that the opposition
holds; drives are the shortest by length over routes that join two places of one side (the opposition's
outside the enclave only), to the nearest reception of that side that is open, at `movement.vehicles`
km/h. Both are found anew whenever a place changes hands or a shelter opens or closes.

**Ways out.** Each walked route with an end in the enclave is a possible way out there, from that place
(the near end) to the other (the far end), in the state of the hour:

* *breach*: the near end is held by the opposition, the far end is not, has changed hands during the run,
  and a reception can be driven to from there. Everyone knows of it, nobody guarantees it and nobody is
  stopped there; men are screened where the far end is the government's; it lets through `movement.breach`
  people an hour.
* *corridor* or *fleet*: an agreement governs it (its news, guarantor, hours and capacity), as long as the
  near end is held: a corridor from its start to its end, or until one that `replaces` it opens, while the
  far end is another side's; buses from their announcement, so that people queue for the first of them, to
  their end. A corridor lets nobody through outside its `window`, nor, if it `needs_quiet`, while any weapon
  fires in the place before it.
* *shut* otherwise.

Capacities are per hour and are scaled with the population that is simulated.

**On foot.** A family that has set out in this hour, or is on its way, covers in the hour

    speed x (night, by night) x (slow, with someone who cannot walk unaided)    kilometres

(`movement.speed` in km/h; `movement.night` and `movement.slow` without a unit) along the shortest walk from
the place in which it is; kilometres that are left at a place are used on the next route. It is in a place
until it has come to the end of the route that leads to the next one. Of the hour in which it comes to the
end of its walk it takes a part, f: with the chance f it is on the way until the end of that hour and
arrives in the next, otherwise it arrives at once; so that on average neither the time that it takes nor the
hours for which it is under fire depend on the length of a step. If there is no walk any more to where it is
going, it stays in the place in which it is, and decides anew. At a place inside that it was going to it
stops: at home if it is its home, else displaced inside.

**At a way.** In the hour in which it comes to the near end it is stopped by armed groups with the way's
chance of that (a corridor's or a fleet's `stopped`; 0 on a day on which they keep a promise to let people
through). The draw is its own for each way, so that it is stopped there again whenever the chance is the
same. Who is stopped, or finds the way shut, stays in the place before it and decides anew. The others
join the queue.

**Beyond.** A family that is let through is out of the place at once and arrives at a reception after the
drive from the far end, in whole hours rounded up and at least one. By bus or ambulance the drive goes to
the host community of the opposition, by the shortest way whoever holds the ground. The length of the way
itself counts in its appeal and takes no time.

Draws: WALK, by household and number of its decision; STOPPED, by household and way; the order of those who
arrive in one hour, QUEUE_ORDER, by household and hour.

Source: speeds are planning values, as each says; shortest paths, Dijkstra (1959) and Floyd (1962).
"""

from __future__ import annotations

import math

from numba import njit

from model.codes import Status
from model.parameters import Parameters, Quantity, quantity


class Movement(Parameters):
    """Speeds, and what the ways out can take."""

    speed: Quantity = quantity("km/h", "speed of a family on foot by day", more_than=0)
    night: Quantity = quantity("1", "speed by night, of that by day", more_than=0, at_most=1)
    slow: Quantity = quantity(
        "1", "speed of a family with someone who cannot walk unaided, of the others'", more_than=0, at_most=1
    )
    vehicles: Quantity = quantity("km/h", "speed of buses and cars outside the enclave", more_than=0)
    breach: Quantity = quantity(
        "people/h", "people that a stretch of new front lets through in an hour", at_least=20, whole=True
    )
    inside: Quantity = quantity(
        "h", "travel time inside the enclave that makes a refuge e times less likely", more_than=0
    )


@njit(cache=True)
def reach(speed, night_factor, is_night, slow_factor, immobile):
    """Kilometres that a family covers in this hour."""
    km = speed
    if is_night:
        km *= night_factor
    if immobile > 0:
        km *= slow_factor
    return km


@njit(cache=True)
def is_still_walking(left, km, lot):
    """Whether a family that has come to the end of its walk is on the way until the end of the hour.

    ``left`` is what is left of the ``km`` of the hour.
    """
    return lot < 1.0 - left / km


@njit(cache=True)
def on_the_road(hours):
    """Whole hours that a drive takes, at least one; one as well where no reception can be driven to."""
    return max(1, math.ceil(hours)) if math.isfinite(hours) else 1


@njit(cache=True)
def settles_as(is_held, is_home):
    """What people are who stop in a place: at home, displaced, or there as the front has passed it."""
    if is_held:
        return Status.HOME if is_home else Status.DISPLACED_INSIDE
    return Status.CHANGED_CONTROL if is_home else Status.OVERRUN

"""Reception: where people go once they are out, how long they stay there, and when they go home.

**Arrival.** A household that arrives on the government side goes to relatives, in the host community of the
side, with the chance `reception.relatives`. If not, it goes to one of the open shelters with room for all
of it, shelter r with a chance in proportion to

    room(r) x exp(-hours(r) / near)

room(r) being the people for whom shelter r still has room, hours(r) the drive to it over ground of its side
from where the household came out, and `reception.near` in hours (a shelter that no road of its side reaches
is left out). Where no shelter has room, the host community takes it in, however many there are. On the
Kurdish and the opposition side everyone goes to the host community. Those who arrive in the same hour are
served in an order drawn by lot.

**Moving on.** Households in shelter r move to relatives with the hazard, per day,

    onward x (1 + crowding x people(r) / capacity(r))

(`reception.onward`, `reception.crowding`): sooner where it is full. A shelter that closes sends everyone in
it on: each household goes to relatives, to another shelter or to the host community as on arrival, in an
order drawn by lot.

**Going home, from outside.** A household on the government or the Kurdish side goes home to a place with
the hazard, per day,

    returning x (1 - threat) x (1 - damage)

once that place has been on that other side for `reception.quiet` hours, and 0 before; threat is 0 to 1,
damage the share of dwellings in the place that nobody can live in. Nobody goes back into the siege. Whoever
stayed while the front passed has not been away and does not return.

**Going home, inside.** A place that the besieged hold is calm in an hour in which it is not fought over and
both its threat and the pressure of the front on it are below `reception.calm`. Once a day (at hours 0, 24,
48 ... of the run) each household displaced inside, whose home has been calm for `reception.settled` hours
in a row and can be walked to, sets out for home with the chance

    1 - exp(-homecoming x (1 - threat) x (1 - damage) x 1 day)

(`reception.homecoming`, per day) and walks there as anyone walks. It is no flight and is counted apart from
those who fled inside.

**Load.** The load of a side is the people in its open shelters over their capacity; where a side has no
shelter, those in its host communities over their capacity, as far as that is known; 0 where none is known.

Draws: relatives, shelter and the tolerance of moving on and of going home are keyed by household and the
number of its decisions; going home inside by household and day; the lot by household and hour. Switches:
`onward` (nobody moves on of themselves), `returning` (nobody goes home).

Source: capacities from `shelters.csv`; the form is assumed. A hazard lived through up to a tolerance: see
the rule of leaving.
"""

from __future__ import annotations

import math

from numba import njit

from model.codes import Count, Status
from model.parameters import Parameters, Quantity, quantity


class Reception(Parameters):
    """Shelters, relatives and return."""

    relatives: Quantity = quantity(
        "1", "share of households who go to relatives straight away", at_least=0, at_most=1
    )
    near: Quantity = quantity("h", "drive that divides the pull of a shelter by e", more_than=0)
    onward: Quantity = quantity(
        "1/day", "hazard with which those in an empty shelter move on to relatives", at_least=0
    )
    crowding: Quantity = quantity("1", "what a full shelter adds to that hazard, of it", at_least=0)
    returning: Quantity = quantity("1/day", "hazard of going home once the place has been quiet", at_least=0)
    homecoming: Quantity = quantity(
        "1/day", "hazard of going home to a besieged place that has long been calm", at_least=0
    )
    quiet: Quantity = quantity(
        "h", "time after a place changed hands for which it does not count as quiet", at_least=0
    )
    calm: Quantity = quantity(
        "1", "threat and pressure of the front below which a besieged place is calm", at_least=0, at_most=1
    )
    settled: Quantity = quantity(
        "h", "time for which a besieged place must have been calm before people go home to it", at_least=0
    )


@njit(cache=True)
def arrived(status):
    """The running total in which people of a status were counted as they arrived; -1 for any other status.

    Who is home again counts with the government side: there the men were held who are let go to them.
    """
    if status == Status.OUT_GOVERNMENT or status == Status.OUT_CAMP or status == Status.RETURNED:
        return Count.ARRIVED_GOVERNMENT.value
    if status == Status.OUT_KURDISH:
        return Count.ARRIVED_KURDISH.value
    return Count.ARRIVED_OPPOSITION.value if status == Status.OUT_OPPOSITION else -1


@njit(cache=True)
def shelter_pull(room, hours, near):
    """The pull of a shelter by the people for whom it has room and the drive to it."""
    return room * math.exp(-hours / near)


@njit(cache=True)
def onward_hazard(onward, crowding, people, capacity):
    """The hazard of moving on from a shelter, by how full it is; the unit is that of ``onward``."""
    return onward * (1.0 + crowding * people / capacity) if capacity > 0 else onward


@njit(cache=True)
def return_hazard(returning, threat, damage):
    """The hazard of going home to a quiet place; the unit is that of ``returning``."""
    return returning * (1.0 - threat) * (1.0 - damage)


@njit(cache=True)
def is_calm(threat, pressure, limit):
    """Whether a besieged place is calm in an hour."""
    return threat < limit and pressure < limit


@njit(cache=True)
def chance_in(hours, hazard):
    """The chance that something with a constant hourly hazard happens within so many hours."""
    return 1.0 - math.exp(-hazard * hours)

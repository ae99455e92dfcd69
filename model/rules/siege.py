"""Siege: people eat what is handed out in their place, then their own stores, then nothing; scarcity rations.

**Prices.** Once a day each opposition-held place of the enclave is looked over. With `d` the hours of full
meals that are left there to each person (24 x what is still to be handed out, in person-days, plus the
stores of its households, each in whole hours times its people; over the people of the place), the price of
food, 1 in ordinary times, is

    P = min(dearest, max(1, plenty / d) ^ scarcity)

with `siege.plenty` in hours, `siege.scarcity` and `siege.dearest` without a unit. In a place where nobody
is, and everywhere outside the siege, P = 1.

**Rations.** As food gets dearer people eat less, so that stores last longer: everyone in the place eats

    r = P ^ -thrift

of a full meal (`siege.thrift`, without a unit; 0: people eat their fill as long as they can).

**Meals.** An hour's need of a place is r x people / 24 person-days. It is met from the food to hand out
there as far as that goes; the share that is not met, `u`, is taken from each household's own store, which
so shrinks by u x r hours in an hour. A household's own store lasts, at full meals, exp(log(stores) +
stores_spread x z) hours from the start (`siege.stores`, `siege.stores_spread`; z one standard normal draw
for each household, keyed by it). When the store is gone the household is hungry for the share u of the
time: it counts as u people without food for each of its members. Hunger ends where the whole need is met
from what is handed out (u = 0), and where the siege has ended; it is back as soon as some of the need is not
met. Stores are carried along by a household that moves inside the enclave.

**Convoys.** Of a plan's `planned` convoys the share `share` is meant for the enclave (rounded); number i = 0,
1 ... is due at `start` + i x `every` + a delay, exponential with mean `delay`. When due it is *not cleared*
with the chance 1 - `cleared`; else *too late* if the besieged hold nothing any more; else *turned back* if it
`needs_quiet` and any weapon fires on ground of theirs; else *partial* with the chance `partial`, of which the
share `part` is let in; else *delivered*. Of the load, `trucks` x `siege.truck` person-days (x `part`), the
share

    looted + looted_spread x min(looted, 1 - looted) x (2 u - 1),    u uniform in 0 to 1,

is lost. The rest comes in at the place `entry` if the besieged hold it, else where most people are, and is
handed out from there in equal parts in the hours of `distribution` (0 h: at once). What has not been handed
out when that place falls is lost.

**What comes in** is handed out from the place where it came in: of each hour's food, place q gets a share
in proportion to

    people(q) x exp(-km(q) / reach)

over the opposition-held places that can be walked to from it, km(q) being the shortest walk and
`siege.reach` in km.

Order: convoys arrive, food is handed out, prices are set at hour 0, 24, 48 ..., people eat, stores run out,
hunger ends, the hour is counted.
Draws: the stores by household; delay, clearance, part and looting by the convoy's number, the same for
every plan. The switch `hunger` turns all of it off, `prices` the prices alone (P = 1).

Source: stores and the last handing out of UN rations (13 November 2016) as in the parameters; that dearer
food is eaten less: Green et al. (2013), "The effect of rising food prices on food consumption", BMJ
346:f3703 (a price 1% higher, 0.6% less cereals in poor countries); the form is assumed.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.parameters import Parameters, Quantity, quantity

EMPTY = 1e-6  # hours for which an empty store lasts


class Siege(Parameters):
    """What people have to eat."""

    stores: Quantity = quantity("h", "median time for which a household's own store lasts", more_than=0)
    stores_spread: Quantity = quantity("1", "spread of stores: standard deviation of the log", at_least=0)
    stock: Quantity = quantity(
        "h", "time for which the stock handed out in each place lasts at the start", at_least=0
    )
    truck: Quantity = quantity("person-days", "food in one truck", more_than=0)
    plenty: Quantity = quantity(
        "h", "time for which the food in a place must last for its price to be the usual", more_than=0
    )
    scarcity: Quantity = quantity(
        "1", "elasticity of the price of food to the time for which it lasts", at_least=0
    )
    dearest: Quantity = quantity("1", "highest price of food, of the usual", at_least=1)
    thrift: Quantity = quantity(
        "1", "elasticity of what people eat to its price: 0 they eat their fill", at_least=0, at_most=2
    )
    reach: Quantity = quantity(
        "km", "walk that divides by e what a place gets of food that has come in elsewhere", more_than=0
    )


@njit(cache=True)
def price(hours_left, plenty, scarcity, dearest):
    """The price of food, of the usual, where what is left lasts so many hours at full meals."""
    if hours_left >= plenty:
        return 1.0
    if hours_left <= 0.0:
        return dearest if scarcity > 0.0 else 1.0
    return min(dearest, (plenty / hours_left) ** scarcity)


@njit(cache=True)
def ration(price_index, thrift):
    """What people eat, of full meals, at a price."""
    return price_index**-thrift


@njit(cache=True)
def unmet(need, stock):
    """The share of a need that the stock to hand out does not meet."""
    return 1.0 - min(stock, need) / need


@njit(cache=True)
def looted(mean, spread, luck):
    """The share of a convoy's load that is lost, uniform around its mean; ``luck`` is uniform in 0 to 1."""
    return mean + spread * min(mean, 1.0 - mean) * (2.0 * luck - 1.0)


@njit(cache=True)
def claim(people, km, reach):
    """The weight of a place in the handing out of food that came in so many km away."""
    return people * math.exp(-km / reach)


@njit(cache=True)
def own_store(log_median, spread, z):
    """Hours for which a household's own store lasts at full meals, from a standard normal number."""
    return math.exp(log_median + spread * z)


@njit(cache=True)
def hours_stored(food, missed):
    """Whole hours that are left in a store which lasts until so many full meals have been missed."""
    return np.int64(math.floor(max(food - missed, 0.0)))

"""Family: how a household is parted on its way, and how its parts find each other again.

**Men who stay.** When a family sets out by a way on which the government screens, or from a place that the
government has taken, fear of arrest may keep its men of 15-55 back: with the chance `family.men_stay` all of
them stay where they are, as long as a woman or an elderly person is there to go. One draw, keyed by the
household and the number of its decision.

**Lost on the way.** In each hour in which a place held by the opposition is struck by a weapon that can kill,
each family of two or more that walks or queues there loses sight of one member with the chance `family.lost`,
before it is decided whom the strikes hit. One draw keyed by the household and the hour; each member has the
same chance to be the one.

**What a part is.** Those who split off are a household of their own from then on: with the home, the food and
the readiness to go of the family, with the members who split off, of whom each had the same chance to be
among the family's disabled, wounded and patients, and with a key, and so luck, of its own. They stop where
they are, at home or displaced, as people whose journey has ended, and decide for themselves. Parts may be
parted again. Those who stayed are in a place that may fall, and are then under changed control or overtaken
like anybody.

**Reunion.** Once a day, at the end of the first hour, a part that is where its family is, finds it with the
chance

    1 - exp(-reunion x 1 day)

with `family.reunion` a hazard per day; one draw keyed by the part and the day. They are where the other is
if both stay in one place inside, or are both out on one side (government, Kurdish, opposition, evacuees with
the last). A part that does not meet the first household of its family may so meet the oldest of the other
parts that are there. Its members, and the men of it who are held, then belong to the household that it has
found, which decides anew if it was waiting to leave; if both have men held, the earlier release is for all.

Order: families are parted by strikes in the phase of shelling, men stay behind at the end of the phase of
decisions, reunions follow the releases in the phase of screening. Where several families part in one phase,
they do so in the order of their keys.

Source: the chances are assumed; that men of fighting age feared to cross to the government side was reported
by the UN on Homs in 2014 and in the announced corridors of 2016.
"""

from __future__ import annotations

import math

from numba import njit

from model.codes import Side, Status
from model.parameters import Parameters, Quantity, quantity

SIDES = 1_000_000  # circles of the sides begin here, above those of the places
ON_THE_WAY = -1


class Family(Parameters):
    """What parts a family, and what brings it together."""

    men_stay: Quantity = quantity(
        "1", "chance that the men stay when the family goes where men are screened", at_least=0, at_most=1
    )
    lost: Quantity = quantity(
        "1",
        "chance that a family on the way loses a member in an hour of strikes there",
        at_least=0,
        at_most=1,
    )
    reunion: Quantity = quantity(
        "1/day", "hazard with which a part finds its family where both are", at_least=0
    )


@njit(cache=True)
def do_men_stay(lot, chance, men, other_adults):
    """Whether a family's men stay behind: there are some, and an adult to go without them."""
    return men > 0 and other_adults > 0 and lot < chance


@njit(cache=True)
def is_one_lost(lot, chance, people):
    """Whether a family on the way under fire loses sight of one member."""
    return people > 1 and lot < chance


@njit(cache=True)
def do_meet(lot, per_day):
    """Whether a part finds its family on a day on which it could."""
    return lot < 1.0 - math.exp(-per_day)


@njit(cache=True)
def circle(status, place):
    """Where others can find a household: a place inside, a side outside, nowhere while it is on the way."""
    if status == Status.WAITING or status == Status.TRAVELLING:
        return ON_THE_WAY
    if status == Status.OUT_GOVERNMENT or status == Status.OUT_CAMP:
        return SIDES + Side.GOVERNMENT
    if status == Status.OUT_KURDISH:
        return SIDES + Side.KURDISH
    if status >= Status.OUT_OPPOSITION and status <= Status.EVACUATED_MEDICAL:
        return SIDES + Side.OPPOSITION
    return place

"""Screening: men of 15-55 who cross to the government side may be held, some of them to be let go later.

A household that crosses a way that is screened, or that comes over from a place that the government side has
taken, stands at the checkpoint in the same hour. Each of its men of 15-55 is held with the chance

    held * age * monitored

with `screening.held` (1); `age` = 1 for men of 18-42, the age of military service, and
`screening.other_ages` (1) for the others; `monitored` (1) the way's own factor where its guarantor's
monitors stand by, 1 elsewhere. A man's age is uniform over the 41 years 15 to 55.

With the chance `screening.released` (1) those of a family who are held together are let go together, after a
wait that is exponential with the median `screening.after` (h), at the daily list (once in 24 hours). They
rejoin their family wherever it is then, and count as having arrived where it has; if it had turned back and
nobody of it lives, they are where it was last, and decide anew.

If at least one of its men is held at a way out, what is left of the family turns back with the chance
`screening.turns_back` (1), provided that the place before the way is still held: it is at once in that
place, has no store of food left, and decides anew. The men stay held.

Draws: held by household, number of its decision, and man; age by household and man; release and its wait by
household; turning back by household and number of its decision. With `turning_back` off nobody turns back;
with `screening` off nobody is held.

Source: forms assumed; age of military service 18-42, Syrian Legislative Decree 30 of 2007.
"""

from __future__ import annotations

import math

from numba import njit

from model.parameters import Parameters, Quantity, quantity

YOUNGEST, OLDEST = 15, 55  # years, of the men who are screened
SERVES_FROM, SERVES_TO = 18, 42


class Screening(Parameters):
    """What happens to men of 15-55 at a checkpoint."""

    held: Quantity = quantity(
        "1",
        "chance that a man of 18-42, the age of military service, is held when he is screened",
        at_least=0,
        at_most=1,
    )
    other_ages: Quantity = quantity(
        "1", "chance that a man of 15-17 or 43-55 is held, of that at 18-42", at_least=0, at_most=1
    )
    released: Quantity = quantity("1", "share of those held who are let go", at_least=0, at_most=1)
    after: Quantity = quantity("h", "median time after which they are let go", more_than=0)
    turns_back: Quantity = quantity(
        "1", "chance that a family goes back in when one of its men is held", at_least=0, at_most=1
    )


@njit(cache=True)
def age_of_man(u):
    """A man's age in whole years, from a uniform draw."""
    return YOUNGEST + int(u * (OLDEST + 1 - YOUNGEST))


@njit(cache=True)
def chance_held(held, other_ages, age, monitored):
    """The chance that a man of this age is held."""
    serves = SERVES_FROM <= age <= SERVES_TO
    return held * monitored * (1.0 if serves else other_ages)


@njit(cache=True)
def release_hour(hour, lot, rate):
    """The hour from which men held now may be let go, for an exponential draw of mean 1."""
    return hour + 1 + math.floor(min(lot / rate, 1e6))

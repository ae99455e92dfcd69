"""The front: how places change hands, how the pressure of it is felt, and who flees as it passes.

How the line moves is one of several kinds, chosen by `front.kind`: `recorded`, `continued`, `stochastic`
or `none`. Each has a clock for every place, in hours, which stands still there while the ground fighting is
paused.

**Pressure.** The pressure F_p of the front in place p, from 0 to 1, is

    own_p = 1 while p is contested,
            exp(-t_p / `front.aftermath`) when p changed hands t_p hours ago by force, otherwise 0
    F_p   = max(own_p, `front.near` x max over the neighbours q of own_q)

**Overtaking.** In the hour in which a place falls by force to a side, with `mechanisms.overtaking_flight`
on, each household that is at home or displaced there draws u, uniform, keyed by the household and the
place:

    u < f              flees forward, f = `front.flee_forward`: it sets out at once for the nearest
                       reception of the side that took the place, and is screened if that is the
                       government side;
    f <= u < f + i     flees inward, i = `front.flee_inward`: it is on its way to another place q still
                       held, in the neighbouring place on the shortest walk there as the walks were
                       before the fall, q drawn in proportion to
                       exp(-hours of walking to q / `movement.inside`) x (1 - F_q)
                       (with the rule gravity: its weight of the walk x (1 - F_q));
    otherwise          stays: under changed control if at home, overrun if it had been displaced.

Who would flee inward and can reach no place that is held stays. Those who stay can leave later, by the
rule of leaving and its appeal `settled`. One household has the same luck each time that one place falls.
People on the way to a way out are out on the side that has come; people on the way deeper into the
enclave stay where they are. When the opposition retakes a place, those who stayed are at home or
displaced again. Where ground is handed over by agreement nobody flees at that moment.

Source: UN and ICRC on people displaced by 30 November 2016, see each key; that staying is the rule is
seen from the people whom the front passed in the northern third.
"""

from __future__ import annotations

import math
from typing import Annotated, Self

from numba import njit
from pydantic import Field, model_validator

from model.errors import Wrong
from model.parameters import Quantity, Registered, quantity
from model.rules.fronts.recorded import Recorded
from model.rules.fronts.stochastic import Stochastic

STAYS, FORWARD, INWARD = 0, 1, 2


class Front(Recorded, Stochastic):
    """How the line moves, how far its pressure reaches, and who flees as it passes."""

    kind: Annotated[str, Registered("model.rules.fronts")] = Field(description="how the line moves")
    aftermath: Quantity = quantity(
        "h", "time in which the pressure of a front that has passed fades by e", more_than=0
    )
    near: Quantity = quantity(
        "1", "pressure in places beside a contested or just fallen one", at_least=0, at_most=1
    )
    fluid: Quantity = quantity(
        "h", "time in which a new line hardens: its appeal as a way out falls by e", more_than=0
    )
    flee_forward: Quantity = quantity(
        "1",
        "share of households that flee to the side that takes their place as it falls",
        at_least=0,
        at_most=1,
    )
    flee_inward: Quantity = quantity(
        "1",
        "share of households that flee deeper into what is held as their place falls",
        at_least=0,
        at_most=1,
    )

    @model_validator(mode="after")
    def _flee_once(self) -> Self:
        if float(self.flee_forward) + float(self.flee_inward) > 1.0:
            raise Wrong("and flee_forward are more than all", "a sum of at most 1", key="flee_inward")
        return self


@njit(cache=True)
def passed(hours, aftermath):
    """Pressure of a front that passed so many hours ago."""
    return math.exp(-hours / aftermath)


@njit(cache=True)
def flight(luck, forward, inward):
    """What a household does as its place falls: 0 stays, 1 flees forward, 2 flees inward."""
    if luck < forward:
        return FORWARD
    return INWARD if luck < forward + inward else STAYS


@njit(cache=True)
def shelter_inward(nearness, front):
    """The pull of a place still held on a household that flees inward."""
    return nearness * (1.0 - front)

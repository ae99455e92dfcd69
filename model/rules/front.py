"""The front: when places are contested and fall, and how its pressure is felt.

The offensive has a clock of its own, in hours, which stands still while the fighting is paused.
``recorded``: a place changes hands when that clock reaches its recorded date, displaced by a draw with the
date's own doubt; after the end of the record each place still held falls with a constant hazard.
``stochastic``: a contested place falls with a hazard set by the assault's strength and the share of its
neighbours already lost. ``none``: the line of the first hour stands.
"""

from __future__ import annotations

import math
from typing import Literal

from numba import njit
from pydantic import Field

from model.parameters import Moment, Parameters, Quantity, quantity


class Front(Parameters):
    """How the line moves and how far its pressure reaches."""

    kind: Literal["recorded", "stochastic", "none"] = Field(description="how the line moves")
    record_ends: Moment = Field(
        description="end of the record on the offensive's clock; later changes of hands were by agreement"
    )
    doubt: Quantity = quantity("1", "multiple of the doubt in each recorded date", at_least=0)
    contested: Quantity = quantity("h", "time for which a place is contested before it falls", at_least=0)
    aftermath: Quantity = quantity(
        "h", "time in which the pressure of a front that has passed fades by e", more_than=0
    )
    near: Quantity = quantity(
        "1", "pressure in places beside a contested or just fallen one", at_least=0, at_most=1
    )
    fluid: Quantity = quantity(
        "h", "time in which a new line hardens: its appeal as a way out falls by e", more_than=0
    )
    endgame: Quantity = quantity(
        "1/day", "hazard with which each place still held falls after the record ends", at_least=0
    )
    assault: Quantity = quantity(
        "1/day", "stochastic: hazard with which a place falls whose neighbours are all lost", at_least=0
    )
    rain: Quantity = quantity(
        "1", "stochastic: pace of the assault in weather that grounds aircraft", at_least=0, at_most=1
    )


@njit(cache=True)
def passed(hours, aftermath):
    """Pressure of a front that passed so many hours ago."""
    return math.exp(-hours / aftermath)


@njit(cache=True)
def assault_hazard(per_hour, lost_neighbours, neighbours, pace):
    """Hazard per hour that a place falls, by the share of its neighbours lost."""
    if neighbours == 0:
        return 0.0
    return per_hour * pace * lost_neighbours / neighbours

"""A place falls with a hazard set by assault, neighbours lost, weather and the defenders' cohesion.

The hazard of place p in an hour is

    h_p = (`front.assault` / 24) x r_p x w x (m_p / n_p) / C          per hour

- r_p: intensity of the ground fighting in p (1 as usual, 0 in a kept pause, more than 1 in a surge after
  one);
- w = 1 - g x (1 - `front.rain`): pace in the hour's weather, g the share of the hour in which aircraft
  cannot fly;
- m_p of its n_p neighbours (joined by a street or a stretch of front) are held by another side; 0 if n_p = 0;
- C: the defenders' cohesion, a factor,

      C = exp(`front.unity` x U - `front.disarray` x L)

  with L the share of the enclave's places that are lost, and U = 1 from the moment `front.united` on (0
  before, or where no moment is given). Cohesion is 1 at the start, falls as ground is lost, and rises by
  exp(unity) when the defenders unite. That moment is on the calendar and not on the offensive's clock.

The place falls to the government side in the hour in which the sum of h_p passes its resistance R_p =
-log(u), with u uniform, keyed by the place. It is contested while the sum is above
`front.contested_from` x R_p. All of this reads who held what when the phase of the fronts began, so that no
fall leads to another within one hour.

Source: assumed in form. On 1 December 2016 the groups in eastern Aleppo united as the Army of Aleppo (CNN),
and Sheikh Saeed, claimed by the army the day before, was held or retaken.
"""

from __future__ import annotations

import math

from numba import njit
from pydantic import Field

from model.parameters import Moment, Parameters, Quantity, quantity


class Stochastic(Parameters):
    """What only a stochastic front reads."""

    assault: Quantity = quantity(
        "1/day", "stochastic: hazard with which a place falls whose neighbours are all lost", at_least=0
    )
    rain: Quantity = quantity(
        "1", "stochastic: pace of the assault in weather that grounds aircraft", at_least=0, at_most=1
    )
    contested_from: Quantity = quantity(
        "1",
        "stochastic: share of its resistance that a place has lost when it counts as contested",
        at_least=0,
        at_most=1,
    )
    disarray: Quantity = quantity(
        "1",
        "stochastic: log of the factor by which the defenders' cohesion falls when all is lost",
        at_least=0,
    )
    unity: Quantity = quantity(
        "1",
        "stochastic: log of the factor by which the defenders' cohesion rises when they unite",
        at_least=0,
    )
    united: Moment | None = Field(
        None, description="stochastic: when the defenders unite under one command; never if not given"
    )


@njit(cache=True)
def cohesion(disarray, lost, unity, is_united):
    """The defenders' cohesion, a factor that divides the hazard: 1 before ground is lost or forces unite."""
    return math.exp((unity if is_united else 0.0) - disarray * lost)


@njit(cache=True)
def weathered(grounded, rain):
    """Pace of the assault in the hour's weather."""
    return 1.0 - grounded * (1.0 - rain)


@njit(cache=True)
def assault_hazard(per_hour, lost_neighbours, neighbours, pace, held_together):
    """Hazard per hour that a place falls, by the share of its neighbours lost and the defenders' cohesion."""
    if neighbours == 0:
        return 0.0
    return per_hour * pace * lost_neighbours / neighbours / held_together

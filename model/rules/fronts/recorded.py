"""A place changes hands when its clock reaches the recorded date, displaced by that date's own doubt.

Each place p of the enclave has a clock c_p, in hours since the start: how long the offensive has run there.
In each hour it runs on by the intensity of the ground fighting in p, which is 1 as usual, 0 in a kept pause,
and more than 1 in a surge after one. So the record is frozen in a pause and resumes where it stopped.

The k-th recorded change of p, at noon of day d_k with the doubt s_k (days, in the table of control), comes
when

    c_p >= t_k,    t_k = max(t_(k-1), hours(d_k) + 24 x `front.doubt` x s_k x z_k),    t_0 = 0

with z_k standard normal, keyed by the place and k: so the changes of one place keep their order. Changes on
or after the day of `front.record_ends` are left out: they were made by agreement. Before a place falls it is
contested, for `front.contested` hours of its clock. A place that the record then leaves with the opposition
falls at

    max(t_last, hours(`front.record_ends`)) + 24 x e / `front.endgame`

with e exponential of mean 1, keyed by the place.

Order: moments that come due in one hour are applied in the order of t, over the places of one sector, sector
after sector in the order of their names.

Source: the table of control of each city. That each place is displaced on its own, and normally, is assumed.
"""

from __future__ import annotations

from numba import njit
from pydantic import Field

from model.parameters import Moment, Parameters, Quantity, quantity


class Recorded(Parameters):
    """What only a recorded front reads."""

    record_ends: Moment = Field(
        description="end of the record on the offensive's clock; later changes of hands were by agreement"
    )
    doubt: Quantity = quantity("1", "multiple of the doubt in each recorded date", at_least=0)
    contested: Quantity = quantity("h", "time for which a place is contested before it falls", at_least=0)
    endgame: Quantity = quantity(
        "1/day", "hazard with which each place still held falls after the record ends", at_least=0
    )


@njit(cache=True)
def moment(last, recorded, doubt, days, luck):
    """Clock hours at which a recorded change comes: displaced by its doubt, never before the last."""
    return max(last, recorded + 24.0 * doubt * days * luck)


@njit(cache=True)
def end(last, ends, endgame, luck):
    """Clock hours at which a place that the record leaves falls; ``luck`` is exponential of mean 1."""
    return max(last, ends) + 24.0 * luck / max(endgame, 1e-12)

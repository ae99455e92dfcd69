"""Information and trust: how news of a way out spreads, and how trust in its guarantor moves.

In an hour the share of a place that knows of an announced way grows by (broadcast + hearsay x share
knowing) x share not knowing. Trust falls by a share when the way is fired on, and rises with safe passages.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from model.parameters import Parameters, Quantity, quantity


class Information(Parameters):
    """News and trust."""

    broadcast: Quantity = quantity(
        "1/h", "share of those who do not know that leaflets and radio reach in an hour", at_least=0
    )
    hearsay: Quantity = quantity("1/h", "rate at which those who know tell those who do not", at_least=0)
    loss: Quantity = quantity("1", "share of trust lost when the guarantee is broken", at_least=0, at_most=1)
    gain: Quantity = quantity(
        "1", "share of distrust that a thousand safe passages take away", at_least=0, at_most=1
    )
    belief: Quantity = quantity("1", "belief in an announced pause at first", at_least=0, at_most=1)


@njit(cache=True)
def spread(known, broadcast, hearsay):
    """The share that knows, an hour later; a number or an array by place."""
    return np.minimum(1.0, known + (broadcast + hearsay * known) * (1.0 - known))


@njit(cache=True)
def trust_after(trust, broken, passages, loss, gain):
    """Trust after an hour in which the guarantee was broken or kept for so many people."""
    if broken:
        return trust * (1.0 - loss)
    return min(1.0, trust + gain * passages / 1000.0 * (1.0 - trust))

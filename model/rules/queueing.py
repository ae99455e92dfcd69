"""Queueing: people at a way out are served in the order in which they came, until their patience ends.

Those who reach a way in the same hour come in keyed order (a uniform lot by household and hour). In every
hour a way can take its capacity of people and what the last hour left over for the head of the queue (never
more than the largest household, and nothing where nobody waits). The household at the head passes if all of
its members fit into what is left; if not, it waits and nobody behind it passes: a family crosses only as a
whole.

A household that joins a queue in hour `t` gives it up at the beginning of the first hour in which

    t' >= t + patience * x,   x exponential with mean 1

with `queueing.patience` (h). It stays in the place before the way and decides anew, with a fresh tolerance.
If the way shuts, everyone in its queue does the same. Those who have died, been overtaken by the front or
been fetched by an ambulance leave a gap that closes at once.

The order of an hour: those who are no more in the queue or give up leave it; arrivals join at its end; it is
served.

Draws: `x` by household and the number of its decision. With the mechanism off nobody gives up.

Source: assumed; exponential patience is the standard form of impatient customers (Palm 1957, Erlang-A).
"""

from __future__ import annotations

import math

from numba import njit

from model.codes import LARGEST_HOUSEHOLD, NEVER
from model.parameters import Parameters, Quantity, quantity


class Queueing(Parameters):
    """How long people wait before a way out."""

    patience: Quantity = quantity("h", "mean time after which a family gives up a queue", more_than=0)


@njit(cache=True)
def gives_up(hour, patience, x):
    """The hour in which a household that joins now gives up, for an exponential draw of mean 1."""
    wait = patience * x
    return hour + math.ceil(wait) if wait < 1e6 else NEVER


@njit(cache=True)
def left_over(capacity, waiting):
    """What a way keeps of an hour's capacity: no more than the head of the queue can use in the next."""
    return min(capacity, float(LARGEST_HOUSEHOLD)) if waiting > 0 else 0.0

"""Gravity: the rule of the Flee model; people move with a chance set by the place, and weigh places by
distance.

A household in a place where the pressure of the front is at least ``conflict_from`` sets out with the
hazard ``conflict`` a day; elsewhere inside, and where the front has passed, with ``default`` a day; but
only if there is somewhere to go. Threat, hunger, trust and kin count nothing. The weight of a way out or
of another held place is

    (S / (softening + km)) ^ power

with km the whole distance in kilometres (on foot, and by road to the first reception beyond a way out),
and S the attractiveness of its end: ``conflict_weight`` to the power of the pressure of the front there
for a place inside, ``abroad`` for a way out, times ``camp_weight`` unless it leads to the Kurdish side,
and divided by e for each ``front.fluid`` hours since the front moved where it is a breach. Households
look ahead: they weigh places and ways up to ``awareness`` stretches away, along the shortest walk. A
household that sets out walks to the end it has chosen, and then draws again. As in the other rules a way
is weighed by the share of the place that knows of it. The chance is turned into a tolerance: a household
acts when its integrated hazard passes an Exp(1) draw.

Where this differs from Flee: Flee moves by the day, we by the hour; Flee enumerates every simple path, we
take the shortest walk to each end; Flee treats places outside as places among others, we reach them by
ways out.

Source: Suleimenova, Bell and Groen (2017), "A generalized simulation development approach for predicting
refugee destinations", and Flee 3.1's default rules: move chances of 1.0 and 0.3 a day in conflict zones
and elsewhere, conflict weight 1/sqrt(10), softening 10 km."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from numba import njit
from pydantic import Field

from model.parameters import Parameters, Quantity, quantity


class Rule(Parameters):
    """Move chances and weights, with the names that Flee gives them."""

    rule: Literal["gravity"] = Field(description="the rule of leaving")
    conflict: Quantity = quantity("1/day", "hazard of moving where the front is", at_least=0)
    default: Quantity = quantity("1/day", "hazard of moving elsewhere", at_least=0)
    conflict_from: Quantity = quantity(
        "1", "pressure of the front at which a place is in conflict", more_than=0, at_most=1
    )
    conflict_weight: Quantity = quantity("1", "attractiveness of a place in conflict", more_than=0)
    abroad: Quantity = quantity("1", "attractiveness of a way out", more_than=0)
    camp_weight: Quantity = quantity("1", "multiple of it where a reception centre is", more_than=0)
    softening: Quantity = quantity("km", "distance added to every distance", more_than=0)
    power: Quantity = quantity("1", "power of the weights", more_than=0)
    awareness: Quantity = quantity("stretches", "how far households look ahead", at_least=1, whole=True)


class Weights(NamedTuple):
    """The numbers of a :class:`Rule` as compiled code reads them, and zeros for what it leaves out."""

    conflict: float
    default: float
    conflict_from: float
    conflict_weight: float
    abroad: float
    camp_weight: float
    softening: float
    power: float
    awareness: float
    frailty: float = 0.0
    breach: float = 0.0
    corridor: float = 0.0
    kurdish: float = 0.0
    settled: float = 0.0
    arrest: float = 0.0
    handover: float = 1.0


def weights(rule: Rule) -> Weights:
    """The rule's values; hazards per hour, and no log-odds but the one of reception centres."""
    values = {name: float(getattr(rule, name)) for name in Weights._fields[:9]}
    rates = {name: values[name] / 24.0 for name in ("conflict", "default")}
    abroad, camp = math.log(values["abroad"]), math.log(values["camp_weight"])
    sides = {"breach": abroad + camp, "corridor": abroad + camp, "kurdish": -camp, "settled": abroad + camp}
    return Weights(**{**values, **rates, **sides})


@njit(cache=True)
def push(w, threat, front, gone, damage, belief):
    """The hazard of moving, per hour: that of a place in conflict, or that of any other."""
    return w.conflict if front >= w.conflict_from else w.default


@njit(cache=True)
def progress(w, total, drive, appeal):
    """The hazard lived through, an hour later; none where there is nowhere to go."""
    return total + drive if appeal > 0.0 else total


@njit(cache=True)
def own_factor(w, frailty, hungry, wounded, immobile, kin):
    """Every household moves with the same chance."""
    return 1.0


@njit(cache=True)
def threshold(w, total, lot, factor):
    """The hazard lived through at which a household acts, from a uniform lot."""
    return total - math.log(lot)


@njit(cache=True)
def rebased(w, total, level, old, new):
    """Nothing that happens to a household changes its chance of moving."""
    return level


@njit(cache=True)
def is_ready(w, excess, gone, kin, lot, hour):
    """Whether a household whose tolerance is spent acts in this hour: always."""
    return True


@njit(cache=True)
def pull(w, constant, danger, aid, load, hours, queue_hours):
    """The attractiveness of what is beyond a way out."""
    return math.exp(constant)


@njit(cache=True)
def approach(w, hours, km, hops):
    """Kilometres to a way out, as far as people look ahead; the way itself is the last stretch."""
    return km if hops < w.awareness else math.inf


@njit(cache=True)
def way(w, near, pull_there, km):
    """The weight of a way out at the end of a walk of ``near`` kilometres and ``km`` beyond it."""
    return (pull_there / (w.softening + near + km)) ** w.power


@njit(cache=True)
def assurance(w, trust):
    """Who guarantees a way makes no difference."""
    return 1.0


@njit(cache=True)
def refuge(w, hours, inside, km, hops):
    """The weight of a place inside that is like any other, as far as people look ahead."""
    return (1.0 / (w.softening + km)) ** w.power if hops <= w.awareness else 0.0


@njit(cache=True)
def unit(w, everything):
    """Weights are not measured in anything."""
    return 1.0


@njit(cache=True)
def haven(w, pressure, threat, crowd):
    """What the front takes from the weight of a place inside."""
    return (w.conflict_weight**pressure) ** w.power


@njit(cache=True)
def kinship(w, share):
    """Where kin are makes no difference."""
    return 1.0

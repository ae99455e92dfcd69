"""Proportional hazards: a family leaves when the hazard it has lived through passes its tolerance.

The hazard of leaving toward a way out w, per day, is

    base x exp(threat x T + front x F + peers x G - hope x B) x appeal(w) x own factor

with T the memory of strikes (0-1), F the pressure of the front (0-1), G the share of neighbours gone (0-1)
and B the belief in an announced pause (0-1). ``appeal`` compares the ways with moving deeper into the
enclave, whose appeal is 1 while every place inside is safe. The total over all ways is the hazard of
leaving, and the shares are a multinomial logit, so leaving and choosing are one model. The own factor
(hunger, wounded, someone who cannot walk, frailty) is constant between a household's events.

Source: hazards from the record of corridors, assaults and pauses (docs/calibration.md); the
integrated-hazard threshold is Sellke (1983), "On the asymptotic distribution of the size of a stochastic
epidemic".
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from numba import njit
from pydantic import Field

from model.parameters import Parameters, Quantity, quantity


class Rule(Parameters):
    """What drives a household out and what holds it back; effects are logarithms of hazard ratios."""

    rule: Literal["proportional-hazards"] = Field(description="the rule of leaving")
    base: Quantity = quantity(
        "1/day", "hazard of moving with no threat, no front and no trusted way out", at_least=0
    )
    threat: Quantity = quantity("1", "effect of the memory of strikes at its fullest")
    front: Quantity = quantity("1", "effect of the front in the place itself")
    peers: Quantity = quantity("1", "effect of all neighbours having left")
    hope: Quantity = quantity("1", "holding effect of full belief in an announced pause", at_least=0)
    hunger: Quantity = quantity("1", "effect of a household having no food left")
    wounded: Quantity = quantity("1", "effect of a wounded member who needs care")
    cannot_walk: Quantity = quantity("1", "effect of a member who cannot walk unaided")
    frailty: Quantity = quantity(
        "1", "spread of households around the average: standard deviation of the log", at_least=0
    )
    breach: Quantity = quantity("1", "appeal of crossing a front that has just moved, at the line itself")
    corridor: Quantity = quantity("1", "appeal of an announced way out that nobody trusts")
    trust: Quantity = quantity("1", "effect of full trust in the guarantor of a way out")
    kurdish: Quantity = quantity("1", "appeal of the Kurdish-held side over the government side")
    settled: Quantity = quantity("1", "appeal of leaving for a reception centre after the front has passed")
    arrest: Quantity = quantity(
        "1", "effect of men of 15-55 in the family on ways that the government screens"
    )
    handover: Quantity = quantity(
        "1", "effect of the ground being about to be handed over, of the front's own", at_least=0, at_most=1
    )
    travel: Quantity = quantity("h", "travel time that divides the appeal of a way by e", more_than=0)
    wait: Quantity = quantity("h", "queue that divides the appeal of a way by e", more_than=0)
    fastest: Quantity = quantity("1/h", "highest hazard of leaving that is allowed", more_than=0)


class Weights(NamedTuple):
    """The numbers of a :class:`Rule` as compiled code reads them; rates per hour."""

    base: float
    threat: float
    front: float
    peers: float
    hope: float
    hunger: float
    wounded: float
    cannot_walk: float
    frailty: float
    breach: float
    corridor: float
    trust: float
    kurdish: float
    settled: float
    arrest: float
    handover: float
    travel: float
    wait: float
    fastest: float


def weights(rule: Rule) -> Weights:
    """The rule's values, with its base rate turned from per day to per hour."""
    values = {name: float(getattr(rule, name)) for name in Weights._fields}
    return Weights(**{**values, "base": values["base"] / 24.0})


@njit(cache=True)
def push(w, threat, front, gone, belief):
    """What drives out of a place, per hour, before any way is considered."""
    return w.base * math.exp(w.threat * threat + w.front * front + w.peers * gone - w.hope * belief)


@njit(cache=True)
def appeal(w, constant, hours, queue_hours):
    """The appeal of a way out that nobody guarantees: its constant, the way there, the queue before it."""
    return math.exp(constant - hours / w.travel - queue_hours / w.wait)


@njit(cache=True)
def assurance(w, trust):
    """The factor that trust in its guarantor puts on the appeal of a way out."""
    return math.exp(w.trust * trust)


@njit(cache=True)
def own_factor(w, frailty, hungry, wounded, immobile):
    """A household's own multiple of the hazard, constant between its events."""
    return math.exp(
        frailty + w.hunger * (hungry > 0) + w.wounded * (wounded > 0) + w.cannot_walk * (immobile > 0)
    )

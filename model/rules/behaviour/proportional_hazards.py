"""Proportional hazards: a family leaves when the hazard it has lived through passes its tolerance.

The hazard of leaving of a household in place p, per day, is

    h = min(fastest x 24, base x exp(threat T + front F + peers G + damage D - hope B) x A) x own factor

with T the threat from remembered strikes, F the pressure of the front or of a handing over, G the share of
the place's first residents who have left it, D the share of its dwellings nobody can live in, B the belief in
an announced pause (all 0-1), and A the sum of the appeals of everything that could be done instead of staying
(the logit of where to). The own factor is

    exp(frailty z + hunger + wounded + cannot_walk + kin K)

with z a standard normal drawn once for the household, ``hunger``, ``wounded`` and ``cannot_walk`` counted
where its own store is gone, a member is wounded, a member cannot walk unaided, and K the share of its kin who
are out of the enclave (0-1). It is constant between the household's events.

A household has a tolerance E, drawn from Exp(1) by seed, household and number of the decision. It acts in the
hour in which the integral of h since its last decision passes E. When its own factor changes from f to g,
what is left of the tolerance is multiplied by f / g. The law is that of drawing every hour with the chance 1
- exp(-h): the chance of not having left is exp(-integral of h).

Source: Cox (1972), "Regression models and life-tables"; Sellke (1983), "On the asymptotic distribution of the
size of a stochastic epidemic", for the threshold; hazards from the record of corridors, assaults and pauses
(docs/calibration.md).
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from numba import njit
from pydantic import Field

from model.parameters import Quantity, quantity
from model.rules.behaviour._logit import (
    Choice,
    approach,
    assurance,
    haven,
    kinship,
    pull,
    refuge,
    unit,
    way,
)

__all__ = ["approach", "assurance", "haven", "kinship", "pull", "refuge", "unit", "way"]


class Rule(Choice):
    """What drives a household out and what holds it back; effects are logarithms of hazard ratios."""

    rule: Literal["proportional-hazards"] = Field(description="the rule of leaving")
    base: Quantity = quantity(
        "1/day", "hazard of moving with no threat, no front and no trusted way out", at_least=0
    )
    threat: Quantity = quantity("1", "effect of the memory of strikes at its fullest")
    front: Quantity = quantity("1", "effect of the front in the place itself")
    peers: Quantity = quantity("1", "effect of all neighbours having left")
    damage: Quantity = quantity("1", "effect of every dwelling of the place being destroyed")
    hope: Quantity = quantity("1", "holding effect of full belief in an announced pause", at_least=0)
    hunger: Quantity = quantity("1", "effect of a household having no food left")
    wounded: Quantity = quantity("1", "effect of a wounded member who needs care")
    cannot_walk: Quantity = quantity("1", "effect of a member who cannot walk unaided")
    kin: Quantity = quantity("1", "effect of all kin being out")
    frailty: Quantity = quantity(
        "1", "spread of households around the average: standard deviation of the log", at_least=0
    )
    fastest: Quantity = quantity("1/h", "highest hazard of leaving that is allowed", more_than=0)


class Weights(NamedTuple):
    """The numbers of a :class:`Rule` as compiled code reads them; rates per hour."""

    base: float
    threat: float
    front: float
    peers: float
    damage: float
    hope: float
    hunger: float
    wounded: float
    cannot_walk: float
    kin: float
    frailty: float
    fastest: float
    breach: float
    corridor: float
    trust: float
    kurdish: float
    settled: float
    arrest: float
    handover: float
    danger: float
    aid: float
    load: float
    crowding: float
    kin_there: float
    travel: float
    wait: float


def weights(rule: Rule) -> Weights:
    """The rule's values, with its base rate turned from per day to per hour."""
    values = {name: float(getattr(rule, name)) for name in Weights._fields}
    return Weights(**{**values, "base": values["base"] / 24.0})


@njit(cache=True)
def push(w, threat, front, gone, damage, belief):
    """What drives out of a place, per hour, before any way is considered."""
    return w.base * math.exp(
        w.threat * threat + w.front * front + w.peers * gone + w.damage * damage - w.hope * belief
    )


@njit(cache=True)
def progress(w, total, drive, appeal):
    """The hazard lived through, an hour later."""
    return total + min(w.fastest, drive * appeal)


@njit(cache=True)
def own_factor(w, frailty, hungry, wounded, immobile, kin):
    """A household's own multiple of the hazard, constant between its events; ``kin``: share that is out."""
    return math.exp(
        w.frailty * frailty
        + w.hunger * (hungry > 0)
        + w.wounded * (wounded > 0)
        + w.cannot_walk * (immobile > 0)
        + w.kin * kin
    )


@njit(cache=True)
def threshold(w, total, lot, factor):
    """The hazard lived through at which a household acts, from a uniform lot."""
    return total - math.log(lot) / factor


@njit(cache=True)
def rebased(w, total, level, old, new):
    """The threshold after the own factor has changed: what is left is spent at the new pace."""
    return total + (level - total) * old / new


@njit(cache=True)
def is_ready(w, excess, gone, kin, lot, hour):
    """Whether a household whose tolerance is spent acts in this hour: always."""
    return True

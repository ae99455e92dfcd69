"""Bi-threshold: a family leaves once its own sense of threat and the share of its peers gone both pass a
threshold.

After the theory of planned behaviour: what a family makes of its situation (attitude), what people like it do
(norm), and whether it can go at all (control). In place p

    level = threat T + front F + damage D - hope B + control ln(A)

with T the threat from remembered strikes, F the pressure of the front or of a handing over, D the share of
dwellings nobody can live in, B the belief in an announced pause (all 0-1), and A the sum of the appeals of
everything that could be done instead of staying (the logit of where to); with A = 0 the level is minus
infinity. The first threshold of a household is

    tolerance - (frailty z + hunger + wounded + cannot_walk + kin K)

with z a standard normal drawn once, the other terms as they apply, and K the share of its kin who are out.
The second is on the norm

    (1 - kinship) G + kinship K

with G the share of the place's first residents who have left it. It is 0 for a share ``pioneers`` of
households and uniform on 0 to ``conformity`` for the others. A household takes stock once in ``every`` hours,
at an hour of its own. With u a uniform draw, one for each household and the whole run (PEERS), these are

    conformity x max(0, (u - pioneers) / (1 - pioneers))
    the hours t of the run for which t - floor(every x frac(10^6 u)) is a multiple of every

frac being what stands after the point. It goes if the level has passed its
first threshold and the norm its second, or if the level has passed the first by ``panic``, whatever others
do. Thresholds are drawn once and for all, so a family that has moved inside moves on if its new place is no
better.

Source: Ajzen (1991), "The theory of planned behavior"; Granovetter (1978), "Threshold models of collective
behavior"; sizes chosen by hand (docs/calibration.md).
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
    """Two thresholds and what moves a household towards them, on one scale of attitude."""

    rule: Literal["bi-threshold"] = Field(description="the rule of leaving")
    tolerance: Quantity = quantity("1", "attitude at which the median household would go")
    frailty: Quantity = quantity("1", "spread of households around it: standard deviation", at_least=0)
    threat: Quantity = quantity("1", "weight of the memory of strikes at its fullest")
    front: Quantity = quantity("1", "weight of the front in the place itself")
    damage: Quantity = quantity("1", "weight of every dwelling of the place being destroyed")
    hope: Quantity = quantity("1", "holding weight of full belief in an announced pause", at_least=0)
    control: Quantity = quantity("1", "weight of the logarithm of the appeal of what can be done", at_least=0)
    hunger: Quantity = quantity("1", "weight of a household having no food left")
    wounded: Quantity = quantity("1", "weight of a wounded member who needs care")
    cannot_walk: Quantity = quantity("1", "weight of a member who cannot walk unaided")
    kin: Quantity = quantity("1", "weight of all kin being out")
    kinship: Quantity = quantity(
        "1", "share of the norm that is what kin do; the rest is what neighbours do", at_least=0, at_most=1
    )
    pioneers: Quantity = quantity("1", "share of households who wait for nobody", at_least=0, at_most=1)
    conformity: Quantity = quantity(
        "1", "share of peers gone at which the last of the others would go", more_than=0, at_most=1
    )
    panic: Quantity = quantity("1", "attitude beyond the threshold at which peers count no more", at_least=0)
    every: Quantity = quantity("h", "time between one taking stock and the next", at_least=1, whole=True)


class Weights(NamedTuple):
    """The numbers of a :class:`Rule` as compiled code reads them."""

    tolerance: float
    frailty: float
    threat: float
    front: float
    damage: float
    hope: float
    control: float
    hunger: float
    wounded: float
    cannot_walk: float
    kin: float
    kinship: float
    pioneers: float
    conformity: float
    panic: float
    every: float
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
    """The rule's values."""
    return Weights(**{name: float(getattr(rule, name)) for name in Weights._fields})


@njit(cache=True)
def push(w, threat, front, gone, damage, belief):
    """The attitude of a place, before any way is considered."""
    return w.threat * threat + w.front * front + w.damage * damage - w.hope * belief


@njit(cache=True)
def progress(w, total, drive, appeal):
    """The level of this hour: attitude, and what can be done about it."""
    return drive + w.control * math.log(appeal) if appeal > 0.0 else -math.inf


@njit(cache=True)
def own_factor(w, frailty, hungry, wounded, immobile, kin):
    """What lowers a household's own threshold; ``kin``: share of its kin that is out."""
    return (
        w.frailty * frailty
        + w.hunger * (hungry > 0)
        + w.wounded * (wounded > 0)
        + w.cannot_walk * (immobile > 0)
        + w.kin * kin
    )


@njit(cache=True)
def threshold(w, total, lot, factor):
    """The level at which a household would go: the same at every decision."""
    return w.tolerance - factor


@njit(cache=True)
def rebased(w, total, level, old, new):
    """The threshold after what lowers it has changed."""
    return level + old - new


@njit(cache=True)
def is_ready(w, excess, gone, kin, lot, hour):
    """Whether a household whose own threshold is passed by ``excess`` takes stock in this hour and goes.

    ``lot`` is one uniform draw a household: its first digits are its place among conformists, the others the
    hour at which it takes stock.
    """
    fine = lot * 1e6
    own_hour = math.floor((fine - math.floor(fine)) * w.every)
    if (hour - own_hour) % w.every != 0:
        return False
    norm = (1.0 - w.kinship) * gone + w.kinship * kin
    asks = max(0.0, (lot - w.pioneers) / max(1.0 - w.pioneers, 1e-12)) * w.conformity
    return norm >= asks or excess >= w.panic

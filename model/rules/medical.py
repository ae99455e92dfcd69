"""The wounded and the sick: who needs evacuation, and when they die of the want of a hospital.

Of the people of the first hour `medical.patients` need evacuation (patients); of the newly wounded a share
`medical.severe` become patients, the others are wounded lightly. While hospitals work in the enclave a
patient there dies with the hazard `medical.treated` and the lightly wounded do not die. From the moment
`medical.hospitals` on none works: then a patient's hazard grows with the time that it has waited, and the
lightly wounded have a small hazard too. For a family with k patients, whose waits began at the hours t_1 ..
t_k, and n others wounded, the hazard per hour that the next of them dies is

    h(t) = treated x k                                             while hospitals work
    h(t) = untreated x sum over i of (1 + (t - t_i) / worsening) + minor x n       from then on

with t in hours since the start; `medical.untreated`, `medical.treated` and `medical.minor` per hour;
`medical.worsening` in hours: the wait in which the hazard grows by as much as it was at first. A wait
begins in the hour of the wound (hour 0 for the patients of the first hour), or when the hospitals go out of
action if that is later. Only S = t_1 + .. + t_k is kept, since h needs no more:

    h(t) = untreated x (k + (k t - S) / worsening) + minor x n

The next death comes when the integral of h since the first wound reaches a tolerance E, drawn from the
exponential distribution of mean 1; with the present h0 = h(t) and slope b = untreated x k / worsening it is

    t + 2 E / (h0 + sqrt(h0^2 + 2 b E))

after hospitals have gone. When the family's wounded become more or fewer, what is left of E is held against
the new hazard; where a family parts or finds each other again, each part draws E anew. At a death it is a
patient with the chance (patients' part of h) / h, else one of the others; which member, by lot; S falls by
S / k; and a new E is drawn for the rest, who live through this hour.

Whoever is outside opposition-held ground when death would come has been treated and lives: evacuation,
flight and a change of control end it. So an evacuation saves exactly those who are out before their hour.

Order: after the hour's strikes; deaths that fall in [t, t + 1) happen in hour t, at most one a family.
Draws: UNTREATED, by family and hour (twice the hour at a first wound, one more after a death); MORTAL, by
family and hour, for who it is; the severity of a wound SEVERITY, by family, hour and kind of harm.

Source: the form is assumed: the simplest hazard that grows with the wait; the values say so too.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numba import njit
from pydantic import Field

from model.parameters import Moment, Parameters, Quantity, quantity

NEVER = 1e9  # hours: no run reaches it


class Medical(Parameters):
    """The wounded and the sick in an enclave that loses its hospitals."""

    patients: Quantity = quantity("people", "people who need evacuation at the start", at_least=0, whole=True)
    severe: Quantity = quantity("1", "share of the newly wounded who need evacuation", at_least=0, at_most=1)
    untreated: Quantity = quantity(
        "1/day", "hazard of death of such a patient when the wait begins", at_least=0
    )
    worsening: Quantity = quantity(
        "h", "wait without a hospital in which that hazard grows by as much again", more_than=0
    )
    minor: Quantity = quantity(
        "1/day", "hazard of death of the other wounded while no hospital works", at_least=0
    )
    treated: Quantity = quantity(
        "1/day", "hazard of death of such a patient where a hospital works", at_least=0
    )
    hospitals: Moment | None = Field(
        None, description="from when on no hospital works in the enclave; not given: they work throughout"
    )


class Care(NamedTuple):
    """The same numbers as compiled code reads them, per hour; all 0 where nobody dies of waiting."""

    treated: float
    untreated: float
    worsening: float
    minor: float
    dark: float  # hour from which no hospital works


def care(medical: Medical, start: datetime, *, is_on: bool) -> Care:
    """The numbers of a scenario that starts at ``start``."""
    end = medical.hospitals
    dark = NEVER if end is None else max(0.0, (end - start).total_seconds() / 3600.0)
    rates = [float(rate) / 24.0 for rate in (medical.treated, medical.untreated, medical.minor)]
    treated, untreated, minor = rates if is_on else [0.0, 0.0, 0.0]
    return Care(treated, untreated, float(medical.worsening), minor, dark)


@njit(cache=True)
def patients_hazard(care, patients, since, hour):
    """Hazard per hour of a family's patients; ``since``: the hours at which their waits began, added up."""
    if hour < care.dark:
        return care.treated * patients
    return care.untreated * (patients + (patients * hour - since) / care.worsening)


@njit(cache=True)
def others_hazard(care, others, hour):
    """Hazard per hour of a family's other wounded."""
    return 0.0 if hour < care.dark else care.minor * others


@njit(cache=True)
def spent(care, patients, since, others, start, end):
    """The integral of a family's hazard between two hours."""
    before = max(0.0, min(end, care.dark) - start) * care.treated * patients
    first = max(start, care.dark)
    waited = end - first
    if waited <= 0.0:
        return before
    at_first = patients_hazard(care, patients, since, first) + others_hazard(care, others, first)
    return before + waited * (at_first + 0.5 * waited * care.untreated * patients / care.worsening)


@njit(cache=True)
def next_death(care, tolerance, patients, since, others, hour):
    """The hour at which a tolerance from ``hour`` on is spent; inf where it never is."""
    while_treated = spent(care, patients, since, others, hour, max(hour, care.dark))
    if tolerance < while_treated:
        return hour + tolerance / (care.treated * patients)
    left, first = tolerance - while_treated, max(hour, care.dark)
    hazard = patients_hazard(care, patients, since, first) + others_hazard(care, others, first)
    root = math.sqrt(hazard * hazard + 2.0 * left * care.untreated * patients / care.worsening)
    return first + 2.0 * left / (hazard + root) if hazard + root > 0.0 else math.inf


@njit(cache=True)
def other_wounded(wounded, patients):
    """The wounded of a family who are no patients; patients who are sick are not among the wounded."""
    return max(np.int64(wounded) - np.int64(patients), 0)


@njit(cache=True)
def wait_begins(care, hour):
    """The hour from which a new patient waits without a hospital."""
    return max(float(hour), care.dark)

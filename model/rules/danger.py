"""Danger: how often a place is struck, what a strike destroys, and how many it kills and wounds.

**Strikes.** Air and artillery each strike a place that the opposition holds at the rate, per hour,

    r = campaign / 24 x A x (1 + contact x F) x intensity x spared

`shelling.<weapon>.campaign` in strikes per km2 and day, A the area in km2, F the pressure of the front (0
to 1), `shelling.contact` the further strikes where the front is, spared the share left by a guarantee (1
without). The number of strikes is Poisson. The weapon's intensity in an hour is

    intensity = restraint x (1 - grounded x weather) x (night, by night) x tempo

restraint what pauses leave to the place (0 silent, 1 as usual), `shelling.<weapon>.grounded` the share lost
in weather that grounds aircraft, weather the share of the day that does (see the weather),
`shelling.<weapon>.night` by night (see the weather). The tempo of a day has the mean 1 and the spread s =
`shelling.<weapon>.tempo` of its logarithm:

    tempo = exp(s z - s^2 / 2)        z standard normal

It stays as it was the day before with the chance `shelling.persistence`, otherwise z is drawn anew; so the
logarithm's correlation from one day to the next is that chance, and days of strikes are over-dispersed.

**Crowds.** People in the open, on the way or in queues, come under fire. Let n be those of a place that the
opposition holds, and their exposure

    x = n x spared x (intensity of artillery there) / (its highest intensity on any such place)

The number of such incidents in an hour, in all places together, is Poisson with the mean

    incidents / 24 x X / (X + people) x (the highest intensity)        X = sum of x

`shelling.crowd.incidents` per day for crowds without end: what the guns there are can do, however many
places have crowds; `shelling.crowd.people` the exposure that has half of it (of a sample, the sample's
share). Each incident is in one place, drawn by lot in proportion to x, and brings `shelling.crowd.strikes`
shells besides the campaign's. They are a hazard of being where many are, an input taken from what was
reported, on every way whoever opened it; nothing in them is aimed or optimised. Shells on a way that a
guarantor opened (see corridors) come besides, and are like these in what they do. None of either falls
while artillery is silent.

**Dead and wounded.** With N people under a roof, W on the way and Q in queues, a strike of the campaign
kills on average

    k' = k / (1 + k / worst)        k = lethality x E / (100 x hectares)
    E = N x (1 + ruins x D) + W x open_air + Q x queue

`shelling.<weapon>.lethality` in people killed by a strike where 100 a hectare live, `shelling.worst` the
most that one strike can kill (of a sample, the sample's share), D the share of dwellings destroyed:
`shelling.ruins` is how much more exposed people are where all are. A shell on a crowd falls among those in
the open and kills none but them:

    k = lethality x (W x open_air + Q x queue) / (100 x ground)

with `shelling.crowd.ground` the hectares on which those in the open are. Dead are Poisson with the sum of
k' over the hour's strikes, wounded Poisson with `shelling.wounded` times that; both apart for strikes of
the campaign and for shells on crowds. Who is hit is drawn by lot among people, each in proportion to the
exposure; several of a family may be.

Of a sample of the share s of the households, each stands for 1 / s families that are not in one place
together: what is around one of its people is not E, the sum of the households' e, but on average

    E - (1 - s) x (sum of e^2) / E

This is the crowd on which the shells of an incident fall that finds it by lot, and, of x, the X in the
denominator of the incidents' mean.

**Damage.** D is the share of a place's dwellings that nobody can live in. At first it is the structures
seen damaged, per hectare, of `shelling.structures` per hectare (at most 1). n strikes leave

    D' = 1 - (1 - D) exp(-destroys x n / (structures x hectares))

with `shelling.<weapon>.destroys` structures a strike; nothing is repaired. Where the damage mechanism is
off, D is 0 throughout.

**Threat.** Remembered strikes M fade by exp(-1 / `shelling.memory`) an hour; an artillery strike counts
`shelling.fear_of_artillery` of an air strike. As strikes per km2 and day m they make the threat m / (m +
`shelling.half_threat`), between 0 and 1. M starts at what the campaign's mean rate keeps up.

Order: crowds; strikes by air, their dead and damage; strikes by artillery likewise; the hour's dead and
wounded; then the fading of memory.

Draws: TEMPO and SPELL by weapon and date; CROWD by hour and number of the incident; STRIKES by place, hour
and weapon; KILLED and WOUNDED by place and hour; VICTIM and MEMBER_HIT by family, hour and number of the
one who is hit. Intensities are
inputs or these declared processes; nothing here chooses a target.

Source: strikes a day and killed a week, the reports named beside the values; the hyperbola, the crowd
process and the growth of damage are assumed forms.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from model.codes import LARGEST_HOUSEHOLD, Status
from model.parameters import Parameters, Quantity, quantity

# Kinds of harm, as draws are numbered by them.
KILL, WOUND = 0, 1  # anyone in the place
CROWD = 2  # added to these: only people in the open
KINDS = 4
DEATH = 4  # of earlier wounds, which no strike brings
EVENTS = 5


class Weapon(Parameters):
    """One kind of bombardment."""

    campaign: Quantity = quantity("strikes/km2/day", "strikes on opposition-held ground", at_least=0)
    lethality: Quantity = quantity(
        "people/strike", "killed by a strike where 100 people a hectare live", at_least=0
    )
    night: Quantity = quantity("1", "intensity by night, of that by day", at_least=0)
    grounded: Quantity = quantity("1", "share lost in weather that grounds aircraft", at_least=0, at_most=1)
    tempo: Quantity = quantity(
        "1", "spread of the days' intensity: standard deviation of its logarithm", at_least=0
    )
    destroys: Quantity = quantity(
        "structures/strike", "structures that a strike makes unfit to live in", at_least=0
    )


class Crowd(Parameters):
    """Fire on places where many are in the open: a hazard of being there."""

    incidents: Quantity = quantity(
        "1/day", "incidents with crowds without end, at artillery's mean intensity", at_least=0
    )
    people: Quantity = quantity(
        "people", "people in the open, anywhere, who draw half as many incidents", more_than=0
    )
    strikes: Quantity = quantity("strikes", "shells that fall on the crowd in an incident", at_least=0)
    ground: Quantity = quantity("ha", "ground on which those in the open of a place are", more_than=0)


class Shelling(Parameters):
    """Air strikes and artillery, and what both do to people."""

    air: Weapon
    artillery: Weapon
    persistence: Quantity = quantity(
        "1", "chance that a weapon's tempo stays for the next day", at_least=0, at_most=0.99
    )
    crowd: Crowd
    contact: Quantity = quantity("1", "further strikes where the front is, of the campaign's", at_least=0)
    wounded: Quantity = quantity("1", "wounded for each one killed", at_least=0)
    open_air: Quantity = quantity("1", "exposure on the way, of that under a roof", at_least=0)
    queue: Quantity = quantity(
        "1", "exposure in a queue, of that under a roof: people take cover near it", at_least=0
    )
    worst: Quantity = quantity(
        "people/strike", "most that one strike can kill, however dense the crowd", more_than=0
    )
    structures: Quantity = quantity("structures/ha", "structures before the war", more_than=0)
    ruins: Quantity = quantity(
        "1", "further exposure under a roof where every dwelling is destroyed", at_least=0
    )
    memory: Quantity = quantity("h", "time in which the memory of strikes fades by e", more_than=0)
    half_threat: Quantity = quantity(
        "strikes/km2/day", "remembered strikes at which threat is half its fullest", more_than=0
    )
    fear_of_artillery: Quantity = quantity(
        "1", "weight of an artillery strike in the memory, of an air strike's", at_least=0
    )


@njit(cache=True)
def strike_rate(campaign, area, contact, front, restraint):
    """Expected strikes on a place in an hour; ``campaign`` per km2 and hour, ``area`` in km2."""
    return campaign * area * (1.0 + contact * front) * restraint


@njit(cache=True)
def tempo(z, spread):
    """A day's multiple of the campaign, of mean 1, from a standard normal number."""
    return math.exp(spread * z - 0.5 * spread * spread)


@njit(cache=True)
def incident_rate(incidents, crowd, people, around, intensity):
    """Expected incidents in an hour with so many people in the open; ``crowd`` of them draw half of all.

    ``around`` is how many are in the open as one of them finds it: of everyone, the same as ``people``.
    """
    return incidents / 24.0 * people / (around + crowd) * intensity


@njit(cache=True)
def roof(damage, ruins):
    """Exposure under a roof, of that under a sound one."""
    return 1.0 + ruins * damage


@njit(cache=True)
def destroyed(damage, structures):
    """The share of dwellings destroyed after strikes on ``structures``, of all those that the place had."""
    return damage - (1.0 - damage) * math.expm1(-structures)


@njit(cache=True)
def expected_killed(strikes, lethality, people, hectares, worst):
    """Expected dead from a number of strikes on so many people spread over so many hectares."""
    each = lethality * people / (hectares * 100.0)
    return strikes * each / (1.0 + each / worst)


@njit(cache=True)
def found(crowd, squares, scale):
    """The crowd that an incident finds, of people in a sample; ``squares`` of its households' exposures."""
    return crowd - (1.0 - scale) * squares / crowd if crowd > 0.0 else 0.0


@njit(cache=True)
def remembered(memory, strikes, fade):
    """The memory of strikes after an hour: what has faded, and what has been added."""
    return memory * fade + strikes


@njit(cache=True)
def threat(per_km2_day, half):
    """Threat, 0 to 1, from remembered strikes per km2 and day."""
    return per_km2_day / (per_km2_day + half)


@njit(cache=True)
def fade(memory_hours):
    """The share of a memory that is left after one hour."""
    return math.exp(-1.0 / memory_hours)


@njit(cache=True)
def exposure(kind, status, sheltered, open_air, queue):
    """A person's chance, in proportion, to be the next one harmed."""
    if status == Status.TRAVELLING:
        return open_air
    if status == Status.WAITING:
        return queue
    return 0.0 if kind >= CROWD else sheltered


@njit(cache=True)
def left_to_harm(kind, people, wounded):
    """How many of a family can be harmed in this way."""
    return np.int64(people) if kind % CROWD == KILL else max(np.int64(people) - wounded, 0)


@njit(cache=True)
def harm_event(hour, kind, number):
    """What numbers the harm of a kind in an hour to a family's first victim, to its second, and so on."""
    return (EVENTS * hour + kind) * LARGEST_HOUSEHOLD + number

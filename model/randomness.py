"""The only source of draws: every random number is a pure function of (seed, decision, entity, event).

A counter-based generator has no state, so nothing depends on the order in which anything is drawn: a run is
identical for every number of workers and every storage order, and two scenarios with one seed share all luck
that the difference between them does not touch (common random numbers).

Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3" (Philox4x32-10).
"""

from __future__ import annotations

import math
from enum import IntEnum, unique
from functools import cache
from hashlib import blake2b

import numpy as np
from numba import njit, uint32, uint64

_ROUNDS = 10
_M0, _M1 = 0xD2511F53, 0xCD9E8D57
_W0, _W1 = 0x9E3779B9, 0xBB67AE85
_LOW = uint64(0xFFFFFFFF)
_TO_UNIT = 1.0 / 9007199254740992.0  # 2**-53


@unique
class Decision(IntEnum):
    """What a draw decides: one word of the key, so that no two decisions ever share a number."""

    PARAMETER = 1  # name of the key; 0
    HOUSEHOLD_SIZE = 2  # household; 0
    MEMBER_CLASS = 3  # household; number of the member
    MEMBER_ABILITY = 4  # household; number of the member
    FOOD_STORE = 5  # household; 0, 1 (a normal draw)
    SUBSET = 6  # household; 0: whether it is in a sample
    PATIENT = 7  # household; 0
    TOLERANCE = 8  # household; number of its decision
    DESTINATION = 9  # household; number of its decision
    FRONT_DATE = 10  # place; number of its change in the record, 1000 after the record
    ASSAULT = 11  # place; 0
    STRIKES = 12  # place; 2 x hour, and 1 more for artillery
    KILLED = 13  # place; 2 x hour, and 1 more for shells on a crowd
    WOUNDED = 14  # place; 2 x hour, and 1 more for shells on a crowd
    VICTIM = (
        15  # household; 15 x (5 x hour + kind: 0 killed, 1 wounded, 2 more in a crowd) + number of the victim
    )
    MEMBER_HIT = 16  # household; as VICTIM, or of the kind 4 for who dies of earlier wounds
    SEVERITY = 17  # household; as VICTIM: whether the wounded needs evacuation
    UNTREATED = 18  # household; 2 x hour when first wounded, parted or reunited, 1 more after a death
    QUEUE_ORDER = 19  # household; hour
    STOPPED = 20  # household; number of the way
    HELD = 21  # household; 16 x number of its decision + number of the man
    RELEASE = 22  # household; 0 whether, 1 when
    RECEPTION = 23  # household; number of its decision: relatives or a shelter
    COMPLIANCE = 24  # party; date, as days since the year 1
    CLEARANCE = 25  # `clearance`, `delay`, `part` or `looting`; number of the convoy in its plan
    BOARDING = 26  # household; 0: its place among the families of patients
    LOCAL_POPULATION = 27  # place; 0
    REPORTER = 28  # reported figure; 0, organisation and observable; 1: after the run, no rule reads it
    RENEWAL = 29  # `renewal`; number of the period
    FRAILTY = 30  # household; 0, 1 (a normal draw)
    INCIDENT = 31  # the ways of a corridor; hour
    KIN = 32  # household; 0 how many ties, 2i + 1 to whom the i-th leads, 2i + 2 whether it is near
    PEERS = 33  # household; 0
    MEMBER_ABLE = 34  # household; as MEMBER_HIT, 2^24 + as HELD, 2^25 + as PATIENT_CLASS
    MEN_STAY = 35  # household; number of its decision
    LOST = 36  # household; hour
    LOST_MEMBER = 37  # household; parts that its family has had so far
    BURDEN = 38  # part; 2 x members before the one who goes over, and 1 more for wounds
    REUNION = 39  # part; day
    PATIENCE = 40  # household; number of its decision
    TURNS_BACK = 41  # household; number of its decision
    AGE = 42  # household; number of the man
    DISTORTION = 43  # guarantor and place; 0
    OVERTAKEN = 44  # household; 2 x place whether it flees, 2 x place + 1 where to
    MEMBER_WOUNDED = 45  # household; as MEMBER_HIT, 2^24 + as HELD
    PATIENT_CLASS = 46  # household; number of the patient
    SHELTER = 47  # household; number of its decision
    HOMECOMING = 48  # household; day
    SPELL = 49  # what persists; date, as days since the year 1
    SKY = 50  # sky; date of the first day of the spell
    TEMPO = 51  # weapon; date of the first day of the spell
    CROWD = 52  # 0 how many incidents, i + 1 where the i-th is; hour
    MORTAL = 53  # household; hour of the death: a patient, or one of the others
    CALIBRATION = 54  # what is drawn; particle: outside of the runs, no rule reads it
    WALK = 56  # household; number of its decision: whether it is still on the way as the last part hour ends
    AGREEMENT = 55  # `agreement`; 0 whether it is struck, 1 how long after enough ground is lost


@njit(cache=True, inline="always")
def _round(c0, c1, c2, c3, k0, k1):
    p0 = uint64(_M0) * uint64(c0)
    p1 = uint64(_M1) * uint64(c2)
    return (
        uint32(p1 >> uint64(32)) ^ c1 ^ k0,
        uint32(p1 & _LOW),
        uint32(p0 >> uint64(32)) ^ c3 ^ k1,
        uint32(p0 & _LOW),
    )


@njit(cache=True, inline="always")
def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10: four counter words and two key words in, four random 32-bit words out."""
    c0, c1, c2, c3 = uint32(c0), uint32(c1), uint32(c2), uint32(c3)
    k0, k1 = uint32(k0), uint32(k1)
    for _ in range(_ROUNDS):
        c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0, k1)
        k0 = uint32(k0 + uint32(_W0))
        k1 = uint32(k1 + uint32(_W1))
    return c0, c1, c2, c3


@njit(cache=True, inline="always")
def _bits(seed, decision, entity, event):
    word = uint64(seed)
    key = uint64(entity)
    a, b, _, _ = philox(
        uint32(key & _LOW),
        uint32(key >> uint64(32)),
        uint32(event),
        uint32(decision),
        uint32(word & _LOW),
        uint32(word >> uint64(32)),
    )
    return (uint64(a) << uint64(21)) ^ (uint64(b) >> uint64(11))


@njit(cache=True)
def uniform(seed, decision, entity, event):
    """A uniform number in the open interval (0, 1), 53 bits, for this seed, decision, entity and event."""
    return (float(_bits(seed, decision, entity, event)) + 0.5) * _TO_UNIT


@njit(cache=True)
def uniforms(seed, decision, entities, event, out):
    """Fill ``out`` with the uniform number of each entity, as `uniform` has it; several at a time."""
    for i in range(out.shape[0]):
        out[i] = (float(_bits(seed, decision, entities[i], event)) + 0.5) * _TO_UNIT


@njit(cache=True)
def exponential(seed, decision, entity, event):
    """A draw from the exponential distribution of mean 1."""
    return -math.log(uniform(seed, decision, entity, event))


@njit(cache=True)
def normal(seed, decision, entity, event):
    """A draw from the standard normal distribution (Box and Muller 1958)."""
    radius = math.sqrt(2.0 * exponential(seed, decision, entity, 2 * event))
    return radius * math.cos(2.0 * math.pi * uniform(seed, decision, entity, 2 * event + 1))


@njit(cache=True)
def normals(seed, decision, entities, event):
    """The standard normal draw of each entity, as `normal` has it; several at a time."""
    out, turn = np.empty(entities.shape[0]), np.empty(entities.shape[0])
    uniforms(seed, decision, entities, 2 * event, out)
    uniforms(seed, decision, entities, 2 * event + 1, turn)
    for i in range(out.shape[0]):
        out[i] = math.sqrt(2.0 * -math.log(out[i])) * math.cos(2.0 * math.pi * turn[i])
    return out


@njit(cache=True)
def normal_of(u):
    """The standard normal quantile at ``u``, by bisection of the error function."""
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        if 0.5 * math.erfc(-middle / math.sqrt(2.0)) < u:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@njit(cache=True)
def poisson_of(u, mean):
    """The Poisson quantile at ``u``, by adding up the probabilities: exact, and meant for means below 100.

    Larger means use the normal approximation, whose quantiles there are within one event of the exact ones.
    """
    if mean <= 0.0:
        return 0
    if mean > 100.0:
        return max(0, int(mean + math.sqrt(mean) * normal_of(u) + 0.5))
    term = math.exp(-mean)
    total, k = term, 0
    while u > total and k < 1000:
        k += 1
        term *= mean / k
        total += term
    return k


@njit(cache=True)
def poissons(seed, decision, means, hour):
    """One Poisson draw for each entry of ``means``, keyed by its position and the hour."""
    counts = np.zeros(means.shape[0], dtype=np.int64)
    for i in range(means.shape[0]):
        if means[i] > 0.0:
            counts[i] = poisson_of(uniform(seed, decision, i, hour), means[i])
    return counts


@njit(cache=True)
def pick(weights, lot):
    """Where a uniform lot falls, each position having its weight of the line; -1 if all are nothing."""
    at, last = lot * weights.sum(), -1
    for i in range(weights.shape[0]):
        if weights[i] > 0.0:
            at -= weights[i]
            last = i
            if at < 0.0:
                break
    return last


@cache
def entity(name: str) -> int:
    """A 63-bit number for a name, so that named things (parameters, proposals) key their own draws."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") >> 1


def draw(seed: int, decision: Decision, name: str, event: int = 0) -> float:
    """A uniform draw for a thing known by its name."""
    return float(uniform(seed, int(decision), entity(name), event))


def draw_normal(seed: int, decision: Decision, name: str, event: int = 0) -> float:
    """A standard normal draw for a thing known by its name."""
    return float(normal_of(draw(seed, decision, name, event)))

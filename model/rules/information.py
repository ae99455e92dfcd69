"""Information and trust: how news of a way out spreads by place, and how trust in its guarantor moves.

**News.** In an hour the share `known` of an enclave place that knows of an announced way or pause becomes

    known + (broadcast + told + kin * out) * (1 - known),   at most 1
    told = hearsay * ((1 - neighbours) * known + neighbours * around)

with `information.broadcast` (1/h), `information.hearsay` (1/h), `information.neighbours` (1, the part of what
people hear that comes from the places around), `information.kin` (1/h), `around` the mean of `known` over the
enclave places that a street joins to this one (its own `known` where there is none) and `out` the share of
the place's first residents who have come out safely: they tell kin inside. All places read the hour's
beginning. Nothing spreads before the hour of the announcement.

**What is seen of a guarantor.** A guarantor is a named party; all ways that name it share one trust, and it
starts with the trust stated by the one of them that is announced first (the higher if two are announced at
once). Its record, 0 to 1, moves with what happens in an hour:

    record * (1 - loss)                                  if one of its ways is fired on
    record * (1 - loss)                                  if the government breaks a pause of its, once a day
    record + gain * passages / 1000 * (1 - record)       otherwise, at most 1

with `information.loss` (1), `information.gain` (1) and `passages` the people, at full scale, whom its ways
let through in the hour before. The place before a way sees what happens there at once: its own trust moves by
the same formula with the passages and incidents of that way alone. A broken pause is seen everywhere at once.

**Hearsay of it.** Every other place hears of the record, hour by hour, as others tell it:

    trust + min(1, hearsay + kin * out) * (told - trust)
    told = start + (record - start) * exp(distortion * z),   cut to 0..1

where `start` is the trust at the start, `information.distortion` (1) is how far rumour exaggerates or plays
down, and `z` is a standard normal draw, one for each guarantor and place and the same in the whole run. The
places before its ways hear the record as it is (`z = 0`), from the hour in which the way first opened. As
long as nothing has happened, trust stands.

With the mechanism off, everyone knows at once of what is announced, and trust stands as it started.

Draws: `z` by the guarantor's name and the place's id; a guarantor that has no name goes by its ways.

Source: assumed forms. Hearsay is the susceptible-infected form of rumour (Daley and Kendall 1964).
"""

from __future__ import annotations

import math

from numba import njit

from model.parameters import Parameters, Quantity, quantity


class Information(Parameters):
    """News and trust."""

    broadcast: Quantity = quantity(
        "1/h", "share of those who do not know that leaflets and radio reach in an hour", at_least=0
    )
    hearsay: Quantity = quantity("1/h", "rate at which those who know tell those who do not", at_least=0)
    neighbours: Quantity = quantity(
        "1", "part of what people hear that comes from the places around", at_least=0, at_most=1
    )
    kin: Quantity = quantity(
        "1/h", "rate at which a place hears from its own people once all of them are out", at_least=0
    )
    distortion: Quantity = quantity(
        "1",
        "how far rumour exaggerates or plays down what was seen: standard deviation of the log",
        at_least=0,
    )
    loss: Quantity = quantity("1", "share of trust lost when the guarantee is broken", at_least=0, at_most=1)
    gain: Quantity = quantity(
        "1", "share of distrust that a thousand safe passages take away", at_least=0, at_most=1
    )
    belief: Quantity = quantity("1", "belief in an announced pause at first", at_least=0, at_most=1)


@njit(cache=True)
def spread(known, around, out, broadcast, hearsay, neighbours, kin):
    """The share of a place that knows, an hour later."""
    told = hearsay * ((1.0 - neighbours) * known + neighbours * around)
    return min(1.0, known + (broadcast + told + kin * out) * (1.0 - known))


@njit(cache=True)
def trust_after(trust, broken, passages, loss, gain):
    """Trust after an hour in which the guarantee was broken or kept for so many people."""
    if broken:
        return trust * (1.0 - loss)
    return min(1.0, trust + gain * passages / 1000.0 * (1.0 - trust))


@njit(cache=True)
def as_told(start, record, loudness):
    """What rumour makes of a record that began at ``start``: the change is told so many times as large."""
    return min(1.0, max(0.0, start + (record - start) * loudness))


@njit(cache=True)
def trust_heard(trust, told, out, hearsay, kin):
    """Trust after an hour in which others told of it."""
    return trust + min(1.0, hearsay + kin * out) * (told - trust)


def loudness(distortion: float, z: float) -> float:
    """How many times as large a change is told, for a standard normal draw."""
    return math.exp(distortion * z)

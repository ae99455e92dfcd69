"""Boarding: who may take a bus, who goes first, and how patients are fetched by ambulance.

**Claims.** A family has a claim for each of these words that holds for one of its members present: `all`
(always), `patients` (someone who needs evacuation), `wounded`, `children` (under 15), `elderly` (65 and
over, and men of 56-64), `cannot-walk`. `boards` lists the words that let a family board; `first` lists
words in order of priority. The rank of a family is the position in `first` of the first word that it has a
claim to; families with none of them come last.

**Buses.** A family that may not board does not set out for the buses, and leaves their queue if its claim
ends there. The seats of an hour go to the waiting families by rank, and within a rank in the order in which
they came. A family boards only as a whole; if the next one does not fit into the seats that are left, they
are kept for it (at most as many as the largest household) and nobody behind it boards in this hour.

**Timetable.** A fleet of `vehicles` with `seats` each goes round in `cycle` (h). In the hour `r` since it
began to run, floor((r + 1 - lag) v / c) - floor((r - lag) v / c) vehicles leave, v vehicles and c the
cycle; lag is 0 at the start. Whenever the fleet is halted (in `halts`, or for want of quiet where it
`needs_quiet`) all its vehicles drive on to the far end and wait there: when it runs again `r` begins anew
and lag is half a cycle, rounded up to whole hours, in which none leaves. Those who stand in the queue when
the fleet stops for good, or when the place before the way is lost, are counted as left behind; they decide
anew.

**Ambulances.** Seats that leave in an hour are offered to the families of patients, most patients first,
then those with someone who cannot walk, then in the order of a keyed lot. A family is asked if its place is
held and the walk from there to the place before the way, at the pace of those who carry someone,

    km / (speed * slow)   hours

with `movement.speed` (km/h) and `movement.slow` (1), is at most `reach` (h). It is asked as a whole, if
there are seats for all of it; a larger one is passed over for this hour. It is then carried to the way by
the streets, at that pace and exposed as everyone on the way is, and leaves in its ambulance at once when it
comes there. If the front comes between, it stays where it is and has lost its seats.

Draws: the lot of a patient's family by household, the same in the whole run.

Source: assumed. Priorities as in the evacuation of 15-22 December 2016, which began with the wounded.
"""

from __future__ import annotations

import math
from typing import Literal, get_args

from numba import njit

from model.codes import Claim

Word = Literal["all", "patients", "wounded", "children", "elderly", "cannot-walk"]
BITS = {word: int(Claim[word.replace("-", "_").upper()]) for word in get_args(Word)}
ALL, PATIENTS, WOUNDED = int(Claim.ALL), int(Claim.PATIENTS), int(Claim.WOUNDED)
CHILDREN, ELDERLY, CANNOT_WALK = int(Claim.CHILDREN), int(Claim.ELDERLY), int(Claim.CANNOT_WALK)


@njit(cache=True)
def claims(patients, wounded, children, elderly, immobile):
    """The words that hold for a family, one bit each."""
    bits = ALL
    if patients > 0:
        bits |= PATIENTS
    if wounded > 0:
        bits |= WOUNDED
    if children > 0:
        bits |= CHILDREN
    if elderly > 0:
        bits |= ELDERLY
    if immobile > 0:
        bits |= CANNOT_WALK
    return bits


@njit(cache=True)
def rank(bits, first):
    """The position of the first of these words that a family has a claim to; their number if it has none."""
    for i in range(first.shape[0]):
        if bits & first[i]:
            return i
    return first.shape[0]


@njit(cache=True)
def carry_hours(km, speed, slow):
    """Hours in which a patient is carried so far."""
    return km / (speed * slow)


@njit(cache=True)
def urgency(lot, patients, immobile):
    """A family's place in the order of ambulances: most patients first, who cannot walk, then by lot."""
    return lot - 2.0 * patients - (1.0 if immobile > 0 else 0.0)


@njit(cache=True)
def departures(hours_run, lag, vehicles, cycle):
    """Vehicles that leave in this hour since the fleet began to run."""
    if hours_run < lag:
        return 0
    per_hour = vehicles / cycle
    return math.floor((hours_run + 1 - lag) * per_hour) - math.floor((hours_run - lag) * per_hour)

"""Recording: what is true at the end of each hour, copied line by line; metrics are made of it afterwards."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model.codes import WHERE_OF, Count, Group, Side, Spell, Status, Where
from model.engine.changes import is_held
from model.engine.provisions import hungry_groups

PRESENT, THERE = np.array(list(WHERE_OF)), np.array(list(WHERE_OF.values()))  # statuses, and where that is


class Days(NamedTuple):
    """What there is in each place as it stood at the end of each day; line 0 is before the first hour."""

    where: NDArray[np.int32]  # day x place x Where x Group, people alive and together
    killed: NDArray[np.int32]  # day x place, people so far
    wounded: NDArray[np.int32]  # day x place, people so far
    hungry: NDArray[np.int32]  # day x place, people whose own store is gone
    left: NDArray[np.int32]  # day x place, first residents who have left it
    side: NDArray[np.int8]  # day x place
    passed: NDArray[np.int32]  # day x way, people so far


class Tallied(NamedTuple):
    """What people bear and do, and what is around them, as it stood at the end of each hour.

    Line 0 is the state before the first hour.
    """

    status: NDArray[np.int64]  # Status x hour x Group, people
    counts: NDArray[np.int64]  # Count x hour x Group, events so far
    hours: NDArray[np.float64]  # Spell x hour x Group, time spent so far
    apart: NDArray[np.int64]  # hour x Group, people who are not with the first household of their family
    remaining: NDArray[np.int64]  # hour x Group, people in opposition-held places
    hungry: NDArray[np.float64]  # hour x Group, people who have nothing to eat
    held: NDArray[np.bool_]  # hour x place: in the enclave, and held by the opposition
    people: NDArray[np.int64]  # hour x place, alive and there
    patients: NDArray[np.int64]  # hour x place, who need evacuation
    price: NDArray[np.float64]  # hour x place, of food, of the usual
    clocks: NDArray[np.float64]  # hour x place, hours that the offensive has run
    unaided: NDArray[np.float64]  # hour x Side, people out there whom aid does not reach
    load: NDArray[np.float64]  # hour x Side, people in shelters, of their capacity
    outcomes: NDArray[np.int64]  # hour x convoy, an Outcome
    handed_out: NDArray[np.float64]  # hour x convoy, person-days of food so far
    violations: NDArray[np.int64]  # hour x pause, days and weapons so far
    days: Days
    hectares: NDArray[np.float64]  # by place
    enclave: NDArray[np.bool_]  # by place: on the first day


def tallied(
    hours: int,
    hectares: NDArray[np.float64],
    enclave: NDArray[np.bool_],
    *,
    convoys: int,
    pauses: int,
    ways: int,
) -> Tallied:
    """Lines for so many hours and the days they are of, and one before them, yet to be written."""
    lines, places, groups = hours + 1, len(hectares), len(Group)
    i64 = np.int64
    return Tallied(
        status=np.zeros((len(Status), lines, groups), i64),
        counts=np.zeros((len(Count), lines, groups), i64),
        hours=np.zeros((len(Spell), lines, groups)),
        apart=np.zeros((lines, groups), i64),
        remaining=np.zeros((lines, groups), i64),
        hungry=np.zeros((lines, groups)),
        held=np.zeros((lines, places), np.bool_),
        people=np.zeros((lines, places), i64),
        patients=np.zeros((lines, places), i64),
        price=np.ones((lines, places)),
        clocks=np.zeros((lines, places)),
        unaided=np.zeros((lines, len(Side))),
        load=np.zeros((lines, len(Side))),
        outcomes=np.zeros((lines, convoys), i64),
        handed_out=np.zeros((lines, convoys)),
        violations=np.zeros((lines, pauses), i64),
        days=_days(-(-hours // 24) + 1, places, ways),
        hectares=hectares,
        enclave=enclave,
    )


def _days(lines: int, places: int, ways: int) -> Days:
    i32 = np.int32
    return Days(
        where=np.zeros((lines, places, len(Where), len(Group)), i32),
        killed=np.zeros((lines, places), i32),
        wounded=np.zeros((lines, places), i32),
        hungry=np.zeros((lines, places), i32),
        left=np.zeros((lines, places), i32),
        side=np.zeros((lines, places), np.int8),
        passed=np.zeros((lines, ways), i32),
    )


@njit(cache=True)
def write(w, line):
    """Write the line of an hour that ends, and of the day if it ends a day or the run."""
    kept, tally = w.kept, w.tally
    for status in range(kept.status.shape[0]):
        kept.status[status, line] = tally.status[status]
    for count in range(kept.counts.shape[0]):
        kept.counts[count, line] = tally.counts[count]
    for spell in range(kept.hours.shape[0]):
        kept.hours[spell, line] = tally.hours[spell]
    kept.apart[line] = tally.apart
    kept.hungry[line] = hungry_groups(w)
    kept.clocks[line] = w.orders.clocks
    kept.unaided[line] = w.sides.unaided
    kept.load[line] = w.sides.load
    write_places(w, line)
    for i in range(w.orders.convoys.shape[0]):
        kept.outcomes[line, i] = w.orders.convoys[i].outcome
        kept.handed_out[line, i] = w.orders.convoys[i].handed_out
    for i in range(w.orders.pauses.shape[0]):
        kept.violations[line, i] = w.orders.pauses[i].violations
    if ends_day_or_run(w, line):
        write_day(w, -(-line // 24))


@njit(cache=True)
def ends_day_or_run(w, hours):
    """Whether a day, or the run, ends after so many hours."""
    return hours % 24 == 0 or hours + 1 == w.kept.apart.shape[0]


@njit(cache=True)
def write_places(w, line):
    """Write what each place has come to, and who is in those that are held."""
    kept, places, remaining = w.kept, w.places, np.zeros_like(w.tally.here[0])
    for p in range(kept.held.shape[1]):
        kept.held[line, p] = is_held(w, p)
        kept.people[line, p] = places.indoors[p] + places.outdoors[p]
        kept.patients[line, p] = places.patients[p]
        kept.price[line, p] = places.price[p]
        if kept.held[line, p]:
            remaining += w.tally.here[p]
    kept.remaining[line] = remaining.sum(axis=0)


@njit(cache=True)
def write_day(w, day):
    """Write what each place has come to by the end of a day, and who is where in it."""
    days, places, tally = w.kept.days, w.places, w.tally
    days.killed[day], days.wounded[day] = tally.killed, tally.wounded
    days.hungry[day], days.left[day] = places.hungry, places.left
    days.side[day], days.passed[day] = places.side, w.ways.passed
    for p in range(places.side.shape[0]):
        days.where[day, p] = 0
        for i in range(PRESENT.shape[0]):
            for group in range(days.where.shape[3]):
                days.where[day, p, THERE[i], group] += tally.here[p, PRESENT[i], group]

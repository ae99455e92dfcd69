"""The state of the world: arrays by household, place, hazard row and way out, and the running tallies.

Compiled code reads and writes these records, gathered in :mod:`model.engine.world`; outside the engine they
are read only by convention, and :mod:`model.simulation` is the one place that lets agents act on them.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from model.codes import NEVER, Claim, Count, Goal, Group, Member, Spell, Status

Table = np.recarray[Any, np.dtype[np.void]]
N = TypeVar("N", bound=np.generic)

UNDECIDED = -np.inf  # level of a household that has yet to draw its threshold
BLOCK = 16  # lines of households


class Hot(NamedTuple):
    """The columns of a household that every hour reads; the others are in HOUSEHOLD."""

    # What numbers rows and places is unsigned: so compiled code does not ask whether it counts from the end.
    level: NDArray[np.float64]  # total of its row at which it acts (inf: it waits on nothing)
    row: NDArray[np.uint32]  # hazard row it waits on
    status: NDArray[np.uint8]  # of the members who are alive and together
    place: NDArray[np.uint16]  # number of the place in places.csv, from 0
    doom: NDArray[np.float64]  # hour in which the next of its wounded dies if none leaves (inf: none)
    food: NDArray[np.float64]  # cumulative hours of nothing handed out at which its own store is gone
    key: NDArray[np.int64]  # as in HOUSEHOLD: strikes draw by it
    after: NDArray[np.int32]  # the next household on the list of those in its place, or -1
    before: NDArray[np.int32]  # the one before it there, or -1


# What is read together stands together, what is read most often first.
HOUSEHOLD = np.dtype(
    [
        ("key", "i8"),  # identifies it in every scenario
        ("frailty", "f8"),  # standard normal: how much readier it is to go than others
        ("factor", "f8"),  # its present multiple of the hazard, or what lowers its threshold
        ("home", "i2"),  # place
        ("people", "u1"),  # members alive and together
        ("members", "u1", len(Member)),  # the same by class
        ("disabled", "u1"),  # have a disability
        ("immobile", "u1"),  # of those, cannot walk unaided
        ("wounded", "u1"),  # members who are wounded
        ("patients", "u1"),  # wounded or sick who need evacuation
        ("hungry", "u1"),  # own store gone
        ("kin", "u1"),  # households it is kin to
        ("kin_out", "u1"),  # of these, out of the enclave
        ("away", "u1"),  # whether its kin know it to be out
        ("called", "u1"),  # whether it is being carried to an ambulance that has seats for it
        ("listed", "u1"),  # whether it is on the list of those who are outdoors
        ("event", "u4"),  # number of its decisions so far
        ("goal", "i4"),  # a Goal
        ("until", "i4"),  # hour in which it arrives, or in which it gives up the queue
        ("root", "i4"),  # the household that it was a part of at first, or -1
        ("walked", "f8"),  # km on the present stretch
        ("since", "f8"),  # hours at which its patients began to wait, added up
        ("detained", "u1"),  # men held
        ("held_disabled", "u1"),  # of them, those who have a disability
        ("held_immobile", "u1"),  # of them, those who cannot walk unaided
        ("held_wounded", "u1"),  # of them, those who are wounded
        ("release", "i4"),  # hour in which they are let go
        ("barred", "i4"),  # way out at which it was stopped, or -1
        ("next", "i4"),  # the household behind it in the queue
        ("parts", "u2"),  # parts that its family has split into so far, counted in the first household
        ("sibling", "i4"),  # the part of the family before it, or in the first household the last one
        ("crossed", "i4"),  # way out that it went through last, or -1
    ]
)

PLACE = np.dtype(
    [
        ("enclave", "u1"),  # in the enclave on the first day
        ("side", "i1"),  # a Side
        ("hectares", "f8"),  # area
        ("damage", "f8"),  # 0-1, share of the dwellings that nobody can live in
        ("contested", "u1"),  # 1 while it is fought over
        ("handover", "f8"),  # 0-1, pressure of an announced handing over
        ("front", "f8"),  # 0-1, pressure of the front
        ("turned", "f8"),  # hours since it changed hands (inf: never)
        ("fell", "f8"),  # hours since it was taken by force (inf: never, 1e6: handed over)
        ("memory", "f8"),  # remembered strikes
        ("threat", "f8"),  # 0-1
        ("belief", "f8"),  # 0-1, in an announced pause
        ("refuge", "f8"),  # what one is measured in when the places around are weighed
        ("haven", "f8"),  # its appeal as a refuge, for what it is like there
        ("ease", "f8"),  # the same for its own people, were there no front
        ("beyond", "f8"),  # hours from here to a reception on the side that holds it (inf: none)
        ("head", "i4"),  # first on the list of the households that are there, or -1
        ("households", "i4"),  # on the list of those that are there
        ("initial", "i8"),  # residents in the first hour
        ("indoors", "i8"),  # people under a roof
        ("outdoors", "i8"),  # people on the way or in a queue
        ("queueing", "i8"),  # people in a queue
        ("squares", "i8", 2),  # of the members of each household, on the way and in a queue, added up
        ("left", "i8"),  # first residents who have left it
        ("safe", "i8"),  # first residents who have come out safely
        ("hungry", "i8"),  # people whose own store is gone
        ("patients", "i8"),  # people who need evacuation
        ("killed", "f8"),  # expected this hour, by strikes on the place
        ("struck_down", "f8"),  # the same, by shells on those in the open
        ("stock", "f8"),  # person-days of food to hand out
        ("spared", "f8"),  # strikes on it, of the usual, under a guarantee
        ("short", "f8"),  # share of the hour's need that is not handed out
        (
            "missed",
            "f8",
        ),  # cumulative hours of full meals that were not handed out and that people ate all the same
        ("price", "f8"),  # of food, of the usual
        ("calm", "f8"),  # hours in a row for which it has been calm, while besieged
    ]
)

WAY = np.dtype(
    [
        ("inside", "i2"),  # place
        ("outside", "i2"),  # place
        ("km", "f8"),  # length
        ("side", "i1"),  # side it leads to now
        ("kind", "u1"),  # a Way
        ("beyond", "f8"),  # hours from its far end to a reception (inf: none)
        ("constant", "f8"),  # logarithm of its appeal before trust, time and queue
        ("guarantor", "i2"),  # row of the trust in whoever guarantees it
        ("news", "i2"),  # row of the news by which it is known
        ("stopped", "f8"),  # chance of being stopped
        ("screened", "u1"),  # 1 where men of 15-55 are screened
        ("monitored", "f8"),  # chance of being held there, of the usual
        ("boards", "u1"),  # Claims that let a family board
        ("first", "u1", len(Claim)),  # Claims in order of priority (0: no further one)
        ("ambulance", "f8"),  # hours by ambulance from its far end to the countryside
        ("passes", "u1"),  # 1 where people may pass in this hour, as far as capacity goes
        ("capacity", "f8"),  # people it can still take this hour, what is left over from the last included
        ("usual", "f8"),  # people an hour as people expect it
        ("pull", "f8", 2),  # its appeal at its near end, to families without and with men of 15-55
        ("waiting", "i8"),  # people in the queue
        ("head", "i4"),  # household
        ("tail", "i4"),  # household
        ("passed", "i8"),  # people so far
        ("fresh", "i8"),  # people this hour
    ]
)

# Where people arrive on the other side.
RECEPTION = np.dtype(
    [
        ("place", "i2"),  # place
        ("side", "i1"),  # a Side
        ("capacity", "i8"),  # people
        ("open", "u1"),  # 1 while it takes people in
        ("host", "u1"),  # 1 for a host community, 0 for a shelter
    ]
)

# What the sides that people get out to offer, by Side.
SIDE = np.dtype(
    [
        ("load", "f8"),  # people in its shelters, of their capacity
        ("aid", "f8"),  # 0-1, share of the people out there whom aid reaches
        ("unaided", "f8"),  # people out there whom it does not reach
    ]
)

# Hazard rows: (place x men of 15-55 or not) to leave, then place to go home to, then shelter to move on from.
ROW = np.dtype(
    [
        ("before", "f8"),  # the total an hour ago
        ("total", "f8"),  # what a household's level is compared with: hazard lived through, or attitude
    ]
)

# Shortest walks inside the opposition-held enclave, place x place, and how much they put people off.
PATH = np.dtype(
    [
        ("km", "f8"),  # inf: no way
        ("step", "i2"),  # first stretch
        ("refuge", "f8"),  # what the walk leaves of one place as a refuge from the other
        ("approach", "f8"),  # what the walk leaves of a way out
    ]
)

GUARANTOR = np.dtype(
    [
        ("first", "f8"),  # 0-1, how far it was trusted at first
        ("record", "f8"),  # 0-1, how far who sees everything trusts it
    ]
)


class Tally(NamedTuple):
    """Counts kept as things happen, checked every hour against the first hour's total.

    Along the groups the first four are the classes, which add up to everyone; the others overlap with them.
    """

    status: NDArray[np.int64]  # people, status x group
    here: NDArray[np.int64]  # people alive and together, place x status x group
    hungry: NDArray[np.int64]  # people whose own store is gone, place x group
    killed: NDArray[np.int64]  # people so far, by place
    wounded: NDArray[np.int64]  # people so far, by place
    apart: NDArray[np.int64]  # people who are not with the first household of their family, by group
    counts: NDArray[np.int64]  # Count x group
    hours: NDArray[np.float64]  # Spell x group
    crossed: NDArray[np.int32]  # households to be screened this hour; the first entry is their number
    parting: NDArray[np.int32]  # households that may split in this phase; the first entry is their number
    outdoors: NDArray[np.int32]  # all who are on the way or in a queue, and more; first, their number


class Blocks(NamedTuple):
    """What no household of a block can come to before; an hour passes over the blocks that are far from it.

    A block is ``BLOCK`` lines. A bound may be lower than it need be, never higher.
    """

    doom: NDArray[np.float64]  # by block: hour before which nobody in it dies
    store: NDArray[np.float64]  # by block: state of ``eaten`` before which no store in it is gone
    release: NDArray[np.int32]  # by block: hour before which none of their men is let go
    eaten: NDArray[np.float64]  # hours of meals from stores, at most, in any place, so far


class Routes(NamedTuple):
    """Ways between two places, in both directions."""

    a: NDArray[np.int64]  # place
    b: NDArray[np.int64]  # place
    km: NDArray[np.float64]  # length


class Neighbours(NamedTuple):
    """Which places are next to which: those of place p are ``other[start[p] : start[p + 1]]``."""

    start: NDArray[np.int64]  # by place, and one more
    other: NDArray[np.int64]  # place


class Near(NamedTuple):
    """Who may act soon; who is not listed cannot, until a row has come past ``ahead``."""

    ahead: NDArray[np.float64]  # by row: total up to which everyone is listed who acts by then (nan: none is)
    who: NDArray[np.uint32]  # households; first, their number
    is_listed: NDArray[np.bool_]  # by household


class Kin(NamedTuple):
    """Who is tied to whom: the ties of household h are ``other[start[h] : start[h + 1]]``."""

    start: NDArray[np.int32]  # by household, and one more
    other: NDArray[np.int32]  # household
    moved: NDArray[np.int32]  # households that crossed the enclave's edge; first, their number


def table(record: np.dtype[np.void], shape: int | tuple[int, int], **first: float) -> Table:
    """A table of records, zero but for the columns that are given a first value."""
    out = np.zeros(shape, record).view(np.recarray)
    for column, value in first.items():
        out[column] = value
    return out


def hot(n: int) -> Hot:
    """``n`` households that wait on nothing."""
    level, doom, food = np.full((3, n), np.inf)
    row, status, place = np.zeros(n, np.uint32), np.zeros(n, np.uint8), np.zeros(n, np.uint16)
    key, (after, before) = np.zeros(n, np.int64), np.full((2, n), -1, np.int32)
    return Hot(level, row, status, place, doom, food, key, after, before)


def households(n: int) -> Table:
    """``n`` households of nobody, nowhere."""
    nobody = table(
        HOUSEHOLD,
        1,
        factor=1,
        release=NEVER,
        until=NEVER,
        goal=Goal.NOWHERE,
        barred=-1,
        next=-1,
        root=-1,
        sibling=-1,
        crossed=-1,
    )
    return np.repeat(nobody, n).view(np.recarray)


def places(n: int) -> Table:
    """``n`` quiet places on no side in particular."""
    return table(
        PLACE, n, hectares=1, spared=1, turned=np.inf, fell=np.inf, beyond=np.inf, refuge=1, price=1, head=-1
    )


def ways(n: int) -> Table:
    """``n`` ways that are shut."""
    return table(WAY, n, passes=1, beyond=np.inf, usual=1, monitored=1, boards=Claim.ALL, head=-1, tail=-1)


def tally(n_households: int, n_places: int) -> Tally:
    """Nothing has happened yet."""
    groups, i64 = len(Group), np.int64
    return Tally(
        np.zeros((len(Status), groups), i64),
        np.zeros((n_places, len(Status), groups), i64),
        np.zeros((n_places, groups), i64),
        np.zeros(n_places, i64),
        np.zeros(n_places, i64),
        np.zeros(groups, i64),
        np.zeros((len(Count), groups), i64),
        np.zeros((len(Spell), groups)),
        *np.zeros((3, n_households + 1), np.int32),
    )


def near(n_households: int, n_rows: int) -> Near:
    """Nobody has been looked at yet."""
    return Near(
        np.full(n_rows, np.nan), np.zeros(n_households + 1, np.uint32), np.zeros(n_households, np.bool_)
    )


def blocks(n_households: int) -> Blocks:
    """Of no block anything is known yet."""
    doom, store = np.full((2, n_households // BLOCK + 1), -np.inf)
    return Blocks(doom, store, np.zeros(len(doom), np.int32), np.zeros(1))


def classes(groups: NDArray[N]) -> NDArray[N]:
    """Of the groups along the last axis the classes: everyone is in exactly one of them."""
    return groups[..., : len(Member)]


def everyone(groups: NDArray[N]) -> NDArray[N]:
    """The total over the classes; who is in another group as well is among them."""
    total: NDArray[N] = classes(groups).sum(axis=-1)
    return total

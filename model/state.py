"""The state of the world: arrays by household, place, hazard row and way out, and the running tallies.

Compiled code reads and writes these records; outside :mod:`model.engine` they are read only by convention, and
:mod:`model.simulation` is the one place that lets agents act on them.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

PerHousehold = NDArray[np.generic]
PerPlace = NDArray[np.generic]
PerRow = NDArray[np.float64]
PerWay = NDArray[np.generic]

NEVER = np.int32(2**31 - 1)
T = TypeVar("T")


class Way(IntEnum):
    """How a way out is open."""

    SHUT = 0
    BREACH = 1
    CORRIDOR = 2
    FLEET = 3


class Goal(IntEnum):
    """Where a household is going, besides a way out (0 and above) and a refuge (REFUGE - place)."""

    NOWHERE = -1
    REFUGE = -2
    OUT = -100_000  # minus the side
    BUS = -200_000
    AMBULANCE = -300_000


class Side(IntEnum):
    """Who holds a place, and the sides people get out to."""

    OPPOSITION = 0
    GOVERNMENT = 1
    KURDISH = 2


class Status(IntEnum):
    """Where a person is in life; every person has exactly one in every hour."""

    HOME = 0
    DISPLACED_INSIDE = 1
    WAITING = 2
    TRAVELLING = 3
    OUT_GOVERNMENT = 4
    OUT_CAMP = 5
    OUT_KURDISH = 6
    OUT_OPPOSITION = 7
    EVACUATED_BUS = 8
    EVACUATED_MEDICAL = 9
    CHANGED_CONTROL = 10
    OVERRUN = 11
    RETURNED = 12
    DETAINED = 13
    KILLED = 14


STATUS_LABELS = {
    Status.HOME: "at home",
    Status.DISPLACED_INSIDE: "displaced inside",
    Status.WAITING: "waiting at a crossing",
    Status.TRAVELLING: "travelling",
    Status.OUT_GOVERNMENT: "out, government side",
    Status.OUT_CAMP: "out, in a shelter",
    Status.OUT_KURDISH: "out, Kurdish-held north",
    Status.OUT_OPPOSITION: "out, opposition countryside",
    Status.EVACUATED_BUS: "evacuated by bus",
    Status.EVACUATED_MEDICAL: "evacuated as patients",
    Status.CHANGED_CONTROL: "stayed while the front passed",
    Status.OVERRUN: "displaced, then overtaken",
    Status.RETURNED: "returned home",
    Status.DETAINED: "detained",
    Status.KILLED: "killed",
}


class Member(IntEnum):
    """Classes of person inside a household."""

    CHILD = 0
    WOMAN = 1
    MAN = 2  # of screening age, 15-55
    ELDERLY = 3  # 65 and over, and men of 56-64


class Count(IntEnum):
    """Running totals of events, in people unless said otherwise."""

    ARRIVED_GOVERNMENT = 0
    ARRIVED_KURDISH = 1
    ARRIVED_OPPOSITION = 2
    WOUNDED = 3
    KILLED_ON_THE_WAY = 4
    DIED_UNTREATED = 5
    PATIENTS = 6
    PATIENTS_EVACUATED = 7
    DETENTIONS = 8
    RELEASES = 9
    STOPPED = 10
    TURNED_BACK = 11
    FLED_INSIDE = 12
    BOARDED = 13
    PASSED_BREACH = 14
    PASSED_CORRIDOR = 15
    OVERTAKEN = 16
    RETURNS = 17


class Spell(IntEnum):
    """Running totals of time spent."""

    WAITING = 0  # person-hours in queues
    HUNGER = 1  # person-days without food inside opposition-held ground


class Households(NamedTuple):
    """One entry a household, in no meaningful order; ``key`` identifies it in every scenario."""

    key: PerHousehold  # int64
    home: PerHousehold  # int16, place
    place: PerHousehold  # int16, place
    row: PerHousehold  # int32, hazard row it waits on
    status: PerHousehold  # uint8, of the members who are alive and together
    size: PerHousehold  # uint8, members alive and together
    members: PerHousehold  # uint8 x 4, the same by class
    immobile: PerHousehold  # uint8, cannot walk unaided
    wounded: PerHousehold  # uint8
    patients: PerHousehold  # uint8, wounded or sick who need evacuation
    detained: PerHousehold  # uint8, men held
    release: PerHousehold  # int32, hour in which they are let go
    hungry: PerHousehold  # uint8, own store gone
    frailty: PerHousehold  # float64, log of the household's own multiple
    factor: PerHousehold  # float64, its present multiple of the hazard
    level: PerHousehold  # float64, cumulative hazard of its row at which it goes
    food: PerHousehold  # float64, cumulative hours of no handed-out food at which its store is gone
    event: PerHousehold  # uint32, number of its decisions so far
    goal: PerHousehold  # int32, way out (>= 0), refuge place (-2 - place), or nowhere
    until: PerHousehold  # int32, hour in which it arrives
    walked: PerHousehold  # float64, km walked on the present stretch
    since: PerHousehold  # int32, hour in which it joined a queue
    next: PerHousehold  # int32, the household behind it in the queue


class Places(NamedTuple):
    """One entry a place."""

    enclave: PerPlace  # uint8, in the enclave on the first day
    side: PerPlace  # int8
    hectares: PerPlace  # float64
    contested: PerPlace  # uint8
    handover: PerPlace  # float64, 0-1, announced handing over, of the front's own pressure
    front: PerPlace  # float64, pressure 0-1
    fell: PerPlace  # float64, hours since it changed hands (inf: never)
    memory: PerPlace  # float64, remembered strikes
    threat: PerPlace  # float64, 0-1
    belief: PerPlace  # float64, 0-1
    refuge: PerPlace  # float64, what the places around offered in the first hour
    beyond: PerPlace  # float64, hours from here to a reception on the side that holds it (inf: none)
    initial: PerPlace  # int64, residents in the first hour
    indoors: PerPlace  # int64, people under a roof
    outdoors: PerPlace  # int64, people on the way or in a queue
    left: PerPlace  # int64, first residents who have left it
    hungry: PerPlace  # int64, people whose own store is gone
    patients: PerPlace  # int64
    strikes: PerPlace  # int64, this hour
    killed: PerPlace  # float64, expected this hour
    stock: PerPlace  # float64, person-days of food to hand out
    short: PerPlace  # float64, share of the hour's need that is not handed out
    missed: PerPlace  # float64, cumulative hours of that


class Ways(NamedTuple):
    """One entry a directed stretch that leads out of an enclave place."""

    inside: PerWay  # int16
    outside: PerWay  # int16
    km: PerWay  # float64
    side: PerWay  # int8, side it leads to now
    kind: PerWay  # uint8, a Way
    beyond: PerWay  # float64, hours from its far end to a reception (inf: none)
    constant: PerWay  # float64, logarithm of its appeal before trust, time and queue
    trust: PerWay  # float64
    news: PerWay  # int16, row of the news by which it is known
    stopped: PerWay  # float64, chance of being stopped
    screened: PerWay  # uint8
    capacity: PerWay  # float64, people it can still take this hour, and what is left over from the last
    usual: PerWay  # float64, people an hour as people expect it
    waiting: PerWay  # int64, people in the queue
    head: PerWay  # int32
    tail: PerWay  # int32
    passed: PerWay  # int64, people so far
    fresh: PerWay  # int64, people this hour


class Receptions(NamedTuple):
    """One entry a shelter or host community."""

    place: NDArray[np.int16]
    side: NDArray[np.int8]
    capacity: NDArray[np.int64]  # people
    open: NDArray[np.uint8]
    host: NDArray[np.uint8]  # a community, not a centre


class Rows(NamedTuple):
    """Hazard rows: (place x class of household) to leave, then place to return to, then shelter to move on from."""

    hazard: PerRow  # per hour, this hour
    total: PerRow  # cumulative


class Paths(NamedTuple):
    """Shortest walks inside the opposition-held enclave."""

    km: NDArray[np.float64]  # place x place (inf: no way)
    step: NDArray[np.int16]  # place x place, first stretch


class Tally(NamedTuple):
    """Counts kept as things happen, checked every hour against the first hour's total."""

    status: NDArray[np.int64]  # people by status
    killed: NDArray[np.int64]  # by class
    wounded: NDArray[np.int64]  # by class
    counts: NDArray[np.int64]  # by Count
    hours: NDArray[np.float64]  # by Spell
    crossed: NDArray[np.int32]  # households to be screened this hour; the first entry is their number


class World(NamedTuple):
    """Everything that compiled code reads and writes."""

    seed: int
    households: Households
    places: Places
    ways: Ways
    receptions: Receptions
    rows: Rows
    paths: Paths
    news: NDArray[np.float64]  # news x place, share that knows; the first row is known to all
    tally: Tally


def table(record: type[T], n: int, /, **columns: tuple[type, float]) -> T:
    """A record of arrays of length ``n``: each column with its type and first value."""
    return record(**{name: np.full(n, value, dtype) for name, (dtype, value) in columns.items()})


def households(n: int) -> Households:
    """``n`` households of nobody, nowhere."""
    u8, i16, i32, f8 = np.uint8, np.int16, np.int32, np.float64
    empty = table(
        Households, n,
        key=(np.int64, 0), home=(i16, 0), place=(i16, 0), row=(i32, 0), status=(u8, 0), size=(u8, 0), members=(u8, 0),
        immobile=(u8, 0), wounded=(u8, 0), patients=(u8, 0), detained=(u8, 0), release=(i32, NEVER), hungry=(u8, 0),
        frailty=(f8, 0), factor=(f8, 1), level=(f8, np.inf), food=(f8, np.inf), event=(np.uint32, 0),
        goal=(i32, Goal.NOWHERE), until=(i32, NEVER), walked=(f8, 0), since=(i32, 0), next=(i32, -1),
    )
    return empty._replace(members=np.zeros((n, len(Member)), u8))


def places(n: int) -> Places:
    """``n`` quiet places on no side in particular."""
    u8, i64, f8 = np.uint8, np.int64, np.float64
    return table(
        Places, n,
        enclave=(u8, 0), side=(np.int8, 0), hectares=(f8, 1), contested=(u8, 0), handover=(f8, 0), front=(f8, 0),
        fell=(f8, np.inf), memory=(f8, 0), threat=(f8, 0), belief=(f8, 0), refuge=(f8, 1), beyond=(f8, np.inf),
        initial=(i64, 0), indoors=(i64, 0), outdoors=(i64, 0), left=(i64, 0), hungry=(i64, 0), patients=(i64, 0),
        strikes=(i64, 0), killed=(f8, 0), stock=(f8, 0), short=(f8, 0), missed=(f8, 0),
    )


def ways(n: int) -> Ways:
    """``n`` ways that are shut."""
    u8, i16, i32, i64, f8 = np.uint8, np.int16, np.int32, np.int64, np.float64
    return table(
        Ways, n,
        inside=(i16, 0), outside=(i16, 0), km=(f8, 0), side=(np.int8, 0), kind=(u8, Way.SHUT), beyond=(f8, np.inf),
        constant=(f8, 0), trust=(f8, 0), news=(i16, 0), stopped=(f8, 0), screened=(u8, 0), capacity=(f8, 0),
        usual=(f8, 1), waiting=(i64, 0), head=(i32, -1), tail=(i32, -1), passed=(i64, 0), fresh=(i64, 0),
    )


def tally(n_households: int) -> Tally:
    """Nothing has happened yet."""
    i64 = np.int64
    return Tally(
        np.zeros(len(Status), i64), np.zeros(len(Member), i64), np.zeros(len(Member), i64),
        np.zeros(len(Count), i64), np.zeros(len(Spell)), np.zeros(n_households + 1, np.int32),
    )

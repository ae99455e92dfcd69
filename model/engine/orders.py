"""What the environment's agents order, as compiled code reads it, and how far it has been carried out.

An agent writes its orders when its calendar says so; hour by hour compiled code goes by them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model.codes import Claim
from model.state import Table, table
from model.terms import WEAPONS

Moment = tuple[float, int, int]  # hours on the clock, place, side that holds it or -1: it is contested
FIRED = 2  # of the weapons: air and artillery are shot with, the third is the advance on the ground
DAY = 24  # hours

PAUSE = np.dtype(
    [
        ("news", "i8"),  # row of the news by which it is known
        ("belief", "f8"),  # 0-1, in it, of those who have heard of it
        ("handover", "?"),  # whether the ground is handed over at its end
        ("announced", "?"),  # whether it is now, and not over
        ("working", "?"),  # whether it restrains weapons now
        ("violations", "i8"),  # so far: days times weapons, by party
        ("broken", "?"),  # whether it is believed less from the next hour on
    ]
)

FRONT = np.dtype(
    [
        ("first", "i8"),  # of its moments, among those of all fronts
        ("last", "i8"),  # after them
        ("start", "i8"),  # of its places, among those of all sectors
        ("end", "i8"),  # after them
        ("pressed_from", "f8"),  # hours on the clock of a place from which on hazard presses it (inf: never)
        ("pressed_in", "i8"),  # the last hour in which it was
        ("pace", "f8"),  # of the assault in the weather of the day, of the usual
    ]
)

MOMENT = np.dtype(
    [
        ("at", "f8"),  # hours on the clock of the place
        ("place", "i8"),  # that changes hands or becomes contested
        ("side", "i8"),  # that holds it from then on, or -1 where it becomes contested
        ("done", "?"),  # whether it has come
    ]
)

CONVOY = np.dtype(
    [
        ("due", "i8"),  # hour from which on it may come in
        ("cleared", "?"),  # by lot
        ("cut", "?"),  # by lot: let in in part only
        ("needs_quiet", "?"),  # whether it turns back while any weapon fires in the enclave
        ("whole", "f8"),  # person-days of food that it brings if it comes in whole
        ("part", "f8"),  # if it comes in in part
        ("entry", "i8"),  # place where it comes in while that is held, or -1
        ("takes", "i8"),  # hours to unload it
        ("place", "i8"),  # where it came in, before that the depot
        ("brought", "f8"),  # person-days of food
        ("handed_out", "f8"),  # of these, so far
        ("lost", "f8"),  # of these, with the place
        ("outcome", "i8"),  # an Outcome
        ("hours_left", "i8"),  # until it is unloaded
    ]
)

RELIEF = np.dtype(
    [
        ("start", "f8"),  # seconds from the start of the run
        ("capacity", "f8"),  # people whom it can reach once it is built up
        ("build_up", "f8"),  # hours
    ]
)

FLEET = np.dtype(
    [
        ("way", "i8"),  # by which it leaves
        ("rank", "i8"),  # by name: of two that are trusted alike the later one has the way
        ("drive", "f8"),  # hours from there to the countryside
        ("news", "i8"),  # row of the news by which it is known
        ("guarantor", "i8"),  # row of whoever guarantees it
        ("boards", "i8"),  # Claims that let a family board
        ("first", "i8", len(Claim)),  # Claims in order of priority (0: no further one)
        ("stopped", "f8"),  # chance of being stopped where armed groups do not let people go
        ("vehicles", "f8"),  # in the fleet
        ("seats", "f8"),  # in a vehicle
        ("cycle", "f8"),  # hours from one departure of a vehicle to its next
        ("needs_quiet", "?"),  # whether it runs only while every weapon is silent before the way
        ("takes_patients", "?"),  # whether it is of ambulances
        ("reach", "f8"),  # hours from which patients are carried to it
        ("announced", "?"),  # whether it is now
        ("due", "?"),  # whether its timetable lets vehicles leave now
        ("over", "?"),  # whether its time is up
        ("hours_run", "i8"),  # since it last began to
        ("lag", "i8"),  # hours from then until the first vehicle is there
        ("has_run", "?"),  # whether any vehicle has left yet
        ("left", "f8"),  # seats that ambulances had left over
    ]
)

CORRIDOR = np.dtype(
    [
        ("first", "i8"),  # of its ways, among those of all corridors
        ("last", "i8"),  # after them
        ("rank", "i8"),  # by name: of two that are trusted alike the later one is worked last
        ("news", "i8"),  # row of the news by which it is known
        ("guarantor", "i8"),  # row of whoever guarantees it
        ("constant", "f8"),  # logarithm of its ways' appeal before trust, time and queue
        ("capacity", "f8"),  # people an hour, by each way
        ("monitored", "f8"),  # chance of being held there, of the usual
        ("stopped", "f8"),  # chance of being stopped where armed groups do not let people go
        ("screened", "?"),  # whether men of 15-55 are, by the government side
        ("fire", "f8"),  # strikes on the place before an open way, of the usual
        ("needs_quiet", "?"),  # whether people pass only while every weapon is silent
        ("luck", "i8"),  # what its draws are keyed by
        ("incidents", "f8"),  # chance of an attack in an hour
        ("shells", "i8"),  # in an attack
        ("announced", "?"),  # whether it is now
        ("due", "?"),  # whether its ways are to be open now
        ("passable", "?"),  # whether they are, and people pass at this time of the day
    ]
)


class Orders(NamedTuple):
    """Orders that stand until they are changed, and counts that go on."""

    restraint: NDArray[np.float64]  # weapon x place, intensity, 0 silent, 1 as usual
    nights: NDArray[np.bool_]  # by hour of the present day: whether it is dark
    pace: NDArray[np.float64]  # weapon x hour of the present day, of the campaign's mean, 1 as usual
    shells: NDArray[np.int64]  # by place: ordered on crowds for the next hour, besides the campaign's
    strikes: NDArray[np.int64]  # by weapon: so far
    lets_go: NDArray[np.bool_]  # by place: whether armed groups keep a promise to let people through
    pauses: Table
    areas: NDArray[np.bool_]  # pause x place: where it holds
    left: NDArray[np.float64]  # pause x weapon: intensity while it works, of the usual
    held_down: NDArray[np.float64]  # pause x weapon: hours' worth of fighting, so far
    clocks: NDArray[np.float64]  # by place: hours that the offensive has run
    handed_over: NDArray[np.bool_]  # by place: by agreement, so that no front moves there
    fronts: Table
    moments: Table  # of all fronts, each one's in their order
    sectors: NDArray[np.int64]  # places of all fronts
    resistance: NDArray[np.float64]  # by place: hazard at which it falls
    pressed: NDArray[np.float64]  # by place: hazard so far
    falls: NDArray[np.bool_]  # by place: whether it is to fall in this hour
    held: NDArray[np.bool_]  # by place: by the opposition, as the hour's advance found it
    watched: NDArray[np.bool_]  # one answer: whether an agreement waits for ground to be lost
    turned: NDArray[np.int64]  # one number: how often ground has changed hands since agreements looked
    convoys: Table
    reliefs: Table  # in shelters, then by side: government, Kurdish, opposition
    fleets: Table
    corridors: Table
    ways: NDArray[np.int64]  # of all corridors, one after the other


def orders(places: int) -> Orders:
    """Nothing is ordered yet: every weapon as usual, no aircraft or gun at work."""
    return Orders(
        restraint=np.ones((len(WEAPONS), places)),
        nights=np.zeros(DAY, np.bool_),
        pace=np.zeros((FIRED, DAY)),
        shells=np.zeros(places, np.int64),
        strikes=np.zeros(FIRED, np.int64),
        lets_go=np.zeros(places, np.bool_),
        pauses=table(PAUSE, 0),
        areas=np.zeros((0, places), np.bool_),
        left=np.ones((0, len(WEAPONS))),
        held_down=np.zeros((0, len(WEAPONS))),
        clocks=np.zeros(places),
        handed_over=np.zeros(places, np.bool_),
        fronts=table(FRONT, 0),
        moments=table(MOMENT, 0),
        sectors=np.zeros(0, np.int64),
        resistance=np.full(places, np.inf),
        pressed=np.zeros(places),
        falls=np.zeros(places, np.bool_),
        held=np.zeros(places, np.bool_),
        watched=np.zeros(1, np.bool_),
        turned=np.zeros(1, np.int64),
        convoys=table(CONVOY, 0),
        reliefs=table(RELIEF, 0),
        fleets=table(FLEET, 0),
        corridors=table(CORRIDOR, 0),
        ways=np.zeros(0, np.int64),
    )


@njit(cache=True)
def time_of_day(w, hour):
    """The hour of the clock, 0 to 23."""
    return (w.settings.first_hour + hour) % DAY


class Book:
    """The orders, while agents who are made still add lines to them."""

    def __init__(self, places: int) -> None:
        self.orders = orders(places)
        self.is_closed = False

    def add(self, name: str, *lines: dict[str, Any]) -> int:
        """New lines with the same columns in a table of orders; the number of the first.

        Compiled code sees them once the book is closed.
        """
        if self.is_closed:
            raise RuntimeError(
                f"no line can be added to {name}: compiled code goes by the orders as they are"
            )
        before: Table = getattr(self.orders, name)
        longer = table(before.dtype, len(before) + len(lines))
        longer[: len(before)] = before
        columns: dict[str, Any] = lines[0] if lines else {}
        if any(line.keys() != columns.keys() for line in lines):
            raise TypeError(f"lines of {name} that are added together have the same columns")
        for column in columns:
            held, values = longer[column][len(before) :], [line[column] for line in lines]
            held[:] = values
            if not np.array_equal(held, values):
                lost = next(value for line, value in zip(held, values, strict=True) if np.any(line != value))
                raise TypeError(f"{column} of {name} cannot hold {lost!r}")
        changed: Any = {name: longer}
        self.orders = self.orders._replace(**changed)
        return len(before)

    def add_pause(self, area: NDArray[np.bool_], **line: Any) -> int:  # noqa: ANN401 - of the column's type
        """A new line of a pause, and with it of where it holds and of what is left of each weapon."""
        before, weapons = self.orders, self.orders.left.shape[1]
        self.orders = before._replace(
            areas=np.vstack([before.areas, area]),
            left=np.vstack([before.left, np.ones(weapons)]),
            held_down=np.vstack([before.held_down, np.zeros(weapons)]),
        )
        return self.add("pauses", line)

    def add_front(self, places: list[int], moments: list[Moment], **line: Any) -> int:  # noqa: ANN401
        """A new line of a front, and with it of its places and of the moments at which they change hands."""
        start, end = self._list("sectors", places)
        first = self.add(
            "moments", *(dict(zip(("at", "place", "side"), each, strict=True)) for each in moments)
        )
        of = {"start": start, "end": end, "first": first, "last": first + len(moments)}
        return self.add("fronts", of | line)

    def add_corridor(self, ways: list[int], **line: Any) -> int:  # noqa: ANN401
        """A new line of a corridor, and with it of its ways."""
        first, last = self._list("ways", ways)
        return self.add("corridors", {"first": first, "last": last} | line)

    def _list(self, name: str, numbers: list[int]) -> tuple[int, int]:
        """Put numbers on a list; where they begin, and where they end."""
        before = getattr(self.orders, name)
        changed: Any = {name: np.append(before, numbers).astype(np.int64)}
        self.orders = self.orders._replace(**changed)
        return len(before), len(before) + len(numbers)

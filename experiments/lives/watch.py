"""Watching one family of a running simulation: its members and what presses on them, hour by hour.

The watch reads the arrays after each hour and writes nothing; the model does not know of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from model.codes import Goal, Member, Side, Status, Way
from model.engine import appeals
from model.engine.families import PARTS
from model.engine.world import World
from model.simulation import Simulation
from model.terms import WEAPONS

STAYING = (Status.HOME, Status.DISPLACED_INSIDE, Status.CHANGED_CONTROL, Status.OVERRUN)


class Known(NamedTuple):
    """A way out that is open in an hour, as people in one place see it."""

    way: int
    kind: Way
    known: float  # 0-1, share of the place that knows of it
    trust: float  # 0-1, in whoever guarantees it
    appeal: float  # of all that could be done instead of staying


class Around(NamedTuple):
    """What presses on a family in its place at the end of an hour."""

    side: Side
    contested: bool
    threat: float  # 0-1, from remembered strikes
    front: float  # 0-1, pressure of the front or of a handing over
    gone: float  # 0-1, share of the place's first residents who have left it
    damage: float  # 0-1, share of its dwellings nobody can live in
    belief: float  # 0-1, in an announced pause
    price: float  # of food, of the usual
    handed_out: float  # 0-1, share of the hour's need of food that is handed out
    fire: tuple[float, ...]  # intensity of each weapon, 1 as usual
    clock: float  # hours that the offensive has run
    killed: int  # people so far
    wounded: int  # people so far
    people: int  # who are there
    ways: tuple[Known, ...]  # open ways that somebody there has heard of
    inside: float  # appeal of all that could be done besides these: places inside, or a reception
    heard: tuple[tuple[str, float], ...]  # what has been announced, and the share that has heard of it


class Part(NamedTuple):
    """Members of the family who are together at the end of an hour."""

    number: int  # 0 the first household, then parts in the order in which they split off
    status: Status
    place: int
    members: tuple[int, ...]  # by class
    immobile: int
    wounded: int
    patients: int
    detained: int
    hungry: bool
    goal: int
    crossed: int  # way out that it went through last, or -1
    event: int  # number of its decisions so far
    barred: int  # way out at which it was stopped last, or -1
    until: int  # hour in which it arrives, or gives up the queue
    walked: float  # km on the present stretch
    called: bool  # carried to an ambulance
    doom: float  # hour in which the next of its wounded dies
    factor: float  # its present multiple
    kin_out: float  # 0-1, share of its kin who are out
    level: float  # at which it acts (inf: it waits on nothing)
    total: float  # of its row
    row: int
    around: Around
    left: Around  # the same of the place where it was an hour before

    @property
    def people(self) -> int:
        """Members alive and together."""
        return sum(self.members)

    @property
    def waits_to_leave(self) -> bool:
        """Whether it has a threshold and stays where it is until that is passed."""
        return self.status in STAYING and np.isfinite(self.level)

    def state(self) -> tuple[object, ...]:
        """What makes up its life: two lives are the same as long as this is."""
        return self[: self._fields.index("called") + 1]


Family = tuple[Part, ...]  # at the end of an hour


@dataclass
class Watch:
    """The hours of one family in one world; the first is the state before the first hour."""

    simulation: Simulation
    key: int
    hours: list[Family] = field(default_factory=list)

    def __post_init__(self) -> None:
        keys = self.simulation.population.world.households.key
        self.line = int(np.flatnonzero(keys == self.key)[0])
        self.look()

    def look(self) -> None:
        """Add the hour that has ended."""
        world = self.simulation.population.world
        before = self.hours[-1] if self.hours else ()
        lines = (self.line, *self._parts(world))
        places = [part.place for part in before] + [-1] * (len(lines) - len(before))
        self.hours.append(tuple(self._part(world, h, was) for h, was in zip(lines, places, strict=True)))

    def _parts(self, world: World) -> list[int]:
        """The lines of its parts, in the order in which they split off."""
        found, h = [], int(world.households.sibling[self.line])
        while h >= 0:
            found.append(h)
            h = int(world.households.sibling[h])
        return found[::-1]

    def _part(self, world: World, h: int, was: int) -> Part:
        of, hot = world.households[h], world.hot
        place, row, men = int(hot.place[h]), int(hot.row[h]), bool(of["members"][Member.MAN])
        around = self._around(world, place, men)
        return Part(
            number=int(of["key"]) // PARTS,
            status=Status(int(hot.status[h])),
            place=place,
            members=tuple(int(of["members"][member]) for member in Member),
            immobile=int(of["immobile"]),
            wounded=int(of["wounded"]),
            patients=int(of["patients"]),
            detained=int(of["detained"]),
            hungry=bool(of["hungry"]),
            goal=int(of["goal"]) if hot.status[h] in (Status.TRAVELLING, Status.WAITING) else Goal.NOWHERE,
            crossed=int(of["crossed"]),
            event=int(of["event"]),
            barred=int(of["barred"]),
            until=int(of["until"]),
            walked=float(of["walked"]),
            called=bool(of["called"]),
            doom=float(hot.doom[h]),
            factor=float(of["factor"]),
            kin_out=int(of["kin_out"]) / max(int(of["kin"]), 1),
            level=float(hot.level[h]),
            total=float(world.rows.total[row]),
            row=row,
            around=around,
            left=around if was in (-1, place) else self._around(world, was, men),
        )

    def _around(self, world: World, p: int, men: bool) -> Around:
        places, simulation = world.places, self.simulation
        ways, inside = self._appeals(world, p, men)
        return Around(
            side=Side(int(places.side[p])),
            contested=bool(places.contested[p]),
            threat=float(places.threat[p]),
            front=float(max(places.front[p], places.handover[p])),
            gone=float(places.left[p] / max(places.initial[p], 1)),
            damage=float(places.damage[p]),
            belief=float(places.belief[p]),
            price=float(places.price[p]),
            handed_out=1.0 - float(places.short[p]),
            fire=tuple(float(simulation.restraint[weapon][p]) for weapon in WEAPONS),
            clock=float(simulation.clocks[p]),
            killed=int(world.tally.killed[p]),
            wounded=int(world.tally.wounded[p]),
            people=int(places.indoors[p] + places.outdoors[p]),
            ways=ways,
            inside=inside,
            heard=tuple(self._heard(world, p)),
        )

    def _appeals(self, world: World, p: int, men: bool) -> tuple[tuple[Known, ...], float]:
        """The ways out that are known in a place, and the appeal of everything else that could be done."""
        population, places = self.simulation.population, world.places
        if not places.enclave[p] or self.simulation.hour == 0:  # nothing is weighed before the first hour
            return (), 0.0
        weights = population.weights
        if places.side[p] != Side.OPPOSITION:
            return (), float(appeals.settled_appeal(world, weights, p, int(men)))
        refuges, numbers = np.empty(len(places)), appeals.ways_open(world)
        elsewhere = float(appeals.appeal_of_refuges(world, p, refuges))
        of_ways = np.empty((2, len(numbers)))
        km = appeals.distances(world, population.settings, numbers)
        assured = appeals.assurances(world, weights)
        appeals.appeal_of_ways(world, weights, numbers, km, assured, p, of_ways)
        known = tuple(
            Known(
                int(way),
                Way(int(world.ways.kind[way])),
                float(world.news[world.ways.news[way], p]),
                float(world.trust[world.ways.guarantor[way], p]),
                float(appeal),
            )
            for way, appeal in zip(numbers, of_ways[int(men)], strict=True)
            if appeal > 0.0
        )
        return known, elsewhere

    def _heard(self, world: World, p: int) -> Iterator[tuple[str, float]]:
        """Announcements by name, with the share of a place that has heard of each."""
        stage = self.simulation
        for what, heralds in (("pause", stage.pauses), ("way out", stage.corridors), ("buses", stage.fleets)):
            for herald in heralds:
                if hasattr(herald, "news"):
                    proposal = herald.name.split(".")[0].replace("-", " ")
                    yield f"{what} ({proposal})", float(world.news[herald.news, p])

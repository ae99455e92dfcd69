"""The ground that a population moves on, whatever it is made of: places, ways, news, food, fire."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import state
from model.city import City
from model.codes import Side
from model.engine import (
    assault,
    build,
    harm,
    hearing,
    hours,
    passage,
    paths,
    provisions,
    reception,
    recount,
    relief,
)
from model.engine.settings import Settings, arms, settings
from model.rules.leaving import unit, weights
from model.scenario import Scenario
from model.state import Hot, Kin, Table, World

QUIET_LONG_AGO = 1e6  # hours since a place changed hands without a fight: no pressure is left of it


def columns(table: Table) -> SimpleNamespace:
    """The columns of a table by name: the same arrays, found faster than a record array finds them."""
    return SimpleNamespace(**{name: table[name].view(np.ndarray) for name in table.dtype.names or ()})


class Households(NamedTuple):
    """The part of the world that only the compiled population fills."""

    table: Table
    hot: Hot
    kin: Kin


class Ground(ABC):
    """Everything that the environment's agents and the order of an hour ask of a population.

    What happens to places is done here, for every population alike; what happens to households is done by the
    methods that a population must have.
    """

    def __init__(self, scenario: Scenario, city: City, seed: int) -> None:
        self.scenario, self.city, self.seed = scenario, city, seed
        self.scale = float(scenario.population.scale)
        self.settings: Settings = settings(scenario)
        self.arms = arms(scenario.shelling, damages=scenario.mechanisms.damage)
        self.weights = weights(scenario.behaviour)
        self._a = np.array([route.a for route in city.routes])
        self._b = np.array([route.b for route in city.routes])
        self._km = np.array([route.km for route in city.routes])
        on_foot = np.array([route.kind in ("street", "front-crossing") for route in city.routes])
        self._walk = (self._a[on_foot], self._b[on_foot], self._km[on_foot])
        self._start, self._neighbour = _adjacency(city)
        self.world = self._first_hour(self._households())
        world = self.world
        self.places, self.ways, self.receptions = map(columns, (world.places, world.ways, world.receptions))
        self.paths, self.rows, self.sides = map(columns, (world.paths, world.rows, world.sides))
        self._settle()
        self.first = state.classes(world.tally.status).sum(axis=0)  # people by class
        self.initial = int(self.first.sum())
        enclave = self.places.enclave == 1
        self.hectares = self.places.hectares[enclave].sum()  # of the enclave
        self.held: NDArray[np.bool_] = enclave & (self.places.side == Side.OPPOSITION)  # by the opposition
        told = scenario.information
        self._told = tuple(map(float, (told.broadcast, told.hearsay, told.neighbours, told.kin)))
        self._learnt = (self.scale, float(told.loss), float(told.gain))
        self._breach = float(scenario.movement.breach) * self.scale

    def _first_hour(self, households: Households) -> World:
        n = len(self.city.places)
        return World(
            seed=self.seed,
            settings=self.settings,
            lines=np.array([len(households.table)]),
            blocks=state.blocks(len(households.table)),
            near=state.near(len(households.table), 4 * n),
            hot=households.hot,
            households=households.table,
            places=state.places(n),
            ways=self._ways(),
            receptions=self._receptions(),
            sides=state.table(state.SIDE, len(Side)),
            rows=state.table(state.ROW, 4 * n),
            paths=state.table(state.PATH, (n, n)),
            kin=households.kin,
            drives=np.full((len(self.city.shelters), n), np.inf),
            news=np.ones((1, n)),
            trust=np.zeros((1, n)),
            tally=state.tally(len(households.table), n),
        )

    def _settle(self) -> None:
        places, world = self.world.places, self.world
        places.enclave[:] = [place.enclave for place in self.city.places]
        places.side[:] = [place.side for place in self.city.places]
        places.hectares[:] = [place.hectares for place in self.city.places]
        places.damage[:] = build.damage_at_first(self.scenario, self.city)
        self._count_first()
        places.initial[:] = places.indoors
        # The bombardment has gone on for days: its memory is there from the first hour.
        places.memory[:] = build.remembered_strikes(self.scenario, self.city)
        places.stock[:] = places.indoors * float(self.scenario.siege.stock) / 24.0
        self._weigh_walks()
        places.refuge[:] = [unit(self.weights, total) for total in world.paths.refuge.sum(axis=1)]
        self._weigh_walks()

    def _weigh_walks(self) -> None:
        paths.shortest_walks(self.world, *self._walk)
        paths.weigh_walks(self.world, self.weights, self.settings.speed, self.settings.inside)

    def _ways(self) -> Table:
        stretches = [
            (u, v, route.km)
            for route in self.city.routes
            if route.kind in ("street", "front-crossing")
            for u, v in ((route.a, route.b), (route.b, route.a))
            if self.city.places[u].enclave
        ]
        ways = state.ways(len(stretches))
        ways.inside, ways.outside, ways.km = zip(*stretches, strict=True)
        return ways

    def _receptions(self) -> Table:
        receptions = state.table(state.RECEPTION, len(self.city.shelters), open=1)
        for row, s in zip(receptions, self.city.shelters, strict=True):
            row.place, row.side, row.host = s.place, self.city.places[s.place].side, s.is_host
            row.capacity = reception.UNLIMITED if s.capacity is None else round(s.capacity * self.scale)
        return receptions

    # What the environment's agents look up.

    def way(self, text: str) -> int:
        """The number of the way written as inside>outside."""
        u, v = (self.city.place(word.strip()) for word in text.split(">"))
        found = np.flatnonzero((self.ways.inside == u) & (self.ways.outside == v))
        if len(found) == 0:
            raise KeyError(f"no way {text}")
        return int(found[0])

    def add_news(self) -> int:
        """A new row of news that nobody knows yet."""
        news = np.vstack([self.world.news, np.zeros((1, len(self.city.places)))])
        self.world = self.world.replace(news=news)
        return len(news) - 1

    def add_guarantor(self, trust: float) -> int:
        """A new row of trust, in somebody whom every place trusts alike at first."""
        rows = np.vstack([self.world.trust, np.full((1, len(self.city.places)), trust)])
        self.world = self.world.replace(trust=rows)
        return len(rows) - 1

    def drive(self, start: int, side: Side) -> float:
        """Hours by vehicle from a place to the host community of a side, whoever holds the ground between."""
        n = len(self.city.places)
        km, (whoever, nowhere) = np.full(n, np.inf), np.zeros((2, n), np.int8)
        km[start] = 0.0
        paths.drive_to(km, whoever, nowhere, self._a, self._b, self._km)
        return float(km[reception.host(self.world, side)]) / self.settings.vehicles

    @property
    def fullest(self) -> int:
        """The place held by the opposition in which most people are."""
        return int((self.places.indoors * self.held).argmax())

    # What happens to places, in the order of an hour.

    def refresh_ground(self) -> None:
        """Work out walks, drives and stretches of front anew."""
        self._weigh_walks()
        paths.drives(self.world, self._a, self._b, self._km, self.settings.vehicles)

    def change_hands(self, place: int, side: Side, *, by_force: bool) -> None:
        """A place comes to be held by another side, and what is near and far changes with it."""
        places = self.places
        places.contested[place] = 0
        places.fell[place] = 0.0 if by_force else QUIET_LONG_AGO
        if side is Side.OPPOSITION:
            places.fell[place] = np.inf
        places.side[place] = side
        self.held[place] = side is Side.OPPOSITION and places.enclave[place]
        self.refresh_ground()

    def move_front(self) -> None:
        """An hour passes along the line: its pressure, and the stretches that can be crossed."""
        hours.move_front(self.world, self._start, self._neighbour, self.weights.breach, self._breach)

    def press(
        self,
        sector: assault.Sector,
        pressed: NDArray[np.float64],
        is_pressed: NDArray[np.bool_],
        held: NDArray[np.bool_],
        pace: NDArray[np.float64],
        together: float,
    ) -> NDArray[np.int64]:
        """An hour's assault on a sector; the places that cannot hold out against it."""
        by_place = (pressed, is_pressed, held, pace)
        falls: NDArray[np.int64] = assault.press(
            self.world, sector, *by_place, together, self._start, self._neighbour
        )
        return falls

    def incidents(self, intensity: NDArray[np.float64], hour: int) -> NDArray[np.int64]:
        """How often the crowd of each place comes under artillery fire in this hour."""
        crowd = self.scenario.shelling.crowd
        args = (float(crowd.incidents), float(crowd.people) * self.scale, intensity, hour)
        found: NDArray[np.int64] = harm.incidents(self.world, *args)
        return found

    def bombard(
        self, weapon: int, intensity: NDArray[np.float64], extra: NDArray[np.int64], hour: int
    ) -> int:
        """One weapon's strikes of the hour: 0 air, 1 artillery; ``intensity`` and ``extra`` by place."""
        return int(harm.bombard(self.world, self.arms[weapon], intensity, extra, hour))

    def held_groups(self) -> NDArray[np.int64]:
        """People by group in opposition-held places."""
        groups: NDArray[np.int64] = recount.held_groups(self.world)
        return groups

    def is_conserved(self) -> bool:
        """Whether statuses add up to the first people in each class, and places hold the living."""
        return bool(recount.is_conserved(self.world, self.first))

    def hungry_groups(self) -> NDArray[np.float64]:
        """People by group who have nothing to eat in this hour."""
        groups: NDArray[np.float64] = provisions.hungry_groups(self.world)
        return groups

    def hungry_now(self) -> float:
        """People who have nothing to eat in this hour."""
        return float(state.everyone(self.hungry_groups()))

    def hand_out(self, person_days: float, place: int) -> float:
        """Food that came in at a place is handed out; the person-days of it, for the people simulated."""
        out = provisions.hand_out(self.world, self.settings, place, person_days)
        self.relieve()
        return float(out)

    def help_outside(self, *people: float) -> None:
        """Aid reaches those who are out: so many in shelters, west, north and countryside."""
        relief.help_outside(self.world, *(self.scale * number for number in people))

    def weigh_load(self) -> None:
        """How full the shelters of each side are."""
        reception.weigh_load(self.world)

    def tell(self, news: int) -> None:
        """An hour in which news spreads."""
        hearing.tell(self.world, news, self._start, self._neighbour, *self._told)

    def see(
        self,
        guarantor: int,
        record: float,
        ways: NDArray[np.int64],
        fired_on: NDArray[np.int64],
        loudness: NDArray[np.float64],
    ) -> float:
        """What is seen of a guarantor on its ways in an hour; its record afterwards."""
        return float(hearing.see(self.world, guarantor, record, ways, fired_on, loudness, *self._learnt))

    def work_corridor(
        self, corridor: passage.Corridor, is_due: bool, *by_place_and_way: NDArray[Any]
    ) -> None:
        """An hour's opening and shutting of a corridor's ways."""
        passage.work(self.world, corridor, is_due, *by_place_and_way)

    def leads_across(self, way: int) -> bool:
        """Whether a way leads across the front, to another side."""
        return bool(paths.is_front(self.world, way))

    def talk(self, guarantor: int, first: float, record: float, loudness: NDArray[np.float64]) -> None:
        """An hour of talk about a guarantor."""
        _, hearsay, _, kin = self._told
        hearing.talk(self.world, guarantor, first, record, loudness, hearsay, kin)

    # What happens to households, in the order of an hour.

    @abstractmethod
    def _households(self) -> Households:
        """The households of the first hour, as far as compiled code is to see them."""

    @abstractmethod
    def _count_first(self) -> None:
        """Count the people of the first hour into the tallies and the places."""

    @abstractmethod
    def close_shelter(self, place: int, hour: int) -> None:
        """Everyone in a shelter moves on."""

    @abstractmethod
    def overtake(self, place: int, side: Side, hour: int, *, by_force: bool = True) -> None:
        """A place changes hands: people in it stay, flee or are out."""

    @abstractmethod
    def suffer(self, hour: int) -> None:
        """The hour's dead and wounded, those who die of earlier wounds, and what is remembered."""

    @abstractmethod
    def relieve(self) -> None:
        """Hunger ends where food is handed out."""

    @abstractmethod
    def eat(self, hour: int) -> None:
        """The hour's meals, at prices that are set once a day."""

    @abstractmethod
    def hear_of_kin(self) -> None:
        """Those inside learn which of their kin have left or come back."""

    @abstractmethod
    def decide(self, hour: int) -> None:
        """Who sets out in this hour, and where to."""

    @abstractmethod
    def call_patients(self, way: int, seats: int, reach: float, hours: float) -> int:
        """Patients within reach of a way, with their families, are called to its ambulances; how many."""

    @abstractmethod
    def stop_fleet(self, way: int) -> None:
        """No vehicle leaves any more."""

    @abstractmethod
    def move(self, hour: int, is_night: bool) -> None:
        """Walking, queueing, crossing, arriving."""

    @abstractmethod
    def screen(self, hour: int) -> None:
        """The checkpoint, and once a day those who are let go and the parts of families that meet."""

    @abstractmethod
    def recount(self) -> recount.Counted:
        """Everyone counted anew from the households."""


def _adjacency(city: City) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Neighbours by place, as the start of each place's list and the lists end to end."""
    start = np.cumsum([0, *(len(n) for n in city.neighbours)])
    return start, np.array([j for n in city.neighbours for j in n])

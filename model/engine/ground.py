"""The ground that a population moves on, whatever it is made of: places, ways, news, food, fire."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import state
from model.city import City, Route
from model.codes import Side
from model.engine import (
    build,
    convoys,
    hours,
    orders,
    paths,
    pausing,
    reception,
    recording,
    recount,
)
from model.engine.settings import Settings, arms, settings
from model.engine.world import World
from model.rules.leaving import unit, weights
from model.scenario import Scenario
from model.state import Hot, Kin, Neighbours, Routes, Table

ON_FOOT = ("street", "front-crossing")  # kinds of route that people walk


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
        self.weights = weights(scenario.behaviour)
        self.book = orders.Book(len(city.places))
        self.world = self._first_hour(self._households())
        world = self.world
        self.places, self.ways, self.receptions = map(columns, (world.places, world.ways, world.receptions))
        self.paths, self.rows, self.sides = map(columns, (world.paths, world.rows, world.sides))
        self._settle()
        self.first = state.classes(world.tally.status).sum(axis=0)  # people by class
        enclave = self.places.enclave == 1
        self.held = world.held
        self.held[:] = enclave & (self.places.side == Side.OPPOSITION)

    def _first_hour(self, households: Households) -> World:
        n, ways = len(self.city.places), self._ways()
        return World(
            seed=self.seed,
            settings=self.settings,
            arms=arms(self.scenario.shelling, damages=self.scenario.mechanisms.damage),
            weights=self.weights,
            orders=self.book.orders,
            neighbours=_neighbours(self.city),
            routes=_routes(self.city.routes),
            streets=_routes(route for route in self.city.routes if route.kind in ON_FOOT),
            held=np.zeros(n, np.bool_),
            kept=self._record(0, len(ways)),
            lines=np.array([len(households.table)]),
            blocks=state.blocks(len(households.table)),
            near=state.near(len(households.table), 4 * n),
            hot=households.hot,
            households=households.table,
            places=state.places(n),
            ways=ways,
            receptions=self._receptions(),
            sides=state.table(state.SIDE, len(Side)),
            rows=state.table(state.ROW, 4 * n),
            paths=state.table(state.PATH, (n, n)),
            kin=households.kin,
            drives=np.full((len(self.city.shelters), n), np.inf),
            news=np.ones((1, n)),
            trust=np.zeros((1, n)),
            guarantors=state.table(state.GUARANTOR, 1),
            loudness=np.ones((1, n)),
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
        paths.settle(world)
        places.refuge[:] = [unit(self.weights, total) for total in world.paths.refuge.sum(axis=1)]
        paths.weigh_walks(world)

    def _ways(self) -> Table:
        stretches = [
            (u, v, route.km)
            for route in self.city.routes
            if route.kind in ON_FOOT
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

    def add_guarantor(self, loudness: NDArray[np.float64]) -> int:
        """A new row of trust, in somebody whom nobody trusts yet; ``loudness`` is by place."""
        world = self.world
        self.world = world.replace(
            trust=np.vstack([world.trust, np.zeros_like(loudness)]),
            loudness=np.vstack([world.loudness, loudness]),
            guarantors=state.table(state.GUARANTOR, len(world.guarantors) + 1),
        )
        self.world.guarantors[:-1] = world.guarantors
        return len(world.guarantors)

    @property
    def orders(self) -> orders.Orders:
        """What the environment's agents have ordered."""
        return self.book.orders

    def bind(self, hours: int) -> recording.Tallied:
        """Let compiled code see all orders, and what it is to record of so many hours; none come after."""
        self.book.is_closed = True
        kept = self._record(hours, len(self.world.ways))
        self.world = self.world.replace(orders=self.orders, kept=kept)
        return kept

    def _record(self, hours: int, ways: int) -> recording.Tallied:
        hectares = np.array([place.hectares for place in self.city.places])
        enclave = np.array([place.enclave for place in self.city.places])
        convoys, pauses = len(self.orders.convoys), len(self.orders.pauses)
        return recording.tallied(hours, hectares, enclave, convoys=convoys, pauses=pauses, ways=ways)

    def drive(self, start: int, side: Side) -> float:
        """Hours by vehicle from a place to the host community of a side, whoever holds the ground between."""
        n = len(self.city.places)
        km, (whoever, nowhere) = np.full(n, np.inf), np.zeros((2, n), np.int8)
        km[start] = 0.0
        paths.drive_to(km, whoever, nowhere, *self.world.routes)
        return float(km[reception.host(self.world, side)]) / self.settings.vehicles

    @property
    def fullest(self) -> int:
        """The place held by the opposition in which most people are."""
        return int(convoys.fullest(self.world))

    # What happens to places, in the order of an hour.

    def refresh_drives(self) -> None:
        """Work out anew how far the receptions are that are open."""
        paths.drives(self.world)

    def change_hands(self, place: int, side: Side, *, by_force: bool) -> None:
        """A place comes to be held by another side, and what is near and far changes with it."""
        paths.change_hands(self.world, place, int(side), by_force)

    def write(self, line: int) -> None:
        """Write a line of the record: how things stand."""
        self.check_line(line)
        recording.write(self.world, line)

    def check_line(self, line: int) -> None:
        """Whether the record has such a line: compiled code would not see that it has none."""
        if line >= len(self.world.kept.apart):
            raise IndexError(f"line {line} of a record of {len(self.world.kept.apart)}")

    def is_conserved(self) -> bool:
        """Whether statuses add up to the first people in each class, and places hold the living."""
        return bool(recount.is_conserved(self.world, self.first))

    def hold_pauses(self) -> None:
        """An hour of what is heard and believed of pauses, and of what they hold down."""
        pausing.hold(self.world)

    def inform(self, hour: int) -> None:
        """What is heard and seen of corridors, how they open and shut, and what is told of guarantors."""
        hours.inform(self.world, hour)

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
    def advance(self, hour: int) -> None:
        """The fronts advance; places fall, and the line's pressure follows."""

    @abstractmethod
    def suffer(self, hour: int) -> None:
        """Strikes, the hour's dead and wounded, those who die of earlier wounds, and what is remembered."""

    @abstractmethod
    def feed(self, hour: int) -> None:
        """Convoys come in, people eat, and aid reaches those out."""

    @abstractmethod
    def decide(self, hour: int) -> None:
        """People hear of their kin; who sets out in this hour, and where to."""

    @abstractmethod
    def run_fleets(self) -> None:
        """Vehicles leave: an hour of all fleets."""

    @abstractmethod
    def move(self, hour: int) -> None:
        """People walk, queue, cross and arrive."""

    @abstractmethod
    def screen(self, hour: int) -> None:
        """The checkpoint, and once a day those who are let go and the parts of families that meet."""

    @abstractmethod
    def recount(self) -> recount.Counted:
        """Everyone counted anew from the households."""


def _neighbours(city: City) -> Neighbours:
    start = np.cumsum([0, *(len(n) for n in city.neighbours)])
    return Neighbours(start, np.array([j for n in city.neighbours for j in n], np.int64))


def _routes(routes: Iterable[Route]) -> Routes:
    a, b, km = zip(*((route.a, route.b, route.km) for route in routes), strict=True)
    return Routes(np.array(a), np.array(b), np.array(km, float))

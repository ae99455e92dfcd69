"""The population as the environment's agents see it: each method is one thing that an hour can do to it."""

from __future__ import annotations

from types import SimpleNamespace

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from model import state
from model.city import City
from model.codes import Side, Way
from model.engine import (
    boarding,
    build,
    checkpoint,
    families,
    harm,
    hearing,
    homecoming,
    kin,
    leaving,
    mortality,
    overtaking,
    paths,
    provisions,
    queues,
    reception,
    recount,
    relief,
    travel,
)
from model.engine.settings import Settings, arms, settings
from model.rules.leaving import unit, weights
from model.scenario import Scenario
from model.state import Table, World

QUIET_LONG_AGO = 1e6  # hours since a place changed hands without a fight: no pressure is left of it


def columns(table: Table) -> SimpleNamespace:
    """The columns of a table by name: the same arrays, found faster than a record array finds them."""
    return SimpleNamespace(**{name: table[name].view(np.ndarray) for name in table.dtype.names or ()})


class Population:
    """Fifty thousand households and the ground they move on."""

    def __init__(self, scenario: Scenario, city: City, seed: int) -> None:
        self.scenario, self.city = scenario, city
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
        self.world = self._first_hour(seed)
        self.places, self.ways, self.receptions = (
            columns(table) for table in (self.world.places, self.world.ways, self.world.receptions)
        )
        self.first = state.classes(self.world.tally.status).sum(axis=0)  # people by class
        self.initial = int(self.first.sum())
        self._families = len(self.world.households)
        self._lines = families.Lines(self.world)

    def _first_hour(self, seed: int) -> World:
        n = len(self.city.places)
        hh, hot = build.make_households(self.scenario, self.city, self.weights, seed)
        world = World(
            seed=seed,
            hot=hot,
            households=hh,
            places=state.places(n),
            ways=self._ways(),
            receptions=self._receptions(),
            sides=state.table(state.SIDE, len(Side)),
            rows=state.table(state.ROW, 4 * n),
            paths=state.table(state.PATH, (n, n)),
            kin=self._kin(seed, hh),
            drives=np.full((len(self.city.shelters), n), np.inf),
            news=np.ones((1, n)),
            trust=np.zeros((1, n)),
            tally=state.tally(len(hh), n),
        )
        self._settle(world)
        return world

    def _kin(self, seed: int, hh: Table) -> state.Kin:
        """Who is kin to whom; nobody to anybody where the mechanism is off."""
        terms, is_on = self.scenario.kin, self.scenario.mechanisms.kin
        found = kin.network(seed, hh, float(terms.ties) if is_on else 0.0, float(terms.near))
        hh.kin[:] = np.diff(found.start)
        return found

    def _settle(self, world: World) -> None:
        places = world.places
        for i, place in enumerate(self.city.places):
            places.enclave[i], places.side[i], places.hectares[i] = place.enclave, place.side, place.hectares
        places.damage[:] = build.damage_at_first(self.scenario, self.city)
        recount.count_first(world)
        places.initial[:] = places.indoors
        # The bombardment had gone on since 15 November: its memory is there from the first hour.
        places.memory[:] = build.remembered_strikes(self.scenario, places.hectares / 100.0)
        places.stock[:] = places.indoors * float(self.scenario.siege.stock) / 24.0
        self._weigh_walks(world)
        places.refuge[:] = [unit(self.weights, total) for total in world.paths.refuge.sum(axis=1)]
        self._weigh_walks(world)

    def _weigh_walks(self, world: World) -> None:
        paths.shortest_walks(world, *self._walk)
        paths.weigh_walks(world, self.weights, self.settings.speed, self.settings.inside)

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
            row.place, row.side, row.host = (
                s.place,
                self.city.places[s.place].side,
                s.is_host,
            )
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

    def tell(self, news: int) -> None:
        """An hour in which news spreads."""
        told = self.scenario.information
        rates = (float(told.broadcast), float(told.hearsay), float(told.neighbours), float(told.kin))
        hearing.tell(self.world, news, self._start, self._neighbour, *rates)

    def talk(self, guarantor: int, first: float, record: float, loudness: NDArray[np.float64]) -> None:
        """An hour of talk about a guarantor."""
        told = self.scenario.information
        hearing.talk(self.world, guarantor, first, record, loudness, float(told.hearsay), float(told.kin))

    def drive(self, start: int, side: Side) -> float:
        """Hours by vehicle from a place to the host community of a side, whoever holds the ground between."""
        graph = nx.MultiGraph()  # a road and a bus line may join the same two places
        graph.add_weighted_edges_from(zip(self._a, self._b, self._km, strict=True))
        km = nx.dijkstra_path_length(graph, start, int(reception.host(self.world, side)))
        return float(km) / self.settings.vehicles

    @property
    def held(self) -> NDArray[np.bool_]:
        """Enclave places that the opposition holds."""
        places = self.places
        return np.asarray((places.enclave == 1) & (places.side == Side.OPPOSITION), np.bool_)

    @property
    def apart(self) -> NDArray[np.int64]:
        """People by group who are not with the first household of their family."""
        parts = self.world.households[self._families :]
        several = (parts["immobile"].sum(), parts["wounded"].sum())
        return np.array([*parts["members"].sum(axis=0), *several], np.int64)

    # What happens to people, in the order of an hour.

    def overtake(self, place: int, side: Side, hour: int, *, by_force: bool = True) -> None:
        """A place changes hands."""
        places, before = self.places, self.world.paths[place].copy()
        places.contested[place] = 0
        places.fell[place] = 0.0 if by_force else QUIET_LONG_AGO
        if side is Side.OPPOSITION:
            places.fell[place] = np.inf
        places.side[place] = side
        self.refresh_ground()
        shares = (self.settings.flee_forward, self.settings.flee_inward) if by_force else (0.0, 0.0)
        overtaking.overtake(self.world, place, side, hour, *shares, before)

    def refresh_ground(self) -> None:
        """Work out walks, drives and stretches of front anew."""
        self._weigh_walks(self.world)
        paths.drives(self.world, self._a, self._b, self._km, self.settings.vehicles)

    def move_front(self) -> None:
        """An hour passes along the line: its pressure, and the stretches that can be crossed."""
        self.places.fell[:] += 1.0
        leaving.feel_front(self.world, self.settings, self._start, self._neighbour)
        paths.breaches(self.world, self.weights.breach, float(self.scenario.movement.breach) * self.scale)
        breach = self.ways.kind == Way.BREACH
        self.ways.capacity[breach] += float(self.scenario.movement.breach) * self.scale

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
        return int(harm.bombard(self.world, self.settings, self.arms[weapon], intensity, extra, hour))

    def suffer(self, hour: int) -> None:
        """The hour's dead and wounded, those who die of earlier wounds, and what is remembered."""
        if self.settings.lost > 0.0:
            families.scatter(self.world, self.settings, hour)
            self._part(families.ONE)
        harm.suffer(self.world, self.weights, self.settings, hour)
        mortality.die(self.world, self.weights, self.settings, hour)
        harm.remember(self.world, self.settings)

    def eat(self, hour: int) -> None:
        """The hour's meals, at prices that are set once a day."""
        if self.settings.hunger:
            if self.settings.scarcity > 0.0 and hour % 24 == 0:
                provisions.set_prices(self.world, self.settings)
            provisions.eat(self.world, self.weights, self.settings)

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
        provisions.relieve(self.world, self.weights)
        return float(out)

    def help_outside(self, *people: float) -> None:
        """Aid reaches those who are out: so many in shelters, west, north and countryside."""
        relief.help_outside(self.world, *(self.scale * number for number in people))

    def weigh_load(self) -> None:
        """How full the shelters of each side are."""
        reception.weigh_load(self.world)

    def hear_of_kin(self) -> None:
        """Those inside learn which of their kin have left or come back."""
        kin.hear(self.world, self.weights)

    def decide(self, hour: int) -> None:
        """Who sets out in this hour, and where to."""
        leaving.weigh_leaving(self.world, self.weights, self.settings)
        leaving.decide(self.world, self.weights, self.settings, hour)
        if hour % 24 == 0 and self.settings.homecoming > 0.0:
            homecoming.go_home_inside(self.world, self.settings, hour)
        families.keep_men(self.world, self.settings)
        self._part(families.MEN)

    def _part(self, who: int) -> None:
        """Each family on the list splits; its part has a line of its own from here on."""
        first, n = len(self.world.households), int(self.world.tally.parting[0])
        if n > 0:
            self.world = self._lines.add(self.world, n)
            families.part(self.world, self.weights, first, who)

    def move(self, hour: int, is_night: bool) -> None:
        """Walking, queueing, crossing, arriving."""
        queues.sweep(self.world, hour)
        travel.walk(self.world, self.settings, hour, is_night)
        queues.serve_queues(self.world, hour)

    def call_patients(self, way: int, seats: int, reach: float, hours: float) -> int:
        """Patients within reach of a way, with their families, are called to its ambulances; how many."""
        self.ways.ambulance[way] = hours
        return int(boarding.call_patients(self.world, self.settings, way, seats, reach))

    def stop_fleet(self, way: int) -> None:
        """No vehicle leaves any more."""
        queues.stop_fleet(self.world, way)

    def close_shelter(self, place: int, hour: int) -> None:
        """Everyone in a shelter moves on."""
        reception.close_shelter(self.world, self.settings, place, hour)

    def screen(self, hour: int) -> None:
        """The checkpoint, and once a day those who are let go."""
        checkpoint.screen(self.world, self.settings, hour)
        if hour % 24 == 0:
            checkpoint.let_go(self.world, hour)
            families.reunite(self.world, self.weights, self.settings, self._families, hour // 24)

    def recount(self) -> recount.Counted:
        """Everyone counted anew from the households."""
        counted: recount.Counted = recount.recount(self.world)
        return counted


def _adjacency(city: City) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Neighbours by place, as the start of each place's list and the lists end to end."""
    start = np.cumsum([0, *(len(n) for n in city.neighbours)])
    return start, np.array([j for n in city.neighbours for j in n])

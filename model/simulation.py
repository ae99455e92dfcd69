"""The simulation: a Mesa model of one replicate, and the order of an hour as one list.

Plain objects pass their hours from that list, and so does whoever looks at an hour phase by phase; arrays
pass theirs in compiled code, in the same order (`model.engine.hours.pass_hours`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from inspect import signature
from operator import attrgetter
from typing import Any, Literal, NamedTuple

import networkx as nx
import numpy as np
from mesa.discrete_space import Cell, Network

from model import checks
from model.agents.agreement import Agreement
from model.agents.base import Stage
from model.agents.convoy import Convoy, planned_convoys
from model.agents.corridor import Corridor
from model.agents.fleet import AmbulanceFleet, BusFleet
from model.agents.front_line import FrontLine
from model.agents.household import Household, HouseholdSet
from model.agents.pause import Pause
from model.agents.relief import RELIEFS, Relief
from model.agents.shelling import Shelling
from model.agents.shelter import Shelter
from model.agents.weather import Weather
from model.city import City
from model.engine.ground import Ground
from model.engine.population import Population as Arrays
from model.objects.population import Population as Objects
from model.parameters import Parameters, sample
from model.proposals.negotiated_evacuation import Proposal as NegotiatedEvacuation
from model.randomness import Decision, draw
from model.record import Record, Recorded
from model.rules.weather import nights
from model.scenario import Scenario
from model.terms import WEAPONS, Buses, Convoys, Passage, Restraint, Term

Engine = Literal["arrays", "objects"]
# Where Mesa would lay the places out on a plane of its own, it is told not to: nobody looks there.
LAYOUT: dict[str, Any] = {"layout": None} if "layout" in signature(Network).parameters else {}


class Phase(NamedTuple):
    """One step of an hour."""

    name: str
    method: str
    rule: str


PHASES = (
    Phase(
        "calendar and orders",
        "_order",
        "The hour begins. What is due on the calendars of the environment's agents is ordered: with each day "
        "weather, the tempo of the weapons and shelters, at their times pauses, ways out and vehicles. Who "
        "keeps a pause is drawn, a broken word is seen, ground is handed over.",
    ),
    Phase(
        "pauses",
        "_hold_pauses",
        "News of pauses spreads, they are believed or not, and what they hold down is added up.",
    ),
    Phase(
        "front lines",
        "_advance",
        "The offensive's clocks run as far as they are not restrained; places are contested and fall.",
    ),
    Phase(
        "shelling and casualties",
        "_suffer",
        "Places are struck; people in them are killed and wounded; threat is remembered.",
    ),
    Phase(
        "aid and food",
        "_feed",
        "Convoys arrive; people eat what is handed out, then their own stores; aid reaches those out.",
    ),
    Phase(
        "information and trust",
        "_inform",
        "News of ways out spreads, trust follows what was seen, ways open and shut.",
    ),
    Phase(
        "household decisions", "_decide", "Households whose tolerance is spent set out for a way or a refuge."
    ),
    Phase("movement, queues and boarding", "_move", "Vehicles leave; people walk, queue, cross and arrive."),
    Phase(
        "screening",
        "_screen",
        "Men of 15-55 who crossed to the government side may be held; some are let go.",
    ),
    Phase("records and invariants", "_record", "Everyone is counted; the counts must add up."),
)


class Simulation(Stage):
    """One replicate: a scenario, a city and a seed."""

    def __init__(self, scenario: Scenario, city: City, seed: int, engine: Engine = "arrays") -> None:
        super().__init__(rng=seed)
        self.seed = seed
        self.scenario = settled(scenario, seed)
        self.city = city
        self.start: datetime = scenario.start
        self.horizon = int(float(self.scenario.horizon))
        self.hour = 0
        self.now = self.start
        n = len(city.places)
        self.grounded = 0.0
        self._surge = np.ones((len(WEAPONS), n))
        self.agreements: list[Agreement] = []
        self.pauses: list[Pause] = []
        self.corridors: list[Corridor] = []
        self.convoys: list[Convoy] = []
        self.fleets: list[BusFleet | AmbulanceFleet] = []
        self.population = self._populate(engine)
        orders = self.population.orders
        self._restraint, self.lets_go, self.nights = orders.restraint, orders.lets_go, orders.nights
        self.restraint = dict(zip(WEAPONS, self._restraint, strict=True))
        self.surge = dict(zip(WEAPONS, self._surge, strict=True))
        self.space = Network(_graph(city), random=self.random, **LAYOUT)
        self.cells: list[Cell] = [self.space[i] for i in range(len(city.places))]
        self._make_environment()
        self._record_so_far = Record(self, self.population.bind(self.horizon))

    def _populate(self, engine: Engine) -> Ground:
        """In arrays, households stand in Mesa's registry as one set; as objects, each for itself."""
        if engine == "objects":
            return Objects(self, self.scenario, self.city, self.seed)
        self.agents_by_type[Household] = HouseholdSet(self)
        return Arrays(self.scenario, self.city, self.seed)

    def _make_environment(self) -> None:
        self.weather = Weather(self, "weather")
        self.guarantors = {}
        self.shelters = [Shelter(self, i, terms) for i, terms in enumerate(self.city.shelters)]
        self.fronts = [FrontLine(self, sector) for sector in self.city.sectors]
        self.air, self.artillery = Shelling(self, "air"), Shelling(self, "artillery")
        self.weapons = [self.air, self.artillery] if self.scenario.mechanisms.shelling else []
        for name in RELIEFS:
            Relief(self, name)
        if self.scenario.mechanisms.proposals:
            replaced = self.scenario.replaced()
            for name, proposal in self.scenario.proposals.items():
                agreement = self._awaited(name, proposal)
                for term in proposal.terms():
                    self._carry_out(name, term, agreement, replaced.get(name))
        orders, by_name = self.population.orders, attrgetter("name")
        for rank, corridor in enumerate(sorted(self.corridors, key=by_name)):
            orders.corridors.rank[corridor.row] = rank
        for rank, fleet in enumerate(sorted(self.fleets, key=by_name)):
            orders.fleets.rank[fleet.row] = rank

    def _awaited(self, name: str, proposal: Parameters) -> Agreement | None:
        """The agreement that a proposal waits for, if its dates are not fixed."""
        if not isinstance(proposal, NegotiatedEvacuation) or proposal.when is None:
            return None
        self.agreements.append(Agreement(self, f"{name}.when", proposal.when, proposal.pause.announced))
        return self.agreements[-1]

    def _carry_out(
        self, name: str, term: Term, agreement: Agreement | None, replaced: datetime | None
    ) -> None:
        """Make the agent that carries out one term of a proposal; others may take its ways' place."""
        if isinstance(term, Restraint):
            self.pauses.append(Pause(self, f"{name}.pause", term, agreement))
        elif isinstance(term, Passage):
            self.corridors.append(Corridor(self, f"{name}.corridor", term, replaced))
        elif isinstance(term, Convoys):
            self.convoys += planned_convoys(self, f"{name}.aid", term)
        elif isinstance(term, Buses):
            self.fleets.append(BusFleet(self, f"{name}.buses", term, agreement))
        else:
            self.fleets.append(AmbulanceFleet(self, f"{name}.ambulances", term, agreement))

    @property
    def record(self) -> Recorded:
        """The record so far, with zeros in the hours to come; metrics by group are of this reading."""
        return self._record_so_far.read(self.hour)

    def step(self) -> None:
        """One hour, counted by Mesa."""
        self.pass_to(self.hour + 1)

    def run(self) -> Recorded:
        """The hours up to the horizon; the record of them."""
        self.pass_to(self.horizon)
        return self.record

    def pass_to(self, hour: int) -> None:
        """The hours up to one of them, no later than the horizon; Mesa's own count of steps stands still.

        With arrays, hours in which no agent has anything to order pass on end in compiled code.
        """
        if hour > self.horizon:
            raise IndexError(f"hour {hour} is beyond the horizon, {self.horizon}")
        while self.hour < hour:
            if isinstance(self.population, Arrays):
                self._pass_hours(self.population, hour)
            else:
                self.pass_hour_by_phase()

    def run_by_phase(self) -> Recorded:
        """The hours up to the horizon, phase by phase; the record of them."""
        while self.hour < self.horizon:
            self.pass_hour_by_phase()
        return self.record

    def pass_hour_by_phase(self) -> None:
        """One hour, each phase of it a call of its own."""
        for phase in PHASES:
            getattr(self, phase.method)()
        self.hour += 1

    def _pass_hours(self, population: Arrays, end: int) -> None:
        """The hours up to the next in which there may be something to order."""
        self._order()
        came_to, are_all_there = population.pass_hours(self.hour, min(self._wakes(), end))
        self.hour = came_to - 1
        self.now = self.start + timedelta(hours=self.hour)
        if not are_all_there:
            checks.say_who_is_lost(self)
        self.hour = came_to

    def _wakes(self) -> int:
        """The next hour in which an agent may have something to order."""
        wakes = [each.wakes for each in (*self.agreements, *self.pauses, *self.corridors, *self.fleets)]
        return max(self.hour + 1, min([self.hour + 24 - self.now.hour, *wakes]))

    def _order(self) -> None:
        """The hour begins: whoever has something due on his calendar orders it."""
        self.now = self.start + timedelta(hours=self.hour)
        if self.hour == 0 or self.now.hour == 0:
            self._begin_day()
        for agreement in self.agreements:
            agreement.step()
        orders = self.population.orders
        orders.watched[0], orders.turned[0] = any(each.waits for each in self.agreements), 0
        if any(pause.wakes <= self.hour for pause in self.pauses):
            self._restrain()
        for each in (*self.corridors, *self.fleets):
            each.wake()

    def _begin_day(self) -> None:
        self.nights[:] = nights(self.city.latitude, self.now.date())
        self.weather.step()
        for each in (*self.weapons, *self.fronts, *self.shelters):
            each.step()

    def _restrain(self) -> None:
        """What all pauses restrain and unleash, anew."""
        self._restraint[:], self._surge[:] = 1.0, 1.0
        self.lets_go[:] = False
        for pause in self.pauses:
            pause.step()
        self._restraint *= self._surge

    def _hold_pauses(self) -> None:
        self.population.hold_pauses()

    def _advance(self) -> None:
        self.population.advance(self.hour)

    def _suffer(self) -> None:
        self.population.suffer(self.hour)

    def _feed(self) -> None:
        self.population.feed(self.hour)

    def _inform(self) -> None:
        self.population.inform(self.hour)

    def _decide(self) -> None:
        self.population.decide(self.hour)

    def _move(self) -> None:
        self.population.run_fleets()
        self.population.move(self.hour)

    def _screen(self) -> None:
        self.population.screen(self.hour)

    def _record(self) -> None:
        self.population.write(self.hour + 1)
        checks.check_hour(self)


def settled(scenario: Scenario, seed: int) -> Scenario:
    """The scenario with its uncertain numbers drawn: the same draws for every proposal with this seed."""
    if not scenario.uncertainty:
        return scenario
    return sample(scenario, lambda key: draw(seed, Decision.PARAMETER, shared(key)))


def shared(key: str) -> str:
    """The name under which a number is drawn: one draw for one unknown, whatever the proposal is called."""
    parts = key.split(".")
    return ".".join(["proposals", *parts[2:]]) if parts[0] == "proposals" else key


def _graph(city: City) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(city.places)))
    graph.add_edges_from((route.a, route.b) for route in city.routes)
    return graph

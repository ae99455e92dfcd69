"""The simulation: a Mesa model of one replicate, and the order of an hour, executed from one list."""

from __future__ import annotations

from datetime import datetime, timedelta
from inspect import signature
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
from model.codes import Side
from model.engine.ground import Ground
from model.engine.population import Population as Arrays
from model.objects.population import Population as Objects
from model.parameters import Parameters, sample
from model.proposals.negotiated_evacuation import Proposal as NegotiatedEvacuation
from model.randomness import Decision, draw
from model.record import Record, Recorded
from model.rules.weather import is_light
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
        "calendar and weather",
        "_pass_time",
        "The hour begins; the day's weather is read; shelters open or close.",
    ),
    Phase("pauses", "_pause", "Each pause that is kept restrains the weapons it names where it holds."),
    Phase(
        "front lines",
        "_move_fronts",
        "The offensive's clocks run as far as they are not restrained; places are contested and fall.",
    ),
    Phase(
        "shelling and casualties",
        "_shell",
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
        self.hour = 0
        self.now = self.start
        self.is_night = False
        n = len(city.places)
        self.clocks = np.zeros(n)
        self.grounded = 0.0
        self._intensity = np.ones((2, len(WEAPONS), n))
        self.restraint, self.surge = (dict(zip(WEAPONS, each, strict=True)) for each in self._intensity)
        self.lets_go, self.is_handed_over = np.zeros((2, n), np.bool_)
        self.ambushes = np.zeros(n, np.int64)
        self.agreements: list[Agreement] = []
        self.pauses: list[Pause] = []
        self.corridors: list[Corridor] = []
        self.convoys: list[Convoy] = []
        self.fleets: list[BusFleet | AmbulanceFleet] = []
        self.population = self._populate(engine)
        self._record_so_far = Record(self)
        self.space = Network(_graph(city), random=self.random, **LAYOUT)
        self.cells: list[Cell] = [self.space[i] for i in range(len(city.places))]
        self._make_environment()
        self.population.refresh_ground()

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
        self.reliefs = [Relief(self, name) for name in RELIEFS]
        if self.scenario.mechanisms.proposals:
            for name, proposal in self.scenario.proposals.items():
                agreement = self._awaited(name, proposal)
                for term in proposal.terms():
                    self._carry_out(name, term, agreement)

    def _awaited(self, name: str, proposal: Parameters) -> Agreement | None:
        """The agreement that a proposal waits for, if its dates are not fixed."""
        if not isinstance(proposal, NegotiatedEvacuation) or proposal.when is None:
            return None
        self.agreements.append(Agreement(self, f"{name}.when", proposal.when, proposal.pause.announced))
        return self.agreements[-1]

    def _carry_out(self, name: str, term: Term, agreement: Agreement | None) -> None:
        """Make the agent that carries out one term of a proposal."""
        if isinstance(term, Restraint):
            self.pauses.append(Pause(self, f"{name}.pause", term, agreement))
        elif isinstance(term, Passage):
            self.corridors.append(Corridor(self, f"{name}.corridor", term))
        elif isinstance(term, Convoys):
            self.convoys += planned_convoys(self, f"{name}.aid", term)
        elif isinstance(term, Buses):
            self.fleets.append(BusFleet(self, f"{name}.buses", term, agreement))
        else:
            self.fleets.append(AmbulanceFleet(self, f"{name}.ambulances", term, agreement))

    @property
    def record(self) -> Recorded:
        """The record so far, with zeros in the hours to come; metrics by group are of this reading."""
        return self._record_so_far.read()

    def step(self) -> None:
        """One hour, counted by Mesa."""
        self._pass_hour()

    def run(self) -> Recorded:
        """The hours up to the horizon, which nobody but the simulation counts; the record of them."""
        for _ in range(self.hour, int(float(self.scenario.horizon))):
            self._pass_hour()
        return self.record

    def _pass_hour(self) -> None:
        """One hour, phase by phase."""
        for phase in PHASES:
            getattr(self, phase.method)()
        self.hour += 1

    def _pass_time(self) -> None:
        self.now = self.start + timedelta(hours=self.hour)
        self.is_night = not is_light(self.city.latitude, self.now.date(), self.now.hour)
        if self.hour == 0 or self.now.hour == 0:
            self._begin_day()

    def _begin_day(self) -> None:
        self.weather.step()
        for shelter in self.shelters:
            shelter.step()

    def _pause(self) -> None:
        restraint, surge = self._intensity
        self._intensity[:] = 1.0
        self.lets_go[:] = False
        places = self.population.places
        places.belief[:], places.handover[:] = 0.0, 0.0
        for agent in (*self.agreements, *self.pauses):
            agent.step()
        restraint *= surge

    def _move_fronts(self) -> None:
        self.clocks += self.restraint["front"]
        furthest = float(np.max(self.clocks))
        held = self.population.places.side == Side.OPPOSITION  # as it stood when the phase began
        for front in self.fronts:
            front.step(furthest, held)
        self.population.move_front()

    def _shell(self) -> None:
        if self.scenario.mechanisms.shelling:
            self.air.step()
            self.artillery.step()
        self.population.suffer(self.hour)

    def _feed(self) -> None:
        for convoy in self.convoys:
            convoy.step()
        self.population.eat(self.hour)
        self.population.weigh_load()
        if self.scenario.mechanisms.aid_outside:
            self.population.help_outside(*(relief.people() for relief in self.reliefs))

    def _inform(self) -> None:
        self.population.places.spared[:] = 1.0
        left_over = self.population.ways.capacity.copy()
        # Where two agreements open one way, the better trusted governs it: it is worked last.
        for corridor in sorted(self.corridors, key=lambda each: (each.trust, each.name)):
            corridor.step(left_over)
        for guarantor in self.guarantors.values():
            guarantor.step()

    def _decide(self) -> None:
        self.population.hear_of_kin()
        self.population.decide(self.hour)

    def _move(self) -> None:
        for fleet in self.fleets:
            fleet.step()
        self.population.move(self.hour, self.is_night)

    def _screen(self) -> None:
        self.population.screen(self.hour)

    def _record(self) -> None:
        checks.check_hour(self)
        self._record_so_far.take(self)


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

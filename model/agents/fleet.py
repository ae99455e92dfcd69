"""An evacuation fleet: buses or ambulances that go to and fro between the enclave and the countryside."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import numpy as np

from model.agents.base import Actor, Calendar, Herald, Stage
from model.agents.guarantor import guarantor_of
from model.codes import LARGEST_HOUSEHOLD, Side, Way
from model.rules.boarding import BITS, departures
from model.terms import Ambulances, Buses, Vehicles


class Timetable:
    """When a fleet's vehicles leave, and with how many seats."""

    def __init__(self, terms: Vehicles) -> None:
        self.terms = terms
        self.end = terms.start + timedelta(hours=float(terms.length))
        self.hours_run = self.lag = 0
        self.has_run = False

    def is_due(self, now: datetime) -> bool:
        """Whether vehicles are to leave in this hour."""
        is_halted = any(halt.start <= now < halt.end for halt in self.terms.halts)
        return self.terms.start <= now < self.end and not is_halted

    def seats(self, *, runs: bool) -> float:
        """Seats that leave in this hour: whole vehicles, spread evenly over the cycle.

        While it does not run, the fleet waits at the far end, half a cycle away.
        """
        if not runs:
            self.hours_run, self.lag = 0, math.ceil(float(self.terms.cycle) / 2.0) if self.has_run else 0
            return 0.0
        leaving = departures(self.hours_run, self.lag, float(self.terms.vehicles), float(self.terms.cycle))
        self.hours_run += 1
        self.has_run = True
        return leaving * float(self.terms.seats)


class Fleet(Actor):
    """Vehicles that leave by one way out."""

    timetable: Timetable

    def leave_by(self, way: int) -> None:
        """Take up a way out, before the first vehicle leaves."""
        population = self.model.population
        self.way = way
        self.drive = population.drive(int(population.ways.outside[way]), Side.OPPOSITION)

    @property
    def is_held(self) -> bool:
        """Whether the opposition holds the place before the way."""
        population = self.model.population
        return bool(population.places.side[population.ways.inside[self.way]] == Side.OPPOSITION)

    def runs(self) -> bool:
        """Whether vehicles leave in this hour: they are due, and it is quiet before the way if need be."""
        if not self.timetable.is_due(self.now):
            return False
        before = self.model.population.ways.inside[self.way]
        return not self.timetable.terms.needs_quiet or bool(self.model.quiet[before])


class BusFleet(Herald, Fleet):
    """Takes those who wait for it and may board, by priority, as far as seats and cycle allow."""

    def __init__(self, model: Stage, name: str, terms: Buses, agreement: Calendar | None = None) -> None:
        super().__init__(model, name, agreement)
        self.terms = terms
        self.timetable = Timetable(terms)
        self.leave_by(model.population.way(terms.way))
        self.guarantor = guarantor_of(model, terms.guarantor, name, (terms.way,))
        self.guarantor.answer_for(terms.announced, float(terms.trust))

    def step(self) -> None:
        """Spread the news, open the way, and offer the hour's seats."""
        population, now = self.model.population, self.now
        if now < self.terms.announced:
            return
        self.tell()
        self._learn()
        if now < self.timetable.end and self.is_held:
            self._open()
            seats = self.timetable.seats(runs=self.runs())
            population.ways.capacity[self.way] += seats * population.scale
        elif population.ways.kind[self.way] == Way.FLEET:
            population.stop_fleet(self.way)

    def _learn(self) -> None:
        """Those whom the buses brought out in the last hour were seen."""
        if self.model.population.ways.kind[self.way] == Way.FLEET:
            self.guarantor.be_seen(np.array([self.way]), np.array([], np.int64))

    def _open(self) -> None:
        population = self.model.population
        ways, e = population.ways, self.way
        ways.kind[e], ways.side[e] = Way.FLEET, Side.OPPOSITION
        ways.beyond[e], ways.constant[e] = self.drive, population.weights.corridor
        ways.guarantor[e], ways.news[e], ways.screened[e] = self.guarantor.row, self.news, 0
        ways.boards[e] = sum({BITS[word] for word in self.terms.boards})
        ways.first[e] = 0
        ways.first[e, : len(self.terms.first)] = [BITS[word] for word in self.terms.first]
        stops = self.model.scenario.mechanisms.stopping and not self.model.lets_go[ways.inside[e]]
        ways.stopped[e] = float(self.terms.stopped) if stops else 0.0
        per_hour = float(self.terms.vehicles) * float(self.terms.seats) / float(self.terms.cycle)
        ways.usual[e] = max(per_hour * population.scale, 1.0)


class AmbulanceFleet(Fleet):
    """Has patients carried to it with their families, the most urgent first, as far as seats go."""

    def __init__(self, model: Stage, name: str, terms: Ambulances, agreement: Calendar | None = None) -> None:
        super().__init__(model, name, agreement)
        self.timetable = Timetable(terms)
        self.reach = float(terms.reach)
        self.leave_by(model.population.way(terms.way))
        self.seats_left = 0.0

    def step(self) -> None:
        """Take as many as the hour's seats allow, while the place before the way is held."""
        population = self.model.population
        if not self.is_held:
            return
        runs = self.runs()
        self.seats_left += self.timetable.seats(runs=runs) * population.scale
        if runs and self.seats_left >= 1.0:
            taken = population.call_patients(self.way, int(self.seats_left), self.reach, self.drive)
            self.seats_left = min(self.seats_left - taken, LARGEST_HOUSEHOLD)

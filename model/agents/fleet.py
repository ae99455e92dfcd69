"""An evacuation fleet: buses or ambulances that go to and fro between the enclave and the countryside."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from model.agents.base import Actor, Herald, Stage
from model.state import LARGEST_HOUSEHOLD, Side, Way
from model.terms import Ambulances, Buses, Vehicles


class Timetable:
    """When a fleet's vehicles leave, and with how many seats."""

    def __init__(self, terms: Vehicles) -> None:
        self.terms = terms
        self.end = terms.start + timedelta(hours=float(terms.length))
        self.hours_run = 0

    def runs(self, now: datetime, is_quiet: bool) -> bool:
        """Whether vehicles leave in this hour."""
        is_halted = any(halt.start <= now < halt.end for halt in self.terms.halts)
        is_safe = is_quiet or not self.terms.needs_quiet
        return self.terms.start <= now < self.end and not is_halted and is_safe

    def seats(self) -> float:
        """Seats that leave in this hour: whole vehicles, spread evenly over the cycle."""
        per_hour = float(self.terms.vehicles) / float(self.terms.cycle)
        departures = math.floor((self.hours_run + 1) * per_hour) - math.floor(self.hours_run * per_hour)
        self.hours_run += 1
        return departures * float(self.terms.seats)


class BusFleet(Herald):
    """Takes whoever waits for it, first come first served, as far as seats and cycle allow."""

    def __init__(self, model: Stage, name: str, terms: Buses) -> None:
        super().__init__(model, name)
        self.terms = terms
        self.timetable = Timetable(terms)
        self.guarantor = model.population.add_guarantor(float(terms.trust))
        self.way = model.population.way(terms.way)
        self.drive = model.population.drive(int(model.population.ways.outside[self.way]), Side.OPPOSITION)

    def step(self) -> None:
        """Spread the news, open the way, and offer the hour's seats."""
        population, now = self.model.population, self.model.now
        if now < self.terms.announced:
            return
        self.tell()
        is_held = population.places.side[population.ways.inside[self.way]] == Side.OPPOSITION
        if now < self.timetable.end and is_held:
            self._open()
            if self.timetable.runs(now, self.model.is_quiet):
                population.ways.capacity[self.way] += self.timetable.seats() * population.scale
        elif population.ways.kind[self.way] == Way.FLEET:
            population.ways.kind[self.way] = Way.SHUT

    def _open(self) -> None:
        population = self.model.population
        ways, e = population.ways, self.way
        ways.kind[e], ways.side[e] = Way.FLEET, Side.OPPOSITION
        ways.beyond[e], ways.constant[e] = self.drive, population.weights.corridor
        ways.guarantor[e], ways.news[e], ways.screened[e] = self.guarantor, self.news, 0
        stops = self.model.scenario.mechanisms.stopping and not self.model.lets_go
        ways.stopped[e] = float(self.terms.stopped) if stops else 0.0
        per_hour = float(self.terms.vehicles) * float(self.terms.seats) / float(self.terms.cycle)
        ways.usual[e] = max(per_hour * population.scale, 1.0)


class AmbulanceFleet(Actor):
    """Fetches patients with their families, in keyed order, as far as seats and cycle allow."""

    def __init__(self, model: Stage, name: str, terms: Ambulances) -> None:
        super().__init__(model, name)
        self.timetable = Timetable(terms)
        self.way = model.population.way(terms.way)
        self.seats_left = 0.0
        self.drive = model.population.drive(int(model.population.ways.outside[self.way]), Side.OPPOSITION)

    def step(self) -> None:
        """Take as many as the hour's seats allow, while the place before the way is held."""
        population = self.model.population
        is_held = population.places.side[population.ways.inside[self.way]] == Side.OPPOSITION
        if is_held and self.timetable.runs(self.model.now, self.model.is_quiet):
            self.seats_left += self.timetable.seats() * population.scale
            taken = population.board_patients(self.way, int(self.seats_left), self.drive, self.model.hour)
            self.seats_left = min(self.seats_left - taken, LARGEST_HOUSEHOLD)

"""An evacuation fleet: buses or ambulances that go to and fro between the enclave and the countryside."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from model.agents.base import Herald, Stage
from model.state import Side, Way
from model.terms import Fleet

LONGEST_BACKLOG = 15.0  # seats kept for the household at the head of the queue, no more than its size


class EvacuationFleet(Herald):
    """Takes who waits for it, or patients with their families, as far as seats and cycle allow."""

    def __init__(self, model: Stage, name: str, terms: Fleet) -> None:
        super().__init__(model, name)
        self.terms = terms
        self.way = model.population.way(terms.way)
        self.end = terms.start + timedelta(hours=float(terms.length))
        self.hours_run = 0
        self.seats_left = 0.0
        far_end = int(model.population.ways.outside[self.way])
        self.drive = model.population.drive(far_end, Side.OPPOSITION)

    def runs(self, now: datetime) -> bool:
        """Whether vehicles leave in this hour."""
        is_halted = any(halt.start <= now < halt.end for halt in self.terms.halts)
        return (
            self.terms.start <= now < self.end
            and not is_halted
            and (self.model.is_quiet or not self.terms.needs_quiet)
        )

    def seats(self) -> float:
        """Seats that leave in this hour: whole vehicles, spread evenly over the cycle."""
        vehicles, cycle = float(self.terms.vehicles), float(self.terms.cycle)
        departures = math.floor((self.hours_run + 1) * vehicles / cycle) - math.floor(
            self.hours_run * vehicles / cycle
        )
        self.hours_run += 1
        return departures * float(self.terms.seats) * self.model.population.scale

    def step(self) -> None:
        """Announce, open the way, and offer the hour's seats."""
        now = self.model.now
        if now < self.terms.announced:
            return
        self.tell()
        is_patients = self.terms.takes == "patients"
        if not is_patients:
            self._open() if now < self.end else self._shut()
        if self.runs(now):
            seats = self.seats()
            if is_patients:
                self._fetch_patients(seats)
            elif self.model.population.ways.kind[self.way] == Way.FLEET:
                self.model.population.ways.capacity[self.way] += seats

    def _open(self) -> None:
        population = self.model.population
        ways, e = population.ways, self.way
        if population.places.side[ways.inside[e]] != Side.OPPOSITION:
            self._shut()
            return
        ways.kind[e], ways.side[e] = Way.FLEET, Side.OPPOSITION
        ways.beyond[e], ways.constant[e] = self.drive, population.weights.corridor
        ways.trust[e], ways.news[e], ways.screened[e] = float(self.terms.trust), self.news, 0
        stops = self.model.scenario.mechanisms.stopping and not self.model.lets_go
        ways.stopped[e] = float(self.terms.stopped) if stops else 0.0
        per_hour = float(self.terms.vehicles) * float(self.terms.seats) / float(self.terms.cycle)
        ways.usual[e] = max(per_hour * population.scale, 1.0)

    def _shut(self) -> None:
        ways = self.model.population.ways
        if ways.kind[self.way] == Way.FLEET:
            ways.kind[self.way] = Way.SHUT

    def _fetch_patients(self, seats: float) -> None:
        self.seats_left += seats
        taken = self.model.population.board_patients(
            self.way, int(self.seats_left), self.drive, self.model.hour
        )
        self.seats_left = min(self.seats_left - taken, LONGEST_BACKLOG)

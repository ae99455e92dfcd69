"""An evacuation fleet: buses or ambulances that go to and fro between the enclave and the countryside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from model.agents.base import Actor, Calendar, Herald, Stage
from model.agents.guarantor import guarantor_of
from model.codes import Claim, Side
from model.rules.boarding import BITS
from model.terms import Ambulances, Buses, Vehicles


class Fleet(Actor):
    """Vehicles that leave by one way out."""

    row: int
    vehicles: Vehicles

    def _order(self, terms: Vehicles, **line: Any) -> None:  # noqa: ANN401 - of the column's type
        vehicles = {"vehicles": terms.vehicles, "seats": terms.seats, "cycle": terms.cycle}
        numbers = {name: float(number) for name, number in vehicles.items()}
        self.vehicles, self.end = terms, terms.start + timedelta(hours=float(terms.length))
        self.row = self.model.population.book.add(
            "fleets", numbers | {"needs_quiet": terms.needs_quiet} | line
        )
        self.leave_by(self.model.population.way(terms.way))

    def leave_by(self, way: int) -> None:
        """Take up a way out, before the first vehicle leaves."""
        population, line = self.model.population, self._line
        line.way, line.drive = way, population.drive(int(population.ways.outside[way]), Side.OPPOSITION)

    @property
    def way(self) -> int:
        """The way out."""
        return int(self._line.way)

    @property
    def drive(self) -> float:
        """Hours from there to the countryside."""
        return float(self._line.drive)

    @property
    def _line(self) -> Any:  # noqa: ANN401 - a line of a table
        return self.model.population.orders.fleets[self.row]

    def go_by(self, announced: datetime) -> None:
        """Order what the timetable says."""
        now = self.now
        halts = [moment for halt in self.vehicles.halts for moment in (halt.start, halt.end)]
        is_halted = any(halt.start <= now < halt.end for halt in self.vehicles.halts)
        line = self._line
        line.due = self.vehicles.start <= now < self.end and not is_halted
        line.announced, line.over = now >= announced, now >= self.end
        self.sleep(announced, self.vehicles.start, self.end, *halts, daily=False)


class BusFleet(Herald, Fleet):
    """Takes those who wait for it and may board, by priority, as far as seats and cycle allow."""

    def __init__(self, model: Stage, name: str, terms: Buses, agreement: Calendar | None = None) -> None:
        super().__init__(model, name, agreement)
        self.terms = terms
        self.guarantor = guarantor_of(model, terms.guarantor, name, (terms.way,))
        self.guarantor.answer_for(terms.announced, float(terms.trust))
        first = np.zeros(len(Claim))
        first[: len(terms.first)] = [BITS[word] for word in terms.first]
        self._order(
            terms,
            news=self.news,
            guarantor=self.guarantor.row,
            boards=sum({BITS[word] for word in terms.boards}),
            first=first,
            stopped=float(terms.stopped) if model.scenario.mechanisms.stopping else 0.0,
        )

    def step(self) -> None:
        """Be announced, and run as the timetable says."""
        self.go_by(self.terms.announced)


class AmbulanceFleet(Fleet):
    """Has patients carried to it with their families, the most urgent first, as far as seats go."""

    def __init__(self, model: Stage, name: str, terms: Ambulances, agreement: Calendar | None = None) -> None:
        super().__init__(model, name, agreement)
        self._order(terms, takes_patients=True, reach=float(terms.reach))

    def step(self) -> None:
        """Run as the timetable says."""
        self.go_by(self.vehicles.start)

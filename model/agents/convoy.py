"""An aid convoy: trucks that are cleared or not, delayed, turned back or looted, and what they deliver."""

from __future__ import annotations

import math
from datetime import timedelta

from mesa.discrete_space import CellAgent

from model.agents.base import Actor, Stage
from model.randomness import Decision
from model.terms import Convoys

DELIVERED = "delivered"


class Convoy(Actor, CellAgent):
    """One convoy of a plan: on its day it arrives, is turned back, or was never cleared."""

    def __init__(self, model: Stage, name: str, terms: Convoys, number: int, depot: int) -> None:
        super().__init__(model, f"{name}.{number}")
        self.terms, self.number = terms, number
        self.cell = model.cells[depot]
        delay = -math.log(self.draw(Decision.CLEARANCE, "delay", number)) * float(terms.delay)
        self.due = terms.start + timedelta(hours=number * float(terms.every) + delay)
        self.outcome = "planned"

    def step(self) -> None:
        """Arrive when due."""
        if self.outcome != "planned" or self.model.now < self.due:
            return
        if self.draw(Decision.CLEARANCE, "clearance", self.number) >= float(self.terms.cleared):
            self.outcome = "not cleared"
        elif not self.model.population.held.any():
            self.outcome = "too late"
        elif self.terms.needs_quiet and not self.model.is_quiet:
            self.outcome = "turned back"
        else:
            self._deliver()

    def _deliver(self) -> None:
        self.outcome = DELIVERED
        load = float(self.terms.trucks) * float(self.model.scenario.siege.truck)
        self.model.population.hand_out(load * (1.0 - float(self.terms.looted)))
        places = self.model.population.places
        self.cell = self.model.cells[int((places.indoors * self.model.population.held).argmax())]


def planned_convoys(model: Stage, name: str, terms: Convoys) -> list[Convoy]:
    """The convoys of a plan that are meant for the enclave."""
    depot = model.city.shelters[0].place
    number = round(float(terms.planned) * float(terms.share))
    return [Convoy(model, name, terms, i, depot) for i in range(number)]

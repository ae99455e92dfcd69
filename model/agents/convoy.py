"""An aid convoy: trucks that are not cleared, delayed, turned back, cut short or looted; what they bring."""

from __future__ import annotations

import math
from datetime import timedelta

from mesa.discrete_space import CellAgent

from model.agents.base import Actor, Stage
from model.randomness import Decision
from model.rules.siege import looted
from model.terms import Convoys

DELIVERED, PARTIAL = "delivered", "partial"
CAME_IN = (DELIVERED, PARTIAL)
SENT_AWAY = ("not cleared", "too late", "turned back")


class Convoy(Actor, CellAgent):
    """One convoy of a plan: on its day it comes in, whole or in part, or is sent away; then it is unloaded.

    ``outcome`` is "planned" until it is due, then one of CAME_IN or SENT_AWAY. In person-days of food for the
    people simulated: ``brought`` came in and was not looted, ``handed_out`` is with people or in their
    place, ``lost`` was still where it came in when that place fell.
    """

    def __init__(self, model: Stage, name: str, terms: Convoys, number: int, depot: int) -> None:
        super().__init__(model, f"{name}.{number}")
        self.terms, self.number = terms, number
        self.cell = model.cells[depot]
        delay = -math.log(self.draw(Decision.CLEARANCE, "delay", number)) * float(terms.delay)
        self.due = terms.start + timedelta(hours=number * float(terms.every) + delay)
        self.entry = None if terms.entry is None else model.city.place(terms.entry)
        self.place = depot
        self.outcome = "planned"
        self.brought = self.handed_out = self.lost = 0.0
        self.hours_left = 0

    def step(self) -> None:
        """Arrive when due; then hand out an hour's part of the load as long as it lasts."""
        if self.outcome == "planned" and self.model.now >= self.due:
            self.outcome = self._fate()
            if self.outcome in CAME_IN:
                self._come_in()
        if self.hours_left > 0:
            self._unload()

    def _fate(self) -> str:
        if self.draw(Decision.CLEARANCE, "clearance", self.number) >= float(self.terms.cleared):
            return "not cleared"
        if not self.model.population.held.any():
            return "too late"
        if self.terms.needs_quiet and not self.model.is_quiet:
            return "turned back"
        is_cut = self.draw(Decision.CLEARANCE, "part", self.number) < float(self.terms.partial)
        return PARTIAL if is_cut else DELIVERED

    def _come_in(self) -> None:
        population = self.model.population
        load = float(self.terms.trucks) * float(self.model.scenario.siege.truck) * population.scale
        part = float(self.terms.part) if self.outcome == PARTIAL else 1.0
        luck = self.draw(Decision.CLEARANCE, "looting", self.number)
        lost = looted(float(self.terms.looted), float(self.terms.looted_spread), luck)
        self.brought = load * part * (1.0 - lost)
        is_open = self.entry is not None and bool(population.held[self.entry])
        self.place = self.entry if is_open and self.entry is not None else population.fullest
        self.cell = self.model.cells[self.place]
        self.hours_left = max(1, math.ceil(float(self.terms.distribution)))

    def _unload(self) -> None:
        """Hand out an equal part of what is left; what lies in a place that has fallen is lost."""
        left = self.brought - self.handed_out
        if self.model.population.held[self.place]:
            self.handed_out += self.model.population.hand_out(left / self.hours_left, self.place)
            self.hours_left -= 1
        else:
            self.lost, self.hours_left = left, 0


def planned_convoys(model: Stage, name: str, terms: Convoys) -> list[Convoy]:
    """The convoys of a plan that are meant for the enclave."""
    depot = model.city.shelters[0].place
    number = round(float(terms.planned) * float(terms.share))
    return [Convoy(model, name, terms, i, depot) for i in range(number)]

"""An aid convoy: trucks that are not cleared, delayed, turned back, cut short or looted; what they bring."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from mesa.discrete_space import Cell

from model.agents.base import Actor, Stage
from model.codes import Outcome
from model.randomness import Decision, draw
from model.rules.siege import looted
from model.terms import Convoys


class Convoy(Actor):
    """One convoy of a plan: on its day it comes in, whole or in part, or is sent away; then it is unloaded.

    Food is in person-days, for the people simulated.
    """

    def __init__(
        self, model: Stage, name: str, terms: Convoys, number: int, due: datetime, depot: int
    ) -> None:
        super().__init__(model, f"{name}.{number}")
        self.terms, self.number, self.due = terms, number, due
        load = float(terms.trucks) * float(model.scenario.siege.truck) * model.population.scale
        left = 1.0 - looted(float(terms.looted), float(terms.looted_spread), self._lot("looting"))
        self.row = model.population.book.add(
            "convoys",
            {
                "due": -((model.start - self.due) // timedelta(hours=1)),
                "cleared": self._lot("clearance") < float(terms.cleared),
                "cut": self._lot("part") < float(terms.partial),
                "needs_quiet": terms.needs_quiet,
                "whole": load * left,
                "part": load * float(terms.part) * left,
                "entry": -1 if terms.entry is None else model.city.place(terms.entry),
                "takes": max(1, math.ceil(float(terms.distribution))),
                "place": depot,
            },
        )

    def _lot(self, luck: str) -> float:
        return self.draw(Decision.CLEARANCE, luck, self.number)

    @property
    def cell(self) -> Cell:
        """The cell of the network space in which it is: the depot, or where it came in."""
        return self.model.cells[int(self._line.place)]

    @property
    def outcome(self) -> Outcome:
        """What has become of it."""
        return Outcome(int(self._line.outcome))

    @property
    def brought(self) -> float:
        """Person-days of food that came in and were not looted."""
        return float(self._line.brought)

    @property
    def handed_out(self) -> float:
        """Of these, what is with people or in their place."""
        return float(self._line.handed_out)

    @property
    def lost(self) -> float:
        """Of these, what was still where it came in when that place fell."""
        return float(self._line.lost)

    @property
    def _line(self) -> Any:  # noqa: ANN401 - a line of a table
        return self.model.population.orders.convoys[self.row]


def planned_convoys(model: Stage, name: str, terms: Convoys) -> list[Convoy]:
    """The convoys of a plan that are meant for the enclave, but those that were due before the run."""
    depot = model.city.shelters[0].place
    number = round(float(terms.planned) * float(terms.share))
    dates = [_due(model, terms, i) for i in range(number)]
    return [Convoy(model, name, terms, i, due, depot) for i, due in enumerate(dates) if due >= model.start]


def _due(model: Stage, terms: Convoys, number: int) -> datetime:
    """When a convoy of a plan is due, its delay included."""
    delay = -math.log(draw(model.seed, Decision.CLEARANCE, "delay", number)) * float(terms.delay)
    return terms.start + timedelta(hours=number * float(terms.every) + delay)

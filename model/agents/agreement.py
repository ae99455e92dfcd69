"""An agreement that nobody can date: what it waits for, the calendar of its terms, and its vehicles' way."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from model.agents.base import Actor, Stage
from model.codes import NEVER, Side
from model.randomness import Decision, entity, exponential
from model.rules.agreement import nearest, postponed, wait
from model.terms import Condition

NOT_YET = datetime.min  # before all dates
LUCK = "agreement"


class Agreement(Actor):
    """Waits until enough ground is lost, then for its moment; those who carry it out go by its ``now``."""

    def __init__(self, model: Stage, name: str, terms: Condition, announced: datetime) -> None:
        super().__init__(model, name)
        self.terms, self.announced = terms, announced
        self.comes = self.draw(Decision.AGREEMENT, LUCK, 0) < float(terms.chance)
        self.due: datetime | None = None
        self.later: timedelta | None = None

    @property
    def now(self) -> datetime:
        """The present hour on the calendar of its terms."""
        return NOT_YET if self.later is None else self.model.now - self.later

    @property
    def waits(self) -> bool:
        """Whether it waits for ground to be lost."""
        return self.comes and self.due is None

    def step(self) -> None:
        """See whether enough ground is lost, and whether its moment has come."""
        if self.waits and self._lost() >= float(self.terms.lost):
            luck = exponential(self.model.seed, int(Decision.AGREEMENT), entity(LUCK), 1)
            self.due = self.model.now + wait(float(self.terms.delay), luck)
        if self.later is None and self.due is not None and self.model.now >= self.due:
            self.later = postponed(self.model.now, self.announced)
            for each in (*self.model.pauses, *self.model.fleets):
                if each.agreement is self:
                    each.wakes = self.model.hour
            for fleet in self.model.fleets:
                if fleet.agreement is self:
                    fleet.leave_by(self._way(fleet.way))
        self.wakes = NEVER
        if self.due is not None and self.later is None:
            self.wakes = -((self.model.start - self.due) // timedelta(hours=1))

    def _way(self, declared: int) -> int:
        """The way that vehicles leave by: the declared one if it is held, else the nearest to most people."""
        population = self.model.population
        ways, held, side = population.ways, population.held, population.places.side
        if held[ways.inside[declared]]:
            return declared
        fronts = np.flatnonzero(held[ways.inside] & (side[ways.outside] == Side.GOVERNMENT))
        walks = population.paths.km[population.fullest, ways.inside[fronts]]
        hours = [population.drive(int(place), Side.OPPOSITION) for place in ways.outside[fronts]]
        found = nearest(walks, ways.km[fronts], np.array(hours) * population.settings.vehicles)
        return declared if found is None else int(fronts[found])

    def _lost(self) -> float:
        """The share of the enclave's places that the opposition has lost."""
        return 1.0 - float(self.model.population.held[self.model.city.enclave].mean())

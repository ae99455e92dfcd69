"""An aid corridor: ways out that a guarantor opens, the news of it, the trust in it, and attacks on it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from model.agents.base import Herald, Stage, inside_window
from model.agents.guarantor import guarantor_of
from model.codes import Way
from model.engine import passage
from model.randomness import Decision
from model.terms import Passage


class Corridor(Herald):
    """Opens its ways inside its hours, learns from what happens on them, and shuts them at the end."""

    def __init__(self, model: Stage, name: str, terms: Passage) -> None:
        super().__init__(model, name)
        self.terms = terms
        self.end = terms.start + timedelta(hours=float(terms.length))
        self.ways = np.array([model.population.way(text) for text in terms.ways])
        self.luck = ",".join(terms.ways)
        self.guarantor = guarantor_of(model, terms.guarantor, name, terms.ways)
        self.guarantor.answer_for(terms.announced, float(terms.trust))
        self.passage = self._passage()
        self.incidents = float(terms.incidents) / 24.0 if model.scenario.mechanisms.shelling else 0.0
        self.nowhere, self.everywhere = np.zeros_like(model.lets_go), np.ones_like(model.lets_go)

    def _passage(self) -> passage.Corridor:
        terms, population = self.terms, self.model.population
        return passage.Corridor(
            ways=self.ways,
            news=self.news,
            guarantor=self.guarantor.row,
            constant=population.weights.corridor,
            capacity=float(terms.capacity) * population.scale,
            monitored=float(terms.monitored),
            stopped=float(terms.stopped) if self.model.scenario.mechanisms.stopping else 0.0,
            screened=terms.screened,
            fire=float(terms.fire),
        )

    @property
    def trust(self) -> float:
        """Trust in its guarantor, as far as everything is seen that happens on its ways."""
        return self.guarantor.record

    def step(self, left_over: NDArray[np.float64]) -> None:
        """Spread the news, let trust follow what was seen, and open or shut the ways.

        ``left_over`` is the capacity, by way, that the last hour left.
        """
        now, terms, population = self.model.now, self.terms, self.model.population
        if now < terms.announced:
            return
        self.tell()
        is_due = terms.start <= now < self.end
        is_inside = inside_window(now, terms.window)
        is_open = population.ways.kind[self.ways] == Way.CORRIDOR
        self.guarantor.be_seen(self.ways[is_open], self._fired_on(is_working=is_due and is_inside))
        is_passable = self._quiet() if is_inside else self.nowhere
        population.work_corridor(self.passage, is_due, is_passable, self.model.lets_go, left_over)

    def _quiet(self) -> NDArray[np.bool_]:
        """By place: whether it is as quiet as the terms ask for."""
        return self.model.quiet if self.terms.needs_quiet else self.everywhere

    def _fired_on(self, *, is_working: bool) -> NDArray[np.int64]:
        """Those of its ways that are hit in this hour; their queues are under artillery in the next."""
        none = self.ways[:0]
        if not is_working or self.draw(Decision.INCIDENT, self.luck, self.model.hour) >= self.incidents:
            return none
        hit = self.ways[[self.model.population.leads_across(e) for e in self.ways]]
        before = self.model.population.ways.inside[hit]
        if not self.model.restraint["artillery"][before].any():
            return none
        np.add.at(self.model.ambushes, before, round(float(self.terms.strikes)))
        return hit

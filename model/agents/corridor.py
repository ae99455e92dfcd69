"""An aid corridor: ways out that a guarantor opens, the news of it, the trust in it, and attacks on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from model.agents.base import Herald, Stage, edges, inside_window
from model.agents.guarantor import guarantor_of
from model.randomness import entity
from model.terms import Passage


class Corridor(Herald):
    """Has its ways opened inside its hours and shut at the end; trust in it follows what happens on them."""

    def __init__(self, model: Stage, name: str, terms: Passage, replaced: datetime | None = None) -> None:
        super().__init__(model, name)
        self.terms = terms
        self.end = terms.start + timedelta(hours=float(terms.length))
        if replaced is not None:
            self.end = min(self.end, replaced)
        self.guarantor = guarantor_of(model, terms.guarantor, name, terms.ways)
        self.guarantor.answer_for(terms.announced, float(terms.trust))
        self.row = self._line()

    def _line(self) -> int:
        terms, population, on = self.terms, self.model.population, self.model.scenario.mechanisms
        return population.book.add_corridor(
            [population.way(text) for text in terms.ways],
            news=self.news,
            guarantor=self.guarantor.row,
            constant=population.weights.corridor,
            capacity=float(terms.capacity) * population.scale,
            monitored=float(terms.monitored),
            stopped=float(terms.stopped) if on.stopping else 0.0,
            screened=terms.screened,
            fire=float(terms.fire),
            needs_quiet=terms.needs_quiet,
            luck=entity(",".join(terms.ways)),
            incidents=float(terms.incidents) / 24.0 if on.shelling else 0.0,
            shells=round(float(terms.strikes)),
        )

    @property
    def trust(self) -> float:
        """Trust in its guarantor, as far as everything is seen that happens on its ways."""
        return self.guarantor.record

    def step(self) -> None:
        """Order what its calendar says."""
        now, terms, line = self.model.now, self.terms, self.model.population.orders.corridors[self.row]
        line.announced = now >= terms.announced
        line.due = terms.start <= now < self.end
        line.passable = line.due and inside_window(now, terms.window)
        moments = (terms.announced, terms.start, self.end)
        self.sleep(*moments, *edges(now, terms.window), daily=line.due and terms.window is not None)

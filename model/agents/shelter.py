"""A shelter: takes people in from its opening to its closing day, as far as it has room."""

from __future__ import annotations

from datetime import date, datetime, time

from mesa.discrete_space import FixedAgent

from model.agents.base import Actor, Stage
from model.city import Shelter as Terms


class Shelter(Actor, FixedAgent):
    """A reception on the other side."""

    def __init__(self, model: Stage, number: int, terms: Terms) -> None:
        super().__init__(model, model.city.places[terms.place].id)
        self.number, self.terms = number, terms
        self.cell = model.cells[terms.place]
        self.opens = datetime.combine(terms.opens or date.min, time(0))
        self.closes = datetime.combine(terms.closes or date.max, time(0))

    def is_open(self, now: datetime) -> bool:
        """Whether it takes people in."""
        return self.opens <= now < self.closes

    def step(self) -> None:
        """Open or close with the day; whoever is inside when it closes moves on."""
        receptions = self.model.population.receptions
        was_open, now_open = bool(receptions.open[self.number]), self.is_open(self.model.now)
        receptions.open[self.number] = now_open
        if was_open != now_open:
            self.model.population.refresh_drives()
            if not now_open and self.model.hour > 0:
                self.model.population.close_shelter(self.terms.place, self.model.hour)

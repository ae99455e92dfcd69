"""Shelling: the air force and the artillery, each with its own tempo."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from model.agents.base import Actor, Stage
from model.randomness import Decision, draw_normal
from model.rules.danger import tempo
from model.terms import WEAPONS


class Shelling(Actor):
    """Orders strikes on opposition-held ground at the day's tempo, less what weather keeps it from."""

    def __init__(self, model: Stage, weapon: Literal["air", "artillery"]) -> None:
        super().__init__(model, weapon)
        self.weapon = weapon
        self.number = WEAPONS.index(weapon)
        self.terms = getattr(model.scenario.shelling, weapon)

    @property
    def strikes(self) -> int:
        """Strikes so far."""
        return int(self.model.population.orders.strikes[self.number])

    def step(self) -> None:
        """Order the pace of the day, hour by hour."""
        self.model.population.orders.pace[self.number] = self.pace()

    def pace(self) -> NDArray[np.float64]:
        """Strikes by hour of the day, of the campaign's mean: weather, night and the day's tempo."""
        pace = self.tempo() * (1.0 - self.model.grounded * float(self.terms.grounded))
        return np.where(self.model.nights, pace * float(self.terms.night), pace)

    def tempo(self) -> float:
        """The day's multiple of the campaign: the same for every proposal."""
        spread = float(self.terms.tempo)
        if spread == 0.0:
            return 1.0
        persistence = float(self.model.scenario.shelling.persistence)
        first = self.spell(self.weapon, self.model.now.toordinal(), persistence)
        return float(tempo(draw_normal(self.model.seed, Decision.TEMPO, self.weapon, first), spread))

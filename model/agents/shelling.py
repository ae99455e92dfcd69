"""Shelling: the air force and the artillery, each with its own tempo."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from model.agents.base import Actor, Stage
from model.randomness import Decision, draw_normal
from model.rules.danger import tempo


class Shelling(Actor):
    """Strikes opposition-held ground at the day's tempo, less what weather and pauses keep it from."""

    day: date | None = None  # for which the tempo has been drawn

    def __init__(self, model: Stage, weapon: Literal["air", "artillery"]) -> None:
        super().__init__(model, weapon)
        self.weapon = weapon
        self.terms = getattr(model.scenario.shelling, weapon)
        self.strikes = 0
        self.none = np.zeros_like(model.ambushes)

    def step(self) -> None:
        """Strike for an hour."""
        intensity = self.intensity()
        is_artillery = self.weapon == "artillery"
        if is_artillery and self.model.scenario.mechanisms.crowds:
            shells = round(float(self.model.scenario.shelling.crowd.strikes))
            self.model.ambushes += shells * self.model.population.incidents(intensity, self.model.hour)
        extra = self._ambushes() if is_artillery else self.none
        self.strikes += self.model.population.bombard(is_artillery, intensity, extra, self.model.hour)

    def _ambushes(self) -> NDArray[np.int64]:
        """Shells that have been ordered, as far as they may be fired; the orders are spent."""
        shells: NDArray[np.int64] = self.model.ambushes * (self.model.restraint[self.weapon] > 0.0)
        self.model.ambushes[:] = 0
        return shells

    def intensity(self) -> NDArray[np.float64]:
        """Strikes by place, of the campaign's mean: restraint, weather, night and the day's tempo."""
        pace = self.tempo() * (1.0 - self.model.grounded * float(self.terms.grounded))
        if self.model.is_night:
            pace *= float(self.terms.night)
        intensity: NDArray[np.float64] = self.model.restraint[self.weapon] * pace
        return intensity

    def tempo(self) -> float:
        """The day's multiple of the campaign: the same for every proposal."""
        spread = float(self.terms.tempo)
        if spread == 0.0:
            return 1.0
        today = self.model.now.date()
        if today != self.day:
            persistence = float(self.model.scenario.shelling.persistence)
            first = self.spell(self.weapon, today.toordinal(), persistence)
            self.pace = float(tempo(draw_normal(self.model.seed, Decision.TEMPO, self.weapon, first), spread))
            self.day = today
        return self.pace

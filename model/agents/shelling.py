"""Shelling: the air force and the artillery, each with its own tempo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from model.agents.base import Actor

if TYPE_CHECKING:
    from model.simulation import Simulation


class Shelling(Actor):
    """Strikes opposition-held ground at the scenario's rate, less what weather and pauses keep it from."""

    def __init__(self, model: Simulation, weapon: Literal["air", "artillery"]) -> None:
        super().__init__(model, weapon)
        self.weapon = weapon
        self.terms = getattr(model.scenario.shelling, weapon)
        self.extra = np.zeros(len(model.city.places), np.int64)
        self.strikes = 0

    def step(self) -> None:
        """Strike for an hour."""
        intensity = self.model.restraint[self.weapon]
        intensity *= 1.0 - self.model.grounded * float(self.terms.grounded)
        if self.model.is_night:
            intensity *= float(self.terms.night)
        number = 1 if self.weapon == "artillery" else 0
        self.strikes += self.model.population.bombard(number, intensity, self.extra, self.model.hour)
        self.extra[:] = 0

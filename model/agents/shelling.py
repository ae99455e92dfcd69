"""Shelling: the air force and the artillery, each with its own tempo."""

from __future__ import annotations

from typing import Literal

import numpy as np

from model.agents.base import Actor, Stage


class Shelling(Actor):
    """Strikes opposition-held ground at the scenario's rate, less what weather and pauses keep it from."""

    def __init__(self, model: Stage, weapon: Literal["air", "artillery"]) -> None:
        super().__init__(model, weapon)
        self.weapon = weapon
        self.terms = getattr(model.scenario.shelling, weapon)
        self.strikes = 0

    def step(self) -> None:
        """Strike for an hour."""
        intensity = self.model.restraint[self.weapon]
        intensity *= 1.0 - self.model.grounded * float(self.terms.grounded)
        if self.model.is_night:
            intensity *= float(self.terms.night)
        is_artillery = self.weapon == "artillery"
        is_firing = is_artillery and self.model.restraint[self.weapon] > 0.0
        extra = self.model.ambushes if is_firing else np.zeros_like(self.model.ambushes)
        self.strikes += self.model.population.bombard(is_artillery, intensity, extra, self.model.hour)
        if is_artillery:
            self.model.ambushes[:] = 0

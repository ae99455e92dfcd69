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
        restraint = self.model.restraint[self.weapon]
        pace = 1.0 - self.model.grounded * float(self.terms.grounded)
        if self.model.is_night:
            pace *= float(self.terms.night)
        intensity = restraint * pace
        is_artillery = self.weapon == "artillery"
        extra = np.where(is_artillery & (restraint > 0.0), self.model.ambushes, 0)
        self.strikes += self.model.population.bombard(is_artillery, intensity, extra, self.model.hour)
        if is_artillery:
            self.model.ambushes[:] = 0

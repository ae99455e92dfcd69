"""A guarantor: the party that answers for ways out and pauses, and what has been seen of its word."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from model.agents.base import Actor, Stage
from model.randomness import Decision, draw_normal
from model.rules.information import loudness


class Guarantor(Actor):
    """Holds the record of one party; all ways that name it share the trust in it."""

    def __init__(self, model: Stage, name: str, luck: str) -> None:
        super().__init__(model, name)
        self.luck = luck
        self.row = model.population.add_guarantor(
            np.array([self._loudness(place.id) for place in model.city.places])
        )
        self.since: datetime | None = None
        self.broken_on: date | None = None

    @property
    def record(self) -> float:
        """How far who sees everything trusts it, 0 to 1."""
        return float(self.model.population.world.guarantors.record[self.row])

    @property
    def loudness(self) -> NDArray[np.float64]:
        """By place: how many times as large rumour tells a change of its record there."""
        loudness: NDArray[np.float64] = self.model.population.world.loudness[self.row]
        return loudness

    def _loudness(self, place: str) -> float:
        spread = float(self.model.scenario.information.distortion)
        if spread == 0.0 or not self._learns:
            return 1.0
        z = draw_normal(self.model.seed, Decision.DISTORTION, f"{self.luck} in {place}")
        return loudness(spread, z)

    @property
    def _learns(self) -> bool:
        return bool(self.model.scenario.mechanisms.information)

    def answer_for(self, announced: datetime, trust: float) -> None:
        """Answer for ways; what is announced first says how far the guarantor is trusted at the start."""
        world = self.model.population.world
        known = world.guarantors[self.row]
        if self.since is None or announced < self.since or (announced == self.since and trust > known.first):
            self.since = announced
            known.first = known.record = trust
            world.trust[self.row] = trust

    def break_word(self) -> None:
        """A pause that it guarantees is broken: everyone sees it, once a day."""
        if self._learns and self.broken_on != self.model.now.date():
            self.broken_on = self.model.now.date()
            kept, world = 1.0 - float(self.model.scenario.information.loss), self.model.population.world
            world.guarantors.record[self.row] *= kept
            world.trust[self.row] *= kept


def guarantor_of(model: Stage, word: str | None, name: str, ways: tuple[str, ...] = ()) -> Guarantor:
    """The guarantor of this name; a way that names none has one of its own, whose luck goes by the way."""
    key = word or name
    if key not in model.guarantors:
        model.guarantors[key] = Guarantor(model, key, word or ",".join(ways))
    found: Guarantor = model.guarantors[key]
    return found

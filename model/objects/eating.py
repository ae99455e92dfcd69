"""Eating: what is in a household's own store, and hunger when it is gone."""

from __future__ import annotations

import math

from model.objects.settled import Settled
from model.rules.siege import EMPTY, hours_stored


class Eating(Settled):
    """A household with a store of its own."""

    @property
    def in_store(self) -> int:
        """Person-hours of food that they have."""
        if math.isinf(self.food):
            return 0
        return self.people * int(hours_stored(self.food, float(self.town.places.missed[self.place])))

    def run_out(self) -> None:
        """Go hungry once the store is gone."""
        if self.food <= self.town.places.missed[self.place]:
            self.note_change()
            self.food, self.is_hungry = math.inf, True
            self.rebase()

    def be_relieved(self) -> None:
        """Eat where every meal is met, or the siege has ended; hunger is back as soon as one is not."""
        places = self.town.places
        if self.is_hungry and places.short[self.place] == 0.0:
            self.note_change()
            self.is_hungry, self.food = False, float(places.missed[self.place]) + EMPTY
            self.rebase()

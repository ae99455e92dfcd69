"""Fleeing: what a household does in the hour in which the front passes it."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.codes import Count, Goal, Status
from model.objects.crossing import Crossing
from model.objects.town import Town
from model.randomness import Decision, pick
from model.rules.front import FORWARD, INWARD, STAYS, flight, shelter_inward


class Inward:
    """Where a place that falls can be fled to: the walks as they were before, to what is still held."""

    def __init__(self, town: Town, place: int) -> None:
        paths = town.paths
        self.step, self.nearness = paths.step[place].copy(), paths.refuge[place].copy()
        self.place, self.town = place, town

    @cached_property
    def pulls(self) -> NDArray[np.float64]:
        """The pull of each place, now that this one has fallen."""
        return np.array([self._pull(q) for q in range(len(self.step))])

    def _pull(self, q: int) -> float:
        first = int(self.step[q])
        if q == self.place or first < 0 or not (self.town.is_held(q) and self.town.is_held(first)):
            return 0.0
        return float(shelter_inward(float(self.nearness[q]), float(self.town.places.front[q])))


class Fleeing(Crossing):
    """A household whose place falls, or is retaken."""

    def be_overtaken(self, inward: Inward, forward_share: float, inward_share: float) -> None:
        """At home or displaced: stay or flee. On the way out: they are out. On the way inside: they stop."""
        if self.status in (Status.HOME, Status.DISPLACED_INSIDE):
            self._stay_or_flee(inward, forward_share, inward_share)
        elif self.is_on_the_way_inside and self.goal < 0:
            self.stop()
        elif self.is_on_the_way_inside:
            self.go_over()

    def be_retaken(self) -> None:
        """Those who stayed are at home, or displaced, as before."""
        if self.status == Status.CHANGED_CONTROL:
            self.put(Status.HOME, self.place)
        elif self.status == Status.OVERRUN:
            self.put(Status.DISPLACED_INSIDE, self.place)

    def _stay_or_flee(self, inward: Inward, forward_share: float, inward_share: float) -> None:
        town, what = self.town, STAYS
        if forward_share + inward_share > 0.0:
            luck = self.lot(Decision.OVERTAKEN, 2 * self.place)
            what = flight(luck, forward_share, inward_share)
        if what == FORWARD:
            town.count(Count.FLED_FORWARD, self.groups)
            self.go_over()
        elif what == INWARD and self._flee_inward(inward):
            town.count(Count.FLED_INWARD, self.groups)
        elif self.status == Status.HOME:
            town.count(Count.STAYED_CHANGED_CONTROL, self.groups)
            self.put(Status.CHANGED_CONTROL, self.place)
        else:
            self.put(Status.OVERRUN, self.place)

    def _flee_inward(self, inward: Inward) -> bool:
        """Set out for a place that is still held, from the neighbour on the way; whether there is one."""
        end = int(pick(inward.pulls, self.lot(Decision.OVERTAKEN, 2 * self.place + 1)))
        if end >= 0:
            self.set_off(Goal.REFUGE - end, int(inward.step[end]))
        return end >= 0

"""The compiled population: households in arrays; a method is one thing that an hour can do to them."""

from __future__ import annotations

import numpy as np

from model.city import City
from model.codes import Side
from model.engine import (
    boarding,
    build,
    families,
    hours,
    kin,
    overtaking,
    provisions,
    queues,
    reception,
    recount,
)
from model.engine.ground import Ground, Households
from model.scenario import Scenario


class Population(Ground):
    """Fifty thousand households and the ground they move on."""

    def __init__(self, scenario: Scenario, city: City, seed: int) -> None:
        super().__init__(scenario, city, seed)
        self._families = len(self.world.households)

    def _households(self) -> Households:
        terms, is_on = self.scenario.kin, self.scenario.mechanisms.kin
        hh, hot = build.make_households(self.scenario, self.city, self.weights, self.seed)
        found = kin.network(self.seed, hh, float(terms.ties) if is_on else 0.0, float(terms.near))
        hh.kin[:] = np.diff(found.start)
        return Households(hh, hot, found)

    def _count_first(self) -> None:
        recount.count_first(self.world)

    def _part(self, who: int) -> None:
        """Those on the list part: each part has a line of its own."""
        parting = self.world.tally.parting[0]
        if parting:
            self.world = families.with_room(self.world, int(parting))
            families.part(self.world, self.weights, who)

    def close_shelter(self, place: int, hour: int) -> None:
        """Everyone in a shelter moves on."""
        reception.close_shelter(self.world, self.settings, place, hour)

    def overtake(self, place: int, side: Side, hour: int, *, by_force: bool = True) -> None:
        """A place changes hands: people in it stay, flee or are out."""
        before = overtaking.Walks(self.paths.step[place].copy(), self.paths.refuge[place].copy())
        self.change_hands(place, side, by_force=by_force)
        shares = (self.settings.flee_forward, self.settings.flee_inward) if by_force else (0.0, 0.0)
        overtaking.overtake(self.world, place, side, hour, *shares, before)

    def suffer(self, hour: int) -> None:
        """The hour's dead and wounded, those who die of earlier wounds, and what is remembered."""
        if self.settings.lost > 0.0:
            families.scatter(self.world, hour)
            self._part(families.ONE)
        hours.suffer(self.world, self.weights, hour)

    def relieve(self) -> None:
        """Hunger ends where food is handed out."""
        provisions.relieve(self.world, self.weights)

    def eat(self, hour: int) -> None:
        """The hour's meals, at prices that are set once a day."""
        if self.settings.hunger:
            hours.eat(self.world, self.weights, hour)

    def hear_of_kin(self) -> None:
        """Those inside learn which of their kin have left or come back."""
        kin.hear(self.world, self.weights)

    def decide(self, hour: int) -> None:
        """Who sets out in this hour, and where to."""
        hours.decide(self.world, self.weights, hour)
        self._part(families.MEN)

    def call_patients(self, way: int, seats: int, reach: float, hours: float) -> int:
        """Patients within reach of a way, with their families, are called to its ambulances; how many."""
        self.ways.ambulance[way] = hours
        return int(boarding.call_patients(self.world, self.settings, way, seats, reach))

    def stop_fleet(self, way: int) -> None:
        """No vehicle leaves any more."""
        queues.stop_fleet(self.world, way)

    def move(self, hour: int, is_night: bool) -> None:
        """Walking, queueing, crossing, arriving."""
        hours.move(self.world, hour, is_night)

    def screen(self, hour: int) -> None:
        """The checkpoint, and once a day those who are let go and the parts of families that meet."""
        hours.screen(self.world, self.weights, self._families, hour)

    def recount(self) -> recount.Counted:
        """Everyone counted anew from the households."""
        counted: recount.Counted = recount.recount(self.world)
        return counted

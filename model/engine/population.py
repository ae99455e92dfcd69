"""The compiled population: households in arrays; a method is one thing that an hour can do to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.city import City
from model.codes import Side
from model.engine import (
    boarding,
    build,
    checkpoint,
    families,
    harm,
    homecoming,
    kin,
    leaving,
    mortality,
    overtaking,
    provisions,
    queues,
    reception,
    recount,
    travel,
)
from model.engine.ground import Ground, Households
from model.scenario import Scenario


class Population(Ground):
    """Fifty thousand households and the ground they move on."""

    def __init__(self, scenario: Scenario, city: City, seed: int) -> None:
        super().__init__(scenario, city, seed)
        self._families = len(self.world.households)
        self._lines = families.Lines(self.world)

    def _households(self) -> Households:
        terms, is_on = self.scenario.kin, self.scenario.mechanisms.kin
        hh, hot = build.make_households(self.scenario, self.city, self.weights, self.seed)
        found = kin.network(self.seed, hh, float(terms.ties) if is_on else 0.0, float(terms.near))
        hh.kin[:] = np.diff(found.start)
        return Households(hh, hot, found)

    def _count_first(self) -> None:
        recount.count_first(self.world)

    @property
    def apart(self) -> NDArray[np.int64]:
        """People by group who are not with the first household of their family."""
        parts = self.world.households[self._families :]
        several = (parts["immobile"].sum(), parts["wounded"].sum())
        return np.array([*parts["members"].sum(axis=0), *several], np.int64)

    def close_shelter(self, place: int, hour: int) -> None:
        """Everyone in a shelter moves on."""
        reception.close_shelter(self.world, self.settings, place, hour)

    def overtake(self, place: int, side: Side, hour: int, *, by_force: bool = True) -> None:
        """A place changes hands: people in it stay, flee or are out."""
        before = self.world.paths[place].copy()
        self.change_hands(place, side, by_force=by_force)
        shares = (self.settings.flee_forward, self.settings.flee_inward) if by_force else (0.0, 0.0)
        overtaking.overtake(self.world, place, side, hour, *shares, before)

    def suffer(self, hour: int) -> None:
        """The hour's dead and wounded, those who die of earlier wounds, and what is remembered."""
        if self.settings.lost > 0.0:
            families.scatter(self.world, self.settings, hour)
            self._part(families.ONE)
        harm.suffer(self.world, self.weights, self.settings, hour)
        mortality.die(self.world, self.weights, self.settings, hour)
        harm.remember(self.world, self.settings)

    def relieve(self) -> None:
        """Hunger ends where food is handed out."""
        provisions.relieve(self.world, self.weights)

    def eat(self, hour: int) -> None:
        """The hour's meals, at prices that are set once a day."""
        if self.settings.hunger:
            if self.settings.scarcity > 0.0 and hour % 24 == 0:
                provisions.set_prices(self.world, self.settings, provisions.in_stores(self.world))
            provisions.serve_meals(self.world, self.settings)
            provisions.run_out(self.world, self.weights)

    def hear_of_kin(self) -> None:
        """Those inside learn which of their kin have left or come back."""
        kin.hear(self.world, self.weights)

    def decide(self, hour: int) -> None:
        """Who sets out in this hour, and where to."""
        leaving.weigh_leaving(self.world, self.weights, self.settings)
        leaving.decide(self.world, self.weights, self.settings, hour)
        if hour % 24 == 0 and self.settings.homecoming > 0.0:
            chance = homecoming.chances_home(self.world, self.settings)
            homecoming.go_home_inside(self.world, chance, hour)
        families.keep_men(self.world, self.settings)
        self._part(families.MEN)

    def _part(self, who: int) -> None:
        """Each family on the list splits; its part has a line of its own from here on."""
        first, n = len(self.world.households), int(self.world.tally.parting[0])
        if n > 0:
            self.world = self._lines.add(self.world, n)
            families.part(self.world, self.weights, first, who)

    def call_patients(self, way: int, seats: int, reach: float, hours: float) -> int:
        """Patients within reach of a way, with their families, are called to its ambulances; how many."""
        self.ways.ambulance[way] = hours
        return int(boarding.call_patients(self.world, self.settings, way, seats, reach))

    def stop_fleet(self, way: int) -> None:
        """No vehicle leaves any more."""
        queues.stop_fleet(self.world, way)

    def move(self, hour: int, is_night: bool) -> None:
        """Walking, queueing, crossing, arriving."""
        queues.sweep(self.world, hour)
        travel.walk(self.world, self.settings, hour, is_night)
        queues.serve_queues(self.world, hour)

    def screen(self, hour: int) -> None:
        """The checkpoint, and once a day those who are let go and the parts of families that meet."""
        checkpoint.screen(self.world, self.settings, hour)
        if hour % 24 == 0:
            checkpoint.let_go(self.world, hour)
            families.reunite(self.world, self.weights, self.settings, self._families, hour // 24)

    def recount(self) -> recount.Counted:
        """Everyone counted anew from the households."""
        counted: recount.Counted = recount.recount(self.world)
        return counted

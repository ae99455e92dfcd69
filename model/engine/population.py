"""The compiled population: households in arrays; a method is one thing that an hour can do to them."""

from __future__ import annotations

import numpy as np

from model.city import City
from model.codes import Side
from model.engine import build, families, fleets, hours, kin, overtaking, reception, recount
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
        self._make_room()
        families.part(self.world, who)

    def _make_room(self) -> None:
        self.world = families.with_room(self.world, int(self.world.tally.parting[0]))

    def pass_hours(self, hour: int, until: int) -> tuple[int, bool]:
        """Hours on end in which nothing is ordered, fewer if something happens that may change it.

        Returns the hour that is next, and whether everyone is still there.
        """
        self.check_line(until)
        fixed, stage = (self._families, self.first), hours.BEGUN
        came_to, stage = hours.pass_hours(self.world, *fixed, hour, until, stage)
        while stage in (hours.SCATTERED, hours.DECIDED):
            self._make_room()
            came_to, stage = hours.pass_hours(self.world, *fixed, came_to, came_to + 1, stage)
        return int(came_to), stage != hours.LOST

    def close_shelter(self, place: int, hour: int) -> None:
        """Everyone in a shelter moves on."""
        reception.close_shelter(self.world, self.settings, place, hour)

    def overtake(self, place: int, side: Side, hour: int, *, by_force: bool = True) -> None:
        """A place changes hands: people in it stay, flee or are out."""
        overtaking.overtake(self.world, place, int(side), hour, by_force)

    def advance(self, hour: int) -> None:
        """The fronts advance; places fall, and the line's pressure follows."""
        hours.advance(self.world, hour)

    def suffer(self, hour: int) -> None:
        """Strikes, the hour's dead and wounded, those who die of earlier wounds, and what is remembered."""
        hours.strike(self.world, hour)
        self._part(families.ONE)
        hours.suffer(self.world, hour)

    def feed(self, hour: int) -> None:
        """Convoys come in, people eat, and aid reaches those out."""
        hours.feed(self.world, hour)

    def decide(self, hour: int) -> None:
        """People hear of their kin; who sets out in this hour, and where to."""
        hours.decide(self.world, hour)
        self._part(families.MEN)

    def run_fleets(self) -> None:
        """Vehicles leave: an hour of all fleets."""
        fleets.run_all(self.world)

    def move(self, hour: int) -> None:
        """People walk, queue, cross and arrive."""
        hours.move(self.world, hour)

    def screen(self, hour: int) -> None:
        """The checkpoint, and once a day those who are let go and the parts of families that meet."""
        hours.screen(self.world, self._families, hour)

    def recount(self) -> recount.Counted:
        """Everyone counted anew from the households."""
        counted: recount.Counted = recount.recount(self.world)
        return counted

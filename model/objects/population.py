"""The plain-object population: which household acts when in an hour, and how they are counted."""

from __future__ import annotations

import heapq
from itertools import islice

import mesa
import numpy as np
from numpy.typing import NDArray

from model.city import City
from model.codes import Count, Group, Side, Status
from model.engine import convoys, fleets, fronts, harm, homecoming, hours, provisions
from model.engine.orders import time_of_day
from model.engine.recount import Counted
from model.objects import queues
from model.objects.census import adds_up, count, fits
from model.objects.first_hour import settle
from model.objects.fleeing import Inward
from model.objects.household import Household
from model.objects.town import Town, by_lot
from model.randomness import Decision
from model.rules.boarding import carry_hours, urgency
from model.rules.danger import KINDS
from model.scenario import Scenario
from model.state import everyone


class Population(Town):
    """All households, one agent each, in any order."""

    def __init__(self, stage: mesa.Model, scenario: Scenario, city: City, seed: int) -> None:
        self._stage = stage
        super().__init__(scenario, city, seed)

    def _count_first(self) -> None:
        self.households = settle(self, self._stage)
        self.parts: list[Household] = []  # those that have split off, in the order in which they did
        self.held_of = np.zeros((len(self.at), len(Group)), np.int64)  # by the place of their families
        self.count_people()
        for each in self.households:
            each.count_patients(Count.PATIENTS)

    def count_people(self) -> None:
        """Count anew the people of each place in which something has changed."""
        places, tally = self.places, self.world.tally
        for p in self.changed:
            found = count(self.at[p])
            tally.here[p], tally.hungry[p], self.held_of[p] = found.here, found.hungry, found.held
            places.indoors[p], places.outdoors[p], places.patients[p] = (
                found.indoors,
                found.outdoors,
                found.patients,
            )
            places.hungry[p], places.queueing[p] = everyone(found.hungry), found.people[Status.WAITING]
            places.squares[p] = found.squares
        self.changed.clear()
        tally.status[: Status.KILLED] = tally.here[:, : Status.KILLED].sum(axis=0)
        tally.status[Status.DETAINED] = self.held_of.sum(axis=0)
        tally.apart[:] = self._apart()

    def recount(self) -> Counted:
        """Everyone counted anew."""
        found = [count(here) for here in self.at]
        here, held = np.array([each.here for each in found]), np.array([each.held for each in found])
        status = here.sum(axis=0)
        status[Status.DETAINED] += held.sum(axis=0)
        return Counted(
            status,
            here,
            np.array([each.hungry for each in found]),
            np.array([each.indoors for each in found]),
            np.array([each.outdoors for each in found]),
            np.array([each.squares for each in found]),
            np.array([each.patients for each in found]),
            self._apart(),
            wrong=sum(not adds_up(each) for each in self.households),
            torn=sum(not fits(each) for each in self.households),
        )

    def _apart(self) -> NDArray[np.int64]:
        """People by group who are not with the first household of their family."""
        groups = [each.groups for each in self.parts] or [[0] * len(Group)]
        return np.array(groups, np.int64).sum(axis=0)

    # What happens to households, in the order of an hour.

    def close_shelter(self, place: int, hour: int) -> None:
        """Everyone in a shelter moves on."""
        self.hour = hour
        inside = [each for each in self.at[place] if each.status == Status.OUT_CAMP and each.people]
        for each in by_lot(inside, hour):
            each.be_taken_in()
        self.count_people()

    def overtake(self, place: int, side: Side, hour: int, *, by_force: bool = True) -> None:
        """A place changes hands: people in it stay, flee or are out."""
        self.hour, inward = hour, Inward(self, place)
        self.change_hands(place, side, by_force=by_force)
        shares = (self.settings.flee_forward, self.settings.flee_inward) if by_force else (0.0, 0.0)
        for each in [each for each in self.at[place] if each.people]:
            if side == Side.OPPOSITION:
                each.be_retaken()
            else:
                each.be_overtaken(inward, *shares)
        self.count_people()

    def advance(self, hour: int) -> None:
        """The fronts advance; places fall, and the line's pressure follows."""
        fronts.begin(self.world)
        place, side = fronts.advance(self.world, hour)
        while place != fronts.NOWHERE:
            self.overtake(place, Side(side), hour)
            place, side = fronts.advance(self.world, hour)
        hours.move_front(self.world)

    def suffer(self, hour: int) -> None:
        """Strikes, the hour's dead and wounded, those who die of earlier wounds, and what is remembered."""
        self.hour = hour
        harm.shell(self.world, hour)
        if self.settings.lost > 0.0:
            losing = [each for each in self.households if each.is_losing_one()]
            self._add([each.lose_one() for each in _by_key(losing)])
        self._hit(harm.casualties(self.world, self.settings, hour))
        for each in self.households:
            each.die_of_wounds()
        harm.remember(self.world, self.settings)
        self.count_people()

    def _hit(self, counts: NDArray[np.int64]) -> None:
        """In each place and kind of harm, hit so many people, those with the smallest lots."""
        hit = []
        for kind in range(KINDS):
            for place in np.flatnonzero(counts[kind]):
                lots = heapq.merge(*[each.lots_to_be_hit(kind) for each in self.at[place]], key=_lot_and_key)
                hit += [(kind, *each) for _, *each in islice(lots, counts[kind, place])]
        for kind, each, number in hit:
            each.be_hit(kind, number)

    def _add(self, parts: list[Household]) -> None:
        self.households += parts
        self.parts += parts

    def feed(self, hour: int) -> None:
        """Convoys come in, people eat, and aid reaches those out."""
        convoys.work(self.world, hour)
        if self.settings.hunger:
            self._eat(hour)
        hours.reach_outside(self.world, hour)

    def _eat(self, hour: int) -> None:
        """The hour's meals, at prices that are set once a day."""
        if self.settings.scarcity > 0.0 and hour % 24 == 0:
            stores = np.array([sum(each.in_store for each in here) for here in self.at], np.int64)
            provisions.set_prices(self.world, self.settings, stores)
        provisions.serve_meals(self.world, self.settings)
        for each in self.households:
            each.run_out()
            each.be_relieved()
        self.count_people()
        provisions.count_hours(self.world, self.settings)

    def decide(self, hour: int) -> None:
        """People hear of their kin; who sets out in this hour, and where to."""
        self.hour = hour
        for each in self.households:
            each.hear_of_kin()
        self.weigh()
        for each in self.households:
            each.decide()
        for each in self.households:  # only now: where they are draws those inside
            each.move_on()
        if hour % 24 == 0 and self.settings.homecoming > 0.0:
            chance = homecoming.chances_home(self.world, self.settings)
            for each in self.households:
                each.go_home_inside(float(chance[each.home]))
        leaving_men = [each for each in self.to_part if each.is_leaving_men()]
        self._add([each.leave_men() for each in _by_key(leaving_men)])
        self.to_part.clear()
        self.count_people()

    def run_fleets(self) -> None:
        """Vehicles leave: an hour of all fleets."""
        for number, fleet in enumerate(self.orders.fleets):
            if not fleet.takes_patients:
                if fleets.run_buses(self.world, number):
                    queues.stop_fleet(self, int(fleet.way))
            elif seats := fleets.seats_for_patients(self.world, number):
                self.ways.ambulance[fleet.way] = fleet.drive
                called = self._call_patients(int(fleet.way), seats, float(fleet.reach))
                fleets.take(self.world, number, called)

    def _call_patients(self, way: int, seats: int, reach: float) -> int:
        """Patients within reach of a way, with their families, are called to its ambulances; how many."""
        called = 0
        for each in sorted(self._patients_within(way, reach), key=_urgency):
            if each.people <= seats - called:
                called += each.people
                each.call(way)
        self.count_people()
        return called

    def _patients_within(self, way: int, reach: float) -> list[Household]:
        """Households with patients in held places from which they can be carried to a way in time."""
        s, km = self.settings, self.paths.km[:, self.ways.inside[way]]
        near = [
            p
            for p in range(len(km))
            if self.is_held(p) and carry_hours(float(km[p]), s.speed, s.slow) <= reach
        ]
        return [
            each for p in near for each in self.at[p] if each.patients and each.status != Status.TRAVELLING
        ]

    def move(self, hour: int) -> None:
        """People walk, queue, cross and arrive."""
        self.hour, self.is_night = hour, bool(self.orders.nights[time_of_day(self.world, hour)])
        queues.sweep(self)
        for each in self.households:
            each.walk()
        for each in by_lot(self.arrivals, hour):
            each.arrive()
        for each in by_lot(self.at_their_way, hour):
            each.come_to_their_way()
        self.arrivals.clear()
        self.at_their_way.clear()
        queues.serve(self)
        self.count_people()
        queues.count_hours(self)

    def screen(self, hour: int) -> None:
        """The checkpoint, and once a day those who are let go and the parts of families that meet."""
        for each in self.to_screen:
            each.be_screened()
        self.to_screen.clear()
        if hour % 24 == 0:
            for each in self.households:
                each.let_go()
            for part in self.parts:
                part.meet(hour // 24)
        self.count_people()


def _by_key(households: list[Household]) -> list[Household]:
    return sorted(households, key=lambda each: each.key)


def _lot_and_key(lot: tuple[float, Household, int]) -> tuple[float, int]:
    return lot[0], lot[1].key


def _urgency(household: Household) -> float:
    lot = household.lot(Decision.BOARDING, 0)
    return float(urgency(lot, household.patients, household.immobile))

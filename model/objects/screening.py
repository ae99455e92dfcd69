"""Screening: the men of 15-55 who are held at a checkpoint, and those who are let go."""

from __future__ import annotations

from model.codes import NEVER, UNKNOWN, Count, Goal, Member, Status
from model.engine.checkpoint import EVENTS_PER_DECISION
from model.objects.members import is_never_moved
from model.objects.settled import Settled
from model.randomness import Decision
from model.rules.reception import arrived
from model.rules.screening import age_of_man, chance_held, release_hour


class Screening(Settled):
    """A household that stands at a checkpoint, or has men held there."""

    def be_screened(self) -> None:
        """Each of the men is held or not, for himself; what is left of the family may turn back."""
        before = self.held.men
        for man in range(self.members[Member.MAN]):
            number = self.event * EVENTS_PER_DECISION + man
            if self.lot(Decision.HELD, number) < self._chance_held(man):
                self.hold(number)
        held = self.held.men - before
        if held > 0:
            self._plan_release()
            if self._turns_back():
                self._go_back_in(held)

    def _chance_held(self, man: int) -> float:
        s, way = self.town.settings, self.crossed
        monitored = float(self.town.ways.monitored[way]) if way >= 0 else 1.0
        age = int(age_of_man(self.lot(Decision.AGE, man)))
        return float(chance_held(s.held, s.other_ages, age, monitored))

    def _plan_release(self) -> None:
        """Those held together are let go together, or not at all."""
        s = self.town.settings
        if self.held.release == NEVER and self.lot(Decision.RELEASE, 0) < s.released:
            lot = self.tolerance(Decision.RELEASE, 1)
            self.held.release = int(release_hour(self.town.hour, lot, s.release_rate))

    def _turns_back(self) -> bool:
        way = self.crossed
        could = way >= 0 and self.people > 0 and self.town.is_held(int(self.town.ways.inside[way]))
        return could and self.lot(Decision.TURNS_BACK, self.event) < self.town.settings.turns_back

    def _go_back_in(self, held: int) -> None:
        """Back to the place before the way, without the men held; their store stays outside."""
        town, way = self.town, self.crossed
        inside = int(town.ways.inside[way])
        town.count(Count.TURNED_BACK, self.groups)
        town.ways.fresh[way] -= self.people + held  # no safe passage
        self.crossed = -1
        self.put(Status.TRAVELLING, inside)
        if not town.places.enclave[town.ways.outside[way]]:
            self.food = float(town.places.missed[inside])
        self.doom = UNKNOWN
        self.stop()

    def let_go(self) -> None:
        """The men who are held come back when their time has come."""
        if self.held.release <= self.town.hour:
            if is_never_moved(self.status):  # the family turned back and is at home
                self.town.places.left[self.home] -= self.held.men
            are_alone = not self.people and self.goal > Goal.OUT
            self._come_back()
            if are_alone:
                self.stop()

    def _come_back(self) -> None:
        """The men are with their family, and have arrived where it has."""
        before = self.groups
        self.free()
        count = int(arrived(self.status))
        if count >= 0:
            men = [after - each for after, each in zip(self.groups, before, strict=True)]
            self.town.count(Count(count), men)

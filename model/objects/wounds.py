"""Wounds: who is killed or wounded under fire, and who dies of wounds before anyone takes them out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Self

from model.codes import UNKNOWN, Count, Member, Status
from model.objects.members import person
from model.objects.settled import Settled
from model.randomness import Decision
from model.rules.danger import CROWD, DEATH, KILL, exposure, harm_event, left_to_harm, roof
from model.rules.medical import (
    next_death,
    other_wounded,
    others_hazard,
    patients_hazard,
    spent,
    wait_begins,
)

KILLED = {Status.TRAVELLING: Count.KILLED_ON_THE_WAY, Status.WAITING: Count.KILLED_IN_QUEUES}
WOUNDED = {Status.TRAVELLING: Count.WOUNDED_ON_THE_WAY, Status.WAITING: Count.WOUNDED_IN_QUEUES}


class Wounds(Settled):
    """A household under fire, and with wounded whom nobody treats."""

    def lots_to_be_hit(self, kind: int) -> Iterator[tuple[float, Self, int]]:
        """Their lots, the smallest first, and the number of the one among them whose it is.

        Those of a place who have the smallest are hit; twice the exposure is twice as likely to have one.
        """
        s, damage = self.town.settings, float(self.town.places.damage[self.place])
        each = float(exposure(kind, int(self.status), float(roof(damage, s.ruins)), s.open_air, s.queue))
        lot, members = 0.0, int(left_to_harm(kind, self.people, self.wounded))
        for number in range(members if each > 0.0 else 0):
            event = int(harm_event(self.town.hour, kind, number))
            lot += self.tolerance(Decision.VICTIM, event) / (each * (members - number))
            yield lot, self, number

    def be_hit(self, kind: int, number: int) -> None:
        """One of them is killed or wounded, if there still is anyone to be."""
        if not left_to_harm(kind, self.people, self.wounded):
            return
        event, left = int(harm_event(self.town.hour, kind, number)), self._tolerance_left()
        member = self.a_member(Decision.MEMBER_HIT, event)
        if kind % CROWD == KILL:
            what = KILLED.get(self.status, Count.KILLED_AT_HOME)
            self._die(member, event, what, is_wounded=self.is_wounded(event))
        else:
            self._be_wounded(member, event)
        self._await_death(left, self.town.hour)
        self.rebase()

    def _die(self, member: Member, event: int, what: Count, *, is_wounded: bool) -> None:
        tally = self.town.world.tally
        tally.killed[self.place] += 1
        _, is_immobile = self.lose(member, event, is_wounded=is_wounded)
        dead = person(member, is_immobile, is_wounded)
        tally.status[Status.KILLED] += dead
        self.town.count(what, dead)

    def _be_wounded(self, member: Member, event: int) -> None:
        town = self.town
        town.world.tally.wounded[self.place] += 1
        wounded = person(member, self.is_immobile(event), True)
        town.count(WOUNDED.get(self.status, Count.WOUNDED_AT_HOME), wounded)
        self.note_change()
        self.wounded += 1
        is_severe = self.lot(Decision.SEVERITY, event) < town.settings.severe
        if is_severe and self.patients < self.people:
            self.patients += 1
            self.since += float(wait_begins(town.settings.care, town.hour))
            town.count(Count.PATIENTS, wounded)

    # Dying of wounds.

    def die_of_wounds(self) -> None:
        """One of them dies if the hour has come, unless they are out of the siege: then all are treated."""
        hour = self.town.hour
        if self.doom == UNKNOWN:
            self._await_death(None, hour)
        if self.doom < hour + 1.0:
            if self.is_held and self.wounded > 0:
                self._perish()
            else:
                self.doom = math.inf

    @property
    def _others(self) -> int:
        return int(other_wounded(self.wounded, self.patients))

    def _tolerance_left(self) -> float | None:
        """What is left of their tolerance, or nothing if they have no wounded who might die."""
        if not math.isfinite(self.doom):
            return None
        care, hour = self.town.settings.care, float(self.town.hour)
        return float(spent(care, self.patients, self.since, self._others, hour, self.doom))

    def _await_death(self, left: float | None, hour: int) -> None:
        """Let the hour of the next death follow from who is wounded; a first wound draws a tolerance."""
        if self.wounded == 0:
            self.doom = math.inf
            return
        if left is None:
            left = self.tolerance(Decision.UNTREATED, 2 * hour)
        care = self.town.settings.care
        self.doom = float(next_death(care, left, self.patients, self.since, self._others, float(hour)))

    def _perish(self) -> None:
        """One of the wounded dies; the others live through this hour."""
        care, hour = self.town.settings.care, self.town.hour
        severe = float(patients_hazard(care, self.patients, self.since, self.doom))
        total = severe + float(others_hazard(care, self._others, self.doom))
        if total <= 0.0:  # whoever it was has left the household meanwhile
            self.doom = math.inf
            return
        if self.lot(Decision.MORTAL, hour) * total < severe:
            self.release_patient()
        event = int(harm_event(hour, DEATH, 0))
        member = self.a_member(Decision.MEMBER_HIT, event)
        self._die(member, event, Count.DIED_UNTREATED, is_wounded=True)
        self._await_death(self.tolerance(Decision.UNTREATED, 2 * hour + 1), hour + 1)
        self.rebase()

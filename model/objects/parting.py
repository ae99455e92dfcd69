"""Parting: a household that splits on its way, and its parts that find each other again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

import mesa

from model.codes import UNKNOWN, Count, Member
from model.engine.families import EVEN, ODD, PARTS
from model.objects.members import Held, is_never_moved
from model.objects.settled import Settled
from model.objects.town import Town
from model.randomness import Decision
from model.rules.family import ON_THE_WAY, circle, do_meet, do_men_stay, is_one_lost
from model.rules.people import is_among


class Parting(Settled):
    """A household that may lose sight of its own."""

    def __init__(self, town: Town, stage: mesa.Model, key: int, home: int, place: int) -> None:
        super().__init__(town, stage, key, home, place)
        self.root: Self | None = None  # the household that they were a part of at first
        self.parts: list[Self] = []  # all that a first household has split into so far, the oldest first

    # How they part.

    def is_losing_one(self) -> bool:
        """Whether, on foot or in a queue under this hour's strikes, they lose sight of somebody."""
        town, p = self.town, self.place
        if not (self.is_on_the_way_inside and self.is_held):
            return False
        is_struck = town.places.killed[p] + town.places.struck_down[p] > 0.0
        return is_struck and bool(
            is_one_lost(self.lot(Decision.LOST, town.hour), town.settings.lost, self.people)
        )

    def is_leaving_men(self) -> bool:
        """Whether, setting out toward a checkpoint, they leave their men of 15-55 where they were."""
        lot, chance = self.lot(Decision.MEN_STAY, self.event), self.town.settings.men_stay
        adults = self.members[Member.WOMAN] + self.members[Member.ELDERLY]
        return bool(do_men_stay(lot, chance, self.members[Member.MAN], adults))

    def leave_men(self) -> Self:
        """The men are a household of their own from now on."""
        return self._split(self._new_part(), [Member.MAN] * self.members[Member.MAN])

    def lose_one(self) -> Self:
        """One member is on his own from now on."""
        part = self._new_part()
        first = self.root or self
        return self._split(part, [self.a_member(Decision.LOST_MEMBER, len(first.parts))])

    def _new_part(self) -> Self:
        """A household with nobody in it, where they are, named after the first household of the family."""
        first = self.root or self
        key = first.key + PARTS * (len(first.parts) + 1)
        part = type(self)(self.town, self.model, key, self.home, self.place)
        part.root = first
        first.parts.append(part)
        part.status, part.food, part.is_hungry = self.status, self.food, self.is_hungry
        part.frailty = self.frailty
        return part

    def _split(self, part: Self, members: Sequence[Member]) -> Self:
        """Those who split off stop where they are, and decide for themselves."""
        for member in members:
            self._hand_over(member, part)
        self.town.count(Count.SEPARATED, part.groups)
        part.stop()
        self.doom = part.doom = UNKNOWN
        self.rebase()
        part.rebase()
        return part

    def _hand_over(self, member: Member, part: Self) -> None:
        """One member goes over, who may be the disabled or the wounded one."""
        self.note_change()
        people = self.people
        able = part.lot(Decision.BURDEN, 2 * people + EVEN)
        well = part.lot(Decision.BURDEN, 2 * people + ODD)
        is_disabled, is_immobile = (
            is_among(able, self.disabled, people),
            is_among(able, self.immobile, people),
        )
        is_wounded, is_patient = is_among(well, self.wounded, people), is_among(well, self.patients, people)
        for family, sign in ((self, -1), (part, 1)):
            family.members[member] += sign
            family.disabled += sign * is_disabled
            family.immobile += sign * is_immobile
            family.wounded += sign * is_wounded
        if is_patient:
            wait = self.since / self.patients
            self.since, part.since = self.since - wait, part.since + wait
            self.patients, part.patients = self.patients - 1, part.patients + 1

    # How they find each other.

    @property
    def whereabouts(self) -> int:
        """Where others can find them."""
        return int(circle(int(self.status), self.place))

    def meet(self, day: int) -> None:
        """A part that is where its family is finds it by chance."""
        family = self._family_here() if self.people else None
        if family and do_meet(self.lot(Decision.REUNION, day), self.town.settings.reunion):
            family._welcome(self)

    def _family_here(self) -> Self | None:
        """The first household of the family, or else its oldest part before this one, that is here too."""
        if self.root is None or self.whereabouts == ON_THE_WAY:
            return None
        older = self.root.parts[: self.root.parts.index(self)]
        here = (each for each in [self.root, *older] if each.people and each.whereabouts == self.whereabouts)
        return next(here, None)

    def _welcome(self, part: Self) -> None:
        """The members of a part belong here from now on, and the men of it who are held."""
        self.town.count(Count.REUNITED, part.groups)
        # Who has left home is counted by status: those who come to share one are counted as the others are.
        change = is_never_moved(part.status) - is_never_moved(self.status)
        self.town.places.left[self.home] += change * part.people
        self._take_over(part)
        part.food = part.doom = math.inf
        part.rest()
        self.doom = UNKNOWN
        self.rebase()
        if self.waits_to_leave:
            self.await_leaving()

    def _take_over(self, part: Self) -> None:
        self.note_change()
        part.note_change()
        self.members = [mine + theirs for mine, theirs in zip(self.members, part.members, strict=True)]
        self.disabled += part.disabled
        self.immobile += part.immobile
        self.wounded += part.wounded
        self.patients += part.patients
        self.since += part.since
        self.held.add(part.held)
        part.members = [0] * len(Member)
        part.disabled = part.immobile = part.wounded = part.patients = 0
        part.since, part.held = 0.0, Held()

"""Who belongs to a household: how many of each class, and who is disabled, wounded, held, lost."""

from __future__ import annotations

from dataclasses import dataclass

import mesa

from model.agent import Agent
from model.codes import NEVER, UNKNOWN, Count, Group, Member, Status
from model.engine.changes import EVACUATED, HELD
from model.objects.town import Town
from model.randomness import Decision, exponential, uniform
from model.rules.people import is_among, member_of


@dataclass
class Held:
    """The men of a household who are held, and when they are let go."""

    men: int = 0
    disabled: int = 0
    immobile: int = 0
    wounded: int = 0
    release: int = NEVER

    def add(self, other: Held) -> None:
        """Other men belong to them: all are let go at the earlier hour."""
        self.men += other.men
        self.disabled += other.disabled
        self.immobile += other.immobile
        self.wounded += other.wounded
        self.release = min(self.release, other.release)


class Members(Agent):
    """The people of one household who are alive and together."""

    def __init__(self, town: Town, stage: mesa.Model, key: int, home: int, place: int) -> None:
        super().__init__(stage)
        self.town = town
        self.key, self.home, self.place = key, home, place
        town.at[place][self] = None
        self.members = [0] * len(Member)
        self.disabled = self.immobile = 0  # the latter cannot walk unaided, and are among the former
        self.wounded = self.patients = 0  # patients: the wounded or sick who need evacuation
        self.since = 0.0  # hours at which these began to wait, added up
        self.doom = float("inf")  # hour in which the next of the wounded dies if none leaves
        self.held = Held()

    @property
    def people(self) -> int:
        """How many they are."""
        return sum(self.members)

    @property
    def groups(self) -> list[int]:
        """How many they are in each group."""
        return [*self.members, self.immobile, self.wounded]

    def note_change(self) -> None:
        """Something about them has changed that is counted by place."""
        self.town.changed.add(self.place)

    def lot(self, decision: Decision, event: int = 0) -> float:
        """This household's luck in one event of one decision: uniform between 0 and 1."""
        return float(uniform(self.town.seed, int(decision), self.key, event))

    def tolerance(self, decision: Decision, event: int = 0) -> float:
        """The same, exponential with mean 1."""
        return float(exponential(self.town.seed, int(decision), self.key, event))

    # Who one of them is, each having the same chance.

    def a_member(self, decision: Decision, event: int) -> Member:
        """The class of one of them."""
        return Member(member_of(self.lot(decision, event), *self.members))

    def is_disabled(self, event: int) -> bool:
        """Whether one of them has a disability."""
        return bool(is_among(self.lot(Decision.MEMBER_ABLE, event), self.disabled, self.people))

    def is_immobile(self, event: int) -> bool:
        """Whether one of them cannot walk unaided; by the same lot, so that he is among the disabled."""
        return bool(is_among(self.lot(Decision.MEMBER_ABLE, event), self.immobile, self.people))

    def is_wounded(self, event: int) -> bool:
        """Whether one of them is wounded."""
        return bool(is_among(self.lot(Decision.MEMBER_WOUNDED, event), self.wounded, self.people))

    # How they become fewer and more.

    def lose(self, member: Member, event: int, *, is_wounded: bool) -> tuple[bool, bool]:
        """One of them is gone: killed or held. Returns whether he had a disability, and could not walk."""
        is_disabled, is_immobile = self.is_disabled(event), self.is_immobile(event)
        self.note_change()
        self.members[member] -= 1
        self.disabled -= is_disabled
        self.immobile -= is_immobile
        self.wounded -= is_wounded
        if self.patients > self.people or (is_wounded and self.patients > self.wounded):
            self.release_patient()
        return is_disabled, is_immobile

    def release_patient(self) -> None:
        """One patient fewer, who had waited as long as they have on average."""
        self.note_change()
        self.since -= self.since / self.patients
        self.patients -= 1

    def hold(self, number: int) -> None:
        """One of the men of 15-55 is held; ``number`` is that of the man and the decision."""
        is_wounded = self.is_wounded(HELD + number)
        is_disabled, is_immobile = self.lose(Member.MAN, HELD + number, is_wounded=is_wounded)
        held = self.held
        held.men += 1
        held.disabled += is_disabled
        held.immobile += is_immobile
        held.wounded += is_wounded
        self.town.count(Count.DETENTIONS, person(Member.MAN, is_immobile, is_wounded))

    def free(self) -> None:
        """The men who were held are back; one of them may be wounded."""
        self.note_change()
        held, self.held = self.held, Held()
        self.members[Member.MAN] += held.men
        self.disabled += held.disabled
        self.immobile += held.immobile
        self.wounded += held.wounded
        self.doom = UNKNOWN

    def count_patients(self, what: Count) -> None:
        """Add the patients to a running total."""
        for i in range(self.patients):
            member = self.a_member(Decision.PATIENT_CLASS, i)
            self.town.count(what, person(member, self.is_immobile(EVACUATED + i), True))


def person(member: Member, is_immobile: bool, is_wounded: bool) -> list[int]:
    """One person, by group."""
    groups = [0] * len(Group)
    groups[member] = 1
    groups[Group.IMMOBILE], groups[Group.WOUNDED] = int(is_immobile), int(is_wounded)
    return groups


def is_outdoors(status: Status) -> bool:
    """Whether people of this status are on the way or in a queue."""
    return status in (Status.WAITING, Status.TRAVELLING)


def is_never_moved(status: Status) -> bool:
    """Whether people of this status are in their own home and have been all along."""
    return status in (Status.HOME, Status.CHANGED_CONTROL)

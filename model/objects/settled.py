"""Where a household is in life and in town, and the threshold on which it waits there."""

from __future__ import annotations

import math

import mesa

from model.codes import NEVER, Goal, Member, Side, Status
from model.objects.members import Members, is_never_moved
from model.objects.town import Town
from model.randomness import Decision
from model.rules.kin import share_out
from model.rules.leaving import own_factor, rebased
from model.rules.walking import settles_as
from model.state import UNDECIDED


class Settled(Members):
    """A household that is somewhere, has something to eat, and waits to go on or is on its way."""

    def __init__(self, town: Town, stage: mesa.Model, key: int, home: int, place: int) -> None:
        super().__init__(town, stage, key, home, place)
        self.status = Status.HOME
        self.food = math.inf  # full meals missed in its place, in hours, at which its own store is gone
        self.is_hungry = False  # its own store is gone
        self.frailty = 0.0  # standard normal: how much readier it is to go than others
        self.factor = 1.0  # what it is like, as it tells on its threshold
        self.event = 0  # number of its decisions so far
        self.level, self.row = math.inf, 0  # it acts when the total of this row reaches this level
        self.goal: int = Goal.NOWHERE
        self.until = NEVER  # hour in which it arrives, or in which it gives up the queue
        self.walked = 0.0  # km on the present stretch
        self.is_called = False  # carried to an ambulance that has seats for it
        self.crossed = -1  # way out that it went through last
        self.barred = -1  # way out at which it was stopped last
        self.kin: list[Settled] = []
        self.kin_out = 0

    @property
    def side(self) -> int:
        """Who holds the place where they are."""
        return self.town.side(self.place)

    @property
    def is_held(self) -> bool:
        """Whether they are in the enclave where the opposition holds it."""
        return self.town.is_held(self.place)

    @property
    def is_on_the_way_inside(self) -> bool:
        """Whether they are bound for a way out or a refuge, and have not come through yet."""
        return self.status in (Status.WAITING, Status.TRAVELLING) and self.goal > Goal.OUT

    def put(self, status: Status, place: int) -> None:
        """They are so, and there, from now on; stores come along inside the enclave and end outside."""
        places = self.town.places
        self.note_change()
        if is_never_moved(self.status) and not is_never_moved(status):
            places.left[self.home] += self.people
        if place != self.place:
            if places.enclave[place]:
                self.food += float(places.missed[place] - places.missed[self.place])
            else:
                self.is_hungry, self.food = False, math.inf
            del self.town.at[self.place][self]
            self.town.at[place][self] = None
        self.status, self.place = status, place
        self.note_change()

    def set_off(self, goal: int, place: int | None = None) -> None:
        """They are on their way, from where they are or from a place next to it, and wait on nothing."""
        self.rest()
        self.goal, self.walked = goal, 0.0
        self.put(Status.TRAVELLING, self.place if place is None else place)

    def stop(self) -> None:
        """Their journey ends where they are, and they decide anew."""
        status = Status(settles_as(self.side == Side.OPPOSITION, self.place == self.home))
        if is_never_moved(status) and not is_never_moved(self.status):
            self.town.places.left[self.home] -= self.people
        self.goal, self.is_called = Goal.NOWHERE, False
        self.put(status, self.place)
        self.await_leaving()

    def lose(self, member: Member, event: int, *, is_wounded: bool) -> tuple[bool, bool]:
        """One of them is gone; when the last one is, nobody is left to wait on anything."""
        lost = super().lose(member, event, is_wounded=is_wounded)
        if not self.people:
            self.rest()
        return lost

    # What they wait for.

    def rest(self) -> None:
        """Wait on nothing."""
        self.level = math.inf

    def await_leaving(self) -> None:
        """Wait to leave; the threshold is drawn in the next phase of decisions."""
        self.event += 1
        self.row = self.town.row_to_leave(self.place, has_men=self.members[Member.MAN] > 0)
        self.level = UNDECIDED

    def await_return(self) -> None:
        """Wait to go home; what drove them out no longer weighs."""
        self.await_on(self.town.row_to_return(self.home))

    def await_on(self, row: int) -> None:
        """Wait on a row with a fresh tolerance."""
        self.event += 1
        self.row = row
        self.level = float(self.town.rows.total[row]) + self.tolerance(Decision.TOLERANCE, self.event)

    @property
    def waits_to_leave(self) -> bool:
        """Whether they wait to leave a place in the enclave, undecided or not."""
        return self.level < math.inf and self.row < self.town.row_to_return(0)

    @property
    def kin_share(self) -> float:
        """The share of their kin who are out of the enclave, as far as they know."""
        return float(share_out(self.kin_out, len(self.kin)))

    def rebase(self) -> None:
        """After an event, let what they have become apply to the threshold on which they wait to leave."""
        weights, old = self.town.weights, self.factor
        self.factor = own_factor(
            weights, self.frailty, int(self.is_hungry), self.wounded, self.immobile, self.kin_share
        )
        if self.factor != old and self.waits_to_leave and self.level != UNDECIDED:
            total = float(self.town.rows.total[self.row])
            self.level = rebased(weights, total, self.level, old, self.factor)

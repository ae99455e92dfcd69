"""Crossing over: what a way out asks of a household, and going over where the front has passed."""

from __future__ import annotations

from model.codes import Goal, Member, Side, Status, Way
from model.objects.settled import Settled
from model.randomness import Decision
from model.rules.boarding import claims
from model.rules.walking import on_the_road


class Crossing(Settled):
    """A household before a way out, or on ground that has changed hands."""

    @property
    def claims(self) -> int:
        """What they have that lets them board, one bit each."""
        members = self.members
        return int(
            claims(self.patients, self.wounded, members[Member.CHILD], members[Member.ELDERLY], self.immobile)
        )

    def may_board(self, way: int) -> bool:
        """Whether a way out takes them: every way but that of a fleet takes everyone."""
        ways = self.town.ways
        return bool(ways.kind[way] != Way.FLEET or self.claims & int(ways.boards[way]))

    def is_stopped(self, way: int) -> bool:
        """Whether armed groups at a way stop them: the same luck at every attempt."""
        return bool(self.lot(Decision.STOPPED, way) < self.town.ways.stopped[way])

    def go_over(self) -> None:
        """Set out at once for a reception of the side that holds the place where they are."""
        town, side = self.town, self.side
        self.until = town.hour + int(on_the_road(float(town.places.beyond[self.place])))
        self.rest()
        self.goal = Goal.OUT - side
        self.put(Status.TRAVELLING, self.place)
        if side == Side.GOVERNMENT:
            town.to_screen.append(self)

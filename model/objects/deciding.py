"""Deciding: whose tolerance is spent, and where they set out for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.codes import Goal, Side, Status
from model.objects.arriving import Arriving
from model.objects.crossing import Crossing
from model.randomness import Decision, pick
from model.rules.leaving import is_ready, kinship, threshold
from model.state import UNDECIDED


class Deciding(Arriving, Crossing):
    """A household that compares what it has lived through with what it can bear."""

    def decide(self) -> None:
        """Inside: go, if the level has passed the threshold and the rule finds them ready."""
        if self._has_passed() and self.waits_to_leave and self._is_about_to_go():
            if self.side == Side.OPPOSITION:
                self._set_out()
            else:
                self._set_out_overtaken()

    def move_on(self) -> None:
        """Out of the enclave: from a shelter to relatives, or home for good."""
        if self._has_passed() and not self.waits_to_leave:
            if self.status == Status.OUT_CAMP:
                self.move_in_with_relatives()
            else:
                self.put(Status.RETURNED, self.home)
                self.rest()

    def _has_passed(self) -> bool:
        return bool(self.level <= self.town.rows.total[self.row])

    def _is_about_to_go(self) -> bool:
        rows, weights = self.town.rows, self.town.weights
        if self.level == UNDECIDED:
            lot = self.lot(Decision.TOLERANCE, self.event)
            self.level = threshold(weights, float(rows.before[self.row]), lot, self.factor)
        excess = float(rows.total[self.row]) - self.level
        gone, peers = float(self.town.gone[self.place]), self.lot(Decision.PEERS)
        return excess >= 0.0 and bool(is_ready(weights, excess, gone, self.kin_share, peers, self.town.hour))

    def _set_out(self) -> None:
        """Start for where they have chosen to go, unless they know that they would be turned away."""
        self.event += 1
        goal = self._choose()
        if goal == Goal.NOWHERE or (goal >= 0 and self._would_be_turned_away(goal)):
            self.await_leaving()
            return
        self.set_off(goal)
        if goal >= 0 and self.town.ways.screened[goal]:
            self.town.to_part.append(self)

    def _would_be_turned_away(self, way: int) -> bool:
        return (way == self.barred and self.is_stopped(way)) or not self.may_board(way)

    def _choose(self) -> int:
        """A way out, or a place inside as a refuge; in proportion to appeal and kin there."""
        town = self.town
        appeals = town.appeals(self.place, has_men=self.row > town.row_to_leave(self.place, has_men=False))
        if self.kin:
            self._be_drawn_to_kin(appeals)
        i, ways = int(pick(appeals, self.lot(Decision.DESTINATION, self.event))), len(town.open_ways)
        if i < 0:
            return Goal.NOWHERE
        return int(town.open_ways[i]) if i < ways else Goal.REFUGE - (i - ways)

    def _be_drawn_to_kin(self, appeals: NDArray[np.float64]) -> None:
        """Multiply the appeal of each destination by what the share of their kin there makes of it."""
        town, weights, ways = self.town, self.town.weights, len(self.town.open_ways)
        there, on_side = self._where_kin_are()
        for i, way in enumerate(town.open_ways):
            side = int(town.ways.side[way])
            if side in on_side:
                appeals[i] *= kinship(weights, on_side[side])
        for place, share in there.items():
            appeals[ways + place] *= kinship(weights, share)

    def _where_kin_are(self) -> tuple[dict[int, float], dict[int, float]]:
        """The shares of their kin who are in each place, and out of the enclave on each side."""
        there: dict[int, float] = {}
        on_side: dict[int, float] = {}
        share = 1.0 / len(self.kin)
        for each in self.kin:
            there[each.place] = there.get(each.place, 0.0) + share
            if not self.town.places.enclave[each.place]:
                on_side[each.side] = on_side.get(each.side, 0.0) + share
        return there, on_side

    def _set_out_overtaken(self) -> None:
        side = self.side
        self.go_over()
        if side == Side.GOVERNMENT:
            self.town.to_part.append(self)

    def go_home_inside(self, chance: float) -> None:
        """On a day on which their home, held and calm, is thought of: set out for it by that chance."""
        if self.status != Status.DISPLACED_INSIDE or not self.people or chance == 0.0:
            return
        can_walk = self.town.paths.step[self.place, self.home] >= 0
        if can_walk and self.lot(Decision.HOMECOMING, self.town.hour // 24) < chance:
            self.set_off(Goal.REFUGE - self.home)

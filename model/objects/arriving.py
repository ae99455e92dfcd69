"""Arriving: in a shelter, with relatives or a host community, or as evacuees; and moving on from there."""

from __future__ import annotations

import numpy as np

from model.codes import Count, Goal, Side, Status
from model.objects.members import is_outdoors
from model.objects.settled import Settled
from model.randomness import Decision, pick
from model.rules.reception import shelter_pull

REACHED = {
    Goal.BUS: (Status.EVACUATED_BUS, None, Side.OPPOSITION),
    Goal.AMBULANCE: (Status.EVACUATED_MEDICAL, None, Side.OPPOSITION),
    Goal.OUT - Side.KURDISH: (Status.OUT_KURDISH, Count.ARRIVED_KURDISH, Side.KURDISH),
    Goal.OUT - Side.OPPOSITION: (Status.OUT_OPPOSITION, Count.ARRIVED_OPPOSITION, Side.OPPOSITION),
}


class Arriving(Settled):
    """A household that comes out on the other side."""

    def arrive(self) -> None:
        """Arrive where they were bound for; only those on the government's and the Kurdish side go home."""
        town, goal = self.town, self.goal
        self.goal = Goal.NOWHERE
        town.places.safe[self.home] += self.people
        if goal == Goal.OUT - Side.GOVERNMENT:
            town.count(Count.ARRIVED_GOVERNMENT, self.groups)
            self.be_taken_in()
            return
        status, what, side = REACHED[goal]
        if what is not None:
            town.count(what, self.groups)
        if goal == Goal.AMBULANCE:
            self.count_patients(Count.PATIENTS_EVACUATED)
        self.put(status, town.host(side))
        if side == Side.KURDISH:
            self.await_return()
        else:
            self.rest()

    def be_taken_in(self) -> None:
        """On the government side: by relatives, in a shelter with room, or else by the host community."""
        if self.lot(Decision.RECEPTION, self.event) >= self.town.settings.relatives:
            shelter = self._choose_shelter()
            if shelter >= 0:
                self.put(Status.OUT_CAMP, shelter)
                self.await_on(self.town.row_onward(shelter))
                return
        self.move_in_with_relatives()

    def _choose_shelter(self) -> int:
        """The place of an open shelter with room for all of them, by room and drive; -1 if there is none."""
        receptions = self.town.receptions
        pulls = np.array([self._pull_of(r) for r in range(len(receptions.place))])
        r = int(pick(pulls, self.lot(Decision.SHELTER, self.event)))
        return int(receptions.place[r]) if r >= 0 else -1

    def _pull_of(self, r: int) -> float:
        town, receptions = self.town, self.town.receptions
        if receptions.host[r] or not receptions.open[r] or receptions.side[r] != Side.GOVERNMENT:
            return 0.0
        hours = float(town.world.drives[r, self.place])
        inside = sum(each.people for each in town.at[receptions.place[r]] if not is_outdoors(each.status))
        room = int(receptions.capacity[r]) - inside
        if room < self.people or not np.isfinite(hours):
            return 0.0
        return float(shelter_pull(float(room), hours, town.settings.near_shelter))

    def move_in_with_relatives(self) -> None:
        """Join the host community on the government side, and wait to go home."""
        self.put(Status.OUT_GOVERNMENT, self.town.host(Side.GOVERNMENT))
        self.await_return()

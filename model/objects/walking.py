"""Walking: an hour on the way, the queue of a way out, and through it."""

from __future__ import annotations

from model.codes import Count, Goal, Status, Way
from model.objects.crossing import Crossing
from model.randomness import Decision
from model.rules.queueing import gives_up
from model.rules.walking import is_still_walking, on_the_road, reach


class Walking(Crossing):
    """A household on foot, in a queue, or driven to a reception."""

    def walk(self) -> None:
        """Come as far as an hour allows."""
        if self.status != Status.TRAVELLING or not self.people:
            return
        if self.goal <= Goal.OUT:
            if self.until <= self.town.hour:
                self.town.arrivals.append(self)
        elif self._walk_on():
            self.town.at_their_way.append(self)

    def _walk_on(self) -> bool:
        """Walk for an hour; whether they now stand before their way out."""
        town, s = self.town, self.town.settings
        km = hour = float(reach(s.speed, s.night, town.is_night, s.slow, self.immobile + self.is_called))
        end = int(town.ways.inside[self.goal]) if self.goal >= 0 else Goal.REFUGE - self.goal
        while self.place != end:
            following = int(town.paths.step[self.place, end])
            if following < 0:  # the walk is cut off
                self.stop()
                return False
            stretch = float(town.paths.km[self.place, following]) - self.walked
            if stretch > km:
                self.walked += km
                return False
            km -= max(stretch, 0.0)
            self.walked = 0.0
            self.put(Status.TRAVELLING, following)
        if is_still_walking(km, hour, self.lot(Decision.WALK, self.event)):
            return False
        if self.goal >= 0:
            return True
        town.count(Count.WENT_HOME_INSIDE if self.place == self.home else Count.FLED_INSIDE, self.groups)
        self.stop()
        return False

    def come_to_their_way(self) -> None:
        """Leave by ambulance, or join the queue, unless the way has shut or armed groups stop them."""
        town, way = self.town, self.goal
        if self.is_called:
            self._leave_by_ambulance(way)
        elif town.ways.kind[way] == Way.SHUT or not self.may_board(way):
            self.stop()
        elif self.is_stopped(way):
            self.barred = way
            town.count(Count.STOPPED, self.groups)
            self.stop()
        else:
            town.queues[way].append(self)
            patience = self.tolerance(Decision.PATIENCE, self.event)
            self.until = int(gives_up(town.hour, town.settings.patience, patience))
            self.put(Status.WAITING, self.place)

    def call(self, way: int) -> None:
        """An ambulance has seats for them: they are carried to it."""
        self.set_off(way)
        self.is_called = True

    def _leave_by_ambulance(self, way: int) -> None:
        ways = self.town.ways
        self.is_called, self.crossed, self.goal = False, way, Goal.AMBULANCE
        self.until = self.town.hour + int(on_the_road(float(ways.ambulance[way])))
        self.put(Status.TRAVELLING, int(ways.outside[way]))

    def stays_in_queue(self, way: int) -> bool:
        """Whether they still are in a queue; who gives it up, or may not board any more, decides anew."""
        town = self.town
        if self.status != Status.WAITING or self.goal != way or not self.people:
            return False
        if self.until <= town.hour:
            town.count(Count.GAVE_UP, self.groups)
        elif town.ways.kind[way] != Way.SHUT and self.may_board(way):
            return True
        self.stop()
        return False

    def pass_through(self, way: int) -> None:
        """Through the way and on to a reception."""
        town, ways = self.town, self.town.ways
        ways.capacity[way] -= self.people
        ways.passed[way] += self.people
        ways.fresh[way] += self.people
        self.crossed = way
        if ways.kind[way] == Way.FLEET:
            self.goal = Goal.BUS
        else:
            self.goal = Goal.OUT - int(ways.side[way])
            is_breach = ways.kind[way] == Way.BREACH
            town.count(Count.PASSED_BREACH if is_breach else Count.PASSED_CORRIDOR, self.groups)
        self.until = town.hour + int(on_the_road(float(ways.beyond[way])))
        self.put(Status.TRAVELLING, int(ways.outside[way]))
        if ways.screened[way]:
            town.to_screen.append(self)

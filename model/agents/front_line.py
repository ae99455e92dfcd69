"""A front line: one sector of the line around the enclave, and how it moves on the offensive's own clock."""

from __future__ import annotations

from datetime import datetime, time
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from model.agents.base import Actor, Stage
from model.codes import Side
from model.engine.assault import Sector
from model.randomness import Decision, draw, draw_normal, entity, exponential
from model.rules.fronts.recorded import end, moment
from model.rules.fronts.stochastic import cohesion, weathered

RECORDED = ("recorded", "continued")  # kinds that read the record
NOON = time(12)  # a date without an hour is read as the middle of its day


class FrontLine(Actor):
    """Contests and takes the places of a sector when the offensive's clock there says so."""

    def __init__(self, model: Stage, sector: str) -> None:
        super().__init__(model, sector)
        self.places = [int(i) for i in model.city.enclave if model.city.places[i].sector == sector]
        self.kind = model.scenario.front.kind if model.scenario.mechanisms.front else "none"
        self.schedule = sorted(self._recorded(), key=itemgetter(0)) if self.kind in RECORDED else []
        ends = _hours(model.start, model.scenario.front.record_ends)
        # Hours on the clock of a place from which on it is pressed by hazard.
        self.pressed_from = {"stochastic": 0.0, "continued": ends}.get(self.kind, np.inf)
        self.pressed = np.zeros_like(model.clocks)
        self.sector = self._sector()

    def _recorded(self) -> list[tuple[float, int, int]]:
        """Moments on the offensive's clock: (hours, place, side), side -1 where a place becomes contested."""
        front = self.model.scenario.front
        ends = _hours(self.model.start, front.record_ends)
        moments = []
        for p in self.places:
            changes = [
                c for c in self.model.city.changes if c.place == p and c.day < front.record_ends.date()
            ]
            last, held = 0.0, True
            for number, change in enumerate(changes):
                name = self.model.city.places[p].id
                luck = draw_normal(self.model.seed, Decision.FRONT_DATE, name, number)
                noon = _hours(self.model.start, datetime.combine(change.day, NOON))
                at = moment(last, noon, float(front.doubt), change.doubt, luck)
                last, held = at, held if change.side is None else change.side is Side.OPPOSITION
                moments += self._moments(at, p, change.side)
            if held and self.kind == "recorded":
                luck = exponential(
                    self.model.seed, int(Decision.FRONT_DATE), entity(self.model.city.places[p].id), 1000
                )
                moments += self._moments(end(last, ends, float(front.endgame), luck), p, Side.GOVERNMENT)
        return moments

    def _moments(self, at: float, place: int, side: Side | None) -> list[tuple[float, int, int]]:
        if side is None:
            return [(at, place, -1)]
        if side is Side.OPPOSITION:
            return [(at, place, int(side))]
        before = max(0.0, at - float(self.model.scenario.front.contested))
        return [(before, place, -1), (at, place, int(side))]

    def _sector(self) -> Sector:
        front, seed = self.model.scenario.front, self.model.seed
        resistance = np.full_like(self.pressed, np.inf)
        for p in self.places:
            resistance[p] = -np.log(draw(seed, Decision.ASSAULT, self.model.city.places[p].id))
        hazard, contested_from = float(front.assault) / 24.0, float(front.contested_from)
        return Sector(np.array(self.places), resistance, hazard, contested_from)

    def step(self, furthest: float, held: NDArray[np.bool_]) -> None:
        """Let the line come as far as the offensive's clocks have run.

        ``furthest`` is the clock that has run most; ``held`` is as the phase of the fronts found it.
        """
        if self.schedule and self.schedule[0][0] <= furthest:
            clocks = self.model.clocks
            due = [each for each in self.schedule if each[0] <= clocks[each[1]]]
            self.schedule = [each for each in self.schedule if each[0] > clocks[each[1]]]
            for _, place, side in due:
                if not self.model.is_handed_over[place]:
                    self._apply(place, side)
        if self.pressed_from < np.inf:
            self._press(held)

    def _apply(self, place: int, side: int) -> None:
        places = self.model.population.places
        if side < 0:
            places.contested[place] = places.side[place] == Side.OPPOSITION
        elif places.side[place] != side:
            self.model.population.overtake(place, Side(side), self.model.hour)
        else:
            places.contested[place] = 0

    def _press(self, held: NDArray[np.bool_]) -> None:
        """By hazard: add the hour's hazard, contest what is near its threshold, take what has passed it."""
        model = self.model
        is_pressed = (model.clocks >= self.pressed_from) & ~model.is_handed_over
        pace = model.restraint["front"] * weathered(model.grounded, float(model.scenario.front.rain))
        together = self._cohesion(held)
        for p in model.population.press(self.sector, self.pressed, is_pressed, held, pace, together):
            model.population.overtake(int(p), Side.GOVERNMENT, model.hour)

    def _cohesion(self, held: NDArray[np.bool_]) -> float:
        """How well the defenders hold together, by the ground lost and whether they have united."""
        front = self.model.scenario.front
        lost = 1.0 - float(held[self.model.city.enclave].mean())
        is_united = front.united is not None and self.model.now >= front.united
        return float(cohesion(float(front.disarray), lost, float(front.unity), is_united))


def _hours(start: datetime, moment: datetime) -> float:
    return (moment - start).total_seconds() / 3600.0

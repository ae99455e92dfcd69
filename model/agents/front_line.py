"""A front line: one sector of the line around the enclave, and how it moves on the offensive's own clock."""

from __future__ import annotations

from datetime import datetime, time
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from model.agents.base import Actor, Stage
from model.codes import Side
from model.engine.orders import Moment
from model.randomness import Decision, draw, draw_normal, entity, exponential
from model.rules.fronts.recorded import end, moment
from model.rules.fronts.stochastic import weathered

RECORDED = ("recorded", "continued")  # kinds that read the record
NOON = time(12)  # a date without an hour is read as the middle of its day


class FrontLine(Actor):
    """Orders when the places of a sector are contested and taken, on the clocks of the offensive there."""

    def __init__(self, model: Stage, sector: str) -> None:
        super().__init__(model, sector)
        self.places = [int(i) for i in model.city.enclave if model.city.places[i].sector == sector]
        self.kind = model.scenario.front.kind if model.scenario.mechanisms.front else "none"
        ends = _hours(model.start, model.scenario.front.record_ends)
        pressed_from = {"stochastic": 0.0, "continued": ends}.get(self.kind, np.inf)
        moments = sorted(self._recorded(), key=itemgetter(0)) if self.kind in RECORDED else []
        self.row = model.population.book.add_front(
            self.places, moments, pressed_from=pressed_from, pressed_in=-1, pace=1.0
        )
        if pressed_from < np.inf:
            model.population.orders.resistance[self.places] = self._resistance()

    @property
    def schedule(self) -> list[Moment]:
        """The moments to come on the clocks: hours, place, and side or -1 where it becomes contested."""
        orders = self.model.population.orders
        front = orders.fronts[self.row]
        moments = orders.moments[front.first : front.last]
        return [(m.at, int(m.place), int(m.side)) for m in moments if not m.done]

    @property
    def pressed(self) -> NDArray[np.float64]:
        """By place of the city: the hazard of assault so far."""
        pressed: NDArray[np.float64] = self.model.population.orders.pressed
        return pressed

    def _recorded(self) -> list[Moment]:
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

    def _moments(self, at: float, place: int, side: Side | None) -> list[Moment]:
        if side is None:
            return [(at, place, -1)]
        if side is Side.OPPOSITION:
            return [(at, place, int(side))]
        before = max(0.0, at - float(self.model.scenario.front.contested))
        return [(before, place, -1), (at, place, int(side))]

    def _resistance(self) -> NDArray[np.float64]:
        """The hazard at which each place of the sector falls."""
        names = [self.model.city.places[p].id for p in self.places]
        return -np.log([draw(self.model.seed, Decision.ASSAULT, name) for name in names])

    def step(self) -> None:
        """Order the pace of the assault in the weather of the day."""
        rain = float(self.model.scenario.front.rain)
        self.model.population.orders.fronts.pace[self.row] = weathered(self.model.grounded, rain)


def _hours(start: datetime, moment: datetime) -> float:
    return (moment - start).total_seconds() / 3600.0

"""An aid corridor: ways out that a guarantor opens, the news of it, the trust in it, and attacks on it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from model.agents.base import Herald, Stage, inside_window
from model.agents.guarantor import guarantor_of
from model.codes import Side, Way
from model.randomness import Decision
from model.terms import Passage


class Corridor(Herald):
    """Opens its ways inside its hours, learns from what happens on them, and shuts them at the end."""

    def __init__(self, model: Stage, name: str, terms: Passage) -> None:
        super().__init__(model, name)
        self.terms = terms
        self.end = terms.start + timedelta(hours=float(terms.length))
        self.ways = np.array([model.population.way(text) for text in terms.ways])
        self.inside = model.population.ways.inside[self.ways]
        self.outside = model.population.ways.outside[self.ways]
        self.luck = ",".join(terms.ways)
        self.guarantor = guarantor_of(model, terms.guarantor, name, terms.ways)
        self.guarantor.answer_for(terms.announced, float(terms.trust))

    @property
    def trust(self) -> float:
        """Trust in its guarantor, as far as everything is seen that happens on its ways."""
        return self.guarantor.record

    def step(self, left_over: NDArray[np.float64]) -> None:
        """Spread the news, let trust follow what was seen, and open or shut the ways.

        ``left_over`` is the capacity, by way, that the last hour left.
        """
        now = self.model.now
        if now < self.terms.announced:
            return
        self.tell()
        works = (self.terms.start <= now < self.end) & self._is_front()
        self._learn(self.ways[works & inside_window(now, self.terms.window)])
        self._shut(self.ways[~works])
        self._open(self.ways[works], left_over)

    def _learn(self, e: NDArray[np.int64]) -> None:
        """Its guarantor is seen: whether these ways are fired on, and who came through in the last hour."""
        is_open = self.model.population.ways.kind[self.ways] == Way.CORRIDOR
        self.guarantor.be_seen(self.ways[is_open], e if self._is_fired_on(e) else self.ways[:0])

    def _is_fired_on(self, e: NDArray[np.int64]) -> bool:
        """Whether these ways are hit in this hour; if so, their queues are under artillery in the next."""
        is_on = (
            len(e) > 0
            and self.model.scenario.mechanisms.shelling
            and self.model.restraint["artillery"][self.model.population.ways.inside[e]].any()
        )
        if (
            not is_on
            or self.draw(Decision.INCIDENT, self.luck, self.model.hour) >= float(self.terms.incidents) / 24.0
        ):
            return False
        before = self.model.population.ways.inside[e]
        np.add.at(self.model.ambushes, before, round(float(self.terms.strikes)))
        return True

    def _is_front(self) -> NDArray[np.bool_]:
        """Which of its ways still lead from one side to another."""
        side = self.model.population.places.side
        is_front: NDArray[np.bool_] = (side[self.inside] == Side.OPPOSITION) & (
            side[self.outside] != Side.OPPOSITION
        )
        return is_front

    def _shut(self, e: NDArray[np.int64]) -> None:
        """Shut these of its ways, unless another corridor has them."""
        ways = self.model.population.ways
        ways.kind[e[ways.news[e] == self.news]] = Way.SHUT

    def _open(self, e: NDArray[np.int64], left_over: NDArray[np.float64]) -> None:
        """Open these of its ways."""
        if len(e) == 0:
            return
        population = self.model.population
        ways, places = population.ways, population.places
        capacity = float(self.terms.capacity) * population.scale
        outside = ways.outside[e]
        ways.kind[e] = Way.CORRIDOR
        ways.side[e] = places.side[outside]
        ways.beyond[e] = places.beyond[outside]
        ways.constant[e] = population.weights.corridor
        ways.guarantor[e] = self.guarantor.row
        ways.monitored[e] = float(self.terms.monitored)
        ways.news[e] = self.news
        ways.screened[e] = self.terms.screened & (places.side[outside] == Side.GOVERNMENT)
        stops = self.model.scenario.mechanisms.stopping & ~self.model.lets_go[ways.inside[e]]
        ways.stopped[e] = np.where(stops, float(self.terms.stopped), 0.0)
        ways.usual[e] = capacity
        ways.capacity[e] = left_over[e]
        e = self._letting_through(e)
        ways.capacity[e] += capacity
        places.spared[ways.inside[e]] = np.minimum(places.spared[ways.inside[e]], float(self.terms.fire))

    def _letting_through(self, e: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of these ways that people may pass in this hour."""
        if not inside_window(self.model.now, self.terms.window):
            return e[:0]
        return e[self.model.quiet[self.model.population.ways.inside[e]]] if self.terms.needs_quiet else e

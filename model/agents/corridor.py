"""An aid corridor: ways out that a guarantor opens, the news of it, the trust in it, and attacks on it."""

from __future__ import annotations

from datetime import timedelta

from model.agents.base import Actor, Stage, inside_window
from model.randomness import Decision
from model.rules.information import spread, trust_after
from model.state import Side, Way
from model.terms import Passage


class Corridor(Actor):
    """Opens its ways inside its hours, learns from what happens on them, and shuts them at the end."""

    def __init__(self, model: Stage, name: str, terms: Passage) -> None:
        super().__init__(model, name)
        self.terms = terms
        self.end = terms.start + timedelta(hours=float(terms.length))
        self.ways = [model.population.way(text) for text in terms.ways]
        self.news = model.population.add_news()
        self.trust = float(terms.trust)

    def step(self) -> None:
        """Spread the news, let trust follow what was seen, and open or shut the ways."""
        now = self.model.now
        if now < self.terms.announced:
            return
        self._tell()
        for e in self.ways:
            self._work(e) if self.terms.start <= now < self.end else self._shut(e)

    def _tell(self) -> None:
        information, news = self.model.scenario.information, self.model.population.world.news[self.news]
        if not self.model.scenario.mechanisms.information:
            news[:] = 1.0
            return
        for p in self.model.city.enclave:
            news[p] = spread(news[p], float(information.broadcast), float(information.hearsay))
        passages = (
            float(sum(self.model.population.world.ways.fresh[e] for e in self.ways))
            / self.model.population.scale
        )
        broken = self._is_fired_on()
        self.trust = trust_after(
            self.trust, broken, passages, float(information.loss), float(information.gain)
        )

    def _is_fired_on(self) -> bool:
        """Whether the way is hit in this hour; if so, the queue is under artillery."""
        is_on = self.model.scenario.mechanisms.shelling and self.model.restraint["artillery"] > 0.0
        if not is_on or self.draw(Decision.INCIDENT, self.model.hour) >= float(self.terms.incidents) / 24.0:
            return False
        for e in self.ways:
            place = self.model.population.world.ways.inside[e]
            self.model.ambushes[place] += round(float(self.terms.strikes))
        return True

    def _work(self, e: int) -> None:
        population = self.model.population
        ways, places = population.world.ways, population.world.places
        if places.side[ways.inside[e]] != Side.OPPOSITION or places.side[ways.outside[e]] == Side.OPPOSITION:
            self._shut(e)
            return
        capacity = float(self.terms.capacity) * population.scale
        ways.kind[e] = Way.CORRIDOR
        ways.side[e] = places.side[ways.outside[e]]
        ways.beyond[e] = places.beyond[ways.outside[e]]
        ways.constant[e] = population.weights.corridor
        ways.trust[e] = self.trust
        ways.news[e] = self.news
        ways.screened[e] = self.terms.screened and ways.side[e] == Side.GOVERNMENT
        stops = self.model.scenario.mechanisms.stopping and not self.model.lets_go
        ways.stopped[e] = float(self.terms.stopped) if stops else 0.0
        ways.usual[e] = capacity
        places.spared[ways.inside[e]] = min(places.spared[ways.inside[e]], float(self.terms.fire))
        if inside_window(self.model.now, self.terms.window):
            ways.capacity[e] += capacity

    def _shut(self, e: int) -> None:
        ways = self.model.population.world.ways
        if ways.kind[e] == Way.CORRIDOR and ways.news[e] == self.news:
            ways.kind[e] = Way.SHUT

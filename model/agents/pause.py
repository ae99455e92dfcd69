"""A pause: the promise to stop fighting, kept or broken day by day by each party."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np

from model.agents.base import Herald, Stage, inside_window
from model.agents.guarantor import guarantor_of
from model.randomness import Decision
from model.state import Side
from model.terms import Restraint


class Pause(Herald):
    """Restrains the weapons it names on the days on which it is kept; believed in until it is broken."""

    def __init__(self, model: Stage, name: str, terms: Restraint) -> None:
        super().__init__(model, name)
        self.terms = terms
        self.end = terms.start + timedelta(hours=self._length())
        self.belief = float(model.scenario.information.belief)
        self.broken_on: date | None = None
        self.is_over = False
        self.guarantor = guarantor_of(model, terms.guarantor, name) if terms.guarantor else None

    def _length(self) -> float:
        """Hours that it lasts with the renewals that it is given."""
        periods = 1
        while periods <= float(self.terms.renewals) and self.draw(
            Decision.RENEWAL, "renewal", periods
        ) < float(self.terms.renewal_chance):
            periods += 1
        return periods * float(self.terms.length)

    def holds(self, now: datetime, party: str) -> bool:
        """Whether a party keeps it on this day: one draw a day and party, the same for every pause."""
        kept = self.terms.kept_by_government if party == "government" else self.terms.kept_by_opposition
        return self.draw(Decision.COMPLIANCE, party, now.toordinal()) < float(kept)

    def step(self) -> None:
        """Restrain the weapons, spread the news, and hand over the ground at the end if that was agreed."""
        now = self.model.now
        if now >= self.end:
            self._finish()
        elif now >= self.terms.announced:
            self._be_heard_of()
            if now >= self.terms.start and inside_window(now, self.terms.window):
                self._restrain(now)

    def _restrain(self, now: datetime) -> None:
        is_kept = self.holds(now, "government")
        intensity = 0.0 if is_kept else float(self.terms.violation)
        for weapon in self.terms.weapons:
            self.model.restraint[weapon][:] = np.minimum(self.model.restraint[weapon], intensity)
        if self.guarantor and not is_kept:
            self.guarantor.break_word()
        if self.holds(now, "opposition"):
            self.model.lets_go = True
        learns = self.model.scenario.mechanisms.information
        if learns and not is_kept and self.broken_on != now.date():
            self.broken_on = now.date()
            self.belief *= 1.0 - float(self.model.scenario.information.loss)

    def _be_heard_of(self) -> None:
        places, known = self.model.population.places, self.tell()
        places.belief[:] = np.maximum(places.belief, self.belief * known)
        if self.terms.ends == "handover":
            places.handover[:] = self.model.population.weights.handover * known

    def _finish(self) -> None:
        if not self.is_over and self.terms.ends == "handover":
            for p in self.model.population.held.nonzero()[0]:
                self.model.population.overtake(int(p), Side.GOVERNMENT, self.model.hour, by_force=False)
            self.model.is_handed_over = True
        self.is_over = True

"""A pause: the promise to stop fighting, kept or broken day by day by each party."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np

from model.agents.base import Calendar, Herald, Stage, edges, inside_window
from model.agents.convoy import Convoy
from model.agents.guarantor import guarantor_of
from model.codes import CAME_IN, Side
from model.randomness import Decision
from model.rules.pauses import intensity, may_be_renewed, surge_intensity
from model.terms import WEAPONS, Party, Restraint, Weapon


class Violation(NamedTuple):
    """A day on which a party broke a pause with a weapon."""

    day: date
    party: Party
    weapon: Weapon


class Pause(Herald):
    """Restrains the weapons it names, where and when it holds; believed in until it is broken."""

    def __init__(self, model: Stage, name: str, terms: Restraint, agreement: Calendar | None = None) -> None:
        super().__init__(model, name, agreement)
        self.terms = terms
        self.area = model.city.area(terms.area)
        self.end = terms.start + timedelta(hours=float(terms.length))
        self.periods = 1
        self.days: set[date] = set()  # of the present period
        self.convoys = 0  # delivered before the present period
        self.violations: list[Violation] = []
        self.today: date | None = None  # for which it is known who keeps it, government and opposition
        self.kept = (False, False)
        self.broken_on: date | None = None
        self.is_over = False
        self.guarantor = guarantor_of(model, terms.guarantor, name) if terms.guarantor else None
        belief = float(model.scenario.information.belief)
        self.row = model.population.book.add_pause(
            self.area, news=self.news, belief=belief, handover=terms.ends == "handover"
        )

    def holds(self, now: datetime, party: str) -> bool:
        """Whether a party keeps it on this day: one draw a day and party, the same for every pause."""
        kept = self.terms.kept_by_government if party == "government" else self.terms.kept_by_opposition
        return self.draw(Decision.COMPLIANCE, party, now.toordinal()) < float(kept)

    def step(self) -> None:
        """Order what its calendar and those who keep it say, and see to what follows at the end."""
        now, line = self.now, self.model.population.orders.pauses[self.row]
        while now >= self.end and not self.is_over and self._is_renewed():
            self.end += timedelta(hours=float(self.terms.length))
        line.announced = self.terms.announced <= now < self.end
        line.working = self.terms.start <= now < self.end and inside_window(now, self.terms.window)
        if now >= self.end:
            self._finish(now)
        elif line.working:
            line.broken = self._restrain()
        surges_until = self.end + timedelta(hours=float(self.terms.surge_length))
        moments = (self.terms.announced, self.terms.start, self.end, surges_until)
        self.sleep(*moments, *edges(now, self.terms.window), daily=self.terms.start <= now < self.end)

    def _restrain(self) -> bool:
        """Restrain the weapons; whether it is now broken for the first time today."""
        now = self.model.now  # luck goes by everyone's calendar
        terms, today, orders = self.terms, now.date(), self.model.population.orders
        if today != self.today:
            self.today = today
            self.kept = self.holds(now, "government"), self.holds(now, "opposition")
        mine, theirs = self.kept
        if today not in self.days:
            self.days.add(today)
            self._note(today, mine, theirs)
        worst = 0.0
        for weapon in terms.weapons:
            left = intensity(
                mine, theirs, weapon == "air", float(terms.violation), float(terms.violation_by_opposition)
            )
            restraint = self.model.restraint[weapon]
            np.minimum(restraint, left, out=restraint, where=self.area)
            orders.left[self.row, WEAPONS.index(weapon)] = left
            worst = max(worst, left)
        if self.guarantor and not mine:
            self.guarantor.break_word()
        if theirs:
            self.model.lets_go[self.area] = True
        is_broken = worst > 0.0 and self.model.scenario.mechanisms.information and self.broken_on != today
        if is_broken:
            self.broken_on = today
        return bool(is_broken)

    def _note(self, today: date, is_kept: bool, is_kept_by_opposition: bool) -> None:
        """Record who breaks it today, with what; the opposition has no aircraft."""
        if any(day == today for day, _, _ in self.violations):
            return  # a day that two periods share
        weapons = self.terms.weapons
        if not is_kept:
            self.violations += [Violation(today, "government", weapon) for weapon in weapons]
        if not is_kept_by_opposition:
            self.violations += [
                Violation(today, "opposition", weapon) for weapon in weapons if weapon != "air"
            ]
        self.model.population.orders.pauses.violations[self.row] = len(self.violations)

    def _is_renewed(self) -> bool:
        """Whether the parties agree on another period; if so, it begins."""
        terms, delivered = self.terms, self._delivered()
        broken = {day for day, _, _ in self.violations}
        is_agreed = (
            self.periods <= float(terms.renewals)
            and may_be_renewed(
                len(self.days - broken),
                len(self.days),
                delivered - self.convoys,
                float(terms.renewal_kept),
                float(terms.renewal_convoys),
                terms.renewal_needs == "both",
            )
            and self.draw(Decision.RENEWAL, "renewal", self.periods) < float(terms.renewal_chance)
        )
        if is_agreed:
            self.periods, self.days, self.convoys = self.periods + 1, set(), delivered
        return is_agreed

    def _delivered(self) -> int:
        """Convoys that have reached the enclave so far."""
        return sum(each.outcome in CAME_IN for each in self.model.agents_by_type.get(Convoy, ()))

    def _finish(self, now: datetime) -> None:
        if self.terms.ends == "resume":
            if now < self.end + timedelta(hours=float(self.terms.surge_length)):
                self._surge()
        elif not self.is_over:
            self._hand_over()
        self.is_over = True

    def _hand_over(self) -> None:
        for p in (self.model.population.held & self.area).nonzero()[0]:
            self.model.population.overtake(int(p), Side.GOVERNMENT, self.model.hour, by_force=False)
        self.model.population.orders.handed_over[self.area] = True

    def _surge(self) -> None:
        """The fighting that was held down breaks out."""
        hours = (self.end - self.terms.start).total_seconds() / 3600.0
        held_down = self.model.population.orders.held_down[self.row]
        for weapon in self.terms.weapons:
            share = min(1.0, float(held_down[WEAPONS.index(weapon)]) / hours)
            surge = self.model.surge[weapon]
            intense = surge_intensity(float(self.terms.surge), share)
            np.maximum(surge, intense, out=surge, where=self.area)

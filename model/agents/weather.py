"""Weather: how much of the hour aircraft are grounded."""

from __future__ import annotations

from datetime import date

from model.agents.base import Actor
from model.randomness import Decision
from model.rules.weather import is_wet


class Weather(Actor):
    """The sky over the city: as recorded, and drawn from the climate on days without a record."""

    def step(self) -> None:
        """Read the sky of the day that begins."""
        if self.model.scenario.mechanisms.weather:
            self.model.grounded = self.grounded_on(self.model.now.date())

    def grounded_on(self, day: date) -> float:
        """The share of a day in which aircraft cannot fly."""
        recorded = self.model.city.grounded.get(day)
        if recorded is not None:
            return recorded
        return float(self.model.scenario.weather.grounded) if self.is_wet(day) else 0.0

    def is_wet(self, day: date) -> bool:
        """Whether a day is wet: as its spell of weather began, on a recorded day or by lot."""
        record, climate = self.model.city.grounded, self.model.scenario.weather
        known = {each.toordinal(): share for each, share in record.items()}
        first = self.spell("sky", day.toordinal(), float(climate.persistence), known)
        if first in known:
            return known[first] > 0.0
        return bool(is_wet(self.draw(Decision.SKY, "sky", first), float(climate.wet)))

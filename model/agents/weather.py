"""Weather: how much of the hour aircraft are grounded."""

from __future__ import annotations

from model.agents.base import Actor


class Weather(Actor):
    """The sky over the city, as recorded; a day without a record is fit for flying."""

    def step(self) -> None:
        """Read the day's record."""
        is_on = self.model.scenario.mechanisms.weather
        recorded = self.model.city.grounded.get(self.model.now.date(), 0.0)
        self.model.grounded = recorded if is_on else 0.0

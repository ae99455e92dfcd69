"""Weather, by hand: when a day keeps the state of the day before, and when a new one is wet."""

from __future__ import annotations

from model.rules.weather import is_wet, stays


def test_a_day_keeps_the_weather_with_the_chance_of_persistence() -> None:
    assert stays(0.29, 0.3)
    assert not stays(0.3, 0.3)
    assert not stays(0.001, 0.0)


def test_a_new_day_is_wet_with_its_share() -> None:
    assert is_wet(0.31, 0.32)
    assert not is_wet(0.32, 0.32)
    assert not is_wet(0.001, 0.0)

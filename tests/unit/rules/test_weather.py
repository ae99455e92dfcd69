"""Weather, by hand: when a day keeps the state of the day before, and when a new one is wet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from model.rules.weather import half_day, is_light, is_wet, stays


def test_a_day_keeps_the_weather_with_the_chance_of_persistence() -> None:
    assert stays(0.29, 0.3)
    assert not stays(0.3, 0.3)
    assert not stays(0.001, 0.0)


def test_a_new_day_is_wet_with_its_share() -> None:
    assert is_wet(0.31, 0.32)
    assert not is_wet(0.32, 0.32)
    assert not is_wet(0.001, 0.0)


def test_the_sun_is_up_for_half_of_an_equinox_and_at_the_equator_of_every_day() -> None:
    assert half_day(36.2, date(2016, 3, 22)) == pytest.approx(6.0, abs=0.05)
    assert half_day(0.0, date(2016, 12, 21)) == pytest.approx(6.0)


def test_the_sun_does_not_rise_in_a_polar_winter_nor_set_in_its_summer() -> None:
    assert half_day(80.0, date(2016, 12, 21)) == 0.0
    assert half_day(80.0, date(2016, 6, 21)) == pytest.approx(12.0)


def light(latitude: float, day: date) -> list[int]:
    return [hour for hour in range(24) if is_light(latitude, day, hour)]


def test_in_aleppo_in_december_it_is_light_from_7_to_17() -> None:
    days = [date(2016, 11, 26) + timedelta(days=n) for n in range(36)]
    assert all(light(36.2, day) == list(range(7, 17)) for day in days)


def test_in_mosul_in_june_it_is_light_for_fourteen_hours() -> None:
    assert light(36.34, date(2017, 6, 21)) == list(range(5, 19))

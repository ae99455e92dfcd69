"""The sky of the toy city: as recorded on 27 November, drawn from the climate on every other day."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np

from tests.worlds import hourly, run, toy

RAIN = ("weather.wet=0.3", "weather.persistence=0.5", "weather.grounded=0.4")


def days(seed: int, *sets: str, n: int = 2000, first: date = date(2017, 1, 1)) -> np.ndarray:
    """Which days of a long time after the record are wet."""
    weather = toy("still", *RAIN, *sets, seed=seed).weather
    return np.array([weather.is_wet(first + timedelta(days=d)) for d in range(n)])


def test_the_share_of_wet_days_and_their_spells_are_the_chains() -> None:
    wet = days(1)
    # Of a chain with correlation c from day to day, n days are worth n (1 - c) / (1 + c) independent ones.
    assert abs(wet.mean() - 0.3) < 4 * math.sqrt(0.3 * 0.7 * 3 / len(wet))
    after_wet = wet[1:][wet[:-1]]
    assert abs(after_wet.mean() - 0.65) < 4 * math.sqrt(0.65 * 0.35 / len(after_wet))


def test_the_sky_hangs_on_the_date_alone() -> None:
    late = days(1, n=100, first=date(2017, 2, 1))
    assert (days(1, n=131)[31:] == late).all()
    other_start = days(1, "start=2016-11-30 08:00", n=131)
    assert (other_start[31:] == late).all()
    assert (days(2, n=131)[31:] != late).any()


def test_a_recorded_day_is_as_recorded_and_its_weather_may_stay() -> None:
    after = 0
    for seed in range(100):
        weather = toy("still", "weather.persistence=0.5", seed=seed).weather
        assert weather.grounded_on(date(2016, 11, 27)) == 1.0
        assert weather.is_wet(date(2016, 11, 27))
        after += weather.is_wet(date(2016, 11, 28))  # no new state is wet here
    assert abs(after - 50) < 4 * math.sqrt(25)


def test_a_wet_day_grounds_aircraft_for_its_share() -> None:
    simulation = toy("still", "weather.wet=1", "weather.grounded=0.4")
    grounded = [each.grounded for each in hourly(simulation, 48)]
    assert grounded == [0.4] * 16 + [1.0] * 24 + [0.4] * 8


def test_without_the_mechanism_every_day_is_fit_for_flying() -> None:
    simulation = toy("still", "weather.wet=1", "mechanisms.weather=false")
    assert not any(each.grounded for each in hourly(simulation, 48))


def test_rain_stops_aircraft_as_far_as_it_grounds_them_and_no_shells() -> None:
    campaign = ("shelling.air.campaign=240", "shelling.artillery.campaign=240", "shelling.worst=1e-9")
    dry = run(toy("still", *campaign, "start=2016-11-28"), 24)
    wet = run(toy("still", *campaign, "start=2016-11-28", "weather.wet=1", "weather.grounded=0.4"), 24)
    assert wet.artillery.strikes == dry.artillery.strikes
    assert abs(wet.air.strikes / dry.air.strikes - 0.6) < 0.1

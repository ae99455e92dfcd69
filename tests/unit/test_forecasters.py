"""Naive forecasters, worked by hand where they are certain, and by their spread where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from experiments.forecasters import (
    FORECASTERS,
    LEAST,
    Naive,
    Series,
    expanding_mean,
    linear_trend,
    log_normal_random_walk,
    persistence,
    series,
)
from experiments.luck import normal
from experiments.reported import Figure, Reported
from experiments.reporters import Reporter, Reporters
from experiments.targets import Target

START, DAYS = datetime(2016, 11, 26), 20
KNOWN = Series(np.array([1.0, 2.0, 3.0]), np.array([10.0, 40.0, 40.0]), 3.0, 90.0, spread=0.0, step=0.0)
STILL = np.zeros((1, DAYS + 1))


def out(name: str, day: float, value: float, use: str = "calibration", **changed: object) -> Figure:
    moment = START + timedelta(days=day)
    made = Figure(name, "Bureau", "people", "out_total", moment, None, value, value, "exact", use, 1)
    return replace(made, **changed)


def naive(name: str, *figures: Figure, **changed: object) -> tuple[Naive, Target]:
    way = replace(Reporter(scope=("out_total",), counts="sum"), **changed)
    ways = (("*", "out_total", way),)
    last = figures[-1]
    target = Target(last, last.low, last.high, way, last.reporter, START, None, None)
    return Naive(
        FORECASTERS[name], Reported(figures, Reporters(ways)), START, START + timedelta(days=DAYS)
    ), target


def test_persistence_stays_at_the_last_value() -> None:
    np.testing.assert_array_equal(persistence(KNOWN, STILL), np.full((1, DAYS), 40.0))


def test_the_expanding_mean_is_that_of_all_values() -> None:
    np.testing.assert_array_equal(expanding_mean(KNOWN, STILL), np.full((1, DAYS), 30.0))


def test_the_trend_goes_on_along_the_line_and_not_below_nobody() -> None:
    line = replace(KNOWN, values=np.array([10.0, 20.0, 30.0]))
    np.testing.assert_allclose(linear_trend(line, STILL)[0, :2], [35.0, 45.0])
    falling = replace(KNOWN, values=np.array([30.0, 20.0, 10.0]))
    np.testing.assert_allclose(linear_trend(falling, STILL)[0, :3], [5.0, 0.0, 0.0], atol=1e-9)


def test_one_value_makes_no_trend() -> None:
    one = replace(KNOWN, days=np.array([1.0]), values=np.array([7.0]))
    np.testing.assert_array_equal(linear_trend(one, STILL), expanding_mean(one, STILL))


def test_the_random_walk_spreads_with_the_root_of_the_days() -> None:
    paths = np.log(log_normal_random_walk(replace(KNOWN, step=0.2), normal(4000, DAYS + 1)) / 40.0)
    for day in (1, 4, 16):
        assert paths[:, day - 1].std() == pytest.approx(0.2 * np.sqrt(day), rel=0.05)


def test_a_count_begins_with_nobody_and_goes_on_by_the_day() -> None:
    known = out("a", 2, 100), out("b", 4, 400), out("later", 6, 0, "held-out")
    forecaster, target = naive("persistence", *known)
    found = forecaster.series(target)
    np.testing.assert_array_equal(found.days, [1.0, 3.0])
    np.testing.assert_array_equal(found.values, [50.0, 150.0])
    assert (found.last, found.total, found.is_own) == (4.0, 400.0, True)
    assert np.median(forecaster.totals(target)) == pytest.approx(700.0, rel=0.02)  # 400 and two days of 150


def test_a_series_is_worked_out_once() -> None:
    forecaster, target = naive("persistence", out("a", 2, 100), out("later", 6, 0, "held-out"))
    assert forecaster.series(target) is forecaster.series(replace(target, days=9.0))


def test_nothing_held_out_is_known_and_several_of_one_moment_are_their_mean() -> None:
    known = out("a", 2, 100), out("b", 2, 300), out("c", 3, 999, "held-out")
    found = series(naive("persistence", *known)[1], naive("persistence", *known)[0].reported, START)
    np.testing.assert_array_equal(found.values, [100.0])


def test_the_spread_is_that_of_the_logarithms_about_their_own_mean() -> None:
    known = out("a", 1, 100), out("b", 2, 500), out("later", 6, 0, "held-out")
    found = naive("persistence", *known)[0].series(naive("persistence", *known)[1])
    assert found.spread == pytest.approx(np.log(4.0) / np.sqrt(2.0))  # 100 and 400 a day
    assert found.step == pytest.approx(np.log(4.0))
    same = out("a", 1, 100), out("b", 2, 200), out("later", 6, 0, "held-out")
    assert naive("persistence", *same)[0].series(naive("persistence", *same)[1]).spread == LEAST


def test_who_had_said_nothing_is_forecast_from_the_others_with_doubt() -> None:
    known = (
        out("a", 2, 100),
        out("b", 2, 300, reporter="Ministry"),
        out("new", 2, 0, "held-out", reporter="New"),
    )
    forecaster, target = naive("persistence", *known, doubt=0.5)
    found = forecaster.series(target)
    assert (found.total, found.is_own) == (200.0, False)
    assert np.std(np.log(forecaster.totals(target))) == pytest.approx(0.5, rel=0.05)


def test_of_what_nobody_had_said_anything_it_foretells_nobody() -> None:
    forecaster, target = naive("persistence", out("new", 2, 50, "held-out"))
    assert not forecaster.totals(target).any()


def test_a_level_stays_where_it_was() -> None:
    known = out("a", 1, 200), out("b", 3, 100), out("later", 9, 0, "held-out")
    forecaster, target = naive("persistence", *known, counts="level")
    assert np.median(forecaster.totals(target)) == pytest.approx(100.0, rel=0.02)


def test_a_level_is_foretold_for_the_end_of_its_day() -> None:
    """10 a day from 100 at the end of day 1: 150 at that of day 6, and a walk of three days from day 3."""
    known = out("a", 1, 100), out("b", 3, 120)
    forecaster, target = naive("linear trend", *known, out("later", 6, 0, "held-out"), counts="level")
    assert np.median(forecaster.totals(target)) == pytest.approx(150.0, rel=0.01)
    known = out("a", 1, 100), out("b", 3, 200)
    walk, target = naive("log-normal random walk", *known, out("later", 6, 0, "held-out"), counts="level")
    wanted = walk.series(target).step * np.sqrt(3.0)
    assert np.log(walk.totals(target)).std() == pytest.approx(wanted, rel=0.05)


@pytest.mark.parametrize("name", FORECASTERS)
@pytest.mark.parametrize(("sign", "off"), [("exact", 0.0), ("at-most", 0.0), ("at-least", 0.3)])
def test_nobody_believes_or_says_that_more_than_all_of_the_ground_is_lost(
    name: str, sign: str, off: float
) -> None:
    known = [out(str(day), day, 1e6, observable="territory_lost") for day in (1, 3)]
    last = out("later", 9, 0, "held-out", observable="territory_lost", sign=sign)
    forecaster, target = naive(name, *known, last, counts="level", spread=1e-9, margin=0.3)
    away = np.log(100.0 / forecaster.totals(target))
    assert np.all(away >= 0.0)
    assert away.mean() == pytest.approx(off, rel=0.06, abs=1e-6)


def test_a_flow_is_by_the_day_of_its_window() -> None:
    def flow(name: str, day: float, value: float, use: str = "calibration") -> Figure:
        return out(name, day, value, use, begin=START + timedelta(days=day - 2))

    known = flow("a", 2, 100), flow("later", 8, 0, "held-out")
    forecaster, target = naive("persistence", *known, counts="flow")
    found = forecaster.increments(replace(target, days=2.0))
    assert np.median(found) == pytest.approx(50.0, rel=0.02)

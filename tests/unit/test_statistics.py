"""Medians, intervals and paired differences, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.statistics import (
    chance_greater,
    difference,
    fewest,
    half_widths,
    interval,
    mean,
    mean_difference,
    variance,
)

NUMBERS = arrays(np.float64, st.integers(1, 30), elements=st.floats(-1e6, 1e6))


def test_interval_of_99_evenly_spread_values() -> None:
    found = interval(np.arange(1.0, 100.0))
    assert (found.low, found.median, found.high) == pytest.approx((5, 50, 95))
    assert not found.holds_zero


def test_interval_of_another_share() -> None:
    found = interval(np.arange(1.0, 100.0), 0.80)
    assert (found.low, found.high, found.share) == pytest.approx((10, 90, 0.8))


@pytest.mark.parametrize("count", [19, 40])
def test_one_more_replicate_lies_in_the_interval_as_often_as_it_says(count: int) -> None:
    luck = np.random.default_rng(1).normal(size=(4000, count + 1))
    found = [(interval(row[1:]), row[0]) for row in luck]
    assert np.mean([each.low <= one <= each.high for each, one in found]) == pytest.approx(0.90, abs=0.015)


def test_no_replicates_have_no_interval() -> None:
    with pytest.raises(ValueError, match="at least one replicate"):
        interval(np.array([]))


def test_difference_pairs_by_seed() -> None:
    found = difference(np.array([11.0, 22.0, 33.0]), np.array([1.0, 2.0, 3.0]))
    assert found.median == 20.0
    assert (found.low, found.high) == (10.0, 30.0), "of three, the range"


def test_ties_count_half() -> None:
    assert chance_greater(np.array([2.0, 1.0, 0.0, 5.0]), np.array([1.0, 1.0, 1.0, 1.0])) == 0.625


def test_unpaired_replicates_are_refused() -> None:
    with pytest.raises(ValueError, match="not paired"):
        difference(np.zeros(3), np.zeros(4))


@given(NUMBERS)
def test_a_scenario_beside_itself_differs_by_nothing(values: np.ndarray) -> None:
    found = difference(values, values)
    assert (found.low, found.median, found.high) == (0, 0, 0)
    assert found.holds_zero
    assert chance_greater(values, values) == 0.5


@given(NUMBERS)
def test_the_median_lies_in_the_interval(values: np.ndarray) -> None:
    found = interval(values)
    assert found.low <= found.median <= found.high


@given(NUMBERS, st.data())
def test_the_chances_of_both_sides_add_up_to_one(values: np.ndarray, data: st.DataObject) -> None:
    others = data.draw(arrays(np.float64, values.shape, elements=st.floats(-1e6, 1e6)))
    assert chance_greater(values, others) + chance_greater(others, values) == pytest.approx(1.0)


def test_the_mean_of_paired_differences_has_an_interval_by_students_t() -> None:
    found = mean_difference(np.array([11.0, 12.0, 13.0]), np.array([10.0, 10.0, 10.0]))
    assert found.mean == 2.0
    assert found.high == pytest.approx(2.0 + 4.302653 / math.sqrt(3), rel=1e-6)
    assert found.sureness == pytest.approx(2.0 / (found.high - 2.0))


@pytest.mark.parametrize("count", [0, 1])
def test_a_mean_of_fewer_than_two_has_no_interval(count: int) -> None:
    with pytest.raises(ValueError, match="at least two replicates"):
        mean(np.ones(count))


@pytest.mark.parametrize(
    ("freedom", "point"), [(1, 12.7062), (2, 4.3027), (3, 3.1824), (9, 2.2622), (99, 1.9842)]
)
def test_the_interval_of_a_mean_has_the_width_of_the_tables_of_students_t(freedom: int, point: float) -> None:
    # One value of 1 and the others 0: their mean is 1/n, and the error of it is 1/n as well.
    n = freedom + 1
    found = mean(np.eye(n)[0])
    assert (found.mean, found.high * n - 1.0) == pytest.approx((1.0 / n, point), rel=1e-4)


def test_the_interval_of_points_and_seeds_is_that_of_both() -> None:
    # Points -1, 1, 3: a variance of 4 / 3 and two degrees of freedom. Seeds 0 and 2: 2 / 2, and one.
    runs = np.array([0.0, 2.0, 4.0])[:, None] + np.array([-1.0, 1.0])
    assert variance(runs) == pytest.approx(4.0 / 3.0 + 1.0)
    assert half_widths(runs) == pytest.approx(np.sqrt(4.302653**2 * 4.0 / 3.0 + 12.706205**2))


@pytest.mark.parametrize(("points", "seeds"), [(8, 20), (64, 2), (20, 20)])
def test_the_interval_of_points_and_seeds_holds_the_mean_as_often_as_it_says(points: int, seeds: int) -> None:
    luck = np.random.default_rng(1)
    of_points, of_seeds = luck.normal(size=(2000, points, 1)), 0.5 * luck.normal(size=(2000, 1, seeds))
    found = [mean(runs) for runs in of_points + of_seeds + 0.5 * luck.normal(size=(2000, points, seeds))]
    assert 0.94 < np.mean([each.low <= 0.0 <= each.high for each in found]) < 0.99


@pytest.mark.parametrize(("shape", "count"), [((1, 12), 12), ((64, 2), 2), ((8, 20), 8), ((64, 1), 1)])
def test_a_sign_is_of_runs_that_share_neither_point_nor_seed(shape: tuple[int, int], count: int) -> None:
    assert fewest(np.zeros(shape)) == count

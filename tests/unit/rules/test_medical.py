"""A family's hazard of losing one of its wounded, and the hour of the next death, by hand."""

from __future__ import annotations

import math
from datetime import datetime

import pytest

from model.parameters import Quantity
from model.rules.medical import (
    NEVER,
    Care,
    Medical,
    care,
    next_death,
    others_hazard,
    patients_hazard,
    spent,
)

START = datetime(2016, 11, 26)
RATES = Care(treated=0.001, untreated=0.01, worsening=100.0, minor=0.002, dark=24.0)


def medical(hospitals: datetime | None) -> Medical:
    quantities = {"untreated": 0.24, "treated": 0.024, "minor": 0.048, "worsening": 100.0}
    values = {key: Quantity(value) for key, value in quantities.items()}
    return Medical.model_construct(**values, hospitals=hospitals)


def test_rates_are_per_hour_and_the_hospitals_last_hour_is_on_the_clock_of_the_run() -> None:
    found = care(medical(datetime(2016, 11, 27)), START, is_on=True)
    assert found == pytest.approx((0.001, 0.01, 100.0, 0.002, 24.0))
    assert care(medical(datetime(2016, 11, 20)), START, is_on=True).dark == 0.0
    assert care(medical(None), START, is_on=True).dark == NEVER
    assert care(medical(None), START, is_on=False)[:2] == (0.0, 0.0)


def test_the_hazard_of_a_patient_grows_by_as_much_again_in_its_time() -> None:
    assert patients_hazard(RATES, 1, 24.0, 24.0) == pytest.approx(0.01)
    assert patients_hazard(RATES, 1, 24.0, 124.0) == pytest.approx(0.02)
    # Two patients, who have waited 100 and 50 hours.
    assert patients_hazard(RATES, 2, 24.0 + 74.0, 124.0) == pytest.approx(0.01 * (2.0 + 1.5))


def test_while_hospitals_work_patients_die_as_treated_and_the_lightly_wounded_do_not() -> None:
    assert patients_hazard(RATES, 3, 72.0, 23.0) == pytest.approx(0.003)
    assert others_hazard(RATES, 2, 23.0) == 0.0
    assert others_hazard(RATES, 2, 24.0) == pytest.approx(0.004)


def test_the_hazard_adds_up_over_both_times() -> None:
    # 14 h treated; then 50 h at 0.01 rising to 0.015, and a lightly wounded one.
    expected = 14 * 0.001 + 50 * 0.0125 + 50 * 0.002
    assert spent(RATES, 1, 24.0, 1, 10.0, 74.0) == pytest.approx(expected)
    assert spent(RATES, 1, 24.0, 1, 10.0, 20.0) == pytest.approx(10 * 0.001)


@pytest.mark.parametrize("tolerance", [0.001, 0.013, 0.015, 0.5, 3.0])
@pytest.mark.parametrize("others", [0, 2])
def test_death_comes_when_the_tolerance_is_spent(tolerance: float, others: int) -> None:
    hour = next_death(RATES, tolerance, 1, 24.0, others, 10.0)
    assert spent(RATES, 1, 24.0, others, 10.0, hour) == pytest.approx(tolerance)
    assert (hour < 24.0) == (tolerance < 0.014)


def test_whoever_is_in_no_danger_never_dies() -> None:
    assert next_death(RATES._replace(minor=0.0), 1.0, 0, 0.0, 2, 30.0) == math.inf
    assert next_death(Care(0.0, 0.0, 100.0, 0.0, 0.0), 1.0, 2, 0.0, 2, 30.0) == math.inf


def test_the_lightly_wounded_die_at_their_constant_hazard() -> None:
    assert next_death(RATES, 0.1, 0, 0.0, 1, 30.0) == pytest.approx(30.0 + 50.0)

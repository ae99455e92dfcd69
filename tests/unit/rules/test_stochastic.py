"""A stochastic front, by hand: the assault's hazard, the weather and the defenders' cohesion."""

from __future__ import annotations

import math

import pytest

from model.rules.fronts.stochastic import assault_hazard, cohesion, weathered


def test_an_assault_goes_by_the_share_of_neighbours_lost() -> None:
    assert assault_hazard(0.02, 0, 4, 1.0, 1.0) == 0.0
    assert assault_hazard(0.02, 1, 4, 1.0, 1.0) == pytest.approx(0.005)
    assert assault_hazard(0.02, 4, 4, 0.5, 1.0) == pytest.approx(0.01)
    assert assault_hazard(0.02, 0, 0, 1.0, 1.0) == 0.0


def test_those_who_hold_together_hold_longer() -> None:
    assert assault_hazard(0.02, 4, 4, 1.0, 2.0) == pytest.approx(0.01)


def test_cohesion_falls_with_ground_lost_and_rises_when_the_defenders_unite() -> None:
    assert cohesion(0.7, 0.0, 0.5, False) == 1.0
    assert cohesion(math.log(4), 0.5, 0.5, False) == pytest.approx(0.5)
    assert cohesion(math.log(4), 0.5, math.log(2), True) == pytest.approx(1.0)


def test_rain_slows_by_the_share_of_the_hour_that_it_falls() -> None:
    assert weathered(0.0, 0.25) == 1.0
    assert weathered(1.0, 0.25) == 0.25
    assert weathered(0.5, 0.5) == 0.75

"""The front, by hand: pressure after it has passed, and the hazard of an assault."""

from __future__ import annotations

import math

import pytest

from model.rules.front import assault_hazard, passed


def test_pressure_fades_by_e_in_the_aftermath() -> None:
    assert passed(0.0, 48.0) == 1.0
    assert passed(48.0, 48.0) == pytest.approx(math.exp(-1))
    assert passed(math.inf, 48.0) == 0.0


def test_an_assault_goes_by_the_share_of_neighbours_lost() -> None:
    assert assault_hazard(0.02, 0, 4, 1.0) == 0.0
    assert assault_hazard(0.02, 1, 4, 1.0) == pytest.approx(0.005)
    assert assault_hazard(0.02, 4, 4, 0.5) == pytest.approx(0.01)
    assert assault_hazard(0.02, 0, 0, 1.0) == 0.0

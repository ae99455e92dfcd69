"""The front, by hand: pressure after it has passed, and who flees from it."""

from __future__ import annotations

import math

import pytest

from model.rules.front import FORWARD, INWARD, STAYS, flight, passed, shelter_inward


def test_pressure_fades_by_e_in_the_aftermath() -> None:
    assert passed(0.0, 48.0) == 1.0
    assert passed(48.0, 48.0) == pytest.approx(math.exp(-1))
    assert passed(math.inf, 48.0) == 0.0


def test_one_lot_says_who_flees_forward_who_inward_and_who_stays() -> None:
    assert [flight(lot, 0.2, 0.3) for lot in (0.1, 0.2, 0.49, 0.5)] == [FORWARD, INWARD, INWARD, STAYS]
    assert flight(0.999, 0.0, 1.0) == INWARD
    assert flight(0.999, 1.0, 1.0) == FORWARD
    assert flight(0.0, 0.0, 0.0) == STAYS


def test_a_refuge_draws_by_how_near_and_how_quiet_it_is() -> None:
    assert shelter_inward(0.4, 0.25) == pytest.approx(0.3)
    assert shelter_inward(0.4, 1.0) == 0.0

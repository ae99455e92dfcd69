"""The proportional-hazards rule by hand: its contract of scalar functions, one factor at a time."""

from __future__ import annotations

import math

import pytest

from model.rules.behaviour.proportional_hazards import (
    Weights,
    is_ready,
    own_factor,
    progress,
    push,
    rebased,
    threshold,
)

PLAIN = Weights(**dict.fromkeys(Weights._fields, 0.0))._replace(base=0.01, fastest=0.2)


@pytest.mark.parametrize(
    ("effect", "state"),
    [
        ("threat", (1.0, 0.0, 0.0, 0.0, 0.0)),
        ("front", (0.0, 1.0, 0.0, 0.0, 0.0)),
        ("peers", (0.0, 0.0, 1.0, 0.0, 0.0)),
        ("damage", (0.0, 0.0, 0.0, 1.0, 0.0)),
        ("hope", (0.0, 0.0, 0.0, 0.0, 1.0)),
    ],
)
def test_each_driver_multiplies_the_push_on_its_own(effect: str, state: tuple[float, ...]) -> None:
    sign = -1 if effect == "hope" else 1
    b = PLAIN._replace(**{effect: 0.7})
    assert push(b, *state) == pytest.approx(0.01 * math.exp(sign * 0.7))
    assert push(PLAIN, *state) == pytest.approx(0.01)


def test_the_hazard_lived_through_grows_by_push_times_appeal_and_no_faster_than_allowed() -> None:
    assert progress(PLAIN, 1.0, 0.01, 3.0) == pytest.approx(1.03)
    assert progress(PLAIN, 1.0, 0.01, 300.0) == pytest.approx(1.2)


def test_a_family_has_a_factor_of_its_own() -> None:
    b = PLAIN._replace(hunger=0.7, wounded=0.5, cannot_walk=-0.7, kin=0.4, frailty=0.6)
    assert own_factor(b, 0.0, 0, 0, 0, 0.0) == 1.0
    assert own_factor(b, 0.5, 1, 0, 0, 0.0) == pytest.approx(math.exp(0.3 + 0.7))
    assert own_factor(b, 0.0, 0, 2, 1, 0.5) == pytest.approx(math.exp(0.5 - 0.7 + 0.2))


def test_a_tolerance_is_spent_at_the_familys_own_pace() -> None:
    assert threshold(PLAIN, 2.0, math.exp(-1.0), 4.0) == pytest.approx(2.25)
    assert rebased(PLAIN, 3.0, 5.0, 1.0, 4.0) == pytest.approx(3.5)
    assert is_ready(PLAIN, 0.0, 0.0, 0.0, 0.5, 7)

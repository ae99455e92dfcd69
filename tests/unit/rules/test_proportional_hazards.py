"""The hazard of leaving, by hand: what drives, what holds, what a way is worth, and a family's own factor."""

from __future__ import annotations

import math

import pytest

from model.rules.behaviour.proportional_hazards import Weights, appeal, assurance, own_factor, push

PLAIN = Weights(**dict.fromkeys(Weights._fields, 0.0))._replace(base=0.01, travel=2.0, wait=4.0)


@pytest.mark.parametrize(
    ("weight", "state", "ratio"),
    [
        ("threat", (0.5, 0, 0, 0), math.exp(1.0)),
        ("front", (0, 0.5, 0, 0), math.exp(1.0)),
        ("peers", (0, 0, 0.5, 0), math.exp(1.0)),
        ("hope", (0, 0, 0, 0.5), math.exp(-1.0)),
    ],
)
def test_each_effect_multiplies_the_hazard_by_itself(
    weight: str, state: tuple[float, ...], ratio: float
) -> None:
    assert push(PLAIN, 0, 0, 0, 0) == pytest.approx(0.01)
    assert push(PLAIN._replace(**{weight: 2.0}), *state) == pytest.approx(0.01 * ratio)
    assert push(PLAIN, *state) == pytest.approx(0.01)


def test_a_way_is_worth_its_constant_and_trust_less_the_time_it_takes() -> None:
    assert appeal(PLAIN, 0.0, 0.0, 0.0) == assurance(PLAIN, 1.0) == 1.0
    assert appeal(PLAIN, -2.0, 4.0, 6.0) == pytest.approx(math.exp(-2.0 - 2.0 - 1.5))
    assert assurance(PLAIN._replace(trust=9.0), 0.5) == pytest.approx(math.exp(4.5))


def test_a_family_has_a_factor_of_its_own() -> None:
    b = PLAIN._replace(hunger=0.7, wounded=0.5, cannot_walk=-0.7)
    assert own_factor(b, 0.0, 0, 0, 0) == 1.0
    assert own_factor(b, 0.3, 1, 0, 0) == pytest.approx(math.exp(1.0))
    assert own_factor(b, 0.0, 0, 3, 0) == pytest.approx(math.exp(0.5))
    assert own_factor(b, 0.0, 1, 1, 2) == pytest.approx(math.exp(0.5))

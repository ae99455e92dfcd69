"""Where to, by hand: each attribute of a destination moves its appeal by its own effect."""

from __future__ import annotations

import math

import pytest

from model.rules.behaviour import _logit as logit
from model.rules.behaviour.proportional_hazards import Weights

PLAIN = Weights(**dict.fromkeys(Weights._fields, 0.0))._replace(travel=2.0, wait=4.0)


def test_a_way_is_worth_its_constant_less_the_time_it_takes() -> None:
    assert logit.pull(PLAIN, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0) == 1.0
    assert logit.pull(PLAIN, -2.0, 0.0, 0.0, 0.0, 4.0, 6.0) == pytest.approx(math.exp(-2.0 - 2.0 - 1.5))
    assert logit.approach(PLAIN, 4.0, 9.0, 3) == pytest.approx(math.exp(-2.0))
    assert logit.way(PLAIN, 0.5, 3.0, 99.0) == 1.5


@pytest.mark.parametrize(("effect", "sign", "at"), [("danger", -1, 1), ("aid", 1, 2), ("load", -1, 3)])
def test_danger_and_full_shelters_hold_back_and_aid_draws(effect: str, sign: int, at: int) -> None:
    b = PLAIN._replace(**{effect: 0.8})
    state = [0.0] * 5
    state[at - 1] = 0.5
    assert logit.pull(b, 0.0, *state) == pytest.approx(math.exp(sign * 0.4))


def test_trust_and_kin_multiply_the_appeal() -> None:
    b = PLAIN._replace(trust=9.0, kin_there=1.0)
    assert logit.assurance(b, 0.5) == pytest.approx(math.exp(4.5))
    assert logit.kinship(b, 0.25) == pytest.approx(math.exp(0.25))


def test_a_refuge_is_worth_less_near_the_front_under_fire_and_full_of_people() -> None:
    b = PLAIN._replace(danger=0.5, crowding=0.3)
    assert logit.haven(b, 0.25, 0.0, 0.0) == 0.75
    assert logit.haven(b, 0.0, 0.8, 2.0) == pytest.approx(math.exp(-0.4 - 0.6))
    assert logit.refuge(b, 3.0, 1.5, 9.0, 2) == pytest.approx(math.exp(-2.0))
    assert logit.unit(b, 0.7) == 0.7

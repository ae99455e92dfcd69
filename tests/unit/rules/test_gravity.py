"""The gravity rule by hand: move chances by place, weights by distance, and how far people look ahead."""

from __future__ import annotations

import math

import pytest

from model.rules.behaviour.gravity import (
    Weights,
    approach,
    haven,
    is_ready,
    own_factor,
    progress,
    push,
    rebased,
    refuge,
    threshold,
    way,
)

FLEE = Weights(1.0 / 24, 0.3 / 24, 0.5, 0.25, 1.0, 1.0, 10.0, 1.0, 2.0)


@pytest.mark.parametrize(("front", "per_day"), [(0.0, 0.3), (0.49, 0.3), (0.5, 1.0), (1.0, 1.0)])
def test_the_hazard_is_that_of_a_place_in_conflict_or_of_any_other(front: float, per_day: float) -> None:
    assert push(FLEE, 1.0, front, 1.0, 1.0, 1.0) == pytest.approx(per_day / 24)


def test_people_move_only_if_there_is_somewhere_to_go() -> None:
    assert progress(FLEE, 1.0, 0.5, 1e-9) == 1.5
    assert progress(FLEE, 1.0, 0.5, 0.0) == 1.0


def test_every_family_moves_with_the_same_chance() -> None:
    assert own_factor(FLEE, 2.0, 1, 1, 1, 1.0) == 1.0
    assert threshold(FLEE, 1.0, math.exp(-2.0), 1.0) == pytest.approx(3.0)
    assert rebased(FLEE, 1.0, 3.0, 1.0, 5.0) == 3.0
    assert is_ready(FLEE, 0.0, 0.0, 0.0, 0.5, 1)


def test_a_weight_falls_with_the_whole_distance_softened() -> None:
    assert way(FLEE, 2.0, 1.0, 8.0) == pytest.approx(1 / 20)
    assert refuge(FLEE, 1.0, 1.0, 5.0, 2) == pytest.approx(1 / 15)
    assert haven(FLEE, 1.0, 0.0, 0.0) == 0.25
    assert haven(FLEE, 0.0, 1.0, 9.0) == 1.0


def test_people_look_ahead_so_many_stretches_and_no_farther() -> None:
    assert refuge(FLEE, 1.0, 1.0, 5.0, 3) == 0.0
    assert approach(FLEE, 1.0, 5.0, 1) == 5.0
    assert way(FLEE, approach(FLEE, 1.0, 5.0, 2), 1.0, 1.0) == 0.0

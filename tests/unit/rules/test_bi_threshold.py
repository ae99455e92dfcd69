"""The bi-threshold rule by hand: attitude, norm, control, and the hour at which a family takes stock."""

from __future__ import annotations

import math

import pytest

from model.rules.behaviour.bi_threshold import (
    Weights,
    is_ready,
    own_factor,
    progress,
    push,
    rebased,
    threshold,
)

PLAIN = Weights(**dict.fromkeys(Weights._fields, 0.0))._replace(
    tolerance=1.0, pioneers=0.2, conformity=0.5, panic=2.0, every=1.0
)


def test_attitude_adds_up_threat_front_and_damage_less_hope() -> None:
    b = PLAIN._replace(threat=1.0, front=2.0, damage=0.5, hope=0.4)
    assert push(b, 0.5, 0.25, 0.9, 0.2, 0.5) == pytest.approx(0.5 + 0.5 + 0.1 - 0.2)


def test_control_weighs_what_can_be_done_and_where_nothing_can_nobody_goes() -> None:
    b = PLAIN._replace(control=0.3)
    assert progress(b, 7.0, 1.0, math.e) == pytest.approx(1.3)
    assert progress(b, 7.0, 1.0, 0.0) == -math.inf


def test_the_threshold_is_the_same_at_every_decision_and_moves_with_what_happens_to_the_family() -> None:
    b = PLAIN._replace(frailty=0.5, hunger=0.3, kin=0.2)
    before = own_factor(b, -1.0, 0, 0, 0, 0.0)
    assert threshold(b, 5.0, 0.1, before) == threshold(b, 0.0, 0.9, before) == pytest.approx(1.5)
    after = own_factor(b, -1.0, 1, 0, 0, 0.5)
    assert rebased(b, 0.0, 1.5, before, after) == pytest.approx(1.1) == threshold(b, 0.0, 0.5, after)


@pytest.mark.parametrize(
    ("lot", "gone", "is_gone"),
    [(0.1, 0.0, True), (0.6, 0.24, False), (0.6, 0.26, True), (0.99, 0.4, False)],
)
def test_pioneers_wait_for_nobody_and_others_for_their_share_of_peers(
    lot: float, gone: float, is_gone: bool
) -> None:
    assert is_ready(PLAIN, 0.1, gone, 0.0, lot, 5) == is_gone  # at 0.6: (0.6 - 0.2) / 0.8 x 0.5 = 0.25


def test_kin_count_in_the_norm_and_panic_overrides_it() -> None:
    b = PLAIN._replace(kinship=0.5)
    assert not is_ready(b, 0.1, 0.2, 0.2, 0.6, 5)
    assert is_ready(b, 0.1, 0.2, 0.4, 0.6, 5)
    assert is_ready(b, 2.0, 0.0, 0.0, 0.99, 5)


def test_a_family_takes_stock_once_in_its_time_at_an_hour_of_its_own() -> None:
    b = PLAIN._replace(every=24.0)
    hours = {
        lot: [hour for hour in range(72) if is_ready(b, 3.0, 0.0, 0.0, lot, hour)]
        for lot in (0.1234567, 0.7654321)
    }
    for found in hours.values():
        assert len(found) == 3
        assert found[1] - found[0] == found[2] - found[1] == 24
    assert len({found[0] for found in hours.values()}) == 2

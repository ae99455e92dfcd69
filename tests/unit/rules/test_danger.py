"""Danger, by hand: strikes on a place, their dead, the memory of them and the threat that it makes."""

from __future__ import annotations

import math

import pytest

from model.rules.danger import (
    destroyed,
    expected_killed,
    fade,
    incident_rate,
    remembered,
    roof,
    strike_rate,
    tempo,
    threat,
)


def test_strikes_grow_with_area_and_front_and_shrink_with_restraint() -> None:
    assert strike_rate(0.5, 2.0, 3.0, 0.0, 1.0) == 1.0
    assert strike_rate(0.5, 2.0, 3.0, 0.5, 1.0) == 2.5
    assert strike_rate(0.5, 2.0, 3.0, 0.5, 0.1) == pytest.approx(0.25)
    assert strike_rate(0.5, 2.0, 3.0, 1.0, 0.0) == 0.0


def test_the_dead_grow_with_density_up_to_the_worst_that_one_strike_can_do() -> None:
    # 0.3 killed where 100 a hectare live; 50 people on 1 ha: k = 0.15, and 0.15 / (1 + 0.15 / 15)
    assert expected_killed(2, 0.3, 50, 1.0, 15.0) == pytest.approx(2 * 0.15 / 1.01)
    assert expected_killed(1, 0.3, 500_000, 1.0, 15.0) == pytest.approx(1500 / 101)
    assert expected_killed(1, 0.3, 1e12, 1.0, 15.0) < 15.0
    assert expected_killed(3, 0.3, 0, 1.0, 15.0) == 0.0


def test_memory_fades_by_e_in_its_time_and_adds_what_is_new() -> None:
    assert remembered(10.0, 3.0, 0.5) == 8.0
    memory = 1.0
    for _ in range(48):
        memory = remembered(memory, 0.0, fade(48.0))
    assert memory == pytest.approx(math.exp(-1))


def test_threat_is_half_at_the_half_and_never_more_than_one() -> None:
    assert threat(0.0, 1.5) == 0.0
    assert threat(1.5, 1.5) == 0.5
    assert threat(7.5, 1.5) == pytest.approx(5 / 6)


def test_the_tempo_of_days_has_the_mean_one() -> None:
    assert tempo(0.7, 0.0) == 1.0
    assert tempo(1.0, 0.5) == pytest.approx(math.exp(0.375))
    # The mean over a standard normal number, by the midpoint rule.
    z = [(i + 0.5) / 100 - 8 for i in range(1600)]
    weights = [math.exp(-x * x / 2) / math.sqrt(2 * math.pi) / 100 for x in z]
    assert sum(tempo(x, 0.6) * weight for x, weight in zip(z, weights, strict=True)) == pytest.approx(1.0)


def test_crowds_come_under_fire_the_more_people_are_in_the_open_up_to_a_limit() -> None:
    assert incident_rate(2.4, 50.0, 0, 0, 1.0) == 0.0
    assert incident_rate(2.4, 50.0, 50, 50, 1.0) == pytest.approx(0.05)
    assert incident_rate(2.4, 50.0, 5e9, 5e9, 1.0) == pytest.approx(0.1)
    assert incident_rate(2.4, 50.0, 50, 50, 0.5) == pytest.approx(0.025)
    assert incident_rate(2.4, 50.0, 50, 50, 0.0) == 0.0


def test_a_roof_protects_less_the_more_is_destroyed() -> None:
    assert roof(0.0, 1.5) == 1.0
    assert roof(0.5, 1.5) == 1.75


def test_strikes_destroy_what_still_stands() -> None:
    # Two strikes, each on a tenth of the structures: one by one or together.
    assert destroyed(0.0, 0.2) == pytest.approx(1 - math.exp(-0.2))
    assert destroyed(destroyed(0.3, 0.1), 0.1) == pytest.approx(destroyed(0.3, 0.2))
    assert destroyed(1.0, 0.5) == 1.0

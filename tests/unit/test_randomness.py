"""Draws are Philox's own, uniform, independent of their order, and of the distributions they claim."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.randomness import (
    Decision,
    draw,
    draw_normal,
    entity,
    exponential,
    normal,
    normal_of,
    normals,
    philox,
    pick,
    poisson_of,
    poissons,
    uniform,
    uniforms,
)

FOUR_SIGMA = 4.0  # one false alarm in 16,000 for each comparison
ONES = 0xFFFFFFFF
PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ((0,) * 6, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((ONES,) * 6, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (PI, "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ],
)
def test_philox_gives_the_known_answers_of_its_authors(words: tuple[int, ...], answer: str) -> None:
    assert " ".join(f"{int(word):08x}" for word in philox(*words)) == answer


def test_decisions_have_numbers_of_their_own() -> None:
    assert len({int(decision) for decision in Decision}) == len(Decision.__members__)


def sample(count: int, decision: int = 1, seed: int = 7) -> np.ndarray:
    return np.array([uniform(seed, decision, i, 0) for i in range(count)])


def test_uniform_numbers_lie_inside_the_unit_interval_and_fill_it_evenly() -> None:
    numbers = sample(20_000)
    assert 0.0 < numbers.min() < 1e-3
    assert 1 - 1e-3 < numbers.max() < 1.0
    observed, _ = np.histogram(numbers, bins=20, range=(0, 1))
    chi2 = ((observed - 1000) ** 2 / 1000).sum()
    assert chi2 < 19 + FOUR_SIGMA * math.sqrt(2 * 19)  # chi2 has mean 19 and variance 38


def test_several_draws_at_a_time_are_the_same_as_one_by_one() -> None:
    keys = np.array([0, 1, 5 << 20, (1 << 40) + 7, 1 << 62])
    found = np.empty(len(keys))
    uniforms(7, int(Decision.VICTIM), keys, 33, found)
    assert found.tolist() == [uniform(7, int(Decision.VICTIM), key, 33) for key in keys]
    assert normals(7, 1, keys, 3).tolist() == [normal(7, 1, key, 3) for key in keys]


def test_neighbouring_keys_are_independent() -> None:
    base = sample(20_000)
    others = {
        "decision": sample(20_000, decision=2),
        "seed": sample(20_000, seed=8),
        "entity": np.roll(base, 1),
        "event": np.array([uniform(7, 1, i, 1) for i in range(20_000)]),
    }
    for word, other in others.items():
        correlation = np.corrcoef(base, other)[0, 1]
        assert abs(correlation) < FOUR_SIGMA / math.sqrt(20_000), word


def test_every_word_of_the_key_counts_up_to_its_last_bit() -> None:
    drawn = {
        uniform(seed, decision, who, event)
        for seed in (0, 1, 1 << 62)
        for decision in (1, 2)
        for who in (0, 1, 1 << 40)
        for event in (0, 1, (1 << 32) - 1)
    }
    assert len(drawn) == 3 * 2 * 3 * 3


def test_a_draw_does_not_depend_on_what_was_drawn_before() -> None:
    forward = [uniform(3, 4, i, 5) for i in range(50)]
    assert [uniform(3, 4, i, 5) for i in reversed(range(50))] == forward[::-1]


def test_exponential_and_normal_draws_have_their_moments() -> None:
    count = 20_000
    waits = np.array([exponential(1, 2, i, 0) for i in range(count)])
    assert abs(waits.mean() - 1) < FOUR_SIGMA / math.sqrt(count)
    assert abs(waits.var() - 1) < FOUR_SIGMA * math.sqrt(8 / count)  # fourth central moment 9
    for numbers in (
        np.array([normal(1, 3, i, 0) for i in range(count)]),
        np.array([normal_of(u) for u in sample(count)]),
    ):
        assert abs(numbers.mean()) < FOUR_SIGMA / math.sqrt(count)
        assert abs(numbers.var() - 1) < FOUR_SIGMA * math.sqrt(2 / count)
        assert abs((numbers**3).mean()) < FOUR_SIGMA * math.sqrt(15 / count)


@pytest.mark.parametrize(("u", "z"), [(0.5, 0.0), (0.975, 1.959963984540054), (0.05, -1.6448536269514722)])
def test_normal_quantiles_are_the_tables(u: float, z: float) -> None:
    assert normal_of(u) == pytest.approx(z, abs=1e-9)


def cumulative(mean: float, upto: int) -> np.ndarray:
    """The Poisson distribution function at 0, 1, ... by logarithms: not as the code under test does."""
    k = np.arange(upto)
    log_factorial = np.array([math.lgamma(i + 1) for i in k])
    return np.cumsum(np.exp(k * math.log(mean) - mean - log_factorial))


@pytest.mark.parametrize("mean", [0.01, 0.7, 3.0, 40.0, 99.0])
def test_poisson_is_the_exact_quantile(mean: float) -> None:
    table = cumulative(mean, 400)
    for u in np.linspace(0.0005, 0.9995, 400):
        assert poisson_of(u, mean) == int(np.searchsorted(table, u)), u


def test_poisson_is_within_one_event_of_exact_where_it_is_approximate() -> None:
    table = cumulative(150.0, 600)
    for u in np.linspace(0.01, 0.99, 99):
        assert abs(poisson_of(u, 150.0) - int(np.searchsorted(table, u))) <= 1


def test_poisson_draws_by_place_have_their_mean_and_variance_and_leave_zero_at_zero() -> None:
    means = np.array([0.0, 0.3, 5.0])
    draws = np.array([poissons(1, 2, means, hour) for hour in range(5000)])
    assert not draws[:, 0].any()
    for column, mean in ((1, 0.3), (2, 5.0)):
        assert abs(draws[:, column].mean() - mean) < FOUR_SIGMA * math.sqrt(mean / 5000)
        fourth = mean + 3 * mean**2  # fourth central moment of a Poisson
        assert abs(draws[:, column].var() - mean) < FOUR_SIGMA * math.sqrt((fourth - mean**2) / 5000)


def test_a_poisson_draw_of_one_place_ignores_the_other_places() -> None:
    alone = poissons(1, 2, np.array([0.0, 4.0, 0.0]), 9)[1]
    assert poissons(1, 2, np.array([50.0, 4.0, 80.0]), 9)[1] == alone


def test_names_key_draws_of_their_own() -> None:
    assert entity("air") != entity("artillery")
    assert 0 <= entity("air") < 1 << 63
    assert draw(1, Decision.INCIDENT, "a") != draw(1, Decision.INCIDENT, "b")
    assert draw(1, Decision.INCIDENT, "a", 3) == draw(1, Decision.INCIDENT, "a", 3)
    assert draw_normal(1, Decision.FRONT_DATE, "a") == normal_of(draw(1, Decision.FRONT_DATE, "a"))


@pytest.mark.parametrize(("lot", "at"), [(0.1, 0), (0.24, 0), (0.26, 2), (0.99, 2)])
def test_a_lot_falls_on_each_position_by_its_weight(lot: float, at: int) -> None:
    assert pick(np.array([1.0, 0.0, 3.0, 0.0]), lot) == at
    assert pick(np.zeros(4), lot) == -1

"""Populations that move from prior to posterior: by hand where that can be, else beside the exact answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.calibration import smc
from experiments.calibration.smc import Population, Settings
from model.randomness import Decision, draw_normal

COUNT, SAID, SPREAD, LUCK = 400, 1.5, 0.5, 0.4


def luck(seeds: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.array([draw_normal(int(seed), Decision.CALIBRATION, "a run's own luck") for seed in seeds])


def noisy(places: NDArray[np.float64], seeds: NDArray[np.int64]) -> NDArray[np.float64]:
    """A figure said of the first number, which a run gives with a luck of its own; the second never shows."""
    miss = (SAID - places[:, 0] - LUCK * luck(seeds)) / SPREAD
    found: NDArray[np.float64] = -0.5 * miss**2
    return found


def prior(count: int) -> Population:
    names = ("first", "second")
    drawn = [[draw_normal(7, Decision.CALIBRATION, name, i) for name in names] for i in range(count)]
    places, seeds = np.array(drawn), np.arange(count)
    return Population(places, seeds, noisy(places, seeds))


def everywhere(places: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.ones(len(places), bool)


def test_draws_of_a_normal_posterior_are_found_from_one_noisy_run_each() -> None:
    steps = list(smc.posterior(prior(1000), noisy, everywhere, Settings(COUNT, 3, 1, 1000)))
    last = steps[-1]
    assert last.temperature == 1.0
    variance = SPREAD**2 + LUCK**2  # the luck of a run blurs the figure as its own spread does
    mean, width = SAID / (1.0 + variance), math.sqrt(variance / (1.0 + variance))
    # Moves leave the particles correlated: as sure as a quarter of them would be, and three standard errors.
    error = 3.0 / math.sqrt(COUNT / 4)
    assert last.places[:, 0].mean() == pytest.approx(mean, abs=error * width)
    assert last.places[:, 0].std() == pytest.approx(width, rel=error / math.sqrt(2.0))
    assert last.places[:, 1].mean() == pytest.approx(0.0, abs=error)
    assert last.places[:, 1].std() == pytest.approx(1.0, rel=error / math.sqrt(2.0))


def test_every_step_but_the_last_keeps_half_of_the_particles_by_weight() -> None:
    sharp = prior(1000)
    sharp = Population(sharp.places, sharp.seeds, 30.0 * sharp.log_likelihood)
    steps = list(
        smc.posterior(sharp, lambda p, s: 30.0 * noisy(p, s), everywhere, Settings(COUNT, 1, 1, 1000))
    )
    assert len(steps) > 2
    assert [each.effective for each in steps[:-1]] == pytest.approx([COUNT / 2] * (len(steps) - 1), rel=1e-6)
    assert steps[-1].effective >= COUNT / 2
    assert [each.temperature for each in steps] == sorted(each.temperature for each in steps)


def test_places_that_are_ruled_out_are_never_run() -> None:
    def half(places: NDArray[np.float64]) -> NDArray[np.bool_]:
        return np.asarray(places[:, 1] > 0.0)

    def watched(places: NDArray[np.float64], seeds: NDArray[np.int64]) -> NDArray[np.float64]:
        assert (places[:, 1] > 0.0).all()
        return noisy(places, seeds)

    start = prior(1000)
    left = half(start.places)
    start = Population(start.places[left], start.seeds[left], start.log_likelihood[left])
    last = list(smc.posterior(start, watched, half, Settings(100, 1, 1, 1000)))[-1]
    assert (last.places[:, 1] > 0.0).all()


def test_the_same_settings_give_the_same_particles_and_other_seeds_others() -> None:
    one, same, other = (
        list(smc.posterior(prior(200), noisy, everywhere, Settings(50, 1, seed, 1000)))[-1]
        for seed in (1, 1, 2)
    )
    assert np.array_equal(one.places, same.places)
    assert not np.array_equal(one.places, other.places)


def test_the_temperature_that_keeps_so_many_by_weight() -> None:
    # Two particles: (1 + w)^2 / (1 + w^2) = 1.6 for w = 1/3, and w = exp(-12 t).
    pair = Population(np.zeros((2, 1)), np.arange(2), np.array([0.0, -12.0]))
    assert smc.hotter(pair, 1.6) == pytest.approx(math.log(3.0) / 12.0)
    assert smc.hotter(pair, 0.9) == 1.0


def test_the_effective_sample_size_of_weights() -> None:
    assert smc.effective(np.array([0.25] * 4)) == pytest.approx(4.0)
    assert smc.effective(np.array([0.5, 0.5, 0.0, 0.0])) == pytest.approx(2.0)
    assert smc.weights(np.log([1.0, 3.0])) == pytest.approx([0.25, 0.75])


def test_systematic_draws_take_each_particle_by_its_weight() -> None:
    share = np.array([0.5, 0.25, 0.25, 0.0])
    assert smc.resampled(share, 4, 0.5).tolist() == [0, 0, 1, 2]
    assert smc.resampled(share, 8, 0.1).tolist() == [0, 0, 0, 0, 1, 1, 2, 2]


def test_steps_that_lead_nowhere_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smc, "MOST", 2)
    steep = prior(100)
    steep = Population(steep.places, steep.seeds, 1e6 * steep.log_likelihood)
    with pytest.raises(smc.StuckError, match="after 2 steps the temperature is"):
        list(smc.posterior(steep, lambda p, s: 1e6 * noisy(p, s), everywhere, Settings(50, 1, 1, 1000)))

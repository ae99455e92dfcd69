"""History matching: squares are found exactly, and places are ruled out by hand-computed distances."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.calibration import emulator
from experiments.calibration.emulator import Emulator, Window
from model.randomness import Decision, draw_normal

GRID = np.stack(np.meshgrid(np.linspace(-2, 2, 7), np.linspace(-2, 2, 7)), axis=-1).reshape(-1, 2)


def test_numbers_and_their_squares_are_found_exactly_and_noise_is_not() -> None:
    squares = 1.0 + 2.0 * GRID[:, 0] - GRID[:, 0] ** 2 + 0.5 * GRID[:, 1] ** 2
    noise = np.array([draw_normal(1, Decision.CALIBRATION, "noise", i) for i in range(len(GRID))])
    found = emulator.fitted(GRID, np.column_stack([squares, noise]))
    assert found.coefficients[:, 0] == pytest.approx([1.0, 2.0, 0.0, -1.0, 0.5], abs=1e-9)
    assert found.explained[0] == pytest.approx(1.0)
    assert found.explained[1] < 0.3
    assert found.variance[1] > 0.5
    assert found.at(np.array([[1.0, 1.0]]))[0, 0] == pytest.approx(2.5)


def test_too_few_runs_for_the_terms_are_an_error() -> None:
    with pytest.raises(ValueError, match="5 terms need 10 runs, and there are 9"):
        emulator.fitted(GRID[:9], GRID[:9])


def test_implausibility_is_the_distance_from_what_was_reported_in_standard_deviations() -> None:
    level = Emulator(np.array([[3.0, 3.0, 3.0]]).repeat(1, axis=0), np.array([0.16] * 3), np.ones(3))
    window = Window(
        np.arange(3), np.array([4.0, -np.inf, 2.0]), np.array([5.0, 1.0, 4.0]), np.array([0.09] * 3)
    )
    # One term only, the constant: places without numbers.
    found = window.implausibility(level, np.empty((1, 0)))
    assert found[0].tolist() == pytest.approx([2.0, 4.0, 0.0])  # 1 / 0.5 below, 2 / 0.5 above, inside


def test_a_place_is_held_against_an_observable_only_if_it_misses_all_who_spoke_of_it() -> None:
    misses = np.array([[9.0, 1.0, 2.0], [4.0, 5.0, 0.0]])
    assert emulator.worst(misses, ["out_total", "out_total", "killed"]).tolist() == [2.0, 4.0]

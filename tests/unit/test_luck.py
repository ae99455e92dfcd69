"""Even draws: one in each slice, and the same every time."""

from __future__ import annotations

import numpy as np

from experiments.luck import normal, uniform


def test_each_slice_of_each_direction_has_one_point() -> None:
    points = uniform(50, 3)
    for column in points.T:
        np.testing.assert_array_equal(np.sort((column * 50).astype(int)), np.arange(50))


def test_the_same_points_come_every_time_and_others_with_another_seed() -> None:
    np.testing.assert_array_equal(uniform(20, 2), uniform(20, 2))
    assert not np.array_equal(uniform(20, 2), uniform(20, 2, seed=3))


def test_normals_have_their_mean_and_deviation() -> None:
    found = normal(2000, 4)
    np.testing.assert_allclose(found.mean(axis=0), 0.0, atol=0.01)
    np.testing.assert_allclose(found.std(axis=0), 1.0, atol=0.01)

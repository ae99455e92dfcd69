"""The age of men and the chance that they are held, by hand."""

from __future__ import annotations

import pytest

from model.rules.screening import age_of_man, chance_held


def test_ages_run_evenly_from_15_to_55() -> None:
    assert [age_of_man(u) for u in (0.0001, 3 / 41 + 0.001, 0.9999)] == [15, 18, 55]


@pytest.mark.parametrize(("age", "chance"), [(15, 0.1), (17, 0.1), (18, 0.4), (42, 0.4), (43, 0.1)])
def test_men_of_military_age_are_held_more_often(age: int, chance: float) -> None:
    assert chance_held(0.4, 0.25, age, 1.0) == pytest.approx(chance)
    assert chance_held(0.4, 0.25, age, 0.5) == pytest.approx(chance / 2)

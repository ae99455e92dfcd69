"""Scores put together: the model and the naive forecasters on the same targets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from experiments.compare import Plan
from experiments.ensemble import Comparison
from experiments.forecasters import FORECASTERS
from experiments.scoring import MODEL, Score, score, summaries


@pytest.fixture
def found(plan: Plan, comparison: Comparison) -> list[Score]:
    return score(plan.reported, comparison.ensembles["as-happened"], with_naive=True)


def test_every_forecaster_meets_every_target_once(found: list[Score]) -> None:
    keys = [(each.target.figure.id, each.kind, each.forecaster) for each in found]
    assert len(set(keys)) == len(keys)
    assert {each.forecaster for each in found} == {MODEL, *FORECASTERS}
    assert {(key[0], key[1]) for key in keys} == {
        ("range", "total"),
        ("flow", "increment"),
        ("noon", "increment"),
    }


def test_only_held_out_figures_are_scored(found: list[Score]) -> None:
    assert all(each.target.figure.is_held_out for each in found)


def test_without_naive_forecasters_no_skill_is_claimed(plan: Plan, comparison: Comparison) -> None:
    alone = score(plan.reported, comparison.ensembles["as-happened"], with_naive=False)
    assert {each.forecaster for each in alone} == {MODEL}
    assert all(each.skill is None for each in summaries(alone))


def test_skill_is_one_less_the_crps_over_that_of_the_best_naive(found: list[Score]) -> None:
    one = next(each for each in found if each.kind == "increment")
    made = [
        replace(one, forecaster=name, crps=crps, inside=(False, inside))
        for name, crps, inside in (
            (MODEL, 3.0, True),
            ("persistence", 8.0, True),
            ("linear trend", 10.0, True),
            (MODEL, 1.0, False),
            ("persistence", 0.0, True),
            ("linear trend", 10.0, True),
        )
    ]
    by_name = {each.forecaster: each for each in summaries(made) if each.group == "all who left"}
    assert by_name[MODEL].crps == 2.0
    assert by_name[MODEL].skill == pytest.approx(1 - 2.0 / 4.0)
    assert by_name["persistence"].skill == 0.0
    assert (by_name[MODEL].n, by_name[MODEL].coverage) == (2, (0.0, 0.5))


def test_a_score_can_be_written_as_a_row(found: list[Score]) -> None:
    assert len({tuple(each.plain()) for each in found}) == 1
    assert found[0].plain()["forecaster"] == MODEL

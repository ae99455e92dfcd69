"""Replicates side by side: which line is which hour, and which column which metric."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from experiments.compare import Plan, gather
from experiments.ensemble import ARRAYS, Comparison, Ensemble, heading, size
from experiments.runner import replicate
from model.codes import Group, Status


@pytest.fixture
def ensemble(comparison: Comparison) -> Ensemble:
    return comparison.ensembles["no-pause"]


def test_lines_are_hours_from_the_start_to_the_horizon(ensemble: Ensemble) -> None:
    assert ensemble.hours == 96
    assert (ensemble.moments[0], ensemble.moments[-1]) == (datetime(2016, 11, 26), datetime(2016, 11, 30))
    assert ensemble.hour_of(datetime(2016, 11, 27, 6)) == 30


@pytest.mark.parametrize("moment", [datetime(2016, 11, 25), datetime(2016, 12, 1)])
def test_a_moment_outside_the_run_is_refused(ensemble: Ensemble, moment: datetime) -> None:
    with pytest.raises(ValueError, match="outside the run"):
        ensemble.hour_of(moment)


def test_metrics_agree_with_statuses(ensemble: Ensemble) -> None:
    np.testing.assert_array_equal(ensemble.metric("killed_civilians"), ensemble.people_in(Status.KILLED))


@pytest.mark.parametrize(
    ("metric", "words"),
    [
        ("killed_civilians", "Killed (people)"),
        ("hunger_days", "Person-days without food"),
        ("out_kurdish", "Out to the Kurdish-held north (people)"),
        ("offensive_days", "Days of the offensive's own clock"),
    ],
)
def test_a_heading_says_the_unit_once(metric: str, words: str) -> None:
    assert heading(metric) == words


def test_replicates_stand_in_the_order_of_their_seeds(plan: Plan) -> None:
    scenario = plan.scenarios["no-pause"]
    runs = {seed: replicate(scenario, plan.city, seed, "no-pause") for seed in (1, 2)}
    found = gather("no-pause", scenario, [runs[2], runs[1]])
    assert found.seeds.tolist() == [1, 2]
    np.testing.assert_array_equal(found.metrics[0], runs[1].metrics)


def test_groups_are_told_apart_at_the_dates_only(ensemble: Ensemble) -> None:
    men = [ensemble.at(hour, "remaining", Group.MAN) for hour in (0, 48, 96, -1)]
    np.testing.assert_array_equal(men[-2], men[-1])
    np.testing.assert_array_equal(men[0], ensemble.first(Group.MAN))
    assert all(np.all(each <= ensemble.at(0, "remaining")) for each in men)
    with pytest.raises(ValueError, match="47 is not in list"):
        ensemble.at(47, "remaining", Group.MAN)


def test_what_a_replicate_holds_is_known_beforehand(plan: Plan) -> None:
    found = replicate(plan.scenarios["no-pause"], plan.city, 1, "no-pause")
    held = sum(getattr(found, key).nbytes for key in ARRAYS if key != "passed")
    assert size(96, len(plan.city.places), 2) == held


def test_a_comparison_knows_its_seeds(comparison: Comparison) -> None:
    assert comparison.seeds.tolist() == [1, 2, 3, 4]


def test_a_sample_stands_for_the_whole_population(ensemble: Ensemble) -> None:
    population = ensemble.scenario.population
    tenth = population.model_copy(update={"scale": replace(population.scale, value=0.1)})
    sample = replace(ensemble, scenario=ensemble.scenario.model_copy(update={"population": tenth}))
    for name in ("remaining", "hunger_days", "waiting_hours"):
        np.testing.assert_array_equal(sample.metric(name), 10 * ensemble.metric(name))
    for name in ("territory_lost", "shelter_load", "convoys_delivered", "offensive_days"):
        np.testing.assert_array_equal(sample.metric(name), ensemble.metric(name), "no count of people")
    counts = [
        (
            each.first(),
            each.first(Group.CHILD),
            each.at(96, "killed_civilians", Group.MAN),
            each.by_status(),
            each.people_in(Status.HOME),
            each.people_on(2),
            each.crossed(0, 2),
        )
        for each in (sample, ensemble)
    ]
    for of_sample, of_all in zip(*counts, strict=True):
        np.testing.assert_array_equal(of_sample, 10 * of_all)
    assert sample.whole(np.array([3])).tolist() == [30.0], "exactly, not 29.999999999999996"

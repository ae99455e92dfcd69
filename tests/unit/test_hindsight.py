"""How well any forecast could have scored: exact reporters are met, contradictions are not."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from experiments import hindsight, scores
from experiments.ensemble import Comparison, Ensemble
from experiments.forecast import Foretold
from experiments.reported import Figure, Reported
from experiments.reporters import Discrepancy, Reporter, Reporters
from experiments.targets import targets


@pytest.fixture
def ensemble(comparison: Comparison) -> Ensemble:
    return comparison.ensembles["as-happened"]


def flow(name: str, day: int, value: float, use: str = "held-out") -> Figure:
    begin, end = datetime(2016, 11, day), datetime(2016, 11, day + 1)
    return Figure(name, name, "people", "flow_out", end, begin, value, value, "about", use, 1)


def best(ensemble: Ensemble, *figures: Figure) -> tuple[Foretold, list[float]]:
    way = Reporter(scope=("out_total",), counts="flow")
    known = Reporters((("*", "flow_out", way),), (), (("*", Discrepancy(0.0, 0.0)),))
    reported = Reported((flow("early", 26, 1, "calibration"), *figures), known)
    wanted = targets(reported, ensemble)
    told = hindsight.best(reported, ensemble, wanted)
    return told, [scores.crps(told.increments(each), float(each.increment or 0.0)) for each in wanted]


def test_who_knows_what_exact_reporters_will_say_meets_it(ensemble: Ensemble) -> None:
    _, found = best(ensemble, flow("one", 27, 40), flow("two", 28, 3))
    assert found == pytest.approx([0.0, 0.0], abs=2.0)  # as near as the search's last factor of 1.1


def test_reporters_who_contradict_each_other_cannot_both_be_met(ensemble: Ensemble) -> None:
    _, found = best(ensemble, flow("one", 27, 100), flow("two", 27, 300))
    assert sum(found) == pytest.approx(200.0, abs=0.5)


def test_up_to_the_day_of_the_forecast_it_is_the_runs_median(ensemble: Ensemble) -> None:
    told, _ = best(ensemble, flow("one", 27, 40))
    known = ensemble.hour_of(datetime(2016, 11, 27)) + 1
    course = told.ensemble.metric("out_total")
    np.testing.assert_array_equal(course[0, :known], np.median(ensemble.metric("out_total"), axis=0)[:known])
    assert (np.diff(course[0]) >= 0.0).all()  # nobody is taken back

"""What is forecast: held-out figures, and the figures that they go on from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from experiments.ensemble import Comparison, Ensemble
from experiments.reported import Figure, Reported
from experiments.reporters import Reporter, Reporters
from experiments.targets import going_on, origin, targets

COUNT = Reporter(scope=("out_total",), counts="sum")


@pytest.fixture
def ensemble(comparison: Comparison) -> Ensemble:
    return comparison.ensembles["as-happened"]


def out(name: str, day: int, value: float, use: str = "held-out", **changed: object) -> Figure:
    moment = datetime(2016, 11, day)
    made = Figure(name, "Bureau", "people", "out_total", moment, None, value, value, "about", use, 10)
    return replace(made, **changed)


def known(*figures: Figure) -> Reported:
    ways = (("*", "out_total", COUNT), ("*", "flow_out", replace(COUNT, counts="flow")))
    return Reported(figures, Reporters(ways, (("Clerk", "Bureau"),)))


FIRST = out("first", 27, 10, "calibration")


def test_the_forecast_is_made_when_the_last_figure_that_may_be_used_holds(ensemble: Ensemble) -> None:
    assert origin(known(FIRST, out("later", 28, 30))) == datetime(2016, 11, 27)


def test_where_no_figure_may_be_used_the_forecast_is_made_a_day_before_the_first() -> None:
    assert origin(known(out("later", 29, 30), out("first", 28, 10))) == datetime(2016, 11, 27)


def test_a_count_goes_on_from_the_last_of_its_organisation(ensemble: Ensemble) -> None:
    given = known(FIRST, out("second", 28, 30), out("third", 29, 36, reporter="Clerk"))
    second, third = targets(given, ensemble)
    assert (second.previous, second.is_previous_known, second.days, second.increment) == (FIRST, True, 1, 20)
    assert third.previous is not None
    assert (third.previous.id, third.is_previous_known, third.increment) == ("second", False, 6)


def test_another_quantity_or_organisation_is_another_series(ensemble: Ensemble) -> None:
    given = known(FIRST, out("b", 28, 30, quantity="families"), out("c", 28, 9, reporter="Ministry"))
    assert [each.previous for each in targets(given, ensemble)] == [None, None]
    assert [each.increment for each in targets(given, ensemble)] == [None, None]


def test_a_flow_is_by_the_day_of_its_window(ensemble: Ensemble) -> None:
    flow = out("flow", 29, 40, observable="flow_out", begin=datetime(2016, 11, 27))
    (found,) = targets(known(FIRST, flow), ensemble)
    assert (found.days, found.increment, found.is_flow) == (2, 20, True)


def test_what_is_known_restates_or_cannot_be_compared_is_no_target(ensemble: Ensemble) -> None:
    late = out("late", 28, 30, moment=datetime(2018, 1, 1))
    assert targets(known(FIRST, out("again", 28, 10, restates="first"), late), ensemble) == []


def test_nobody_takes_people_back(ensemble: Ensemble) -> None:
    (target,) = targets(known(FIRST, out("second", 28, 30)), ensemble)
    found = going_on(np.array([5.0, 20.0]), target, lambda _: np.array([10.0, 10.0]))
    np.testing.assert_array_equal(found, [10.0, 20.0])
    alone = replace(target, previous=None)
    np.testing.assert_array_equal(going_on(np.array([5.0]), alone, lambda _: np.array([10.0])), [5.0])

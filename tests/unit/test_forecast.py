"""What the model foretold each reporter to say: its truth, what is known of the bias, the reporter's luck."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from experiments.ensemble import Comparison, Ensemble
from experiments.forecast import DRAWS, Foretold
from experiments.reported import Figure, Reported
from experiments.reporters import Discrepancy, Reporter, Reporters
from experiments.targets import Target, targets

EXACT = Reporter(scope=("remaining",), counts="level")


@pytest.fixture
def ensemble(comparison: Comparison) -> Ensemble:
    return comparison.ensembles["as-happened"]


def remaining(name: str, day: int, value: float, use: str = "held-out", sign: str = "about") -> Figure:
    moment = datetime(2016, 11, day)
    return Figure(name, "Bureau", "people", "remaining", moment, None, value, value, sign, use, 10)


def foretold(ensemble: Ensemble, *figures: Figure, **changed: object) -> tuple[Foretold, Target]:
    way = replace(EXACT, **changed)
    given = Reported(figures, Reporters((("*", "remaining", way),), (), (("*", Discrepancy(0.0, 0.0)),)))
    return Foretold(given, ensemble), targets(given, ensemble)[-1]


def truth(ensemble: Ensemble, day: int) -> np.ndarray:
    return ensemble.metric("remaining")[:, ensemble.hour_of(datetime(2016, 11, day))]


EARLY = remaining("early", 27, 200, "calibration")
LATER = remaining("later", 28, 190)


def test_an_exact_reporter_says_the_truth(ensemble: Ensemble) -> None:
    model, target = foretold(ensemble, EARLY, LATER)
    np.testing.assert_allclose(model.totals(target), np.repeat(truth(ensemble, 28), DRAWS))


def test_the_bias_is_learnt_from_what_was_said_before(ensemble: Ensemble) -> None:
    """With a wide doubt and a small spread, an organisation that said half goes on saying half."""
    half = replace(EARLY, low=0.5 * truth(ensemble, 27)[0], high=0.5 * truth(ensemble, 27)[0])
    model, target = foretold(ensemble, half, LATER, doubt=3.0, spread=0.01)
    found = model.totals(target).reshape(-1, DRAWS)[0]
    assert np.median(found) == pytest.approx(0.5 * truth(ensemble, 28)[0], rel=0.02)
    assert np.std(np.log(found)) == pytest.approx(0.01 * np.sqrt(2.0), rel=0.4)


def test_no_bias_beyond_three_doubts_is_believed(ensemble: Ensemble) -> None:
    many = replace(EARLY, low=1e9, high=1e9)
    model, target = foretold(ensemble, many, LATER, doubt=0.2, spread=0.01)
    away = np.log(model.totals(target) / np.repeat(truth(ensemble, 28), DRAWS))
    assert np.median(away) == pytest.approx(0.6, abs=0.01)


def test_without_earlier_figures_the_doubt_stands(ensemble: Ensemble) -> None:
    stranger = replace(EARLY, reporter="Stranger")
    model, target = foretold(ensemble, stranger, LATER, doubt=0.5)
    away = np.log(model.totals(target) / np.repeat(truth(ensemble, 28), DRAWS))
    assert np.std(away) == pytest.approx(0.5, rel=0.05)


def test_who_names_a_bound_stays_below_what_they_believe(ensemble: Ensemble) -> None:
    model, target = foretold(ensemble, EARLY, replace(LATER, sign="at-least"), margin=0.3)
    away = np.log(np.repeat(truth(ensemble, 28), DRAWS) / model.totals(target))
    assert np.all(away >= 0.0)
    assert away.mean() == pytest.approx(0.3, rel=0.05)


@pytest.mark.parametrize(("sign", "off"), [("about", 0.0), ("at-most", 0.0), ("at-least", 0.3)])
def test_nobody_believes_or_says_that_more_than_all_of_the_ground_is_lost(
    ensemble: Ensemble, sign: str, off: float
) -> None:
    """The runs have more than a hundred here, so all believe a hundred; "at least" stays below that."""
    lost = replace(LATER, observable="territory_lost", sign=sign)
    way = replace(EXACT, margin=0.3)
    given = Reported((lost,), Reporters((("*", "territory_lost", way),), (), (("*", Discrepancy(0.0, 1.0)),)))
    (target,) = targets(given, ensemble)
    assert np.all(truth(ensemble, 28) > 100.0)
    away = np.log(100.0 / Foretold(given, ensemble).totals(target))
    assert np.all(away >= 0.0)
    assert away.mean() == pytest.approx(off, rel=0.06)


def test_increments_are_by_the_day_since_the_figure_before(ensemble: Ensemble) -> None:
    first, last = (
        replace(EARLY, observable="out_total"),
        replace(LATER, observable="out_total", high=5, low=5),
    )
    way = Reporter(scope=("out_total",), counts="sum")
    given = Reported((replace(first, low=0, high=0), last), Reporters((("*", "out_total", way),)))
    (target,) = targets(given, ensemble)
    left = ensemble.metric("out_total")[:, ensemble.hour_of(datetime(2016, 11, 28))]
    np.testing.assert_allclose(
        Foretold(given, ensemble).increments(target), np.repeat(left, DRAWS), atol=1e-9
    )

"""How likely figures are, held against integrals done the long way and against cases worked by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from scipy import integrate
from scipy.special import logsumexp
from scipy.stats import norm

from experiments.compare import Plan
from experiments.ensemble import Comparison, Ensemble
from experiments.likelihood import Term, integrated, log_likelihood, log_probability
from experiments.reported import Figure, Reported
from experiments.reporters import Discrepancy, Reporter, Reporters

WAY = Reporter(scope=("remaining",), counts="level", spread=0.3)


@pytest.fixture
def ensemble(comparison: Comparison) -> Ensemble:
    return comparison.ensembles["as-happened"]


def term(low: float, high: float, sd: float = 0.2, doubt: float = 0.0, sign: str = "about") -> Term:
    return Term(np.array([low]), np.array([high]), sd, doubt, sign, 0.0 if sign == "about" else 0.3)


def remaining(name: str, value: float, who: str = "Bureau", **changed: object) -> Figure:
    day = datetime(2016, 11, 27)
    made = Figure(name, who, "people", "remaining", day, None, value, value, "about", "calibration", 10)
    return replace(made, **changed)


def known(*figures: Figure, way: Reporter = WAY, off: Discrepancy | None = None) -> Reported:
    off = off or Discrepancy(0.0, 0.0)
    return Reported(figures, Reporters((("*", "remaining", way),), (("Clerk", "Bureau"),), (("*", off),)))


def test_a_figure_stands_for_all_that_rounds_to_it(ensemble: Ensemble) -> None:
    figure = remaining("a", 200)
    truth = ensemble.metric("remaining")[:, ensemble.hour_of(figure.moment)]
    by_hand = norm.cdf(np.log(205 / truth) / 0.3) - norm.cdf(np.log(195 / truth) / 0.3)
    np.testing.assert_allclose(log_likelihood([figure], known(figure), ensemble), np.log(by_hand), rtol=1e-9)


def test_what_may_be_said_of_nobody_and_some_adds_up_to_one(ensemble: Ensemble) -> None:
    """The probabilities of all counts, with people whom the model does not know of: none is below nobody."""
    off = Discrepancy(0.25, 50.0)
    counts = [replace(remaining(str(value), value), rounding=1) for value in range(3000)]
    found = [np.exp(log_likelihood([each], known(each, off=off), ensemble)) for each in counts]
    np.testing.assert_allclose(np.sum(found, axis=0), 1.0, rtol=1e-6)


def test_a_count_that_is_taken_back_is_one_of_nobody(ensemble: Ensemble) -> None:
    back, nobody = (remaining(name, value) for name, value in (("back", -4000), ("nobody", 0)))
    off = Discrepancy(0.25, 50.0)
    found = [log_likelihood([each], known(each, off=off), ensemble) for each in (back, nobody)]
    np.testing.assert_array_equal(*found)
    assert np.isfinite(found).all()


def test_a_bound_that_rounds_to_nobody_has_all_above_it_for_its_interval() -> None:
    """The estimate lies 8 below the bound's own logarithm: an estimate so far off, or a margin so wide."""
    said = replace(term(-np.inf, -8.0, sd=1.0, sign="at-least"), margin=1.0)
    found = log_probability(said, np.zeros(1))[0, 0]
    assert found == pytest.approx(np.logaddexp(norm.logcdf(-8.0), 0.5 - 8.0 + norm.logcdf(7.0)))
    far = replace(term(-np.inf, -60.0, sd=1.0, sign="at-least"), margin=1.0)
    assert log_probability(far, np.zeros(1))[0, 0] == pytest.approx(-59.5)


def test_figures_of_different_organisations_multiply(ensemble: Ensemble) -> None:
    figures = [remaining("a", 200), remaining("b", 250, "Ministry")]
    given = known(*figures, way=replace(WAY, doubt=0.4))
    both = log_likelihood(figures, given, ensemble)
    np.testing.assert_allclose(both, sum(log_likelihood([each], given, ensemble) for each in figures))


def test_figures_of_one_organisation_share_its_bias(ensemble: Ensemble) -> None:
    """Twice the same miss is no second miss: the chance of both is above the product."""
    figures = [remaining("a", 600), remaining("b", 600, "Clerk")]
    given = known(*figures, way=replace(WAY, doubt=0.6))
    both = log_likelihood(figures, given, ensemble)
    assert np.all(both > sum(log_likelihood([each], given, ensemble) for each in figures) + 0.9)


@pytest.mark.parametrize(
    "terms",
    [
        [term(0.1, 0.2, doubt=0.6)],
        [term(0.1, 0.2, doubt=0.6), term(0.9, 0.9003, doubt=0.6)],
        [term(3.0, 3.01, doubt=0.3), term(-2.0, -1.9, doubt=0.3)],
        [term(-np.inf, 0.5, doubt=0.5), term(0.2, 1.5, 0.1, doubt=0.2)],
        [term(0.1, 0.2, doubt=0.6, sign="at-least"), term(0.4, 0.41, doubt=0.6, sign="at-most")],
        [term(0.5, 0.6, doubt=0.4) for _ in range(6)],
    ],
)
def test_the_shared_bias_is_integrated_out_exactly(terms: list[Term]) -> None:
    bias = np.linspace(-16.0, 16.0, 200_001)
    inside = norm.logpdf(bias) + np.log(bias[1] - bias[0])
    for each in terms:
        inside = inside + log_probability(each, bias)[0]
    assert float(integrated(terms)[0]) == pytest.approx(float(logsumexp(inside)), abs=1e-6)


@pytest.mark.parametrize("sign", ["at-least", "at-most"])
@pytest.mark.parametrize(("low", "high"), [(-0.5, -0.4), (0.0, 0.001), (0.6, 0.7), (2.0, 2.1), (-3.0, -2.99)])
def test_a_bound_lies_off_the_estimate_by_an_exponential(sign: str, low: float, high: float) -> None:
    made = term(low, high, sign=sign)
    toward = 1.0 if sign == "at-least" else -1.0

    gaps = np.linspace(0.0, 6.0, 400_001)  # how far the estimate is from the bound
    ends = [(end + toward * gaps) / made.sd for end in (low, high)]
    between = np.maximum(norm.cdf(ends[1]) - norm.cdf(ends[0]), norm.sf(ends[0]) - norm.sf(ends[1]))
    found = integrate.simpson(between * np.exp(-gaps / made.margin) / made.margin, x=gaps)
    assert float(log_probability(made, np.zeros(1))[0, 0]) == pytest.approx(math.log(found), abs=1e-6)


def test_at_least_refutes_the_few_and_never_the_many() -> None:
    """Who counted half is refuted; who counted thrice as many is less likely, by the margin alone."""
    half, same, thrice = (
        float(log_probability(term(gap, gap + 0.01, 0.1, sign="at-least"), np.zeros(1))[0, 0])
        for gap in (math.log(2.0), 0.0, -math.log(3.0))
    )
    assert half < same - 15.0
    assert same - 4.0 < thrice < same


def test_a_range_is_as_likely_as_that_the_estimate_lies_in_it(ensemble: Ensemble) -> None:
    figure = replace(remaining("a", 100), high=400.0, sign="range", rounding=0.0)
    truth = ensemble.metric("remaining")[:, ensemble.hour_of(figure.moment)]
    by_hand = norm.cdf(np.log(400.5 / truth) / 0.3) - norm.cdf(np.log(99.5 / truth) / 0.3)
    np.testing.assert_allclose(log_likelihood([figure], known(figure), ensemble), np.log(by_hand), rtol=1e-9)


def test_nobody_and_a_few_are_no_infinity_apart(ensemble: Ensemble) -> None:
    figure = remaining("a", 20)
    metrics = np.zeros_like(ensemble.metrics)
    empty = replace(ensemble, metrics=metrics)
    found = log_likelihood([figure], known(figure, off=Discrepancy(0.4, 10)), empty)
    by_hand = norm.logcdf(np.log(35 / 10) / 0.5) + np.log1p(
        -norm.cdf(np.log(25 / 10) / 0.5) / norm.cdf(np.log(35 / 10) / 0.5)
    )
    np.testing.assert_allclose(found, by_hand)


def test_what_restates_another_figure_counts_nothing(ensemble: Ensemble) -> None:
    first = remaining("a", 200)
    figures = [first, remaining("b", 900, restates="a")]
    given = known(*figures)
    np.testing.assert_array_equal(
        log_likelihood(figures, given, ensemble), log_likelihood([first], given, ensemble)
    )


def test_what_the_run_cannot_be_compared_with_counts_nothing(ensemble: Ensemble) -> None:
    late = remaining("a", 200, moment=datetime(2018, 1, 1))
    np.testing.assert_array_equal(
        log_likelihood([late], known(late), ensemble), np.zeros(len(ensemble.seeds))
    )


def test_figures_of_both_uses_are_refused(ensemble: Ensemble, plan: Plan) -> None:
    with pytest.raises(ValueError, match="do not belong in one likelihood"):
        log_likelihood(plan.reported.figures, plan.reported, ensemble)


def test_exact_reporters_of_an_exact_model_are_refused(ensemble: Ensemble) -> None:
    figure = remaining("a", 200)
    with pytest.raises(ValueError, match="neither its reporter nor the model is given a spread"):
        log_likelihood([figure], known(figure, way=replace(WAY, spread=0.0)), ensemble)

"""Forecasts pooled: weights known by hand, mixtures of known samples, and nothing held out in either."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.compare import Plan
from experiments.ensemble import Comparison, Ensemble
from experiments.likelihood import log_likelihood
from experiments.reported import Figure, Reported
from experiments.reporters import Discrepancy, Reporter, Reporters
from experiments.scoring import MODEL, score
from experiments.stacking import (
    EQUAL,
    MEMBERS,
    STACK,
    Pool,
    log_densities,
    mean_log_score,
    pooled,
    stack,
    weights,
)
from experiments.targets import Target

WAY = Reporter(scope=("remaining",), counts="level", spread=0.3)


def logs(*rows: tuple[float, ...]) -> NDArray[np.float64]:
    """Group x forecast."""
    with np.errstate(divide="ignore"):
        return np.log(np.array(rows))


def test_what_only_one_forecast_can_say_weighs_as_often_as_it_was_said() -> None:
    """Three groups that only the first could say, one that only the second: three quarters and a quarter."""
    np.testing.assert_allclose(weights(logs((1, 0), (1, 0), (0.2, 0), (0, 0.01))), [0.75, 0.25], atol=1e-4)


def test_two_forecasts_have_the_weights_worked_by_hand() -> None:
    """2 log(0.1 + 0.8 w) + log(0.8 - 0.6 w) is largest where 1.6 (0.8 - 0.6 w) = 0.6 (0.1 + 0.8 w)."""
    found = weights(logs((0.9, 0.1), (0.9, 0.1), (0.2, 0.8)))
    np.testing.assert_allclose(found, [1.22 / 1.44, 1 - 1.22 / 1.44], atol=1e-4)


def test_a_forecast_that_is_better_everywhere_has_all_the_weight() -> None:
    assert weights(logs((0.5, 0.1, 0.4), (0.3, 0.2, 0.1)))[0] == pytest.approx(1.0, abs=1e-4)


def test_forecasts_as_good_share_the_weight() -> None:
    np.testing.assert_allclose(weights(logs((0.5, 0.5), (0.1, 0.1))), [0.5, 0.5])


def test_what_no_forecast_holds_possible_moves_no_weight() -> None:
    rows = logs((0.9, 0.1), (0.9, 0.1), (0.2, 0.8))
    np.testing.assert_allclose(weights(np.vstack([rows, [-np.inf, -np.inf]])), weights(rows))
    np.testing.assert_allclose(weights(np.full((2, 2), -np.inf)), [0.5, 0.5])


def test_no_other_weights_score_better_and_units_do_not_matter() -> None:
    rows = logs((0.9, 0.3, 0.1), (0.1, 0.6, 0.2), (0.1, 0.1, 0.7), (0.5, 0.2, 0.3))
    found = weights(rows)
    assert found.sum() == pytest.approx(1.0)
    best = mean_log_score(rows, found)
    for other in np.eye(3):
        assert best >= mean_log_score(rows, 0.95 * found + 0.05 * other)
    np.testing.assert_allclose(weights(rows - 5000.0), found, atol=1e-9)


def test_the_log_score_of_a_pool_is_that_of_the_mean_density() -> None:
    rows = logs((0.4, 0.2), (0.1, 0.9))
    by_hand = np.mean(np.log([0.3, 0.5]))
    assert mean_log_score(rows, np.array([0.5, 0.5])) == pytest.approx(by_hand)
    assert mean_log_score(rows, np.array([1.0, 0.0])) == pytest.approx(np.mean(np.log([0.4, 0.1])))


@dataclass(frozen=True)
class Always:
    """A forecaster that foretells the same sample of everything."""

    sample: NDArray[np.float64]

    def totals(self, target: Target) -> NDArray[np.float64]:
        return self.sample

    def increments(self, target: Target) -> NDArray[np.float64]:
        return self.sample / 10.0


def test_a_pool_is_the_mixture_of_its_forecasts(comparison: Comparison, plan: Plan) -> None:
    low, high = Always(np.array([0.0, 0.0, 3.0])), Always(np.array([50.0, 70.0]))
    mixed = Pool([(low, 0.25), (high, 0.75)])  # of which nobody looks at the target: any will do
    values, numbers = np.unique(mixed.totals(None), return_counts=True)  # type: ignore[arg-type]
    np.testing.assert_array_equal(values, [0.0, 3.0, 50.0, 70.0])
    np.testing.assert_array_equal(numbers / MEMBERS, [0.25 * 2 / 3, 0.25 / 3, 0.375, 0.375])
    assert Pool([(low, 0.0), (high, 1.0)]).increments(None).min() == 5.0  # type: ignore[arg-type]


def remaining(name: str, value: float, who: str = "Bureau", **changed: object) -> Figure:
    day = datetime(2016, 11, 27)
    made = Figure(name, who, "people", "remaining", day, None, value, value, "about", "calibration", 10)
    return replace(made, **changed)


def known(*figures: Figure) -> Reported:
    return Reported(figures, Reporters((("*", "remaining", WAY),), (), (("*", Discrepancy(0.0, 1.0)),)))


@pytest.fixture
def ensembles(comparison: Comparison) -> dict[str, Ensemble]:
    return {name: comparison.ensembles[name] for name in ("as-happened", "no-pause")}


def test_a_group_is_as_likely_as_the_mean_of_its_replicates(ensembles: dict[str, Ensemble]) -> None:
    runs = ensembles["no-pause"]
    some = [remaining("a", 200), remaining("b", 150, "Clerk"), remaining("c", 180)]
    found = log_densities(some, known(*some), runs)
    assert list(found) == [("Bureau", "remaining"), ("Clerk", "remaining")]
    by_hand = np.log(np.exp(log_likelihood([some[0], some[2]], known(*some), runs)).mean())
    assert found["Bureau", "remaining"] == pytest.approx(by_hand)


def test_no_held_out_figure_bears_on_the_weights(ensembles: dict[str, Ensemble]) -> None:
    early, late = remaining("early", 200), remaining("late", 10, "Clerk", use="held-out")
    alone = stack(known(early), ensembles)
    assert alone.groups == 1
    for figure in (late, replace(late, low=5e5, high=5e5), replace(late, use="held-out-late")):
        assert stack(known(early, figure), ensembles) == alone
    with pytest.raises(ValueError, match="held-out figures do not calibrate: late"):
        log_densities([early, late], known(early, late), ensembles["no-pause"])


def test_without_figures_for_calibration_nothing_is_stacked(ensembles: dict[str, Ensemble]) -> None:
    found = stack(known(remaining("late", 10, use="held-out")), ensembles)
    assert (found.weights, found.groups) == ({EQUAL: {"as-happened": 0.5, "no-pause": 0.5}}, 0)


def test_pools_are_scored_on_the_targets_of_their_forecasts(
    plan: Plan, ensembles: dict[str, Ensemble]
) -> None:
    found = {name: score(plan.reported, each, with_naive=True) for name, each in ensembles.items()}
    pools = pooled(plan.reported, ensembles, found)
    by_who: dict[str, list[tuple[str, str]]] = {}
    for each in pools.scores:
        by_who.setdefault(each.forecaster, []).append((each.target.figure.id, each.kind))
        assert each.target.figure.is_held_out
    assert MODEL not in by_who
    assert {*ensembles, EQUAL, STACK, "persistence"} <= {*by_who}
    assert all(targets == by_who["no-pause"] for targets in by_who.values())


def test_a_pool_of_one_forecast_scores_as_it_does(plan: Plan, ensembles: dict[str, Ensemble]) -> None:
    runs = ensembles["no-pause"]
    twice = {"one": runs, "other": runs}
    found = score(plan.reported, runs, with_naive=False)
    pools = pooled(plan.reported, twice, dict.fromkeys(twice, found))
    for each in pools.scores:
        alone = next(s for s in found if (s.target, s.kind) == (each.target, each.kind))
        assert each.crps == pytest.approx(alone.crps, rel=0.02)
        assert each.median == pytest.approx(alone.median, rel=0.02)

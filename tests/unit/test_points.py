"""Points over the uncertain numbers: spread evenly, the same for the same seed, and what they settle."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import points
from experiments.compare import Plan
from experiments.design import Points
from model.simulation import settled, shared


def spread(method: str, n: int = 16, seed: int = 0) -> np.ndarray:
    found = points.spread(Points(n=n, method=method, seed=seed), ["b", "a"])  # type: ignore[arg-type]
    assert [list(point) for point in found] == [["a", "b"]] * n
    return np.array([list(point.values()) for point in found])


@pytest.mark.parametrize("method", ["latin-hypercube", "sobol"])
def test_every_sixteenth_of_each_range_holds_one_of_sixteen_points(method: str) -> None:
    drawn = spread(method)
    assert np.array_equal(np.sort((drawn * 16).astype(int), axis=0), np.arange(16)[:, None].repeat(2, axis=1))
    assert np.array_equal(drawn, spread(method))
    assert not np.array_equal(drawn, spread(method, seed=1))


def test_a_point_settles_every_uncertain_number_and_no_seed_matters_then(plan: Plan) -> None:
    scenario = plan.scenarios["no-pause"]
    names = points.uncertain(scenario)
    assert "population.household" in names
    middle = points.settled(scenario, dict.fromkeys(names, 0.5), 1)
    assert points.uncertain(middle) == ()
    assert settled(middle, 1) == settled(middle, 2) == middle
    assert middle.population.household.value == pytest.approx(scenario.population.household.value)
    high = points.settled(scenario, dict.fromkeys(names, 0.95), 1)
    assert high.population.household.value == pytest.approx(scenario.population.household.high)


def test_without_a_point_a_scenario_stays_as_it_is(plan: Plan) -> None:
    scenario = plan.scenarios["no-pause"]
    assert points.settled(scenario, None, 1) is scenario


def test_a_scenario_without_uncertainty_has_nothing_to_settle(plan: Plan) -> None:
    certain = plan.scenarios["no-pause"].model_copy(update={"uncertainty": False})
    assert points.uncertain(certain) == ()
    assert points.settled(certain, {}, 1) is certain


def test_one_unknown_has_one_name_whatever_the_proposal_is_called() -> None:
    assert shared("proposals.a.pause.violation") == shared("proposals.b.pause.violation")

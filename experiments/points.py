"""Points spread over the uncertain numbers of a study: a quantile of each number at each point.

Morris's and Sobol's are laid out in blocks of points that differ in one number at a time, for
`experiments.sensitivity`; SALib lays them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.design import Points
from model.parameters import sample
from model.randomness import Decision, draw
from model.scenario import Scenario
from model.simulation import shared

Point = Mapping[str, float]  # the name under which a number is drawn -> its quantile
BLOCKS = ("morris", "sobol-total")  # methods whose points SALib lays out
RANGE = (0.05, 0.95)  # quantiles between which Morris's trajectories go: from `low` to `high`
LEVELS = 4  # steps on which they go
LACKING = "SALib is not installed, which lays such points out"
REPAIR = "pip install 'respite[sensitivity]'"


def uncertain(scenario: Scenario) -> tuple[str, ...]:
    """The numbers that a replicate of a scenario draws, by the name under which each is drawn."""
    names: set[str] = set()

    def note(key: str) -> float:
        names.add(shared(key))
        return 0.5

    if scenario.uncertainty:
        sample(scenario, note)
    return tuple(sorted(names))


def spread(points: Points, names: Iterable[str]) -> list[Point]:
    """The points: quantiles between 0 and 1 for each name, 0.5 for those that do not vary.

    Source: McKay, Beckman and Conover (1979), Latin hypercube; Sobol' (1967), scrambled as in Owen (1998);
    Morris (1991), n trajectories of a step for each name; Saltelli et al. (2010), n blocks for total orders.
    """
    middle = dict.fromkeys(sorted(names), 0.5)
    varied = [name for name in middle if points.over is None or name in points.over]
    drawn = _drawn(points, varied)
    return [middle | dict(zip(varied, map(float, row), strict=True)) for row in drawn]


def has_salib() -> bool:
    """Whether the library is there that Morris's and Sobol's points need."""
    return find_spec("SALib") is not None


def problem(names: Sequence[str]) -> dict[str, Any]:
    """The numbers as SALib has them."""
    return {"num_vars": len(names), "names": list(names), "bounds": [list(RANGE)] * len(names)}


def _drawn(points: Points, names: Sequence[str]) -> NDArray[np.float64]:
    """Point x name."""
    drawn: NDArray[np.float64]
    if points.method == "morris":
        from SALib.sample import morris  # seconds, with all that it brings along

        drawn = morris.sample(problem(names), points.n, num_levels=LEVELS, seed=points.seed)
    elif points.method == "sobol-total":
        from SALib.sample import sobol

        whole = problem(names) | {"bounds": [[0.0, 1.0]] * len(names)}
        drawn = sobol.sample(whole, points.n, calc_second_order=False, seed=points.seed)
    else:
        from scipy.stats import qmc

        spread = qmc.Sobol if points.method == "sobol" else qmc.LatinHypercube
        drawn = spread(len(names), seed=points.seed).random(points.n)
    return drawn


def settled(scenario: Scenario, point: Point | None, seed: int) -> Scenario:
    """The scenario at a point: each number is its quantile there, or as the seed draws it if not named."""
    if point is None or not scenario.uncertainty:
        return scenario

    def quantile(key: str) -> float:
        name = shared(key)
        return point[name] if name in point else draw(seed, Decision.PARAMETER, name)

    return sample(scenario, quantile)

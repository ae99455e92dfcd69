"""Points spread over the uncertain numbers of a study: a quantile of each number at each point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from experiments.design import Points
from model.parameters import sample
from model.randomness import Decision, draw
from model.scenario import Scenario
from model.simulation import shared

Point = Mapping[str, float]  # the name under which a number is drawn -> its quantile


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
    """The points: quantiles between 0 and 1 for each name.

    Source: McKay, Beckman and Conover (1979), Latin hypercube; Sobol' (1967), scrambled as in Owen (1998).
    """
    from scipy.stats import qmc  # half a second that only such studies need

    ordered = sorted(names)
    if points.method == "sobol":
        drawn = qmc.Sobol(len(ordered), seed=points.seed).random(points.n)
    else:
        drawn = qmc.LatinHypercube(len(ordered), seed=points.seed).random(points.n)
    return [dict(zip(ordered, map(float, row), strict=True)) for row in drawn]


def settled(scenario: Scenario, point: Point | None, seed: int) -> Scenario:
    """The scenario at a point: each number is its quantile there, or as the seed draws it if not named."""
    if point is None or not scenario.uncertainty:
        return scenario

    def quantile(key: str) -> float:
        name = shared(key)
        return point[name] if name in point else draw(seed, Decision.PARAMETER, name)

    return sample(scenario, quantile)

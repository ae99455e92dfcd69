"""The numbers of a comparison: for each scenario, date and metric its interval and its difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.ensemble import METRIC_NAMES, Comparison, Ensemble
from experiments.statistics import Interval, chance_greater, difference, interval
from model.codes import Group


@dataclass(frozen=True)
class Effect:
    """What a scenario does to one metric by one date, beside the reference."""

    scenario: str
    moment: str
    metric: str
    value: Interval
    difference: Interval
    chance_greater: float
    is_same: bool  # with every seed, so that the proposal has not touched it

    def plain(self) -> dict[str, Any]:
        """As JSON may hold it."""
        return {
            "scenario": self.scenario,
            "moment": self.moment,
            "metric": self.metric,
            **_plain(self.value),
            "difference": _plain(self.difference),
            "chance_greater": self.chance_greater,
        }


def effects(comparison: Comparison, metrics: Sequence[str] = METRIC_NAMES) -> Iterator[Effect]:
    """Every effect, date by date, scenario by scenario."""
    reference = comparison.ensembles[comparison.reference]
    for label, moment in comparison.moments.items():
        hour = reference.hour_of(moment)
        for name, ensemble in comparison.ensembles.items():
            for metric in metrics:
                values, others = ensemble.at(hour, metric), reference.at(hour, metric)
                yield Effect(
                    name,
                    label,
                    metric,
                    interval(values),
                    difference(values, others),
                    chance_greater(values, others),
                    bool(np.array_equal(values, others)),
                )


def each_of(ensemble: Ensemble, metric: str, group: Group | None, hour: int) -> NDArray[np.float64]:
    """A metric at one hour for each person who was of a group in the first hour, or of all if it is None."""
    shares: NDArray[np.float64] = ensemble.at(hour, metric, group) / np.maximum(ensemble.first(group), 1.0)
    return shares


def _plain(found: Interval) -> dict[str, float]:
    return {"median": found.median, "low": found.low, "high": found.high}

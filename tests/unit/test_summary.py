"""The numbers of a comparison, each beside the reference with the same seed."""

from __future__ import annotations

import json

import numpy as np

from experiments.ensemble import METRIC_NAMES, Comparison
from experiments.summary import effects


def test_there_is_an_effect_of_every_scenario_at_every_date_on_every_metric(comparison: Comparison) -> None:
    assert len(list(effects(comparison))) == 3 * 3 * len(METRIC_NAMES)


def test_an_effect_is_the_paired_difference_from_the_reference(comparison: Comparison) -> None:
    found = {(each.scenario, each.moment): each for each in effects(comparison, ["remaining"])}
    pause = found["day-pause", "by the second day"]
    hour = comparison.ensembles["no-pause"].hour_of(comparison.moments["by the second day"])
    values = [comparison.ensembles[name].metric("remaining")[:, hour] for name in ("day-pause", "no-pause")]
    assert pause.difference.median == np.median(values[0] - values[1])
    assert pause.chance_greater == 1.0
    assert not pause.is_same


def test_a_scenario_that_changes_nothing_is_the_same(comparison: Comparison) -> None:
    assert all(each.is_same for each in effects(comparison) if each.scenario == "as-happened")


def test_effects_can_be_written_as_json(comparison: Comparison) -> None:
    first = next(effects(comparison)).plain()
    assert {"scenario", "moment", "metric", "median", "low", "high", "difference", "chance_greater"} == set(
        first
    )
    json.dumps(first, allow_nan=False)

"""The table of what each mechanism changes: a row for each switch of the schema, by hand where it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from experiments import compare, workers
from experiments.compare import Plan
from experiments.ensemble import METRIC_NAMES, Replicate
from experiments.report import mechanisms
from experiments.statistics import Mean
from model.scenario import Mechanisms


@pytest.fixture(scope="module")
def run_once(plan: Plan) -> Replicate:
    from experiments.runner import Job

    return mechanisms.brief(Job("no-pause", plan.scenarios["no-pause"], plan.city, 1))


def with_killed(one: Replicate, killed: Sequence[float]) -> list[Replicate]:
    found = []
    for seed, number in enumerate(killed, start=1):
        metrics = one.metrics.copy()
        metrics[-1, METRIC_NAMES.index("killed_civilians")] = number
        found.append(replace(one, seed=seed, seconds=2.0, metrics=metrics))
    return found


def test_every_switch_has_a_scenario_of_its_own_and_no_name_is_left_over() -> None:
    assert mechanisms.switches() == list(Mechanisms.model_fields)
    assert set(mechanisms.SHOWN_IN) <= set(mechanisms.switches())
    loaded = mechanisms.variants(())
    assert len(loaded) == 2 * len(mechanisms.switches())
    for switch in mechanisms.switches():
        on, off = (loaded[mechanisms.variant(switch, state)][0] for state in (True, False))
        assert (getattr(on.mechanisms, switch), getattr(off.mechanisms, switch)) == (True, False)
        assert on.title == off.title


def test_what_is_alike_is_run_once() -> None:
    plan = compare.plan(mechanisms.variants(()), with_tail=False)
    same = {name: mechanisms._same_as(name, plan) for name in plan.scenarios}
    usual = [name for name in mechanisms.switches() if name not in mechanisms.SHOWN_IN]
    assert len({same[mechanisms.variant(switch, True)] for switch in usual}) == 1
    assert len({same[mechanisms.variant(switch, False)] for switch in usual}) == len(usual)


def test_a_brief_replicate_is_the_last_line_of_each_array(run_once: Replicate) -> None:
    assert run_once.status.shape[0] == run_once.side.shape[0] == 1
    assert run_once.status.sum() == 300


def test_a_row_tells_the_mean_difference_and_its_interval(run_once: Replicate, plan: Plan) -> None:
    # Three pairs that differ by 1, 2 and 3: a mean of 2, a deviation of 1, 4.30 of its errors on each side.
    on, off = with_killed(run_once, [11, 12, 13]), with_killed(run_once, [10, 10, 10])
    names = [mechanisms.variant(switch, state) for switch in mechanisms.switches() for state in (True, False)]
    runs = {name: on if name.endswith("on") else off for name in names}
    first = next(iter(mechanisms.rows(runs, plan.scenarios["no-pause"])))
    assert first[:2] == ("`front`", "`as-happened`")
    killed = mechanisms.SHOWN.index("killed_civilians")
    assert first[2 + killed] == "+2 (−0.5 to +4.5)"
    assert first[2:8].count("0") == 5
    assert first[8] == "nothing for sure", "of so many metrics some differ so much by luck"
    assert first[9] == "2.00 / 2.00"


def test_what_moves_most_is_told_of_all_metrics_at_once(run_once: Replicate, plan: Plan) -> None:
    on, off = with_killed(run_once, [10 + i % 2 for i in range(40)]), with_killed(run_once, [0] * 40)
    names = [mechanisms.variant(switch, state) for switch in mechanisms.switches() for state in (True, False)]
    runs = {name: on if name.endswith("on") else off for name in names}
    told = next(iter(mechanisms.rows(runs, plan.scenarios["no-pause"])))[8]
    half = stats.t.ppf(1.0 - 0.025 / len(METRIC_NAMES), 39) * np.std([0, 1] * 20, ddof=1) / np.sqrt(40)
    assert told == f"Killed (people): {mechanisms.said(Mean(10.5, 10.5 - half, 10.5 + half))}"


def test_nothing_is_said_to_move_where_nothing_does() -> None:
    assert mechanisms.said(Mean(0.0, 0.0, 0.0)) == "0"
    assert Mean(0.0, 0.0, 0.0).sureness == 0.0


@pytest.mark.slow
def test_the_page_is_written_with_a_row_for_each_switch(tmp_path: Path) -> None:
    out = tmp_path / "mechanisms.md"
    mechanisms.write(out, 2, ("population.scale=0.005", "horizon=48 h"), workers.usable_cores())
    text = out.read_text(encoding="utf-8")
    for switch in mechanisms.switches():
        assert f"| `{switch}` |" in text
    assert "2 pairs of runs of 2 days with population.scale=0.005" in text
    assert np.all([line.count("|") == 11 for line in text.splitlines() if line.startswith("| ")])

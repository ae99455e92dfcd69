"""Proper scores, by hand and against their definitions; and the command that prints them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from experiments.luck import normal
from experiments.scores import central, covers, crps, interval_score, pit
from experiments.scoring import HINDSIGHT, MODEL


def test_the_crps_of_one_member_is_its_distance() -> None:
    assert crps(np.array([3.0]), 5.0) == 2.0


def test_the_crps_by_hand() -> None:
    # Distances to 1: 1, 0, 2, mean 1. Pairs differ by 1, 2, 3, mean 2; half of it is 1.
    assert crps(np.array([0.0, 1.0, 3.0]), 1.0) == pytest.approx(0.0)
    assert crps(np.array([3.0, 0.0, 1.0]), 5.0) == pytest.approx((2 + 5 + 4) / 3 - 1.0)


def test_the_crps_is_that_of_a_normal_in_a_large_sample() -> None:
    sample = normal(20_000, 1)[:, 0]
    for value in (-1.5, 0.0, 2.0):
        exact = value * (2 * norm.cdf(value) - 1) + 2 * norm.pdf(value) - 1 / np.sqrt(np.pi)
        assert crps(sample, value) == pytest.approx(exact, abs=1e-3)


def test_the_fair_crps_does_not_reward_a_larger_sample() -> None:
    """Its mean over small samples of one forecast is that of the whole."""
    sample = normal(4000, 5)
    small = np.mean([crps(row, 0.7) for row in sample])
    assert small == pytest.approx(crps(sample.ravel(), 0.7), abs=0.02)


def test_the_interval_score_is_the_width_and_ten_times_the_miss() -> None:
    sample = np.arange(1.0, 100.0)
    assert central(sample, 0.8) == pytest.approx((10.0, 90.0))
    assert interval_score(sample, 50.0) == pytest.approx(80.0)
    assert interval_score(sample, 93.0) == pytest.approx(80.0 + 10 * 3.0)
    assert interval_score(sample, 4.0, 0.5) == pytest.approx(50.0 + 4 * 21.0)


def test_more_draws_of_each_replicate_are_not_rewarded() -> None:
    """A normal forecast of few replicates scores what it does of many: 1 / sqrt(pi) in the mean."""
    luck = np.random.default_rng(1)
    replicates, values = luck.normal(size=(3000, 5)), luck.normal(size=3000)
    each = zip(replicates.repeat(20, axis=1), values, strict=True)
    assert np.mean([crps(row, value, draws=20) for row, value in each]) == pytest.approx(
        1.0 / np.sqrt(np.pi), abs=0.02
    )


def test_the_crps_of_draws_by_hand() -> None:
    # Replicates 0, 2 and 4, 6: away from 3 by 2 in the mean, from each other by 4, 6, 2, 4.
    assert crps(np.array([0.0, 2.0, 4.0, 6.0]), 3.0, draws=2) == pytest.approx(2.0 - 4.0 / 2.0)
    assert crps(np.array([0.0, 2.0]), 3.0, draws=2) == 2.0


@pytest.mark.parametrize(("value", "inside"), [(9.9, False), (10.1, True), (89.9, True), (90.1, False)])
def test_an_interval_holds_its_share(value: float, inside: bool) -> None:
    assert covers(np.arange(1.0, 100.0), value, 0.8) is inside


def test_the_pit_is_where_the_value_lies_in_the_forecast() -> None:
    sample = np.arange(1.0, 11.0)
    assert pit(sample, 3.5, 3.5, 0.5) == pytest.approx(0.3)
    assert pit(sample, 3.5, 5.5, 0.0) == pytest.approx(0.3)
    assert pit(sample, 3.5, 5.5, 1.0) == pytest.approx(0.5)
    assert pit(sample, 20.0, 21.0, 0.5) == pytest.approx(1.0)


EVE = """extends: ../base
title: Eve
front: {kind: continued, record_ends: 2016-11-27}
"""
OTHER = """extends: eve
title: Other
parameters: [surveys, homs-2014, aleppo-2016-record, assumed, behaviour-gravity]
"""


@pytest.fixture
def city(toy: Path, tmp_path: Path) -> Path:
    """The toy city with a forecast."""
    shutil.copytree(toy.parent, tmp_path / "scenarios")
    folder = tmp_path / "scenarios" / toy.name
    (folder / "forecasts").mkdir()
    (folder / "forecasts" / "eve.yaml").write_text(EVE, encoding="utf-8")
    return folder


def scored(root: Path, city: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "run.py"), "score", str(city), "--replicates=2", "--workers=1"]
    return subprocess.run([*command, *words], cwd=city, capture_output=True, text=True, encoding="utf-8")


def summaries(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return found["scenarios"][name]["summaries"]


def test_a_citys_forecasts_stand_beside_naive_ones_and_recorded_drivers_apart(root: Path, city: Path) -> None:
    done = scored(root, city, "--json", "--quiet", "--hindsight", "--out=found")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    drivers = {name: each["drivers"] for name, each in found["scenarios"].items()}
    assert drivers == {"eve": "forecast", "as-happened": "recorded"}
    names = {name: {row["forecaster"] for row in each["scores"]} for name, each in found["scenarios"].items()}
    assert (len(names["eve"]), names["as-happened"]) == (6, {"model"})
    crps = {(row["kind"], row["group"], row["forecaster"]): row["crps"] for row in summaries(found, "eve")}
    assert crps["increment", "all who left", HINDSIGHT] <= crps["increment", "all who left", MODEL]
    assert ("total", "left on foot", HINDSIGHT) not in crps  # it is found for the increments alone
    assert all(each["skill"] is None for each in found["scenarios"]["as-happened"]["summaries"])
    assert (city / "found" / "scores.csv").is_file()
    assert (city / "found" / "figures" / "foreseen-eve.png").is_file()
    again = scored(root, city, "--out=found")
    assert again.returncode == 2
    assert "it exists" in again.stderr


@pytest.fixture
def pair(city: Path) -> Path:
    """The toy city with two forecasts, of which the rules of leaving differ."""
    (city / "forecasts" / "other.yaml").write_text(OTHER, encoding="utf-8")
    return city


def test_several_forecasts_are_pooled_and_the_pools_scored_too(root: Path, pair: Path) -> None:
    done = scored(root, pair, "--json", "--quiet", "--hindsight", "--out=found")
    assert (done.returncode, done.stderr) == (0, "")
    whole = json.loads(done.stdout)
    for name in ("eve", "other"):  # each forecast has a course of its own, which goes on from its own runs
        assert HINDSIGHT in {row["forecaster"] for row in whole["scenarios"][name]["scores"]}
    found = whole["pooled"]
    names = ["eve", "other", "equal weights", "stack"]
    stacked = found["stack"]["forecasts"]
    assert [each["forecast"] for each in stacked] == names
    assert sum(each["weight"] or 0.0 for each in stacked) == pytest.approx(1.0)
    log_scores = [each["log_score"] for each in stacked]
    assert log_scores[3] == pytest.approx(max(log_scores), abs=1e-6)
    assert {each["forecaster"] for each in found["scores"]} == {"equal weights", "stack"}
    assert {*names, "persistence"} <= {each["forecaster"] for each in found["summaries"]}
    assert HINDSIGHT not in {each["forecaster"] for each in found["summaries"]}
    with (pair / "found" / "scores.csv").open(encoding="utf-8", newline="") as file:
        pools = {row["forecaster"] for row in csv.DictReader(file) if row["scenario"] == "pooled"}
    assert pools == {"equal weights", "stack"}
    with (pair / "found" / "stack.csv").open(encoding="utf-8", newline="") as file:
        assert [row["forecast"] for row in csv.DictReader(file)] == names
    figures = {path.name for path in (pair / "found" / "figures").glob("*.png")}
    assert figures == {"foreseen-eve.png", "foreseen-other.png"}


def test_calibrated_and_held_out_figures_share_no_table(root: Path, pair: Path) -> None:
    done = scored(root, pair, "--out=found")
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    held_out, weights = words.split("Weights in the stack. Figures for calibration")
    weights, recorded = weights.split("As it happened, drivers as recorded. Held out")
    assert "Held out: skill over the best naive forecaster" in held_out
    assert "log score" not in held_out + recorded
    assert "log score" in weights
    assert "CRPS" not in weights
    assert "Equal weights: a mixture" in held_out


def test_the_answer_is_short_and_comes_first_and_all_of_it_is_kept(root: Path, pair: Path) -> None:
    done = scored(root, pair, "--hindsight", "--out=found")
    lines = done.stdout.splitlines()
    assert len(lines) < 80
    assert lines[0].startswith("2 replicates: with fewer than 20 scores and weights are luck in large part.")
    assert lines[1].startswith("Increments, people per day, all who left (")
    assert "In hindsight: skill" in done.stdout
    assert "scores.csv" in lines[-1]
    with (pair / "found" / "summaries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["scenario"] for row in rows} == {"eve", "other", "as-happened", "pooled"}
    assert {"model", "in hindsight", "persistence"} < {
        row["forecaster"] for row in rows if row["scenario"] == "eve"
    }
    assert {row["forecaster"] for row in rows if row["scenario"] == "pooled"} == {"equal weights", "stack"}


def test_recorded_drivers_stand_apart_and_without_naive_forecasters(root: Path, city: Path) -> None:
    done = scored(root, city, "--out=found")
    assert done.returncode == 0, done.stderr
    forecast, recorded = " ".join(done.stdout.split()).split("As it happened, drivers as recorded.")
    assert "Drivers as recorded" not in forecast
    assert "Drivers as recorded" in recorded
    assert "best naive" in forecast
    assert "best naive" not in recorded

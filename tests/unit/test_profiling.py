"""Where the time goes: all of it is told, by phase, and the run is the same with and without."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import runner
from experiments.compare import Plan
from experiments.ensemble import ARRAYS
from experiments.profiling import BETWEEN, FIRST, Profile
from experiments.runner import Job
from model.simulation import PHASES


@pytest.fixture
def job(plan: Plan) -> Job:
    return Job("no-pause", plan.scenarios["no-pause"], plan.city, 1)


def test_a_profiled_run_is_the_run(job: Job) -> None:
    plain, profiled = runner.run(job), Profile().run(job)
    for array in ARRAYS:
        np.testing.assert_array_equal(getattr(plain, array), getattr(profiled, array))


def test_all_time_is_told_and_every_part_lies_in_its_phase(job: Job) -> None:
    profile = Profile()
    seconds = profile.run(job).seconds + profile.run(job).seconds
    assert profile.whole().all == pytest.approx(seconds)
    assert list(profile.spent) == [FIRST, *(phase.name for phase in PHASES), BETWEEN]
    assert all(each.python > 0.0 for each in profile.spent.values())
    assert profile.spent["household decisions"].compiled > 0.0


def test_a_second_run_loads_nothing(job: Job) -> None:
    Profile().run(job)
    profile = Profile()
    profile.run(job)
    assert profile.whole().loading == 0.0


def test_rows_are_plain(job: Job) -> None:
    profile = Profile()
    profile.run(job)
    rows = profile.plain()
    parts = sum(float(row[key]) for row in rows for key in ("python", "compiled", "loading"))
    assert parts == pytest.approx(profile.whole().all)

"""Replicates: the same for every number of workers; one that fails is told and stops no other."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import runner, workers
from experiments.compare import Plan
from experiments.ensemble import ARRAYS, Replicate
from experiments.runner import Job
from experiments.workers import Done
from model import kernels


def jobs(plan: Plan, seeds: range) -> list[Job]:
    return [Job(name, each, plan.city, seed) for seed in seeds for name, each in plan.scenarios.items()]


def silent(_: str) -> None:
    pass


def by_key(found: list[Done[Job, Replicate]]) -> dict[tuple[str, int], Replicate]:
    return {(each.job.name, each.job.seed): each.result for each in found if each.result is not None}


def test_one_worker_and_two_give_identical_results(plan: Plan) -> None:
    batch = jobs(plan, range(1, 3))
    alone = by_key(list(runner.run_all(batch, workers.here, silent, runner.run)))
    shared = by_key(list(runner.run_all(batch, workers.local(2), silent, runner.run)))
    assert alone.keys() == shared.keys()
    assert len(alone) == len(batch)
    for key, replicate in alone.items():
        for array in ARRAYS:
            np.testing.assert_array_equal(getattr(replicate, array), getattr(shared[key], array))


def test_a_replicate_has_a_line_for_every_hour_and_day(plan: Plan) -> None:
    found = runner.replicate(plan.scenarios["no-pause"], plan.city, 1, "no-pause")
    assert len(found.status) == len(found.metrics) == 4 * 24 + 1
    assert len(found.where) == len(found.side) == len(found.passed) == 4 + 1
    assert found.status.sum(axis=1).tolist() == [300] * 97


def test_a_replicate_that_fails_is_told_with_its_seed(plan: Plan) -> None:
    def run(job: Job) -> Replicate:
        if job.seed == 2:
            raise ZeroDivisionError("a made-up fault")
        return runner.run(job)

    batch = [job for job in jobs(plan, range(1, 4)) if job.name == "no-pause"]
    done = list(runner.run_all(batch, workers.here, silent, run))
    assert [(each.job.seed, each.result is None) for each in done] == [(1, False), (2, True), (3, False)]
    assert "a made-up fault" in done[1].error


def test_compiling_is_told_only_when_there_is_no_code(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    for there, said in ((True, []), (False, [kernels.COMPILING])):
        heard: list[str] = []
        monkeypatch.setattr(kernels, "are_compiled", lambda there=there: there)
        list(runner.run_all(jobs(plan, range(1, 2))[:1], workers.here, heard.append, runner.run))
        assert heard == said


def test_without_code_the_first_job_of_each_scenario_compiles_it_here(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "are_compiled", lambda: False)
    elsewhere: list[int] = []

    def executor(task: object, given: list[Job]) -> list[Done[Job, int]]:
        elsewhere.extend(job.seed for job in given)
        return []

    here = [
        each.job.seed for each in runner.run_all(jobs(plan, range(1, 4)), executor, silent, lambda job: 0)
    ]
    assert (here, elsewhere) == ([1] * 3, [2] * 3 + [3] * 3)

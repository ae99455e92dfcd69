"""Replicates: the same for every number of workers; one that fails is told and stops no other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments import compare, runner, workers
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
        monkeypatch.setattr(kernels, "are_compiled", lambda _, there=there: there)
        list(runner.run_all(jobs(plan, range(1, 2))[:1], workers.here, heard.append, runner.run))
        assert heard == said


def test_without_code_the_first_job_of_each_scenario_compiles_it_here(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "are_compiled", lambda _: False)
    elsewhere: list[int] = []

    def executor(task: object, given: list[Job]) -> list[Done[Job, int]]:
        elsewhere.extend(job.seed for job in given)
        return []

    here = [
        each.job.seed for each in runner.run_all(jobs(plan, range(1, 4)), executor, silent, lambda job: 0)
    ]
    assert (here, elsewhere) == ([1] * 3, [2] * 3 + [3] * 3)


def test_a_rule_of_leaving_without_code_is_compiled_here_and_told(
    plan: Plan, toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = "parameters=[surveys, homs-2014, aleppo-2016-record, assumed, behaviour-gravity]"
    other = compare.plan(compare.load({"no-pause": toy / "no-pause.yaml"}, [files]))
    monkeypatch.setattr(kernels, "are_compiled", lambda rule: rule == "proportional-hazards")
    heard: list[str] = []
    elsewhere: list[str | None] = []

    def executor(task: object, given: list[Job]) -> list[Done[Job, int]]:
        elsewhere.extend(job.rule for job in given)
        return []

    batch = [*jobs(plan, range(1, 2)), *jobs(other, range(1, 3))]
    here = [each.job for each in runner.run_all(batch, executor, heard.append, lambda job: 0)]
    assert [(job.rule, job.seed) for job in here] == [("gravity", 1)]
    assert elsewhere == [*["proportional-hazards"] * len(plan.scenarios), "gravity"]
    assert heard == [kernels.COMPILING]


def test_objects_need_no_code_of_a_rule(plan: Plan) -> None:
    assert Job("no-pause", plan.scenarios["no-pause"], plan.city, 1, "objects").rule is None


def test_the_code_that_a_run_leaves_is_found_by_its_rule(plan: Plan) -> None:
    runner.replicate(plan.scenarios["no-pause"], plan.city, 1, "no-pause")
    assert kernels.has_rule("proportional-hazards")
    assert not kernels.has_rule("no-such-rule")

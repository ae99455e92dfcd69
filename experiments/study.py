"""A study: the replicates that a design asks for, run as far as the store does not hold them, and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from experiments import compare, design, identity, parts, points, runner
from experiments.compare import Plan
from experiments.design import Cell, Read
from experiments.parts import Kept
from experiments.points import Point
from experiments.runner import Failure, run_all
from experiments.store import Store
from experiments.workers import Executor
from model.city import City
from model.errors import InputError, listed
from model.scenario import Scenario

ROUNDS = 3  # how often replicates whose files turn out broken are run again


@dataclass(frozen=True)
class Replica:
    """One replicate of a study: which cell, which point, which seed, and the key of its content."""

    cell: Cell
    point: int | None
    seed: int
    key: str


@dataclass(frozen=True)
class Task:
    """All that is needed to make one replicate, anywhere."""

    name: str  # of the scenario
    label: str
    key: str
    scenario: Scenario
    city: City
    seed: int
    point: Point | None
    lines: Kept
    code: str

    @property
    def rule(self) -> str:
        """The rule of leaving of which it needs machine code."""
        return str(self.scenario.behaviour.rule)


@dataclass(frozen=True)
class Study:
    """A design with everything that it needs, checked."""

    name: str
    read: Read
    plan: Plan  # cell by cell, under its label
    points: list[Point]  # none if each seed draws its own
    lines: Kept

    @cached_property
    def replicas(self) -> list[Replica]:
        """Every replicate, seed by seed, so that whatever stops early leaves whole pairs."""
        first, count = self.read.design.first_seed, self.read.design.seeds
        contents = [
            (cell, point, content) for cell in self.read.cells for point, content in self._contents(cell)
        ]
        return [
            Replica(cell, point, seed, identity.digest([content, seed]))
            for seed in range(first, first + count)
            for cell, point, content in contents
        ]

    def first(self, count: int) -> Study:
        """The same study with so many seeds."""
        design = self.read.design.model_copy(update={"seeds": count})
        return replace(self, read=replace(self.read, design=design))

    def tasks(self, wanted: Sequence[Replica]) -> list[Task]:
        """What is to be run for some replicates; what several of them share is run once."""
        code, first = identity.of_code(), {each.key: each for each in reversed(wanted)}
        return [self._task(each, code) for each in wanted if first[each.key] is each]

    def _task(self, each: Replica, code: str) -> Task:
        label = each.cell.label + ("" if each.point is None else f", point {each.point}")
        return Task(
            name=each.cell.name,
            label=label,
            key=each.key,
            scenario=self.plan.scenarios[each.cell.label],
            city=self.plan.city,
            seed=each.seed,
            point=None if each.point is None else self.points[each.point],
            lines=self.lines,
            code=code,
        )

    def _contents(self, cell: Cell) -> Iterator[tuple[int | None, str]]:
        """Each point of a cell with the hash of all that its replicates depend on, but for the seed."""
        scenario = self.plan.scenarios[cell.label]
        lines = [self.lines.hours, self.lines.dates]
        alike = [identity.of_scenario(scenario), self._city, lines, identity.of_code()]
        if not self.points:
            yield None, identity.digest(alike)
        names = points.uncertain(scenario) if self.points else ()
        for number, point in enumerate(self.points):
            yield number, identity.digest([*alike, {name: point[name] for name in names}])

    @cached_property
    def _city(self) -> str:
        return identity.of_city(self.plan.folder)


@dataclass(frozen=True)
class Shard:
    """Every n-th replicate, for batches that are shared out over jobs that know nothing of each other."""

    number: int = 1
    count: int = 1

    def of(self, replicas: Sequence[Replica]) -> Sequence[Replica]:
        """Its share of the replicates."""
        return replicas[self.number - 1 :: self.count]


@dataclass(frozen=True)
class Outcome:
    """How far a study has come."""

    wanted: int
    missing: int
    failures: list[Failure]


def prepare(path: Path) -> Study:
    """Read and check a design and all that it needs; raises `InputError` with all that is wrong."""
    read = design.load(path)
    loaded = {cell.label: (cell.scenario, cell.document) for cell in read.cells}
    beyond = read.design.beyond
    plan = compare.plan(loaded, tail=None if beyond is None else float(beyond))
    found = sorted({name for scenario in plan.scenarios.values() for name in points.uncertain(scenario)})
    _check_points(read, found)
    one = next(iter(plan.scenarios.values()))
    return Study(
        name=path.stem,
        read=read,
        plan=plan,
        points=points.spread(read.design.points, found) if read.design.points else [],
        lines=parts.kept(one.start, int(float(one.horizon)), plan.moments.values(), read.design.keep),
    )


def _check_points(read: Read, names: Sequence[str]) -> None:
    """Raise `InputError` unless the points can be laid out, over numbers that some scenario draws."""
    if read.design.points is None:
        return
    if not names:
        wrong, expected = "no scenario draws a number", "scenarios of which the uncertainty is true"
        raise InputError([read.document.problem("points", wrong, expected)])
    over = read.design.points.over or ()
    expected = f"a number that has a low and a high, such as {listed(names, 3)}"
    problems = [
        read.document.problem(f"points.over.{i}", f"no scenario draws '{name}'", expected, names)
        for i, name in enumerate(over)
        if name not in names
    ]
    if read.design.points.method in points.BLOCKS and not points.has_salib():
        problems.append(read.document.problem("points.method", points.LACKING, points.REPAIR))
    if problems:
        raise InputError(problems)


def run(task: Task) -> bytes:
    """The file of a replicate; a worker that has other code refuses."""
    if identity.of_code() != task.code:
        raise RuntimeError(
            "this worker has another version of Respite, or of what it runs on, than asked for"
        )
    scenario = points.settled(task.scenario, task.point, task.seed)
    found = runner.replicate(scenario, task.city, task.seed, task.name, dates=task.lines.dates)
    return parts.encode(parts.table(task.key, compare.gather(task.name, scenario, [found]), task.lines))


class Listener(Protocol):
    """Who is told how a study goes on."""

    def begins(self, total: int) -> None:
        """So many replicates are to be run."""

    def say(self, text: str) -> None:
        """Something happened."""

    def fails(self, failure: Failure) -> None:
        """A replicate could not be run to its end."""

    def ended(self, *, failed: bool) -> None:
        """One more replicate is over."""


def carry_out(
    study: Study, store: Store, executor: Executor, shard: Shard, listener: Listener, *, packs: bool = True
) -> Outcome:
    """Run what the store lacks, keep each replicate as it ends, and pack all once the study is whole.

    One that may go on with more seeds is not packed yet.
    """
    keys = {each.key for each in study.replicas}
    failures: list[Failure] = []
    for _ in range(ROUNDS):
        there = store.finished()
        tasks = study.tasks([each for each in shard.of(study.replicas) if each.key not in there])
        listener.say(f"{len(keys):,} replicates: {len(keys & there):,} are kept, {len(tasks):,} to run")
        listener.begins(len(tasks))
        failures = list(complete(tasks, store, executor, listener))
        if keys - store.finished() or not packs or store.pack(keys):
            break
        listener.say("some files were broken: their replicates are run again")
    return Outcome(len(keys), len(keys - store.finished()), failures)


def complete(
    tasks: Sequence[Task], store: Store, executor: Executor, listener: Listener
) -> Iterator[Failure]:
    """Run each task and keep its replicate as it ends; yields those that failed."""
    for done in run_all(tasks, executor, listener.say, run):
        if done.result is not None:
            store.commit(done.job.key, done.result)
        else:
            failure = Failure(done.job.label, done.job.seed, done.error)
            listener.fails(failure)
            yield failure
        listener.ended(failed=done.result is None)

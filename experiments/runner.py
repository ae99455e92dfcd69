"""Running replicates: one, or many on whatever runs them, identical for every number of workers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from experiments import workers
from experiments.ensemble import Replicate, arrays
from experiments.workers import Done, Executor
from model import kernels
from model.city import City
from model.scenario import Scenario
from model.simulation import Engine, Simulation

R = TypeVar("R")


class Named(Protocol):
    """A job of a scenario that has a name."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def rule(self) -> str | None:
        """The rule of leaving of which it needs machine code, if it does."""


N = TypeVar("N", bound=Named)


@dataclass(frozen=True)
class Job:
    """One replicate to run."""

    name: str
    scenario: Scenario
    city: City
    seed: int
    engine: Engine = "arrays"
    dates: tuple[int, ...] = ()  # hours at which groups are told apart, besides the first and the last

    @property
    def rule(self) -> str | None:
        """The rule of leaving of which it needs machine code: objects need none."""
        return str(self.scenario.behaviour.rule) if self.engine == "arrays" else None


@dataclass(frozen=True)
class Failure:
    """A replicate that could not be run to its end."""

    scenario: str
    seed: int
    error: str

    def __str__(self) -> str:
        return f"{self.scenario}, seed {self.seed}: {self.error.strip().splitlines()[-1]}"


def replicate(
    scenario: Scenario,
    city: City,
    seed: int,
    name: str,
    engine: Engine = "arrays",
    dates: Iterable[int] = (),
    make: Callable[..., Simulation] = Simulation,
) -> Replicate:
    """One run from the first hour to the horizon."""
    began = time.perf_counter()
    record = make(scenario, city, seed, engine).run()
    seconds = time.perf_counter() - began
    return Replicate(scenario=name, seed=seed, seconds=seconds, **arrays(record, dates))


def run(job: Job, make: Callable[..., Simulation] = Simulation) -> Replicate:
    """The replicate that a job describes."""
    return replicate(job.scenario, job.city, job.seed, job.name, job.engine, job.dates, make)


def run_all(
    jobs: Sequence[N], executor: Executor, say: Callable[[str], None], task: Callable[[N], R]
) -> Iterator[Done[N, R]]:
    """Every job, as it ends; one that fails says why and stops no other.

    While the kernels have no machine code for a rule of leaving, the first job of each scenario with it runs
    in this process, so that the workers find the code that it leaves instead of each compiling their own.
    """
    first: list[N] = []
    without = [rule for rule in {job.rule for job in jobs} if not kernels.are_compiled(rule)]
    if without:
        say(kernels.COMPILING)
        needing = [job for job in jobs if job.rule in without]
        first = list({(job.name, job.rule): job for job in reversed(needing)}.values())
        yield from workers.here(task, first)
    rest = [job for job in jobs if not any(job is each for each in first)] if first else jobs
    if rest:
        yield from executor(task, rest)

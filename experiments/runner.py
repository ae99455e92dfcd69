"""Running replicates: one, or many over the cores of this machine, identical for every number of workers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from experiments import workers
from experiments.ensemble import Replicate
from model import kernels
from model.city import City
from model.record import ARRAYS
from model.scenario import Scenario
from model.simulation import Engine, Simulation

Finished = workers.Done["Job", Replicate]


@dataclass(frozen=True)
class Job:
    """One replicate to run."""

    name: str
    scenario: Scenario
    city: City
    seed: int
    engine: Engine = "arrays"


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
    make: Callable[..., Simulation] = Simulation,
) -> Replicate:
    """One run from the first hour to the horizon."""
    began = time.perf_counter()
    simulation = make(scenario, city, seed, engine)
    for _ in range(int(float(scenario.horizon))):
        simulation.step()
    arrays = {key: getattr(simulation.record, key) for key in ARRAYS}
    return Replicate(scenario=name, seed=seed, seconds=time.perf_counter() - began, **arrays)


def run(job: Job, make: Callable[..., Simulation] = Simulation) -> Replicate:
    """The replicate that a job describes."""
    return replicate(job.scenario, job.city, job.seed, job.name, job.engine, make)


def run_all(
    jobs: Sequence[Job], count: int, say: Callable[[str], None], task: Callable[[Job], Replicate] = run
) -> Iterator[Finished]:
    """Every job on `count` workers, as it ends; one that fails says why and stops no other.

    While the kernels have no machine code, the first seed of each scenario runs in this process, so that the
    workers find the code that it leaves instead of each compiling their own.
    """
    alone = len(jobs) if count == 1 else 0
    if not kernels.are_compiled():
        say("compiling (first run only)…")
        alone = max(alone, sum(job.seed == jobs[0].seed for job in jobs))
    yield from workers.here(task, jobs[:alone])
    if alone < len(jobs):
        yield from workers.spread(task, jobs[alone:], count)

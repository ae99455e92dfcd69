"""Replicates at points over the uncertain numbers: run as far as a store lacks them, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments import identity, study
from experiments.calibration.plan import Ready
from experiments.calibration.smc import Places, Seeds
from experiments.ensemble import Runs
from experiments.parts import BrokenPart
from experiments.store import Store
from experiments.study import Listener, Task
from experiments.workers import Executor
from model.errors import InputError, Problem
from model.record import METRICS


class FailedError(RuntimeError):
    """A calibration cannot go on: a run could not be made, or too little of the prior is left."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lines(Runs):
    """The hourly lines of stored replicates, of which a likelihood asks what it would ask of an ensemble."""

    values: dict[str, NDArray[np.float64]]  # metric -> replicate x hour

    @property
    def hours(self) -> int:
        """Hours simulated."""
        return int(next(iter(self.values.values())).shape[1]) - 1

    def metric(self, name: str) -> NDArray[np.float64]:
        """One metric, replicate x hour, in people of the whole population."""
        return self.values[name]


@dataclass(frozen=True)
class Runner:
    """Where replicates are kept, and by what they are run."""

    ready: Ready
    store: Store
    executor: Executor
    listener: Listener

    def lines(self, places: Places, seeds: Seeds) -> Lines:
        """The replicates at these places with these seeds; raises `FailedError` if one cannot be run."""
        tasks = [self._task(*each) for each in zip(self.ready.points(places), seeds, strict=True)]
        keys = [task.key for task in tasks]
        for _ in range(study.ROUNDS):
            self._complete(tasks)
            if self.store.pack(keys):
                return self._read(keys, seeds)
            self.listener.say("some files were broken: their replicates are run again")
        raise FailedError("files of replicates are broken as soon as they are written")

    def _complete(self, tasks: Sequence[Task]) -> None:
        """Run what the store lacks; raises `FailedError`."""
        there = self.store.finished()
        missing = [task for task in {task.key: task for task in tasks}.values() if task.key not in there]
        self.listener.begins(len(missing))
        failures = list(study.complete(missing, self.store, self.executor, self.listener))
        if failures:
            more = f", and {len(failures) - 1} more" if len(failures) > 1 else ""
            raise FailedError(f"{failures[0]}{more}")

    def _task(self, point: dict[str, float], seed: int) -> Task:
        ready = self.ready
        return Task(
            name=ready.name,
            label=ready.name,
            key=identity.digest([[*ready.content, point], int(seed)]),
            scenario=ready.scenario,
            city=ready.plan.city,
            seed=int(seed),
            point=point,
            lines=ready.lines,
            code=identity.of_code(),
        )

    def _read(self, keys: Sequence[str], seeds: Seeds) -> Lines:
        hours = len(self.ready.lines.hours)
        found: dict[str, NDArray[np.float64]] = {}  # key -> hour x metric
        try:
            for table in self.store.tables(set(keys), ["replicate", *METRICS]):
                values = np.column_stack([table[name].to_numpy() for name in METRICS])
                names = table["replicate"].to_pylist()[::hours]
                found.update(zip(names, values.reshape(len(names), hours, -1), strict=True))
        except BrokenPart as broken:
            expected = "a sound file: remove it, and start the same command again"
            raise InputError([Problem(str(broken), 1, 1, "", "it is broken", expected)]) from None
        whole = np.stack([found[key] for key in keys])
        columns = {name: whole[:, :, column] for column, name in enumerate(METRICS)}
        return Lines(scenario=self.ready.scenario, seeds=seeds, values=columns)

"""The record of a run: by the hour statuses and metrics, in all and by group; by the day places and ways."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from model import metrics, registry
from model.agents.base import Stage
from model.codes import Group, Status
from model.metrics import Tallied
from model.state import everyone

# A column of a table is written with underscores, as its file is.
METRICS = {word.replace("-", "_"): module for word, module in registry.names(metrics).items()}
GROUPED = tuple(name for name, metric in METRICS.items() if hasattr(metric, "by_group"))
BY_GROUP = np.array([column for column, name in enumerate(METRICS) if name in GROUPED])
WHOLE = np.array([column for column, name in enumerate(METRICS) if name not in GROUPED])


class Where(IntEnum):
    """Where in a place people are, as the days' record of places tells them apart."""

    HOME = 0  # in their own homes, with whoever holds the place
    DISPLACED = 1  # elsewhere under a roof
    OUTDOORS = 2  # on the way or in a queue


STATUSES = {
    Where.HOME: (Status.HOME, Status.CHANGED_CONTROL, Status.RETURNED),
    Where.DISPLACED: (
        Status.DISPLACED_INSIDE,
        Status.OVERRUN,
        Status.OUT_GOVERNMENT,
        Status.OUT_CAMP,
        Status.OUT_KURDISH,
        Status.OUT_OPPOSITION,
        Status.EVACUATED_BUS,
        Status.EVACUATED_MEDICAL,
    ),
    Where.OUTDOORS: (Status.WAITING, Status.TRAVELLING),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class ByDay:
    """What is recorded by the day; line 0 is before the first hour. Several runs stand side by side.

    A group of people is a `Group`: the classes, which share out everyone, stand first.
    """

    where: NDArray[np.int32]  # day x place x Where x group, people alive and together
    killed: NDArray[np.int32]  # day x place, people so far
    wounded: NDArray[np.int32]  # day x place, people so far
    hungry: NDArray[np.int32]  # day x place, people whose own store is gone
    left: NDArray[np.int32]  # day x place, first residents who have left it
    side: NDArray[np.int8]  # day x place
    passed: NDArray[np.int32]  # day x way, people so far


@dataclass(frozen=True, kw_only=True, eq=False)
class Recorded(ByDay):
    """The whole record of a run."""

    statuses: NDArray[np.int32]  # hour x status x group
    metrics: NDArray[np.float64]  # hour x metric
    groups: NDArray[np.float32]  # hour x metric that is told by group x group

    @property
    def status(self) -> NDArray[np.int32]:
        """People by status, hour x status."""
        return everyone(self.statuses)

    @property
    def people(self) -> NDArray[np.int32]:
        """People in each place, day x place."""
        people: NDArray[np.int32] = everyone(self.where).sum(axis=-1, dtype=np.int32)
        return people


ARRAYS = tuple(field.name for field in fields(Recorded))


class Record(Recorded):
    """Arrays that are filled line by line as the run goes on; what is told by group, when they are read."""

    def __init__(self, stage: Stage, tallied: Tallied) -> None:
        hours = stage.horizon
        lines, days, places = hours + 1, -(-hours // 24) + 1, len(stage.city.places)
        i32 = np.int32
        super().__init__(
            statuses=np.zeros((lines, len(Status), len(Group)), i32),
            metrics=np.zeros((lines, len(METRICS))),
            groups=np.zeros((lines, len(GROUPED), len(Group)), np.float32),
            where=np.zeros((days, places, len(Where), len(Group)), i32),
            killed=np.zeros((days, places), i32),
            wounded=np.zeros((days, places), i32),
            hungry=np.zeros((days, places), i32),
            left=np.zeros((days, places), i32),
            side=np.zeros((days, places), np.int8),
            passed=np.zeros((days, len(stage.population.world.ways)), i32),
        )
        self._tallied = tallied
        stage.population.write(0)
        self._write(stage, 0)

    def take(self, stage: Stage) -> None:
        """Add the hour that ends."""
        self._write(stage, stage.hour + 1)

    def read(self) -> Recorded:
        """The record so far; one that is told by group is in all the total over the classes."""
        tallied, metrics = self._tallied, list(METRICS.values())
        groups = np.stack([METRICS[name].by_group(tallied) for name in GROUPED], axis=1, dtype=np.float64)
        self.statuses[:] = tallied.status.swapaxes(0, 1)
        self.groups[:] = groups
        self.metrics[:, BY_GROUP] = everyone(groups)
        self.metrics[:, WHOLE] = np.stack([metrics[column].by_hour(tallied) for column in WHOLE], axis=1)
        self.metrics[self._last + 1 :] = 0.0
        return self

    def _write(self, stage: Stage, at: int) -> None:
        self._last = at
        if at % 24 == 0 or at == len(self.statuses) - 1:
            self._write_places(stage, -(-at // 24))

    def _write_places(self, stage: Stage, day: int) -> None:
        population, tally = stage.population, stage.population.world.tally
        for where, statuses in STATUSES.items():
            self.where[day, :, where] = tally.here[:, statuses].sum(axis=1)
        self.killed[day], self.wounded[day] = tally.killed, tally.wounded
        self.hungry[day], self.left[day] = population.places.hungry, population.places.left
        self.side[day] = population.places.side
        self.passed[day] = population.ways.passed

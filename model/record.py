"""The record of a run: by the hour statuses and metrics, in all and by group; by the day places and ways."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from model import metrics, registry
from model.agents.base import Stage
from model.metrics import Tallied
from model.state import everyone

# A column of a table is written with underscores, as its file is.
METRICS = {word.replace("-", "_"): module for word, module in registry.names(metrics).items()}
GROUPED = tuple(name for name, metric in METRICS.items() if hasattr(metric, "by_group"))
BY_GROUP = np.array([column for column, name in enumerate(METRICS) if name in GROUPED])
WHOLE = np.array([column for column, name in enumerate(METRICS) if name not in GROUPED])


@dataclass(frozen=True, kw_only=True, eq=False)
class ByDay:
    """What is recorded by the day, as `model.engine.recording.Days`; several runs stand side by side.

    A group of people is a `Group`: the classes, which share out everyone, stand first.
    """

    where: NDArray[np.int32]
    killed: NDArray[np.int32]
    wounded: NDArray[np.int32]
    hungry: NDArray[np.int32]
    left: NDArray[np.int32]
    side: NDArray[np.int8]
    passed: NDArray[np.int32]


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
        statuses, lines, groups = tallied.status.shape
        super().__init__(
            statuses=np.zeros((lines, statuses, groups), np.int32),
            metrics=np.zeros((lines, len(METRICS))),
            groups=np.zeros((lines, len(GROUPED), groups), np.float32),
            **tallied.days._asdict(),
        )
        self._tallied = tallied
        stage.population.write(0)

    def read(self, hours: int) -> Recorded:
        """The record of the hours so far; what is told by group is in all the total over the classes."""
        tallied, metrics = self._tallied, list(METRICS.values())
        groups = np.stack([METRICS[name].by_group(tallied) for name in GROUPED], axis=1, dtype=np.float64)
        self.statuses[:] = tallied.status.swapaxes(0, 1)
        self.groups[:] = groups
        self.metrics[:, BY_GROUP] = everyone(groups)
        self.metrics[:, WHOLE] = np.stack([metrics[column].by_hour(tallied) for column in WHOLE], axis=1)
        self.metrics[hours + 1 :] = 0.0
        return self

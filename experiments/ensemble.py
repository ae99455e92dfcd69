"""What a batch of runs leaves behind: replicates of one scenario, and scenarios paired by seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from model.city import City
from model.codes import Group, Status
from model.record import GROUPED, METRICS, Recorded
from model.scenario import Scenario
from model.state import everyone

METRIC_NAMES = tuple(METRICS)


@dataclass(frozen=True, kw_only=True, eq=False)
class Replicate(Recorded):
    """The record of one run."""

    scenario: str
    seed: int
    seconds: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Ensemble(Recorded):
    """All replicates of one scenario, in the order of their seeds: the first axis of each array."""

    name: str
    scenario: Scenario
    seeds: NDArray[np.int64]

    @property
    def hours(self) -> int:
        """Hours simulated."""
        return int(self.statuses.shape[1]) - 1

    @property
    def moments(self) -> list[datetime]:
        """The moment of each hourly line."""
        return [self.scenario.start + timedelta(hours=h) for h in range(self.hours + 1)]

    def hour_of(self, moment: datetime) -> int:
        """The hourly line of a moment; a moment outside the run is a ValueError."""
        hour = round((moment - self.scenario.start).total_seconds() / 3600.0)
        if not 0 <= hour <= self.hours:
            raise ValueError(f"{moment} is outside the run")
        return hour

    def metric(self, name: str) -> NDArray[np.float64]:
        """One metric, replicate x hour."""
        return self.metrics[:, :, METRIC_NAMES.index(name)]

    def metric_of(self, name: str, group: Group) -> NDArray[np.float32]:
        """One metric of a group of people, replicate x hour."""
        return self.groups[:, :, GROUPED.index(name), group]

    def people_in(self, status: Status) -> NDArray[np.int32]:
        """People of one status, replicate x hour."""
        return everyone(self.statuses[:, :, status])

    def first(self, group: Group) -> NDArray[np.int64]:
        """People of a group in the first hour, by replicate."""
        people: NDArray[np.int64] = self.statuses[:, 0, :, group].sum(axis=1, dtype=np.int64)
        return people


@dataclass(frozen=True)
class Comparison:
    """Scenarios run with the same seeds, so that the same number of one is paired with that of the other."""

    city: City
    ensembles: dict[str, Ensemble]
    reference: str  # the scenario that the others are compared with
    moments: dict[str, datetime]  # label -> the fixed dates of the tables
    provenance: dict[str, object]

    @property
    def seeds(self) -> NDArray[np.int64]:
        """Seeds that every scenario was run with."""
        return next(iter(self.ensembles.values())).seeds

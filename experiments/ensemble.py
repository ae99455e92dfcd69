"""What a batch of runs leaves behind: replicates of one scenario, and scenarios paired by seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from model.city import City
from model.record import METRICS
from model.scenario import Scenario
from model.state import Status

METRIC_NAMES = tuple(METRICS)
ARRAYS = ("status", "metrics", "people", "side", "passed")


@dataclass(frozen=True)
class Replicate:
    """The record of one run. Line 0 of each array is the state before the first hour."""

    scenario: str
    seed: int
    status: NDArray[np.int64]  # hour x status
    metrics: NDArray[np.float64]  # hour x metric
    people: NDArray[np.int64]  # day x place
    side: NDArray[np.int8]  # day x place
    passed: NDArray[np.int64]  # day x way
    seconds: float


@dataclass(frozen=True)
class Ensemble:
    """All replicates of one scenario, in the order of their seeds."""

    name: str
    scenario: Scenario
    seeds: NDArray[np.int64]
    status: NDArray[np.int64]  # replicate x hour x status
    metrics: NDArray[np.float64]  # replicate x hour x metric
    people: NDArray[np.int64]  # replicate x day x place
    side: NDArray[np.int8]  # replicate x day x place
    passed: NDArray[np.int64]  # replicate x day x way

    @property
    def hours(self) -> int:
        """Hours simulated."""
        return int(self.status.shape[1]) - 1

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

    def people_in(self, status: Status) -> NDArray[np.int64]:
        """People of one status, replicate x hour."""
        return self.status[:, :, status]


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

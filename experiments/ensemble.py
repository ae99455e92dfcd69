"""What a batch of runs leaves behind: replicates of one scenario, and scenarios paired by seed.

Below a `population.scale` of 1 a run is of a sample of the households. The arrays, and `data.npz`, hold what
was counted in the sample. All that is told, in tables, figures, JSON and CSV, is of the whole population: the
counts divided by the scale, as the methods here give them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.reported import Reported
from model.city import City
from model.codes import Group, Status, Where
from model.record import GROUPED, METRICS, ByDay, Recorded
from model.scenario import Scenario
from model.state import everyone

METRIC_NAMES = tuple(METRICS)
COUNTED = ("people", "person-days", "person-hours")  # units of what grows with the sample

Values = NDArray[np.float64]


def heading(metric: str) -> str:
    """A metric as a heading: `Killed (people)`, with its unit where the label does not say it."""
    label, unit = str(METRICS[metric].LABEL), str(METRICS[metric].UNIT)
    return label[0].upper() + label[1:] + ("" if unit in label.lower() else f" ({unit})")


def hours_between(start: datetime, moment: datetime) -> int:
    """The hourly line of a moment."""
    return round((moment - start).total_seconds() / 3600.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Runs(ABC):
    """Replicates of one scenario, by what is asked of them when reports are held beside them."""

    scenario: Scenario
    seeds: NDArray[np.int64]

    @property
    @abstractmethod
    def hours(self) -> int:
        """Hours simulated."""

    @abstractmethod
    def metric(self, name: str) -> Values:
        """One metric, replicate x hour, of the whole population."""

    @cached_property
    def moments(self) -> list[datetime]:
        """The moment of each hourly line."""
        return [self.scenario.start + timedelta(hours=h) for h in range(self.hours + 1)]

    def hour_of(self, moment: datetime) -> int:
        """The hourly line of a moment; a moment outside the run is a ValueError."""
        hour = hours_between(self.scenario.start, moment)
        if not 0 <= hour <= self.hours:
            raise ValueError(f"{moment} is outside the run")
        return hour


@dataclass(frozen=True, kw_only=True, eq=False)
class Arrays(ByDay):
    """What is kept of a run: of its record in all by the hour, and by group at some dates only."""

    status: NDArray[np.int32]  # hour x status
    metrics: NDArray[np.float64]  # hour x metric
    dates: NDArray[np.int32]  # date: the hour of each line of the next two, the first and the last among them
    statuses: NDArray[np.int32]  # date x status x group
    groups: NDArray[np.float32]  # date x metric that is told by group x group


ARRAYS = tuple(field.name for field in fields(Arrays))
BY_DATE = ("statuses", "groups")


def arrays(record: Recorded, dates: Iterable[int]) -> dict[str, Any]:
    """The arrays that are kept of a record; by group at these hours, and at the first and the last."""
    lines = np.array(sorted({0, *dates, len(record.status) - 1}), np.int32)
    by_date = {key: getattr(record, key)[lines] for key in BY_DATE}
    by_hour = {"status": record.status.astype(np.int32), "metrics": record.metrics}
    by_day = {field.name: getattr(record, field.name) for field in fields(ByDay)}
    return {"dates": lines, **by_hour, **by_date, **by_day}


def size(hours: int, places: int, dates: int) -> int:
    """Bytes that a replicate of so many hours, places and dates holds, but for the few that its ways take."""
    by_hour = 4 * len(Status) + 8 * len(METRICS)
    by_date = 4 * (1 + len(Group) * (len(Status) + len(GROUPED)))
    by_place = 4 * len(Where) * len(Group) + 4 * len(("killed", "wounded", "hungry", "left")) + 1
    return (hours + 1) * by_hour + dates * by_date + (-(-hours // 24) + 1) * places * by_place


@dataclass(frozen=True, kw_only=True, eq=False)
class Replicate(Arrays):
    """What is kept of one run."""

    scenario: str
    seed: int
    seconds: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Ensemble(Arrays, Runs):
    """All replicates of one scenario, in the order of their seeds: the first axis of each array."""

    name: str

    @property
    def hours(self) -> int:
        """Hours simulated."""
        return int(self.status.shape[1]) - 1

    @property
    def scale(self) -> float:
        """The share of the households that was simulated."""
        return float(self.scenario.population.scale)

    def whole(self, counts: NDArray[np.number]) -> Values:
        """People of the whole population, from counts of the sample."""
        # Times ten, not over a tenth: three people of a sample stand for 30, and not for 29.999999999999996.
        return counts.astype(np.float64, copy=False) * (1.0 / self.scale)

    def metric(self, name: str) -> Values:
        """One metric, replicate x hour."""
        return self._of_all(name, self.metrics[:, :, METRIC_NAMES.index(name)])

    def at(self, hour: int, name: str, group: Group | None = None) -> Values:
        """One metric at one hour, by replicate; of a group at a date that is kept, else a ValueError."""
        if group is None:
            return self._of_all(name, self.metrics[:, hour, METRIC_NAMES.index(name)])
        return self.whole(self.groups[:, self._line(hour), GROUPED.index(name), group])

    def _of_all(self, name: str, values: Values) -> Values:
        return self.whole(values) if METRICS[name].UNIT in COUNTED else values

    def _line(self, hour: int) -> int:
        """The line of an hour, or of the last for -1, in what is kept by group."""
        dates: list[int] = self.dates[0].tolist()
        return dates.index(self.hours if hour == -1 else hour)

    def by_status(self) -> Values:
        """People by status, replicate x hour x status."""
        return self.whole(self.status)

    def people_in(self, status: Status) -> Values:
        """People of one status, replicate x hour."""
        return self.whole(self.status[:, :, status])

    def people_on(self, day: int) -> Values:
        """People in each place at the start of a day of the run, replicate x place."""
        return self.whole(everyone(self.where[:, day]).sum(axis=-1, dtype=np.int32))

    def crossed(self, before: int, day: int) -> Values:
        """People who passed each way out between two days, replicate x way."""
        return self.whole(self.passed[:, day] - self.passed[:, before])

    def first(self, group: Group | None = None) -> Values:
        """People of a group in the first hour, or of all, by replicate."""
        counts = self.statuses[:, 0].sum(axis=1, dtype=np.int64)
        return self.whole(everyone(counts) if group is None else counts[:, group])


@dataclass(frozen=True)
class Comparison:
    """Scenarios run with the same seeds, so that the same number of one is paired with that of the other."""

    city: City
    ensembles: dict[str, Ensemble]
    reference: str  # the scenario that the others are compared with
    moments: dict[str, datetime]  # label -> the fixed dates of the tables
    provenance: dict[str, object]
    reported: Reported  # what was said of the city at the time

    @property
    def seeds(self) -> NDArray[np.int64]:
        """Seeds that every scenario was run with."""
        return next(iter(self.ensembles.values())).seeds

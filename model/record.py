"""The record of a run: statuses and metrics by the hour; people, control and flows by the day."""

from __future__ import annotations

import numpy as np

from model import metrics, registry
from model.agents.base import Stage
from model.state import Status

# A column of a table is written with underscores, as its file is.
METRICS = {word.replace("-", "_"): module for word, module in registry.names(metrics).items()}


class Record:
    """Arrays that grow by one line an hour or a day; line 0 is the state before the first hour."""

    def __init__(self, stage: Stage) -> None:
        hours = int(float(stage.scenario.horizon))
        days, places = -(-hours // 24), len(stage.city.places)
        self.hours = 0
        self.status = np.zeros((hours + 1, len(Status)), np.int64)
        self.metrics = np.zeros((hours + 1, len(METRICS)))
        self.people = np.zeros((days + 1, places), np.int64)
        self.side = np.zeros((days + 1, places), np.int8)
        self.passed = np.zeros((days + 1, len(stage.population.world.ways)), np.int64)
        self._write(stage)

    def take(self, stage: Stage) -> None:
        """Add the hour that ends."""
        self.hours += 1
        self._write(stage)

    def _write(self, stage: Stage) -> None:
        world, at = stage.population.world, self.hours
        self.status[at] = world.tally.status
        self.metrics[at] = [metric.measure(stage) for metric in METRICS.values()]
        if at % 24 == 0 or at == len(self.status) - 1:
            day = -(-at // 24)
            self.people[day] = stage.population.places.indoors + stage.population.places.outdoors
            self.side[day] = stage.population.places.side
            self.passed[day] = stage.population.ways.passed

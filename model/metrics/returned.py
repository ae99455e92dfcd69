"""People who have gone home to a place that changed hands."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Status
from model.metrics import PerGroup

LABEL = "returned home"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.status[Status.RETURNED]

"""People in shelters on the government side."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Status
from model.metrics import PerGroup

LABEL = "in collective shelters"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.status[Status.OUT_CAMP]

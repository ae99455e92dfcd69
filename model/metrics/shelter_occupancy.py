"""People in shelters on the government side."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Status

LABEL = "in collective shelters"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    status = stage.population.world.tally.status
    return float(status[Status.OUT_CAMP])

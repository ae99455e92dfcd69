"""People whom buses have brought out."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Status

LABEL = "evacuated by bus"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    status = stage.population.world.tally.status
    return float(status[Status.EVACUATED_BUS])

"""People who stayed while the front passed, those displaced before included."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Status

LABEL = "overtaken by the front"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    status = stage.population.world.tally.status
    return float(status[Status.CHANGED_CONTROL] + status[Status.OVERRUN])

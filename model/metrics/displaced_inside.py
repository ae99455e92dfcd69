"""People who have moved deeper into the enclave and are still inside, overtaken by the front since or not."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Status

LABEL = "displaced inside"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    status = stage.population.world.tally.status
    return float(status[Status.DISPLACED_INSIDE] + status[Status.OVERRUN])

"""People who have moved deeper into the enclave and are still inside, overtaken by the front since or not."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Status
from model.metrics import PerGroup

LABEL = "displaced inside"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    status = stage.population.world.tally.status
    return status[Status.DISPLACED_INSIDE] + status[Status.OVERRUN]

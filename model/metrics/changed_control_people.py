"""People who stayed while the front passed, those displaced before included."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Status
from model.metrics import PerGroup

LABEL = "overtaken by the front"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    status = stage.population.world.tally.status
    return status[Status.CHANGED_CONTROL] + status[Status.OVERRUN]

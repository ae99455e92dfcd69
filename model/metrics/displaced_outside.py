"""People who are out on any side and have not gone home, as a registration of the displaced has them."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Status
from model.metrics import PerGroup

LABEL = "out and not returned"
UNIT = "people"
OUT = (
    *(Status.OUT_GOVERNMENT, Status.OUT_CAMP, Status.OUT_KURDISH, Status.OUT_OPPOSITION),
    *(Status.EVACUATED_BUS, Status.EVACUATED_MEDICAL),
)


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.status[list(OUT)].sum(axis=0)

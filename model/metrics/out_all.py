"""People who have left by any way: on foot, by bus or by ambulance."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Status
from model.metrics import PerGroup, out_total

LABEL = "out by any way"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    status = stage.population.world.tally.status
    by_vehicle = status[Status.EVACUATED_BUS] + status[Status.EVACUATED_MEDICAL]
    return out_total.by_group(stage) + by_vehicle

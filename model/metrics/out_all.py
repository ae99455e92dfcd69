"""People who have left by any way: on foot, by bus or by ambulance."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count, Status

LABEL = "out by any way"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    world = stage.population.world
    counts, status = world.tally.counts, world.tally.status
    on_foot = (
        counts[Count.ARRIVED_GOVERNMENT] + counts[Count.ARRIVED_KURDISH] + counts[Count.ARRIVED_OPPOSITION]
    )
    return float(on_foot + status[Status.EVACUATED_BUS] + status[Status.EVACUATED_MEDICAL])

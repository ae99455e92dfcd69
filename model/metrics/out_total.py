"""People who have reached the government side, the Kurdish-held north or the countryside on foot, ever."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "out on foot"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    counts = stage.population.world.tally.counts
    return float(
        counts[Count.ARRIVED_GOVERNMENT] + counts[Count.ARRIVED_KURDISH] + counts[Count.ARRIVED_OPPOSITION]
    )

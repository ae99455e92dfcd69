"""People who have reached the government side, the Kurdish-held north or the countryside on foot, ever."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Count
from model.metrics import PerGroup

LABEL = "out on foot"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    counts = stage.population.world.tally.counts
    return counts[Count.ARRIVED_GOVERNMENT] + counts[Count.ARRIVED_KURDISH] + counts[Count.ARRIVED_OPPOSITION]

"""People who have crossed a stretch of front that had just moved."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Count
from model.metrics import PerGroup

LABEL = "crossed a moving front"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.counts[Count.PASSED_BREACH]

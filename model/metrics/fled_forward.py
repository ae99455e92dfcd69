"""People who fled to the side that took their place, as it fell, so far."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Count
from model.metrics import PerGroup

LABEL = "fled forward as the front passed"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.counts[Count.FLED_FORWARD]

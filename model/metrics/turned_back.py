"""People who went back in because one of their men was held."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Count
from model.metrics import PerGroup

LABEL = "turned back at a checkpoint"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.counts[Count.TURNED_BACK]

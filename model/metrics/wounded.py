"""Civilians wounded since the start."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Count
from model.metrics import PerGroup

LABEL = "wounded"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    counts = stage.population.world.tally.counts
    return counts[Count.WOUNDED_AT_HOME] + counts[Count.WOUNDED_ON_THE_WAY] + counts[Count.WOUNDED_IN_QUEUES]

"""Civilians wounded while travelling, those in a queue not included."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Count
from model.metrics import PerGroup

LABEL = "wounded on the way"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.counts[Count.WOUNDED_ON_THE_WAY]

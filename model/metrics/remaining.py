"""People in places that the opposition still holds, those on the way and in queues included."""

from __future__ import annotations

from model.agents.base import Stage
from model.metrics import PerGroup

LABEL = "remaining in opposition-held places"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.held_groups()

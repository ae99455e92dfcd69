"""People who are not with the first household of their family, wherever they are."""

from __future__ import annotations

from model.agents.base import Stage
from model.metrics import PerGroup

LABEL = "apart from their family now"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.apart

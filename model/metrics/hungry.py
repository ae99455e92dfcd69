"""People in opposition-held places whose own store is gone and to whom nothing is handed out."""

from __future__ import annotations

from model.agents.base import Stage
from model.metrics import PerGroup

LABEL = "without food now"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.hungry_groups()

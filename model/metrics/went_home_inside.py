"""People displaced inside who have gone home within the enclave."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Count
from model.metrics import PerGroup

LABEL = "went home within the enclave"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.counts[Count.WENT_HOME_INSIDE]

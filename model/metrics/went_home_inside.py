"""People displaced inside who have gone home within the enclave."""

from __future__ import annotations

from model.agents.base import Stage
from model.metrics import PerGroup
from model.state import Count

LABEL = "went home within the enclave"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.counts[Count.WENT_HOME_INSIDE]

"""People who have crossed a stretch of front that had just moved."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "crossed a moving front"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.world.tally.counts[Count.PASSED_BREACH])

"""People who have passed an announced or guaranteed way out."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "passed a corridor"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.world.tally.counts[Count.PASSED_CORRIDOR])

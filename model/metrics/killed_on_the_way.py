"""Civilians killed while travelling or in a queue."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "killed on the way"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    counts = stage.population.world.tally.counts
    return float(counts[Count.KILLED_ON_THE_WAY])

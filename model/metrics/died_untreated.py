"""Patients who died inside for want of a hospital or an evacuation."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "died untreated"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    counts = stage.population.world.tally.counts
    return float(counts[Count.DIED_UNTREATED])

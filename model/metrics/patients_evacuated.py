"""Patients whom ambulances have brought out."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "patients evacuated"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    counts = stage.population.world.tally.counts
    return float(counts[Count.PATIENTS_EVACUATED])

"""Civilians killed since the start, those who died of untreated wounds included."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Status

LABEL = "killed"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    status = stage.population.world.tally.status
    return float(status[Status.KILLED])

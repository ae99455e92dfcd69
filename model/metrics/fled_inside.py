"""People who have arrived in a refuge inside the enclave; a person who moves twice counts twice."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "moves deeper inside"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.world.tally.counts[Count.FLED_INSIDE])

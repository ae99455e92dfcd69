"""People who fled deeper into the enclave as their place fell, so far."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "fled inward as the front passed"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.world.tally.counts[Count.FLED_INWARD])

"""People in opposition-held places whose own store is gone and to whom nothing is handed out."""

from __future__ import annotations

from model.agents.base import Stage

LABEL = "without food now"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.hungry_now())

"""People who are out and whom aid does not reach."""

from __future__ import annotations

from model.agents.base import Stage

LABEL = "out, without aid"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.sides.unaided.sum())

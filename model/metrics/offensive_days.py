"""Days for which the offensive has run, pauses left out."""

from __future__ import annotations

from model.agents.base import Stage

LABEL = "days of the offensive's own clock"
UNIT = "days"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return stage.clock / 24.0

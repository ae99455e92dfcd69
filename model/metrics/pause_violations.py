"""Times that a party has broken a pause on a day with a weapon, so far."""

from __future__ import annotations

from model.agents.base import Stage

LABEL = "violations of pauses"
UNIT = "days x weapons"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(sum(len(pause.violations) for pause in stage.pauses))

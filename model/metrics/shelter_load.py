"""People in open shelters on the government side, of their capacity."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Side

LABEL = "shelter load"
UNIT = "1"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.sides.load[Side.GOVERNMENT])

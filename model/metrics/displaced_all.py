"""People out on foot and displaced inside, as a reporter of all displacement would count them."""

from __future__ import annotations

from model.agents.base import Stage
from model.metrics import displaced_inside, out_total

LABEL = "displaced in all"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return out_total.measure(stage) + displaced_inside.measure(stage)

"""People out on foot and displaced inside, as a reporter of all displacement would count them."""

from __future__ import annotations

from model.agents.base import Stage
from model.metrics import PerGroup, displaced_inside, out_total

LABEL = "displaced in all"
UNIT = "people"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return out_total.by_group(stage) + displaced_inside.by_group(stage)

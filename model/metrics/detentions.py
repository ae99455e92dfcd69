"""Men held at checkpoints, those let go since included."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Count

LABEL = "detained at any time"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.world.tally.counts[Count.DETENTIONS])

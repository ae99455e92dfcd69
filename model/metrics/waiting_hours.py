"""Person-hours spent waiting at ways out."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Spell

LABEL = "person-hours in queues"
UNIT = "person-hours"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.world.tally.hours[Spell.WAITING])

"""Person-days without any food in opposition-held places."""

from __future__ import annotations

from model.agents.base import Stage
from model.state import Spell

LABEL = "person-days without food"
UNIT = "person-days"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(stage.population.world.tally.hours[Spell.HUNGER])

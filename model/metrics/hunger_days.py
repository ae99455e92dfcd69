"""Person-days without any food in opposition-held places."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Spell
from model.metrics import PerGroup

LABEL = "person-days without food"
UNIT = "person-days"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.hours[Spell.HUNGER]

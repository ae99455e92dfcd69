"""Person-hours spent waiting at ways out."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Spell
from model.metrics import PerGroup

LABEL = "person-hours in queues"
UNIT = "person-hours"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.hours[Spell.WAITING]

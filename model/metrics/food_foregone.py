"""Person-days of food that people under siege did without because it was dear."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Spell
from model.metrics import PerGroup

LABEL = "food done without, being dear"
UNIT = "person-days"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.hours[Spell.FOREGONE]

"""Person-days of people who are out and whom aid does not reach."""

from __future__ import annotations

from model.agents.base import Stage
from model.codes import Spell
from model.metrics import PerGroup

LABEL = "person-days out without aid"
UNIT = "person-days"


def by_group(stage: Stage) -> PerGroup:
    """The value at the end of the present hour, by group of people."""
    return stage.population.world.tally.hours[Spell.UNAIDED]

"""Person-hours spent waiting at ways out."""

from __future__ import annotations

from model.codes import Spell
from model.metrics import PerGroup, Tallied, Theme

LABEL = "person-hours in queues"
UNIT = "person-hours"
THEME = Theme.HELD


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.hours[Spell.WAITING]

"""Person-days without any food in opposition-held places."""

from __future__ import annotations

from model.codes import Spell
from model.metrics import PerGroup, Tallied, Theme

LABEL = "person-days without food"
UNIT = "person-days"
THEME = Theme.AID


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.hours[Spell.HUNGER]

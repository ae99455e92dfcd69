"""Person-days of food that people under siege did without because it was dear."""

from __future__ import annotations

from model.codes import Spell
from model.metrics import PerGroup, Tallied, Theme

LABEL = "food done without, being dear"
UNIT = "person-days"
THEME = Theme.AID


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.hours[Spell.FOREGONE]

"""Person-days of people who are out and whom aid does not reach."""

from __future__ import annotations

from model.codes import Spell
from model.metrics import PerGroup, Tallied, Theme

LABEL = "person-days out without aid"
UNIT = "person-days"
THEME = Theme.AID


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.hours[Spell.UNAIDED]

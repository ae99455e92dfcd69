"""Civilians killed at home or in a refuge by what struck the place."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "killed at home"
UNIT = "people"
THEME = Theme.HARMED


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.KILLED_AT_HOME]

"""People stopped by armed groups before a way out."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "stopped by armed groups"
UNIT = "people"
THEME = Theme.HELD


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.STOPPED]

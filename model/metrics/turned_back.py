"""People who went back in because one of their men was held."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "turned back at a checkpoint"
UNIT = "people"
THEME = Theme.HELD


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.TURNED_BACK]

"""People who have reached the government side, ever."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "out to the government side"
UNIT = "people"
THEME = Theme.OUT


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.ARRIVED_GOVERNMENT]

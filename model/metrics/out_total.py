"""People who have reached the government side, the Kurdish-held north or the countryside on foot, ever."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "out on foot"
UNIT = "people"
THEME = Theme.OUT


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    counts = tallied.counts
    return counts[Count.ARRIVED_GOVERNMENT] + counts[Count.ARRIVED_KURDISH] + counts[Count.ARRIVED_OPPOSITION]

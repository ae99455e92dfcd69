"""People who gave up the queue before a way out."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "gave up a queue"
UNIT = "people"
THEME = Theme.HELD


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.GAVE_UP]

"""People who have gone home to a place that changed hands."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme

LABEL = "returned home"
UNIT = "people"
THEME = Theme.OUT


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.status[Status.RETURNED]

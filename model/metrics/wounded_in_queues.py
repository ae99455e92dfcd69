"""Civilians wounded while they waited at a way out."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "wounded in queues"
UNIT = "people"
THEME = Theme.HARMED


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.WOUNDED_IN_QUEUES]

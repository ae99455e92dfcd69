"""Civilians wounded since the start."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "wounded"
UNIT = "people"
THEME = Theme.HARMED


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    counts = tallied.counts
    return counts[Count.WOUNDED_AT_HOME] + counts[Count.WOUNDED_ON_THE_WAY] + counts[Count.WOUNDED_IN_QUEUES]

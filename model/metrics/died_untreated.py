"""Patients and wounded who died inside for want of a hospital or an evacuation."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "died untreated"
UNIT = "people"
THEME = Theme.HARMED


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.DIED_UNTREATED]

"""Civilians killed since the start, those who died of untreated wounds included."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme

LABEL = "killed"
UNIT = "people"
THEME = Theme.HARMED


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.status[Status.KILLED]

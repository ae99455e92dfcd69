"""People in shelters on the government side."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme

LABEL = "in collective shelters"
UNIT = "people"
THEME = Theme.AID


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.status[Status.OUT_CAMP]

"""People whom buses have brought out."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme

LABEL = "evacuated by bus"
UNIT = "people"
THEME = Theme.OUT


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.status[Status.EVACUATED_BUS]

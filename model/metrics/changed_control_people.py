"""People who stayed while the front passed, those displaced before included."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme

LABEL = "overtaken by the front"
UNIT = "people"
THEME = Theme.INSIDE


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    status = tallied.status
    return status[Status.CHANGED_CONTROL] + status[Status.OVERRUN]

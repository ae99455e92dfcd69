"""Men held at checkpoints and not let go."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme

LABEL = "detained now"
UNIT = "people"
THEME = Theme.HELD


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.status[Status.DETAINED]

"""People who have moved deeper into the enclave and are still inside, overtaken by the front since or not."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme

LABEL = "displaced inside"
UNIT = "people"
THEME = Theme.INSIDE


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    status = tallied.status
    return status[Status.DISPLACED_INSIDE] + status[Status.OVERRUN]

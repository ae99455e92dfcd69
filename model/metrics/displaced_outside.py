"""People who are out on any side and have not gone home, as a registration of the displaced has them."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme

LABEL = "out and not returned"
UNIT = "people"
THEME = Theme.OUT
OUT = (
    *(Status.OUT_GOVERNMENT, Status.OUT_CAMP, Status.OUT_KURDISH, Status.OUT_OPPOSITION),
    *(Status.EVACUATED_BUS, Status.EVACUATED_MEDICAL),
)


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.status[list(OUT)].sum(axis=0)

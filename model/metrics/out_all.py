"""People who have left by any way: on foot, by bus or by ambulance."""

from __future__ import annotations

from model.codes import Status
from model.metrics import PerGroup, Tallied, Theme, out_total

LABEL = "out by any way"
UNIT = "people"
THEME = Theme.OUT


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    status = tallied.status
    by_vehicle = status[Status.EVACUATED_BUS] + status[Status.EVACUATED_MEDICAL]
    return out_total.by_group(tallied) + by_vehicle

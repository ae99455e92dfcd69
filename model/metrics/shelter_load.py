"""People in open shelters on the government side, of their capacity."""

from __future__ import annotations

from model.codes import Side
from model.metrics import PerHour, Tallied, Theme

LABEL = "load of shelters (full = 1)"
UNIT = "1"
THEME = Theme.AID


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return tallied.load[:, Side.GOVERNMENT]

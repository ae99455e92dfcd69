"""Food from convoys that has been handed out in the enclave."""

from __future__ import annotations

from model.metrics import PerHour, Tallied, Theme

LABEL = "food handed out from convoys"
UNIT = "person-days"
THEME = Theme.AID


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return tallied.handed_out.sum(axis=1)

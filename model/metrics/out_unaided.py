"""People who are out and whom aid does not reach."""

from __future__ import annotations

from model.metrics import PerHour, Tallied, Theme

LABEL = "out, without aid"
UNIT = "people"
THEME = Theme.AID


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return tallied.unaided.sum(axis=1)

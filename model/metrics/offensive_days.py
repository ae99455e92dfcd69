"""Days for which the offensive has run, pauses left out."""

from __future__ import annotations

from model.metrics import PerHour, Tallied, Theme

LABEL = "days of the offensive's own clock"
UNIT = "days"
THEME = Theme.WAR


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return tallied.clocks[:, tallied.enclave].mean(axis=1) / 24.0

"""Times that a party has broken a pause on a day with a weapon, so far."""

from __future__ import annotations

from model.metrics import PerHour, Tallied, Theme

LABEL = "violations of pauses"
UNIT = "days x weapons"
THEME = Theme.WAR


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return tallied.violations.sum(axis=1)

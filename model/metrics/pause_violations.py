"""Times that a party has broken a pause on a day with a weapon, so far."""

from __future__ import annotations

from model.metrics import PerHour, Tallied

LABEL = "violations of pauses"
UNIT = "days x weapons"


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return tallied.violations.sum(axis=1)

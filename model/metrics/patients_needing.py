"""Patients in opposition-held places who need evacuation."""

from __future__ import annotations

from model.metrics import PerHour, Tallied, Theme

LABEL = "patients waiting"
UNIT = "people"
THEME = Theme.HARMED


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return (tallied.patients * tallied.held).sum(axis=1)

"""Share of the enclave of the first hour, by area, that the opposition has lost."""

from __future__ import annotations

from model.metrics import PerHour, Tallied, Theme

LABEL = "territory lost"
UNIT = "%"
THEME = Theme.WAR


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    held, all_of_it = tallied.held * tallied.hectares, tallied.enclave * tallied.hectares
    return 100.0 * (1.0 - held.sum(axis=1) / all_of_it.sum())

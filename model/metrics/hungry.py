"""People in opposition-held places whose own store is gone and to whom nothing is handed out."""

from __future__ import annotations

from model.metrics import PerGroup, Tallied, Theme

LABEL = "without food now"
UNIT = "people"
THEME = Theme.AID


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.hungry

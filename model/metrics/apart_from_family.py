"""People who are not with the first household of their family, wherever they are."""

from __future__ import annotations

from model.metrics import PerGroup, Tallied, Theme

LABEL = "apart from their family now"
UNIT = "people"
THEME = Theme.HELD


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.apart

"""People out on foot and displaced inside, as a reporter of all displacement would count them."""

from __future__ import annotations

from model.metrics import PerGroup, Tallied, Theme, displaced_inside, out_total

LABEL = "displaced in all"
UNIT = "people"
THEME = Theme.INSIDE


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return out_total.by_group(tallied) + displaced_inside.by_group(tallied)

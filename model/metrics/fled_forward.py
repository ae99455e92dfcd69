"""People who fled to the side that took their place, as it fell, so far."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "fled forward as the front passed"
UNIT = "people"
THEME = Theme.INSIDE


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.FLED_FORWARD]

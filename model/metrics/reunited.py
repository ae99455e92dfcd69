"""People who have found a part of the family that they had been parted from."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "reunited with their family so far"
UNIT = "people"
THEME = Theme.HELD


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.REUNITED]

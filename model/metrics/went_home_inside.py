"""People displaced inside who have gone home within the enclave."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "went home within the enclave"
UNIT = "people"
THEME = Theme.INSIDE


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.WENT_HOME_INSIDE]

"""People who have arrived in a refuge inside the enclave; a person who moves twice counts twice."""

from __future__ import annotations

from model.codes import Count
from model.metrics import PerGroup, Tallied, Theme

LABEL = "moves deeper inside"
UNIT = "people"
THEME = Theme.INSIDE


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.counts[Count.FLED_INSIDE]

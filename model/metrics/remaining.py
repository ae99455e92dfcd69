"""People in places that the opposition still holds, those on the way and in queues included."""

from __future__ import annotations

from model.metrics import PerGroup, Tallied, Theme

LABEL = "remaining in opposition-held places"
UNIT = "people"
THEME = Theme.INSIDE


def by_group(tallied: Tallied) -> PerGroup:
    """The value at the end of each hour, by group of people."""
    return tallied.remaining

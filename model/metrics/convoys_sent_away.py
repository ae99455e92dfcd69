"""Aid convoys that were not cleared, turned back or came too late."""

from __future__ import annotations

import numpy as np

from model.codes import SENT_AWAY
from model.metrics import PerHour, Tallied, Theme

LABEL = "convoys sent away"
UNIT = "convoys"
THEME = Theme.AID


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return np.isin(tallied.outcomes, SENT_AWAY).sum(axis=1)

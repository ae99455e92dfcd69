"""Aid convoys that have reached the enclave, whole or in part."""

from __future__ import annotations

import numpy as np

from model.codes import CAME_IN
from model.metrics import PerHour, Tallied, Theme

LABEL = "convoys delivered"
UNIT = "convoys"
THEME = Theme.AID


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    return np.isin(tallied.outcomes, CAME_IN).sum(axis=1)

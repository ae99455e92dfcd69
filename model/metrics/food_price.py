"""The price of food in the opposition-held places, of the usual, as the average person finds it."""

from __future__ import annotations

import numpy as np

from model.metrics import PerHour, Tallied, Theme

LABEL = "price of food (usual = 1)"
UNIT = "1"
THEME = Theme.AID


def by_hour(tallied: Tallied) -> PerHour:
    """The value at the end of each hour."""
    people = tallied.people * tallied.held
    total = people.sum(axis=1)
    return np.where(total > 0, (tallied.price * people).sum(axis=1) / np.maximum(total, 1), 1.0)

"""What a run reports: one file an observable, with LABEL, UNIT, THEME and what it is of each hour's tallies.

What people bear or do is told ``by_group(tallied)``, and its total is the sum over the classes; anything else
is one number an hour, ``by_hour(tallied)``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.engine.recording import Tallied

PerHour = NDArray[np.number[Any]]  # hour
PerGroup = NDArray[np.number[Any]]  # hour x Group

__all__ = ["PerGroup", "PerHour", "Tallied", "Theme"]


class Theme(StrEnum):
    """What an observable tells of, in the order in which a reader asks."""

    OUT = "Who got out"
    INSIDE = "Who is inside, and under whom"
    HARMED = "Killed, wounded, in need of a doctor"
    HELD = "Held up, held, parted"
    AID = "Food, shelter, aid"
    WAR = "The war"

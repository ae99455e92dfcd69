"""What a run reports: one file an observable, with LABEL, UNIT and what it is of what was tallied each hour.

What people bear or do is told ``by_group(tallied)``, and its total is the sum over the classes; anything else
is one number an hour, ``by_hour(tallied)``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.engine.recording import Tallied

PerHour = NDArray[np.number[Any]]  # hour
PerGroup = NDArray[np.number[Any]]  # hour x Group

__all__ = ["PerGroup", "PerHour", "Tallied"]

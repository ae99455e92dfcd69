"""What a run reports: one file an observable, with LABEL, UNIT and what it measures at the end of an hour.

What people bear or do is told ``by_group(stage)``, and its total is the sum over the classes; anything else
is one number, ``measure(stage)``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

PerGroup = NDArray[np.number[Any]]  # by Group
